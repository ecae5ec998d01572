"""Everything that is disputed, as a list.

Law 4: each dispute shows all its sides with who says each, by the rule that found it; none is settled.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orbat.model import Finding
from orbat.views.line import Line, Worked, line


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: what it says, when, who says so, and how many claims stand behind it.

    `quote`: the words of the first of them; `finding` leads to all.
    """

    text: str
    when: str
    sources: tuple[str, ...]
    claims: int
    quote: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class Disputed:
    """One dispute: about whom, in which predicate, by which rule, and its sides.

    `why`: what speaks against a side that is no side of its own, such as a denial.
    """

    entity: str
    label: str
    predicate: str
    rule: str
    sides: tuple[Side, ...]
    why: tuple[str, ...]


def disputes(worked: Worked, subjects: Iterable[str] | None = None) -> list[Disputed]:
    """The disputes of these entities (None: all), in the order of `rank`."""
    wanted = None if subjects is None else set(subjects)
    grouped: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in worked.findings.values():
        if wanted is None or finding.subject in wanted:
            for rule in {d.rule for d in finding.disputed}:
                grouped[(finding.subject, finding.predicate, rule)].append(finding)
    return sorted((_disputed(worked, *key, found) for key, found in grouped.items()), key=rank)


def rank(disputed: Disputed) -> tuple[str, str, str, str]:
    """By name, then by what is disputed."""
    return (disputed.label, disputed.entity, disputed.predicate, disputed.rule)


def _disputed(worked: Worked, entity: str, predicate: str, rule: str, found: list[Finding]) -> Disputed:
    shown = sorted((line(worked, f) for f in found), key=lambda x: (x.edtf or "", x.text, x.finding))
    against = () if len(shown) > 1 else tuple(_against(shown[0], rule))
    return Disputed(entity, worked.label(entity), predicate, rule, tuple(map(_side, shown)), against)


def _side(shown: Line) -> Side:
    when = "" if shown.when == shown.text else shown.when
    quote = shown.citations[0].quote if shown.citations else ""
    return Side(
        f"{shown.label} {shown.text}", when, shown.sources, len(shown.citations), quote, shown.finding
    )


def _against(shown: Line, rule: str) -> Iterator[str]:
    yield from dict.fromkeys(d.why for d in shown.disputes if d.rule == rule)

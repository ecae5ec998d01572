"""What is not known of an entity: each gap by a rule that has a name, in words for an analyst.

Law 7: a gap is said, and never filled by a guess. The rules are gaps.toml; the tests that they name are here.
"""

import datetime
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orbat.model import Finding, Kept
from orbat.views.line import Line, Worked, in_words, line, work_out
from orbat.views.phrases import day
from orbat.weigh import ANY_DAY, Dates, days

YEAR = 365  # days after which a figure of strength is called old


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known: the rule that found it, words for people, the lines it is about."""

    rule: str
    text: str
    lines: tuple[Line, ...] = ()


@cache
def _rules() -> list[dict[str, Any]]:
    text = files("orbat.views").joinpath("gaps.toml").read_text(encoding="utf-8")
    rules: list[dict[str, Any]] = tomllib.loads(text)["gap"]
    return rules


def gaps(of: Kept | Worked, name: str, dates: Dates = ANY_DAY) -> tuple[Gap, ...]:
    """The gaps of the entity of this name, in the order of the rules. Raises NotFoundError."""
    worked = work_out(of, dates)
    entity = worked.find(name)[0]
    about = [f for f in worked.about.get(entity.id, ()) if f.status in ("said", "ended")]
    found: list[Gap] = []
    for rule in _rules():
        if rule.get("kind", entity.kind) != entity.kind:
            continue
        if "of" in rule:
            own = [f for f in about if f.subject == entity.id and f.predicate in rule["of"]]
            shown = [(f, line(worked, f)) for f in own]
            shown.sort(key=lambda p: (p[1].predicate, p[1].edtf or "", p[1].text, p[1].finding))
            found += _of_lines(worked, rule, worked.label(entity.id), shown)
        elif not _told(rule, about, entity.id):
            found.append(Gap(rule["rule"], rule["text"].format(name=worked.label(entity.id))))
    return tuple(found)


def _told(rule: dict[str, Any], about: Iterable[Finding], entity: str) -> bool:
    return any(
        (f.subject == entity and f.predicate in rule["predicates"])
        or (f.object == entity and f.predicate in rule.get("inverse", ()))
        for f in about
    )


def _of_lines(
    worked: Worked, rule: dict[str, Any], name: str, shown: list[tuple[Finding, Line]]
) -> Iterator[Gap]:
    for finding, each in _TESTS[rule["test"]](worked, shown):
        when = day(_newest(finding, each)[:7])
        yield Gap(rule["rule"], rule["text"].format(name=name, what=in_words(each), when=when), (each,))


Shown = list[tuple[Finding, Line]]


def _newest(finding: Finding, each: Line) -> str:
    """The last day that a line speaks of, or else on which it was published."""
    last = days(finding.period)[1] if finding.period and finding.period.last else ""
    first = days(finding.period)[0] if finding.period and finding.period.first else ""
    told = last or first or max((c.published or "" for c in each.citations), default="")
    return told if told[:4].isdigit() else ""


def _old(worked: Worked, shown: Shown) -> Shown:
    """The newest figure, where it is more than a year older than the day asked about, or the newest text."""
    dated = sorted(
        ((_newest(f, x), x.finding, (f, x)) for f, x in shown if _newest(f, x)), key=lambda d: d[:2]
    )
    today = worked.dates.as_of or worked.dates.known_on or worked.newest
    if not dated or not today:
        return []
    newest, _, pair = dated[-1]
    return [pair] if _ordinal(today) - _ordinal(newest) > YEAR else []


def _ordinal(iso: str) -> int:
    year, month, number = (int(part) for part in (iso[:10] + "-01-01")[:10].split("-"))
    return datetime.date(year, min(month or 1, 12), min(number or 1, 28)).toordinal()


def _unplaced(worked: Worked, shown: Shown) -> Shown:
    def unplaced(finding: Finding) -> bool:
        named = {*finding.place, *([finding.object] if isinstance(finding.object, str) else [])}
        ends = (worked.index.entities[e] for e in named)
        return any(e.kind == "place" and e.location is None for e in ends)

    return [(f, x) for f, x in shown if unplaced(f)]


def _alone(worked: Worked, shown: Shown) -> Shown:
    return [(f, x) for f, x in shown if len(x.voices) == 1 and x.voices[0].interest != "itself"]


def _own(worked: Worked, shown: Shown) -> Shown:
    return [(f, x) for f, x in shown if x.voices and all(v.interest == "itself" for v in x.voices)]


def _hedged(worked: Worked, shown: Shown) -> Shown:
    return [(f, x) for f, x in shown if x.stance == "hedges"]


def _undated(worked: Worked, shown: Shown) -> Shown:
    return [(f, x) for f, x in shown if not f.period]


_TESTS: dict[str, Callable[[Worked, Shown], Shown]] = {
    "old": _old,
    "unplaced": _unplaced,
    "alone": _alone,
    "own": _own,
    "hedged": _hedged,
    "undated": _undated,
}

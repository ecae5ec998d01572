"""What changed between two states of what is known, or between two days of what holds.

Law 4: a change is told and nothing is retired: what is no longer told stays in the older state. Findings
are the same where they share a claim.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from orbat.model import Finding
from orbat.views.line import Line, Worked, line

What = Literal["new", "now disputed", "another voice", "no longer disputed", "no longer told"]
ORDER: tuple[What, ...] = ("new", "now disputed", "another voice", "no longer disputed", "no longer told")


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what became of a line, and why it is said so. `known`: its subject was told of before."""

    what: What
    line: Line
    why: str = ""
    known: bool = True


def changes(before: Worked, after: Worked, entity: str | None = None) -> tuple[Change, ...]:
    """The changes among the findings that an entity has a part in (None: among all), by what they are."""
    old, new = (_of(worked, entity) for worked in (before, after))
    by_claim: dict[str, list[Finding]] = defaultdict(list)
    for finding in old:
        for claim in finding.supported:
            by_claim[claim].append(finding)
    met: set[str] = set()
    found: list[Change] = []
    for finding in new:
        priors = {f.id: f for claim in finding.supported for f in by_claim[claim]}
        met |= priors.keys()
        known = finding.subject in before.about
        found += (replace(c, known=known) for c in _change(after, finding, list(priors.values())))
    found += [Change("no longer told", line(before, f)) for f in old if f.id not in met]
    return tuple(sorted(found, key=_rank))


def _of(worked: Worked, entity: str | None) -> Iterable[Finding]:
    return list(worked.findings.values()) if entity is None else worked.about.get(entity, ())


def _change(after: Worked, finding: Finding, priors: list[Finding]) -> Iterable[Change]:
    if not priors:
        shown = line(after, finding)
        return [Change("new", shown, _against(shown))]
    shown = line(after, finding)
    found: list[Change] = []
    was = any(f.disputed for f in priors)
    if finding.disputed and not was:
        found.append(Change("now disputed", shown, _against(shown)))
    if was and not finding.disputed:
        found.append(Change("no longer disputed", shown))
    heard = {v.speaker for f in priors for v in f.voices}
    if gained := [v.name for v in finding.voices if v.speaker not in heard]:
        found.append(Change("another voice", shown, ", ".join(gained)))
    return found


def _against(shown: Line) -> str:
    return "; ".join(dict.fromkeys(d.rule for d in shown.disputes))


def _rank(change: Change) -> tuple[int, str, str, str, str]:
    shown = change.line
    return ORDER.index(change.what), shown.subject, shown.predicate, shown.text, shown.finding

"""What happened when, and where.

Law 3: the same findings give the same lines in the same order.
"""

from collections import defaultdict
from dataclasses import dataclass

from orbat.model import Finding, Kept, Location
from orbat.views.line import Line, Worked, in_time, line, work_out
from orbat.vocab import predicates


@dataclass(frozen=True, slots=True)
class Place:
    """A place and what is said to be or to have happened there. `location`: None where it is not resolved."""

    entity: str
    label: str
    location: Location | None
    lines: tuple[Line, ...]


def timeline(of: Kept | Worked, name: str | None = None) -> tuple[Line, ...]:
    """Everything dated, in time order; of the entity of `name` alone, where one is given (NotFoundError)."""
    worked = work_out(of)
    about = worked.findings.values() if name is None else worked.about.get(worked.find(name)[0].id, ())
    dated = [f for f in about if f.period or predicates()[f.predicate].object == "date"]
    return tuple(in_time((f, line(worked, f)) for f in dated))


def places(of: Kept | Worked, name: str | None = None) -> tuple[Place, ...]:
    """Every place that a finding names, or those of the entity of `name` (NotFoundError), by label."""
    worked = work_out(of)
    about = worked.findings.values() if name is None else worked.about.get(worked.find(name)[0].id, ())
    at: dict[str, list[Finding]] = defaultdict(list)
    for finding in about:
        named = set(finding.place)
        if isinstance(finding.object, str) and predicates()[finding.predicate].object == "place":
            named.add(finding.object)
        for entity in named:
            at[entity].append(finding)
    found = (
        Place(
            e,
            worked.label(e),
            worked.index.entities[e].location,
            tuple(in_time((f, line(worked, f)) for f in at[e])),
        )
        for e in at
    )
    return tuple(sorted(found, key=lambda p: (p.label, p.entity)))

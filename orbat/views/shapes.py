"""The order of battle as a tree, who is tied to whom, what happened when, and where.

Law: a node stands in a tree as often as somebody puts it there; contested places are shown, none is chosen.
"""

from collections import defaultdict
from dataclasses import dataclass

from orbat.model import Entity, Finding, Kept, Kind, Location
from orbat.views.line import Line, Worked, in_time, line, work_out
from orbat.vocab import predicates


@dataclass(frozen=True, slots=True)
class Tree:
    """An entity and those under it. `via`: the line that puts it under the one above; None at a root."""

    entity: str
    label: str
    via: Line | None
    leaders: tuple[Line, ...]
    under: tuple["Tree", ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in a network; `mentions` says how often it is spoken of."""

    entity: str
    label: str
    kind: Kind
    mentions: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two entities, by id."""

    subject: str
    object: str
    line: Line


@dataclass(frozen=True, slots=True)
class Network:
    """Who is tied to whom."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A place and what is said to be or to have happened there. `location`: None where it is not resolved."""

    entity: str
    label: str
    location: Location | None
    lines: tuple[Line, ...]


def _said(finding: Finding) -> bool:
    return finding.status in ("said", "ended")


def tree(of: Kept | Worked, name: str | None = None) -> tuple[Tree, ...]:
    """The trees of all that is under something, or those that hold the entity of `name`, from the top down.

    Raises NotFoundError for a name that nothing bears.
    """
    worked = work_out(of)
    below: dict[str, list[Finding]] = defaultdict(list)
    above: dict[str, set[str]] = defaultdict(set)
    for finding in worked.findings.values():
        if (
            predicates()[finding.predicate].section == "under"
            and isinstance(finding.object, str)
            and _said(finding)
        ):
            below[finding.object].append(finding)
            above[finding.subject].add(finding.object)
    wanted = set(below) | set(above)
    if name is not None:
        wanted = {worked.find(name)[0].id}
    roots: set[str] = set()
    for start in sorted(wanted):
        chain, waiting = {start}, [start]
        while waiting:
            fresh = above[waiting.pop()] - chain
            chain |= fresh
            waiting.extend(sorted(fresh))
        roots |= {e for e in chain if not above[e]} or {min(chain)}  # a circle has no top
    grown = (_grow(worked, root, None, below, frozenset()) for root in roots)
    return tuple(sorted(grown, key=lambda t: (t.label, t.entity)))


def _grow(
    worked: Worked, entity: str, via: Line | None, below: dict[str, list[Finding]], path: frozenset[str]
) -> Tree:
    path = path | {entity}
    under = [
        _grow(worked, f.subject, line(worked, f), below, path) for f in below[entity] if f.subject not in path
    ]
    leaders = [
        line(worked, f)
        for f in worked.about.get(entity, ())
        if f.predicate == "led_by" and f.subject == entity and _said(f)
    ]
    return Tree(
        entity,
        worked.label(entity),
        via,
        tuple(in_order(leaders)),
        tuple(sorted(under, key=lambda t: (t.label, t.entity, t.via.finding if t.via else ""))),
    )


def in_order(lines: list[Line]) -> list[Line]:
    """Lines by text."""
    return sorted(lines, key=lambda x: (x.text, x.finding))


def network(of: Kept | Worked, name: str | None = None) -> Network:
    """All ties between entities, or those of the entity of `name` and among those it is tied to.

    Raises NotFoundError for a name that nothing bears.
    """
    worked = work_out(of)
    ties = [
        f
        for f in worked.findings.values()
        if isinstance(f.object, str) and predicates()[f.predicate].object in ("entity", "place")
    ]
    if name is not None:
        centre = worked.find(name)[0].id
        near = {e for f in ties if centre in (f.subject, f.object) for e in (f.subject, str(f.object))}
        ties = [f for f in ties if {f.subject, str(f.object)} <= near]
    edges = tuple(Edge(f.subject, str(f.object), line(worked, f)) for f in ties)
    tied: list[Entity] = [
        worked.index.entities[e] for e in sorted({e for x in edges for e in (x.subject, x.object)})
    ]
    return Network(tuple(Node(e.id, worked.label(e.id), e.kind, len(e.mentions)) for e in tied), edges)


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
        Place(e, worked.label(e), _location(worked, e), tuple(in_time((f, line(worked, f)) for f in at[e])))
        for e in at
    )
    return tuple(sorted(found, key=lambda p: (p.label, p.entity)))


def _location(worked: Worked, entity: str) -> Location | None:
    """The location of the first of its mentions that has coordinates, in the order of the entity."""
    located = (worked.kept.mentions[m].location for m in worked.index.entities[entity].mentions)
    return next((x for x in located if x and x.lat is not None), None)

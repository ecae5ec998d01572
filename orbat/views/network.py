"""Who is tied to whom: everything, or what lies within some steps of one entity.

Law 3: a network is plain values. Each edge is a finding with its quotes; none is inferred from two others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypeVar

from orbat.model import Finding, Kept, Kind
from orbat.views.line import Line, Worked, line, work_out
from orbat.vocab import predicates

T = TypeVar("T", int, str)
TIES = tuple(name for name, p in predicates().items() if p.object in ("entity", "place"))


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in a network. `mentions`: how often it is spoken of; `steps`: how far from the centre."""

    entity: str
    label: str
    kind: Kind
    mentions: int
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two entities, by id."""

    subject: str
    object: str
    line: Line


@dataclass(frozen=True, slots=True)
class Network:
    """Who is tied to whom. `left_out`: entities one step further that the limit kept out (law 7)."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a network goes: `steps` from the entity, ties in `only` (empty: all), at most `limit` nodes."""

    steps: int = 1
    only: Collection[str] = ()
    limit: int = 150  # more than that nobody can read in one picture


BESIDE = Reach()


def network(
    of: Kept | Worked,
    name: str | None = None,
    reach: Reach = BESIDE,
    among: Collection[str] | None = None,
) -> Network:
    """All ties between entities, or those within reach of the entity of `name` and among those reached.

    `among`: only ties of these entities count. Raises NotFoundError for a name that nothing bears.
    """
    worked = work_out(of)
    ties = [
        f
        for f in worked.findings.values()
        if isinstance(f.object, str)
        and f.predicate in (reach.only or TIES)
        and (among is None or (f.subject in among and f.object in among))
    ]
    pairs = [(f.subject, str(f.object)) for f in ties]
    if name is None:
        return _drawn(worked, ties, {e: None for pair in pairs for e in pair}, 0)
    near, left_out = within_reach(worked.find(name)[0].id, pairs, reach)
    chosen = [f for f in ties if f.subject in near and f.object in near]
    return _drawn(worked, chosen, dict(near), left_out)


def within_reach(centre: T, ties: Iterable[tuple[T, T]], reach: Reach) -> tuple[dict[T, int], int]:
    """The steps to each node in reach, and how many were left out.

    Within the limit the nearest are taken first, and of one distance those tied to most of the taken.
    """
    beside: dict[T, set[T]] = defaultdict(set)
    for a, b in ties:
        beside[a].add(b)
        beside[b].add(a)
    near = {centre: 0}
    left_out: set[T] = set()
    ring = [centre]
    for step in range(1, reach.steps + 1):
        weight: dict[T, int] = defaultdict(int)
        for node in ring:
            for other in beside[node] - near.keys():
                weight[other] += 1
        ring = sorted(weight, key=lambda e: (-weight[e], e))
        room = max(0, reach.limit - len(near))
        left_out |= set(ring[room:])
        ring = ring[:room]
        near |= dict.fromkeys(ring, step)
    return near, len(left_out - near.keys())


def _drawn(worked: Worked, ties: list[Finding], near: dict[str, int | None], left_out: int) -> Network:
    edges = tuple(Edge(f.subject, str(f.object), line(worked, f)) for f in ties)
    found = (worked.index.entities[e] for e in sorted(near))
    nodes = tuple(Node(e.id, worked.label(e.id), e.kind, e.mentioned, near[e.id]) for e in found)
    return Network(nodes, edges, left_out)

"""The order of battle: who stands under whom as far as somebody says so, each edge with its quotes.

Law 4: a unit stands in the tree as often as somebody puts it there. No parent is chosen: contested and
uncertain edges are marked. A circle is no tree: it is cut, and the cut is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from orbat.model import Finding, Kept, Kind
from orbat.names import words
from orbat.views.line import Line, Worked, line, work_out
from orbat.vocab import predicates

Standing = Literal["named", "unnamed", "unknown"]
# Words by which a text says that it does not know which unit: then the unit is unknown, and not only unnamed.
UNKNOWN = frozenset(("unknown", "unidentified", "unspecified", "undisclosed", "unnamed"))
# What a tree is made from besides what is under what: about each unit alone.
ABOUT_UNITS = ("led_by", "founded_on", "dissolved_on")


@dataclass(frozen=True, slots=True)
class Tree:
    """A unit and those under it, in one place of the tree.

    `standing`: named by a text, unnamed (described: "three battalions") or unknown (the text says that it
    does not know which). `via`: the lines that put it under the one above. `marks`: what to know of
    that edge: contested, uncertain, no longer so, auxiliary. `notes`: what to know of the unit. `elsewhere`:
    the labels of all other units that it is said to be under. `cut`: why those under it are not shown here.
    """

    entity: str
    label: str
    kind: Kind
    standing: Standing
    asked: bool
    via: tuple[Line, ...]
    marks: tuple[str, ...]
    notes: tuple[str, ...]
    elsewhere: tuple[str, ...]
    leaders: tuple[Line, ...]
    under: tuple["Tree", ...]
    cut: Literal["", "circle", "shown above"] = ""

    def all(self) -> Iterator["Tree"]:
        """This unit and every one under it, in order."""
        yield self
        for each in self.under:
            yield from each.all()


@dataclass(slots=True)
class _Grown:
    """What a tree is grown from; `shown`: units whose own subordinates are shown already."""

    worked: Worked
    asked: str | None
    below: dict[str, dict[str, list[Finding]]] = field(default_factory=lambda: defaultdict(dict))
    above: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shown: set[str] = field(default_factory=set)


def tree(of: Kept | Worked, name: str | None = None, below: bool = False) -> tuple[Tree, ...]:
    """The trees of all that is under something, or those that hold the entity of `name`, from the top down.

    `below`: only the entity itself and what is under it. Raises NotFoundError for a name that nothing bears.
    """
    worked = work_out(of)
    asked = worked.find(name)[0].id if name is not None else None
    grown = _Grown(worked, asked)
    for finding in worked.findings.values():
        if (
            predicates()[finding.predicate].section == "under"
            and isinstance(finding.object, str)
            and _held(finding)
        ):
            grown.below[finding.object].setdefault(finding.subject, []).append(finding)
            grown.above[finding.subject].add(finding.object)
    wanted = {asked} if asked else {*grown.below, *grown.above}
    tops = {asked} if asked and below else _tops(sorted(w for w in wanted if w), grown.above)
    ordered = sorted((t for t in tops if t), key=lambda e: (worked.label(e), e))
    return tuple(_grow(grown, top, None, ()) for top in ordered)


def _held(finding: Finding) -> bool:
    return finding.status in ("said", "ended")


def _tops(wanted: Iterable[str], above: dict[str, set[str]]) -> set[str]:
    """Those over the wanted that nothing is over; of a circle, which has no top, the least id."""
    tops: set[str] = set()
    for start in wanted:
        chain, waiting = {start}, [start]
        while waiting:
            fresh = above.get(waiting.pop(), set()) - chain
            chain |= fresh
            waiting.extend(sorted(fresh))
        tops |= {e for e in chain if not above.get(e)} or {min(chain)}
    return tops


def _grow(grown: _Grown, entity: str, parent: str | None, path: tuple[str, ...]) -> Tree:
    worked = grown.worked
    found = worked.index.entities[entity]
    findings = grown.below[parent][entity] if parent else []
    via = sorted((line(worked, f) for f in findings), key=lambda x: (x.edtf or "", x.text, x.finding))
    cut: Literal["", "circle", "shown above"] = ""
    under: tuple[Tree, ...] = ()
    if entity in path:
        cut = "circle"
    elif entity in grown.shown and grown.below.get(entity):
        cut = "shown above"
    else:
        grown.shown.add(entity)
        ordered = sorted(grown.below.get(entity, ()), key=lambda e: (worked.label(e), e))
        under = tuple(_grow(grown, e, entity, (*path, entity)) for e in ordered)
    elsewhere = sorted(worked.label(e) for e in grown.above.get(entity, set()) - {parent})
    return Tree(
        entity,
        worked.label(entity),
        found.kind,
        standing(worked, entity),
        entity == grown.asked,
        tuple(via),
        tuple(_marks(via)),
        tuple(_notes(worked, entity)),
        tuple(elsewhere) if parent else (),
        tuple(_leaders(worked, entity)),
        under,
        cut,
    )


def standing(worked: Worked, entity: str) -> Standing:
    """Whether a text names the entity, only describes it, or says that it does not know which one it is."""
    found = worked.index.entities[entity]
    if found.named:
        return "named"
    known = found.names[0].text != f"unnamed {found.kind}" and UNKNOWN.isdisjoint(words(found.names[0].text))
    return "unnamed" if known else "unknown"


def _marks(via: list[Line]) -> Iterator[str]:
    """What to know of an edge. Several lines of one edge: what any of them is disputed for, what all lack."""
    if not via:
        return
    if any(x.disputes for x in via):
        yield "contested"
    if all(x.stance in ("hedges", "doubts", "denies") for x in via):
        yield "uncertain"
    if all(x.status == "ended" for x in via):
        yield "no longer so"
    if all(x.predicate == "auxiliary_to" for x in via):
        yield "auxiliary"
    if all(x.perhaps for x in via):
        yield f"perhaps: {via[-1].perhaps}"


def _notes(worked: Worked, entity: str) -> Iterator[str]:
    for finding in worked.about.get(entity, ()):
        if finding.subject == entity and finding.predicate == "dissolved_on" and _held(finding):
            shown = line(worked, finding)
            yield f"dissolved {shown.text}" + (" (disputed)" if shown.disputes else "")


def _leaders(worked: Worked, entity: str) -> list[Line]:
    found = (
        line(worked, f)
        for f in worked.about.get(entity, ())
        if f.predicate == "led_by" and f.subject == entity and _held(f)
    )
    return sorted(found, key=lambda x: (x.edtf or "", x.text, x.finding))

"""The person's half: decide who is one and who is two, and take it back.

Law: everything decided is kept with who, when and why; undo is one more decision; no machine undoes a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from orbat.errors import NotFoundError, UsageError
from orbat.joining import join, now
from orbat.model import Decision, Entity, Kept
from orbat.names import fold
from orbat.resolve import Index, as_mention, by_person, entities, in_force
from orbat.store import Casebook

Answer = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True)
class Who:
    """What a person pointed at: a mention, the entity it stands for, and the words that were typed."""

    mention: str
    entity: Entity
    words: str


def point(kept: Kept, index: Index, words: str) -> Who:
    """Who is meant by an id or a name. Raises NotFoundError for nobody, and for a name that several bear."""
    found = index.named(words)
    if not found:
        near = index.near(words)
        hint = f"near it: {', '.join(near)}" if near else "`orbat status` says what was read"
        raise NotFoundError(f"nobody and nothing is named {words!r} in the casebook; {hint}")
    if len(found) > 1:
        listed = "; ".join(f"{e.id} {e.heading} ({len(e.mentions)} mentions)" for e in found[:5])
        raise NotFoundError(f"{words!r} is a name of {len(found)}, give an id: {listed}")
    entity, mention = found[0], as_mention(words)
    if mention not in kept.mentions:
        wanted = fold(words)
        named = (m for m in entity.mentions if fold(kept.mentions[m].name) == wanted)
        mention = next(named, min(entity.mentions))
    return Who(mention, entity, words)


def answer(casebook: Casebook, verdict: Answer, one: str, other: str, by: str, why: str = "") -> Decision:
    """Keep that two are the same, different or unsure. Raises NotFoundError and UsageError."""
    kept = casebook.kept()
    index = Index(entities(kept))
    a, b = point(kept, index, one), point(kept, index, other)
    if kept.fullest(a.mention).id == kept.fullest(b.mention).id:
        raise UsageError(f"{one!r} and {other!r} are one mention: give two names or ids of two")
    decision = Decision(a.mention, verdict, by, now(), b.mention, why)
    casebook.add_decision(decision)
    if verdict == "same" and a.entity != b.entity:
        for held in _between(kept, a.entity, b.entity):  # later outranks earlier
            casebook.add_decision(Decision(held.id, "undo", by, now(), None, f"since {decision.id}"))
    join(casebook)
    return decision


def _between(kept: Kept, one: Entity, other: Entity) -> Iterator[Decision]:
    """The decisions in force that keep mentions of one entity apart from those of another."""
    sides = set(one.mentions), set(other.mentions)
    for held in in_force(kept.decisions):
        ends = {as_mention(held.about), as_mention(held.other or "")}
        if held.verdict == "different" and all(ends & side for side in sides):
            yield held


def undo(casebook: Casebook, wanted: str | None, by: str, why: str = "") -> Decision:
    """Take back a decision by the start of its id, or else the last of a person; gives what it took back.

    An undo can be undone too. Raises NotFoundError.
    """
    decisions = casebook.kept().decisions
    if wanted:
        start = "decision-" + wanted.removeprefix("decision-")
        found = [d for d in decisions if d.id.startswith(start)]
        if len(found) != 1:
            count = len(found) or "no"
            raise NotFoundError(
                f"{count} decisions have the id {wanted!r}; `orbat match NAME` shows their ids"
            )
        taken = found[0]
    else:
        held = [d for d in in_force(decisions) if by_person(d)]
        if not held:
            raise NotFoundError("no person's decision is in force, so there is nothing to undo")
        taken = max(held, key=lambda d: (d.at, d.id))
    casebook.add_decision(Decision(taken.id, "undo", by, now(), None, why))
    join(casebook)
    return taken

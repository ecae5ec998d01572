"""The person's half: decide who is one and who is two and which claims hold, and take it back.

Law: everything decided is kept with who, when and why; undo is one more decision; no machine undoes a person.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from orbat.errors import NotFoundError, UsageError
from orbat.joining import join, now
from orbat.model import (
    PERSON,
    PERSON_MADE,
    Claim,
    Decision,
    Entity,
    Kept,
    Mention,
    Period,
    Quantity,
    Reading,
    Ref,
    Run,
    Words,
)
from orbat.names import fold
from orbat.resolve import Index, as_mention, by_person, entities, in_force
from orbat.store import Casebook
from orbat.vocab import Range, predicates

Answer = Literal["same", "different", "unsure"]
Judgement = Literal["accept", "reject"]
Rejoin = Callable[[Casebook], object]  # brings the machine's joins up to date, now or soon
NAMING = ("also_known_as", "distinct_from", "described_as")  # claims that tell who is who
FITTING: dict[Range, type] = {
    "entity": Ref, "place": Ref, "words": Words, "event": Words, "date": Period, "figure": Quantity,
}  # fmt: skip


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


def answer(
    casebook: Casebook,
    verdict: Answer,
    one: str,
    other: str,
    by: str,
    why: str = "",
    rejoin: Rejoin = join,
) -> Decision:
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
    rejoin(casebook)
    return decision


def _between(kept: Kept, one: Entity, other: Entity) -> Iterator[Decision]:
    """The decisions in force that keep mentions of one entity apart from those of another."""
    sides = set(one.mentions), set(other.mentions)
    for held in in_force(kept.decisions):
        ends = {as_mention(held.about), as_mention(held.other or "")}
        if held.verdict == "different" and all(ends & side for side in sides):
            yield held


def judge(
    casebook: Casebook, claim: str, verdict: Judgement, by: str, why: str = "", rejoin: Rejoin = join
) -> Decision:
    """Keep that a claim was accepted or rejected. Raises NotFoundError, and UsageError for no reason."""
    found = casebook.claim(claim)
    if verdict == "reject" and not why.strip():
        raise UsageError("a claim is rejected for a reason: say which")
    decision = Decision(claim, verdict, by, now(), None, why)
    casebook.add_decision(decision)
    _rejoin(casebook, rejoin, found)
    return decision


def add(
    casebook: Casebook,
    claim: Claim,
    mentions: Sequence[Mention],
    by: str,
    why: str = "",
    wrong: str = "",
    rejoin: Rejoin = join,
) -> Decision:
    """Keep a claim that a person read, with mentions that no reader saw; `wrong`: the claim it stands for.

    Raises UsageError for a claim that does not quote, or whose object is none of its predicate.
    """
    claim = replace(claim, rule=PERSON_MADE)
    known = casebook.kept_of(casebook.document_of_text(claim.evidence.text))
    fresh = tuple(m for m in dict.fromkeys(mentions) if m.id not in known.mentions)
    known = replace(known, mentions={**known.mentions, **{m.id: m for m in fresh}})
    _check(known, claim)
    run = Run(claim.evidence.text, PERSON + by, claim.id, "", now())
    before = [casebook.claim(wrong)] if wrong else []
    made = Decision(claim.id, "add", by, now(), None, why)
    decision = Decision(wrong, "correct", by, now(), claim.id, why) if wrong else made
    with casebook.together():
        casebook.add_reading(Reading(run, fresh, (claim,)))
        casebook.add_decision(decision)
    _rejoin(casebook, rejoin, claim, *before)
    return decision


def _check(kept: Kept, claim: Claim) -> None:
    span, predicate = claim.evidence, predicates().get(claim.predicate)
    if not (0 <= span.start < span.end) or not kept.quote(span).strip():
        raise UsageError("a claim quotes the words that say it: select them in the text")
    if predicate is None:
        raise UsageError(f"there is no predicate {claim.predicate!r}")
    fits = (Ref, Words) if predicate.object == "name" else FITTING[predicate.object]
    if not isinstance(claim.object, fits):
        raise UsageError(f"“{predicate.label}” is followed by {WANTED[predicate.object]}")
    named = [claim.subject, *claim.place, *(v.speaker for v in claim.voices if v.speaker)]
    named += [claim.object.mention] if isinstance(claim.object, Ref) else []
    if any(m not in kept.mentions or kept.mentions[m].kind == "time" for m in named):
        raise UsageError("a claim is about somebody or something that its text names: select the words")


WANTED: dict[Range, str] = {
    "entity": "a name of the text", "place": "a place of the text", "name": "a name", "words": "words",
    "event": "what happened, in words", "date": "a date (2016-04)", "figure": "a figure (at least 15 killed)",
}  # fmt: skip


def _rejoin(casebook: Casebook, rejoin: Rejoin, *claims: Claim) -> None:
    """Bring the machine's joins up to date where claims tell who is who."""
    if any(claim.predicate in NAMING for claim in claims):
        rejoin(casebook)


def head(casebook: Casebook, entity: str, name: str, by: str, why: str = "") -> Decision:
    """Keep the name that an entity is headed by. Raises UsageError for none."""
    if not name.strip():
        raise UsageError("a heading is a name: give one")
    decision = Decision(as_mention(entity), "heading", by, now(), " ".join(name.split()), why)
    casebook.add_decision(decision)
    return decision


def undo(casebook: Casebook, wanted: str | None, by: str, why: str = "", rejoin: Rejoin = join) -> Decision:
    """Take back a decision by the start of its id, or else the last of a person; gives what it took back.

    An undo can be undone too. Raises NotFoundError.
    """
    decisions = casebook.worked.decisions()
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
    claims = [id_ for id_ in (taken.about, taken.other or "") if id_.startswith("claim-")]
    if claims:
        _rejoin(casebook, rejoin, *map(casebook.claim, claims))
    else:
        rejoin(casebook)
    return taken

"""Claims with their mentions resolved, and findings while they are gathered.

Law 3: a fact depends on its claim, its words and the entities alone, not on what else was read before it.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from orbat.model import (
    Claim,
    Dispute,
    Entity,
    Kept,
    Object,
    Period,
    Quantity,
    Ref,
    Remark,
    Section,
    Spell,
    Status,
    Voice,
    Words,
)
from orbat.names import fold
from orbat.resolve import Index
from orbat.vocab import Predicate, predicates
from orbat.weigh.origins import Origins, Part
from orbat.weigh.times import ALWAYS, Days, days, prefix

Key = tuple[object, ...]
Speaker = tuple[str, str]  # what makes the speaker one, and a name for people


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with its mentions resolved.

    `key`: equal for claims whose object is the same. `on`: the days on which the words appeared. `chain`: who
    speaks in each voice. `part`: the stretch of text it stands in; `origin`: the part that this is a copy of.
    """

    claim: Claim
    subject: str
    object: str | Words | Quantity | Period
    key: Key
    days: Days
    on: Days | None
    places: tuple[str, ...]
    chain: tuple[Speaker, ...]
    by: str | None
    part: Part
    origin: Part
    words: str

    @property
    def speaker(self) -> Speaker:
        """The innermost speaker."""
        return self.chain[-1]

    @property
    def voices(self) -> tuple[Voice, ...]:
        """The chain of the claim; where it gives none, its author."""
        return self.claim.voices or (Voice(None, "asserts"),)

    @property
    def against(self) -> bool:
        """Whether it says that the thing is not so."""
        stance = self.voices[-1].stance
        return stance == "doubts" or (self.claim.status == "negated") != (stance == "denies")

    @property
    def predicate(self) -> Predicate:
        """What the vocabulary says of its predicate."""
        return predicates()[self.claim.predicate]

    @property
    def happened(self) -> bool:
        """Whether it tells of something that befell, and not of a state."""
        return self.predicate.object in ("event", "date") or self.predicate.section in ("history", "losses")


@dataclass(slots=True)
class Draft:
    """A finding while its claims are gathered; the first fact is the most exactly dated."""

    facts: list[Fact]
    status: Status
    disputes: list[Dispute] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    period: Period | None = None
    over: tuple[str, str] | None = None  # from when something else is told, and what
    again: str | None = None
    sources: dict[str, str] = field(default_factory=dict)  # the independent speakers and their names
    copies: dict[str, str] = field(default_factory=dict)  # claims of a copy, and the claim each repeats
    spell: Spell = Spell()  # noqa: RUF009 (frozen)

    @property
    def head(self) -> Fact:
        """The fact that the finding is told by."""
        return self.facts[0]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(sorted({f.claim.id for f in self.facts}))


class Resolver:
    """Makes facts of the claims of one casebook."""

    def __init__(self, kept: Kept, index: Index, origins: Origins) -> None:
        self.kept = kept
        self.index = index
        self.origins = origins
        self._sections: dict[str, tuple[list[int], Sequence[Section]]] = {}
        self._authors: dict[str, Speaker] = {}
        self._described: dict[tuple[Part, str], list[str]] = defaultdict(list)

    def facts(self, claims: Iterable[Claim]) -> list[Fact]:
        """A fact of each claim whose subject and object stand for something, by id."""
        ordered = sorted(claims, key=lambda c: c.id)
        for claim in ordered:
            for voice in claim.voices:
                entity = self.index.get(voice.speaker) if voice.speaker else None
                if entity and not self._is_named(entity):
                    key = (self.origins.origin(claim.evidence), fold(entity.heading))
                    self._described[key].append(entity.id)
        return [fact for claim in ordered if (fact := self._fact(claim))]

    def _is_named(self, entity: Entity) -> bool:
        return entity.named

    def _fact(self, claim: Claim) -> Fact | None:
        subject = self.index.get(claim.subject)
        value = self._value(claim.object, subject)
        if subject is None or value is None:
            return None
        span = claim.evidence
        by = claim.object.by if isinstance(claim.object, Quantity) else None
        actor = self.index.get(by) if by else None
        return Fact(
            claim,
            subject.id,
            value,
            key_of(claim.predicate, subject, value),
            days(claim.period),
            self._appeared(claim),
            tuple(dict.fromkeys(e.id for p in claim.place if (e := self.index.get(p)))),
            tuple(self._speaker(claim, v) for v in claim.voices or (Voice(None, "asserts"),)),
            actor.id if actor else None,
            self.origins.part(span),
            self.origins.origin(span),
            self.kept.quote(span),
        )

    def _value(self, given: Object, subject: Entity | None) -> str | Words | Quantity | Period | None:
        if not isinstance(given, Ref):
            return given
        entity = self.index.get(given.mention)
        if entity and subject and entity.id == subject.id:  # two names of one entity
            own = next((n.text for n in entity.names[1:]), entity.heading)
            return Words(own)
        return entity.id if entity else None

    def _appeared(self, claim: Claim) -> Days | None:
        text = self.kept.texts[claim.evidence.text]
        if text.id not in self._sections:
            ordered = sorted(text.sections, key=lambda s: (s.start, s.end))
            self._sections[text.id] = [s.start for s in ordered], ordered
        starts, sections = self._sections[text.id]
        at = bisect_right(starts, claim.evidence.start) - 1
        section = sections[at] if at >= 0 and claim.evidence.start < sections[at].end else None
        on = (section and section.dateline) or self.kept.documents[text.document].published
        return prefix(on) if on else None

    def _speaker(self, claim: Claim, voice: Voice) -> Speaker:
        """Who speaks: an entity's id, or the folded name of an author whom no text mentions; and a name.

        The author of a copy is the author of what was copied; somebody without a name is one with whoever the
        copy describes in the same words.
        """
        if voice.speaker:
            entity = self.index.get(voice.speaker)
            if entity is None:
                return voice.speaker, "somebody"
            same = self._described.get((self.origins.origin(claim.evidence), fold(entity.heading)), ())
            return (min(same) if entity.id in same else entity.id), entity.heading
        author = self.origins.author(claim.evidence)
        if author not in self._authors:
            known = [e for e in self.index.named(author) if e.kind in ("person", "group")]
            one = known[0] if len(known) == 1 else None
            self._authors[author] = (one.id, one.heading) if one else (fold(author), author)
        return self._authors[author]


def key_of(predicate: str, subject: Entity, value: str | Words | Quantity | Period) -> Key:
    """What claims must have equal to say the same, but for time, place, bound and status."""
    if isinstance(value, str):
        pair = (subject.id, value)
        return (predicate, *(sorted(pair) if predicates()[predicate].symmetric else pair))
    if isinstance(value, Words):
        return (predicate, subject.id, "words", fold(value.text))
    if isinstance(value, Period):
        return (predicate, subject.id, "date", value.first, value.last, value.starts, value.ends)
    manner = fold(value.manner or "") if subject.kind == "person" else ""
    figure = (value.count, value.low, value.high, value.kind, value.cumulative, manner)
    return (predicate, subject.id, "figure", *figure)


def is_dated(fact: Fact) -> bool:
    """Whether the claim gives a time of its own."""
    return fact.days != ALWAYS

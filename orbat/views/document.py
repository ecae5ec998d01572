"""A document as it is read beside its claims: the text in stretches, each claim with what people made of it.

Law 1: the stretches put together are the text, to the character. Law 4: what a machine read stands beside
what a person made of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from orbat.model import (
    Claim,
    Decision,
    Document,
    Entity,
    Kept,
    Period,
    Quantity,
    Ref,
    Reject,
    Role,
    Words,
)
from orbat.resolve import by_person, in_force, taken_back
from orbat.views.phrases import chain, figure, when
from orbat.vocab import predicates
from orbat.weigh.grades import CREDIBILITY


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something in a claim: the words to show, and the entity where there is one."""

    label: str
    entity: str | None = None
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person decided of a claim: the verdict, the decision's id to undo it, who, when, why.

    `verdict`: of a judgement its verdict, of a grade the digit of the Admiralty code.
    """

    verdict: str
    decision: str
    by: str
    at: str
    why: str
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as it is listed, numbered in reading order."""

    number: int
    id: str
    subject: Party
    predicate: str
    label: str
    object: Party
    voices: str
    when: str
    place: tuple[Party, ...]
    notes: tuple[str, ...]
    quote: str
    start: int
    end: int
    rule: str
    judged: Judged | None = None
    graded: Judged | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of the text that the same mention and claims cover.

    `claims`: their ids, that of the shortest quote last. `starts`: the numbers of those that begin here.
    """

    start: int
    words: str
    claims: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    entity: str | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A section of the text, in stretches."""

    role: Role
    page: int | None
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with its text in blocks, its claims and its rejects. `read`: whether it was read yet."""

    document: Document
    text: str
    read: bool
    blocks: tuple[Block, ...]
    claims: tuple[Stated, ...]
    rejects: tuple[Reject, ...]


def sheet(kept: Kept, stands_for: Mapping[str, Entity]) -> Sheet:
    """The sheet of a document. `kept`: it alone, with all decisions; `stands_for`: entities of mentions."""
    document = next(iter(kept.documents.values()))
    text = next(iter(kept.texts.values()))
    judged, graded, out = judgements(kept.decisions), grades(kept.decisions), taken_back(kept.decisions)
    shown = (c for c in kept.claims.values() if c.id not in out)
    ordered = sorted(shown, key=lambda c: (c.evidence.start, c.evidence.end, c.id))
    claims = tuple(
        replace(
            _stated(kept, stands_for, claim, number),
            judged=judged.get(claim.id),
            graded=graded.get(claim.id),
        )
        for number, claim in enumerate(ordered, 1)
    )
    rejects = sorted((r for run in kept.runs for r in run.rejects), key=lambda r: (r.start, r.end, r.rule))
    return Sheet(
        document, text.id, bool(kept.runs), tuple(_blocks(kept, stands_for, claims)), claims, tuple(rejects)
    )


def judgements(decisions: Iterable[Decision]) -> dict[str, Judged]:
    """What people last decided of each claim; of one that stands for another: `made`, and `other` is that."""
    found: dict[str, Judged] = {}
    for d in in_force(decisions):
        if by_person(d) and d.verdict in ("accept", "reject", "unsure", "correct", "add"):
            found[d.about] = Judged(d.verdict, d.id, d.by, d.at, d.why, d.other)
            if d.verdict == "correct" and d.other:
                found[d.other] = Judged("made", d.id, d.by, d.at, d.why, d.about)
    return found


def grades(decisions: Iterable[Decision]) -> dict[str, Judged]:
    """How credible people last held each claim to be."""
    return {
        d.about: Judged(d.other, d.id, d.by, d.at, d.why)
        for d in in_force(decisions)
        if by_person(d) and d.verdict == "grade" and d.other in CREDIBILITY
    }


def _stated(kept: Kept, stands_for: Mapping[str, Entity], claim: Claim, number: int) -> Stated:
    def party(mention: str) -> Party:
        entity = stands_for.get(mention)
        label = entity.heading if entity else kept.fullest(mention).name
        return Party(label, entity.id if entity else None, mention)

    voices = [
        (party(v.speaker).label if v.speaker else kept.author_at(claim.evidence), v.stance)
        for v in claim.voices
    ]
    predicate = predicates().get(claim.predicate)
    return Stated(
        number,
        claim.id,
        party(claim.subject),
        claim.predicate,
        predicate.label if predicate else claim.predicate,
        _object(kept, claim, party),
        chain(voices or [(kept.author_at(claim.evidence), "asserts")]),
        when(claim.period),
        tuple(map(party, claim.place)),
        tuple(_notes(claim, party)),
        kept.quote(claim.evidence),
        claim.evidence.start,
        claim.evidence.end,
        claim.rule,
    )


def _object(kept: Kept, claim: Claim, party: Callable[[str], Party]) -> Party:
    value = claim.object
    if isinstance(value, Ref):
        return party(value.mention)
    if isinstance(value, Words):
        return Party(value.text)
    if isinstance(value, Period):
        return Party(when(value))
    assert isinstance(value, Quantity)
    one = kept.mentions[claim.subject].kind == "person"
    return Party(figure(value, party(value.by).label if value.by else "", one))


def _notes(claim: Claim, party: Callable[[str], Party]) -> Iterator[str]:
    """What a claim says besides who, what, when and where."""
    q = claim.qualifiers
    if claim.status != "said":
        yield claim.status
    yield from (w.replace("_", " ") for w in (q.name_kind, q.rank, q.role, q.event_type) if w)
    if q.means:
        yield f"means: {q.means}"
    if q.count is not None:
        yield f"{q.count:,} of them"
    for word, mentions in (("with", q.with_), ("against", q.against)):
        if mentions:
            yield f"{word} {', '.join(party(m).label for m in mentions)}"


def _blocks(kept: Kept, stands_for: Mapping[str, Entity], claims: Sequence[Stated]) -> Iterator[Block]:
    """The whole text by sections; what no section covers is body."""
    text = next(iter(kept.texts.values()))
    cuts: list[tuple[int, int, Role, int | None]] = []
    at = 0
    for section in sorted(text.sections, key=lambda s: (s.start, s.end)):
        start, end = max(at, section.start), min(section.end, len(text.body))
        if start >= end:
            continue
        if text.body[at:start].strip():
            cuts.append((at, start, "body", None))
        elif cuts and at < start:  # blank lines between two sections go with the first
            cuts[-1] = (cuts[-1][0], start, *cuts[-1][2:])
        else:
            start = at
        cuts.append((start, end, section.role, section.page))
        at = end
    if at < len(text.body):
        cuts.append((at, len(text.body), "body", None))
    marks = _marks(kept, stands_for)
    for start, end, role, page in cuts:
        yield Block(role, page, tuple(_stretches(text.body, (start, end), claims, marks)))


Mark = tuple[int, int, str, str]  # start, end, entity, kind


def _marks(kept: Kept, stands_for: Mapping[str, Entity]) -> list[Mark]:
    """Mentions by place; of two that overlap the longer is marked."""
    found: list[Mark] = []
    for m in sorted(kept.mentions.values(), key=lambda m: (m.span.start, -m.span.end)):
        entity = stands_for.get(m.id)
        if entity and (not found or m.span.start >= found[-1][1]):
            found.append((m.span.start, m.span.end, entity.id, entity.kind))
    return found


def _stretches(
    body: str, within: tuple[int, int], claims: Sequence[Stated], marks: Sequence[Mark]
) -> Iterator[Stretch]:
    low, high = within
    own = [c for c in claims if c.start < high and c.end > low]
    named = [m for m in marks if m[0] < high and m[1] > low]
    ends = (x for a, b in [*((c.start, c.end) for c in own), *(m[:2] for m in named)] for x in (a, b))
    waiting, covering = list(reversed(own)), list[Stated]()
    beside = list(reversed(named))
    for start, end in pairwise(sorted({low, high, *(x for x in ends if low < x < high)})):
        while waiting and waiting[-1].start <= start:
            covering.append(waiting.pop())
        covering = [c for c in covering if c.end > start]
        while beside and beside[-1][1] <= start:
            beside.pop()
        inside = beside[-1] if beside and beside[-1][0] <= start else None
        yield Stretch(
            start,
            body[start:end],
            tuple(c.id for c in sorted(covering, key=lambda c: (c.start - c.end, c.number))),
            tuple(c.number for c in covering if c.start == start),
            inside[2] if inside else None,
            inside[3] if inside else "",
        )

"""Claims and entities in, findings out: who says the same, who says otherwise, and by which rule we see it.

Law 4: nothing is retired or preferred; every claim that no person rejected supports or disputes a finding.
Law 6: a voice counts once: `sources` are distinct innermost speakers, and copies of one text are one source.
Change over time is no dispute: two values of one thing are disputed only where they are said of one time.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from orbat.model import (
    Claim,
    Dispute,
    Entity,
    Finding,
    Kept,
    Object,
    Period,
    Quantity,
    Ref,
    Status,
    Voice,
    Words,
)
from orbat.names import fold
from orbat.resolve import Index, rejected
from orbat.vocab import predicates
from orbat.weigh.times import ALWAYS, Days, Told, days, overlap, spell, within

NEAR_DAYS = 366  # two undated reports that appeared within a year of each other speak of one time
ABOUT = 0.2  # "about 100" and "about 115" do not contradict each other; a rule of thumb, not measured

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Fact:
    """A claim with its mentions resolved."""

    claim: Claim
    subject: str
    object: str | Words | Quantity | Period
    key: Key  # equal for claims whose object is the same
    days: Days
    said_on: Days
    places: tuple[str, ...]
    chain: tuple[tuple[str, str], ...]  # for each voice what makes the speaker one, and a name for people
    copy: tuple[str, str]  # equal for the same sentence in copies of one text

    @property
    def speaker(self) -> tuple[str, str]:
        return self.chain[-1]

    @property
    def stance(self) -> str:
        return self.claim.voices[-1].stance if self.claim.voices else "asserts"

    @property
    def against(self) -> bool:
        """Whether it says that the thing is not so."""
        return self.stance == "doubts" or (self.claim.status == "negated") != (self.stance == "denies")


@dataclass(slots=True)
class _Draft:
    """A finding while its claims are gathered; the first fact is the most exactly dated."""

    facts: list[_Fact]
    disputes: list[Dispute] = field(default_factory=list)
    status: Status = "said"

    @property
    def head(self) -> _Fact:
        return self.facts[0]

    @property
    def sources(self) -> dict[str, str]:
        """The distinct innermost speakers: what makes each one, and its name."""
        first_text: dict[tuple[str, str], str] = {}
        for fact in sorted(self.facts, key=lambda f: f.claim.evidence.text):
            first_text.setdefault(fact.copy, fact.claim.evidence.text)
        counted = (f for f in self.facts if first_text[f.copy] == f.claim.evidence.text)
        return dict(sorted((f.speaker for f in counted), key=lambda s: s[1], reverse=True))


def findings(kept: Kept, entities: Iterable[Entity]) -> list[Finding]:
    """Every finding, by id. Claims that a person rejected are left out."""
    index = Index(entities)
    out = rejected(kept.decisions)
    facts = list(_facts(kept, index, (c for c in kept.claims.values() if c.id not in out)))
    grouped: dict[Key, list[_Fact]] = defaultdict(list)
    for fact in facts:
        grouped[fact.key].append(fact)
    drafts = [d for key in sorted(grouped, key=repr) for d in _gather(grouped[key])]
    for draft in drafts:
        _doubts(draft)
    related: dict[tuple[str, str], list[_Draft]] = defaultdict(list)
    for draft in drafts:
        related[(draft.head.subject, draft.head.claim.predicate)].append(draft)
    under = _superiors(drafts)
    for group in related.values():
        for a, b in combinations(group, 2):
            rule = _rule(a, b, index, under)
            if rule and a.sources.keys().isdisjoint(b.sources):
                _oppose(a, b, rule, index)
    return sorted((_finding(d) for d in drafts), key=lambda f: f.id)


def _facts(kept: Kept, index: Index, claims: Iterable[Claim]) -> Iterator[_Fact]:
    origins = _origins(kept)
    for claim in sorted(claims, key=lambda c: c.id):
        subject = index.get(claim.subject)
        value = _value(claim.object, subject, index)
        if subject is None or value is None:
            continue
        text = claim.evidence.text
        section = kept.section_of(claim.evidence)
        said = (section and section.dateline) or kept.document_of(claim).published
        yield _Fact(
            claim,
            subject.id,
            value,
            _key(claim.predicate, subject, value),
            days(claim.period),
            days(Period(said, said)) if said else ALWAYS,
            tuple(dict.fromkeys(e.id for p in claim.place if (e := index.get(p)))),
            tuple(_speaker(kept, index, claim, v) for v in claim.voices or (Voice(None, "asserts"),)),
            (origins.get(text, text), fold(kept.quote(claim.evidence))),
        )


def _value(given: Object, subject: Entity | None, index: Index) -> str | Words | Quantity | Period | None:
    if not isinstance(given, Ref):
        return given
    entity = index.get(given.mention)
    if entity and subject and entity.id == subject.id:  # two names of one entity
        own = next((n.text for n in entity.names[1:]), entity.heading)
        return Words(own)
    return entity.id if entity else None


def _key(predicate: str, subject: Entity, value: str | Words | Quantity | Period) -> Key:
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


def _speaker(kept: Kept, index: Index, claim: Claim, voice: Voice) -> tuple[str, str]:
    """Who speaks: an entity's id, or the folded name of an author whom no text mentions; and a name."""
    if voice.speaker:
        entity = index.get(voice.speaker)
        return (entity.id, entity.heading) if entity else (voice.speaker, "somebody")
    author = kept.author_at(claim.evidence)
    known = [e for e in index.named(author) if e.kind in ("person", "group")]
    return (known[0].id, known[0].heading) if len(known) == 1 else (fold(author), author)


def _origins(kept: Kept) -> dict[str, str]:
    """For each text the least id of those that have the same words; boilerplate and titles do not count."""
    by_words: dict[str, list[str]] = defaultdict(list)
    for text in kept.texts.values():
        body, last = [], 0
        for section in sorted(text.sections, key=lambda s: s.start):
            if section.role in ("chrome", "title"):
                body.append(text.body[last : section.start])
                last = max(last, section.end)
        body.append(text.body[last:])
        words = " ".join(re.findall(r"\w+", " ".join(body).casefold()))
        by_words[hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()].append(text.id)
    return {text: min(same) for same in by_words.values() for text in same}


def _gather(facts: Sequence[_Fact]) -> list[_Draft]:
    """Facts of one key as drafts, one a status, bound, time and place; denials dispute what they deny."""
    buckets: dict[tuple[str, str], list[_Fact]] = defaultdict(list)
    loose = []
    for fact in facts:
        if fact.against or fact.stance == "corroborates":
            loose.append(fact)
        else:
            bound = fact.object.bound if isinstance(fact.object, Quantity) else ""
            status = "said" if fact.claim.status == "negated" else fact.claim.status
            buckets[(status, bound)].append(fact)
    drafts = [d for key in sorted(buckets) for d in _by_time(buckets[key])]
    said = [d for d in drafts if d.status == "said"]
    alone: list[_Fact] = []
    for fact in loose:
        fitting = [d for d in said if _fits(fact, d.head)]
        for draft in fitting:
            if fact.against:
                rule = "doubted" if fact.stance == "doubts" else "denied"
                draft.disputes.append(Dispute(rule, (fact.claim.id,), f"{fact.speaker[1]} {_verb(rule)} it"))
            else:
                draft.facts.append(fact)
        if not fitting:
            alone.append(fact)
    for against in (True, False):
        for draft in _by_time([f for f in alone if f.against == against]):
            draft.status = "negated" if against else "said"
            drafts.append(draft)
    return drafts


def _verb(rule: str) -> str:
    return "denies" if rule == "denied" else "doubts"


def _fits(a: _Fact, b: _Fact) -> bool:
    timed = within(a.days, b.days) or within(b.days, a.days)
    return timed and (not _apart(a, b))


def _apart(a: _Fact, b: _Fact) -> bool:
    """Whether two facts are told apart by where they happened; for ties and states a place only adds."""
    located = isinstance(a.object, Quantity) or predicates()[a.claim.predicate].object == "event"
    return bool(located and a.places and b.places and set(a.places).isdisjoint(b.places))


def _by_time(facts: Sequence[_Fact]) -> list[_Draft]:
    """One draft for each time: a wider or missing date joins a narrower only where there is one to join.

    So two spells of one thing stay two, however many undated claims there are.
    """

    def width(fact: _Fact) -> tuple[bool, bool, int, str, str, str]:
        low, high = fact.days
        exact = -sum(a == b for a, b in zip(low, high, strict=True))
        return (low == ALWAYS[0], high == ALWAYS[1], exact, low, high, fact.claim.id)

    drafts: list[_Draft] = []
    for fact in sorted(facts, key=width):
        fitting = [d for d in drafts if within(d.head.days, fact.days) and not _apart(d.head, fact)]
        same = [d for d in fitting if d.head.days == fact.days] or fitting
        if len(same) == 1:
            same[0].facts.append(fact)
        else:
            drafts.append(_Draft([fact], status=fact.claim.status))
    return drafts


def _doubts(draft: _Draft) -> None:
    """Disputes by those who pass a claim on and do not believe it."""
    for fact in draft.facts:
        for at, voice in enumerate(fact.claim.voices[:-1]):
            if voice.stance in ("doubts", "denies"):
                doubted = "doubted" if voice.speaker else "doubted by the author"
                rule = "denied" if voice.stance == "denies" else doubted
                why = f"{fact.chain[at][1]} {voice.stance} what {fact.speaker[1]} says"
                draft.disputes.append(Dispute(rule, (fact.claim.id,), why))


def _superiors(drafts: Iterable[_Draft]) -> Callable[[str], set[str]]:
    """A function that gives all that an entity is under, however far up."""
    direct: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        if predicates()[draft.head.claim.predicate].section == "under" and isinstance(draft.head.object, str):
            direct[draft.head.subject].add(draft.head.object)

    def under(entity: str) -> set[str]:
        seen: set[str] = set()
        waiting = [entity]
        while waiting:
            for superior in direct[waiting.pop()] - seen:
                seen.add(superior)
                waiting.append(superior)
        return seen

    return under


def _rule(a: _Draft, b: _Draft, index: Index, under: Callable[[str], set[str]]) -> str | None:
    """The rule by which two drafts of one subject and predicate contradict each other, if any."""
    if a.status != "said" or b.status != "said":
        return None
    predicate, subject = a.head.claim.predicate, index.entities[a.head.subject]
    x, y = a.head.object, b.head.object
    if isinstance(x, Quantity) and isinstance(y, Quantity):
        if predicate == "casualties" and subject.kind == "person":
            return "two accounts of one death" if _two_deaths(a, b, x, y) else None
        return "figures differ" if _figures_differ(a, b, x, y) else None
    if not predicates()[predicate].functional or a.head.key == b.head.key:
        return None
    once = predicates()[predicate].section == "history"  # nothing is founded twice
    differ = False
    if isinstance(x, Period) and isinstance(y, Period):
        differ = not (within(days(x), days(y)) or within(days(y), days(x)))
    elif isinstance(x, str) and isinstance(y, str):  # a state heads a coalition and a general commands it
        differ = index.entities[x].kind == index.entities[y].kind and not (x in under(y) or y in under(x))
    if not differ or _roles(a, b) or not (once or _one_time(a, b)):
        return None
    return "two answers where only one can be right"


def _two_deaths(a: _Draft, b: _Draft, x: Quantity, y: Quantity) -> bool:
    """One person dies once: two manners of which neither is the other with more words, or two dates."""
    if not (x.kind == y.kind == "killed" and {x.count, y.count} <= {None, 1}):
        return False
    one, other = set(fold(x.manner or "").split()), set(fold(y.manner or "").split())
    manners = bool(one and other) and not (one <= other or other <= one)
    when = [f.claim.period for f in (a.head, b.head)]
    dated = all(p and p.kind == "when" and not p.approximate for p in when)
    return manners or (dated and not overlap(a.head.days, b.head.days))


def _figures_differ(a: _Draft, b: _Draft, x: Quantity, y: Quantity) -> bool:
    """Figures of one scope that cannot both be right.

    Totals are compared with totals as of one date, losses with losses of the same days and place; a total
    beside an increment, or figures of two dates, are shown side by side.
    """
    comparable = (x.kind, x.cumulative) == (y.kind, y.cumulative) and not _apart(a.head, b.head)
    if not comparable or (x.by and y.by and x.by != y.by) or fold(x.unit or "") != fold(y.unit or ""):
        return False
    dated = a.head.days == b.head.days != ALWAYS
    standing = x.kind is None or x.cumulative  # a strength or a total holds at a time; losses happen once
    if not (dated or (standing and _one_time(a, b))):
        return False
    (low_a, high_a), (low_b, high_b) = _range(x), _range(y)
    return low_a > high_b or low_b > high_a


def _range(figure: Quantity) -> tuple[float, float]:
    low = figure.low if figure.low is not None else figure.count
    high = figure.high if figure.high is not None else figure.count
    slack = ABOUT if figure.bound == "about" else 0
    return (
        0 if low is None or figure.bound == "at_most" else low * (1 - slack),
        float("inf") if high is None or figure.bound == "at_least" else high * (1 + slack),
    )


def _roles(a: _Draft, b: _Draft) -> bool:
    """Whether the two are values of different posts: a commander and his deputy."""
    one, other = ({fold(f.claim.qualifiers.role) for f in d.facts if f.claim.qualifiers.role} for d in (a, b))
    return bool(one and other and one.isdisjoint(other))


def _one_time(a: _Draft, b: _Draft) -> bool:
    """Whether two states are said of one time: their own, or where they give none, that of the reports."""

    def held(fact: _Fact) -> Days:
        return fact.said_on if fact.days == ALWAYS else fact.days

    def near(x: _Fact, y: _Fact) -> bool:
        one, other = held(x), held(y)
        if x.days != ALWAYS and y.days != ALWAYS:
            return overlap(one, other)
        return overlap(one, other) or 0 <= _gap(one, other) <= NEAR_DAYS

    return any(near(x, y) for x in a.facts for y in b.facts)


def _gap(a: Days, b: Days) -> int:
    """Days, counted roughly, between two stretches that do not overlap."""
    first, second = sorted((a, b))
    return _ordinal(second[0]) - _ordinal(first[1])


def _ordinal(day: str) -> int:
    year, month, number = (int(part) for part in day.split("-"))
    return year * 365 + month * 30 + number


def _oppose(a: _Draft, b: _Draft, rule: str, index: Index) -> None:
    why = "; ".join(f"{', '.join(d.sources.values())}: {_short(d.head, index)}" for d in (a, b))
    for draft, other in ((a, b), (b, a)):
        draft.disputes.append(Dispute(rule, tuple(sorted(f.claim.id for f in other.facts)), why))


def _short(fact: _Fact, index: Index) -> str:
    value = fact.object
    if isinstance(value, str):
        return index.entities[value].heading
    if isinstance(value, Words):
        return value.text
    if isinstance(value, Period):
        return value.edtf()
    figure = "-".join(f"{n:,}" for n in (value.count, value.low, value.high) if n is not None)
    return value.manner or " ".join(filter(None, (figure, value.kind or value.unit)))


def _finding(draft: _Draft) -> Finding:
    head = draft.head
    supported = tuple(sorted({f.claim.id for f in draft.facts}))
    texts = {f.copy[0] for f in draft.facts}
    sources = draft.sources
    happened = predicates()[head.claim.predicate].object in ("event", "date") or (
        predicates()[head.claim.predicate].section in ("history", "losses")
    )
    told = [
        Told(f.claim.period, f.said_on if f.said_on != ALWAYS else None, draft.status == "ended")
        for f in draft.facts
    ]
    return Finding(
        head.subject,
        head.claim.predicate,
        head.object,
        head.claim.period,
        tuple(dict.fromkeys(p for f in draft.facts for p in f.places)),
        draft.status,
        supported,
        tuple(sorted(set(draft.disputes), key=lambda d: (d.rule, d.claims, d.why))),
        tuple(sorted(sources.values())),
        why=f"claims: {len(supported)}, speakers: {len(sources)}, texts: {len(texts)}",
        spell=spell(told, happened),
    )

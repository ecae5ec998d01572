"""Claims that say the same of the same thing become one finding, which keeps every claim and every voice.

Law 4: nothing is retired or preferred: what no person rejected supports or disputes a finding, and a denial
of what nobody says is a finding of its own.
Law 3: the same claims in any order give the same findings, since facts are sorted by what they say.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from orbat.model import Dispute, Entity, Finding, Kept, Period, Quantity, Spell, Stance, Voice
from orbat.resolve import Index, rejected
from orbat.weigh.disputes import dispute
from orbat.weigh.facts import Draft, Fact, Key, Resolver, is_dated
from orbat.weigh.figures import figures, rounds_to
from orbat.weigh.grades import Grades
from orbat.weigh.independence import Interests, independent, listen
from orbat.weigh.origins import Origins, origins
from orbat.weigh.times import ALWAYS, Dates, Days, Told, doubtful, gap, known, spell, within

SIGHTINGS = 31  # days: sightings of a state that lie closer are one finding; told starts and ends stay apart
REPORTED = 3  # days after a loss within which a report of the same figure is taken to be of it


def findings(
    kept: Kept,
    entities: Iterable[Entity],
    copies: Origins | None = None,
    about: Collection[tuple[str, str]] | None = None,
) -> list[Finding]:
    """Every finding, by id. Claims that a person rejected are left out.

    Where `kept` is only a part of what is kept: `copies` is what `origins` gives of everything, and `about`
    has the subjects with their predicates every claim of which is in the part. The others are not weighed,
    and only tell who has which interest and who is over whom.
    """
    index = Index(entities)
    out = rejected(kept.decisions)
    resolver = Resolver(kept, index, copies or origins(kept))
    facts = resolver.facts(c for c in kept.claims.values() if c.id not in out)
    grouped: dict[Key, list[Fact]] = defaultdict(list)
    asked = {f.key for f in facts if about is None or (f.subject, f.claim.predicate) in about}
    for fact in facts:
        if fact.key in asked:
            grouped[fact.key].append(fact)
    drafts = [draft for key in sorted(grouped, key=repr) for draft in _gather(grouped[key])]
    drafts = _rounded(drafts)
    interests = Interests(facts, index)
    for draft in drafts:
        _outer_voices(draft)
        listen(draft, interests)
        draft.spell = _spell(draft)
    dispute(drafts, index, facts)
    figures(drafts, index, interests)
    grades = Grades(kept.decisions, index)
    return sorted((_finding(d, interests, grades) for d in drafts), key=lambda f: f.id)


def holding(kept: Kept, entities: Iterable[Entity], dates: Dates) -> Kept:
    """What was known on one day of what holds, or may, as of another: the claims, and those against."""
    kept = known(kept, dates.known_on)
    if dates.as_of is None:
        return kept
    held = [f for f in findings(kept, entities) if doubtful(f, dates.as_of) is not None]
    claims = {c for f in held for c in (*f.supported, *(c for d in f.disputed for c in d.claims))}
    return replace(kept, claims={i: c for i, c in kept.claims.items() if i in claims})


def _gather(facts: Sequence[Fact]) -> list[Draft]:
    """Facts of one key as drafts, one a status, bound, time and place; denials dispute what they deny."""
    buckets: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    loose = []
    for fact in facts:
        if fact.against or (len(fact.voices) == 1 and fact.voices[0].stance == "corroborates"):
            loose.append(fact)
        else:
            bound = fact.object.bound if isinstance(fact.object, Quantity) else ""
            status = "said" if fact.claim.status == "negated" else fact.claim.status
            buckets[status, bound].append(fact)
    drafts = [d for key in sorted(buckets) for d in _by_time(buckets[key])]
    said = [d for d in drafts if d.status == "said"]
    alone = [fact for fact in loose if not _speaks_of(fact, [d for d in said if _fits(fact, d.head)])]
    for against in (True, False):
        for draft in _by_time([f for f in alone if f.against == against]):
            draft.status = "negated" if against else "said"
            drafts.append(draft)
    return drafts


def _speaks_of(fact: Fact, fitting: Sequence[Draft]) -> bool:
    """Add a denial or a corroboration to what it speaks of; False: nobody says such a thing."""
    for draft in fitting:
        if fact.against:
            verb = "doubts" if fact.voices[-1].stance == "doubts" else "denies"
            rule = _doubt(fact.voices[-1]) if verb == "doubts" else "denied"
            draft.disputes.append(Dispute(rule, (fact.claim.id,), f"{fact.speaker[1]} {verb} it"))
        else:
            draft.facts.append(fact)
    return bool(fitting)


def _fits(a: Fact, b: Fact) -> bool:
    timed = within(a.days, b.days) or within(b.days, a.days)
    return timed and not apart(a, b)


def apart(a: Fact, b: Fact) -> bool:
    """Whether two facts are told apart by where they happened; for ties and states a place only adds."""
    located = isinstance(a.object, Quantity) or a.predicate.object == "event"
    return bool(located and a.places and b.places and set(a.places).isdisjoint(b.places))


def _by_time(facts: Sequence[Fact]) -> list[Draft]:
    """One draft for each time: a wider or missing date joins a narrower only where there is one to join.

    So two spells of one thing stay two, however many undated claims there are.
    """

    def width(fact: Fact) -> tuple[bool, bool, int, str, str, str]:
        low, high = fact.days
        exact = -sum(a == b for a, b in zip(low, high, strict=True))
        return (low == ALWAYS[0], high == ALWAYS[1], exact, low, high, fact.claim.id)

    drafts: list[Draft] = []
    at: dict[Days, list[Draft]] = defaultdict(list)
    for fact in sorted(facts, key=width):
        same = [d for d in at[fact.days] if not apart(d.head, fact)]
        if not same and fact.days[0] != fact.days[1]:  # nothing lies within one day but that day
            same = [d for d in drafts if within(d.head.days, fact.days) and not apart(d.head, fact)]
        if len(same) == 1:
            same[0].facts.append(fact)
        else:
            status = fact.claim.status  # to deny that a thing is not so is to say it
            drafts.append(Draft([fact], "said" if status == "negated" else status))
            at[fact.days].append(drafts[-1])
    return _near_in_time(drafts)


def _near_in_time(drafts: list[Draft]) -> list[Draft]:
    """Sightings of one state within a month are one; so are a loss and a report of it within three days."""
    dated = sorted((d for d in drafts if is_dated(d.head)), key=lambda d: (d.head.days, d.head.claim.id))
    joined: list[Draft] = [d for d in drafts if not is_dated(d.head)]
    last: Draft | None = None
    for draft in dated:
        if last and _one_sighting(last, draft):
            last.facts += draft.facts
            ends = [f.claim.period for f in last.facts if f.claim.period and is_dated(f)]
            if not last.head.happened:
                last.period = replace(ends[0], last=max(p.last or "" for p in ends))
        else:
            joined.append(draft)
            last = draft
    return joined


def _one_sighting(a: Draft, b: Draft) -> bool:
    one, other = a.period or a.head.claim.period, b.head.claim.period
    if not one or not other or apart(a.head, b.head):
        return False
    if a.head.happened:
        kinds = one.kind == "when" and other.kind == "reported_on"
        figure = isinstance(a.head.object, Quantity)
        return kinds and figure and 0 <= gap(a.head.days, b.head.days) <= REPORTED
    points = all(
        p.first and p.last and not (p.starts or p.ends or p.approximate) and len(p.first) > 4
        for p in (one, other)
    )
    told = one.first == one.last or a.period is not None
    return points and told and other.first == other.last and _close(a, b)


def _close(a: Draft, b: Draft) -> bool:
    latest = max(f.days[1] for f in a.facts if is_dated(f))
    return gap((latest, latest), b.head.days) <= SIGHTINGS


def _rounded(drafts: Sequence[Draft]) -> list[Draft]:
    """A round figure said to be about joins the one exact figure, of the same time, that rounds to it."""
    exact: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if _is_figure(draft, "exact"):
            exact[_scope(draft)].append(draft)
    kept = []
    for draft in drafts:
        fitting = []
        if _is_figure(draft, "about"):
            fitting = [d for d in exact[_scope(draft)] if rounds_to(d.head.object, draft.head.object)]
        if len(fitting) == 1 and not apart(fitting[0].head, draft.head):
            fitting[0].facts += draft.facts
            fitting[0].disputes += draft.disputes
        else:
            kept.append(draft)
    return kept


def _is_figure(draft: Draft, bound: str) -> bool:
    value = draft.head.object
    return isinstance(value, Quantity) and value.bound == bound and draft.status == "said"


def _scope(draft: Draft) -> tuple[object, ...]:
    value = draft.head.object
    assert isinstance(value, Quantity)
    return draft.head.subject, draft.head.claim.predicate, draft.head.days, value.kind, value.cumulative


def _outer_voices(draft: Draft) -> None:
    """Disputes by those who pass a claim on and do not believe it."""
    for fact in draft.facts:
        for at, voice in enumerate(fact.voices[:-1]):
            inner = fact.speaker[1]
            if voice.stance in ("doubts", "denies"):
                rule = "denied" if voice.stance == "denies" else _doubt(voice)
                why = f"{fact.chain[at][1]} {voice.stance} what {inner} says"
                draft.disputes.append(Dispute(rule, (fact.claim.id,), why))


def _doubt(voice: Voice) -> str:
    return "doubted" if voice.speaker else "doubted by the author"


def _finding(draft: Draft, interests: Interests, grades: Grades) -> Finding:
    head = draft.head
    voices = independent(draft, interests)
    texts = {f.origin for f in draft.facts}
    over, why = draft.over or (None, "")
    stances: set[Stance] = {f.voices[-1].stance for f in draft.facts}
    order: tuple[Stance, ...] = ("asserts", "relays", "corroborates", "hedges", "denies", "doubts")
    return Finding(
        head.subject,
        head.claim.predicate,
        head.object,
        draft.period or head.claim.period,
        tuple(dict.fromkeys(p for f in draft.facts for p in f.places)),
        draft.status,
        draft.claims,
        tuple(sorted(set(draft.disputes), key=lambda d: (d.rule, d.claims, d.why))),
        tuple(sorted({v.name for v in voices})),
        grades.of((f.claim.id, f.speaker[0]) for f in draft.facts),
        f"claims: {len(draft.claims)}, independent voices: {len(voices)}, origins: {len(texts)}",
        next(s for s in order if s in stances),
        voices,
        tuple(sorted(set(draft.remarks), key=lambda r: (r.rule, r.claims, r.why))),
        replace(draft.spell, again=draft.again, over=over, why=why),
    )


def _spell(draft: Draft) -> Spell:
    """When a draft held, from what its own claims tell."""
    value = draft.head.object
    if isinstance(value, Period):  # a date that is itself what is said
        return spell([Told(value, None)], happened=True)
    ended = draft.status == "ended"
    return spell([Told(f.claim.period, f.on, ended) for f in draft.facts], draft.head.happened)

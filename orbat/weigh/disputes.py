"""Which findings cannot both be right, each by a rule that has a name.

Law 4: a dispute is shown with both sides and stays open. Change over time is no dispute: two values of one
thing are disputed only where they are said of one time, and else they are a succession.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from orbat.model import Dispute, Period, Quantity, Remark, Words
from orbat.names import fold
from orbat.resolve import Index
from orbat.vocab import predicates
from orbat.weigh.facts import Draft, Fact, is_dated
from orbat.weigh.times import Days, gap, ordinal, overlap
from orbat.weigh.times import words as in_words

NEAR_DAYS = 366  # two undated reports that appeared within a year of each other speak of one time
DEATHS = "two accounts of one death"
BOUNDS = {"exact": "", "at_least": "at least ", "at_most": "at most ", "about": "about "}

Under = Callable[[str], set[str]]


def dispute(drafts: Sequence[Draft], index: Index, facts: Iterable[Fact]) -> None:
    """Add to each draft what contradicts it, and what is told of the time after it.

    `facts`: all, since who is under whom tells which values exclude each other.
    """
    related: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.status == "said":
            related[draft.head.subject, draft.head.claim.predicate].append(draft)
    under = _superiors(facts)
    for (subject, predicate), group in related.items():
        if predicates()[predicate].functional:
            _functional(group, index, under)
        elif predicate == "casualties" and index.entities[subject].kind == "person":
            for a, b in combinations(group, 2):  # one person's deaths: never many
                if _two_deaths(a, b) and a.sources.keys().isdisjoint(b.sources):
                    oppose(a, b, DEATHS, index)
    _told_again(drafts)


def _functional(group: Sequence[Draft], index: Index, under: Under) -> None:
    """Disputes and successions among the values of something that has one value at one time."""
    rule = group[0].head.predicate.clash
    once = group[0].head.predicate.section == "history"  # nothing is founded twice
    for a, b in combinations(group, 2) if once else at_one_time(group):
        if _differ(a, b, index, under) and a.sources.keys().isdisjoint(b.sources):
            oppose(a, b, rule, index)
    if not once:
        _succession(group, index, under)


def _differ(a: Draft, b: Draft, index: Index, under: Under) -> bool:
    """Whether two drafts give two values that exclude each other."""
    x, y = a.head.object, b.head.object
    if a.head.key == b.head.key or _roles(a, b):
        return False
    if isinstance(x, Period) and isinstance(y, Period):
        return not overlap(a.spell.seen[0], b.spell.seen[0]) if a.spell.seen and b.spell.seen else False
    if isinstance(x, str) and isinstance(y, str):  # a state heads a coalition and a general commands it
        return index.entities[x].kind == index.entities[y].kind and not (x in under(y) or y in under(x))
    return False


def _superiors(facts: Iterable[Fact]) -> Under:
    """A function that gives all that an entity is said to be under, however far up."""
    direct: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.predicate.section == "under" and isinstance(fact.object, str):
            direct[fact.subject].add(fact.object)
    known: dict[str, set[str]] = {}

    def under(entity: str) -> set[str]:
        if entity not in known:
            seen: set[str] = set()
            waiting = [entity]
            while waiting:
                fresh = set(direct.get(waiting.pop(), ())) - seen
                seen |= fresh
                waiting.extend(fresh)
            known[entity] = seen
        return known[entity]

    return under


def _two_deaths(a: Draft, b: Draft) -> bool:
    """One person dies once: two manners of which neither is the other with more words, or two dates."""
    x, y = a.head.object, b.head.object
    if not isinstance(x, Quantity) or not isinstance(y, Quantity):
        return False
    if not (x.kind == y.kind == "killed" and {x.count, y.count} <= {None, 1}):
        return False
    one, other = set(fold(x.manner or "").split()), set(fold(y.manner or "").split())
    manners = bool(one and other) and not (one <= other or other <= one)
    when = [d.head.claim.period for d in (a, b)]
    dated = all(p and p.kind == "when" and not p.approximate for p in when)
    return manners or (dated and not overlap(a.head.days, b.head.days))


def _roles(a: Draft, b: Draft) -> bool:
    """Whether the two are values of different posts: a commander and his deputy."""
    one, other = ({fold(f.claim.qualifiers.role) for f in d.facts if f.claim.qualifiers.role} for d in (a, b))
    return bool(one and other and one.isdisjoint(other))


def _held(draft: Draft) -> set[tuple[bool, Days]]:
    """The times that the claims of a draft speak of: their own, or where they give none, their report's."""
    return {(is_dated(f), f.days if is_dated(f) or not f.on else f.on) for f in draft.facts}


def at_one_time(group: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Pairs of drafts that speak of one time, found along the line of time and not by comparing all."""
    held = [_held(d) for d in group]
    starts = [min(ordinal(days[0]) for _, days in h) for h in held]
    ends = [max(ordinal(days[1]) + (0 if dated else NEAR_DAYS) for dated, days in h) for h in held]
    active: list[int] = []
    for i in sorted(range(len(group)), key=lambda i: (starts[i], group[i].head.claim.id)):
        loose = 0 if all(dated for dated, _ in held[i]) else NEAR_DAYS
        active = [j for j in active if ends[j] + NEAR_DAYS >= starts[i]]
        for j in active:
            if ends[j] + loose >= starts[i] and _meet(held[j], held[i]):
                yield group[j], group[i]
        active.append(i)


def _meet(a: set[tuple[bool, Days]], b: set[tuple[bool, Days]]) -> bool:
    for dated, x in a:
        for exact, y in b:
            if overlap(x, y) or (not (dated and exact) and 0 <= gap(x, y) <= NEAR_DAYS):
                return True
    return False


def _succession(group: Sequence[Draft], index: Index, under: Under) -> None:
    """Say of each value what other value is first told of after it was last seen."""
    seen = sorted((d for d in group if d.spell.seen), key=lambda d: (d.spell.seen[0], d.head.claim.id))
    starts = [d.spell.seen[0][0] for d in seen]
    for draft in seen:
        last = max(high for _, high in draft.spell.seen)
        later = seen[bisect_right(starts, last) :]
        held = _held(draft)
        after = (d for d in later if _differ(draft, d, index, under) and not _meet(held, _held(d)))
        if follower := next(after, None):
            first = follower.spell.seen[0]
            a, b = short(draft.head, index), short(follower.head, index)
            draft.over = first[0], f"{b} is told of {in_words(first)}"
            why = f"{a}, last told of {in_words(max(draft.spell.seen, key=lambda s: s[1]))}; then {b}"
            for side in (draft, follower):
                side.remarks.append(Remark("succession", (*draft.claims, *follower.claims), why))


def _told_again(drafts: Sequence[Draft]) -> None:
    """Link the spells of one state: when it is next told of, and when it is said to have ended."""
    same: dict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if not draft.head.happened and draft.spell.seen and draft.status in ("said", "ended"):
            same[draft.head.key].append(draft)
    for spells in same.values():
        ordered = sorted(spells, key=lambda d: (d.spell.seen[0], d.head.claim.id))
        starts = [d.spell.seen[0][0] for d in ordered]
        ended = sorted(max(high for _, high in d.spell.seen) for d in ordered if d.status == "ended")
        for draft in ordered:
            last = max(high for _, high in draft.spell.seen)
            if draft.status != "said":
                continue
            over = next((day for day in ended[bisect_right(ended, last) :]), None)
            if over and (draft.over is None or over < draft.over[0]):
                draft.over = over, "it is told to have ended"
            after = (d for d in ordered[bisect_right(starts, last) :] if d.status == "said")
            if following := next(after, None):
                draft.again = following.spell.seen[0][0]


def oppose(a: Draft, b: Draft, rule: str, index: Index, why: str = "") -> None:
    """Set two drafts against each other."""
    why = why or "; ".join(f"{', '.join(d.sources.values())}: {short(d.head, index)}" for d in (a, b))
    for draft, other in ((a, b), (b, a)):
        draft.disputes.append(Dispute(rule, other.claims, why))


def short(fact: Fact, index: Index) -> str:
    """What a fact says of its subject, in few words."""
    value = fact.object
    if isinstance(value, str):
        return index.entities[value].heading
    if isinstance(value, Words):
        return value.text
    if isinstance(value, Period):
        return value.edtf()
    return value.manner or figure(value)


def figure(value: Quantity) -> str:
    """At least 15 killed; 30,000-40,000 fighters."""
    number = "-".join(f"{n:,}" for n in (value.count, value.low, value.high) if n is not None)
    kind = (value.kind or value.unit or "").replace("_", " ")
    return BOUNDS[value.bound] + " ".join(filter(None, (number or "a number not given of", kind)))

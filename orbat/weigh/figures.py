"""Figures: which cannot both hold, and which add up.

Law 4: no figure is preferred. Figures of one scope and one time are compared with what their bounds allow; a
total is compared with what was counted before it; whatever is said of them names whose count it is.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orbat.model import Dispute, Quantity, Remark
from orbat.names import fold
from orbat.resolve import Index
from orbat.weigh.disputes import at_one_time, figure, oppose
from orbat.weigh.facts import Draft, is_dated
from orbat.weigh.independence import Interests
from orbat.weigh.times import Days, words

ABOUT = 0.2  # "about 100" and "about 115" do not contradict each other; a rule of thumb, not measured
DIFFER = "figures differ"
WHOSE = {"itself": "itself", "foe": "its foe", "ally": "its ally", "patron": "its patron", "own eyes": "seen"}


def rounds_to(exact: object, about: object) -> bool:
    """Whether a count, rounded to two digits, is the round figure: 1,960 is about 2,000, and 1,900 is not."""
    if not isinstance(exact, Quantity) or not isinstance(about, Quantity):
        return False
    if exact.count is None or about.count is None or fold(exact.unit or "") != fold(about.unit or ""):
        return False
    return exact.count == about.count or (
        about.count >= 100 and round(exact.count, 2 - len(str(about.count))) == about.count
    )


def bounds(value: Quantity) -> tuple[float, float]:
    """The least and the most that a figure allows."""
    low = value.low if value.low is not None else value.count
    high = value.high if value.high is not None else value.count
    slack = ABOUT if value.bound == "about" else 0
    return (
        0 if low is None or value.bound == "at_most" else low * (1 - slack),
        float("inf") if high is None or value.bound == "at_least" else high * (1 + slack),
    )


def figures(drafts: Sequence[Draft], index: Index, interests: Interests) -> None:
    """Add to each draft of a figure what contradicts it and what it adds up with."""
    related: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        death = draft.head.claim.predicate == "casualties" and (
            index.entities[draft.head.subject].kind == "person"
        )
        if draft.status == "said" and isinstance(draft.head.object, Quantity) and not death:
            related[draft.head.subject, draft.head.claim.predicate].append(draft)
    for group in related.values():
        for a, b in _comparable(group):
            (low_a, high_a), (low_b, high_b) = bounds(_value(a)), bounds(_value(b))
            if low_a <= high_b and low_b <= high_a:
                continue
            why = "; ".join(_whose(d, interests) for d in (a, b))
            if a.sources.keys().isdisjoint(b.sources):
                oppose(a, b, DIFFER, index, why)
            else:
                for side in (a, b):
                    side.remarks.append(Remark("one voice, two figures", (*a.claims, *b.claims), why))
        for counts in _scopes(group):
            _sums(counts, interests)


def _value(draft: Draft) -> Quantity:
    assert isinstance(draft.head.object, Quantity)
    return draft.head.object


def _comparable(group: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Pairs of one scope: totals and strengths of one time, losses of the very same days and place."""
    standing: dict[object, list[Draft]] = defaultdict(list)
    happened: dict[object, list[Draft]] = defaultdict(list)
    for draft in group:
        value = _value(draft)
        scope = value.kind, value.cumulative, fold(value.unit or "")
        if value.kind is None or value.cumulative:
            standing[scope].append(draft)
        elif is_dated(draft.head):
            happened[scope, draft.head.days].append(draft)
    pairs = [p for same in (*standing.values(), *happened.values()) for p in at_one_time(same)]
    for a, b in pairs:
        by = a.head.by and b.head.by and a.head.by != b.head.by
        placed = a.head.places and b.head.places and set(a.head.places).isdisjoint(b.head.places)
        if not by and not placed:
            yield a, b


def _whose(draft: Draft, interests: Interests) -> str:
    """Whose count a figure is: "River Guard (itself): 15 killed, 2016-03-20"."""
    names = []
    for speaker, name in draft.sources.items():
        interest = WHOSE.get(interests.of(speaker, draft.head, False))
        names.append(f"{name} ({interest})" if interest else name)
    return f"{', '.join(names)}: {_said(draft)}"


def _said(draft: Draft) -> str:
    when = f" ({words(draft.head.days)})" if is_dated(draft.head) else ""
    return f"{figure(_value(draft))}{' in all' if _value(draft).cumulative else ''}{when}"


@dataclass(frozen=True, slots=True)
class _Counts:
    """Dated totals of one thing, and the dated losses that could be among them, each in order of time."""

    totals: tuple[Draft, ...]
    losses: tuple[Draft, ...]


def _scopes(group: Sequence[Draft]) -> Iterator[_Counts]:
    """Totals with the losses they should hold: of one kind, by one hand and at one place, if told."""
    totals: dict[tuple[str | None, str | None, str | None], list[Draft]] = defaultdict(list)
    losses: dict[tuple[str | None, str | None, str | None], list[Draft]] = defaultdict(list)
    for draft in group:
        value, head = _value(draft), draft.head
        if value.kind is None or not is_dated(head):
            continue
        if value.cumulative:
            totals[value.kind, head.by, head.places[0] if head.places else None].append(draft)
        else:
            for by in {head.by, None}:
                for place in {*head.places, None}:
                    losses[value.kind, by, place].append(draft)
    for key in sorted(totals, key=repr):
        found = (
            sorted(x, key=lambda d: (d.head.days[1], d.head.claim.id)) for x in (totals[key], losses[key])
        )
        yield _Counts(*map(tuple, found))


def _sums(counts: _Counts, interests: Interests) -> None:
    """Hold each total against the losses before it and the total before it."""
    highest: Draft | None = None
    before: Draft | None = None
    for total in counts.totals:
        day = total.head.days[1]
        _holds_parts(total, _disjoint(counts.losses, ("", day)), interests)
        if highest and bounds(_value(highest))[0] > bounds(_value(total))[1]:
            earlier = highest.head.days[1] < total.head.days[0]
            if earlier:
                _against((total,), (highest,), "a total fell", interests)
        elif before and before.head.days[1] < total.head.days[0]:
            between = _disjoint(counts.losses, (before.head.days[1], day))
            _holds_parts(total, [before, *between], interests)
        if highest is None or bounds(_value(total))[0] > bounds(_value(highest))[0]:
            highest = total
        before = total
    if before:
        after = _disjoint(counts.losses, (before.head.days[1], "9999-99-99"))
        if after:
            least = sum(bounds(_value(d))[0] for d in (before, *after))
            said = " and then ".join(_said(d) for d in (before, *after))
            _remark((before, *after), f"{said}: at least {least:,.0f} in all by then")


def _disjoint(losses: Sequence[Draft], within: Days) -> list[Draft]:
    """The losses after the first day and up to the last that add up to most with no day counted twice."""
    chosen = [d for d in losses if within[0] < d.head.days[0] and d.head.days[1] <= within[1]]
    ends = [d.head.days[1] for d in chosen]
    best: list[tuple[float, int, bool]] = [
        (0, 0, False)
    ]  # the sum so far, where to go on, whether it is taken
    for i, draft in enumerate(chosen):
        fits = bisect_right(ends, draft.head.days[0], 0, i)
        while fits and ends[fits - 1] == draft.head.days[0]:
            fits -= 1
        taken = best[fits][0] + bounds(_value(draft))[0]
        best.append((taken, fits, True) if taken > best[i][0] else (best[i][0], i, False))
    found, at = [], len(chosen)
    while at:
        _, back, taken_here = best[at]
        if taken_here:
            found.append(chosen[at - 1])
        at = back
    return found[::-1]


def _holds_parts(total: Draft, parts: Sequence[Draft], interests: Interests) -> None:
    if not parts:
        return
    least = sum(bounds(_value(d))[0] for d in parts)
    low, high = bounds(_value(total))
    if least > high:
        _against((total,), parts, "a total smaller than its parts", interests)
        return
    said = " and ".join(_said(d) for d in parts)
    exact = all(_value(d).bound == "exact" for d in (total, *parts)) and least == low == high
    verb = "make up" if exact and len(parts) > 1 else "can be among"
    _remark((total, *parts), f"{said} {verb} {_said(total)}")


def _remark(drafts: Sequence[Draft], why: str) -> None:
    claims = tuple(sorted({c for d in drafts for c in d.claims}))
    for draft in drafts:
        draft.remarks.append(Remark("adds up", claims, why))


def _against(one: Sequence[Draft], other: Sequence[Draft], rule: str, interests: Interests) -> None:
    why = "; ".join(_whose(d, interests) for d in (*other, *one))
    for side, facing in ((one, other), (other, one)):
        claims = tuple(sorted({c for d in facing for c in d.claims}))
        for draft in side:
            draft.disputes.append(Dispute(rule, claims, why))

"""What holds as of one day, and what was known on another.

Law: a sighting says nothing of the days before it, and what nobody says has ended may go on; so an answer
about a day is yes, no or perhaps, and "perhaps" says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from orbat.dates.calendar import is_real
from orbat.model import Claim, Finding, Kept, Period, Span, Spell
from orbat.vocab import predicates

ALWAYS = ("0000-00-00", "9999-99-99")

Days = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dates:
    """The day that is asked about, and the day from which it is seen; ISO prefixes, None: not asked."""

    as_of: str | None = None
    known_on: str | None = None


ANY_DAY = Dates()


@lru_cache(maxsize=1 << 14)
def days(period: Period | None) -> Days:
    """First and last day of a period as ISO dates, wide where it is open."""
    if period is None:
        return ALWAYS
    first, last = (end[:4] if end and end[5:7] > "12" else end for end in (period.first, period.last))
    low = (first + "-01-01")[:10] if first else ALWAYS[0]  # a season is somewhere in its year
    high = last + "-12-31"[len(last) - 4 :] if last else ALWAYS[1]
    return low, high


@lru_cache(maxsize=1 << 14)
def prefix(iso: str) -> Days:
    """First and last day of an ISO prefix or timestamp: 2016-04 is 2016-04-01 to 2016-04-31."""
    return days(Period(iso[:10], iso[:10]))


def overlap(a: Days, b: Days) -> bool:
    """Whether two stretches of days have a day in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def within(a: Days, b: Days) -> bool:
    """Whether `a` lies within `b`."""
    return b[0] <= a[0] and a[1] <= b[1]


def appeared(kept: Kept, span: Span) -> str | None:
    """When the words at a span were published: their section's dateline, or else their document's date."""
    section = kept.section_of(span)
    return (section and section.dateline) or kept.documents[kept.texts[span.text].document].published


def known(kept: Kept, day: str | None) -> Kept:
    """What was known at the end of a day: the claims whose words had certainly been published by then.

    A page that reposts an article with its date is known from the article's date on. Words without any date
    are known from when their document was got, or else read. Decisions stay: they are about the words.
    """
    if day is None:
        return kept
    last = prefix(day)[1]
    read = {run.text: run.at for run in kept.runs if run.at}

    def out(claim: Claim) -> bool:
        text = claim.evidence.text
        got = kept.documents[kept.texts[text].document].retrieved or read.get(text)
        on = appeared(kept, claim.evidence) or got
        return on is not None and prefix(on)[1] <= last

    return replace(kept, claims={i: c for i, c in kept.claims.items() if out(c)})


def doubtful(finding: Finding, as_of: str | None) -> str | None:
    """None: it does not hold as of the day. Empty: it does. Else why only perhaps.

    Names and kin hold always; what happened holds from then on.
    """
    predicate = predicates()[finding.predicate]
    if as_of is None or predicate.section in TIMELESS:
        return ""
    asked, spell = prefix(as_of), finding.spell
    if not spell.seen:
        return "time not told"
    happened = predicate.object in ("event", "date") or predicate.section in ("history", "losses")
    if happened or finding.status in ("planned", "hypothetical"):
        return _happened(spell, asked)
    return _holds(spell, asked)


TIMELESS = ("names", "kin")


@dataclass(frozen=True, slots=True)
class Told:
    """What one claim tells of time: its own period, and the days on which its words appeared."""

    period: Period | None
    on: Days | None
    ended: bool = False


def spell(told: Sequence[Told], happened: bool) -> Spell:
    """When something held, from all that its claims tell. `happened`: it is no state but what befell.

    Four rules, named in `Spell.rule`: dates told; "since" holds up to the report that says so; an undated
    state is seen on the day of the report; and what is seen first and last need not have held between.
    """
    seen: set[Days] = set()
    sure: set[Days] = set()
    rules: set[str] = set()
    dated = [t for t in told if days(t.period) != ALWAYS]
    narrowest = min((days(t.period) for t in dated), key=_width, default=ALWAYS)
    for each in dated or told:
        own, period = days(each.period), each.period
        if period is None or own == ALWAYS:
            continue
        if period.starts and not period.last and each.on and each.on[1] >= own[0] and not happened:
            begin = prefix(period.first or "")
            rules.add("since, up to the report")
            seen |= {begin, each.on}
            if begin[1] <= each.on[0] and not period.approximate:
                sure.add((begin[1], each.on[0]))
        elif own == narrowest or not within(narrowest, own):
            rules.add("dates told")
            seen.add(own if not period.starts else prefix(period.first or ""))
            if not happened and (firm := _firm(period)):
                sure.add(firm)
    for on in (t.on for t in told if t.on and days(t.period) == ALWAYS):
        if happened:
            if not dated:
                seen.add((ALWAYS[0], on[1]))
                rules.add("happened before the report")
        else:
            seen.add((ALWAYS[0], on[1]) if any(t.ended for t in told) else on)
            rules.add("seen on the day of the report")
    if len(seen) > 1 and "since, up to the report" not in rules:
        rules = {"seen first and last"}
    return Spell(
        tuple(sorted(seen)),
        tuple(sorted(sure)),
        any(t.period is not None and t.period.starts for t in dated),
        any(t.ended or (t.period is not None and t.period.ends) for t in told),
        undated=bool(seen) and not dated and not happened,
        rule="; ".join(sorted(rules)),
    )


def _width(stretch: Days) -> tuple[int, str, str]:
    low, high = stretch
    return -sum(a == b for a, b in zip(low, high, strict=True)), low, high


def _firm(period: Period) -> Days | None:
    """The stretch on every day of which a state held: a day, or from the one to the other.

    A week, quarter, half year, season, decade or the middle of a year may be meant as "some day within".
    """
    first, last = period.first, period.last
    if period.approximate or not first or not last or len(first) != len(last):
        return None
    if first == last:
        return (first, first) if len(first) == 10 else None
    if len(first) == 4:
        loose = int(first) % 10 == 0 and int(last) % 10 == 9
    elif len(first) == 7:
        loose = first[:4] == last[:4] and (first[5:], last[5:]) in SOME_MONTHS
    elif not (is_real(first) and is_real(last)):
        return None
    else:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
        loose = end.isoweekday() == 7 and (begin.isoweekday(), (end - begin).days) in ((1, 6), (6, 1))
    inner = prefix(first)[1], prefix(last)[0]
    return None if loose or inner[0] > inner[1] else inner


SOME_MONTHS = frozenset(
    [("05", "08"), *((f"{m:02d}", f"{m + n - 1:02d}") for n in (3, 6) for m in range(1, 13, n))]
)


def _happened(spell: Spell, asked: Days) -> str | None:
    first, last = spell.seen[0][0], max(high for _, high in spell.seen)
    if asked[1] < first:
        return None
    return "" if last <= asked[1] else f"told of {words(spell.seen[0])}, the day not told"


def _holds(spell: Spell, asked: Days) -> str | None:
    if any(overlap(asked, sure) for sure in spell.sure) or any(within(s, asked) for s in spell.seen):
        return ""
    if spell.over and spell.over <= asked[1]:
        return None
    first, last = spell.seen[0], max(spell.seen, key=lambda s: s[1])
    if asked[1] < first[0]:
        return f"told of {words(first)}, since when not told" if spell.undated else None
    if last[1] < asked[0]:
        if spell.ends:
            return None
        if spell.again:
            return f"told of {words(last)} and again from {spell.again}, not between"
        return f"last told of {words(last)}"
    seen = [s for s in spell.seen if overlap(asked, s)]
    if seen:
        return f"told of {words(seen[0])}, the day not told"
    before = max((s for s in spell.seen if s[1] < asked[0]), key=lambda s: s[1])
    after = min(s for s in spell.seen if asked[1] < s[0])
    return f"told of {words(before)} and again {words(after)}, not between"


def words(stretch: Days) -> str:
    """A stretch of days as short as it can be written: 2016, 2016-04, 2016-04-03, 2014 to 2016."""
    low, high = stretch
    for form in (4, 7, 10):
        if prefix(low[:form]) == stretch:
            return low[:form]
    form = 10
    for shorter, first, last in ((7, "-01", "-31"), (4, "-01-01", "-12-31")):
        if (low == ALWAYS[0] or low.endswith(first)) and (high == ALWAYS[1] or high.endswith(last)):
            form = shorter
    ends = low[:form], high[:form]
    if low == ALWAYS[0]:
        return f"up to {ends[1]}"
    return f"since {ends[0]}" if high == ALWAYS[1] else f"{ends[0]} to {ends[1]}"


def gap(a: Days, b: Days) -> int:
    """Days from the end of the earlier to the start of the later, counted roughly; below 0: they overlap."""
    first, second = sorted((a, b))
    return ordinal(second[0]) - ordinal(first[1])


def ordinal(day: str) -> int:
    """The number of a day in months of 30 days and years of 365."""
    year, month, number = (int(part) for part in day.split("-"))
    return year * 365 + month * 30 + number

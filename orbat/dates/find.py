"""Finds the time expressions of a section and reads them in order, each counted from what was told before.

Law: an expression is exact words of the text, without its preposition; no two overlap; words that give no
date give none.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from orbat.dates import counted, named
from orbat.dates.lexicon import Rule, anyof, rules, words
from orbat.dates.meaning import Context, Lean, Meaning, Type
from orbat.dates.period import Range, cue_before, goes_on, period_of
from orbat.model import Period

READERS = named.READERS | counted.READERS
JOINTS = ("", "and", "or", "to", "through", "until", "till", "-", "&")
LEFT, RIGHT = 120, 100  # characters of the sentence looked at for a verb, before and after


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Characters [start, end) of the text that say when; TIMEX3 value and type (TempEval-3).

    `period`: the stretch of time meant, with what the preposition says of it; None where it is not known.
    """

    start: int
    end: int
    value: str
    type: Type
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: Rule
    start: int
    end: int
    groups: dict[str, str]


def find_times(
    text: str, dateline: str | None, start: int = 0, end: int | None = None
) -> list[TimeExpression]:
    """The time expressions of text[start:end] in order. `dateline`: ISO date prefix or None."""
    end = len(text) if end is None else end
    plain = text.replace("’", "'").replace("‘", "'").replace("–", "-")
    hits = _hits(plain, start, end)
    _share_years(plain, hits)
    if dateline is None:
        _borrow_years(plain, hits)
    context = Context(dateline, day_first=_day_first(hits))
    read: list[tuple[_Hit, Meaning]] = []
    for hit in hits:
        leads = bool(_guards()["leads"].search(plain[max(start, hit.start - 20) : hit.start]))
        context = replace(
            context, lean=_lean(plain, hit, start, end), perfect=_perfect(plain, hit, start), leads=leads
        )
        meaning = READERS[hit.rule.read](hit.groups, context)
        if meaning is None:
            continue
        read.append((hit, meaning))
        context = _told(context, meaning)
    read = _merged(plain, read)
    return [_expression(plain, read, i, start, dateline) for i in range(len(read))]


def _merged(plain: str, read: list[tuple[_Hit, Meaning]]) -> list[tuple[_Hit, Meaning]]:
    """An hour and the day right after it are one expression: "5 p.m. Nov. 9"."""
    out: list[tuple[_Hit, Meaning]] = []
    for hit, meaning in read:
        if out and meaning.type == "DATE" and out[-1][0].rule.read in ("clock", "part"):
            hour, time = out[-1]
            if not plain[hour.end : hit.start].strip(" ,") and re.match(r"[\dX]{4}-[\dX]{2}-", meaning.value):
                value = meaning.value + "T" + time.value.partition("T")[2]
                out[-1] = (replace(hour, end=hit.end), replace(time, value=value))
                continue
        out.append((hit, meaning))
    return out


def _hits(plain: str, start: int, end: int) -> list[_Hit]:
    found: list[_Hit] = []
    for rule in rules():
        for m in rule.form.finditer(plain, start, end):
            found.append(_Hit(rule, *m.span(), _groups(m)))
    found = [h for h in found if h.end > h.start and _is_time(plain, h)]
    found.sort(key=lambda h: (h.start, -h.end))
    kept: list[_Hit] = []
    for hit in found:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _groups(m: re.Match[str]) -> dict[str, str]:
    """What the named groups matched, in lower case, the number that tells two of one name apart left off."""
    found = {
        k.rstrip("0123456789"): " ".join(v.lower().split()) for k, v in m.groupdict().items() if v is not None
    }
    return {k: v.rstrip(".") if k in ("month", "weekday") else v for k, v in found.items()}


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    table = words()
    introduces, months = anyof(table["alone"]["introduces"]), anyof(table["months"])
    return {
        "introduced": re.compile(
            rf"\b(?:{introduces}|(?:{months}) (?:and|or|to|through))[\s-]+$", re.IGNORECASE
        ),
        "numbered": re.compile(rf"(?<!\w)(?:{anyof(table['not_a_year']['after'])})\s*$", re.IGNORECASE),
        "counted": re.compile(
            rf"\s+(?:(?!(?:to|and|or|in|of|for|with|by|when|the)\s)[\w-]+\s+)?(?:{anyof(table['not_a_year']['before'])})\b",
            re.IGNORECASE,
        ),
        "titled": re.compile(rf"\s+(?:{anyof(table['not_a_day']['before'])})\b", re.IGNORECASE),
        "leads": re.compile(
            r"(?:^|[.!?][\"')]*\s|\n)\s*(?:In|On|By|During|Then,? in)\s(?:the\s)?$", re.IGNORECASE
        ),
        "future": re.compile(rf"(?<!\w)(?:{'|'.join(table['lean']['future'])})(?!\w)", re.IGNORECASE),
        "past": re.compile(rf"(?<!\w)(?<!be\s)(?:{'|'.join(table['lean']['past'])})(?!\w)", re.IGNORECASE),
    }


def _is_time(plain: str, hit: _Hit) -> bool:
    """Whether the words are a time here, and no number, name or verb of the same look."""
    own, before, after = (
        plain[hit.start : hit.end],
        plain[max(0, hit.start - 20) : hit.start],
        plain[hit.end : hit.end + 40],
    )
    name = hit.rule.name
    if name == "year":
        bare = own.isdigit()
        return not (bare and (_guards()["numbered"].search(before) or _guards()["counted"].match(after)))
    risky = name in ("m", "weekday") and own.lower().rstrip(".") in words()["alone"]["risky"]
    if risky and not (own[0].isupper() and _guards()["introduced"].search(before)):
        return False
    if name == "weekday":
        return not _guards()["titled"].match(after)
    if name in ("m", "season", "my"):
        return own[0].isupper() or any(c.isupper() or c.isdigit() for c in own) or name == "season"
    if name == "duration" and own[0].isdigit() and own[-5:].istitle():
        return False  # the title of a broadcast
    return not (
        name == "reference"
        and own.lower() in ("the time", "that time")
        and not before.rstrip().endswith("at")
    )


def _day_first(hits: list[_Hit]) -> bool:
    """Whether slashed dates of the section put the day first: one of them can be read no other way."""
    return any(h.rule.read == "slashed" and int(h.groups["one"]) > 12 for h in hits)


def _sentence(plain: str, hit: _Hit, start: int, end: int) -> tuple[str, str]:
    """The words of the same sentence before and after."""
    before = re.split(r"[;!?\n]\s|(?<=[a-z)\"])\.\s", plain[max(start, hit.start - LEFT) : hit.start])[-1]
    after = re.split(r"[;!?\n]\s|(?<=[a-z)\"])\.\s", plain[hit.end : min(end, hit.end + RIGHT)])[0]
    return before, after


def _lean(plain: str, hit: _Hit, start: int, end: int) -> Lean | None:
    """Where the nearest verb looks: first to the left, then to the right."""
    before, after = _sentence(plain, hit, start, end)
    future = max((m.end() for m in _guards()["future"].finditer(before)), default=-1)
    past = max((m.end() for m in _guards()["past"].finditer(before)), default=-1)
    if future >= 0 or past >= 0:
        return "future" if future >= past else "past"
    ahead, back = _guards()["future"].search(after), _guards()["past"].search(after)
    if ahead or back:
        return "future" if ahead and (not back or ahead.start() <= back.start()) else "past"
    return None


def _perfect(plain: str, hit: _Hit, start: int) -> bool:
    """Whether the sentence says that something still goes on ("has been engaged in a month-long ...")."""
    before = re.split(r"[.;!?]\s", plain[max(start, hit.start - LEFT) : hit.start])[-1]
    return bool(re.search(r"\b(?:has|have|is|are|remains?|continues?)\b", before, re.IGNORECASE))


def _share_years(plain: str, hits: list[_Hit]) -> None:
    """ "March and May 2016": a bare month takes the year that the month after it gives."""
    months = words()["months"]
    for hit, other in reversed(list(pairwise(hits))):
        bare = (
            hit.rule.name in ("m", "md", "dm") and not {"pointer", "pointed", "anaphor"} & hit.groups.keys()
        )
        gap = plain[hit.end : other.start].strip(" ,").lower()
        if bare and {"month", "year"} <= other.groups.keys() and gap in JOINTS:
            later = months[hit.groups["month"]] > months[other.groups["month"]]
            hit.groups["year"] = str(int(other.groups["year"]) - later)


def _borrow_years(plain: str, hits: list[_Hit]) -> None:
    """Where no year was told yet: "on 4 April and from 5 June 2016" gives both their year."""
    for hit, other in reversed(list(pairwise(hits))):
        if any("year" in h.groups for h in hits if h.start < hit.start):
            continue
        bare = hit.rule.name in ("m", "md", "dm", "daysmonth", "monthdays") and not (
            {"pointer", "pointed", "anaphor", "year"} & hit.groups.keys()
        )
        gap = plain[hit.end : other.start]
        if bare and {"month", "year"} <= other.groups.keys() and not re.search(r"[.!?]\s|\n", gap):
            hit.groups["year"] = other.groups["year"]


def _told(context: Context, meaning: Meaning) -> Context:
    told = re.match(r"\d{4}|XXXX-\d\d-\d\d", meaning.value)
    if meaning.type in ("SET", "DURATION") or meaning.aside or not told:
        return context
    day = meaning.value.split("T")[0]
    year = day if meaning.absolute and re.fullmatch(r"[\d-]+", day) else context.year
    return replace(context, told=day, year=year)


def _joined(plain: str, one: tuple[_Hit, Meaning], other: tuple[_Hit, Meaning]) -> bool:
    """Whether two are the ends of a range; "in the 1890s and 1900s" is one stretch."""
    decades = all(re.fullmatch(r"\d\d\dX", meaning.value) for _, meaning in (one, other))
    if decades and plain[one[0].end : other[0].start].strip(" ,") in ("and", "and the"):
        return True
    return Range.joins(plain, one[0].start, one[0].end, other[0].start)


def _expression(
    plain: str, read: list[tuple[_Hit, Meaning]], i: int, start: int, dateline: str | None
) -> TimeExpression:
    hit, meaning = read[i]
    cue = "starts" if goes_on(plain, hit.end) else cue_before(plain, hit.start, start)
    ends = None
    if i + 1 < len(read) and _joined(plain, read[i], read[i + 1]):
        ends = (meaning, read[i + 1][1])
    elif i and _joined(plain, read[i - 1], read[i]):
        ends = (read[i - 1][1], meaning)
    return TimeExpression(
        hit.start, hit.end, meaning.value, meaning.type, period_of(meaning, cue, ends, dateline)
    )

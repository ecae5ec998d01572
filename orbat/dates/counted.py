"""Reads expressions that count from another date, lengths of time, hours and how often.

Law: a reading function looks only at the words matched and at its Context; None for what is no time.
Sources: TIMEX3 as in TempEval-3 (UzZaman et al. 2013) and the TimeML 1.2.1 guidelines. That a bare weekday of
newswire is the last such weekday unless the verb looks ahead is from Mani and Wilson 2000.
"""

import re
from collections.abc import Callable

from orbat.dates.calendar import day_of, is_real, shift
from orbat.dates.lexicon import count, words
from orbat.dates.meaning import Context, Groups, Meaning, mod_of, offset_of, or_open, unit_of


def unit(g: Groups, c: Context) -> Meaning | None:
    """Last month, this week, next year; the following day, that year; the year's end; the weekend."""
    if "end" in g:
        year = shift(c.dateline, 0, "Y")
        return Meaning(year or "XXXX", mod="CLOSE")
    if "weekend" in g:
        return Meaning(or_open(shift(c.dateline, -1, "WE"), "WE"))
    base, offset = c.dateline, offset_of(g)
    if "anaphor" in g:
        base, offset = c.base, int(words()["anaphors"][g["anaphor"]])
    name = g.get("unit", "day")
    size, letter = unit_of(name)
    if letter.startswith("T") or offset is None:
        return None
    part = words()["parts"].get(g.get("part", ""), "") or ("TNI" if name == "night" else "")
    value = or_open(_base_shift(base, offset * size, letter), letter)
    if size >= 10 and "X" not in value:
        value = value[:3] + "X" if size == 10 else value[:2] + "XX"
    if part:
        return Meaning(value + part, "TIME", mod=mod_of(g))
    back = _back(c.dateline, size, letter) if g.get("pointer") == "past" else None
    return Meaning(value, mod=mod_of(g), stretch=back)


def _base_shift(base: str | None, n: int, letter: str) -> str | None:
    """`shift` from a TIMEX3 value that need not be a plain ISO prefix."""
    if (
        base and letter in "DW" and re.fullmatch(r"XXXX-\d\d-\d\d", base)
    ):  # the day after 6 December, of any year
        moved = shift(f"2001{base[4:]}", n, "D" if letter == "D" else letter) if letter == "D" else None
        return f"XXXX{moved[4:]}" if moved and moved.startswith("2001") else None
    plain = re.match(r"\d{4}(-\d\d)?(-\d\d)?", base or "")
    if not plain or not is_real(plain[0]):
        return None
    return shift(plain[0], n, letter)


def _length(text: str, size: int, letter: str, half_more: bool = False) -> tuple[float | None, str]:
    """A count of units and the TIMEX3 duration: PT16H, P2Y6M, PXW."""
    n = count(text)
    n = None if n is None else n * size
    short = letter.removeprefix("T")
    time = "T" if letter.startswith("T") else ""
    if n is None:
        return None, f"P{time}X{short}"
    n += 0.5 * half_more
    finer = {"Y": "6M", "M": "15D", "TH": "30M", "TM": "30S"}
    if n % 1 == 0.5 and letter in finer:
        return n, f"P{time}{int(n) or ''}{short if n >= 1 else ''}{finer[letter]}"
    return n, f"P{time}{n if n % 1 else int(n)}{short}"


def duration(g: Groups, c: Context) -> Meaning | None:
    """Three days, a month-long, for weeks. A "-long" that goes on is counted back from the last date told."""
    if "some" in g:
        return Meaning("PXX", "DURATION")
    if "plural" in g:
        _, letter = unit_of(g["plural"])
        return Meaning(f"P{'TX' if letter[0] == 'T' else 'X'}{letter[-1]}", "DURATION")
    size, letter = unit_of(g["units"])
    if letter in ("Q", "TS") and g.get("number", "a") in ("a", "an", "one", "three"):
        return None  # a share or a second one rather than a time
    if "number" not in g and g["units"].endswith("s"):
        return Meaning(f"PX{letter[-1]}", "DURATION")
    n, value = _length(g.get("number", "one"), size, letter, "andhalf" in g)
    stretch = _back(c.base, n, letter) if "long" in g and c.perfect else None
    return Meaning(value, "DURATION", stretch=stretch)


def _back(dateline: str | None, n: float | None, letter: str) -> tuple[str, str] | None:
    """The `n` units up to the dateline, at their own exactness."""
    if n is None or letter.startswith("T") or letter in ("Q", "WE"):
        return None
    days = 7 * n if letter == "W" else n
    first = shift(dateline, -int(days), "D" if letter in "WD" else letter)
    last = shift(dateline, 0, "D" if letter in "WD" else letter)
    return (first, last) if first and last else None


def stretch(g: Groups, c: Context) -> Meaning | None:
    """The past three months, the next two years."""
    size, letter = unit_of(g["units"])
    n, value = _length(g["number"], size, letter)
    offset = offset_of(g) or -1
    if offset == 1 and n is not None and (ahead := _back(c.dateline, -n, letter)):
        return Meaning(value, "DURATION", stretch=(ahead[1], ahead[0]))
    return Meaning(value, "DURATION", stretch=_back(c.dateline, n, letter) if offset == -1 else None)


def counted(g: Groups, c: Context) -> Meaning | None:
    """Three years ago (from the dateline); two days later, a year earlier (from the last date told)."""
    a_year = "ya" in g or (g.get("number") in ("a", "one") and g.get("units") == "year")
    if a_year and c.told and "-Q" in c.told and "after" not in g:
        return Meaning(f"{int(c.told[:4]) - 1}{c.told[4:]}", aside=True)
    number, name = g.get("number", "one"), g.get("units", "year")
    size, letter = unit_of(name)
    n, length = _length(number, size, letter)
    if n is None:
        return Meaning("PAST_REF") if "ago" in g else Meaning(length, "DURATION")
    relative = c.told is None or (len(c.told) == 4 and c.told != c.year)  # "last year" is itself counted
    base = c.dateline if "ago" in g or (relative and "after" not in g) else c.told
    whole = int(n) if "after" in g else -int(n)
    if n % 1 and letter == "Y":
        whole, letter = int(n * 12) * (1 if whole > 0 else -1), "M"
    if "after" in g and c.told is None:
        return Meaning(length, "DURATION")
    value = None if letter.startswith("T") else _base_shift(base, whole, letter)
    if value is None:
        return Meaning(or_open(None, letter)) if "ago" in g else Meaning(length, "DURATION")
    return Meaning(value, approximate="hedge" in g)


def weekday(g: Groups, c: Context) -> Meaning | None:
    """Friday: the last one up to the dateline, or the coming one where the words look ahead."""
    number = int(words()["weekdays"][g["weekday"]])
    part = words()["parts"].get(g.get("part", ""), "")
    base = day_of(c.dateline)
    back = offset_of(g)
    if "anaphor" in g:
        told = re.match(r"\d{4}-\d\d-\d\d", c.base or "")
        base = day_of(told[0]) if told else None
        back = int(words()["anaphors"][g["anaphor"]]) or None
    if base is None:
        return Meaning(f"XXXX-WXX-{number}{part}", "TIME" if part else "DATE")
    since = (base.isoweekday() - number) % 7
    if back == -1:
        days = -(since or 7)
    elif back == 1 or (back is None and c.lean == "future" and since and "possessive" not in g):
        days = (7 - since) % 7 or 7
    elif back == 0 and c.lean == "future":
        days = (7 - since) % 7
    else:
        days = -since
    value = or_open(shift(base.isoformat(), days, "D"), "D")
    return Meaning(value + part, "TIME" if part else "DATE", mod=mod_of(g))


def day(g: Groups, c: Context) -> Meaning | None:
    """Today, yesterday morning, the day before yesterday."""
    if "yesterday" in g or "tomorrow" in g:
        return Meaning(or_open(shift(c.dateline, -2 if "yesterday" in g else 2, "D"), "D"))
    offset, own = words()["days"][g["relative"]]
    part = own or words()["parts"].get(g.get("part", ""), "")
    value = shift(c.dateline, offset, "D")
    if value is None and offset == 0 and c.dateline:
        value = c.dateline
    return Meaning(or_open(value, "D") + part, "TIME" if part else "DATE", mod=mod_of(g))


def part(g: Groups, c: Context) -> Meaning | None:
    """This morning; in the morning (of the day told last)."""
    day = or_open(shift(c.dateline, 0, "D"), "D") if "this" in g else c.day
    return Meaning(day + words()["parts"][g["part"]], "TIME")


def clock(g: Groups, c: Context) -> Meaning | None:
    """10:35 a.m., 17:40, 0735 GMT, on the day told last."""
    hour = int(g["hour"])
    if "half" in g:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if g["half"] == "p" else 0)
    return Meaning(f"{c.day}T{hour:02d}:{g.get('minute', '00')}", "TIME")


def reference(g: Groups, c: Context) -> Meaning | None:
    """Now, recently, the future."""
    value = words()["references"][g["reference"]]
    near = c.dateline[:7] if c.dateline and re.fullmatch(r"recent (days|weeks)", g["reference"]) else None
    return Meaning(value, stretch=(near, near) if near else None, approximate=bool(near))


def every(g: Groups, c: Context) -> Meaning | None:
    """Daily, every Thursday, a year (a rate)."""
    if "set" in g:
        return Meaning(words()["sets"][g["set"]], "SET")
    if "weekday" in g:
        return Meaning(f"XXXX-WXX-{words()['weekdays'][g['weekday']]}", "SET")
    if "month" in g:
        return Meaning(f"XXXX-{words()['months'][g['month']]:02d}", "SET")
    size, letter = unit_of(g.get("units") or g["unit"])
    return Meaning(_length(g.get("number", "one"), size, letter)[1], "SET")


READERS: dict[str, Callable[[Groups, Context], Meaning | None]] = {
    f.__name__: f for f in (unit, duration, stretch, counted, weekday, day, part, clock, reference, every)
}

"""Reads expressions that name a date: day, month, year, season, quarter, decade, century, holiday.

Law: a reading function looks only at the words matched and at its Context; None for what is no time.
Sources: TIMEX3 as in TempEval-3 (UzZaman et al. 2013) and the TimeML 1.2.1 guidelines. That a bare month of
newswire is the last such month unless the verb looks ahead is from Mani and Wilson 2000.
"""

import re
from collections.abc import Callable

from orbat.dates.calendar import is_real, shift
from orbat.dates.lexicon import count, words
from orbat.dates.meaning import Context, Groups, Meaning, mod_of, number, offset_of, or_open

# Days ahead within which a bare day of a month is the coming one (eleven months back it would have had its
# year), and a bare month that a verb puts in the future; tuned on half of TempEval-3's training data.
SOON, LATER = 75, 240
LATELY = 45  # days before the dateline in which a day is of the news, whatever was told before


def _full_year(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return digits
    return (
        f"20{digits}" if int(digits) < 50 else f"19{digits}"
    )  # as POSIX strptime, moved to what reports are about


def _spoken_year(text: str) -> str:
    """1996 of "nineteen ninety-six"."""
    if text.startswith("two thousand"):
        return f"{count(text) or 2000:.0f}"
    first, _, rest = text.replace("-", " ").partition(" ")
    return f"{count(first) or 0:.0f}{count(rest.replace('oh ', '')) or 0:02.0f}"


def _year_of(g: Groups, c: Context) -> str | None:
    """The year that the words give or point at."""
    if "year" in g:
        return g["year"]
    if "yy" in g:
        return _full_year(g["yy"])
    if "wordyear" in g:
        return _spoken_year(g["wordyear"])
    if (offset := offset_of(g, "pointed")) is not None:
        return shift(c.dateline, offset, "Y") or "XXXX"
    if "anaphor" in g:
        return shift(c.base, int(words()["anaphors"][g["anaphor"]]), "Y") or "XXXX"
    return None


def date(g: Groups, c: Context) -> Meaning | None:
    """Day, month and year, so far as given; the year of a bare month is looked for."""
    year, mod = _year_of(g, c), mod_of(g)
    if "month" not in g:
        return Meaning(year, mod=mod, absolute=True) if year else None
    rest = f"{words()['months'][g['month'].rstrip('.')]:02d}"
    if "day" in g:
        rest += f"-{number(g['day']):02d}"
    if not is_real(f"2000-{rest}"):
        return None
    if year is None:
        year = _pointed_month(rest, offset_of(g), c) if "pointer" in g else nearest_year(rest, c)
    value = f"{year}-{rest}"
    if "X" not in value and not is_real(value):
        return None
    return Meaning(value, mod=mod, absolute=bool({"year", "yy", "wordyear"} & g.keys()))


def _pointed_month(rest: str, offset: int | None, c: Context) -> str:
    """Year of "last May", "next May", "this May"."""
    if c.dateline is None or len(c.dateline) < 7:
        return "XXXX"
    year, month = int(c.dateline[:4]), c.dateline[5:7]
    if offset == -1:
        year -= rest[:2] >= month
    elif offset == 1:
        year += rest[:2] <= month
    return str(year)


def nearest_year(rest: str, c: Context) -> str:
    """Year of a bare month or day: as told just before, else the last such one, or the coming one."""
    if c.year and len(c.year) >= 7 and (c.dateline is None or c.leads):
        wraps = c.leads and rest[:2] < c.year[5:7]
        year = str(int(c.year[:4]) + wraps)
        if c.dateline is None or (
            f"{year}-{rest}" <= c.dateline and not (wraps and _lately(c.dateline, rest))
        ):
            return year
    if c.dateline is None:
        return "XXXX"
    if len(c.dateline) == 4:
        return c.dateline
    size = min(len(rest) + 5, len(c.dateline))
    here, then = c.dateline[:size], f"{c.dateline[:4]}-{rest}"[:size]
    if then == here:
        return c.dateline[:4]
    ahead = _days_ahead(c.dateline, rest)
    if (len(rest) == 5 and ahead <= SOON) or (c.lean == "future" and ahead <= LATER):
        return str(int(c.dateline[:4]) + (then < here))
    return str(int(c.dateline[:4]) - (then > here))


def _lately(dateline: str, rest: str) -> bool:
    """Whether such a day was within a month and a half before the dateline."""
    return len(dateline) == 10 and len(rest) == 5 and 360 - _days_ahead(dateline, rest) <= LATELY


def _days_ahead(dateline: str, rest: str) -> int:
    """Days from the dateline to the next such month and day, roughly (30 days a month)."""
    month, day = int(rest[:2]), int(rest[3:5] or 1)
    from_month, from_day = int(dateline[5:7]), int(dateline[8:10] or 1)
    return ((month - from_month) * 30 + day - from_day) % 360


def days(g: Groups, c: Context) -> Meaning | None:
    """11-13 December: the first day's value, and the stretch to the last."""
    last = date(g, c)
    if last is None or not 0 < int(g["one"]) < number(g["day"]):
        return None
    first = f"{last.value[:7]}-{int(g['one']):02d}"
    return Meaning(first, stretch=(first, last.value), absolute=last.absolute)


def years(g: Groups, c: Context) -> Meaning | None:
    """2013/14 or 2010-12, as prose writes them; a second number no larger is a month (2016-03)."""
    last = g["from"][:2] + g["to"]
    if last > g["from"]:
        return Meaning(g["from"], stretch=(g["from"], last), absolute=True)
    return iso({"iso": f"{g['from']}-{g['to']}"}, c)


def iso(g: Groups, c: Context) -> Meaning | None:
    """A date in ISO 8601."""
    value = g["iso"].upper()
    if not is_real(value.split("T")[0]):
        return None
    return Meaning(value, "TIME" if "T" in value else "DATE", absolute=True)


def slashed(g: Groups, c: Context) -> Meaning | None:
    """3/20/2016 or 20.3.2016: day first after a dot or where the section or the month shows it."""
    one, two, year = int(g["one"]), int(g["two"]), _full_year(g["three"])
    day_first = g["mark"] == "." or c.day_first
    if len(g["three"]) == 2 and g["mark"] == ".":
        return None  # a version or section number rather than a date
    orders = [(two, one), (one, two)] if day_first else [(one, two), (two, one)]
    values = (f"{year}-{month:02d}-{day:02d}" for month, day in orders)
    found = next(filter(is_real, values), None)
    return Meaning(found, absolute=True) if found else None


def half(g: Groups, c: Context) -> Meaning | None:
    """The first or second half of a year or decade."""
    first = g["half"] == "first"
    if "century" in g:
        found = century(g, c)
        if found is None:
            return None
        since, until = ("00", "49") if first else ("50", "99")
        stretch = (found.value[:2] + since, found.value[:2] + until)
        return Meaning(found.value, mod="START" if first else "END", stretch=stretch)
    if "decade" in g:
        found = decade(g, c)
        return found and Meaning(found.value, mod="START" if first else "END", absolute=True)
    year = _year_of(g, c)
    return Meaning(f"{year}-H{1 if first else 2}", absolute="year" in g) if year else None


def decade(g: Groups, c: Context) -> Meaning | None:
    """The 1990s, the '80s, the nineties."""
    named = words()["decades"].get(g["decade"])
    digits = re.sub(r"\D", "", g["decade"])
    century = (c.dateline or "2000")[:2]
    tens = str(named) if named is not None else digits[-2]
    stem = (
        digits[:3]
        if len(digits) == 4
        else f"{int(century) - (int(tens) > int((c.dateline or '2000')[2]))}{tens}"
    )
    if len(digits) == 4 and digits.endswith("00") and digits < "1900":  # the mid-1800s: the century
        return _of_century(f"{stem[:2]}XX", g)
    parts = {"OPENING": (0, 1), "MID": (4, 6), "CLOSE": (9, 9)}.get(mod_of(g))
    stretch = (f"{stem}{parts[0]}", f"{stem}{parts[1]}") if parts else None
    return Meaning(f"{stem}X", mod=mod_of(g), stretch=stretch, approximate=mod_of(g) != "")


def _of_century(value: str, g: Groups) -> Meaning:
    """A century, or about its middle year."""
    middle = f"{value[:2]}50"
    middle_of = "mid" in g or "mid" in g.get("decade", "") or mod_of(g) == "MID"
    return Meaning(
        value, mod=mod_of(g), stretch=(middle, middle) if middle_of else None, approximate=middle_of
    )


def century(g: Groups, c: Context) -> Meaning | None:
    """The 20th century is 1900 to 1999, as people say it."""
    n = int(words()["centuries"].get(g["century"]) or number(g["century"]))
    return _of_century(f"{n - 1:02d}XX", g) if 2 <= n <= 30 else None


def centuries(g: Groups, c: Context) -> Meaning | None:
    """Between the 14th and 16th centuries: from the beginning of one to the end of the other."""
    first, last = century({"century": g["one"]}, c), century({"century": g["century"]}, c)
    if first is None or last is None or first.value > last.value:
        return None
    vague = bool(mod_of(g)) or "late" in g
    return Meaning(first.value, stretch=(first.value[:2] + "00", last.value[:2] + "99"), approximate=vague)


def season(g: Groups, c: Context) -> Meaning | None:
    """Spring 2013, last spring, the spring."""
    letters, number = words()["seasons"][g["season"]]
    year = _year_of(g, c)
    if year is None and c.dateline and len(c.dateline) >= 7:
        here = (
            int(c.dateline[5:7]) % 12
        ) // 3 + 1  # meteorological: winter 0 .. as 1, spring 2, summer 3, autumn 4
        there = {"22": 3, "23": 4, "24": 5, "21": 2}[number]
        back = there > here or (there == here and offset_of(g) == -1)
        year = str(int(c.dateline[:4]) - back + (offset_of(g) == 1 and not back))
    return Meaning(f"{year or 'XXXX'}-{letters}", mod=mod_of(g), absolute="year" in g)


def quarter(g: Groups, c: Context) -> Meaning | None:
    """The third quarter of 1989, third-quarter, the latest quarter, the quarter."""
    numbered = g.get("q") or words()["ordinals"].get(g.get("ordinal", ""))
    value = _numbered_quarter(int(numbered), g, c) if numbered else _pointed_quarter(g, c)
    if value is None:
        return Meaning("XXXX-QX")
    year_ago = "ya" in g and value[:4].isdigit()
    return Meaning(f"{int(value[:4]) - 1}{value[4:]}" if year_ago else value, aside="ya" in g or "year" in g)


def _numbered_quarter(n: int, g: Groups, c: Context) -> str:
    """The last such quarter to have begun, where no year is given."""
    if year := _year_of(g, c):
        return f"{year}-Q{n}"
    now = shift(c.dateline, 0, "Q")
    if now is None:
        return f"XXXX-Q{n}"
    return f"{int(now[:4]) - (n > int(now[-1]) and c.lean != 'future')}-Q{n}"


def _pointed_quarter(g: Groups, c: Context) -> str | None:
    """The quarter told last, or else the one before the dateline's."""
    if "pointer" in g:
        return shift(c.dateline, offset_of(g) or 0, "Q")
    latest = shift(c.dateline, -1, "Q")
    value = latest if "latest" in g else c.told if c.told and "-Q" in c.told else latest
    return f"{g['year']}{value[4:]}" if value and "year" in g else value


def weekof(g: Groups, c: Context) -> Meaning | None:
    """The week of March 6."""
    found = date(g, c)
    value = shift(found.value, 0, "W") if found and "X" not in found.value else None
    return Meaning(or_open(value, "W"))


def holiday(g: Groups, c: Context) -> Meaning | None:
    """Christmas and other days that keep their date."""
    rest = words()["holidays"][g["holiday"]]
    return Meaning(f"{g.get('year') or nearest_year(rest, c)}-{rest}", absolute="year" in g)


READERS: dict[str, Callable[[Groups, Context], Meaning | None]] = {
    f.__name__: f
    for f in (
        date,
        days,
        years,
        iso,
        slashed,
        half,
        decade,
        century,
        centuries,
        season,
        quarter,
        weekof,
        holiday,
    )
}

"""What one time expression means: a TIMEX3 value, and the stretch of time it stands for.

Law: a reading function looks only at the words matched and at its Context; what neither tells stays X.
Sources: TIMEX3 as in TempEval-3 (UzZaman et al. 2013) and the TimeML 1.2.1 guidelines; that newswire's weekday
is the last such day, and its month the last such month, unless the verb looks ahead, as in Mani and Wilson 2000.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from orbat.dates.calendar import day_of, is_real, shift
from orbat.dates.lexicon import count, words

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Lean = Literal["future", "past"]
Groups = Mapping[str, str]

# Days ahead within which a bare day of a month is the coming one (eleven months back it would have had its year),
# and a bare month that a verb puts in the future; tuned on the development half of TempEval-3's training data.
SOON, LATER = 75, 240


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    `told`: value of the last absolute date before it; `year`: the year a date before it gave in figures, as an ISO
    prefix of the date it stood in; `lean`: where the words beside it look; `perfect`: "has been" and the like; `leads`: it opens its sentence.
    """

    dateline: str | None = None
    told: str | None = None
    year: str | None = None
    lean: Lean | None = None
    perfect: bool = False
    leads: bool = False
    day_first: bool = False

    @property
    def base(self) -> str | None:
        """The last date told, or else the dateline."""
        return self.told or self.dateline

    @property
    def day(self) -> str:
        """The last day told, or else the dateline's; XXXX-XX-XX where neither is a full date."""
        return next((d for d in (self.told, self.dateline) if d and re.fullmatch(r"\d{4}(-\d\d){2}", d)), "XXXX-XX-XX")


@dataclass(frozen=True, slots=True)
class Meaning:
    """TIMEX3 value and type; `mod`: of words.toml; `stretch`: first and last ISO prefix where the value has none.

    `absolute`: the words give a year themselves; `aside`: a comparison, from which nothing is counted.
    """

    value: str
    type: Type = "DATE"
    mod: str = ""
    stretch: tuple[str, str] | None = None
    approximate: bool = False
    absolute: bool = False
    aside: bool = False


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _mod(g: Groups) -> str:
    return str(words()["modifiers"].get(g.get("modifier", "").rstrip(" "), ""))


def _offset(g: Groups, key: str = "pointer") -> int | None:
    found = words()["pointers"].get(g.get(key, ""))
    return None if found is None else int(found)


def _unit(text: str) -> tuple[int, str]:
    table = words()["units"]
    size, unit = table[text if text in table else text.removesuffix("s")]
    return size, unit


def _full_year(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return digits
    return f"20{digits}" if int(digits) < 50 else f"19{digits}"  # as POSIX strptime, moved to what reports are about


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
    if (offset := _offset(g, "pointed")) is not None:
        return shift(c.dateline, offset, "Y") or "XXXX"
    if "anaphor" in g:
        return shift(c.base, int(words()["anaphors"][g["anaphor"]]), "Y") or "XXXX"
    return None


def date(g: Groups, c: Context) -> Meaning | None:
    """Day, month and year, so far as given; the year of a bare month is looked for."""
    year, mod = _year_of(g, c), _mod(g)
    if "month" not in g:
        return Meaning(year, mod=mod, absolute=True) if year else None
    rest = f"{words()['months'][g['month'].rstrip('.')]:02d}"
    if "day" in g:
        rest += f"-{_number(g['day']):02d}"
    if not is_real(f"2000-{rest}"):
        return None
    if year is None:
        year = _pointed_month(rest, _offset(g), c) if "pointer" in g else _nearest(rest, c)
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


def _nearest(rest: str, c: Context) -> str:
    """Year of a bare month or day of a month: as told just before, else the last such one, or the coming one."""
    if c.year and len(c.year) >= 7 and (c.dateline is None or c.leads):
        year = str(int(c.year[:4]) + (rest[:2] < c.year[5:7]))
        if c.dateline is None or f"{year}-{rest}" <= c.dateline:
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


def _days_ahead(dateline: str, rest: str) -> int:
    """Days from the dateline to the next such month and day, roughly (30 days a month)."""
    month, day = int(rest[:2]), int(rest[3:5] or 1)
    from_month, from_day = int(dateline[5:7]), int(dateline[8:10] or 1)
    return ((month - from_month) * 30 + day - from_day) % 360


def days(g: Groups, c: Context) -> Meaning | None:
    """11-13 December: the first day's value, and the stretch to the last."""
    last = date(g, c)
    if last is None or not 0 < int(g["one"]) < _number(g["day"]):
        return None
    first = f"{last.value[:7]}-{int(g['one']):02d}"
    return Meaning(first, stretch=None if "X" in first else (first, last.value), absolute=last.absolute)


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
    """3/20/2016 or 20.3.2016: day first after a dot, where the section shows it, or where the month forces it."""
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
    stem = digits[:3] if len(digits) == 4 else f"{int(century) - (int(tens) > int((c.dateline or '2000')[2]))}{tens}"
    value = f"{stem}X"
    parts = {"START": (0, 3), "OPENING": (0, 1), "MID": (4, 6), "END": (7, 9), "CLOSE": (9, 9)}.get(_mod(g))
    stretch = (f"{stem}{parts[0]}", f"{stem}{parts[1]}") if parts else None
    return Meaning(value, mod=_mod(g), stretch=stretch, approximate=bool(parts))


def century(g: Groups, c: Context) -> Meaning | None:
    """The 20th century is 1900 to 1999, as people say it."""
    named = words()["centuries"].get(g["century"]) or _number(g["century"])
    return Meaning(f"{int(named) - 1:02d}XX", mod=_mod(g))


def season(g: Groups, c: Context) -> Meaning | None:
    """Spring 2013, last spring, the spring."""
    letters, number = words()["seasons"][g["season"]]
    year = _year_of(g, c)
    if year is None and c.dateline and len(c.dateline) >= 7:
        here = (int(c.dateline[5:7]) % 12) // 3 + 1  # meteorological: winter 0 .. as 1, spring 2, summer 3, autumn 4
        there = {"22": 3, "23": 4, "24": 5, "21": 2}[number]
        back = there > here or (there == here and _offset(g) == -1)
        year = str(int(c.dateline[:4]) - back + (_offset(g) == 1 and not back))
    return Meaning(f"{year or 'XXXX'}-{letters}", mod=_mod(g), absolute="year" in g)


def quarter(g: Groups, c: Context) -> Meaning | None:
    """The third quarter of 1989, third-quarter, the latest quarter, the quarter."""
    now = shift(c.dateline, 0, "Q")
    told = c.told if c.told and "-Q" in c.told else None
    number = g.get("q") or words()["ordinals"].get(g.get("ordinal", ""))
    if number is None:
        if "pointer" in g:
            value = shift(c.dateline, _offset(g) or 0, "Q")
        elif "latest" in g:
            value = shift(c.dateline, -1, "Q")
        else:
            value = f"{g['year']}-{told[5:]}" if told and "year" in g else told or shift(c.dateline, -1, "Q")
        if "ya" in g and value:
            value = f"{int(value[:4]) - 1}{value[4:]}"
        return Meaning(value or "XXXX-QX", aside="ya" in g or "year" in g)
    year = _year_of(g, c)
    if year is None:
        year = now[:4] if now else "XXXX"
        if now and int(number) > int(now[-1]) and c.lean != "future":
            year = str(int(year) - 1)
        if "ya" in g and now:
            year = str(int(year) - 1)
    return Meaning(f"{year}-Q{number}", absolute="year" in g)


def unit(g: Groups, c: Context) -> Meaning | None:
    """Last month, this week, next year; the following day, that year; the year's end; the weekend."""
    if "end" in g:
        year = shift(c.dateline, 0, "Y")
        return Meaning(year or "XXXX", mod="CLOSE")
    if "weekend" in g:
        return Meaning(_open(shift(c.dateline, -1, "WE"), "WE"))
    base, offset = c.dateline, _offset(g)
    if "anaphor" in g:
        base, offset = c.base, int(words()["anaphors"][g["anaphor"]])
    name = g.get("unit", "day")
    size, letter = _unit(name)
    if letter.startswith("T") or offset is None:
        return None
    part = words()["parts"].get(g.get("part", ""), "") or ("TNI" if name == "night" else "")
    if letter == "D" and name == "night" and offset == -1 and "anaphor" not in g:
        pass  # "last night" is yesterday's
    value = _open(_base_shift(base, offset * size, letter), letter)
    if size >= 10 and "X" not in value:
        value = value[:3] + "X" if size == 10 else value[:2] + "XX"
    if part:
        return Meaning(value + part, "TIME", mod=_mod(g))
    return Meaning(value, mod=_mod(g))


def _base_shift(base: str | None, n: int, letter: str) -> str | None:
    """`shift` from a TIMEX3 value that need not be a plain ISO prefix."""
    plain = re.match(r"\d{4}(-\d\d)?(-\d\d)?", base or "")
    if not plain or not is_real(plain[0]):
        return None
    return shift(plain[0], n, letter)


def _open(value: str | None, letter: str) -> str:
    opens = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}
    return value or opens[letter]


def _length(text: str, size: int, letter: str, half_more: bool = False) -> tuple[float | None, str]:
    """A count of units and the TIMEX3 duration: PT16H, P2Y6M, PXW."""
    n = count(text)
    n = None if n is None else n * size
    short = letter.removeprefix("T").replace("WE", "WE")
    time = "T" if letter.startswith("T") else ""
    if n is None:
        return None, f"P{time}X{short}"
    n += 0.5 * half_more
    finer = {"Y": "6M", "M": "15D", "TH": "30M", "TM": "30S"}
    if n % 1 == 0.5 and letter in finer:
        return n, f"P{time}{int(n) or ''}{short if n >= 1 else ''}{finer[letter]}"
    return n, f"P{time}{n:g}{short}"


def duration(g: Groups, c: Context) -> Meaning | None:
    """Three days, a month-long, for weeks. A "-long" that still goes on is counted back from the dateline."""
    if "some" in g:
        return Meaning("PXX", "DURATION")
    if "plural" in g:
        _, letter = _unit("century" if g["plural"] == "centuries" else g["plural"])
        size, _ = _unit("century" if g["plural"] == "centuries" else g["plural"])
        return Meaning(f"P{'TX' if letter[0] == 'T' else 'X'}{letter[-1]}", "DURATION")
    size, letter = _unit(g["units"])
    if letter in ("Q", "TS") and g.get("number", "a") in ("a", "an", "one", "three"):
        return None  # a share or a second one rather than a time
    if "number" not in g and g["units"].endswith("s"):
        return Meaning(f"PX{letter[-1]}", "DURATION")
    n, value = _length(g.get("number", "one"), size, letter, "andhalf" in g)
    stretch = _back(c.dateline, n, letter) if "long" in g and c.perfect else None
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
    size, letter = _unit(g["units"])
    n, value = _length(g["number"], size, letter)
    offset = _offset(g) or -1
    if offset == 1 and n is not None and (ahead := _back(c.dateline, -n, letter)):
        return Meaning(value, "DURATION", stretch=(ahead[1], ahead[0]))
    return Meaning(value, "DURATION", stretch=_back(c.dateline, n, letter) if offset == -1 else None)


def counted(g: Groups, c: Context) -> Meaning | None:
    """Three years ago (from the dateline); two days later, a year earlier (from the last date told)."""
    if "ya" in g or (g.get("number") in ("a", "one") and g.get("units") == "year" and c.told and "-Q" in c.told):
        if c.told and "-Q" in c.told and "after" not in g:
            return Meaning(f"{int(c.told[:4]) - 1}{c.told[4:]}", aside=True)
    number, name = g.get("number", "one"), g.get("units", "year")
    size, letter = _unit(name)
    n, length = _length(number, size, letter)
    if n is None:
        return Meaning("PAST_REF") if "ago" in g else Meaning(length, "DURATION")
    relative = c.told is None or (len(c.told) == 4 and c.told != c.year)  # "last year" is itself counted
    base = c.dateline if "ago" in g or relative else c.told
    whole = int(n) if "after" in g else -int(n)
    if n % 1 and letter == "Y":
        whole, letter = int(n * 12) * (1 if whole > 0 else -1), "M"
    if "after" in g and c.told is None:
        return Meaning(length, "DURATION")
    value = None if letter.startswith("T") else _base_shift(base, whole, letter)
    if value is None:
        return Meaning(length, "DURATION") if "ago" not in g else Meaning(_open(None, letter) if letter[0] != "T" else "XXXX")
    return Meaning(value, approximate="hedge" in g)


def weekday(g: Groups, c: Context) -> Meaning | None:
    """Friday: the last one up to the dateline, or the coming one where the words look ahead."""
    number = int(words()["weekdays"][g["weekday"]])
    part = words()["parts"].get(g.get("part", ""), "")
    base = day_of(c.dateline)
    back = _offset(g)
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
    value = (base + dt.timedelta(days=days)).isoformat()
    return Meaning(value + part, "TIME" if part else "DATE", mod=_mod(g))


def day(g: Groups, c: Context) -> Meaning | None:
    """Today, yesterday morning, the day before yesterday."""
    if "yesterday" in g or "tomorrow" in g:
        return Meaning(_open(shift(c.dateline, -2 if "yesterday" in g else 2, "D"), "D"))
    offset, own = words()["days"][g["relative"]]
    part = own or words()["parts"].get(g.get("part", ""), "")
    value = shift(c.dateline, offset, "D")
    if value is None and offset == 0 and c.dateline:
        value = c.dateline
    return Meaning(_open(value, "D") + part, "TIME" if part else "DATE", mod=_mod(g))


def part(g: Groups, c: Context) -> Meaning | None:
    """This morning; in the morning (of the day told last)."""
    day = _open(shift(c.dateline, 0, "D"), "D") if "this" in g else c.day
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
    size, letter = _unit(g.get("units") or g["unit"])
    return Meaning(_length(g.get("number", "one"), size, letter)[1], "SET")


def weekof(g: Groups, c: Context) -> Meaning | None:
    """The week of March 6."""
    found = date(g, c)
    value = shift(found.value, 0, "W") if found and "X" not in found.value else None
    return Meaning(_open(value, "W"))


def holiday(g: Groups, c: Context) -> Meaning | None:
    """Christmas and other days that keep their date."""
    rest = words()["holidays"][g["holiday"]]
    return Meaning(f"{g.get('year') or _nearest(rest, c)}-{rest}", absolute="year" in g)


READERS: dict[str, Callable[[Groups, Context], Meaning | None]] = {
    f.__name__: f
    for f in (
        date, days, years, iso, slashed, half, decade, century, season, quarter, unit, duration, stretch, counted, weekday, day,
        part, clock, reference, every, weekof, holiday,
    )
}

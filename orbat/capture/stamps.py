"""Dates of publication as pages and wires write them -> ISO prefixes.

Law: a date is taken only where it can be read one way; anything else is None. Relative words are left alone.
"""

import re
from datetime import date

from orbat.errors import DateError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
PIVOT = 69  # two-digit years, as POSIX strptime reads %y: 69-99 are 1969-1999, 00-68 are 2000-2068

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_FULL = (
    r"\d{4}-[01]\d-[0-3]\d\b(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
    rf"|{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]+(?:\d{{4}}|'?\d\d)(?!\d)"
    rf"|{_MONTH}\s+{_DAY},?\s+\d{{4}}(?!\d)"
    r"|[0-3]?\d[./][01]?\d[./]\d{4}(?!\d)"
)
_PART = rf"{_MONTH},?\s+(?:of\s+)?\d{{4}}(?!\d)|\d{{4}}-[01]\d(?![\d-])"
_YEARLESS = rf"{_MONTH}\s+{_DAY}\b|{_DAY}\s+{_MONTH}"

FULL = rf"(?:{_WEEKDAY}(?:{_FULL}))"
DATE = rf"(?:{_WEEKDAY}(?:{_FULL}|{_PART}))"
LOOSE = rf"(?:{_WEEKDAY}(?:{_FULL}|{_PART}|{_YEARLESS}))"

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_NAMED = re.compile(
    rf"(?:(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[\s-]+(?:of\s+)?)?(?P<month>{_MONTH})"
    r"(?:\s+(?P<after>[0-3]?\d)(?:st|nd|rd|th)?(?!\d))?(?:[\s,-]+(?:of\s+)?'?(?P<year>\d{4}|\d\d)(?!\d))?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"([0-3]?\d)[./]([01]?\d|[0-3]\d)[./](\d{4})")


def iso_prefix(value: str) -> str:
    """`value` if it is 2016, 2016-03 or 2016-03-20. Raises DateError."""
    if not _ISO.fullmatch(value) or not _real(value):
        raise DateError(f"{value!r} is no date; write it as 2016, 2016-03 or 2016-03-20")
    return value


def iso_day(value: str) -> str | None:
    """`value` if it is an ISO prefix."""
    return _real(value) if _ISO.fullmatch(value) else None


def stamp(words: str, near: str | None = None) -> str | None:
    """The ISO prefix that `words` give; a day without a year is the last one up to `near` (an ISO day).

    Days written 03/04/2016 are left as the year alone, for the two halves of the world read them differently.
    """
    if found := re.search(r"\d{4}-\d\d(?:-\d\d)?", words):
        return _real(found.group())
    if found := _NUMERIC.search(words):
        first, second, year = (int(g) for g in found.groups())
        if first > 12 or first == second:
            return _real(f"{year}-{second:02}-{first:02}")
        return str(year) if second <= 12 else None
    if not (found := _NAMED.search(words)):
        return None
    month = MONTHS.index(found["month"][:3].lower()) + 1
    day = found["day"] or found["after"]
    if not found["year"]:
        return _before(month, int(day), near) if day and near and len(near) == 10 else None
    year = int(found["year"])
    if year < 100:
        year += 1900 if year >= PIVOT else 2000
    return _real(f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}")


def _before(month: int, day: int, near: str) -> str | None:
    same = f"{near[:4]}-{month:02}-{day:02}"
    return _real(same if same <= near else f"{int(near[:4]) - 1}-{month:02}-{day:02}")


def _real(value: str) -> str | None:
    year, month, day = (int(p or 1) for p in _ISO.fullmatch(value).groups())  # type: ignore[union-attr]
    try:
        date(year, month, day)
    except ValueError:
        return None
    return value

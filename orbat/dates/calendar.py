"""Arithmetic on ISO 8601 date prefixes ("2016", "2016-03", "2016-03-20") and TIMEX3 dates.

Law: a date is never made more exact than it was: what a prefix cannot answer is None.
"""

import datetime as dt
import re

from orbat.errors import DateError

FORMS = "YYYY, YYYY-MM or YYYY-MM-DD"
SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}  # EDTF level 1
NARROW = {
    "OPENING": ("01", "01"),
    "MID": ("05", "08"),
    "CLOSE": ("12", "12"),
}


def check_date(text: str) -> str:
    """The date prefix itself (YYYY, YYYY-MM or YYYY-MM-DD, a real day). Raises DateError for all else."""
    plain = text.strip()
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", plain) or not is_real(plain):
        raise DateError(f"{text[:40]!r} is no date: write {FORMS}, such as 2016-03-20.")
    return plain


def is_real(iso: str) -> bool:
    """Whether a date prefix names a day, month or year of the calendar."""
    try:
        dt.date.fromisoformat(iso + "-01-01"[len(iso) - 4 :] if len(iso) < 10 else iso)
    except ValueError:
        return False
    return True


def day_of(iso: str | None) -> dt.date | None:
    """The day of a full date; None for a shorter prefix."""
    return dt.date.fromisoformat(iso) if iso and len(iso) == 10 else None


def week(day: dt.date) -> str:
    """The ISO week of a day: 2016-W12."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def shift(iso: str | None, n: int, unit: str) -> str | None:
    """The day, week, month, quarter or year (unit D, WE, W, M, Q, Y) that lies `n` units from a date prefix.

    The answer is as exact as the unit, or None where the prefix is too short for it or the calendar ends.
    """
    try:
        return _shift(iso, n, unit)
    except (OverflowError, ValueError):
        return None


def _shift(iso: str | None, n: int, unit: str) -> str | None:
    if iso is None:
        return None
    day = day_of(iso)
    if unit in ("D", "W", "WE"):
        if day is None:
            return None
        moved = day + dt.timedelta(days=n * (1 if unit == "D" else 7))
        return moved.isoformat() if unit == "D" else week(moved) + ("-WE" if unit == "WE" else "")
    if unit == "Y":
        year = int(iso[:4]) + n
        return f"{year:04d}" if 0 < year < 10000 else None
    if len(iso) < 7:
        return None
    months = int(iso[:4]) * 12 + int(iso[5:7]) - 1
    if unit == "Q":
        months, n = months - months % 3, 3 * n
    year, month = divmod(months + n, 12)
    if not 0 < year < 10000:
        return None
    return f"{year:04d}-Q{month // 3 + 1}" if unit == "Q" else f"{year:04d}-{month + 1:02d}"


def bounds(value: str) -> tuple[str, str] | None:
    """First and last ISO prefix of a TIMEX3 date, inclusive; None where it is open (X) or no date.

    A season is given as EDTF writes it ("2013-21"), since its days depend on the hemisphere.
    """
    date = value.split("T", maxsplit=1)[0]
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return (date, date) if is_real(date) else None
    if re.fullmatch(r"\d{2,3}X{0,2}", date) and len(date) in (2, 3, 4):
        stem = date.rstrip("X")
        return stem.ljust(4, "0"), stem.ljust(4, "9")
    year, _, rest = date.partition("-")
    if not re.fullmatch(r"\d{4}", year):
        return None
    if rest in SEASONS:
        return (f"{year}-{SEASONS[rest]}",) * 2
    if found := re.fullmatch(r"([QH])([1-4])", rest):
        months = 3 if found[1] == "Q" else 6
        last = int(found[2]) * months
        return f"{year}-{last - months + 1:02d}", f"{year}-{last:02d}"
    if found := re.fullmatch(r"W(\d\d)(-WE)?", rest):
        try:
            ends = [dt.date.fromisocalendar(int(year), int(found[1]), n) for n in (6 if found[2] else 1, 7)]
        except ValueError:  # the last week of the year 9999
            return None
        return ends[0].isoformat(), ends[1].isoformat()
    return None


def narrow(iso: str, mod: str) -> tuple[str, str]:
    """The part of a year that a modifier of words.toml means, roughly; anything shorter is left whole.

    The beginning of 2014 is January, mid-2014 May to August, the end of it December. How long early and late
    last nobody knows: they leave the year whole, and the period approximate.
    """
    months = NARROW.get(mod)
    return (f"{iso}-{months[0]}", f"{iso}-{months[1]}") if months and len(iso) == 4 else (iso, iso)

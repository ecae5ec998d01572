"""From a meaning and the words before it to a Period: since, until, as of, from one to the other.

Law: the preposition shapes the period and never the value; a period is given only where a year is known.
"""

import re
from functools import cache

from orbat.dates.calendar import bounds, narrow
from orbat.dates.lexicon import anyof, words
from orbat.dates.meaning import Meaning
from orbat.model import Period


class Range:
    """How two expressions side by side make one stretch."""

    @staticmethod
    def joins(plain: str, start: int, end: int, other: int) -> bool:
        """Whether the words [start, end) and those at `other` are the ends of a range.

        A dash joins by itself, "to" and "through" too; "and" only after "between".
        """
        gap = plain[end:other].strip(" ,").lower()
        if gap in ("to", "through", "till", "until", "-"):
            return True
        return gap == "and" and cue_before(plain, start, 0) == "from"


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({anyof(words()['prepositions'])})\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _openings() -> re.Pattern[str]:
    """ "since independence in", "began the advance on": up to eight words, no figure among them."""
    verbs = anyof(words()["openings"]["verbs"])
    return re.compile(
        rf"\bsince\s+(?:[\w'-]+\s+){{1,4}}(?:in|on)\s+(?:the\s+)?$"
        rf"|\b(?:{verbs})\s+(?:[A-Za-z'-]+,?\s+){{0,8}}(?:(?:in|on)\s+(?:the\s+)?|(?<=,\s))$",
        re.IGNORECASE,
    )


def cue_before(plain: str, at: int, start: int) -> str | None:
    """What the words right before `at` say: starts, from, ends, as_of, after, approximate, or None."""
    before = plain[max(start, at - 80) : at]
    if found := _cues().search(before):
        return str(words()["prepositions"][" ".join(found[1].lower().split())])
    return "starts" if _openings().search(before) else None


def goes_on(plain: str, end: int) -> bool:
    """Whether the words after a date leave it open: "2014-present", "2014 to date", "2014 onwards"."""
    return bool(_onward().match(plain, end))


@cache
def _onward() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s*(?:{anyof(words()['openings']['after'])})(?!\w)", re.IGNORECASE)


def period_of(
    meaning: Meaning, cue: str | None, ends: tuple[Meaning, Meaning] | None, dateline: str | None
) -> Period | None:
    """The Period of an expression, `ends` the two of the range it is part of; None where no date is known."""
    if ends:
        first, last = _stretch(ends[0]), _stretch(ends[1])
        if first and last and first[0] <= last[1]:
            return Period(first[0], last[1], approximate=_vague(ends[0]) or _vague(ends[1]))
    if meaning.value == "PRESENT_REF" and dateline:
        return Period(dateline, dateline, kind="as_of")
    found = _stretch(meaning)
    if found is None:
        return _unyeared(meaning, cue, ends)
    first_day, last_day, vague = *found, _vague(meaning) or cue == "approximate"
    if meaning.type == "DURATION" or (meaning.stretch and cue == "from"):
        return Period(first_day, last_day, approximate=vague)
    if cue in ("starts", "from"):
        return Period(first_day, None, starts=True, approximate=vague)
    if cue == "after":
        return Period(first_day, None, approximate=vague)
    if cue == "ends":
        return Period(None, last_day, ends=True, approximate=vague)
    return Period(first_day, last_day, approximate=vague, kind="as_of" if cue == "as_of" else "when")


def _unyeared(meaning: Meaning, cue: str | None, ends: tuple[Meaning, Meaning] | None) -> Period | None:
    """A day or month whose year neither the words nor the dateline tell."""
    values = [m.value.split("T", maxsplit=1)[0] for m in (ends or (meaning,))]
    if meaning.stretch:
        values = list(meaning.stretch)
    if not all(re.fullmatch(r"XXXX-\d\d(-\d\d)?", v) for v in values):
        return None
    said = "/".join(values)
    if len(values) == 1:
        said = {
            "starts": f"{said}/..",
            "from": f"{said}/..",
            "after": f"{said}/..",
            "ends": f"../{said}",
        }.get(cue or "", said)
    return Period(unyeared=said, kind="as_of" if cue == "as_of" else "when")


def _vague(meaning: Meaning) -> bool:
    return meaning.approximate or meaning.mod != ""


def _stretch(meaning: Meaning) -> tuple[str, str] | None:
    if meaning.stretch:
        return None if "X" in meaning.stretch[0] else meaning.stretch
    if meaning.type in ("DURATION", "SET"):
        return None
    found = bounds(meaning.value)
    return narrow(found[0], meaning.mod) if found and found[0] == found[1] else found

"""Dates, figures and chains of voices in words for people.

Law: a phrase says no more than the value does: an open end stays open, a bound a bound, a doubt a doubt.
"""

import re
from collections.abc import Sequence

from orbat.model import Interest, Period, Quantity, Stance

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
BOUNDS = {"exact": "", "at_least": "at least ", "at_most": "up to ", "about": "about "}
DATED = {"when": "", "as_of": "as of ", "reported_on": "reported "}
PASSING: dict[Stance, str] = {
    "asserts": "relaying",
    "relays": "relaying",
    "hedges": "relaying with reserve",
    "doubts": "doubting",
    "denies": "denying",
    "corroborates": "corroborating",
}
SAYING: dict[Stance, str] = {
    "asserts": "",
    "relays": "",
    "hedges": " (hedged)",
    "doubts": " (doubts it)",
    "denies": " (denies it)",
    "corroborates": " (corroborates it)",
}


INTERESTS: dict[Interest, str] = {
    "own eyes": "own eyes",
    "itself": "about itself",
    "patron": "its patron",
    "foe": "its foe",
    "ally": "its ally",
    "unknown": "",
}


def day(iso: str) -> str:
    """An ISO prefix in words: 20 March 2016, March 2016, 2016. What is none is given back as it is."""
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", iso[:10]):
        return iso
    year, *rest = iso[:10].split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def when(period: Period | None) -> str:
    """20 March 2016; about December 2015; since October 2015; as of 21 March 2016. Empty for None."""
    if period is not None and period.unyeared:
        return f"{DATED[period.kind]}{period.edtf()} (year not told)"
    if period is None or not (period.first or period.last):
        return ""
    about = "about " if period.approximate else ""
    first, last = period.first, period.last
    if first and first == last:
        said = {(True, False): "since ", (False, True): "until "}.get((period.starts, period.ends), "")
        return f"{DATED[period.kind]}{said}{about}{day(first)}"
    if first and last:
        return f"{DATED[period.kind]}{about}{day(first)} to {day(last)}"
    return f"since {about}{day(first)}" if first else f"until {about}{day(last or '')}"


def figure(value: Quantity, by: str = "", one: bool = False) -> str:
    """At least 15 killed; 30,000 to 40,000 fighters; 246 killed in all; of `one` person: killed (murder)."""
    if value.low is not None and value.high is not None and value.low != value.high:
        number = f"{value.low:,} to {value.high:,}"
    else:
        known = next((n for n in (value.count, value.low, value.high) if n is not None), None)
        number = "" if known is None or (one and known == 1) else f"{known:,}"
    kind = (value.kind or "").replace("_", " ")
    words = [BOUNDS[value.bound] + number if number else "", value.unit or "", kind]
    said = " ".join(w for w in words if w) or "a number not given"
    return (
        said
        + (" in all" if value.cumulative else "")
        + (f" by {by}" if by else "")
        + (f" ({value.manner})" if value.manner else "")
    )


def chain(voices: Sequence[tuple[str, Stance]]) -> str:
    """Who says so, outermost first: "A. Writer, relaying The Brigade"; "A. Writer (hedged)"."""
    *outer, (inner, stance) = voices
    passed = "".join(f"{name}, {PASSING[how]} " for name, how in outer)
    return passed + inner + SAYING[stance]


def heard(voices: Sequence[tuple[str, Interest]]) -> str:
    """2 independent voices: The Brigade (about itself), A. Writer. Empty for one of whom nothing is known."""
    named = [f"{name} ({INTERESTS[how]})" if INTERESTS[how] else name for name, how in voices]
    if len(named) > 1:
        return f"{len(named)} independent voices: {', '.join(named)}"
    return f"one voice: {named[0]}" if named and INTERESTS[voices[0][1]] else ""


def dated(period: Period | None) -> str:
    """A date as it follows a verb: in March 2016; on 20 March 2016; since October 2015; from 2012 to 2014."""
    if period is None or period.unyeared or not (period.first or period.last):
        return ""
    about = "about " if period.approximate else ""
    first, last = period.first, period.last
    lead = {"when": "", "as_of": "as of ", "reported_on": "as reported "}[period.kind]
    if first and first == last:
        if period.starts or period.ends:
            return f"{'since' if period.starts else 'until'} {about}{day(first)}"
        at = "" if period.kind == "as_of" else "on " if len(first) == 10 else "in "
        return f"{lead}{at}{about}{day(first)}"
    if first and last:
        return f"{lead}from {about}{day(first)} to {day(last)}"
    return f"since {about}{day(first)}" if first else f"until {about}{day(last or '')}"


def listed(items: Sequence[str]) -> str:
    """One, two and three."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def article(words: str) -> str:
    """Words with "a" or "an" where they are one thing: a militia, an ally of Hezbollah, 10,000 fighters."""
    first = words.split(maxsplit=1)[0] if words.split() else ""
    head = re.split(r"\b(?:of|for|in|that|which|who|from|with|by|against|to)\b", words)[0].strip().casefold()
    many = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    if not first or many or not first[0].isalpha() or first.casefold() in DETERMINED or first[0].isupper():
        return words
    sounds = first.casefold()
    vowel = sounds[0] in "aeiou" and not sounds.startswith(("uni", "use", "eu", "one"))
    return f"{'an' if vowel else 'a'} {words}"


# What takes no article before it: words that have one, and those that stand alone after "described as".
DETERMINED = frozenset(
    [
        "a",
        "an",
        "the",
        "its",
        "his",
        "her",
        "their",
        "our",
        "one",
        "two",
        "three",
        "some",
        "many",
        "several",
        "no",
        "part",
        "loyal",
        "close",
        "active",
    ]
)

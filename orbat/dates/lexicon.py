"""The words of time, read from words.toml and patterns.toml, and the numbers that count them.

Law: what a word means stands in the data; this module only looks it up. Everything is loaded at first use.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

DIGITS = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,9}(?:\.\d+)?(?: ?1/2)?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of time expression: the reading function's name and the compiled form."""

    name: str
    read: str
    form: re.Pattern[str]


@cache
def words() -> dict[str, dict[str, Any]]:
    """The tables of words.toml by name."""
    return _load("words.toml")


def _load(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("orbat.dates").joinpath(name).read_text(encoding="utf-8"))


def anyof(options: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(options, key=len, reverse=True))


def _names(table: dict[str, int]) -> str:
    """Any of the names; the short ones may carry a full stop."""
    full = {max((w for w in table if table[w] == n), key=len) for n in table.values()}
    return rf"{anyof(full)}|(?:{anyof(table.keys() - full)})\.?"


@cache
def forms() -> dict[str, str]:
    """What `{name}` in a pattern stands for."""
    w = words()
    units = anyof(w["units"])
    cardinal = anyof(c for c in w["cardinals"] if c not in ("a", "an"))
    multiplier = anyof(w["multipliers"])
    vague = anyof(w["vague"]["words"])
    first = rf"{DIGITS}|an?|(?:{cardinal})(?:[ -](?:{cardinal}))?"
    counted = rf"half an?|(?:{first})(?:[ -](?:{multiplier})){{0,3}}(?: and a half)?"
    tens = anyof(c for c, n in w["cardinals"].items() if n >= 10)
    return {
        **{name[:-1]: anyof(w[name]) for name in ("seasons", "days", "parts", "modifiers")},
        **{name[:-1]: anyof(w[name]) for name in ("pointers", "anaphors", "ordinals", "references", "sets")},
        "month": _names(w["months"]),
        "weekday": _names(w["weekdays"]),
        "wordyear": (
            rf"(?:nineteen|twenty)[ -](?:{tens}|oh)(?:[ -](?:{cardinal}))?"
            rf"|two thousand(?: and)?(?: (?:{cardinal}))?"
        ),
        "pointed": anyof(w["pointers"]),
        "holiday": anyof(w["holidays"]),
        "relative": anyof(w["days"]),
        "yesterday": "yesterday",
        "tomorrow": "tomorrow",
        "unit": units,
        "units": rf"(?:{units})s?",
        "plural": r"(?:hours|days|weeks|months|years|decades|centuries)",
        "number": rf"(?:{vague}|(?:(?:{DIGITS}|{cardinal})(?: to | or |-))?(?:{counted}))",
        "hedge": rf"(?:(?:{anyof(w['hedges']['words'])}) )",
        "day": r"(?<!\d)(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)",
        "year": r"(?<![\d.,$£€/])(?<!\D\d{3}-)(?:1[5-9]|20)\d\d(?!\d|,\d|\.\d|%|/\d)",
        "yy": r"'?\d\d(?!\d|[.,:]\d|%)",
        "decade": rf"(?:1[5-9]|20)\d0'?s|'?[2-9]0'?s|mid-(?:19|20)\d0s|{anyof(w['decades'])}",
        "century": rf"\d\d?(?:st|nd|rd|th)|{anyof(w['centuries'])}",
    }


def _spaced(pattern: str) -> str:
    """The pattern with any white space for a space; only one where it looks behind, as `re` demands."""
    pattern = re.sub(r"\(\?<[=!][^()]*\)", lambda m: m[0].replace(" ", r"\s"), pattern)
    for written, meant in (("[ -]?", r"[\s-]*"), ("[ -]", r"[\s-]+"), (" ?", r"\s*"), (" ", r"\s+")):
        pattern = pattern.replace(written, meant)
    return pattern


@cache
def rules() -> tuple[Rule, ...]:
    """The forms of patterns.toml, compiled."""
    out = []
    for name, entry in _load("patterns.toml").items():
        filled = re.sub(r"\{(([a-z]+)\d*)\}", lambda m: f"(?P<{m[1]}>{forms()[m[2]]})", entry["match"])
        out.append(
            Rule(name, entry["read"], re.compile(rf"(?<![\w$£€])(?:{_spaced(filled)})(?!\w)", re.IGNORECASE))
        )
    return tuple(out)


def count(text: str) -> float | None:
    """The number that digits or words say; None for an open count such as "several".

    >>> count("twenty-five thousand"), count("2 1/2"), count("a few")
    (25000.0, 2.5, None)
    """
    plain = re.sub(r"\s+", " ", text.lower().replace(",", "")).strip()
    half = 0.0
    for ending in (" 1/2", " and a half"):
        if plain.endswith(ending):
            plain, half = plain.removesuffix(ending), 0.5
    if plain == "half a":
        return 0.5
    total, part = 0.0, 0.0
    for word in re.split(r"[ -]", plain):
        if word == "and":
            continue
        if re.fullmatch(r"\d+(\.\d+)?", word):
            part += float(word)
        elif word in words()["cardinals"]:
            # "a hundred": the article is the one; "one" after it adds nothing.
            part += words()["cardinals"][word]
        elif word in words()["multipliers"]:
            factor = words()["multipliers"][word]
            part = max(part, 1) * factor
            if factor >= 1000:
                total, part = total + part, 0.0
        else:
            return None
    return total + part + half

"""Figures in a text: how many, how surely bounded. Dates, sums, shares, measures, ages and names are none.

Law: a figure is exact words of the text, and a count that the text leaves open stays open (`vague`).
The words of numbers.toml decide; times are those of orbat.dates, number words those of its lexicon.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orbat.dates import find_times
from orbat.dates.lexicon import anyof, count, words
from orbat.model import Bound

# 3 000, with any of four spaces
SPACED = r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3}){1,4}(?![ \u00a0\u2009\u202f]?\d)"
DIGITS = rf"{SPACED}|\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,3}}\.000|\d{{1,15}}(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Figure:
    """Characters [start, end) that say how many, bound words included.

    A range has `low` and `high` and no `count`; a vague figure ("dozens") has none of them and is at_least.
    """

    start: int
    end: int
    count: int | None = None
    low: int | None = None
    high: int | None = None
    bound: Bound = "exact"
    vague: bool = False


def find_figures(text: str, start: int = 0, end: int | None = None) -> list[Figure]:
    """The figures of text[start:end], in order."""
    end = len(text) if end is None else end
    times = [(t.start, t.end) for t in find_times(text, None, start, end)]
    found, at = [], start
    while m := _form().search(text, at, end):
        figure = _read(text, m, start)
        own = m.start("figure")
        if figure and not any(a < figure.end and own < b for a, b in times):
            found.append(figure)
        at = figure.end if figure else m.end("one") if m["one"] else m.end()
    return found


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("orbat.read").joinpath("numbers.toml").read_text(encoding="utf-8"))


@cache
def _form() -> re.Pattern[str]:
    """Bound words, a vague word or a number or two with what joins them, bound words."""
    table = _table()
    multiplier = anyof(words()["multipliers"])
    cardinal = anyof(c for c in words()["cardinals"] if c not in ("a", "an"))
    spelt = (
        rf"half\s+a\s+(?:{multiplier})|an?\s+(?:{multiplier})|(?:{cardinal})(?:\s+and\s+a\s+half)?"
        rf"(?:(?:[ -]|(?<=hundred)\s+and\s|(?<=thousand)\s+and\s)(?:{cardinal}|{multiplier})){{0,9}}"
    )
    number = rf"(?:(?:{DIGITS})(?:k(?!\w))?(?:\s+(?:{multiplier})){{0,3}}|{spelt})"
    joined = rf"(?P<one>{number})(?:(?P<join>\s*[-–]\s*|\s+(?:to|or|and)\s+)(?P<two>{number}))?"
    before = rf"(?:(?P<before>{anyof(table['before'])})\s+(?:the\s+)?)?(?P<from>(?:between|from)\s+)?"
    after = rf"(?:[\s-]?(?P<after>{anyof(table['after'])})(?!\w))?"
    figure = rf"(?P<figure>(?P<vague>{anyof(table['vague']['words'])})(?!\w)|{joined}){after}"
    return re.compile(rf"(?<![\w.,/:$£€#+°′″-]){before}{figure}(?![\w/]|[.,:]\d)", re.IGNORECASE)


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    table = _table()
    listed = {
        name: anyof(table[name]["words"])
        for name in ("measures", "money", "labels", "formations", "compounds", "changes")
    }
    return {
        "measure": re.compile(
            rf"[\s-]*(?:(?:{listed['measures']})(?!\w)|(?:\w[\w.]*\s+)?(?:{listed['money']})(?!\w)|[°′″%$£€])",
            re.IGNORECASE,
        ),
        "label": re.compile(
            rf"(?<!\w)(?:{listed['labels']})[\s-]+$|[$£€#]\s?$|(?:US|C|A)\$\s?$", re.IGNORECASE
        ),
        "formation": re.compile(
            rf"\s+(?:(?:[A-Z][a-z-]+|\d+(?:st|nd|rd|th))\s+){{0,4}}(?:{listed['formations']})(?!\w)"
        ),
        "capitals": re.compile(r"\s+(?:BRIGADE|DIVISION|BATTALION|REGIMENT|CORPS|SQUADRON)(?!\w)"),
        "compound": re.compile(rf"-(?!(?:{listed['compounds']})\b)\w", re.IGNORECASE),
        "change": re.compile(rf"\b(?:{listed['changes']})\b[^.;]{{0,30}}$", re.IGNORECASE),
        "age": re.compile(r"[A-Z][\w'’-]+, $"),
        "oneafter": re.compile(rf"\s+(?:{anyof(table['one']['after'])})(?!\w)|[^\w\s]|\s*$", re.IGNORECASE),
        "onebefore": re.compile(rf"(?<!\w)(?:{anyof(table['one']['before'])})\s+$", re.IGNORECASE),
    }


def _read(text: str, m: re.Match[str], start: int) -> Figure | None:
    """The figure of a match, or None where what stands beside it makes it something else."""
    own = m.start("figure")
    first, bound = (m.start("before") if m["before"] else own), _bound(m)
    if m["vague"]:
        if _guards()["measure"].match(re.sub(r"^\s+of\b", "", text[m.end() : m.end() + 60])):
            return None
        return Figure(first, m.end(), bound=bound, vague=True)
    before = text[max(start, own - 60) : own]
    pair = _range(m, before)
    end = m.end() if pair or m["two"] is None else m.end("one")
    if _is_other(text, m, before, text[end : end + 60]):
        return None
    if pair:
        return Figure(m.start("from") if m["from"] and not m["before"] else first, end, None, *pair, bound)
    number = _whole(m["one"])
    return None if number is None else Figure(first, end, number, bound=bound)


def _bound(m: re.Match[str]) -> Bound:
    bound: Bound = "at_least" if m["vague"] else "exact"
    for side in ("after", "before"):
        if m[side]:
            bound = _table()[side][" ".join(m[side].lower().split())]
    return bound


def _whole(number: str) -> int | None:
    """The whole number that digits or words say; None for a fraction such as 3.5.

    >>> _whole("3 000"), _whole("1.5 million"), _whole("12k"), _whole("half a dozen")
    (3000, 1500000, 12000, 6)
    """
    plain = " ".join(number.lower().split())
    plain = re.sub(r"(?<=\d)[, \u00a0\u2009\u202f](?=\d{3}(?!\d))|\.(?=000$)", "", plain)
    factor = 1.0
    for ending, times in (("k", 1000), ("half a ", 0.5)):
        if plain.endswith(ending) or plain.startswith(ending):
            plain, factor = plain.removesuffix(ending).removeprefix(ending), times
    value = count(plain)
    if re.fullmatch(r"\d+\.\d+", plain) and factor == 1:
        return None  # a measurement, whatever its unit
    return None if value is None or value * factor % 1 else int(value * factor)


def _range(m: re.Match[str], before: str) -> tuple[int, int] | None:
    """Low and high of "200 to 300", "between 10 and 15", "10-15,000"; None for two numbers on their own."""
    if m["two"] is None:
        return None
    join, opening = m["join"].strip().lower(), (m["from"] or "").strip().lower()
    low, high = _whole(m["one"]), _whole(m["two"])
    if low is None or high is None or (join == "and") != (opening == "between"):
        return None
    if opening == "from" and _guards()["change"].search(before):
        return None
    scale = next((s for s in (1_000_000, 1000, 100) if high % s == 0 and low < high // s), 1)
    scaled = (
        scale > 1
        and low < 1000
        and re.search(r",000|[a-z]", m["two"].lower())
        and not re.search(r"[,a-z]{4}", m["one"])
    )
    return (low * scale if scaled else low, high) if low < high else None


def _is_other(text: str, m: re.Match[str], before: str, after: str) -> bool:
    """Whether the number is a share, a sum, a measure, an age, a label, a list's number or part of a name."""
    g, number = _guards(), m["one"]
    if (
        g["measure"].match(after)
        or g["compound"].match(after)
        or g["formation"].match(after)
        or g["capitals"].match(after)
    ):
        return True
    if not m["before"] and g["label"].search(before):
        return True
    if number.lower() == "one":
        return bool(g["oneafter"].match(after) or g["onebefore"].search(before))
    if not number.isdigit():
        return False
    if m["two"] and re.fullmatch(r"\d{3}-\d{4}", f"{number}-{m['two']}"):
        return True  # a telephone number
    if number[0] == "0" or (before[-1:] in ("[", "(") and after[:1] in ("]", ")")):
        return True
    if after[:1] in (".", ")") and not before.rpartition("\n")[2].strip():
        return True  # the number of a list's item
    return len(number) == 2 and bool(g["age"].search(before)) and after[:1] in (",", ".", ";")

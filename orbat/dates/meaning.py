"""What a time expression is counted from, and what it comes to: the values that reading functions share.

Law: what neither the words nor the Context tell stays X.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from orbat.dates.lexicon import words

Type = Literal["DATE", "TIME", "DURATION", "SET"]
Lean = Literal["future", "past"]
Groups = Mapping[str, str]

OPEN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX"}


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    `told`: value of the last date before it; `year`: ISO prefix of the last that gave its year in figures;
    `lean`: where the words beside it look; `perfect`: "has been" and the like stand before it; `leads`: it
    opens its sentence; `day_first`: the section writes 20/3/2016.
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
        return next(
            (d for d in (self.told, self.dateline) if d and re.fullmatch(r"\d{4}(-\d\d){2}", d)), "XXXX-XX-XX"
        )


@dataclass(frozen=True, slots=True)
class Meaning:
    """TIMEX3 value and type; `mod` as in words.toml; `stretch`: first and last day where the value has none.

    `absolute`: the words give a year themselves; `aside`: a comparison, from which nothing is counted.
    """

    value: str
    type: Type = "DATE"
    mod: str = ""
    stretch: tuple[str, str] | None = None
    approximate: bool = False
    absolute: bool = False
    aside: bool = False


def number(text: str) -> int:
    """The digits of "5th"."""
    return int(re.sub(r"\D", "", text))


def mod_of(g: Groups) -> str:
    """Which part of its stretch the words mean: START, MID and so on of words.toml."""
    return str(words()["modifiers"].get(g.get("modifier", ""), ""))


def offset_of(g: Groups, key: str = "pointer") -> int | None:
    """-1 of "last", 1 of "next"; None where no word points."""
    found = words()["pointers"].get(g.get(key, ""))
    return None if found is None else int(found)


def unit_of(text: str) -> tuple[int, str]:
    """How many of which TIMEX3 unit: (10, "Y") of "decades"."""
    table = words()["units"]
    size, unit = table[text if text in table else text.removesuffix("s")]
    return size, unit


def or_open(value: str | None, letter: str) -> str:
    """The value, or TIMEX3's open one of that unit; hours and minutes leave the day open."""
    return value or OPEN.get(letter, OPEN["D"])

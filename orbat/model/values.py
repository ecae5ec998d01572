"""What nouns are made of, spans of text, times, figures and words, and how a noun is named.

Law: an id is made of content alone, by `identify`; `to_json` is the one way out.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Bound = Literal["exact", "at_least", "at_most", "about"]
Dated = Literal["when", "as_of", "reported_on"]
_DIGITS = 20  # hex digits of an id: 80 bits, no collision to be expected below 10^11 rows


@dataclass(frozen=True, slots=True)
class Span:
    """Characters [start, end) of the Text whose id is `text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """When something holds. `first` and `last` are ISO prefixes (2016, 2016-03, 2016-03-20), inclusive.

    `starts`: a beginning at `first`, open at the end unless `last` says otherwise; `ends`: an end at `last`.
    `kind`: the time of the thing itself, the date a figure stands for, or the day somebody reported it.
    `unyeared`: EDTF with XXXX for the year, where the text gives a day or month alone.
    """

    first: str | None = None
    last: str | None = None
    starts: bool = False
    ends: bool = False
    approximate: bool = False
    kind: Dated = "when"
    unyeared: str | None = None

    def edtf(self) -> str:
        """EDTF level 1: 2016-03-20, 2016-04, 2015-12~, 2015-10/.., ../2014, 198X; level 2: XXXX-12-10."""
        tilde = "~" if self.approximate else ""
        if self.unyeared:
            return self.unyeared + tilde
        for open_digits in (2, 1):
            ends = ("0" * open_digits, "9" * open_digits)
            years = [(year or "")[4 - open_digits : 4] for year in (self.first, self.last)]
            stems = {(year or "")[: 4 - open_digits] for year in (self.first, self.last)}
            whole = len(self.first or "") == len(self.last or "") == 4
            if whole and len(stems) == 1 and tuple(years) == ends:
                return stems.pop() + "X" * open_digits + tilde
        if self.first and self.first == self.last:
            return self.first + tilde
        if self.first and self.last:
            return f"{self.first}{tilde}/{self.last}{tilde}"
        return f"{self.first}{tilde}/.." if self.first else f"../{self.last}{tilde}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure: how many, how surely bounded, of what. `by` is the mention of who did it."""

    count: int | None = None
    low: int | None = None
    high: int | None = None
    bound: Bound = "exact"
    unit: str | None = None
    kind: str | None = None  # killed, wounded, killed_or_wounded, captured, missing, displaced
    by: str | None = None
    cumulative: bool = False
    manner: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """An object that is words of the text and no entity: a description, an event, another name."""

    text: str


@dataclass(frozen=True, slots=True)
class Ref:
    """An object that is an entity, by the id of the mention that stands for it."""

    mention: str


Object = Ref | Words | Quantity | Period


def identify(prefix: str, content: object) -> str:
    """`prefix-` and the first hex digits of the SHA-256 of the content's canonical JSON."""
    plain = json.dumps(to_json(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{prefix}-{hashlib.sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:_DIGITS]}"


def to_json(value: object) -> Any:
    """Plain JSON values, fields at their default left out; `is` names the class of what stands in a union."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        plain: dict[str, Any] = (
            {"is": type(value).__name__} if type(value) in (Ref, Words, Quantity, Period) else {}
        )
        for f in dataclasses.fields(value):
            item = getattr(value, f.name)
            if item != f.default:
                plain[f.name] = to_json(item)
        return plain
    if isinstance(value, tuple | list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(k): to_json(v) for k, v in value.items()}
    return value

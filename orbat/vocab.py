"""The predicates of a claim, read from vocab.toml: labels, inverses, and what each view does with them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Range = Literal["entity", "name", "words", "date", "place", "figure", "event"]


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate; the fields are explained at the head of vocab.toml."""

    name: str
    label: str
    object: Range
    section: str
    inverse: str | None = None
    inverse_section: str | None = None
    symmetric: bool = False
    functional: bool = False
    clash: str = ""


@cache
def predicates() -> dict[str, Predicate]:
    """Every predicate by name, in the order of the file."""
    tables = tomllib.loads(files("orbat").joinpath("vocab.toml").read_text(encoding="utf-8"))
    return {name: Predicate(name, **table) for name, table in tables.items()}

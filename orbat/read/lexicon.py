"""The words of the field, read once from data/lexicon.toml. Every list is a set of lower-case words."""

import tomllib
from functools import cache
from importlib.resources import files

from orbat import places


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("orbat.read").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))


@cache
def words(table: str, key: str) -> frozenset[str]:
    """One list of lexicon.toml."""
    return frozenset(_tables()[table][key].split())


@cache
def capitalised() -> frozenset[str]:
    """Lower-cased words that English always capitalises: months, countries, their people, areas."""
    return words("names", "never") - {"may", "march", "no", "am", "est"} | frozenset(places.capitalised_words())

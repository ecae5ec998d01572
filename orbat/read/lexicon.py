"""The words of the field, read once from data/lexicon.toml. Every list is a set of lower-case words."""

import tomllib
from functools import cache
from importlib.resources import files

from orbat import places
from orbat.places.fold import fold


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("orbat.read").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))


@cache
def words(table: str, key: str) -> frozenset[str]:
    """One list of lexicon.toml."""
    return frozenset(_tables()[table][key].split())


@cache
def phrases(table: str, key: str) -> tuple[str, ...]:
    """One list of lexicon.toml whose entries are lines of several words, the longest first."""
    lines = (line.strip() for line in _tables()[table][key].splitlines())
    return tuple(sorted(filter(None, lines), key=len, reverse=True))


@cache
def capitalised() -> frozenset[str]:
    """Lower-cased words that English always capitalises: months, countries, their people."""
    countries = {w for name in places.country_names().values() for w in name.lower().split()}
    people = {w for d in places.demonyms() for w in d.lower().split()}
    return words("names", "never") - {"may", "march", "no", "am", "est"} | (people | countries) - {
        "and",
        "of",
        "the",
        "man",
        "new",
    }


@cache
def country_of(name: str) -> str | None:
    """The usual name of the country that a name, other name or code stands for; None for anything else."""
    if len(name) < 3 and not name.isupper():
        return None
    code = places.country_codes().get(fold(name))
    return places.country_names().get(code) if code else None


@cache
def demonym_of(name: str) -> str | None:
    """The country or region of an adjective or people: Syrian, Chechens."""
    found = places.demonyms()
    return found.get(name) or found.get(name.title()) or found.get(name.title().removesuffix("s"))

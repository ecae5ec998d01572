"""Spellings of a place name brought together: folded, without its kind words, and as a skeleton.

Law: pure functions; the same words always give the same key, in the index and in a question.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.fuzz import ratio

from orbat.model import Precision

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "ħ": "h",
}
_DROPPED = ".'’‘ʼʿʾʻ`´ʹʺ\u200c\u200d\u0640"
_SPACED = '-‐‑–—/_,;()[]"'
_TABLE = str.maketrans(_LETTERS | dict.fromkeys(_DROPPED, "") | dict.fromkeys(_SPACED, " ") | {"&": " and "})
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
# The Arabic article, whole and with its sun-letter forms, and its common Persian and Turkish spellings.
_ARTICLES = frozenset("al el ad ed ar er as es ash esh at et az ez an en ul ol".split())
_DIPHTHONGS = (
    ("ay", "e"),
    ("ai", "e"),
    ("ei", "e"),
    ("ey", "e"),
    ("aw", "o"),
    ("au", "o"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
)
ALIKE = 80  # of 100, rapidfuzz's ratio of two sounds: nubl and nubol have 89, nubl and nabil 67
MAX_NAME = 120  # characters; the longest name in GeoNames' cities has 98


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of words.toml, folded."""

    kinds: dict[str, Precision]
    parts: frozenset[str]
    not_places: frozenset[str]
    never: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plain:
    """A name without the words that say what it is: "northern Idlib province" is idlib, area, part."""

    name: str
    kind: Precision | None
    part: bool


@cache
def words() -> Words:
    """The word lists of words.toml."""
    lists = tomllib.loads(files("orbat.places").joinpath("words.toml").read_text(encoding="utf-8"))
    kinds: dict[str, Precision] = {w: kind for kind, ws in lists["kinds"].items() for w in ws}
    not_places = frozenset(lists["not_places"]["words"]) | frozenset(lists["not_places"]["names"])
    never = frozenset(lists["never"]["words"])
    return Words(kinds, frozenset(lists["parts"]["words"]), not_places, never)


def fold(name: str) -> str:
    """Lower case, no marks, apostrophes or stops, single blanks; "the" in front dropped, Saint is St."""
    if not name.isascii():
        apart = unicodedata.normalize("NFKD", name.casefold())
        name = "".join(c for c in apart if not unicodedata.combining(c))
    tokens = name.lower().translate(_TABLE).split()
    if len(tokens) > 1 and tokens[0] == "the":
        del tokens[0]
    return " ".join([_SHORT.get(t, t) for t in tokens])


def bare(folded: str) -> str:
    """Without Arabic articles, wherever they stand."""
    tokens = folded.split()
    return " ".join(t for t in tokens if t not in _ARTICLES) or folded if len(tokens) > 1 else folded


def skeleton(folded: str) -> str:
    """The consonants: nubl and nubbol are nbl; the same for two names is a hint, never a proof."""
    kept = re.sub(r"[aeiouwy]|h\b", "", bare(folded))
    return re.sub(r"([a-z])\1", r"\1", kept).replace("q", "k").strip()


def sound(folded: str) -> str:
    """Diphthongs, doubled letters and a closing h made one, to compare names of the same skeleton."""
    plain = bare(folded)
    for two, one in _DIPHTHONGS:
        plain = plain.replace(two, one)
    return re.sub(r"([a-z])\1", r"\1", re.sub(r"h\b", "", plain))


def alike(one: str, other: str) -> bool:
    """Whether two folded names sound the same or nearly so."""
    return ratio(sound(one), sound(other)) >= ALIKE


@lru_cache(maxsize=4096)
def plain(folded: str) -> Plain:
    """A folded name without kind words and parts at either end."""
    lists, tokens = words(), folded.split()
    kind: Precision | None = None
    part = False
    while len(tokens) > 1:
        if tokens[0] in lists.parts:
            part, tokens = True, tokens[1:]
        elif tokens[-1] in lists.kinds:
            kind, tokens = lists.kinds[tokens[-1]], tokens[:-1]
        elif tokens[0] in lists.kinds and (len(tokens) > 2 or tokens[0] != "port"):
            kind, tokens = lists.kinds[tokens[0]], tokens[1:]
            tokens = tokens[1:] if tokens[0] == "of" and len(tokens) > 1 else tokens
        elif tokens[0] == "the":
            tokens = tokens[1:]
        else:
            break
    return Plain(" ".join(tokens), kind, part)

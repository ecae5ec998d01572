"""A name's folded form, by which two spellings of one name are equal.

Law: folding is a function of the name alone, and a name that has letters never folds to nothing.
The word lists are names.toml.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

TITLED = 3  # common words in capitals that make a name together
ACRONYM = 6  # letters of the longest acronym: JNIM, AANES, HTS; longer words in capitals are headlines


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(files("orbat.names").joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def _article() -> re.Pattern[str]:
    hyphened = "|".join(_lists()["hyphened_articles"])
    return re.compile(rf"\b(?:{hyphened})-(?=\w)")


@cache
def word_set(name: str) -> frozenset[str]:
    """One list of names.toml as a set: articles, particles, common."""
    return frozenset(_lists()[name])


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """`name` without case, diacritics, marks for ayn and hamza, hyphens, articles and punctuation.

    "The Liwā’ al-Bāqir" and "liwa al baqir" both give "liwa baqir". Nothing is transliterated.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(
        _lists()["letters"].get(c, c) for c in plain if unicodedata.category(c) not in ("Mn", "Cf")
    )
    plain = re.sub(r"['’‘ʼʻʿʾ`´′ـ]", "", re.sub(r"[‐‑–—−]", "-", plain))
    words = re.findall(r"\w+", _article().sub("", plain).replace("_", " "))
    kept = [_lists()["spellings"].get(w, _unarticled(w)) for w in words if w not in word_set("articles")]
    return " ".join(kept or words) or plain.strip()


def _unarticled(word: str) -> str:
    """An Arabic word without its article, where enough of a word is left for it to have been one."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def words(name: str) -> tuple[str, ...]:
    """The words of the folded name."""
    return tuple(fold(name).split())


def is_acronym(name: str) -> bool:
    """One short word in capitals: LDF, YPG, PJAK, "H.T.S."."""
    bare = name.replace(".", "").strip()
    return bare.isalnum() and bare.upper() == bare and bare.lower() != bare and 2 <= len(bare) <= ACRONYM


def is_full(name: str, kind: str) -> bool:
    """Whether `name` tells one of its `kind` from all others: equal names in two texts then mean one thing.

    An acronym does not, nor words that are all common ("security forces"; but "Local Defence Forces", three
    of them in capitals, is a name), nor one name of a person
    ("Khalid", "Abu Ali").
    """
    telling = [w for w in words(name) if w not in word_set("particles")]
    titled = len(telling) >= TITLED and all(w[0].isupper() for w in name.split() if w.lower() in telling)
    if is_acronym(name) or (all(w in word_set("common") for w in telling) and not titled):
        return False
    return len(telling) > 1 if kind == "person" else True

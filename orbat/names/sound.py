"""How a word sounds, roughly: its consonants with three vowels, and its consonants alone.

Law: pure functions of the Latin form. Spellings of one name by different ears fall together, and no two words
are said to be one by these alone.
"""

import re
from functools import lru_cache

# Pairs of letters that stand for one sound in some romanisation: Khaled, Chaled; Jamal, Djamel; Shaykh,
# Cheikh. X is the sound of kh, C that of sh and ch, J that of dj and zh; vowels come down to a, i, u.
_PAIRS = {
    "sch": "C", "tsch": "C", "tch": "C", "shch": "C", "sh": "C", "ch": "C", "cz": "C", "sz": "C",
    "kh": "X", "gh": "G", "ph": "F", "th": "T", "dh": "D", "zh": "J", "dj": "J", "dzh": "J", "dsch": "J",
    "ck": "K", "qu": "K", "tz": "TS",
    "ou": "U", "oo": "U", "au": "U", "aw": "U", "ow": "U", "ew": "U",
    "ee": "I", "ai": "I", "ay": "I", "ei": "I", "ey": "I", "ie": "I",
}  # fmt: skip
_PAIR = re.compile("(?!^a[iy])(?:" + "|".join(sorted(_PAIRS, key=len, reverse=True)) + ")")  # Ayman, not Iman
_SOFT_C = re.compile(r"c(?=[eiy])")
_SINGLE = str.maketrans({"o": "u", "e": "i", "y": "i", "q": "k", "w": "v"})
_TWICE = re.compile(r"(.)\1+")
_LAST = re.compile(r"(?<=[aiu])h$|(?<=[aiu]n)i$")  # Hamzah; Salmane
_VOWELS = str.maketrans("", "", "aiu")
_LOWER = str.maketrans("XCGFTDJKUIS", "xcgftdjkuis")  # after the plain c has become k
# As far as Arabic script tells sounds apart: p is written b; v, w and y may be consonants or vowels; h may be
# the end of a word that is not said.
_COARSE = str.maketrans({"p": "b", "v": "", "x": "h"})
# Sounds that ears of some languages do not tell apart: Jang, Chang; Gaddafi, Qadhafi; Dongbang, Tongbang.
_VOICED = str.maketrans("gdbjz", "ktpcs")


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """Pairs of letters as one, vowels a, i, u, nothing doubled: khaled and chaled are not told apart."""
    plain = _PAIR.sub(lambda m: _PAIRS[m[0]], _TWICE.sub(r"\1", word))
    plain = _SOFT_C.sub("s", plain).replace("c", "k").translate(_LOWER)
    return _LAST.sub("", _TWICE.sub(r"\1", plain.translate(_SINGLE))) or word


@lru_cache(maxsize=1 << 17)
def skeleton(word: str) -> str:
    """The consonants of the sound; the sound where it has none."""
    heard = sound(word)
    return _TWICE.sub(r"\1", heard.translate(_VOWELS)) or heard


@lru_cache(maxsize=1 << 17)
def coarse(word: str) -> str:
    """The skeleton as far as Arabic script tells sounds apart; "" for a word of vowels."""
    return _TWICE.sub(r"\1", skeleton(word).translate(_COARSE)).translate(_VOWELS)


@lru_cache(maxsize=1 << 17)
def voiceless(heard: str) -> str:
    """A sound with g as k, d as t, b as p, j as ch."""
    return heard.translate(_VOICED)

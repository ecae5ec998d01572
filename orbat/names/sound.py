"""How a word sounds, roughly: its consonants as a skeleton, and its consonants with three vowels.

Law: pure functions of the Latin form; spellings of one name by different ears fall together, and no two words
are said to be one by these alone.
"""

import re
from functools import lru_cache

# Pairs of letters that stand for one sound in some romanisation: Khaled, Chaled; Jamal, Djamel.
# x: the sound of kh; c: of sh and ch; j: of dj, zh; vowels come down to a, i, u.
_PAIRS = {
    "sch": "c", "tsch": "c", "tch": "c", "shch": "c", "sh": "c", "ch": "c", "cz": "c", "sz": "c",
    "kh": "x", "gh": "g", "ph": "f", "th": "t", "dh": "d", "zh": "j", "dj": "j", "dzh": "j", "dsch": "j",
    "ck": "k", "qu": "k", "ks": "ks", "tz": "ts",
    "ou": "u", "oo": "u", "au": "u", "aw": "u", "ow": "u", "ew": "u",
    "ee": "i", "ai": "i", "ay": "i", "ei": "i", "ey": "i", "ie": "i", "ij": "i",
}  # fmt: skip
_PAIR = re.compile("|".join(sorted(_PAIRS, key=len, reverse=True)))
_SOFT_C = re.compile(r"c(?=[eiy])")
_SINGLE = str.maketrans({"o": "u", "e": "i", "y": "i", "q": "k", "w": "v"})
_TWICE = re.compile(r"(.)\1+")
_LAST_H = re.compile(r"(?<=[aiu])h$")
_HARD = re.compile(r"c(?!h)")
_VOWELS = str.maketrans("", "", "aiu")
# For Arabic script: p is b, v is w or f; w and y inside a word may be vowels; z, th, dh meet s, t, d.
_COARSE = str.maketrans({"p": "b", "v": "", "x": "h", "j": "j", "q": "k"})


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """Pairs of letters as one, vowels a, i, u, nothing doubled: mohammed, muhammad are muhamid, muhamad."""
    plain = _TWICE.sub(r"\1", word)
    plain = _PAIR.sub(lambda m: _PAIRS[m[0]].upper(), plain)
    plain = _SOFT_C.sub("s", plain).replace("c", "k").casefold()
    plain = _TWICE.sub(r"\1", plain.replace("x", "x").translate(_SINGLE))
    return _LAST_H.sub("", plain) or word


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The consonants of the sound, a vowel in front left out too; the sound where it has none."""
    heard = sound(word)
    return _TWICE.sub(r"\1", heard.translate(_VOWELS)) or heard


@lru_cache(maxsize=1 << 16)
def coarse(word: str) -> str:
    """The skeleton as far as Arabic script tells sounds apart; "" for a word of vowels."""
    found = skeleton(word)
    return _TWICE.sub(r"\1", found.translate(_COARSE))

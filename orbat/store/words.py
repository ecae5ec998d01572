"""Words as they are looked for: folded the same way when they are indexed and when they are asked for.

Law: an excerpt is an exact stretch of the kept text; folding is for finding only.
"""

import unicodedata
from functools import cache

_ALIKE = str.maketrans({"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": None})


def fold(text: str) -> str:
    """Small letters without marks. Arabic: no vowel signs or tatweel, one alef and yeh, heh for teh marbuta.

    The rules are those of Larkey, Ballesteros and Connell (2002), "Improving stemming for Arabic information
    retrieval", light normalisation.
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cs")).translate(_ALIKE)


_folded = cache(fold)  # of single characters: a text has few different ones


def query(words: str) -> str:
    """An FTS5 query for every word ("" for none); nothing asked is read as FTS5 syntax."""
    tokens = "".join(c if c.isalnum() else " " for c in fold(words)).split()
    return " ".join(f'"{token}"' for token in tokens)


def first_place(text: str, words: str) -> int:
    """Where in `text` the first of the words that it holds starts, folded; 0 when none is found."""
    places: list[int] = []  # the offset in `text` of each folded character
    folded: list[str] = []
    for offset, character in enumerate(text):
        for plain in _folded(character):
            folded.append(plain)
            places.append(offset)
    joined = "".join(folded)
    found = (joined.find(token.strip('"')) for token in query(words).split())
    return next((places[at] for at in found if at >= 0), 0)


def excerpt(text: str, words: str, before: int = 60, length: int = 200) -> tuple[int, int]:
    """Offsets of about `length` characters of `text` around the first word found, cut between words."""
    found = first_place(text, words)
    start = text.rfind(" ", 0, max(0, found - before)) + 1
    end = text.find(" ", min(len(text), start + length))
    return start, end if end >= 0 else len(text)

"""Names in any script as plain lower-case Latin letters.

Law: a function of the word alone; a word that has letters never comes out empty. Arabic and Hebrew words come
out without the vowels that they do not write, and say so (`bare`): nothing compares vowels nobody wrote.
"""

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from anyascii import anyascii

_MARKS = ("Mn", "Cf", "Lm", "Sk")  # vowel points, joiners, modifier letters such as the hamza ʾ


@cache
def _table() -> dict[int, str]:
    text = files("orbat.names").joinpath("letters.toml").read_text(encoding="utf-8")
    return {ord(c): latin for letters in tomllib.loads(text).values() for c, latin in letters.items()}


def is_bare(word: str) -> bool:
    """Whether a word is written without its short vowels: Arabic and Hebrew script."""
    return any("\u0590" <= c <= "\u08ff" or "\ufb1d" <= c <= "\ufefc" for c in word)


@lru_cache(maxsize=1 << 16)
def latin(word: str) -> str:
    """The word in lower-case ASCII letters and digits."""
    if word.isascii():
        return word.casefold()
    table = _table()
    composed = unicodedata.normalize("NFKC", word).casefold()
    written = "".join(c if ord(c) < 128 else table.get(ord(c)) or _plain(c, table) for c in composed)
    plain = "".join(c for c in written.casefold() if c.isalnum())
    return plain or anyascii(word).casefold().strip() or word


def _plain(character: str, table: dict[int, str]) -> str:
    """One letter outside the tables: its base letters, or else what anyascii writes for it."""
    apart = "".join(
        c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) not in _MARKS
    )
    if apart.isascii():
        return apart
    if any(ord(c) in table for c in apart):
        return "".join(table.get(ord(c)) or anyascii(c) for c in apart)
    return anyascii(character)

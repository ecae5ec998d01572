"""What single words of names mean: units, titles, kunyas, numbers, legal forms. The lists are the TOML files.

Law: a word is looked up by its spelling first, then by its sound; nothing here speaks of one group or person.
"""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from orbat.names.compounds import one_word
from orbat.names.script import is_bare, latin
from orbat.names.sound import coarse, sound

SOUND_LETTERS = (
    4  # letters that a word must have to be found by its sound alone: tip, hang and alay must be exact
)
LEGAL_LETTERS = 7  # the same of legal forms: Aktiengeselschaft
_ROMAN = re.compile(r"(?=.)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_NUMBER = re.compile(r"(\d{1,6})(?:st|nd|rd|th|er|eme|e|ya|y|i|o|a|go)?")


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(files("orbat.names").joinpath(name).read_text(encoding="utf-8"))


def bare_key(word: str) -> str:
    """A word of Arabic script without its article, in Latin letters."""
    plain = latin(word)
    return plain[2:] if plain.startswith("al") and len(plain) > 4 and word.startswith("ال") else plain


def _spellings(words: str) -> list[str]:
    return [bare_key(word) if is_bare(word) else latin(word) for word in words.split()]


@cache
def people(section: str) -> frozenset[str]:
    """One list of people.toml, in Latin letters: titles, patronymic, particles, articles, kunya, no_kunya."""
    return frozenset(_spellings(_load("people.toml")[section]))


@cache
def _titles() -> tuple[frozenset[str], frozenset[str]]:
    exact = people("titles")
    return exact, frozenset(sound(t) for t in exact if len(t) > SOUND_LETTERS)


@lru_cache(maxsize=1 << 16)
def is_title(word: str) -> bool:
    """Whether a word is a rank, an office or an honour, in any spelling that sounds like one of the list."""
    exact, heard = _titles()
    return word in exact or (len(word) > SOUND_LETTERS and sound(word) in heard)


class _Meanings:
    """Words to what they mean, by spelling, by sound, and by consonants for words without vowels."""

    def __init__(self, lines: dict[str, list[str]]) -> None:
        self.exact: dict[str, frozenset[str]] = {}
        self.heard: dict[str, frozenset[str]] = {}
        self.bones: dict[str, frozenset[str]] = {}
        for meaning, words in lines.items():
            for word in words:
                plain = bare_key(word) if is_bare(word) else latin(word)
                plain = one_word(plain, is_bare(word))
                self.exact[plain] = self.exact.get(plain, frozenset()) | {meaning}
                if not is_bare(word) and len(plain) >= SOUND_LETTERS:
                    heard = sound(plain)
                    self.heard[heard] = self.heard.get(heard, frozenset()) | {meaning}
                if len(bones := coarse(plain)) >= SOUND_LETTERS:
                    self.bones[bones] = self.bones.get(bones, frozenset()) | {meaning}

    def find(self, word: str, bare: bool) -> frozenset[str]:
        found = self.exact.get(word)
        if found is None and not bare and len(word) >= SOUND_LETTERS:
            found = self.heard.get(sound(word))
            if found is None and word.startswith("kh"):  # as Cyrillic writes any h: Хасан
                found = self.heard.get(sound(word.replace("kh", "h")))
        elif found is None and bare:
            found = self.bones.get(coarse(word), frozenset())
            found = found if len(found) == 1 else None
        return found or frozenset()


@cache
def _given() -> _Meanings:
    return _Meanings({name: [name, *line.split()] for name, line in _load("people.toml")["given"].items()})


@lru_cache(maxsize=1 << 16)
def given(word: str, bare: bool = False) -> str:
    """The given name that many bear which this word spells; "" for any other word."""
    found = _given().find(word, bare)
    return min(found) if found else ""


@cache
def _groups() -> tuple[_Meanings, _Meanings]:
    """Words of groups' names, and of places'."""
    data = _load("units.toml")
    data.pop("sizes")
    lines = {p: {m: " ".join(ls.values()).split() for m, ls in part.items()} for p, part in data.items()}
    trade = {m: words.split() for m, words in _load("companies.toml")["trade"].items()}
    return _Meanings({**trade, **lines["unit"], **lines["word"], **lines["place"]}), _Meanings(lines["geo"])


@lru_cache(maxsize=1 << 16)
def meanings(word: str, bare: bool = False, of_place: bool = False) -> frozenset[str]:
    """What a word of a group's name means, in any of the languages listed: lashkar is an army and a division.

    Of a place's name: village, river, camp.
    """
    return _groups()[int(of_place)].find(word, bare)


@cache
def _listed(file: str, part: str) -> frozenset[str]:
    return frozenset(_load(file)[part])


def role(meant: frozenset[str]) -> Literal["place", "trade", "common"]:
    """What a word with these meanings does in a group's name."""
    if meant <= _listed("units.toml", "place"):
        return "place"
    return "trade" if meant <= _listed("companies.toml", "trade") else "common"


def is_size(meaning: str) -> bool:
    """Whether a meaning is a unit of a size: a brigade is not a battalion."""
    return meaning in _listed("units.toml", "sizes")


@cache
def _numbers() -> dict[str, str]:
    return {w: number for number, words in _load("numbers.toml").items() for w in _spellings(words)}


@lru_cache(maxsize=1 << 16)
def number(word: str, roman: bool) -> str:
    """The number a word is: 5, 5th, fifth, khamis, and V where `roman`; "" for other words."""
    if found := _NUMBER.fullmatch(word):
        return found[1].lstrip("0") or "0"
    if roman and _ROMAN.fullmatch(word):
        values = [_ROMAN_VALUES[c] for c in word]
        return str(sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)))
    return _numbers().get(word, "")


@cache
def _legal() -> tuple[dict[str, str], frozenset[str]]:
    data = _load("companies.toml")
    filler = frozenset(_spellings(data.pop("filler")))
    data.pop("trade")
    return {w: form for form, words in data.items() for w in _spellings(words)}, filler


def legal_form(word: str) -> str:
    """The legal form that a word stands for: stock, limited, corporation, partnership; "" for other words."""
    found = _legal()[0].get(word, "")
    return found or (_legal_sounds().get(sound(word), "") if len(word) >= LEGAL_LETTERS else "")


@cache
def _legal_sounds() -> dict[str, str]:
    return {sound(w): form for w, form in _legal()[0].items() if len(w) >= LEGAL_LETTERS}


def filler() -> frozenset[str]:
    """Words that only join others: and, of, joint, stock."""
    return _legal()[1]


def is_filler(word: str) -> bool:
    """Whether a word only joins others."""
    return word in filler()

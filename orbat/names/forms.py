"""What a name is made of: its words in plain Latin letters, what each is, its numbers, acronyms and keys.

Law: a function of the name and its kind alone; a name that has letters has words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from orbat.names import lexicon
from orbat.names.compounds import core
from orbat.names.folding import ACRONYM, fold
from orbat.names.script import latin
from orbat.names.sound import coarse, skeleton, sound, voiceless
from orbat.names.tokens import Token, tokens

_EITHER = re.compile(
    r"[;/]|\b(?:dit|alias|a\.?k\.?a\.?)\b|\((?=[^)]*[^\x00-\u024f\u2000-\u20ff])|(?<=[^\x00-\u024f]) ?\("
)
_ONE_OF_TWO = re.compile(r"[;/(]|\b(?:dit|alias|aka)\b|a\.k\.a")
_IN_BRACKETS = re.compile(r"\(([^\W\d_]{2,8})\)")  # how a name says its acronym: (TGG), (JuA)
Kind = Literal["person", "group", "place", "other"]
Role = Literal["plain", "given", "nisba", "kunya", "common", "trade", "place", "number", "initial", "legal"]

# How much a word tells: two people who share a nisba or a kunya only are two, and every group is a movement.
WEIGHTS: dict[Role, float] = {
    "plain": 1.0, "given": 0.75, "nisba": 0.5, "kunya": 0.6, "common": 0.3, "trade": 0.5, "place": 0.7,
    "number": 0.6, "initial": 0.4, "legal": 0.03,
}  # fmt: skip
TELLING = 0.7  # the weight from which a word can tell a name from others


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of a name. `text`: in Latin letters, or what it means; `seen`: as written."""

    text: str
    seen: str
    role: Role
    weight: float
    bare: bool  # written without vowels
    sound: str
    skeleton: str
    coarse: str
    meanings: frozenset[str]
    whole: bool  # a syllable of Han or Hangul: another syllable is another name
    core: str  # without what many names begin or end with: samad of abdsamad

    @property
    def key(self) -> str:
        """What it means, or its consonants as any script would give them."""
        if self.meanings and self.role not in ("given", "kunya"):
            return self.text
        heard = voiceless(coarse(self.core))
        return "+" + heard if self.role == "kunya" else heard


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """A name taken apart. `keys`: two spellings of one name nearly always share one; for blocking."""

    name: str
    kind: Kind
    words: tuple[Word, ...]
    numbers: frozenset[str]
    acronym: str  # the name, where it is one: JNIM
    acronyms: frozenset[str]  # what its words would make
    joined: str

    @property
    def folded(self) -> str:
        """The plain form, by which two spellings are one."""
        return fold(self.name)

    @property
    def keys(self) -> frozenset[str]:
        """What each word means, or its consonants as any script would give them; and acronyms."""
        told = {w.key for w in self.words if w.role != "legal"}
        return frozenset(told | self.acronyms | {self.acronym}) - {""}


@lru_cache(maxsize=1 << 17)
def _word(text: str, seen: str, bare: bool, whole: bool, role: Role, meant: frozenset[str]) -> Word:
    text = min(meant) if meant else text
    bare = bare and not meant
    middle = core(text, bare)
    if meant:
        return Word(text, seen, role, WEIGHTS[role], bare, text, text, text, meant, whole, middle)
    parts = [p for p in text.partition(middle) if p]
    heard, bones, rough = ("".join(map(how, parts)) for how in (sound, skeleton, coarse))
    return Word(text, seen, role, WEIGHTS[role], bare, heard, bones, rough, meant, whole, middle)


_NOTHING: frozenset[str] = frozenset()


def _made(token: Token, role: Role, meant: frozenset[str] = _NOTHING) -> Word:
    return _word(token.text, token.seen, token.bare, token.whole, role, meant)


def _person_word(token: Token) -> Word:
    if token.kunya:
        child = lexicon.given(token.text, token.bare)
        return _made(token, "kunya", frozenset((child,)) if child else _NOTHING)
    if common := lexicon.given(token.text, token.bare):
        return _made(token, "given", frozenset((common,)))
    if len(token.text) == 1:
        return _made(token, "initial")
    if token.articled and token.text[-1] in "iy" and len(token.text) > 3:
        return _made(token, "nisba")
    return _made(token, "plain")


def _group_word(token: Token, kind: Kind, last: bool) -> Word:
    roman = token.seen.isupper() and (last or len(token.text) > 1)
    if found := lexicon.number(token.text, roman):
        return _made(token, "number", frozenset((found,)))
    if kind != "place" and (form := lexicon.legal_form(token.text)):
        return _made(token, "legal", frozenset((form,)))
    if meant := lexicon.meanings(token.text, token.bare, kind == "place"):
        return _made(token, lexicon.role(meant), meant)
    return _made(token, "plain")


def _words(found: list[Token], kind: Kind) -> list[Word]:
    """The words that are left of the tokens, without titles, or without words that only join others."""
    if kind == "person":
        return [_person_word(t) for t in found if not lexicon.is_title(t.text)] or list(
            map(_person_word, found)
        )
    idle = lexicon.filler()
    kept = [t for t in found if t.text not in idle] or found
    return [_group_word(t, kind, i == len(kept) - 1) for i, t in enumerate(kept)]


def _acronyms(found: Sequence[Token], words: Sequence[Word]) -> frozenset[str]:
    """What the first letters make: of all words, of those that tell, and of what they mean in English."""
    tellers = [w for w in words if w.role != "legal"]
    made = {
        "".join(t.text[:1] for t in found),
        "".join(t.text[:1] for t in found if not lexicon.is_filler(t.text)),
        "".join(w.text[:1] for w in tellers),
    }
    return frozenset(m for m in made if 2 < len(m) <= ACRONYM)


def _bracketed(name: str) -> tuple[frozenset[str], str]:
    """The acronyms that a name gives in brackets, and the name without them: (TGG), (JuA), not (Spain)."""
    made = {}
    for found in _IN_BRACKETS.finditer(name):
        letters, rest = latin(found[1]), iter(latin(name[: found.start()]))
        if all(c in rest for c in letters):  # in this order
            made[found[0]] = letters
    for said in made:
        name = name.replace(said, " ")
    return frozenset(made.values()), name


def _is_acronym(seen: str) -> bool:
    return seen.isupper() and seen.isascii() and seen.isalpha() and 2 <= len(seen) <= ACRONYM


@lru_cache(maxsize=1 << 16)
def forms(name: str, kind: Kind = "other") -> Forms:
    """The forms of `name`, that of a thing of that kind."""
    short, plain = _bracketed(name) if kind != "person" and "(" in name else (_NOTHING, name)
    found = tokens(plain, kind == "person")
    words = _words(found, kind)
    acronyms, acronym = _NOTHING, ""
    if kind != "person":
        telling = [w for w in words if w.role != "legal"]
        named = [w for w in telling if w.role != "place"]
        if len(named) == 1 and named[0].role == "plain" and _is_acronym(named[0].seen):
            acronym = named[0].text
        elif len(telling) > 2:
            rest = [t for t in found if not _is_acronym(t.seen)] or found
            acronyms = _acronyms(rest, [w for w in words if w.seen in {t.seen for t in rest}])
            words = [w for w in words if w.text not in acronyms] or words  # "Tariq Gidar Group (TGG)"
    return Forms(
        name=name,
        kind=kind,
        words=tuple(words),
        numbers=frozenset(w.text for w in words if w.role == "number"),
        acronym=acronym,
        acronyms=acronyms | short,
        joined="".join(t.text for t in found),
    )


def spellings(name: str) -> tuple[str, ...]:
    """The names that a line gives: "one; other", "one/other", "one alias other", "one (other script)"."""
    if not _ONE_OF_TWO.search(name):
        return (name,)
    found = (part.replace("original script:", "").strip(" ()") for part in _EITHER.split(name))
    return tuple(dict.fromkeys(part for part in found if len(part) > 1)) or (name,)

"""A name as words in plain Latin letters: articles off, parts that are one name put together.

Law: a function of the name alone; a name that has letters has tokens. "Abd al-Rahman", "Abdurrahman" and
"Abdul Rahman" are one word, and so are "Sayf al-Din" and "Saifuddin", "Habib-ur-Rehman" and "Habiburrahman".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from orbat.names.compounds import one_word, served
from orbat.names.lexicon import people
from orbat.names.script import is_bare, latin

MOST = 24  # words of a name; what comes after is no name but a text
_NO_MARKS = str.maketrans("", "", "'’‘ʼʻʿʾ`´′ـ\u200c\u200d\u200b\u200e\u200f")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z])")
_PIECE = re.compile(r"([^\W_]+)(-(?=\w))?")
_SYLLABLE = re.compile(r"([\u3400-\u9fff\uac00-\ud7af])")
_JOINS = frozenset(("ul", "ur", "us", "ud", "un", "uz", "ullah"))  # Habib-ur-Rehman is one name
_SUN = frozenset(("ad", "adh", "an", "ar", "as", "ash", "at", "ath", "az", "ed", "en", "er", "es", "esh", "et", "ez"))
_AFTER_GOD = frozenset(("allah", "lah", "ullah", "ollah", "allh", "llh"))
_FAITH = frozenset(("din", "deen", "dine", "dyn", "eddin", "eddine", "uddin"))
_MERCIFUL = frozenset(("rahman", "rehman", "rhmn", "haq", "haqq"))
_KUNYA = re.compile(r"ab[o]?u(?=[^aeiou]...)")
_GLUED = re.compile(r"b[ie]n[ae]l(?=...)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word. `seen`: as written; `bare`: in a script without vowels."""

    text: str
    seen: str
    bare: bool = False
    hyphen: bool = False
    whole: bool = False
    articled: bool = False
    joins: bool = False
    kunya: bool = False


def _plain(name: str) -> str:
    """The name with nothing but letters, digits, hyphens and spaces."""
    plain = name.translate(_NO_MARKS)
    if "." in plain:
        plain = _DOTTED.sub(lambda m: m[0].replace(".", "") + " ", plain)
    if plain.isascii():
        return _CAMEL.sub(" ", plain)
    plain = _SYLLABLE.sub(r" \1 ", unicodedata.normalize("NFKC", plain))
    return "".join(c if c == "-" or unicodedata.category(c)[0] in "LMN" else " " for c in plain)


def _pieces(name: str) -> Iterator[Token]:
    plain = _plain(name)
    if plain.isascii():
        for found in _PIECE.finditer(plain):
            yield Token(found[1].lower(), found[1], hyphen=found[2] is not None)
        return
    for chunk in plain.split():
        parts = [p for p in chunk.split("-") if p]
        for i, part in enumerate(parts):
            for word in _CAMEL.sub(" ", part).split():
                bare, whole = is_bare(word), _SYLLABLE.match(word) is not None
                yield Token(latin(word), word, bare, i < len(parts) - 1, whole)


def _unarticled(found: list[Token]) -> Iterator[Token]:
    """Articles off, and said of the word they stood before."""
    articled = joins = False
    for i, token in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        if after and token.text in people("articles") and (
            token.hyphen
            or token.text not in _SUN
            or (i > 0 and after.text.startswith(token.text[1:]))
        ):
            articled, joins = True, token.text in _JOINS and i > 0
            continue
        text = token.text
        if token.bare and token.seen.startswith("ال") and len(token.seen) > 4:
            text, articled = text[2:], True
        yield replace(token, text=text, articled=articled, joins=joins) if articled or text != token.text else token
        articled = joins = False


def _put_together(found: list[Token]) -> Iterator[Token]:
    """Words that are one name: abd with its next, -din and -allah with the one before, ur with both."""
    held: Token | None = None
    servant = False
    for token in found:
        text = token.text
        if held and (servant or token.joins or _belongs(token)):
            if servant:
                text = served(text.removeprefix("al" if token.bare or text in _AFTER_GOD else ""))
            elif text in _AFTER_GOD:
                text = "la" if token.bare else "lah"
            elif text in _FAITH:
                text = "dyn" if token.bare else "din"
            held = replace(held, text=held.text + text, seen=f"{held.seen} {token.seen}", hyphen=token.hyphen)
            servant = False
            continue
        if held:
            yield held
        text = one_word(text, token.bare)
        held = replace(token, text=text) if text != token.text else token
        servant = text == "bd" if token.bare else text in ("abd", "abdul", "abdel", "abdal", "abdol", "abdoul")
        if servant:
            held = replace(held, text="bd" if token.bare else "abd")
    if held:
        yield held


def _belongs(token: Token) -> bool:
    return token.text in _AFTER_GOD or (token.articled and (token.text in _FAITH or token.text in _MERCIFUL))


def _person_marks(found: list[Token]) -> Iterator[Token]:
    """Kunyas as one word, whose text is the child's name; "bin" and "van" off."""
    kunya: Token | None = None
    for i, token in enumerate(found):
        last = i == len(found) - 1
        if kunya:
            plain = token.text in people("no_kunya")
            text = kunya.text + token.text if plain else token.text
            token = replace(token, text=text, seen=f"{kunya.seen} {token.seen}", kunya=not plain, articled=False)
            kunya = None
        elif token.text in people("kunya") and not last:
            kunya = replace(token, text="bw" if token.bare else "abu" if token.text[0] == "a" else "umm")
            continue
        elif token.text in people("patronymic") and not last and (i > 0 or token.text != "ben"):
            continue
        elif token.text in people("particles") and len(found) > 2:
            continue
        elif (glued := _KUNYA.match(token.text)) and token.text[glued.end() :] not in people("no_kunya"):
            token = replace(token, text=token.text[glued.end() :], kunya=True)
        yield token


def tokens(name: str, person: bool) -> list[Token]:
    """The words of a name; of a person's without "bin" and with kunyas as one word."""
    pieces = list(_pieces(name))[:MOST]
    found = list(_put_together(list(_unarticled(pieces))))
    if person:
        found = [replace(t, text=_GLUED.sub("", t.text)) if _GLUED.match(t.text) else t for t in found]
        found = list(_person_marks(found)) or found
    return found

"""A name as words in plain Latin letters: articles off, parts that are one name put together.

Law: a function of the name alone; a name that has letters has tokens. "Abd al-Rahman", "Abdurrahman" and
"Abdul Rahman" are one word, and so are "Sayf al-Din" and "Saifuddin", "Habib-ur-Rehman" and "Habiburrahman".
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from orbat.names.compounds import one_word, served
from orbat.names.lexicon import people
from orbat.names.script import is_bare, latin

MOST = 24  # words of a name; what comes after is no name but a text
_NO_MARKS = str.maketrans("", "", "'’‘ʼʻʿʾ`´′ـ\u200c\u200d\u200b\u200e\u200f")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][A-Za-z])")
_PIECE = re.compile(r"([^\W_]+)(-(?=\w))?")
_SYLLABLE = re.compile(r"([\u3400-\u9fff\uac00-\ud7af])")
_JOINS = frozenset(("ul", "ur", "us", "ud", "un", "uz", "ullah"))  # Habib-ur-Rehman is one name
_SUN = frozenset(
    (
        "ur",
        "us",
        "ud",
        "un",
        "uz",
        "ad",
        "adh",
        "an",
        "ar",
        "as",
        "ash",
        "at",
        "ath",
        "az",
        "ed",
        "en",
        "er",
        "es",
        "esh",
        "et",
        "ez",
    )
)
_AFTER_GOD = frozenset(("allah", "lah", "ullah", "ollah", "allh", "llh"))
_FAITH = frozenset(("din", "deen", "dine", "dyn", "eddin", "eddine", "uddin"))
_MERCIFUL = frozenset(("rahman", "rehman", "rhmn", "haq", "haqq"))
_KUNYA = re.compile(r"ab[o]?u(?=[^aeiou]...)")
_SERVANT = frozenset(("abd", "abdul", "abdel", "abdal", "abdol", "abdoul"))
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


@lru_cache(maxsize=1 << 17)
def _token(word: str, hyphen: bool) -> Token:
    bare = is_bare(word)
    text = one_word(latin(word), bare)
    if bare and word.startswith("ال") and len(word) > 4:
        return Token(text[2:], word, bare, hyphen, articled=True)
    return Token(text, word, bare, hyphen, whole=_SYLLABLE.match(word) is not None)


def _pieces(name: str) -> list[Token]:
    plain = _plain(name)
    if plain.isascii():
        return [_token(word, hyphen == "-") for word, hyphen in _PIECE.findall(plain)]
    found = []
    for chunk in plain.split():
        parts = [p for p in chunk.split("-") if p]
        for i, part in enumerate(parts):
            found += [_token(word, i < len(parts) - 1) for word in _CAMEL.sub(" ", part).split()]
    return found


def _unarticled(found: list[Token], person: bool) -> list[Token]:
    """Articles off, and said of the word they stood before."""
    articles = people("articles")
    if not any(token.text in articles for token in found):
        return found
    kept: list[Token] = []
    article = ""
    for i, token in enumerate(found):
        text = token.text
        if text in articles and i + 1 < len(found):
            after = found[i + 1].text
            if token.hyphen or text not in _SUN or (i > 0 and after.startswith(text[1:])):
                article = text
                continue
        if article:
            token = replace(token, articled=True, joins=person and article in _JOINS and i > 1)
        kept.append(token)
        article = ""
    return kept


def _put_together(found: list[Token]) -> list[Token]:
    """Words that are one name: abd with its next, -din and -allah with the one before, ur with both."""
    kept: list[Token] = []
    servant = False
    for token in found:
        text = token.text
        if kept and (servant or token.joins or _belongs(token)):
            if servant:
                text = served(text.removeprefix("al" if token.bare or text in _AFTER_GOD else ""))
            elif text in _AFTER_GOD:
                text = "la" if token.bare else "lah"
            elif text in _FAITH:
                text = "dyn" if token.bare else "din"
            before = kept[-1]
            kept[-1] = replace(
                before, text=before.text + text, seen=f"{before.seen} {token.seen}", hyphen=token.hyphen
            )
            servant = False
            continue
        servant = text == "bd" if token.bare else text in _SERVANT
        kept.append(replace(token, text="bd" if token.bare else "abd") if servant else token)
    return kept


def _belongs(token: Token) -> bool:
    return token.text in _AFTER_GOD or (token.articled and (token.text in _FAITH or token.text in _MERCIFUL))


@cache
def _marks() -> frozenset[str]:
    return people("kunya") | people("patronymic") | people("particles")


def _person_marks(found: list[Token]) -> list[Token]:
    """Kunyas as one word, whose text is the child's name; "bin" and "van" off."""
    kept = []
    kunya: Token | None = None
    for i, token in enumerate(found):
        text = token.text
        if kunya:
            kept.append(_kunya(kunya, token))
            kunya = None
        elif text in _marks():
            if text in people("kunya") and i < len(found) - 1:
                kunya = token
            elif text in people("patronymic") and i < len(found) - 1 and (i > 0 or text != "ben"):
                pass
            elif text not in people("particles") or len(found) < 3:
                kept.append(token)
        elif (
            text[0] == "a" and (glued := _KUNYA.match(text)) and text[glued.end() :] not in people("no_kunya")
        ):
            kept.append(replace(token, text=text[glued.end() :], kunya=True))
        elif text[0] == "b" and (glued := _GLUED.match(text)):
            kept.append(replace(token, text=text[glued.end() :]))
        else:
            kept.append(token)
    return kept or found


def _kunya(mark: Token, child: Token) -> Token:
    seen = f"{mark.seen} {child.seen}"
    if child.text in people("no_kunya"):
        return replace(child, text=("bw" if mark.bare else "abu") + child.text, seen=seen, articled=False)
    return replace(child, seen=seen, kunya=True, articled=False)


def tokens(name: str, person: bool) -> list[Token]:
    """The words of a name; of a person's without "bin" and with kunyas as one word."""
    found = _put_together(_unarticled(_pieces(name)[:MOST], person))
    return _person_marks(found) if person else found

"""Upper-case wire text -> true case, letter for letter.

Law: the result has the length of the text. A word is lower-cased when English has it as a common word, is not
written far more often with a capital, and is no part of a group's name; it is kept an acronym when it has no
vowel or is introduced as one; and capitalised otherwise.
"""

import re
from functools import cache

from orbat.read import lexicon

LETTERS = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
ACRONYM = re.compile(r"[\[(]([A-Z]{2,6})[\])]|\b([A-Z]{2,6})(?=\s[\[(][A-Z])")
# ELN [ARMY OF NATIONAL LIBERATION]
MEANT = re.compile(r"\b[A-Z]{2,6}\s+[\[(]((?:[A-Z'-]+\s+){1,9}[A-Z'-]+)[\])]")
# What stands before the first word of a sentence: the end of one, an empty line, a dateline's "-- [TEXT]".
OPENS = re.compile(r"(?:^\s*|[.?!:]\s*|--\s*(?:\[\w+\]\s*)?|\n\s*\n\s*)[\s\"'(]*$")
SMALL = frozenset("of the for and in de la el los las del y".split())
MOSTLY = 0.8  # share of capitals among letters that marks wire text
OFTENER = 3.0  # from how many times oftener with a capital a word is taken for a name
ENDINGS = (
    ("men", "man"),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
)


def is_wire(body: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters = LETTERS.findall(body)
    return len(letters) > 40 and sum(c.isupper() for c in letters) > MOSTLY * len(letters)


@cache
def common_words() -> frozenset[str]:
    """English lemmas and irregular forms from spaCy's WordNet-based tables, and the closed classes."""
    from spacy.lang.en.stop_words import STOP_WORDS

    from orbat.read.language import pipeline

    tables = pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    words = {w for table in (index, irregular) for part in table.values() for w in part}
    return frozenset(STOP_WORDS | words) - lexicon.capitalised()


@cache
def _ranks() -> dict[int, int]:
    """Word forms by how often they are written: the order in which spaCy's vectors hold them."""
    from orbat.read.language import pipeline

    return {key: rank for rank, key in enumerate(pipeline().vocab.vectors.key2row, 1)}


def _oftener_named(word: str, times: float = OFTENER) -> bool:
    """Whether a lower-case word is written that much oftener with a capital: Cartagena, but not police."""
    from orbat.read.language import pipeline

    strings = pipeline().vocab.strings
    named, plain = _ranks().get(strings[word.title()]), _ranks().get(strings[word])
    return named is not None and (plain is None or plain > times * named)


@cache
def is_common(word: str) -> bool:
    """Whether English has the lower-case word, inflected or not, and mostly writes it so."""
    if word in common_words():
        return not _oftener_named(word)
    stems = [word[: -len(e)] + put for e, put in ENDINGS if word.endswith(e)]
    stems += [s[:-1] for s in stems if len(s) > 3 and s[-1] == s[-2]]
    return any(s in common_words() for s in stems if len(s) > 2)


def _cased(word: str, starts: bool) -> str:
    low = word.lower()
    stem = low.partition("'")[0]
    title = word[0] + low[1:]
    if stem in lexicon.capitalised() and _oftener_named(stem, 2.0):
        return title
    if is_common(stem):
        return title if starts else low
    return word if len(stem) <= 5 and not re.search(r"[aeiouy]", stem) else title


def _names(body: str) -> set[int]:
    """Where the words of names of groups begin: NATIONAL LIBERATION ARMY, ELN [ARMY OF LIBERATION]."""
    groups, made_of = lexicon.words("groups", "last"), lexicon.words("groups", "made_of")
    named: set[int] = set()
    for meant in MEANT.finditer(body):
        inside = list(WORD.finditer(body, *meant.span(1)))
        if any(w[0].lower() in groups for w in inside):
            named |= {w.start() for w in inside if w[0].lower() not in SMALL}
    before: list[re.Match[str]] = []
    for word in WORD.finditer(body):
        low = word[0].lower()
        if before and body[before[-1].end() : word.start()].strip(" \n-"):
            before = []
        if before and low in groups and any(_tells(w[0].lower()) for w in before):
            named |= {w.start() for w in (*before, word)}
        goes_on = low in made_of or not is_common(low.partition("'")[0])
        before = [*before, word] if goes_on else []
    return named


def _tells(word: str) -> bool:
    """Whether a word before "army" or "front" makes a name of it, as the name of a people alone does not."""
    return word.partition("'")[0] not in lexicon.capitalised()


def truecase(body: str) -> str:
    """The same text in true case; same length, same breaks."""
    units = lexicon.words("groups", "last")
    acronyms = {a or b for a, b in ACRONYM.findall(body) if a or b.lower() not in units}
    named = _names(body)

    def one(match: re.Match[str]) -> str:
        word = match.group()
        if match.start() in named and word not in acronyms:
            return word[0] + word[1:].lower()
        stem, mark, ending = word.partition("'")
        if stem in acronyms:
            return stem + mark + ending.lower()
        return _cased(word, bool(OPENS.search(body[max(0, match.start() - 12) : match.start()])))

    return WORD.sub(one, body)

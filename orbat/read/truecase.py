"""Upper-case wire text -> true case, letter for letter.

Law: the result has the length of the text. A word is lower-cased when English has it as a common word, kept
an acronym when it has no vowel or is introduced as one, and capitalised otherwise.
"""

import re
from functools import cache

from orbat.read import lexicon

LETTERS = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
ACRONYM = re.compile(r"[\[(]([A-Z]{2,6})[\])]|\b([A-Z]{2,6}) [\[(][A-Z]")
MOSTLY = 0.8  # share of capitals among letters that marks wire text
ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


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
def is_common(word: str) -> bool:
    """Whether English has the lower-case word, inflected or not."""
    if word in common_words():
        return True
    stems = [word[: -len(e)] + put for e, put in ENDINGS if word.endswith(e)]
    stems += [s[:-1] for s in stems if len(s) > 3 and s[-1] == s[-2]]
    return any(s in common_words() for s in stems if len(s) > 2)


def _cased(word: str, starts: bool) -> str:
    low = word.lower()
    stem = low.partition("'")[0]
    title = word[0] + low[1:]
    if stem in lexicon.capitalised():
        return title
    if is_common(stem):
        return title if starts else low
    return word if len(stem) <= 5 and not re.search(r"[aeiouy]", stem) else title


def truecase(body: str) -> str:
    """The same text in true case; same length, same breaks."""
    acronyms = {a or b for a, b in ACRONYM.findall(body)}

    def one(match: re.Match[str]) -> str:
        word = match.group()
        before = body[max(0, match.start() - 4) : match.start()].rstrip(' "(')
        return word if word in acronyms else _cased(word, not before or before[-1] in ".?!\n")

    return WORD.sub(one, body)

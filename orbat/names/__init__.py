"""Names: one group in six spellings, and never two groups in one.

Law: functions of the names alone. Nothing is learnt by heart, and every score says why in words.

    fold(name)                       the plain form, by which two spellings are one
    forms(name, kind)                what a name is made of: words, titles, numbers, acronyms, sounds
    compare(name1, name2, kind)      how far two names can mean one thing, and why
    NameIndex                        the nearest among a million names
"""

from orbat.names.folding import fold, is_acronym, is_full, word_set, words
from orbat.names.forms import Forms, Kind, forms
from orbat.names.match import Match, compare, compare_many
from orbat.names.search import Hit, NameIndex

__all__ = [
    "Forms",
    "Hit",
    "Kind",
    "Match",
    "NameIndex",
    "compare",
    "compare_many",
    "fold",
    "forms",
    "is_acronym",
    "is_full",
    "word_set",
    "words",
]

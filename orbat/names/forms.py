"""What a name is made of: its words in plain Latin letters, its titles, numbers and acronyms.

Law: a function of the name and its kind alone.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from orbat.names.folding import fold
from orbat.names.script import latin
from orbat.names.sound import skeleton

Kind = Literal["person", "group", "place", "other"]


@dataclass(frozen=True, slots=True)
class Forms:
    """A name taken apart. `keys`: two names of one thing nearly always share one; for blocking."""

    name: str
    kind: Kind
    folded: str
    words: tuple[str, ...]
    keys: frozenset[str]


@lru_cache(maxsize=1 << 16)
def forms(name: str, kind: Kind = "other") -> Forms:
    """The forms of `name`, that of a thing of that kind."""
    folded = fold(name)
    words = tuple(latin(w) for w in folded.split())
    return Forms(name, kind, folded, words, frozenset(skeleton(w) for w in words))

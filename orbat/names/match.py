"""How far two names can mean one thing, and why.

Law: symmetric; a score that decides is always explained; different numbers never match.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from orbat.names.forms import Kind, forms

THRESHOLD = 0.7


@dataclass(frozen=True, slots=True)
class Match:
    """`score` 0 to 1; `match`: whether that is enough to say that they are one; `why`: the reasons."""

    score: float
    match: bool
    why: tuple[str, ...]


def compare(name1: str, name2: str, kind: Kind = "other") -> Match:
    """Compare two names of things of one kind."""
    a, b = forms(name1, kind), forms(name2, kind)
    if a.folded == b.folded:
        return Match(1.0, True, ("the same name",))
    score = fuzz.token_sort_ratio(" ".join(a.words), " ".join(b.words)) / 100
    return Match(
        score, score >= THRESHOLD, ("spelt alike",) if score >= THRESHOLD else ("spelt differently",)
    )


def compare_many(pairs: Iterable[tuple[str, str, Kind]]) -> list[Match]:
    """Compare many pairs (name, name, kind)."""
    return [compare(*pair) for pair in pairs]

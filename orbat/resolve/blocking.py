"""Which pairs of names are worth comparing: those that share a key, and of a key that many share, two keys.

Law: the work grows with the number of names and not with its square, and the same names in any order give the
same pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from orbat.model import Kind
from orbat.names import fold, forms

BLOCK = 30  # names that share a key: more, and they are paired by two keys at once
KEYS = 8  # of a longer name the keys that fewest names have
WINDOW = 5  # neighbours in the order of spelling, where even two keys are shared by many


def likely_pairs(names: Iterable[str], kind: Kind) -> Iterator[tuple[str, str]]:
    """Pairs of different names of one kind, each once, in order."""
    as_kind = kind if kind in ("person", "group", "place") else "other"
    keys = {name: forms(name, as_kind).keys for name in sorted(set(names))}
    singles: dict[str, list[str]] = defaultdict(list)
    for name, its in keys.items():
        for key in its:
            singles[key].append(name)
    doubles: dict[tuple[str, str], list[str]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for name, its in keys.items():
        rarest = sorted(its, key=lambda k: (len(singles[k]), k))[:KEYS]
        common = sorted(k for k in rarest if len(singles[k]) > BLOCK)
        for two in combinations(common, 2):
            doubles[two].append(name)
        if len(its) == 1 and common:  # a name of one word, and it is in many
            doubles[(common[0], "")].append(name)
    for block in (*(b for b in singles.values() if len(b) <= BLOCK), *doubles.values()):
        seen.update(_within(block))
    yield from sorted(seen)


def _within(block: list[str]) -> Iterator[tuple[str, str]]:
    """All pairs of a block, or of a great one the neighbours by spelling."""
    if len(block) <= BLOCK:
        yield from combinations(block, 2)
        return
    spelled = sorted(block, key=lambda n: (fold(n), n))
    for i, name in enumerate(spelled):
        for other in spelled[i + 1 : i + 1 + WINDOW]:
            yield min(name, other), max(name, other)

"""The nearest names among many.

Law: the same names in any order give the same hits; a hit says why.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from orbat.names.folding import fold
from orbat.names.forms import Forms, Kind, forms, spellings
from orbat.names.match import compare

LOOK = 40  # names that are compared, those that share the rarest keys first
ROUGH = 0.35  # what a key one letter off counts for
MEANT = 0.3  # what counts how far the names can mean one
RARE = 0.3  # what counts that they share rare words
# What plain likeness counts for, titles and all, which ranks those who are alike otherwise.
SPELT: tuple[tuple[Callable[[str, str], float], float], ...] = (
    (fuzz.ratio, 0.15),
    (fuzz.token_set_ratio, 0.15),
    (fuzz.partial_ratio, 0.1),
)
LETTERS = 3  # of a key that may be one letter off


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: whose (`id`), which of its names, how near, and why."""

    id: str
    name: str
    score: float
    why: tuple[str, ...]


class NameIndex:
    """Names by what their words mean or how they sound. `build` once, then `search`."""

    def __init__(self, names: list[tuple[str, Kind, str]]) -> None:
        import numpy as np  # loaded only where names are searched

        rows = self._rows = [(i, k, n, each) for i, k, n in names for each in spellings(n)]
        self._kinds: tuple[Kind, ...] = tuple(sorted({kind for _, kind, _, _ in rows}))
        self._number: dict[str, int] = {}
        keys, holders = array("I"), array("I")
        for number, (_, kind, _, name) in enumerate(rows):
            for key in forms(name, kind).keys:
                keys.append(self._number.setdefault(key, len(self._number)))
                holders.append(number)
        by_key = np.frombuffer(keys, np.uint32) if keys else np.zeros(0, np.uint32)
        held = np.frombuffer(holders, np.uint32) if holders else np.zeros(0, np.uint32)
        self._holders = held[np.argsort(by_key, kind="stable")]
        counts = np.bincount(by_key, minlength=len(self._number))
        self._starts = np.concatenate(([0], np.cumsum(counts)))
        self._rare = np.log((len(rows) + 1) / np.maximum(counts, 1)).astype(np.float32)
        self._whole = np.bincount(held, self._rare[by_key], minlength=len(rows)).astype(np.float32)
        self._rough: dict[str, list[str]] = defaultdict(list)
        for key in self._number:
            for rough in _without_one(key):
                self._rough[rough].append(key)

    @classmethod
    def build(cls, names: Iterable[tuple[str, Kind, str]]) -> "NameIndex":
        """An index of (id, kind, name); an id may have many names."""
        return cls(sorted(set(names)))

    def search(self, name: str, kind: Kind | None = None, top: int = 5) -> list[Hit]:
        """The `top` ids whose names are nearest, each with its nearest name, best first."""
        kinds = (kind,) if kind else self._kinds
        asked = {k: [forms(each, k) for each in spellings(name)] for k in kinds}
        best: dict[str, Hit] = {}
        plain = fold(name)
        letters = frozenset(plain) - {" "}
        for number, shared in self._candidates(chain(*asked.values()), max(LOOK, 2 * top)):
            id_, its_kind, its_name, spelling = self._rows[number]
            if its_kind in asked:
                found = compare(name, spelling, its_kind)
                other = fold(spelling)
                spelt = sum(weight * alike(plain, other) for alike, weight in SPELT) / 100
                score = RARE * shared + MEANT * found.score
                # plain likeness tells nothing of two scripts, which have no letter in common
                score = score / (RARE + MEANT) if letters.isdisjoint(other) else score + spelt
                if score > (best[id_].score if id_ in best else 0.0):
                    best[id_] = Hit(id_, its_name, score, found.why)
        return sorted(best.values(), key=lambda h: (-h.score, h.id))[:top]

    def _candidates(self, asked: Iterable[Forms], most: int) -> Iterator[tuple[int, float]]:
        """Rows that share keys, the most alike first, each with how much of both is shared."""
        import numpy as np

        keys = frozenset().union(*(f.keys for f in asked))
        weights = self._weights(keys)
        if not weights:
            return
        held = [self._holders[self._starts[n] : self._starts[n + 1]] for n in weights]
        worth = np.repeat(
            np.fromiter((w for w in weights.values()), np.float32), [len(rows) for rows in held]
        )
        shared = np.bincount(np.concatenate(held), worth, minlength=len(self._rows))
        whole = sum(w for n, w in weights.items() if w >= self._rare[n])
        found = np.flatnonzero(shared)
        alike = 2 * shared[found] / (self._whole[found] + max(whole, 0.1))
        if len(found) > most:
            chosen = np.argpartition(-alike, most)[:most]
            found, alike = found[chosen], alike[chosen]
        order = np.lexsort((found, -alike))
        yield from zip(found[order].tolist(), alike[order].tolist(), strict=True)

    def _weights(self, keys: Iterable[str]) -> dict[int, float]:
        """The known keys that are these or one letter off, by number, each with how rare it is."""
        weights: dict[int, float] = {}
        for key in keys:
            if (number := self._number.get(key)) is not None:
                weights[number] = float(self._rare[number])
            kin = key[1:] if key.startswith("+") else f"+{key}"  # Abu Iman, Iman: to be looked at only
            if (number := self._number.get(kin)) is not None:
                weights[number] = max(weights.get(number, 0.0), ROUGH * float(self._rare[number]))
            for near in {other for rough in _without_one(key) for other in self._rough.get(rough, ())}:
                number = self._number[near]
                weights[number] = max(weights.get(number, 0.0), ROUGH * float(self._rare[number]))
        return weights


def _without_one(key: str) -> set[str]:
    """A key and what it is with one letter left out, where enough is left."""
    if len(key) <= LETTERS:
        return {key}
    return {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}

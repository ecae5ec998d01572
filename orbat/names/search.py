"""The nearest names among many.

Law: the same names in any order give the same hits; a hit says why.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import fuzz

from orbat.names.folding import fold
from orbat.names.forms import Forms, Kind, forms, spellings
from orbat.names.grams import Grams
from orbat.names.match import compare

LOOK = 40  # names that are compared, those that share the most rare keys and pieces of letters first
FEW = 0.2  # pieces in common that tell nothing where no word does: Jabal, Khalid
ROUGH = 0.35  # what a key one letter off counts for
# What counts for how much: sharing rare words, meaning one, rare pieces of letters, and plain likeness,
# titles and all, which ranks those who are alike otherwise.
RARE, MEANT, PIECES, SPELT = 0.25, 0.25, 0.3, 0.2
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
        self._grams = Grams([fold(name) for _, _, _, name in rows])
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
        for number, rare, pieces in self._candidates(plain, chain(*asked.values()), max(LOOK, 2 * top)):
            id_, its_kind, its_name, spelling = self._rows[number]
            if its_kind in asked:
                found = compare(name, spelling, its_kind)
                other = fold(spelling)
                score = RARE * rare + MEANT * found.score
                if letters.isdisjoint(other):  # letters tell nothing of two scripts
                    score /= RARE + MEANT
                else:
                    score += PIECES * pieces + SPELT * fuzz.ratio(plain, other) / 100
                if score > (best[id_].score if id_ in best else 0.0):
                    best[id_] = Hit(id_, its_name, score, found.why)
        return sorted(best.values(), key=lambda h: (-h.score, h.id))[:top]

    def _candidates(
        self, plain: str, asked: Iterable[Forms], most: int
    ) -> Iterator[tuple[int, float, float]]:
        """Rows that share keys or pieces, the most alike first, each with how much is shared of either."""
        import numpy as np

        pieces = self._grams.shared(plain)
        rare = np.zeros(len(self._rows))
        weights = self._weights(frozenset().union(*(f.keys for f in asked)))
        for number, weight in weights.items():
            rare[self._holders[self._starts[number] : self._starts[number + 1]]] += weight
        whole = sum(w for n, w in weights.items() if w >= self._rare[n])
        rare = 2 * rare / (self._whole + max(whole, 0.1))
        alike = rare + pieces
        found = np.flatnonzero((rare > 0) | (pieces > FEW))
        if len(found) > most:
            found = found[np.argpartition(-alike[found], most)[:most]]
        found = found[np.lexsort((found, -alike[found]))]
        yield from zip(found.tolist(), rare[found].tolist(), pieces[found].tolist(), strict=True)

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

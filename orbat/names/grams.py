"""How many rare pieces of three letters names have in common: near where letters are wrong or words glued.

Law: 1 for the same folded name, 0 where no piece is shared; the order of words matters little.
"""

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 3  # letters of a piece


class Grams:
    """Pieces of folded names, each weighed by how rare it is among them (cosine of TF-IDF vectors)."""

    def __init__(self, folded: Sequence[str]) -> None:
        import numpy as np

        self._many = len(folded)
        self._number: dict[str, int] = {}
        pieces, holders, times = array("I"), array("I"), array("B")
        for holder, name in enumerate(folded):
            for piece, count in _pieces(name).items():
                pieces.append(self._number.setdefault(piece, len(self._number)))
                holders.append(holder)
                times.append(min(count, 255))
        by_piece, held, counts = (
            np.frombuffer(part, type_) if part else np.zeros(0, type_)
            for part, type_ in ((pieces, np.uint32), (holders, np.uint32), (times, np.uint8))
        )
        spread = np.bincount(by_piece, minlength=len(self._number))
        self._rare = (np.log((self._many + 1) / (spread + 1)) + 1).astype(np.float32)
        worth = counts * self._rare[by_piece]
        lengths = np.sqrt(np.bincount(held, worth**2, minlength=self._many)).astype(np.float32)
        order = np.argsort(by_piece, kind="stable")
        self._holders = held[order]
        self._worth = worth[order] / lengths[self._holders]
        self._starts = np.concatenate(([0], np.cumsum(spread)))

    def shared(self, folded: str) -> "NDArray[np.float64]":
        """How near each name is to this one, 0 to 1, in the order that they were given in."""
        import numpy as np

        found = np.zeros(self._many)
        square = 0.0
        for piece, count in _pieces(folded).items():
            number = self._number.get(piece)
            rare = float(self._rare[number]) if number is not None else float(np.log(self._many + 1)) + 1
            square += (count * rare) ** 2
            if number is not None:
                part = slice(self._starts[number], self._starts[number + 1])
                found[self._holders[part]] += count * rare * self._worth[part]  # a name holds a piece once
        return found / (square**0.5 or 1)


def _pieces(folded: str) -> Counter[str]:
    """Each word's pieces, its ends marked by a space."""
    return Counter(
        word[i : i + SIZE]
        for each in folded.split()
        for word in (f" {each} ",)
        for i in range(len(word) - SIZE + 1)
    )

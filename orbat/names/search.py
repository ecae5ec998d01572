"""The nearest names among many.

Law: the same names in any order give the same hits; a hit says why.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from orbat.names.forms import Kind, forms
from orbat.names.match import compare


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: whose (`id`), which of its names, how near, and why."""

    id: str
    name: str
    score: float
    why: tuple[str, ...]


class NameIndex:
    """Names by their sounds. `build` once, then `search`."""

    def __init__(self, rows: list[tuple[str, Kind, str]]) -> None:
        self._rows = rows
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, (_, kind, name) in enumerate(rows):
            for key in forms(name, kind).keys:
                self._by_key[key].append(number)

    @classmethod
    def build(cls, names: Iterable[tuple[str, Kind, str]]) -> "NameIndex":
        """An index of (id, kind, name); an id may have many names."""
        return cls(sorted(set(names)))

    def search(self, name: str, kind: Kind | None = None, top: int = 5) -> list[Hit]:
        """The `top` ids whose names are nearest, each with its nearest name, best first."""
        numbers = {n for key in forms(name, kind or "other").keys for n in self._by_key.get(key, ())}
        best: dict[str, Hit] = {}
        for number in numbers:
            id_, its_kind, its_name = self._rows[number]
            if kind is None or its_kind == kind:
                found = compare(name, its_name, its_kind)
                if id_ not in best or best[id_].score < found.score:
                    best[id_] = Hit(id_, its_name, found.score, found.why)
        return sorted(best.values(), key=lambda h: (-h.score, h.id))[:top]

"""Finding an entity by a mention or by a name that somebody types."""

from collections import defaultdict
from collections.abc import Iterable

from orbat.model import Entity
from orbat.names import fold
from orbat.resolve.entities import as_mention

NEAR = 70  # rapidfuzz WRatio, 0 to 100: "Liwa Bakir" is 76 from "Liwa al-Baqir", strangers stay below 60


class Index:
    """Entities by id, by mention and by folded name."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = {e.id: e for e in sorted(entities, key=lambda e: e.id)}
        self._by_mention = {m: e for e in self.entities.values() for m in e.mentions}
        self._by_name: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.entities.values():
            for folded in {fold(name.text) for name in entity.names}:
                self._by_name[folded].append(entity)

    def of(self, mention: str) -> Entity:
        """The entity that a mention stands for. Raises KeyError for a mention of a time."""
        return self._by_mention[mention]

    def get(self, mention: str) -> Entity | None:
        """The entity that a mention stands for; None for a time."""
        return self._by_mention.get(mention)

    def named(self, name: str) -> list[Entity]:
        """The entities with this name or id, the most mentioned first.

        An id that an entity had before others joined it still finds it, as does a mention's.
        """
        known = self.entities.get(name) or self._by_mention.get(as_mention(name))
        if known:
            return [known]
        return sorted(self._by_name.get(fold(name), ()), key=lambda e: (-e.mentioned, e.id))

    def near(self, name: str, limit: int = 5) -> list[str]:
        """Headings of the entities whose names look most like `name`, best first."""
        found = near(name, self._by_name, limit * 3)
        return list(dict.fromkeys(self.named(folded)[0].heading for folded in found))[:limit]


def near(name: str, folded: Iterable[str], limit: int) -> list[str]:
    """Those of the `folded` names that look most like `name`, best first."""
    from rapidfuzz import fuzz, process  # loaded only on a miss

    known = list(folded)
    found = process.extract(fold(name), known, scorer=fuzz.WRatio, limit=limit, score_cutoff=NEAR)
    return [best for best, _, _ in found]

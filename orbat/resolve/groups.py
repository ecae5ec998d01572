"""Groups of mentions that are joined step by step, and what must not come together in one.

Law: what must stay apart does, whatever joins its neighbours; and where nothing tells which of two a mention
belongs to, it belongs to neither.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody that two different ones cannot both be.

    `listed`: (list, reference there), for a list that has two entries means two. `born`: years.
    `countries`: codes.
    """

    listed: frozenset[tuple[str, str]] = frozenset()
    born: frozenset[int] = frozenset()
    countries: frozenset[str] = frozenset()

    def __or__(self, other: "Facts") -> "Facts":
        return Facts(self.listed | other.listed, self.born | other.born, self.countries | other.countries)

    def conflict(self, other: "Facts") -> str | None:
        """Why the two cannot be one; None: nothing speaks against it, unless countries do (`abroad`)."""
        if self.listed and other.listed and self.listed.isdisjoint(other.listed):
            shared = {key for key, _ in self.listed} & {key for key, _ in other.listed}
            if shared:
                return f"two entries of the list {min(shared)}"
        if self.born and other.born and all(abs(a - b) > 1 for a in self.born for b in other.born):
            return f"born {min(self.born)} and {min(other.born)}"
        return None

    def abroad(self, other: "Facts") -> bool:
        """Whether both have countries and none in common."""
        return bool(self.countries and other.countries) and self.countries.isdisjoint(other.countries)


NOTHING = Facts()


@dataclass(slots=True)
class Groups:
    """Union-find over ids that honours what must stay apart. The least id stands for a group."""

    parent: dict[str, str]
    facts: dict[str, Facts] = field(default_factory=dict)  # by the id that stands for a group
    foes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, ids: Iterable[str], facts: Mapping[str, Facts]) -> "Groups":
        """Each id alone."""
        return cls({i: i for i in sorted(ids)}, dict(facts))

    def find(self, item: str) -> str:
        """The id that stands for the group of `item`."""
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def keep_apart(self, a: str, b: str) -> None:
        """From now on no join brings the two together."""
        a, b = self.find(a), self.find(b)
        self.foes[a].add(b)
        self.foes[b].add(a)

    def are_foes(self, a: str, b: str) -> bool:
        """Whether members of the two groups must stay apart."""
        a, b = self.find(a), self.find(b)
        few, other = sorted((a, b), key=lambda x: len(self.foes.get(x, ())))
        return any(self.find(foe) == other for foe in self.foes.get(few, ()))

    def fit(self, a: str, b: str) -> bool:
        """Whether what is known of two groups leaves room for their being one, in one country."""
        one, other = self.facts.get(self.find(a), NOTHING), self.facts.get(self.find(b), NOTHING)
        return not one.conflict(other) and not one.abroad(other)

    def join(self, a: str, b: str) -> bool:
        """Whether the two are now one; not, where members of theirs must stay apart."""
        a, b = sorted((self.find(a), self.find(b)))
        if a == b:
            return True
        if self.are_foes(a, b):
            return False
        self.parent[b] = a
        if b in self.facts:
            self.facts[a] = self.facts.get(a, NOTHING) | self.facts.pop(b)
        for foe in self.foes.pop(b, ()):
            self.foes[a].add(foe)
            self.foes[self.find(foe)].add(a)
        return True

    def join_all(self, members: Iterable[str]) -> None:
        """Join every member with the first earlier one that it may be joined with."""
        heads: list[str] = []
        for member in members:
            if not any(self.join(head, member) for head in heads):
                heads.append(member)

    def join_fitting(self, members: Iterable[str]) -> None:
        """Join the members that what is known of them lets be one, and none that could be either of two."""
        heads = sorted({self.find(m) for m in members})
        plain = [m for m in heads if m not in self.facts]
        telling = [m for m in heads if m in self.facts]
        self.join_all(plain)
        if not telling:
            return
        heads = sorted({self.find(m) for m in plain}) + telling
        for alike in _classes(heads, self.fit):
            self.join_all(alike)


def _classes(items: list[str], fit: Callable[[str, str], bool]) -> Iterator[list[str]]:
    """Items that fit the very same others: where all that fit one fit each other, that is all of them."""
    classes: dict[frozenset[str], list[str]] = defaultdict(list)
    for item in items:
        classes[frozenset(other for other in items if other == item or fit(item, other))].append(item)
    yield from classes.values()

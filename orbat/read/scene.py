"""What is on stage while one text is read: its mentions, which token each stands on, and which are one thing.

Law: a mention is found once; everything later asks the scene and never looks at letters again.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orbat.model import Form, Kind, Location
from orbat.read.nlp import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True, eq=False)
class Actor:
    """A mention under construction. `start`, `end`: text characters. `chain`: the thing it stands for."""

    passage: Passage
    start: int
    end: int
    name: str
    kind: Kind
    form: Form
    head: int  # token index in the passage's Doc
    sure: int = 5
    title: str = ""
    of: "Actor | None" = None  # whose brother, leader, media …
    plural: bool = False
    value: str | None = None
    location: Location | None = None
    chain: "Thing" = field(init=False)

    def __post_init__(self) -> None:
        self.chain = Thing([self])

    @property
    def token(self) -> "Token":
        """The head token."""
        return self.passage.doc[self.head]


@dataclass(slots=True, eq=False)
class Thing:
    """What several mentions of one text stand for; `extra` are names that no mention carries."""

    actors: list[Actor]
    extra: list[str] = field(default_factory=list)
    _main: tuple[int, Actor] | None = None

    @property
    def main(self) -> Actor:
        """The fullest name: named before described, long before short, early before late."""
        if self._main is None or self._main[0] != len(self.actors):
            self._main = (len(self.actors), min(self.actors, key=_fullness))
        return self._main[1]

    @property
    def kind(self) -> Kind:
        """The kind of the fullest mention."""
        return self.main.kind

    def names(self) -> list[str]:
        """Every distinct name, fullest first; pronouns never."""
        found = [a.name for a in sorted(self.actors, key=_fullness) if a.form != "pronoun"]
        return list(dict.fromkeys([*found, *self.extra]))

    def join(self, other: "Thing") -> None:
        """Take over the mentions of another thing."""
        if other is self:
            return
        self.extra.extend(other.extra)
        self.actors.extend(other.actors)
        for actor in other.actors:
            actor.chain = self


def _fullness(actor: Actor) -> tuple[int, int, int, int]:
    form = ("named", "described", "pronoun").index(actor.form)
    short = actor.name.isupper() and len(actor.name) <= 7 and not actor.passage.wire
    return form, short, -len(actor.name.split()), actor.start


@dataclass(slots=True)
class Scene:
    """The passages of a text and the actors in them, looked up by token."""

    passages: list[Passage]
    actors: list[Actor] = field(default_factory=list)
    _at: dict[tuple[int, int], Actor] = field(default_factory=dict)

    def add(self, actor: Actor, first: int, last: int) -> None:
        """Put an actor on stage, standing on tokens first..last of its passage."""
        self.actors.append(actor)
        self.stand(actor, first, last)

    def stand(self, actor: Actor, first: int, last: int) -> None:
        """Let an actor already on stage stand on more tokens, where nobody stands yet."""
        for i in range(first, last + 1):
            self._at.setdefault((actor.passage.index, i), actor)

    def drop(self, actor: Actor) -> None:
        """Take an actor off the stage that nothing speaks of yet."""
        self.actors.remove(actor)
        self._at = {at: a for at, a in self._at.items() if a is not actor}

    def of(self, passage: Passage, token: "Token") -> Actor | None:
        """The actor whose words hold this token."""
        return self._at.get((passage.index, token.i))

    def free(self, passage: Passage, first: int, last: int) -> bool:
        """Whether nobody stands on the tokens yet."""
        return all((passage.index, i) not in self._at for i in range(first, last + 1))

    def inside(self, passage: Passage) -> list[Actor]:
        """The actors of a passage, in order, each once."""
        return self.within(passage, 0, len(passage.doc) - 1)

    def within(self, passage: Passage, first: int, last: int) -> list[Actor]:
        """The actors on tokens first..last, in order, each once."""
        found = (self._at.get((passage.index, i)) for i in range(first, last + 1))
        return list(dict.fromkeys(a for a in found if a))

    def of_named(self, passage: Passage, token: "Token") -> bool:
        """Whether a token is part of a name."""
        found = self._at.get((passage.index, token.i))
        return found is not None and found.form == "named"

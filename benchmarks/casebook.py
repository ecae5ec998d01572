"""A casebook of invented reports, as large as asked: python -m benchmarks.casebook FILE CLAIMS.

Law: the same size gives the same casebook, byte for byte, whoever makes it. Claims are spread as in real
work: a few groups are named all the time, most once in a while; some leaders and figures contradict each
other.
"""

import hashlib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orbat.model import (
    Claim,
    Document,
    Mention,
    Object,
    Period,
    Qualifiers,
    Quantity,
    Reading,
    Ref,
    Run,
    Span,
    Text,
    Voice,
    Words,
)
from orbat.store import Casebook

SHARE = 20  # claims for each entity
REPORT = 20  # claims in each report
ARMY = 500  # units of the one tree that is measured
STEMS = (
    "Alba", "Brena", "Corva", "Dusk", "Elm", "Fern", "Gale", "Hill", "Iron", "Jade", "Kite", "Lark", "Moss",
    "Nord", "Oak", "Pine", "Quill", "River", "Stone", "Thorn",
)  # fmt: skip
SORTS = (
    "Brigade", "Battalion", "Column", "Company", "Corps", "Front", "Guard", "Legion", "Regiment", "Squadron",
)  # fmt: skip
PLAN = (  # predicate, how many of a hundred claims
    ("part_of", 14), ("led_by", 12), ("described_as", 8), ("opposed_to", 8), ("allied_with", 7),
    ("operates_in", 10), ("based_in", 4), ("casualties", 10), ("strength", 5), ("took_part_in", 10),
    ("backed_by", 4), ("member_of", 4), ("founded_on", 2), ("linked_to", 2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the reports speak of. Unit 0 is the army: the first ARMY units stand under it."""

    groups: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]

    @classmethod
    def of(cls, entities: int) -> "World":
        """A world of about so many entities."""
        groups, people = entities // 2, entities // 4
        return cls(
            tuple(f"{STEMS[i % 20]} {STEMS[i // 20 % 20]} {SORTS[i % 10]} {i}" for i in range(groups)),
            tuple(f"Commander {STEMS[i % 20]} Ibn{i}" for i in range(people)),
            tuple(f"{STEMS[i % 20]}ville {i}" for i in range(entities - groups - people)),
        )


class Report:
    """One report while it is written."""

    def __init__(self, number: int, world: World) -> None:
        self.chance = random.Random(number)
        self.number = number
        self.world = world
        self.year = 2012 + number % 9
        self.words: list[str] = []
        self.length = 0
        self.drafts: list[tuple[str, str, object, tuple[int, int]]] = []
        self.spans: dict[str, list[tuple[int, int, str]]] = {}

    def pick(self, names: tuple[str, ...]) -> str:
        """A name; the first ones far more often than the last."""
        return names[int(len(names) * self.chance.random() ** 2.5)]

    def say(self, subject: str, kind: str, predicate: str, value: object, object_kind: str = "") -> None:
        """Write a sentence and draft its claim."""
        start = self.length
        shown = str(value)
        sentence = f"{subject} {predicate.replace('_', ' ')} {shown}. "
        self.spans.setdefault(subject, []).append((start, start + len(subject), kind))
        if object_kind:
            at = start + len(sentence) - 2 - len(shown)
            self.spans.setdefault(shown, []).append((at, at + len(shown), object_kind))
        self.drafts.append((subject, predicate, value, (start, start + len(sentence) - 2)))
        self.words.append(sentence)
        self.length += len(sentence)

    def group(self) -> str:
        """A group."""
        return self.pick(self.world.groups)

    def write(self) -> None:
        """All its sentences."""
        names, weights = zip(*PLAN, strict=True)
        for predicate in self.chance.choices(names, weights, k=REPORT):
            self._one(predicate)

    def _one(self, predicate: str) -> None:
        subject = self.group()
        if predicate == "part_of":
            at = self.world.groups.index(subject)
            block = at // ARMY * ARMY  # trees of ARMY units; a few claims put a unit under a wrong one
            inside = at - block
            parent = (inside - 1) // 6 if self.chance.random() < 0.95 else max(0, inside - 7)
            if inside:
                self.say(subject, "group", predicate, self.world.groups[block + parent], "group")
            else:
                self.say(subject, "group", "described_as", "an army")
        elif predicate == "led_by":
            own = self.world.groups.index(subject) % len(self.world.people)
            leader = own if self.chance.random() < 0.9 else (own + 1) % len(self.world.people)
            self.say(subject, "group", predicate, self.world.people[leader], "person")
        elif predicate == "member_of":
            self.say(self.pick(self.world.people), "person", predicate, subject, "group")
        elif predicate in ("opposed_to", "allied_with", "backed_by", "linked_to"):
            other = self.group()
            if other != subject:
                self.say(subject, "group", predicate, other, "group")
        elif predicate in ("operates_in", "based_in"):
            self.say(subject, "group", predicate, self.pick(self.world.places), "place")
        elif predicate == "casualties":
            self.say(subject, "group", predicate, self.chance.randrange(1, 60))
        elif predicate == "strength":
            self.say(subject, "group", predicate, self.chance.choice((200, 500, 1000, 4000)))
        elif predicate == "founded_on":
            self.say(subject, "group", predicate, 2010 + self.chance.randrange(3))
        else:
            what = self.chance.choice(("a militia", "a local force", "the raid", "the siege of the town"))
            self.say(subject, "group", predicate, what)

    def kept(self) -> tuple[Document, bytes, Text, Reading]:
        """The report and its perfect reading."""
        body = "".join(self.words)
        data = body.encode()
        month = self.number % 12 + 1
        writer = f"Writer {self.number % 400}"
        document = Document(
            hashlib.sha256(data).hexdigest(),
            f"report-{self.number}.txt",
            f"Paper {self.number % 40}",
            f"Report {self.number}",
            (writer,),
            f"{self.year}-{month:02}-15",
        )
        text = Text(document.id, "benchmark", body, "en")
        mentions: dict[str, Mention] = {}
        for name, spans in self.spans.items():
            for start, end, kind in spans:
                first = mentions.get(name)
                made = Mention(
                    Span(text.id, start, end),
                    kind,
                    name,
                    same_as=first.id if first else None,  # type: ignore[arg-type]
                )
                mentions.setdefault(name, made)
                mentions[made.id] = made
        claims = (self._claim(text, mentions, *draft) for draft in self.drafts)
        found = {m.id: m for m in mentions.values()}
        run = Run(text.id, "benchmark", "1")
        return document, data, text, Reading(run, tuple(found.values()), tuple(claims))

    def _claim(
        self, text: Text, mentions: dict[str, Mention], subject: str, predicate: str, value: object,
        span: tuple[int, int],
    ) -> Claim:  # fmt: skip
        held: Object
        if isinstance(value, int):
            kind = "killed" if predicate == "casualties" else None
            held = Quantity(value, kind=kind, unit=None if kind else "fighters")
            if predicate == "founded_on":
                held = Period(str(value), str(value))
        else:
            held = Ref(mentions[str(value)].id) if value in mentions else Words(str(value))
        dated = self.chance.random() < 0.5 and predicate != "founded_on"
        year = str(self.year - self.chance.randrange(2))
        period = Period(year, None, starts=True) if predicate in ("part_of", "led_by") else Period(year, year)
        denied = self.chance.random() < 0.01
        place = [n for n, m in mentions.items() if m.kind == "place" and n == m.name][:1]
        return Claim(
            mentions[subject].id,
            predicate,
            held,
            Span(text.id, *span),
            (Voice(None, "denies" if denied else "asserts"),),
            period if dated else None,
            tuple(mentions[n].id for n in place if predicate == "took_part_in"),
            Qualifiers(),
            rule="benchmark",
        )


def reports(claims: int) -> Iterator[tuple[Document, bytes, Text, Reading]]:
    """Reports that hold about so many claims."""
    world = World.of(max(claims // SHARE, 2 * ARMY))
    for number in range(claims // REPORT):
        report = Report(number, world)
        report.write()
        yield report.kept()


def make(place: Path, claims: int) -> World:
    """A casebook of about so many claims at `place`; it is left alone where there is one."""
    world = World.of(max(claims // SHARE, 2 * ARMY))
    if not place.exists():
        with Casebook.open(str(place)) as casebook:
            casebook._db.execute("PRAGMA synchronous = OFF")  # a benchmark's casebook may be lost
            for document, data, text, reading in reports(claims):
                casebook.add_capture(document, data, text)
                casebook.add_reading(reading)
    return world


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))

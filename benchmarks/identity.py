"""One process that makes a casebook of many spellings and resolves it; prints a line of JSON.

Law: the same size gives the same casebook. Names are put together from parts at random, so that many differ
in one part alone, and spelled as reports spell them: by several romanisations, with and without articles, the
unit's word translated or not, and a part of a person's name left out now and then.

`wrong`: the share of mentions that stand in one entity with mentions of somebody else, those of the commonest
one not counted. `found`: of two mentions of one, the share that are joined. `seconds`: loading, joining and
keeping.
"""

import hashlib
import json
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.memory import megabytes
from orbat.joining import join
from orbat.model import Document, Kind, Mention, Reading, Run, Span, Text
from orbat.resolve import entities
from orbat.store import Casebook

EACH = 5  # mentions of one, in the mean
GIVEN = (
    "Muhammad", "Ahmad", "Mahmoud", "Hussein", "Hassan", "Khalid", "Jamal", "Yusuf", "Ibrahim", "Sulayman",
    "Abdallah", "Abdulrahman", "Mustafa", "Tariq", "Qasim", "Faysal", "Ghassan", "Nasir", "Rashid",
    "Zakariya", "Uthman", "Bakr", "Ziyad", "Hamza", "Idris", "Ismail", "Dawud", "Isa", "Musa", "Yahya",
    "Shakir", "Jawad", "Kazim", "Latif", "Munir", "Nabil", "Sabir", "Taha", "Wasim", "Yasin", "Zahir",
)  # fmt: skip
UNITS = {
    "brigade": "Liwa", "battalion": "Katibat", "army": "Jaysh", "movement": "Harakat", "front": "Jabhat",
    "regiment": "Fawj", "party": "Hizb", "division": "Firqat", "forces": "Quwat",
}  # fmt: skip
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
SPELLINGS = (
    ("Muhammad", "Mohammed"), ("Muhammad", "Mohamad"), ("Ahmad", "Ahmed"), ("Mahmoud", "Mahmud"),
    ("Hussein", "Husayn"), ("Khalid", "Khaled"), ("Jamal", "Djamel"), ("Yusuf", "Youssef"), ("ay", "ai"),
    ("Sulayman", "Suleiman"), ("Abdul", "Abd al-"), ("q", "k"), ("sh", "ch"), ("uw", "ou"), ("u", "o"),
    ("i", "ee"),
    ("aa", "a"), ("y", "i"), ("dh", "d"), ("-", " "), ("al-", "el-"), ("al-", "Al "), ("a", "e"),
)  # fmt: skip


def word(chance: random.Random) -> str:
    """A word of two or three syllables, such as many places and families are called."""
    syllables = (
        chance.choice("bdfghjklmnqrstwz") + chance.choice("aiu") for _ in range(chance.choice((2, 2, 3)))
    )
    return ("".join(syllables) + chance.choice(("r", "n", "m", "b", "d", "s", "l", "ri", "shi"))).capitalize()


def somebody(chance: random.Random, families: list[str]) -> tuple[Kind, tuple[str, ...]]:
    """A person: given name, father's, family; or a group: its unit, a number or none, its own name."""
    if chance.random() < 0.5:
        return "person", (chance.choice(GIVEN), chance.choice(GIVEN), f"al-{chance.choice(families)}")
    number = chance.choice(ORDINALS) if chance.random() < 0.2 else ""
    after = f"{chance.choice(families)} {chance.choice(families)}"
    return "group", (chance.choice(sorted(UNITS)), number, after)


def spelled(chance: random.Random, kind: Kind, parts: tuple[str, ...]) -> str:
    """One way to write the name."""
    if kind == "person":
        given, father, family = parts
        name = f"{given} {family}" if chance.random() < 0.05 else f"{given} {father} {family}"
    else:
        unit, number, after = parts
        romanised = not number and chance.random() < 0.4
        name = f"{UNITS[unit]} al-{after}" if romanised else f"{number} {after} {unit.capitalize()}".strip()
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        old, new = chance.choice(SPELLINGS)
        name = name.replace(old, new, 1) if len(new) < 4 or old[0].isupper() else name
    return name


def documents(size: int) -> Iterator[tuple[Document, bytes, Text, Reading, str]]:
    """A document a mention, with who it truly is."""
    chance = random.Random(size)
    families = sorted({word(chance) for _ in range(max(200, size // 50))})
    everybody: dict[tuple[Kind, tuple[str, ...]], None] = {}
    while len(everybody) < size // EACH:
        everybody[somebody(chance, families)] = None
    people = list(everybody)
    for number in range(size):
        truth = number if number < len(people) else chance.randrange(len(people))
        kind, parts = people[truth]
        name = spelled(chance, kind, parts)
        body = f"Report {number}: {name} was seen."
        data = body.encode()
        document = Document(hashlib.sha256(data).hexdigest(), f"memory:{number}")
        text = Text(document.id, "bench", body)
        start = body.index(name)
        mention = Mention(Span(text.id, start, start + len(name)), kind, name)
        yield document, data, text, Reading(Run(text.id, "bench", "1"), (mention,)), str(truth)


def main(size: int) -> None:
    truth: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, Casebook.open(str(Path(folder, "bench.db"))) as casebook:
        with casebook.together():
            for document, data, text, reading, who in documents(size):
                casebook.add_capture(document, data, text)
                casebook.add_reading(reading)
                truth[reading.mentions[0].id] = who
        start = time.perf_counter()
        proposals = join(casebook)
        taken = time.perf_counter() - start
        found = entities(casebook.kept())
    wrong = joined = 0
    for entity in found:
        held = Counter(truth[m] for m in entity.mentions)
        wrong += len(entity.mentions) - max(held.values())
        joined += sum(n * (n - 1) for n in held.values())
    every: dict[str, int] = defaultdict(int)
    for who in truth.values():
        every[who] += 1
    print(
        json.dumps(
            {
                "mentions": len(truth),
                "seconds": taken,
                "wrong": wrong / len(truth),
                "found": joined / sum(n * (n - 1) for n in every.values()),
                "entities": len(found),
                "proposals": len(proposals),
                "megabytes": megabytes(),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Our own annotated paragraphs: what the markup means, and whether a file keeps to it.

A paragraph is a line of text in which `{g1:Katibat Macina}` marks a mention: a kind, a number for the thing
it stands for, the words. Marks may hold other marks; the same number twice is the same thing. The lines
under it are claims, `SUBJECT predicate OBJECT [status]`, by number. Lines that begin with # are remarks; an
empty line ends the paragraph. `python training/markup.py FILE…` checks files and counts what is in them.
"""

import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {
    "g": "group", "p": "person", "l": "place", "e": "event", "d": "description",
    "w": "equipment", "n": "figure", "t": "time",
}  # fmt: skip
STATUSES = ("planned", "negated", "hypothetical", "ended")
VOCABULARY = Path(__file__).parents[1] / "orbat" / "vocab.toml"
ACTORS = ("group", "person", "place")
# What a predicate takes as subject and object; the rest takes actors on both sides.
OBJECTS = {
    "described_as": ("description",),
    "took_part_in": ("event",),
    "uses": ("equipment",),
    "stated": ("event", "description"),
    "strength": ("figure",),
    "casualties": ("figure",),
    "founded_on": ("time",),
    "dissolved_on": ("time",),
    "based_in": ("place",),
    "operates_in": ("place",),
    "controls": ("place",),
    "named_after": ("person", "group", "place", "description", "event"),
}
_MARK = re.compile(r"\{([a-z])(\d+):")


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention: characters [start, end) of the paragraph, its kind, and the number of its thing."""

    start: int
    end: int
    kind: str
    thing: int


@dataclass(slots=True)
class Paragraph:
    """A text, its mentions, and its claims as (subject, predicate, object, status), things by number."""

    text: str
    mentions: list[Marked]
    claims: list[tuple[int, str, int, str]] = field(default_factory=list)


def strip(marked: str) -> tuple[str, list[Marked]]:
    """The plain text and its mentions. Raises ValueError for marks that do not close or are unknown."""
    plain, found, open_marks = "", [], []
    at = 0
    while at < len(marked):
        if mark := _MARK.match(marked, at):
            if mark[1] not in KINDS:
                raise ValueError(f"no such kind of mention: {mark[1]}")
            open_marks.append((len(plain), KINDS[mark[1]], int(mark[2])))
            at = mark.end()
        elif marked[at] == "}":
            if not open_marks:
                raise ValueError(f"}} closes nothing, after: {plain[-40:]}")
            start, kind, thing = open_marks.pop()
            if start == len(plain) or plain[start].isspace() or plain[-1].isspace():
                raise ValueError(f"a mark is empty or has a blank at its edge, near: {plain[-40:]}")
            found.append(Marked(start, len(plain), kind, thing))
            at += 1
        elif marked[at] == "{":
            raise ValueError(f"a brace that begins no mark: {marked[at : at + 30]}")
        else:
            plain += marked[at]
            at += 1
    if open_marks:
        raise ValueError(f"a mark never closes: {plain[open_marks[-1][0] :][:40]}")
    return plain, sorted(found, key=lambda m: (m.start, -m.end))


def paragraphs(path: Path) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs of a file, and what is wrong with the rest, a line each."""
    predicates = set(tomllib.loads(VOCABULARY.read_text("utf-8")))
    good, faults = [], []
    for block in re.split(r"\n\s*\n", path.read_text("utf-8")):
        lines = [x.strip() for x in block.splitlines() if x.strip() and not x.startswith("#")]
        if not lines:
            continue
        try:
            paragraph = Paragraph(*strip(lines[0]))
            for line in lines[1:]:
                paragraph.claims.append(_claim(line, paragraph, predicates))
            good.append(paragraph)
        except ValueError as error:
            faults.append(f"{path}: {error} | {lines[0][:60]}")
    return good, faults


def _claim(line: str, paragraph: Paragraph, predicates: set[str]) -> tuple[int, str, int, str]:
    parts = line.split()
    if len(parts) not in (3, 4) or not (parts[0].isdigit() and parts[2].isdigit()):
        raise ValueError(f"no claim: {line[:60]}")
    subject, predicate, value = int(parts[0]), parts[1], int(parts[2])
    status = parts[3] if len(parts) == 4 else "said"
    kinds = {m.thing: m.kind for m in paragraph.mentions}
    if predicate not in predicates:
        raise ValueError(f"no such predicate: {predicate}")
    if status not in ("said", *STATUSES):
        raise ValueError(f"no such status: {status}")
    if subject not in kinds or value not in kinds:
        raise ValueError(f"a number that no mention has: {line}")
    if kinds[value] not in OBJECTS.get(predicate, ACTORS):
        raise ValueError(f"{predicate} takes no {kinds[value]}: {line}")
    if kinds[subject] not in (*ACTORS, "event"):
        raise ValueError(f"a {kinds[subject]} is no subject: {line}")
    return subject, predicate, value, status


def main() -> int:
    """Check the files named; 1 where anything is wrong."""
    counts: Counter[str] = Counter()
    wrong = []
    for name in sys.argv[1:]:
        good, faults = paragraphs(Path(name))
        wrong += faults
        for p in good:
            counts.update(["paragraphs", *(c[1] for c in p.claims)])
            counts["words"] += len(p.text.split())
            counts["claims"] += len(p.claims)
    print("\n".join(wrong))
    print(", ".join(f"{k} {v}" for k, v in counts.most_common()))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

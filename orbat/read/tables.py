"""Tables whose head says what their columns mean: a claim for each cell, of the group that its row is about.

Law: a table is read only where its head names the column of groups and another that is known; every claim
stands on the words from the cell of its group to its own; prose finders say nothing across cells.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from orbat.dates import find_times
from orbat.model import Kind, Period, Quantity, Words
from orbat.read.drafts import Draft
from orbat.read.language import text_of
from orbat.read.nlp import Passage
from orbat.read.numbers import find_figures
from orbat.read.scene import Actor, Scene

ROW = re.compile(r"^[ \t]*\|?[^|\n]*\S[^|\n]*(?:\|[^|\n]*)+$", re.MULTILINE)
EMPTY = frozenset(("", "-", "–", "—", "n/a", "unknown", "none", "?", "n.a."))
KINDS: dict[str, Kind] = {"led_by": "person", "operates_in": "place", "based_in": "place"}
LISTED = re.compile(r"\s*[;,/\n]\s*|\s+and\s+")
LONGEST = 8  # words; a cell of more is prose


@dataclass(frozen=True, slots=True)
class Cell:
    """Characters [start, end) of a passage's Doc, and the predicate of the column; "" for the group's own."""

    start: int
    end: int
    predicate: str


Row = list[Cell]


@cache
def _columns() -> dict[str, str]:
    """Heading -> predicate; "" for the column of groups."""
    data = tomllib.loads(files("orbat.read").joinpath("data/tables.toml").read_text("utf-8"))
    meant = {"": data["subject"], **data["columns"]}
    return {" ".join(h.split()): predicate for predicate, text in meant.items() for h in text.split(",")}


def rows(passage: Passage) -> list[Row]:
    """The rows of tables that can be read, with the group's cell first; heads are left out."""
    text, out = text_of(passage.doc), list[Row]()
    head: dict[int, str] = {}
    wide = last = 0
    for line in ROW.finditer(text) if "|" in text else ():
        cells = list(_cells(text, line.start(), line.end()))
        if line.start() > last + 1 or len(cells) != wide:
            known = {i: _columns().get(text[a:b].lower().rstrip(":*")) for i, (a, b) in enumerate(cells)}
            head = {i: p for i, p in known.items() if p is not None}
            wide = len(cells)
            if "" not in head.values() or len(head) < 2:
                head = {}
        elif head:
            row = [Cell(*cells[i], p) for i, p in head.items() if text[slice(*cells[i])].lower() not in EMPTY]
            row.sort(key=lambda cell: cell.predicate != "")
            out += [row] if row and not row[0].predicate else []
        last = line.end()
    return out


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in " \t|":
        start += 1
    for cell in re.finditer(r"[^|]+", text[start:end].rstrip("| \t")):
        inner = cell[0].strip()
        at = start + cell.start() + (len(cell[0]) - len(cell[0].lstrip()))
        yield at, at + len(inner)


def add_mentions(scene: Scene, passage: Passage) -> None:
    """Put on stage whoever the cells name, in the place of what was found across or within them."""
    for row in rows(passage):
        for cell in row:
            kind = KINDS.get(cell.predicate, "group")
            if cell.predicate not in ("strength", "founded_on", "also_known_as", "described_as"):
                for start, end in _names(text_of(passage.doc), cell):
                    _put(scene, passage, start, end, kind)


def _names(text: str, cell: Cell) -> Iterator[tuple[int, int]]:
    """The names in a cell: one, but where it lists places, allies or foes."""
    whole = text[cell.start : cell.end]
    if not cell.predicate or cell.predicate in ("led_by", "part_of"):
        yield cell.start, cell.start + len(whole.partition(" (")[0])
        return
    at = 0
    for gap in [*LISTED.finditer(whole), None]:
        end = gap.start() if gap else len(whole)
        if whole[at:end].strip():
            yield cell.start + at, cell.start + end
        at = gap.end() if gap else end


def _put(scene: Scene, passage: Passage, start: int, end: int, kind: Kind) -> None:
    words = passage.doc.char_span(start, end, alignment_mode="contract")
    if words is None or not words[0].text[:1].isupper() or len(words) > LONGEST:
        return
    for actor in scene.within(passage, words.start, words.end - 1):
        if (actor.start, actor.end) == passage.span(start, end):
            actor.kind = kind if actor.kind not in ("group", "place") or kind == "person" else actor.kind
            return
        scene.drop(actor)
    place = passage.span(words.start_char, words.end_char)
    head = Actor(passage, *place, re.sub(r"\s+", " ", words.text), kind, "named", words.root.i, 3)
    scene.add(head, words.start, words.end - 1)


def by_rows(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """A draft for each cell that says something of its row's group."""
    text = text_of(passage.doc)
    for row in rows(passage):
        group = _actor(scene, passage, *next(_names(text, row[0])))
        for cell in row[1:] if group else ():
            for start, end, said in _objects(scene, passage, cell):
                token = passage.doc.char_span(start, end, alignment_mode="expand")
                if token is not None and group is not None:
                    low, high = min(row[0].start, start), max(row[0].end, end)
                    rule = f"table: {cell.predicate}"
                    yield Draft(passage, group, cell.predicate, said, token.root, low, high, rule)


def _objects(
    scene: Scene, passage: Passage, cell: Cell
) -> Iterator[tuple[int, int, Actor | Words | Quantity | Period]]:
    text = text_of(passage.doc)
    if cell.predicate == "strength":
        for figure in find_figures(text, cell.start, cell.end)[:1]:
            if not figure.vague:
                yield cell.start, cell.end, Quantity(figure.count, figure.low, figure.high, figure.bound)
    elif cell.predicate == "founded_on":
        for time in find_times(text, None, cell.start, cell.end)[:1]:
            if time.period and time.period.first:
                yield time.start, time.end, Period(time.period.first, time.period.last or time.period.first)
    elif cell.predicate in ("also_known_as", "described_as"):
        yield cell.start, cell.end, Words(text[cell.start : cell.end])
    else:
        for start, end in _names(text, cell):
            actor = _actor(scene, passage, start, end)
            if actor is not None:
                yield start, end, actor


def _actor(scene: Scene, passage: Passage, start: int, end: int) -> Actor | None:
    words = passage.doc.char_span(start, end, alignment_mode="contract")
    return next(iter(scene.within(passage, words.start, words.end - 1)), None) if words is not None else None


def across(draft: Draft, table: list[Row]) -> bool:
    """Whether a prose finder took words of several cells of a row for one statement."""
    for row in table:
        low, high = min(c.start for c in row), max(c.end for c in row)
        if low <= draft.start < high and not any(c.start <= draft.start and draft.end <= c.end for c in row):
            return True
    return False

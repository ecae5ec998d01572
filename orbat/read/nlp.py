"""Text -> spaCy Docs, one a section, whose characters lie where the text's own do.

Law: what is parsed may be spelt otherwise than the text (breaks as blanks, wire capitals in true case) but
is never longer or shorter, so that every offset holds.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orbat.model import Section, Text
from orbat.read.language import pipeline
from orbat.read.truecase import is_wire, truecase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WRAPPED = (45, 130)  # characters: text whose widest line is in this range was wrapped by hand
FULL = 0.6  # share of the widest line that a line fills before a break that only wraps
PIECE = 12_000  # characters a parse: keeps memory and look-ups flat on long reports


@dataclass(frozen=True, slots=True)
class Passage:
    """One parsed stretch. `offset`: where its Doc begins in the text. `index`: its place in reading order."""

    doc: "Doc"
    offset: int
    section: Section
    index: int
    wire: bool = False

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Doc characters -> text characters."""
        return self.offset + start, self.offset + end


def flatten(body: str) -> str:
    """Line breaks inside hand-wrapped paragraphs as blanks; other breaks stay. The length stays."""
    widest = max(map(len, body.split("\n")))
    if not WRAPPED[0] <= widest <= WRAPPED[1]:
        return body
    joint = re.compile(rf"(?<=[^\n]{{{int(widest * FULL)}}})\n(?=[^\n\s])(?!(?:[-•*]|\d+[.)])\s|[^\n]* \| )")
    return joint.sub(" ", body)


_BREAKING = "p|br|div|li|ul|ol|tr|table|td|th|h[1-6]|blockquote|hr|section|article"
_INLINE = "b|i|em|strong|a|u|s|span|sup|sub|font|small|big|cite|q|abbr|code|wbr|nobr|img"
_TAG = re.compile(rf"</?(?:({_BREAKING})|{_INLINE})(?:\s[^<>\n]{{0,300}})?\s?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:(nbsp|#160|#xa0)|amp|quot|#39|apos|[lr]squo|[lr]dquo|[mn]dash);", re.IGNORECASE)
_LETTERS = {
    "amp": "&", "quot": '"', "#39": "'", "apos": "'", "lsquo": "'", "rsquo": "'", "ldquo": '"', "rdquo": '"',
    "mdash": "-", "ndash": "-",
}  # fmt: skip


def untagged(body: str) -> str:
    """Marks of HTML left in a text as blanks, those that end a line as a break; the length stays."""
    if "<" in body:
        body = _TAG.sub(lambda m: ("\n" if m[1] else " ").ljust(len(m[0])), body)
    if "&" in body:
        body = _ENTITY.sub(lambda m: _LETTERS.get(m[0][1:-1].lower(), " ").ljust(len(m[0])), body)
    return body


def pieces(start: int, end: int, body: str) -> list[tuple[int, int]]:
    """Cut a long section at paragraph breaks."""
    out = []
    while end - start > PIECE:
        cut = body.rfind("\n", start + PIECE // 2, start + PIECE)
        cut = cut + 1 if cut > 0 else start + PIECE
        out.append((start, cut))
        start = cut
    return [*out, (start, end)]


def parse(text: Text) -> list[Passage]:
    """The readable sections of a text, parsed."""
    whole = text.sections or (Section(0, len(text.body)),)
    wanted = [s for s in whole if s.role != "chrome" and text.body[s.start : s.end].strip()]
    jobs: list[tuple[str, tuple[int, Section, bool]]] = []
    for section in wanted:
        for start, end in pieces(section.start, section.end, text.body):
            body = flatten(untagged(text.body[start:end]))
            wire = is_wire(body)
            jobs.append((truecase(body) if wire else plain_quotes(body), (start, section, wire)))
    docs = pipeline().pipe(jobs, as_tuples=True, batch_size=16)
    return [Passage(doc, start, section, i, wire) for i, (doc, (start, section, wire)) in enumerate(docs)]


def plain_quotes(body: str) -> str:
    """Typographic apostrophes as ASCII, which the tokenizer knows best; nothing moves."""
    return body.translate({0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x00A0: " "})


def children(token: "Token", *deps: str) -> "list[Token]":
    """The token's dependents in one of the given relations, in order."""
    return [c for c in token.children if c.dep_ in deps]

"""Quotations in a text, by its marks alone.

Law: a quotation never reaches past its paragraph, unless the next paragraph opens it again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_MARK = re.compile(r"\"\"|[“”„«»\"]|``|''|‘‘|’’|[‘’'`]")
_SINGLE = "‘’'`"
_OPENS, _CLOSES = "“„«", "”»"
_BEFORE = " \t\xa0([{—–-/:,…“\"'‘"  # what may stand before an opening mark of a kind that also closes


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters [start, end) with the marks. `open`: it has no closing mark (its paragraph ends it)."""

    start: int
    end: int
    open: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Outermost quotations in order, a piece for each paragraph; those nested within are left out."""
    found: list[Quotation] = []
    for paragraph in _PARAGRAPH.finditer(text):
        found += _in_paragraph(text, paragraph.start(), paragraph.end())
    return found


def _in_paragraph(text: str, first: int, last: int) -> Iterator[Quotation]:
    """Double marks pair first; single ones count where no double quotation is open."""
    marks = list(_MARK.finditer(text, first, last))
    start = last - len(text[first:last].lstrip())
    reopened = bool(_MARK.match(text[last : last + 40].lstrip()))
    at = 0
    while at < len(marks):
        mark = marks[at]
        if not _may_open(text, mark, first):
            at += 1
            continue
        closing = _closing(text, marks, at, last)
        if closing is None:
            if mark.group() not in _SINGLE and (mark.start() == start or reopened):
                yield Quotation(mark.start(), last, True)
                return
            at += 1
            continue
        yield Quotation(mark.start(), marks[closing].end())
        at = closing + 1


def _may_open(text: str, mark: re.Match[str], first: int) -> bool:
    before = text[mark.start() - 1] if mark.start() > first else " "
    after = text[mark.end() : mark.end() + 1]
    if mark.group() in _CLOSES or mark.group() == "’":
        return False
    if mark.group() in _OPENS:
        return True
    return (before in _BEFORE or before.isspace()) and bool(after) and not after.isspace()


def _closing(text: str, marks: list[re.Match[str]], at: int, last: int) -> int | None:
    """The mark that closes the one at `at`: the next of its family that may not itself open."""
    family = _family(marks[at].group())
    for i in range(at + 1, len(marks)):
        mark = marks[i]
        if _family(mark.group()) != family:
            continue
        if family == "single" and mark.end() < last and text[mark.end()].isalnum():
            continue  # an apostrophe
        if family == "single" and text[mark.start() - 1].isspace():
            continue
        if mark.group() in _OPENS:
            return None
        return i
    return None


def _family(mark: str) -> str:
    return "single" if mark in _SINGLE else "double"

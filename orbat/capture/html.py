"""HTML -> Made: all visible text of a page, marked as chrome where trafilatura sees no body.

Law: a page's text is all that a visitor can read, in order; boilerplate is marked, never cut.
The walk keeps no stack of calls, so that no page is nested too deep for it.
"""

import logging
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from orbat.capture.decode import decode
from orbat.capture.made import About, Made, Mark
from orbat.capture.sections import alike, folded, junk
from orbat.capture.stamps import iso_day
from orbat.errors import CaptureError
from orbat.model import Role

_TAGS = tomllib.loads(files("orbat.capture").joinpath("html.toml").read_text(encoding="utf-8"))
_DROPPED, _PARAGRAPH, _ASIDE = (frozenset(_TAGS[kind]) for kind in ("dropped", "paragraph", "aside"))
_BLOCK = _PARAGRAPH | frozenset(_TAGS["line"])
_ROLES: dict[str, Role] = _TAGS["roles"]
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MODIFIED = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @name='last-modified'"
    " or @itemprop='dateModified']/@content | //*[@itemprop='dateModified']/@datetime"
)
# trafilatura takes 2 s for 150,000 elements (2.3.1, one core) and calls itself for each level of depth
LARGE, DEEP = 300_000, 400
WINDOW = 50_000  # how far trafilatura may put a paragraph from where the page has it, in letters
SHORT = 20  # letters; a shorter line must be a whole line of trafilatura's, or "Home" is found in any text


@dataclass(slots=True)
class _Line:
    start: int
    role: Role
    aside: bool


@dataclass(slots=True)
class _Writer:
    """Collects text with space as a browser shows it, and a line's role where it begins."""

    parts: list[str] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)
    length: int = 0
    breaks: int = 0
    space: bool = False
    flat: int = 0  # how many table rows we are in whose cells stand on one line
    role: list[Role] = field(default_factory=lambda: ["body"])
    aside: int = 0

    def line_break(self, n: int) -> None:
        if self.flat:
            self.space = True
        else:
            self.breaks = max(self.breaks, n)

    def add(self, words: str) -> None:
        if self.breaks or not self.length:
            self._put("\n" * self.breaks if self.length else "")
            self.lines.append(_Line(self.length, self.role[-1], self.aside > 0))
        elif self.space:
            self._put(" ")
        self._put(words)
        self.breaks, self.space = 0, False

    def text(self, words: str | None, *, verbatim: bool = False) -> None:
        if not words:
            return
        if verbatim and not self.flat:
            for i, line in enumerate(words.splitlines()):
                self.line_break(1 if i else 0)
                if line.strip():
                    self.add(line.rstrip())
            return
        self.space = self.space or words[0].isspace()
        if shown := " ".join(words.split()):
            self.add(shown)
            self.space = words[-1].isspace()

    def _put(self, words: str) -> None:
        self.parts.append(words)
        self.length += len(words)


def make(data: bytes, uri: str, charset: str | None) -> Made:
    """A page. Raises CaptureError for bytes that are no text, and for a page without text."""
    declared = charset or (m[1].decode("ascii") if (m := _META.search(data[:4096])) else None)
    tree = _parse(decode(data, uri, declared), uri)
    elements, depth = _measure(tree)
    writer = _walk(tree)
    body = "".join(writer.parts)
    if not any(c.isalnum() for c in body):
        raise CaptureError(
            f"{uri} is a page without text: save it from a browser once it is shown, and try again"
        )
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its remarks are not for our user's terminal
    small = elements <= LARGE and depth <= DEEP
    about = _about(tree, uri) if small else About()
    return Made(body, about, marks=_marks(writer, body, _core(tree) if small else "", about.title))


def _parse(page: str, uri: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8"), parser=parser)
    except etree.LxmlError as error:
        raise CaptureError(f"{uri} is a page without text: check that it was saved whole") from error
    if any("xcessive depth" in e.message for e in parser.error_log):
        raise CaptureError(f"{uri} is nested deeper than any page should be: save its text and read that")
    return tree


def _measure(tree: Any) -> tuple[int, int]:
    elements = depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        deepest = max(deepest, depth)
    return elements, deepest


def _layout_rows(tree: Any) -> set[Any]:
    """Rows that hold a table, list, heading or several paragraphs: there tables make up the page."""
    found: set[Any] = set()
    for element in tree.iter("table", "ul", "ol", "h1", "h2", "h3", "blockquote", "p"):
        if element.tag == "p" and (element.getprevious() is None or element.getprevious().tag != "p"):
            continue
        above = element.getparent()
        while above is not None and above not in found:
            if above.tag == "tr":
                found.add(above)
            above = above.getparent() if above.tag != "table" or above not in found else None
    return found


def _walk(tree: Any) -> _Writer:
    writer, layout = _Writer(), _layout_rows(tree)
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start" and _unseen(element):
            walk.skip_subtree()
        elif event == "start":
            _open(writer, element, tag, layout)
            writer.text(element.text, verbatim=tag == "pre")
        if event == "end":
            if not _unseen(element):
                _close(writer, element, tag, layout)
            writer.text(element.tail)
    return writer


def _unseen(element: Any) -> bool:
    return (
        element.tag in _DROPPED
        or "hidden" in element.attrib
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _open(writer: _Writer, element: Any, tag: str, layout: set[Any]) -> None:
    if tag in _BLOCK:
        writer.line_break(2 if tag in _PARAGRAPH else 1)
    if tag in ("td", "th") and writer.flat and element.getprevious() is not None:
        writer.add("|")
        writer.space = True
    if tag == "tr" and element not in layout:
        writer.flat += 1
    if tag == "br":
        writer.line_break(1)
    if tag in _ROLES:
        writer.role.append(_ROLES[tag])
    writer.aside += tag in _ASIDE


def _close(writer: _Writer, element: Any, tag: str, layout: set[Any]) -> None:
    if tag == "tr" and element not in layout:
        writer.flat -= 1
    if tag in _BLOCK:
        writer.line_break(2 if tag in _PARAGRAPH else 1)
    if tag in _ROLES:
        writer.role.pop()
    writer.aside -= tag in _ASIDE


def _about(tree: Any, uri: str) -> About:
    """What the page's metadata say, by trafilatura."""
    from trafilatura import extract_metadata

    address = uri if uri.startswith(("http://", "https://")) else None
    found = extract_metadata(tree, default_url=address, extensive=False)
    modified = (iso_day(str(m)[:10]) for m in tree.xpath(_MODIFIED))
    writers = tuple(w.strip() for w in (found.author or "").split(";") if not junk("authors", w))
    return About(
        None if junk("titles", found.title) else found.title,
        writers,
        found.sitename or (found.hostname if address else None),
        iso_day(found.date or ""),
        next((m for m in modified if m), None),
    )


def _core(tree: Any) -> str:
    """What trafilatura holds for the body of the page; generous, for a lost paragraph is the worse fault."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, favor_recall=True, include_comments=False, include_tables=True)
    return str(getattr(found, "text", None) or "")


def _marks(writer: _Writer, body: str, core: str, title: str | None) -> tuple[Mark, ...]:
    """A mark for each line of the page."""
    ends = [line.start for line in writer.lines[1:]] + [len(body)]
    words = [body[line.start : end] for line, end in zip(writer.lines, ends, strict=True)]
    inside = _inside(words, core) or [not line.aside for line in writer.lines]
    quoted = sum(len(w) for w, line in zip(words, writer.lines, strict=True) if line.role == "quote")
    marks: list[Mark] = []
    titled = False
    for line, end, said, kept in zip(writer.lines, ends, words, inside, strict=True):
        role = line.role
        if role == "title":
            role = "title" if not titled and alike(said, title) else "body"
            titled = titled or role == "title"
        if role == "quote" and 2 * quoted > len(body):
            role = "body"  # old pages indent everything by blockquote
        if role in ("body", "quote") and not kept:
            role = "chrome"
        marks.append(Mark(line.start, end, role))
    return tuple(marks)


def _inside(lines: Sequence[str], core: str) -> list[bool] | None:
    """Which lines are of the core; None where the core is too small a part to be believed."""
    whole = folded(core)
    exact = {folded(line) for line in core.splitlines()}
    at, found, size = 0, [], 0
    for line in lines:
        key = folded(line)
        place = whole.find(key, max(0, at - WINDOW), at + WINDOW + len(key)) if len(key) >= SHORT else -1
        at = place if place >= 0 else at
        found.append(place >= 0 or key in exact)
        size += len(key) if found[-1] else 0
    return found if size >= 0.5 * len(whole) and len(whole) > 100 else None

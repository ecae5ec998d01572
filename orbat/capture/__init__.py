"""Bytes -> Document -> Text with Sections.

Law: the bytes are kept as they came, the text is all that they say, and offsets hold: boilerplate is marked
as `chrome`, never cut. The same bytes are the same document, wherever they were found.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from orbat.capture import docx, html, pdf, plain
from orbat.capture.decode import check_text
from orbat.capture.gather import Source, gather
from orbat.capture.made import DEFAULT, About, Limits, Made
from orbat.capture.media import DOCX, HTML, MARKDOWN, PDF, PLAIN, charset, tell
from orbat.capture.sections import cut
from orbat.capture.stamps import iso_prefix
from orbat.errors import CaptureError
from orbat.model import Document, Section, Text

__all__ = ["Captured", "Limits", "Overrides", "Source", "capture_bytes", "capture_string", "gather"]

Maker = Callable[[bytes, str, str | None], Made]
MAKERS: dict[str, tuple[str, Maker]] = {
    PLAIN: ("plain 1", plain.make),
    MARKDOWN: ("markdown 1", plain.make_markdown),
    HTML: ("html 1", html.make),
    PDF: ("pdf 1", pdf.make),
    DOCX: ("docx 1", docx.make),
}
LETTERS = 60  # fewer letters than these name no language: py3langid takes short English for many others
SAMPLE = 20_000  # characters; more of them do not change the answer


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user knows of a document; it overrules what the document says. Raises DateError.

    `published` is an ISO prefix: 2016, 2016-03 or 2016-03-20.
    """

    author: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        if self.published:
            iso_prefix(self.published)


@dataclass(frozen=True, slots=True)
class Captured:
    """A document, its bytes, and its text."""

    document: Document
    body: bytes
    text: Text


def capture_bytes(
    data: bytes,
    uri: str,
    media_type: str | None = None,
    overrides: Overrides = Overrides(),
    retrieved: str = "",
) -> Captured:
    """A document from its bytes. `media_type`: what a server said, charset and all; `retrieved`: an ISO time.

    Raises CaptureError for what is empty, too large, no text, encrypted or broken.
    """
    if not data.strip():
        raise CaptureError(f"{uri} is empty: there is nothing to read; check that it was saved whole")
    if len(data) > DEFAULT.size:
        raise CaptureError(
            f"{uri} is over the limit of {DEFAULT.size / 1e6:g} MB: save the part you need as a file"
        )
    kind = tell(data, uri, media_type)
    maker, make = MAKERS[kind]
    made = make(data, uri, charset(media_type))
    return _captured(data, uri, made, overrides, (kind, maker, retrieved))


def capture_string(body: str, uri: str, overrides: Overrides = Overrides()) -> Captured:
    """A document from a string, whose text is that string unchanged. Raises CaptureError."""
    check_text(body, uri)
    return _captured(body.encode("utf-8"), uri, Made(body), overrides, (PLAIN, "plain 1", ""))


def _captured(data: bytes, uri: str, made: Made, overrides: Overrides, how: tuple[str, str, str]) -> Captured:
    kind, maker, retrieved = how
    given = About(
        overrides.title or None,
        (overrides.author,) if overrides.author else (),
        overrides.publisher or None,
        overrides.published or None,
    )
    about, sections = cut(made.body, given.over(made.about), made.marks)
    about = about.over(made.properties)
    document = Document(
        hashlib.sha256(data).hexdigest(),
        uri,
        about.source,
        about.title,
        about.authors,
        about.published,
        about.updated,
        retrieved or None,
        kind,
    )
    text = Text(document.id, maker, made.body, language(made.body, sections), sections)
    return Captured(document, data, text)


def language(body: str, sections: tuple[Section, ...]) -> str | None:
    """The ISO 639-1 code of what is no boilerplate, by py3langid; None where that is too short to tell."""
    words = "\n".join(body[s.start : s.end] for s in sections if s.role != "chrome")[:SAMPLE]
    if sum(c.isalpha() for c in words) < LETTERS:
        return None
    import py3langid

    # lower case: it knows English in capitals, as wires write it, for other languages
    return str(py3langid.classify(words.lower())[0])

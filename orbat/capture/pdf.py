"""PDF -> Made, by pypdfium2: the text of all pages; running heads, feet and page numbers marked as chrome.

Law: every line keeps its page. Words broken at line ends stay broken: the text is what stands on the page.
"""

import re
from collections import Counter
from itertools import takewhile

import pypdfium2

from orbat.capture.made import About, Made, Mark
from orbat.capture.sections import junk
from orbat.capture.stamps import iso_day
from orbat.errors import CaptureError

EDGE = 3  # running heads and feet are among the first and last lines of a page
REPEATED = 0.5  # and stand on at least this share of the pages (left and right pages may differ)
PAGES = 5_000  # more pages than any report has


def make(data: bytes, uri: str, charset: str | None) -> Made:
    """A PDF. Raises CaptureError where it is encrypted, broken, or only pictures of pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise CaptureError(f"{uri} is encrypted: save it without a password and try again") from error
        raise CaptureError(f"{uri} is a broken PDF: get it again, or save its text") from error
    try:
        if len(document) > PAGES:
            raise CaptureError(f"{uri} has {len(document)} pages, over the limit of {PAGES}: split it")
        pages = [_page(document, n) for n in range(len(document))]
        properties = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise CaptureError(f"{uri} is a broken PDF: get it again, or save its text") from error
    finally:
        document.close()
    if not any(pages):
        raise CaptureError(
            f"{uri} has no text, only pictures of pages: run it through text recognition (OCR) first"
        )
    body, marks = _joined(pages)
    return Made(body, properties=_about(properties), marks=marks)


def _page(document: pypdfium2.PdfDocument, n: int) -> list[str]:
    page = document[n]
    text = page.get_textpage()
    # PDFium writes U+FFFE and U+0002 for a hyphen at the end of a line, and NUL for what has no character
    words = text.get_text_bounded().replace("\ufffe", "-").replace("\x02", "-").replace("\0", "")
    text.close()
    page.close()
    return [line.rstrip() for line in words.splitlines() if line.strip()]


def _joined(pages: list[list[str]]) -> tuple[str, tuple[Mark, ...]]:
    running = _running(pages)
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for number, lines in enumerate(pages, 1):
        heads = sum(1 for _ in takewhile(lambda line: _key(line) in running, lines[:EDGE]))
        feet = sum(1 for _ in takewhile(lambda line: _key(line) in running, lines[: -EDGE - 1 : -1]))
        for i, line in enumerate(lines):
            chrome = i < heads or i >= len(lines) - feet
            marks.append(Mark(at, at + len(line) + 1, "chrome" if chrome else "body", number))
            parts.append(line + "\n")
            at += len(line) + 1
        parts.append("\n")
        at += 1
    return "".join(parts), tuple(marks)


def _running(pages: list[list[str]]) -> set[str]:
    """The lines, figures left out, that stand at the edge of most pages."""
    seen = Counter(key for lines in pages for key in {_key(line) for line in lines[:EDGE] + lines[-EDGE:]})
    enough = max(2, REPEATED * sum(1 for lines in pages if lines))
    return {key for key, n in seen.items() if n >= enough or (key == "#" and n >= 2)}


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\W*(\d+)\W*", r" \1 ", line)).strip().casefold()


def _about(properties: dict[str, str]) -> About:
    created = re.match(r"D:(\d{4})(\d\d)(\d\d)", properties.get("CreationDate", ""))
    title, writer = properties.get("Title", "").strip(), properties.get("Author", "").strip()
    return About(
        None if junk("titles", title) else title,
        () if junk("authors", writer) else tuple(w.strip() for w in writer.split(";") if w.strip()),
        published=iso_day("-".join(created.groups())) if created else None,
    )

"""What kind of file bytes are: told from the bytes, then the suffix, then what the server said.

Law: bytes tell more truly than names, and names than servers. Kinds that cannot be read are named as such.
"""

import io
import re
import zipfile
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from orbat.errors import CaptureError

PLAIN, MARKDOWN, HTML, PDF = "text/plain", "text/markdown", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
}
_SERVED = {
    HTML: HTML,
    "application/xhtml+xml": HTML,
    MARKDOWN: MARKDOWN,
    "text/x-markdown": MARKDOWN,
    PDF: PDF,
    DOCX: DOCX,
}
_UNREAD = (  # first bytes, what they are, what to do
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file", "save it as .docx without a password"),
    (b"{\\rtf", "an RTF file", "save it as .docx"),
    (b"\x89PNG", "a picture", "run text recognition (OCR) and read its text"),
    (b"\xff\xd8\xff", "a picture", "run text recognition (OCR) and read its text"),
    (b"GIF8", "a picture", "run text recognition (OCR) and read its text"),
    (b"II*\x00", "a picture", "run text recognition (OCR) and read its text"),
    (b"MM\x00*", "a picture", "run text recognition (OCR) and read its text"),
    (b"\x1f\x8b", "a packed file", "unpack it and read what is inside"),
    (b"7z\xbc\xaf", "a packed file", "unpack it and read what is inside"),
    (b"Rar!", "a packed file", "unpack it and read what is inside"),
    (b"SQLite format 3", "a database", "name reports, not the casebook"),
    (b"\x7fELF", "a program", "name a report"),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def tell(data: bytes, uri: str, served: str | None = None) -> str:
    """The media type of `data`. Raises CaptureError for kinds that Orbat does not read."""
    for magic, what, remedy in _UNREAD:
        if data.startswith(magic):
            raise CaptureError(f"{uri} is {what}: {remedy}")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, uri)
    suffix = PurePosixPath(urlsplit(uri).path if "://" in uri else uri).suffix.lower()
    named = SUFFIXES.get(suffix)
    if named not in (PDF, DOCX) and _PAGE.match(
        data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    ):
        return HTML
    if named:
        return named
    said = (served or PLAIN).split(";")[0].strip().lower()
    if said in _SERVED or said.startswith("text/") or said in ("application/octet-stream", ""):
        return _SERVED.get(said, PLAIN)
    raise CaptureError(f"{uri} is {said}, which Orbat does not read: save it as text, HTML, PDF or DOCX")


def _packed(data: bytes, uri: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            inside = set(packed.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise CaptureError(f"{uri} is a broken Word document or archive: get it again") from error
    if "word/document.xml" in inside:
        return DOCX
    raise CaptureError(f"{uri} is a packed file and no Word document: unpack it, or save it as .docx")


def charset(served: str | None) -> str | None:
    """The charset that a Content-Type header gives."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", served or "", re.IGNORECASE)
    return found[1] if found else None

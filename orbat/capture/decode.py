"""Bytes -> characters: byte order mark, declared charset, UTF-8, then what charset-normalizer finds.

Law: no character is guessed where the bytes say it, and bytes that are no text are refused, never mangled.
"""

import codecs
import re

from orbat.errors import CaptureError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
JUNK_SHARE = 0.02  # texts have no control characters; random bytes read as a one-byte charset have about 0.1
BINARY = "{} is not text: save it as text, HTML, PDF or DOCX and try again"


def decode(data: bytes, uri: str, declared: str | None = None) -> str:
    """The text of `data` without its byte order mark. Raises CaptureError for bytes that are no text."""
    body = _marked(data, uri)
    if body is None:
        body = _declared(data, declared) or _declared(data, "utf-8") or _nearly_utf8(data) or _guessed(data)
    if body is None:
        raise CaptureError(BINARY.format(uri))
    check_text(body, uri)
    return body


def check_text(body: str, uri: str) -> None:
    """Raises CaptureError for an empty text, NUL characters, halves of characters, and control characters."""
    if not body.strip():
        raise CaptureError(f"{uri} is empty: there is nothing to read; check that it was saved whole")
    if "\0" in body:
        raise CaptureError(f"{uri} holds NUL bytes, so it is not text: save it as UTF-8 and try again")
    if any("\ud800" <= c <= "\udfff" for c in body):
        raise CaptureError(
            f"{uri} holds halves of characters (lone surrogates): save it as UTF-8 and try again"
        )
    if len(_CONTROLS.findall(body)) > JUNK_SHARE * len(body):
        raise CaptureError(BINARY.format(uri))


def _marked(data: bytes, uri: str) -> str | None:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(charset)
            except UnicodeDecodeError as error:
                raise CaptureError(f"{uri} is broken {charset} text: save it again as UTF-8") from error
    return None


def _declared(data: bytes, charset: str | None) -> str | None:
    if not charset:
        return None
    # As the WHATWG Encoding Standard has it: pages that say Latin-1 or ASCII are written in windows-1252.
    known = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}
    try:
        return data.decode(known.get(charset.lower().strip("\"' "), charset.strip("\"' ")))
    except (LookupError, UnicodeError):
        return None


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bytes spoilt: more good characters beyond ASCII than bad ones."""
    body = data.decode("utf-8", "replace")
    bad = body.count("\ufffd")
    good = sum(1 for c in body if c > "\x7f") - bad
    return body if good > bad else None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return str(best) if best else None

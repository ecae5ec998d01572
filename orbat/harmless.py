"""Text of documents made safe to show, on a terminal, a page or a table.

Law: no character of a document that a reader is shown moves a cursor, colours or turns the writing. Each is
replaced by one, so that offsets hold.
"""

import unicodedata

# The controls that reorder text, https://www.unicode.org/reports/tr9/ section 2; the two plain marks that
# Arabic and Hebrew writing needs (U+200E, U+200F) reorder nothing and stay.
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_LINES = "\n\t"


def neutral(text: str) -> str:
    """The text with control characters shown (not line ends and tabs), one for one, so that offsets hold."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(c) for c in text)


def _shown(character: str) -> str:
    if character in _LINES:
        return character
    if character == "\r":
        return " "
    if character < " ":
        return chr(0x2400 + ord(character))  # the pictures of control characters, U+2400 to U+241F
    odd = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _TURNING
    return "\ufffd" if odd else character


def cell(text: str) -> str:
    """A CSV cell that no spreadsheet takes for a formula (OWASP, "CSV Injection"), on one line."""
    plain = neutral(" ".join(text.split()))
    return f"'{plain}" if plain.startswith(("=", "+", "-", "@")) else plain

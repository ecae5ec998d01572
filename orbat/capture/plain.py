"""Plain text and Markdown -> Made.

Law: a plain text is what was decoded, character for character. Of Markdown only the marks of layout are taken
away, for the words that a reader sees are the text.
"""

import re

from orbat.capture.decode import decode
from orbat.capture.made import About, Made, Mark
from orbat.capture.stamps import stamp
from orbat.model import Role


def make(data: bytes, uri: str, charset: str | None) -> Made:
    """Plain text. Raises CaptureError."""
    return Made(decode(data, uri, charset))


_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"^(title|author|authors|date|published|updated|publisher|source):[ \t]*(\S.*?)[ \t]*\r?$", re.M | re.I
)
_DROPPED = re.compile(r"^[ ]{0,3}(?:```|~~~).*|^[ ]{0,3}(?:[-*_][ \t]*){3,}$")
_RULER = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?)?\s*$")  # under the head of a table
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*-->")
_INLINE = (
    (re.compile(r"!\[([^\]\n]*)\]\([^()\n]*\)"), r"\1"),  # a picture: the words for it
    (re.compile(r"(?<!!)\[([^\[\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)"), r"\1"),  # a link: its words
    (re.compile(r"<(https?://[^<>\s]+|[^<>\s@]+@[^<>\s]+)>"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1"), r"\2"),
    (re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![*\w])"), r"\1"),
    (re.compile(r"(?<![_\w])_(?=[^\s_])([^_\n]*[^\s_])_(?![_\w])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])"), r"\1"),
)
LONG = 20_000  # a longer line is no line of Markdown that a person wrote; its marks are left


def make_markdown(data: bytes, uri: str, charset: str | None) -> Made:
    """Markdown as its reader sees it, front matter read and left out. Raises CaptureError."""
    source = decode(data, uri, charset)
    front = _FRONT.match(source)
    about = _front_matter(front[1]) if front else About()
    source = _COMMENT.sub("", source[front.end() if front else 0 :])
    out: list[str] = []
    marks: list[Mark] = []
    at, titled = 0, False
    for line in source.splitlines():
        if _RULER.match(line):
            continue
        if re.fullmatch(r"\s{0,3}=+\s*", line) and out and out[-1].strip() and not titled:
            last = len(out[-1]) + 1
            marks, titled = [*(m for m in marks if m.end <= at - last), Mark(at - last, at, "title")], True
            continue
        if _DROPPED.match(line):
            words, role = "", None
        else:
            words, role = _visible(line, titled)
        titled = titled or role == "title"
        if role:
            marks.append(Mark(at, at + len(words) + 1, role))
        out.append(words)
        at += len(words) + 1
    return Made("\n".join(out), about, marks=tuple(marks))


def _visible(line: str, titled: bool) -> tuple[str, Role | None]:
    role: Role | None = None
    if heading := re.match(r"[ ]{0,3}(#{1,6})[ \t]+", line):
        line = re.sub(r"[ \t]+#+[ \t]*$", "", line[heading.end() :])
        role = "title" if len(heading[1]) == 1 and not titled else None
    elif quoted := re.match(r"[ ]{0,3}(?:>[ \t]?)+", line):
        line, role = line[quoted.end() :], "quote"
    if re.match(r"\s*\|.*\|\s*$", line):
        line = " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    if len(line) <= LONG:
        for pattern, words in _INLINE:
            line = pattern.sub(words, line)
    return line, role


def _front_matter(words: str) -> About:
    fields = {k.lower(): v.strip("\"' ") for k, v in _FIELD.findall(words)}
    writers = (fields.get("authors") or fields.get("author") or "").strip("[]")
    return About(
        fields.get("title"),
        tuple(w.strip("\"' ") for w in writers.split(",") if w.strip("\"' ")),
        fields.get("publisher") or fields.get("source"),
        stamp(fields.get("published") or fields.get("date") or ""),
        stamp(fields.get("updated") or ""),
    )

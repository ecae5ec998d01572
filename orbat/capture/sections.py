"""Where a full text is title, body, quotation, caption or boilerplate; whose voice and date each part has.

Law: the sections cover the whole text in order, without gap or overlap; nothing is cut, only marked.
What is not surely boilerplate is body. The patterns are in chrome.toml; no pattern speaks of one page alone.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from orbat.capture.made import About, Mark
from orbat.capture.stamps import DATE, FULL, LOOSE, stamp
from orbat.model import Role, Section

PROSE_WORDS = 12  # the fewest words of a paragraph of prose; menus, bylines and most titles have fewer
LONG_LINE = 120  # a line longer than this is a paragraph of its own: nobody wraps by hand so wide
WRAPPED = 45  # a shorter line is hardly the first part of a sentence wrapped by hand
TITLE_WORDS, TITLE_LENGTH = 20, 120
HEADER = 25  # lines; what stands above a text is no longer
ENDS = ".!?:;\"”'’)]"


@dataclass(slots=True)
class Line:
    """One line of the text, outer space left out, while it is being judged. `paragraph` counts from 0."""

    start: int
    words: str
    paragraph: int
    alone: bool = True
    wrapped: bool = False  # goes on with a sentence that the line before began
    role: Role = "body"
    author: str | None = None
    dateline: str | None = None
    page: int | None = None

    @property
    def end(self) -> int:
        return self.start + len(self.words)


def cut(body: str, about: About, marks: Sequence[Mark] = ()) -> tuple[About, tuple[Section, ...]]:
    """What is known with what the text says of itself added, and the sections of the text.

    `about` overrules the text. The sections cover [0, len(body)) in order; an empty text has none.
    """
    if not body:
        return about, ()
    lines = _lines(body)
    _mark(lines, marks)
    _drop_boilerplate(lines)
    about = _title(lines, about)
    about = _facts(lines, about)
    _tail(lines)
    lines, about = _wires(lines, about)
    _quotes_and_captions(lines)
    about = _voices(lines, about)
    if about.updated and not about.published:
        for line in lines:
            line.dateline = line.dateline or about.updated
    return about, _sections(lines, len(body))


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files("orbat.capture").joinpath("chrome.toml").read_text(encoding="utf-8"))


def _any(patterns: Iterable[str], **words: str) -> str:
    """One pattern for many; `{name}` of `words` filled in, other braces left alone."""
    joined = "|".join(f"(?:{p})" for p in patterns)
    for name, pattern in {"date": DATE, "full": FULL, "loose": LOOSE, **words}.items():
        joined = joined.replace("{" + name + "}", f"(?:{pattern})")
    return joined


@cache
def _line_pattern() -> re.Pattern[str]:
    return re.compile(_any(p for group in _rules()["lines"].values() for p in group), re.IGNORECASE)


@cache
def _table(table: str, name: str) -> tuple[re.Pattern[str], ...]:
    rules = _rules()[table]
    words = {k: v for k, v in rules.items() if isinstance(v, str)}
    return tuple(re.compile(_any([p], **words), re.IGNORECASE) for p in rules[name])


@cache
def _wire_patterns(name: str) -> tuple[re.Pattern[str], ...]:
    rules = _rules()["wire"]
    words = {k: rules[k] for k in ("place", "source", "dash")} | {"loose": f"(?i:{LOOSE})"}
    return tuple(re.compile(_any([p], **words) + rules["markers"]) for p in rules[name])


def junk(kind: str, value: str | None) -> bool:
    """Whether `value` is what programs write where nobody gave an author or a title (`kind`)."""
    return not value or any(p.fullmatch(value.strip()) for p in _table("junk", kind))


def _lines(body: str) -> list[Line]:
    """The lines that hold more than space; paragraphs end at blank lines and at long lines."""
    lines: list[Line] = []
    last, blank = 0, True
    for found in re.finditer(r"[^\r\n]+", body):
        gap = body[last : found.start()].replace("\r\n", "\n").count("\n") + body[last : found.start()].count(
            "\f"
        )
        last, words = found.end(), found.group().strip()
        blank = blank or gap > 1
        if not words:
            blank = True
            continue
        start = found.start() + len(found.group()) - len(found.group().lstrip())
        number = lines[-1].paragraph + blank if lines else 0
        lines.append(Line(start, words, number, alone=blank))
        if not blank and len(lines) > 1:
            lines[-2].alone = False
        blank = False
    return _apart(lines)


def _apart(lines: list[Line]) -> list[Line]:
    """In a block with a long line, each line a paragraph of its own."""
    long = {line.paragraph for line in lines if len(line.words) > LONG_LINE}
    number, last = -1, None
    for line in lines:
        if line.paragraph != last or line.paragraph in long:
            number += 1
            line.alone = line.alone or line.paragraph in long
        last, line.paragraph = line.paragraph, number
    for before, line in pairwise(lines):
        together = not line.alone and before.paragraph == line.paragraph and before.words[-1] not in ENDS
        line.wrapped = together and (before.wrapped or len(before.words) >= WRAPPED)
    return lines


def _mark(lines: list[Line], marks: Sequence[Mark]) -> None:
    at = 0
    for line in lines:
        while at < len(marks) and marks[at].end <= line.start:
            at += 1
        if at < len(marks) and marks[at].start <= line.start:
            line.role, line.page = marks[at].role, marks[at].page


def _drop_boilerplate(lines: list[Line]) -> None:
    for line in lines:
        if (
            line.role == "body"
            and not line.wrapped
            and len(line.words) < 400
            and _line_pattern().fullmatch(line.words)
        ):
            line.role = "chrome"


def _tail(lines: list[Line]) -> None:
    """Everything after a heading of links to other pages, where no prose follows."""
    last = max((i for i, line in enumerate(lines) if line.role == "body" and _prose(line.words)), default=-1)
    for i in range(last + 1, len(lines)):
        if last >= 0 and any(p.fullmatch(lines[i].words) for p in _table("tail", "headings")):
            for line in lines[i:]:
                line.role = "chrome"
            return


def _prose(words: str) -> bool:
    return len(words.split()) >= PROSE_WORDS


def _body(lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.role == "body"]


# --- title and the facts that a page gives of itself ---


def _title(lines: list[Line], about: About) -> About:
    """The title line marked: the known title where it stands, else a first line that can be nothing else."""
    if any(line.role == "title" for line in lines):
        return about.over(About(title=" ".join(line.words for line in lines if line.role == "title")))
    candidates = _body(lines)[:HEADER]
    found = _known_title(candidates, about.title) or _likely_title(candidates)
    for line in found:
        line.role = "title"
    return about.over(About(title=" ".join(line.words for line in found) or None))


def _known_title(lines: Sequence[Line], title: str | None) -> Sequence[Line]:
    for i in range(len(lines)):
        for n in (1, 2, 3):
            if alike(" ".join(line.words for line in lines[i : i + n]), title):
                return lines[i : i + n]
    return ()


def alike(words: str, title: str | None) -> bool:
    """Whether `words` are a title or the greater part of it, as pages add the site's name to theirs."""
    short, long = sorted((folded(words), folded(title or "")), key=len)
    return bool(short) and long.startswith(short) and len(short) >= 0.6 * len(long)


def folded(words: str) -> str:
    """The letters and digits of `words`, small."""
    return "".join(c for c in words.casefold() if c.isalnum())


def _likely_title(lines: Sequence[Line]) -> Sequence[Line]:
    facts = [
        bool(_fact(line.words, head=True) or _table("head", "bullet")[0].fullmatch(line.words))
        for line in lines
    ]
    i = facts.index(False) if False in facts else len(lines)
    if not any(_prose(line.words) for line in lines[i + 1 :]):
        return ()
    words = lines[i].words
    apart = facts[i + 1] or lines[i + 1].paragraph != lines[i].paragraph
    fits = 2 <= len(words.split()) <= TITLE_WORDS and len(words) <= TITLE_LENGTH
    plain = (
        words[-1] not in ".,;:" and not words[0].islower() and words[0] not in "•*|([<" and " | " not in words
    )
    sentences = re.search(r"[?!][\"”’']?\s+\S|[a-z]{3}\.\s+[A-Z]|^[A-Z. ]+:", words)
    return [lines[i]] if apart and fits and plain and not sentences and not _wire(words, first=True) else ()


def _fact(words: str, *, head: bool) -> re.Match[str] | None:
    """The pattern of a fact that the whole line matches, in the head of a page or anywhere."""
    words = words.lstrip("•·* ")
    if len(words) > 200:
        return None
    patterns = [*_table("facts", "updated"), *_table("facts", "published")]
    if head:
        patterns += [*_table("head", "published"), *_table("head", "byline")]
    for pattern in patterns:
        found = pattern.fullmatch(words)
        if found and ("authors" not in found.groupdict() or names(found["authors"])):
            return found
    return None


def _facts(lines: list[Line], about: About) -> About:
    """Bylines and dates of publication read and marked as boilerplate."""
    prose = [i for i, line in enumerate(lines) if line.role == "body" and _prose(line.words)]
    first = prose[0] if prose else len(lines)
    second = (
        next((i for i in prose if lines[i].paragraph > lines[first].paragraph), len(lines))
        if prose
        else first
    )
    loners = sum(1 for line in lines if (m := _fact(line.words, head=True)) and m.groupdict().get("lone"))
    said = About()
    writer: tuple[str, ...] = ()
    for i, line in enumerate(lines):
        if line.role not in ("body", "chrome") or (
            line.wrapped and i > first and lines[i - 1].role != "title"
        ):
            continue
        found = _fact(line.words, head=i < second)
        fields = found.groupdict() if found else {}
        if fields.get("lone") and (loners > 1 or i > first):
            continue
        if (
            fields.get("authors")
            and not about.title
            and i <= HEADER
            and all(x.role == "chrome" for x in lines[:i])
        ):
            continue  # the first line of an untitled text: "By ..." may be its title
        if found:
            line.role = "chrome"
            said = said.over(
                About(
                    authors=names(fields.get("authors") or _after_by(fields.get("after"))),
                    published=stamp(fields.get("published") or fields.get("lone") or ""),
                    updated=stamp(fields.get("updated") or ""),
                )
            )
        elif (found := _table("head", "bullet")[0].fullmatch(line.words)) and _in_header(lines, i):
            line.role, writer = "chrome", writer or names(found["name"])
    return about.over(said).over(About(authors=writer))


def _after_by(words: str | None) -> str:
    found = re.match(r"[\s,|•·–—-]*by\s+(.+)", words or "", re.IGNORECASE)
    return found[1] if found else ""


def _in_header(lines: Sequence[Line], i: int) -> bool:
    return (
        0 < i <= HEADER
        and all(line.role == "chrome" for line in lines[:i])
        and len(lines[i].words.split()) <= 6
    )


_PARTICLES = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "bint",
        "abu",
        "de",
        "del",
        "della",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "y",
        "e",
        "ul",
        "ur",
        "bar",
    }
)
_INITIAL = re.compile(r"[^\W\d_]")


def names(words: str) -> tuple[str, ...]:
    """The names in a byline: "Ann Lee, John Roe and B. Poe, in Beirut". Empty where they are none."""
    words = re.split(r"\s+(?:in|at|for|on|with|of|\||•|·|—|–|-)\s+|\s*[(|]", words.strip(), maxsplit=1)[
        0
    ].strip(" .,;:*_")
    several = re.search(r"\s(?:and|&)\s|;", words)
    parts = [p.strip() for p in re.split(r",?\s(?:and|&)\s|,\s+|;\s*", words) if p.strip()]
    found = tuple(parts if several else parts[:1])
    return found if found and all(_is_name(p) for p in found) else ()


def _is_name(words: str) -> bool:
    tokens = words.split()
    if not 1 <= len(tokens) <= 6 or any(c.isdigit() for c in words) or re.search(FULL, words, re.IGNORECASE):
        return False
    capital = [t for t in tokens if _INITIAL.match(t) and not t[0].islower()]
    small = [t for t in tokens if t[0].islower() and re.split(r"[-'’]", t)[0] not in _PARTICLES]
    return (
        bool(capital)
        and not small
        and tokens[-1] in capital + [t for t in tokens if "-" in t]
        and len(words) > 2
    )


# --- wires ---


def _wire(words: str, *, first: bool) -> re.Match[str] | None:
    """The opening of a wire item at the beginning of `words`."""
    rules = _rules()["wire"]
    for pattern in _wire_patterns("openings") + (_wire_patterns("first") if first else ()):
        found = pattern.match(words[:300])
        if not found:
            continue
        agency = found.groupdict().get("agency")
        known = agency and (
            re.fullmatch(rules["agencies"], agency.strip())
            or re.search(rf"\b{rules['agency_words']}\b", agency)
        )
        if known or not agency:
            return found
    return None


def _wires(lines: list[Line], about: About) -> tuple[list[Line], About]:
    """Openings of wire items split off; what follows has their date, and source where there are several."""
    out: list[Line] = []
    dateline = source = None
    published, digest = about.published, False  # a digest: a wire item began before
    first = next((line for line in lines if line.role == "body" and _prose(line.words)), None)
    for line in lines:
        starts = not out or out[-1].paragraph != line.paragraph or out[-1].role == "chrome"
        tried = starts and line.role == "body"
        found = _wire(line.words, first=line is first or digest) if tried else None
        if found:
            fields = found.groupdict()
            given = fields.get("source") or fields.get("agency")
            dateline = stamp(fields.get("date") or "", near=published)
            about = about.over(About(source=given, published=dateline))
            source = given if digest and folded(given or "") != folded(about.source or "") else None
            digest = True
            out.append(replace(line, words=found.group().rstrip(), role="chrome", dateline=dateline))
            line = replace(line, start=line.start + found.end(), words=line.words[found.end() :], alone=False)
        if line.words and (line.role == "body" or found):
            line.dateline, line.author = dateline, source
        out.append(line)
    return [line for line in out if line.words], about


# --- voices ---


def _quotes_and_captions(lines: list[Line]) -> None:
    seen = False
    for line in lines:
        if line.role != "body":
            continue
        words = line.words
        if len(words) < 400 and line.alone and any(p.match(words) for p in _table("caption", "starts")):
            line.role = "caption"
        elif (
            seen
            and line.alone
            and words[0] + words[-1] in ('""', "“”", "«»")
            and not re.search('["“”«»]', words[1:-1])
        ):
            line.role = "quote"
        seen = seen or _prose(words)


def _voices(lines: list[Line], about: About) -> About:
    """An editor's introduction, notes, and the date when a piece posted again was first published."""
    editor, page = about.source or "editor", about.published or about.updated
    paragraphs = _paragraphs(lines)
    for paragraph in paragraphs:
        if any(p.match(paragraph[0].words) for p in _table("editor", "notes")):
            _speak(paragraph, editor, page)
    for n in sorted({*range(5), len(paragraphs) - 2, len(paragraphs) - 1} & set(range(len(paragraphs)))):
        paragraph = paragraphs[n]
        words = " ".join(line.words for line in paragraph)
        found = _repost(words) if len(words) <= 1200 else None
        before, after = paragraphs[:n], paragraphs[n + 1 :]
        # a statement within a paragraph may speak of another text, so more must follow it
        share = 1 if found and found.start() <= 2 else 3
        head = n <= 4 and _size(before) * share <= _size(after)
        if not found or not (head or n >= len(paragraphs) - 2):
            continue
        piece, preface = (after, before) if head else (before, [])
        about = about.over(About(authors=names(found.groupdict().get("authors") or "")))
        date = re.search(DATE, words[found.start() :], re.IGNORECASE) or re.search(
            r"\bin (\d{4})\b", words[found.start() :]
        )
        first = stamp(date.group()) or date[1] if date else None
        for p in piece:
            if p[0].author != editor:
                _speak(p, about.authors[0] if about.authors else None, first)
        for p in [*preface, paragraph]:
            _speak(p, editor, page)
        break
    return about


def _repost(words: str) -> re.Match[str] | None:
    """The words that say so, in a paragraph's first or last sentence: elsewhere they speak of another."""
    for pattern in _table("repost", "sentences"):
        for found in pattern.finditer(words):
            before, after = words[: found.start()].rstrip(), words[found.end() :]
            if not before.strip("([*_—–-\"“' ") or (
                before[-1] in ENDS and not re.search(r"[a-z\d]\.\s+\S", after)
            ):
                return found
    return None


def _paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    out: dict[int, list[Line]] = {}
    for line in lines:
        if line.role in ("body", "quote", "caption"):
            out.setdefault(line.paragraph, []).append(line)
    return list(out.values())


def _size(paragraphs: Iterable[Sequence[Line]]) -> int:
    return sum(len(line.words) for p in paragraphs for line in p)


def _speak(lines: Iterable[Line], author: str | None, dateline: str | None) -> None:
    for line in lines:
        line.author, line.dateline = author, dateline


def _sections(lines: Sequence[Line], length: int) -> tuple[Section, ...]:
    """Lines alike joined; each section reaches to the beginning of the next."""
    if not lines:
        return (Section(0, length, "chrome"),)
    kinds = [(line.role, line.dateline, line.author, line.page) for line in lines]
    starts = [i for i in range(len(lines)) if i == 0 or kinds[i] != kinds[i - 1]]
    ends = [lines[i].start for i in starts[1:]] + [length]
    return tuple(
        Section(0 if i == 0 else lines[i].start, end, *kinds[i]) for i, end in zip(starts, ends, strict=True)
    )

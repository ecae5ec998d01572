"""One entry of a known list as a document with claims.

Law: an entry says only what the list says: each line of its text is a field of the list, and each claim
quotes a line, in the voice of the list's publisher, on the list's date.
"""

import hashlib
from dataclasses import dataclass, field

from orbat.model import (
    LIST_ENTRY,
    LIST_ENTRY_URI,
    Claim,
    Document,
    Kind,
    Mention,
    NameKind,
    Object,
    Period,
    Qualifiers,
    Reading,
    Reject,
    Run,
    Section,
    Span,
    Text,
    Voice,
    Words,
)
from orbat.names import is_acronym

READER, VERSION = "lists", "1"
LONGEST = 300  # characters; what is longer in a field for a name is a remark, and names nobody


@dataclass(frozen=True, slots=True)
class Source:
    """A list: its short key, its title, and who speaks in it."""

    key: str
    title: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entry, and of what kind the list says it is."""

    text: str
    kind: NameKind = "name"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `raw`: the bytes that it was read from; dates are ISO prefixes; `seen`: that of the file."""

    source: Source
    reference: str
    kind: Kind
    name: str
    raw: bytes
    aliases: tuple[Alias, ...] = ()
    programmes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    listed: str | None = None
    updated: str | None = None
    seen: str | None = None
    remarks: str | None = None


@dataclass(slots=True)
class _Page:
    """The lines of an entry's text as they are written, with what each says."""

    entry: Entry
    body: str = ""
    claims: list[tuple[str, Object, tuple[int, int], Qualifiers, Period | None]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)

    def line(self, label: str, value: str) -> tuple[int, int]:
        """Write a line; where the value stands in it."""
        start = len(self.body) + len(label) + 2
        value = " ".join(value.split())
        self.body += f"{label}: {value}\n"
        return start, start + len(value)

    def say(
        self,
        predicate: str,
        value: str,
        at: tuple[int, int],
        kind: NameKind | None = None,
        period: Period | None = None,
    ) -> None:
        self.claims.append((predicate, Words(value), at, Qualifiers(name_kind=kind), period))


LABELS: dict[NameKind, str] = {
    "name": "Also known as",
    "acronym": "Acronym",
    "former": "Formerly",
    "short": "Also known as, weak",
    "nom_de_guerre": "Also known as, weak",
    "transliteration": "Name in another script or spelling",
    "translation": "Name in translation",
    "misspelling": "Misspelt",
}


def kept(entry: Entry, retrieved: str) -> tuple[Document, Text, Reading]:
    """The entry as a document, its text and what that says. `retrieved`: an ISO time."""
    source = entry.source
    document = Document(
        hashlib.sha256(entry.raw).hexdigest(),
        f"{LIST_ENTRY_URI}{source.key}/{entry.reference}",
        source.title,
        f"{source.title}, {entry.reference}",
        (source.publisher,),
        entry.listed or entry.seen,
        entry.updated,
        retrieved or None,
        LIST_ENTRY,
    )
    page = _Page(entry)
    named = _write(page)
    heading = Section(0, page.body.index("\n") + 1, "title")
    sections = (heading, Section(heading.end, len(page.body)))
    text = Text(document.id, f"{READER} {VERSION}", page.body, None, sections)
    subject = Mention(Span(text.id, *named), entry.kind, natural(page.body[slice(*named)], entry.kind))
    voice = (Voice(None, "asserts"),)
    claims = tuple(
        Claim(subject.id, p, o, Span(text.id, *at), voice, when, (), qualifiers, "said", f"list:{source.key}")
        for p, o, at, qualifiers, when in page.claims
    )
    run = Run(text.id, READER, VERSION, rejects=tuple(page.rejects))
    return document, text, Reading(run, (subject,), tuple(dict.fromkeys(claims)))


def _write(page: _Page) -> tuple[int, int]:
    """Write the entry's text; where its first name stands."""
    entry = page.entry
    page.line(entry.source.title, entry.reference)
    named = page.line("Name", entry.name)
    for alias in dict.fromkeys(entry.aliases):
        at = page.line(LABELS[alias.kind], alias.text)
        words = page.body[slice(*at)]
        if len(words) > LONGEST:
            page.rejects.append(
                Reject(*at, words[:LONGEST], "too long for a name", f"list:{entry.source.key}")
            )
        elif words and words != page.body[slice(*named)]:
            page.say("also_known_as", natural(words, entry.kind), at, _kind(words, alias.kind))
    since = Period(entry.listed, None, starts=True) if entry.listed else None
    for programme in entry.programmes or ("this list",):
        start, end = page.line("Listed under", programme)
        page.say("described_as", f"listed under {page.body[start:end]}", (start, end), period=since)
    if entry.listed:
        page.line("Listed on", entry.listed)
    for country in dict.fromkeys(entry.countries):
        start, end = page.line("Country", country)
        page.say("described_as", f"of {page.body[start:end]}", (start, end))
    for born in dict.fromkeys(entry.born):
        start, end = page.line("Born", born)
        page.say("described_as", f"born {page.body[start:end]}", (start, end))
    if entry.remarks:
        page.line("Remarks", entry.remarks)
    return named


def _kind(name: str, kind: NameKind) -> NameKind:
    return "acronym" if kind == "name" and is_acronym(name) else kind


def natural(name: str, kind: Kind) -> str:
    """A name that the list sets in capitals, as a text would write it.

    One short word in capitals may be an acronym and stays; of a person lists set the last name alone so.
    """
    if is_acronym(name) or not (name.isupper() or kind == "person"):
        return name
    words = (
        w if not w.isupper() or len(w) == 1 else "-".join(map(_capital, w.split("-")))
        for w in name.split(" ")
    )
    return " ".join(words)


def _capital(word: str) -> str:
    sounded = any(c in "AEIOUY" for c in word) or not word.isascii()
    if not sounded:
        return word  # initials
    first = next((i for i, c in enumerate(word) if c.isalpha()), 0)  # after a mark for ayn
    return word[: first + 1] + word[first + 1 :].lower()

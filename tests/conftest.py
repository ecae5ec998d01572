"""What the tests share: a tiny reader, documents in our own words, casebooks in a temporary folder."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from orbat.errors import ReadError
from orbat.model import Claim, Document, Mention, Reading, Ref, Reject, Run, Span, Text, Voice
from orbat.store import Casebook

WEST = "The Western Brigade fights beside the River Guard. The River Guard was founded in Alba.\n"
EAST = "The Eastern Column fights beside the Western Brigade, a local paper wrote.\n"


class FakeReader:
    """Reads "The A B fights beside the C D" as an alliance, and counts how often it is asked."""

    name = "fake"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.asked = 0

    def read(self, document: Document, text: Text) -> Reading:
        """Names of two words and alliances between them; "founded" is a reject. Raises ReadError."""
        self.asked += 1
        if "unreadable" in text.body:
            raise ReadError("no sentence was found\nin it")
        if "breaks the reader" in text.body:
            raise IndexError("list index out of range")
        mentions = {
            m.start(): Mention(Span(text.id, *m.span()), "group", m.group())
            for m in re.finditer(r"[A-Z][a-z]+ (?:Brigade|Guard|Column)", text.body)
        }
        claims = [
            Claim(
                mentions[m.start(1)].id,
                "allied_with",
                Ref(mentions[m.start(2)].id),
                Span(text.id, *m.span()),
                (Voice(None, "asserts"),),
                rule="fake",
            )
            for m in re.finditer(r"(\w+ \w+) fights beside the (\w+ \w+)", text.body)
        ]
        rejects = tuple(
            Reject(*m.span(), m.group(), "no date was found", "fake")
            for m in re.finditer("founded", text.body)
        )
        run = Run(text.id, self.name, self.version, rejects=rejects)
        return Reading(run, tuple(mentions.values()), tuple(claims))


def captured(body: str, uri: str = "west.txt", **about: str) -> tuple[Document, bytes, Text]:
    """A document of these words, as capture would give it."""
    data = body.encode()
    document = Document(hashlib.sha256(data).hexdigest(), uri, **about)
    return document, data, Text(document.id, "test", body)


@pytest.fixture
def reader() -> FakeReader:
    """The tiny reader."""
    return FakeReader()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where a casebook may be made."""
    return tmp_path / "test.db"


@pytest.fixture
def casebook(place: Path) -> Iterator[Casebook]:
    """An empty casebook."""
    with Casebook.open(str(place)) as book:
        yield book


@pytest.fixture
def filled(casebook: Casebook, reader: FakeReader) -> Casebook:
    """A casebook of two documents, read."""
    for document, body, text in (captured(WEST), captured(EAST, "east.txt", title="News from the east")):
        casebook.add_capture(document, body, text)
        casebook.add_reading(reader.read(document, text))
    return casebook

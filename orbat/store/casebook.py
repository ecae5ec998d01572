"""The casebook of one line of work, in one SQLite file.

Law: rows are only added. What is current (a document's last capture, a text's last run) is worked out from
the order of the rows, so that a process killed at any moment leaves a casebook that opens and goes on.
"""

import dataclasses
import difflib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from orbat.errors import NotFoundError, StoreError
from orbat.model import (
    Attribution,
    Claim,
    Decision,
    Document,
    Kept,
    Mention,
    Reading,
    Run,
    Text,
    Tie,
    to_json,
)
from orbat.revive import from_json
from orbat.store.listed import Listed
from orbat.store.sql import connect, plainly, statements
from orbat.store.words import excerpt, fold, query
from orbat.store.worked import WorkedOut

Noun = TypeVar("Noun")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Named = TypeVar("Named", bound=_Identified)


@dataclass(frozen=True, slots=True)
class Counts:
    """What the casebook holds. Mentions, claims and rejects are those of current runs.

    `unread`: documents that no reader has read yet; `failures`: addresses that failed and still stand.
    """

    documents: int
    texts: int
    mentions: int
    claims: int
    rejects: int
    decisions: int
    unread: int
    failures: int


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that could not be captured or read, why, and when it was last tried (UTC, ISO 8601)."""

    uri: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that holds the words looked for: an exact stretch of it, and the names that hold them."""

    document: Document
    text: str
    start: int
    end: int
    excerpt: str
    names: tuple[str, ...]


class Casebook:
    """Bodies, documents, texts, readings, decisions and failures. A context manager."""

    def __init__(self, db: sqlite3.Connection, place: str) -> None:
        self._db = db
        self.place = place
        self.worked = WorkedOut(db, place)
        self.listed = Listed(db, place)

    @classmethod
    def open(cls, url: str, create: bool = True) -> Self:
        """The casebook at a path or `sqlite:///path`. Raises StoreError if it cannot be opened."""
        return cls(connect(url, create), url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # -- keeping ----------------------------------------------------------------------------------------

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is added inside whole or not at all: a great many small things are kept faster so."""
        with self._keeping():
            yield

    def add_capture(self, document: Document, body: bytes, text: Text, overruled: str = "") -> bool:
        """Keep a document with its bytes and text. False if nothing but `retrieved` is new.

        `overruled`: what a person said of the metadata, in the caller's own writing, for later captures.
        Raises StoreError if the bytes, the document and the text do not belong together.
        """
        if hashlib.sha256(body).hexdigest() != document.body or text.document != document.id:
            raise StoreError(f"{document.uri}: the bytes, the document and the text do not belong together")
        uri = _clean(document.uri)
        with self._keeping():
            last = self._one("last_capture", document.id, uri)
            if last and last[1:] == (text.id, overruled) and _same(_parse(Document, last[0]), document):
                return False
            self._do("add_body", document.body, body)
            for (seq,) in self._do("add_text", text.id, _dump(text)):
                self._do("index_text", seq, fold(text.body))
            self._do("add_document", document.id, uri, document.body, text.id, _dump(document), overruled)
        return True

    def add_reading(self, reading: Reading) -> bool:
        """Keep a reading and make it the current one of its text, or stand beside it where a person read.

        False if it already is.
        """
        run = reading.run
        with self._keeping():
            if (run.id,) == self._one("last_run", run.text) or (
                run.by_person and self._one("run_of_id", run.id)
            ):
                return False
            more = (_dump(reading.attributions), _dump(reading.ties))
            added = self._do("add_run", run.id, run.text, _dump(run), *more, len(run.rejects), run.by_person)
            ((seq,),) = added
            for mention in reading.mentions:
                kept = self._do("add_mention", seq, mention.id, _clean(mention.name), _dump(mention))
                if mention.form == "named":
                    for (row,) in kept:
                        self._do("index_mention", row, fold(mention.name))
            for claim in reading.claims:
                self._do("add_claim", seq, claim.id, claim.predicate, _dump(claim))
        return True

    def add_decision(self, decision: Decision) -> bool:
        """Keep a decision. False if the very same is kept already."""
        with self._keeping():
            before = self._db.total_changes
            self._do("add_decision", decision.id, decision.about, _dump(decision))
            return self._db.total_changes > before

    def add_failure(self, uri: str, reason: str) -> None:
        """Keep that an address could not be captured or read, and why."""
        with self._keeping():
            self._do("add_failure", _clean(uri), _clean(reason))

    def overruled(self, body: bytes) -> str:
        """What a person last said of the metadata of the document with these bytes; "" for nothing."""
        row = self._one("overruled", hashlib.sha256(body).hexdigest())
        return str(row[0]) if row else ""

    # -- what is left to do -----------------------------------------------------------------------------

    def has_run(self, text: str, reader: str, version: str, settings: str = "") -> bool:
        """Whether the current reading of a text is by this reader, version and settings."""
        return self._one("last_run", text) == (Run(text, reader, version, settings).id,)

    def unread(
        self, reader: str, version: str, settings: Callable[[Document], str]
    ) -> list[tuple[Document, str]]:
        """Documents whose current text has no current reading by this reader, with the text's id, in order.

        `settings` gives what such a reading depends on besides the text, as kept in Run.settings.
        """
        left = []
        for plain, text, run in self._all("documents_and_runs"):
            document = _parse(Document, plain)
            if run != Run(text, reader, version, settings(document)).id:
                left.append((document, text))
        return left

    # -- what is kept -----------------------------------------------------------------------------------

    def kept(self) -> Kept:
        """All that views are worked out from: current documents, texts and runs, in order of keeping."""
        with self._looking():
            return Kept(
                documents=_by_id(self._nouns(Document, "documents")),
                texts=_by_id(self._nouns(Text, "texts")),
                mentions=_by_id(self._nouns(Mention, "mentions")),
                claims=_by_id(self._nouns(Claim, "claims")),
                decisions=tuple(self._nouns(Decision, "decisions")),
                runs=tuple(self._nouns(Run, "runs")),
            )

    def kept_of(self, document: Document) -> Kept:
        """The same of one document alone, without decisions."""
        with self._looking():
            text = self.text(document.id)
            reading = self.reading(text.id)
            mentions = list(reading.mentions) if reading else []
            claims = list(reading.claims) if reading else []
            runs = [reading.run] if reading else []
            for seq, run in self._all("runs_of_people", text.id):
                runs.append(_parse(Run, run))
                mentions += self._nouns(Mention, "mentions_of_run", seq)
                claims += self._nouns(Claim, "claims_of_run", seq)
        return Kept(
            {document.id: document}, {text.id: text}, _by_id(mentions), _by_id(claims), (), tuple(runs)
        )

    def text(self, key: str) -> Text:
        """A text by its id, or the current one of a document by the document's. Raises NotFoundError."""
        row = self._one("text_of_document" if key.startswith("doc-") else "text_of_id", key)
        if row is None:
            raise NotFoundError(f"the casebook holds no text {key}")
        return _parse(Text, row[0])

    def claim(self, id_: str) -> Claim:
        """A claim by its id, of a current run or an older one. Raises NotFoundError."""
        row = self._one("claim_of_id", id_)
        if row is None:
            raise NotFoundError(f"the casebook holds no claim {id_!r}; `orbat claims` lists them")
        return _parse(Claim, row[0])

    def document_of_text(self, text: str) -> Document:
        """The current document of a text. Raises NotFoundError."""
        row = self._one("document_of_text", text)
        if row is None:
            raise NotFoundError(f"the casebook holds no document with the text {text!r}")
        return _parse(Document, row[0])

    def body(self, document: Document) -> bytes:
        """The bytes that a document was captured from. Raises NotFoundError."""
        row = self._one("body_of_sha256", document.body)
        if row is None:
            raise NotFoundError(f"the casebook does not hold the bytes of {document.uri}")
        return bytes(row[0])

    def reading(self, text: str) -> Reading | None:
        """The current reading of a text; None: it is not read yet."""
        row = self._one("reading_of_text", text)
        if row is None:
            return None
        seq, run, attributions, ties = row
        return Reading(
            run=_parse(Run, run),
            mentions=tuple(self._nouns(Mention, "mentions_of_run", seq)),
            claims=tuple(self._nouns(Claim, "claims_of_run", seq)),
            attributions=tuple(_build(Attribution, plain) for plain in json.loads(attributions)),
            ties=tuple(_build(Tie, plain) for plain in json.loads(ties)),
        )

    def find_document(self, wanted: str) -> Document:
        """The current document by id (or its start), address, file name or title (or a part of it).

        Raises NotFoundError with the nearest titles if there is none, with the candidates if several.
        """
        if wanted.startswith("doc-") and (exact := self.worked.documents([wanted])):
            return exact[wanted]
        held = self._nouns(Document, "documents")
        for fits in (_is, _is_like):
            found = [document for document in held if fits(document, wanted)]
            if len(found) == 1:
                return found[0]
            if found:
                listed = "; ".join(f"{d.id} {d.title or d.uri}" for d in found[:5])
                raise NotFoundError(f"“{wanted}” fits {len(found)} documents, give more of an id: {listed}")
        titles = [d.title or PurePath(d.uri).name for d in held]
        near = difflib.get_close_matches(wanted, titles, cutoff=0.4) or titles[:3]
        hint = f"there is: {'; '.join(near)}" if near else "it holds no document yet, `orbat read` adds one"
        raise NotFoundError(f"the casebook holds no document “{wanted}”; {hint}")

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Texts that hold every one of `words`, best first (BM25), whatever the case and marks."""
        asked = query(words)
        if not asked:
            return []
        names: dict[str, list[str]] = {}
        for text, name in self._all("names_with_words", asked):
            names.setdefault(text, []).append(name)
        hits = []
        for document, plain in self._all("texts_with_words", asked, limit):
            text = _parse(Text, plain)
            start, end = excerpt(text.body, words)
            named = tuple(names.get(text.id, ()))
            hits.append(Hit(_parse(Document, document), text.id, start, end, text.body[start:end], named))
        return hits

    def failures(self) -> list[Failure]:
        """Addresses that failed and did not do better since, each with its last reason."""
        return [Failure(*row) for row in self._all("failures")]

    def counts(self) -> Counts:
        """How much of everything there is."""
        return Counts(*self._all("counts")[0])

    # -- SQL --------------------------------------------------------------------------------------------

    @contextmanager
    def _keeping(self) -> Iterator[None]:
        """One transaction, kept whole or not at all; inside another it is a part of that."""
        if self._db.in_transaction:
            yield
            return
        with plainly(self.place), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            yield

    @contextmanager
    def _looking(self) -> Iterator[None]:
        """One state of the casebook for several queries, whoever writes meanwhile."""
        with plainly(self.place), self._db:
            self._db.execute("BEGIN")
            yield

    def _do(self, name: str, *values: object) -> list[Any]:
        return self._db.execute(statements()[name], values).fetchall()

    def _all(self, name: str, *values: object) -> list[Any]:
        with plainly(self.place):
            return self._do(name, *values)

    def _one(self, name: str, *values: object) -> tuple[Any, ...] | None:
        return next(iter(self._all(name, *values)), None)

    def _nouns(self, noun: type[Noun], name: str, *values: object) -> list[Noun]:
        return [_parse(noun, plain) for (plain,) in self._all(name, *values)]


def _dump(noun: object) -> str:
    """JSON that SQLite can hold: escaped where the characters are no valid Unicode (lone surrogates)."""
    plain = json.dumps(to_json(noun), ensure_ascii=False, separators=(",", ":"))
    return plain if plain.isascii() or _clean(plain) == plain else json.dumps(to_json(noun))


def _clean(words: str) -> str:
    """The words with what cannot be written as UTF-8 replaced (file names may hold any bytes)."""
    return words.encode("utf-8", "replace").decode("utf-8")


def _parse(noun: type[Noun], plain: str) -> Noun:
    return _build(noun, json.loads(plain))


def _build(noun: type[Noun], plain: Mapping[str, Any]) -> Noun:
    try:
        return from_json(noun, plain)
    except (KeyError, TypeError) as error:
        raise StoreError(
            f"a {noun.__name__} of the casebook cannot be understood ({error}); update Orbat"
        ) from error


def _by_id(nouns: Iterable[Named]) -> dict[str, Named]:
    return {noun.id: noun for noun in nouns}


def _same(held: Document, document: Document) -> bool:
    return dataclasses.replace(held, retrieved=document.retrieved) == document


def _is(document: Document, wanted: str) -> bool:
    name = PurePath(document.uri).name
    titles = (document.title or "").casefold(), name.casefold(), PurePath(name).stem.casefold()
    return wanted in (document.id, document.uri) or wanted.casefold() in titles


def _is_like(document: Document, wanted: str) -> bool:
    digits = document.id.removeprefix("doc-")
    starts = len(wanted) >= 4 and digits.startswith(wanted.removeprefix("doc-"))
    return starts or (bool(fold(wanted)) and fold(wanted) in fold(document.title or document.uri))

"""The machine's half: capture what is given, keep it, read what has not been read yet, keep that.

Law: reading twice is reading once, and nothing is dropped in silence: a document that fails is kept as a
failure and counted, and the rest go on.
"""

import dataclasses
import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Literal

from orbat import engine
from orbat.capture import Overrides, Source, capture_bytes, gather
from orbat.errors import CaptureError, OrbatError
from orbat.joining import join
from orbat.lists import Row, kept, read_list
from orbat.model import LIST_ENTRY, Claim, Document, Quantity, Reading, Ref, Reject, Text, to_json
from orbat.places import imports_stamp
from orbat.read import Reader
from orbat.revive import from_json
from orbat.store import Casebook

BATCH = 500  # entries of a list that are kept together: a stop loses at most these, and they are read again
State = Literal["new", "known", "read", "failed"]

# What is wrong with one document, said properly or not. A fault of a maker or reader must not keep the other
# documents from being read. It is never silent: it is kept as a failure and counted, and tried again.
_BAD = (OrbatError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: captured (`new`, `known`), `read`, or `failed` for a reason."""

    uri: str
    state: State
    document: str | None = None
    title: str | None = None
    claims: int = 0
    mentions: int = 0
    rejects: int = 0
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work, for whoever watches. `total` None: not known yet; `outcome` None: it begins."""

    stage: Literal["capture", "read", "join"]
    done: int
    total: int | None
    uri: str
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Documents by what became of them, and what was read from them."""

    new: int = 0
    known: int = 0
    read: int = 0
    failed: int = 0
    claims: int = 0
    mentions: int = 0
    rejects: int = 0

    @classmethod
    def of(cls, outcomes: list[Outcome]) -> "Summary":
        """The outcomes added up."""
        states = [outcome.state for outcome in outcomes]
        return cls(
            new=states.count("new"),
            known=states.count("known"),
            read=states.count("read"),
            failed=states.count("failed"),
            claims=sum(outcome.claims for outcome in outcomes),
            mentions=sum(outcome.mentions for outcome in outcomes),
            rejects=sum(outcome.rejects for outcome in outcomes),
        )


def read_sources(
    casebook: Casebook,
    sources: Sequence[str],
    reader: Reader,
    overrides: Overrides = Overrides(),  # noqa: B008 (frozen)
    on_progress: Callable[[Step], None] = lambda step: None,
    stdin: BinaryIO | None = None,
    workers: int = 1,
) -> Summary:
    """Capture every source, then read whatever the casebook holds that this reader has not read.

    With several `workers` each is a process that reads; only this one writes. A document that cannot be
    captured or read is kept as a failure. Raises StoreError when keeping fails.
    """
    return read_all(casebook, gather(sources, stdin), reader, overrides, on_progress, workers)


def read_all(
    casebook: Casebook,
    sources: Iterator[Source],
    reader: Reader,
    overrides: Overrides = Overrides(),  # noqa: B008 (frozen)
    on_progress: Callable[[Step], None] = lambda step: None,
    workers: int = 1,
) -> Summary:
    """The same of sources that are at hand."""
    outcomes = []
    for step in chain(_capture(casebook, sources, overrides), _read(casebook, reader, workers)):
        on_progress(step)
        if step.outcome:
            outcomes.append(step.outcome)
    if any(outcome.state == "read" for outcome in outcomes):
        on_progress(Step("join", 0, None, "names"))
        join(casebook)
    return Summary.of(outcomes)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a known list. `done`: bytes of `total`; `nobody`: entries that are no person or group.

    `bad`: what is wrong, line by line.
    """

    total: int
    done: int = 0
    new: int = 0
    known: int = 0
    nobody: int = 0
    bad: tuple[str, ...] = ()


def import_list(
    casebook: Casebook, path: Path, on_progress: Callable[[Imported], None] = lambda imported: None
) -> Imported:
    """Keep every entry of a list file as a document with claims; what is kept already is known.

    Raises CaptureError for a file that is no list or breaks off; what came before is kept.
    """
    so_far = Imported(path.stat().st_size)
    with path.open("rb") as file:
        rows = read_list(file, path)
        ended = False
        while not ended:
            bad: list[str] = []
            counted = Counter[str]()
            with casebook.together():
                broken = None
                try:
                    for row in islice(rows, BATCH):
                        if isinstance(row, CaptureError):
                            bad.append(str(row))
                        counted[_keep_entry(casebook, row)] += 1
                except CaptureError as error:  # the batch so far is kept before it is told
                    broken = error
            ended = sum(counted.values()) < BATCH
            so_far = dataclasses.replace(
                so_far,
                done=file.tell(),
                new=so_far.new + counted["new"],
                known=so_far.known + counted["known"],
                nobody=so_far.nobody + counted["nobody"],
                bad=(*so_far.bad, *bad),
            )
            on_progress(so_far)
            if broken:
                raise broken
    if so_far.new:
        join(casebook)
    return so_far


def _keep_entry(casebook: Casebook, row: Row) -> str:
    if row is None or isinstance(row, CaptureError):
        return "bad" if row else "nobody"
    document, text, reading = kept(row, _now())
    new = casebook.add_capture(document, row.raw, text)
    run = dataclasses.replace(reading.run, settings=basis(document), at=_now())
    casebook.add_reading(dataclasses.replace(reading, run=run))
    return "new" if new else "known"


def basis(document: Document) -> str:
    """What a reading depends on besides its text, for Run.settings: its dateline, the imported places."""
    parts = {"dateline": document.published or document.updated, "places": imports_stamp()}
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _capture(casebook: Casebook, sources: Iterator[Source], overrides: Overrides) -> Iterator[Step]:
    for done, source in enumerate(sources):
        yield Step("capture", done, None, source.uri)
        outcome = _capture_one(casebook, source, overrides)
        yield Step("capture", done + 1, None, outcome.uri, outcome)


def _capture_one(casebook: Casebook, source: Source, given: Overrides) -> Outcome:
    try:
        data, media_type = source.read()
    except _BAD as error:
        return _failed(casebook, source.uri, _said(error))
    overrides = _over(casebook.overruled(data), given)
    try:
        captured = capture_bytes(data, source.uri, media_type, overrides, retrieved=_now())
    except _BAD as error:
        return _failed(casebook, source.uri, _said(error))
    document = captured.document
    overruled = "" if overrides == Overrides() else json.dumps(to_json(overrides))
    new = casebook.add_capture(document, captured.body, captured.text, overruled)
    return Outcome(document.uri, "new" if new else "known", document.id, document.title)


def _over(kept: str, given: Overrides) -> Overrides:
    """What a person says now, over what a person said before (law 4)."""
    if not kept:
        return given
    before = from_json(Overrides, json.loads(kept))
    now = {f.name: getattr(given, f.name) for f in dataclasses.fields(given)}
    return dataclasses.replace(before, **{name: value for name, value in now.items() if value})


def _read(casebook: Casebook, reader: Reader, workers: int) -> Iterator[Step]:
    unread = casebook.unread(reader.name, reader.version, basis)
    left = [(d, text) for d, text in unread if d.media_type != LIST_ENTRY]  # read as the list is imported
    texts = ((document, casebook.text(text)) for document, text in left)
    readings = engine.each(Attempt(reader), texts, workers)
    for done, (document, _) in enumerate(left):
        yield Step("read", done, len(left), document.uri)
        outcome = _keep(casebook, document, next(readings)[1])
        yield Step("read", done + 1, len(left), document.uri, outcome)


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a document could not be read, in one line."""

    why: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """Reads one document. Where that fails the reason is the result, here or in a process of its own."""

    reader: Reader

    def __call__(self, given: tuple[Document, Text]) -> Reading | Broken:
        """The sound reading of a document's text, or why there is none."""
        try:
            return sound(self.reader.read(*given), given[1])
        except _BAD as error:
            return Broken(_said(error))


def _keep(casebook: Casebook, document: Document, reading: Reading | Broken | engine.Lost) -> Outcome:
    if not isinstance(reading, Reading):
        return _failed(casebook, document.uri, reading.why, document)
    run = dataclasses.replace(reading.run, settings=basis(document), at=_now())
    casebook.add_reading(dataclasses.replace(reading, run=run))
    counts = len(reading.claims), len(reading.mentions), len(run.rejects)
    return Outcome(document.uri, "read", document.id, document.title, *counts)


def sound(reading: Reading, text: Text) -> Reading:
    """The reading with each claim that nothing kept can carry made a reject.

    Weighing resolves mentions to entities. A claim that names a mention which the reading lacks, or a time as
    its subject or object, has no entity to stand under and would be on no view (law 7).
    """
    kinds = {mention.id: mention.kind for mention in reading.mentions}
    claims, rejects = [], list(reading.run.rejects)
    for claim in reading.claims:
        ends = [claim.subject, *([claim.object.mention] if isinstance(claim.object, Ref) else [])]
        if _named(claim) <= kinds.keys() and all(kinds[end] != "time" for end in ends):
            claims.append(claim)
        else:
            at = claim.evidence.start, claim.evidence.end
            reason = "it speaks of somebody or something that the reading has no mention of"
            rejects.append(Reject(*at, text.body[slice(*at)], reason, claim.rule))
    run = dataclasses.replace(reading.run, rejects=tuple(rejects))
    return dataclasses.replace(reading, run=run, claims=tuple(claims))


def _named(claim: Claim) -> set[str]:
    """Every mention that a claim names."""
    of, extra = claim.object, claim.qualifiers
    named = {claim.subject, *claim.place, *extra.with_, *extra.against}
    named |= {voice.speaker for voice in claim.voices if voice.speaker}
    if isinstance(of, Ref):
        named.add(of.mention)
    elif isinstance(of, Quantity) and of.by:
        named.add(of.by)
    return named


def _failed(casebook: Casebook, uri: str, why: str, document: Document | None = None) -> Outcome:
    outcome = Outcome(uri, "failed", reason=why)
    casebook.add_failure(uri, why)
    return dataclasses.replace(outcome, document=document.id, title=document.title) if document else outcome


def _said(error: Exception) -> str:
    said = str(error) if isinstance(error, OrbatError) else f"Orbat broke on it ({error!r}); please report it"
    return " ".join(said.split())


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")

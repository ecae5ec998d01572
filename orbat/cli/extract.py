"""`orbat extract`. Law: no casebook; text in, JSON Lines out, one document's failure never stops the rest."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import click

from orbat import engine
from orbat.capture import Captured, Overrides, capture_bytes, capture_string, gather
from orbat.cli.common import neutral, why_option, workers_option
from orbat.errors import CaptureError, DateError, UsageError
from orbat.model import Kept, Reading
from orbat.pipeline import Attempt, Broken
from orbat.publish.lines import claim_line, reading_line, reasons, why_line
from orbat.read import Reader
from orbat.read.rules import RulesReader


@click.command()
@click.argument("sources", nargs=-1, metavar="FILE…")
@click.option(
    "--as", "form", type=click.Choice(["claims", "reading"]), default="claims", help="What to write."
)
@click.option(
    "--jsonl",
    type=click.File("rb"),
    help="Texts as JSON Lines with id, text, title, publisher, published, author; - for standard input.",
)
@why_option
@workers_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    sources: tuple[str, ...],
    form: str,
    jsonl: BinaryIO | None,
    workers: int,
    why: bool,
) -> None:
    """Read texts into JSON Lines, without a casebook."""
    if bool(sources) == bool(jsonl):
        raise UsageError("give files or addresses, or --jsonl FILE (- for standard input)")
    failed = 0
    given = _lines_of(jsonl) if jsonl else _files(sources)
    for one, made in engine.each(_Extract(form, why, RulesReader()), given, workers):
        if isinstance(made, tuple):
            click.echo("".join(f"{line}\n" for line in made), nl=False)
        else:
            failed += 1
            name = f"{one.name}: " if isinstance(made, engine.Lost) else ""
            click.echo(f"orbat: error: {neutral(name + made.why)}", err=True)
    ctx.exit(1 if failed else 0)


@dataclass(frozen=True, slots=True)
class _Given:
    """One document to read: its bytes, or the `line` of JSON that holds it, or why it cannot be had."""

    name: str
    data: bytes = b""
    media_type: str | None = None
    line: int | None = None
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class _Extract:
    """The lines of one document, or why there are none."""

    form: str
    why: bool
    reader: Reader

    def __call__(self, given: _Given) -> tuple[str, ...] | Broken:
        if given.broken:
            return given.broken
        try:
            name, made = _captured(given)
        except (CaptureError, DateError) as error:
            return Broken(str(error))
        reading = Attempt(self.reader)((made.document, made.text))
        if isinstance(reading, Broken):
            return Broken(f"{name}: {reading.why}")
        return tuple(json.dumps(line) for line in self._lines(name, made, reading))

    def _lines(self, name: str, made: Captured, reading: Reading) -> Iterator[dict[str, Any]]:
        if self.form == "reading":
            yield reading_line(name, reading) | ({"claims": reasons(reading)} if self.why else {})
            return
        kept = Kept(
            {made.document.id: made.document},
            {made.text.id: made.text},
            {m.id: m for m in reading.mentions},
            {c.id: c for c in reading.claims},
        )
        for claim in reading.claims:
            because = {"why": why_line(claim)} if self.why else {}
            yield claim_line(kept, claim) | {"document": name} | because


def _files(sources: tuple[str, ...]) -> Iterator[_Given]:
    for source in gather(sources, sys.stdin.buffer):
        try:
            data, media_type = source.read()
        except CaptureError as error:
            yield _Given(source.uri, broken=Broken(str(error)))
        else:
            yield _Given(source.uri, data, media_type)


def _lines_of(lines: BinaryIO) -> Iterator[_Given]:
    for number, raw in enumerate(lines, 1):
        if raw.strip():
            yield _Given(f"line {number}", raw, line=number)


def _captured(given: _Given) -> tuple[str, Captured]:
    if given.line is None:
        return given.name, capture_bytes(given.data, given.name, given.media_type)
    try:
        return _one_line(given.data, given.line)
    except DateError as error:
        raise DateError(f"line {given.line}: {error}") from error


def _one_line(raw: bytes, number: int) -> tuple[str, Captured]:
    try:
        plain = json.loads(raw)
    except ValueError as error:
        raise CaptureError(f"line {number} is no JSON ({error}): give one object a line") from error
    if not isinstance(plain, dict) or not isinstance(plain.get("text"), str):
        raise CaptureError(f"line {number} has no text: give an object with `id` and `text` a line")
    name = str(plain.get("id") or number)
    known = {
        key: plain[key]
        for key in ("author", "published", "publisher", "title")
        if isinstance(plain.get(key), str)
    }
    return name, capture_string(plain["text"], name, Overrides(**known))

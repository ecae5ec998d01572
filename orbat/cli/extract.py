"""`orbat extract`. Law: no casebook; text in, JSON Lines out, one document's failure never stops the rest."""

import json
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

import click

from orbat.capture import Captured, Overrides, capture_bytes, capture_string, gather
from orbat.errors import CaptureError, DateError, OrbatError, UsageError
from orbat.model import Kept, Reading
from orbat.pipeline import sound
from orbat.publish.lines import claim_line, reading_line
from orbat.read import load_reader


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
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], form: str, jsonl: BinaryIO | None) -> None:
    """Read texts into JSON Lines, without a casebook."""
    if bool(sources) == bool(jsonl):
        raise UsageError("give files or addresses, or --jsonl FILE (- for standard input)")
    reader = load_reader()
    failed = 0
    for name, made in _from_lines(jsonl) if jsonl else _from_sources(sources):
        if isinstance(made, OrbatError):
            failed += 1
            click.echo(f"orbat: error: {made}", err=True)
            continue
        reading = sound(reader.read(made.document, made.text), made.text)
        for line in _lines(name, made, reading, form):
            click.echo(json.dumps(line))
    ctx.exit(1 if failed else 0)


def _lines(name: str, made: Captured, reading: Reading, form: str) -> Iterator[dict[str, Any]]:
    if form == "reading":
        yield reading_line(name, reading)
        return
    kept = Kept(
        {made.document.id: made.document},
        {made.text.id: made.text},
        {m.id: m for m in reading.mentions},
        {c.id: c for c in reading.claims},
    )
    for claim in reading.claims:
        yield claim_line(kept, claim) | {"document": name}


def _from_sources(sources: tuple[str, ...]) -> Iterator[tuple[str, Captured | OrbatError]]:
    for source in gather(sources, sys.stdin.buffer):
        try:
            data, media_type = source.read()
            yield source.uri, capture_bytes(data, source.uri, media_type)
        except CaptureError as error:
            yield source.uri, error


def _from_lines(lines: BinaryIO) -> Iterator[tuple[str, Captured | OrbatError]]:
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            name, made = _one_line(raw, number)
        except CaptureError as error:
            yield str(number), error
        except DateError as error:
            yield str(number), DateError(f"line {number}: {error}")
        else:
            yield name, made


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

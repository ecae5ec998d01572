"""`orbat names`. Law: names in, JSON Lines out; a line that is not understood is told and stops none."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, TypeVar

import click

from orbat.cli.common import neutral
from orbat.errors import UsageError
from orbat.names import Hit, Kind, NameIndex, compare

KINDS: dict[str, Kind] = {
    "person": "person", "individual": "person",
    "group": "group", "organization": "group", "organisation": "group", "company": "group",
    "legalentity": "group", "publicbody": "group", "entity": "group",
    "place": "place", "address": "place", "location": "place",
}  # fmt: skip
AT_ONCE = 256  # lines that are written together
Line = dict[str, Any]
Read = TypeVar("Read")


@click.group()
def command() -> None:
    """Compare and search names without a casebook, for programs.

    \b
    orbat names compare --jsonl PAIRS
    orbat names search --among NAMES --jsonl QUERIES --top 5
    """


@command.command("compare")
@click.option(
    "--jsonl", "pairs", type=click.File("rb"), required=True, metavar="PAIRS",
    help="JSON Lines with name1, name2 and schema (Person, Organization, …); - for standard input.",
)  # fmt: skip
@click.pass_context
def compare_command(ctx: click.Context, /, pairs: BinaryIO) -> None:
    """Say of each pair how far the two names can mean one thing.

    Each line comes back with `score` (0 to 1), `match` (whether that is enough) and `why`.
    """
    broken: list[str] = []
    _write(map(_compared, _read(pairs, _pair, broken)))
    ctx.exit(1 if broken else 0)


@command.command("search")
@click.option(
    "--among", "names", type=click.File("rb"), required=True, metavar="NAMES",
    help="JSON Lines with id, kind (person, group, place) and names, a list.",
)  # fmt: skip
@click.option(
    "--jsonl", "queries", type=click.File("rb"), required=True, metavar="QUERIES",
    help="JSON Lines with id, name and, if only one kind is looked for, kind.",
)  # fmt: skip
@click.option(
    "--top", type=click.IntRange(1, 1000), default=5, show_default=True, help="Hits a query at most."
)
@click.pass_context
def search_command(ctx: click.Context, /, names: BinaryIO, queries: BinaryIO, top: int) -> None:
    """Find each query's nearest names, best first.

    A line a query: its `id`, and `hits` with `id`, `name`, `score` (0 to 1) and `why`. --among or --jsonl
    may be -, for standard input.
    """
    if names.name == queries.name == "<stdin>":
        raise UsageError("--among and --jsonl cannot both be standard input: give a file for one of them")
    broken: list[str] = []
    index = NameIndex.build(row for rows in _read(names, _named, broken) for row in rows)
    asked = _read(queries, _query, broken)
    _write({"id": id_, "hits": _hits(index.search(name, kind, top))} for id_, name, kind in asked)
    ctx.exit(1 if broken else 0)


def _compared(line: Line) -> Line:
    found = compare(line["name1"], line["name2"], _kind(line.get("schema")))
    return line | {"score": round(found.score, 4), "match": found.match, "why": list(found.why)}


def _hits(found: Iterable[Hit]) -> list[Line]:
    return [
        {"id": hit.id, "name": hit.name, "score": round(hit.score, 4), "why": list(hit.why)} for hit in found
    ]


def _write(lines: Iterable[Line]) -> None:
    """The lines as JSON, many at once: a flush after each takes as long as comparing."""
    rest = iter(lines)
    while some := list(islice(rest, AT_ONCE)):
        click.echo("".join(json.dumps(line) + "\n" for line in some), nl=False)


def _kind(word: object) -> Kind:
    return KINDS.get(str(word or "").casefold(), "other")


def _read(lines: BinaryIO, understand: Callable[[Line], Read], broken: list[str]) -> Iterator[Read]:
    """What each line says; what is wrong with the others goes to standard error and to `broken`."""
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            plain = json.loads(raw)
        except ValueError as error:
            made: Read | str = f"is no JSON ({error}): give one object a line"
        else:
            made = _understood(plain, understand)
        if isinstance(made, str):
            broken.append(f"{getattr(lines, 'name', '-')}, line {number} {made}")
            click.echo(f"orbat: error: {neutral(broken[-1])}", err=True)
        else:
            yield made


def _understood(plain: object, understand: Callable[[Line], Read]) -> Read | str:
    if not isinstance(plain, dict):
        return "is no object: give one object a line"
    try:
        return understand(plain)
    except KeyError as error:
        return f"has no {error.args[0]}"


def _pair(line: Line) -> Line:
    _text(line, "name1")
    _text(line, "name2")
    return line


def _named(line: Line) -> list[tuple[str, Kind, str]]:
    names = line.get("names")
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
        raise KeyError("names: give a list of names")
    return [(_id(line), _kind(line.get("kind")), name) for name in names if name.strip()]


def _query(line: Line) -> tuple[str, str, Kind | None]:
    return _id(line), _text(line, "name"), _kind(line["kind"]) if line.get("kind") else None


def _id(line: Line) -> str:
    if not isinstance(line.get("id"), str | int):
        raise KeyError("id: give a word or a number")
    return str(line["id"])


def _text(line: Line, field: str) -> str:
    value = line.get(field)
    if not isinstance(value, str) or not value.strip():
        raise KeyError(f"{field}: give the name in words")
    return value

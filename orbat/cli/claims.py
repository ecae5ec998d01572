"""`orbat claims`. Law: each line carries its quote and the whole chain of who says so."""

import csv
import io
import json
from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orbat.cli.common import cell, dates_options, db_option, is_piped, neutral, open_casebook
from orbat.errors import NotFoundError
from orbat.model import Claim, Kept, Ref
from orbat.publish.cells import COLUMNS, Line, flat
from orbat.publish.lines import claim_line
from orbat.resolve import Index, entities, taken_back
from orbat.vocab import predicates
from orbat.weigh import Dates, Grades, holding


@click.command()
@click.option("--about", metavar="NAME", help="Only those with this subject or object, in any of its names.")
@click.option(
    "--predicate", metavar="P", type=click.Choice(list(predicates())), help="Only those in this predicate."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "jsonl"]), help="Default: table; jsonl on a pipe."
)
@dates_options
@db_option
def command(
    about: str | None,
    predicate: str | None,
    form: str | None,
    dates: Dates,
    db: str | None,
) -> None:
    """List claims, each with its quote and who says so."""
    with open_casebook(db) as casebook:
        kept = casebook.kept()
    index = Index(entities(kept) if about or dates.as_of or kept.decisions else ())
    kept = holding(kept, index.entities.values(), dates)
    gone = taken_back(kept.decisions)
    grades = Grades(kept.decisions, index)
    chosen = (
        c for c in claims_about(kept, about, index) if predicate in (None, c.predicate) and c.id not in gone
    )
    lines = (claim_line(kept, claim) | grades.fields(kept, claim) for claim in chosen)
    match form or ("jsonl" if is_piped() else "table"):
        case "jsonl":
            for line in lines:
                click.echo(json.dumps(line))
        case "csv":
            _csv(lines)
        case _:
            _table(lines)


def claims_about(kept: Kept, name: str | None, index: Index) -> Iterator[Claim]:
    """The claims whose subject or object bears the name (None: all). Raises NotFoundError with near names."""
    if name is None:
        yield from kept.claims.values()
        return
    mentions = {m for entity in index.named(name) for m in entity.mentions}
    if not mentions:
        near = index.near(name)
        hint = f"near it: {', '.join(near)}" if near else "`orbat status` says what it holds"
        raise NotFoundError(f"no report names “{name}”; {hint}")
    for claim in kept.claims.values():
        object_ = claim.object.mention if isinstance(claim.object, Ref) else None
        if claim.subject in mentions or object_ in mentions:
            yield claim


def _csv(lines: Iterator[Line]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in flat(line).values()] for line in lines)
    click.echo(out.getvalue(), nl=False)


def _table(lines: Iterator[Line]) -> None:
    shown = ["subject", "predicate", "object", "who_says", "when", "place", "quote"]
    table = Table(*(name.replace("_", " ") for name in shown), show_lines=True)
    for line in lines:
        row = flat(line)
        table.add_row(*(Text(neutral(row[name])) for name in shown))
    Console(highlight=False).print(table)

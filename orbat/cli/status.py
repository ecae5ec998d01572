"""`orbat status`. Law: rejects, failures and what is not read yet are counted beside what is."""

import dataclasses
import json

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orbat.cli.common import db_option, is_piped, neutral, open_casebook
from orbat.resolve import entities
from orbat.weigh import findings


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), help="Default: table; json on a pipe."
)
@db_option
def command(form: str | None, db: str | None) -> None:
    """Count what the casebook holds and what is left to do."""
    with open_casebook(db) as casebook:
        counts, kept, failures = casebook.counts(), casebook.kept(), casebook.failures()
    resolved = entities(kept)
    found = findings(kept, resolved)
    lines = dataclasses.asdict(counts) | {
        "entities": len(resolved),
        "findings": len(found),
        "disputes": sum(bool(finding.disputed) for finding in found),
    }
    if (form or ("json" if is_piped() else "table")) == "json":
        click.echo(json.dumps(lines | {"failed": [dataclasses.asdict(failure) for failure in failures]}))
        return
    table = Table(show_header=False, box=None)
    for name, count in lines.items():
        table.add_row(name, Text(f"{count:,}", justify="right"))
    console = Console(highlight=False)
    console.print(table)
    for failure in failures:
        console.print(Text(f"failed {neutral(failure.uri)}  {neutral(failure.reason)}", style="red"))

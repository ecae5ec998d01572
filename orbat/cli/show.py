"""`orbat show`. Law: the text is shown whole, boilerplate greyed and not cut, rejects with their reasons."""

import dataclasses
import json

import click
from rich.console import Console
from rich.text import Text

from orbat.cli.common import dates_options, db_option, is_piped, neutral, open_casebook, why_option
from orbat.cli.marked import claims_in_order, listed, marked, rejected
from orbat.model import Document, Kept, to_json
from orbat.publish.lines import claim_line, why_line
from orbat.resolve import entities, taken_back
from orbat.views import posted_again
from orbat.weigh import Dates, holding, origins


@click.command()
@click.argument("document")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@dates_options
@why_option
@db_option
def command(document: str, form: str, dates: Dates, why: bool, db: str | None) -> None:
    """Show a document with its claims marked, and its rejects.

    DOCUMENT is its id or the start of it, its file name or address, or words of its title. Rejects are what
    was found but could not be stood behind, each with the reason.
    """
    with open_casebook(db) as casebook:
        found = casebook.find_document(document)
        kept = casebook.kept_of(found)
        gone = taken_back(casebook.worked.decisions())
    kept = dataclasses.replace(kept, claims={i: c for i, c in kept.claims.items() if i not in gone})
    kept = holding(kept, entities(kept), dates)
    if form == "json":
        click.echo(json.dumps(_record(kept, found, why)))
        return
    console = Console(highlight=False, soft_wrap=is_piped())
    console.print(marked(kept, found))
    for copy in origins(kept).copies:
        console.print(Text(neutral(f"This page is {posted_again(kept, copy)}.\n"), style="yellow"))
    console.print(listed(kept, why))
    console.print(rejected(kept))


def _record(kept: Kept, document: Document, why: bool) -> dict[str, object]:
    text = next(iter(kept.texts.values()))
    return {
        "document": {"id": document.id, **to_json(document)},
        "text": {"id": text.id, **to_json(text)},
        "read": bool(kept.runs),
        "claims": [
            claim_line(kept, claim) | ({"why": why_line(claim)} if why else {})
            for claim in claims_in_order(kept)
        ],
        "rejects": [dataclasses.asdict(reject) for run in kept.runs for reject in run.rejects],
    }

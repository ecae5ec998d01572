"""`orbat same`, `orbat different`, `orbat undo`. Law: what is decided is signed, and can be taken back."""

import json

import click
from rich.console import Console
from rich.text import Text

from orbat.cli.common import db_option, is_piped, neutral, open_casebook, signature
from orbat.desk import Answer, answer
from orbat.desk import undo as take_back
from orbat.model import Decision, to_json
from orbat.resolve import Index, entities
from orbat.store import Casebook

why_option = click.option("--why", default="", help="The reason, kept with the decision.")


@click.command()
@click.argument("one")
@click.argument("other")
@why_option
@db_option
def same(one: str, other: str, why: str, db: str | None) -> None:
    """Decide that two names or entities are one.

    ONE and OTHER are names, or ids where several bear the name.
    """
    _decide("same", one, other, why, db)


@click.command()
@click.argument("one")
@click.argument("other")
@why_option
@db_option
def different(one: str, other: str, why: str, db: str | None) -> None:
    """Decide that two names or entities are two.

    ONE and OTHER are names, or ids where several bear the name. Two names of one entity part it in two.
    """
    _decide("different", one, other, why, db)


@click.command()
@click.argument("decision", required=False)
@why_option
@db_option
def undo(decision: str | None, why: str, db: str | None) -> None:
    """Take back a decision, a person's or a machine's.

    DECISION is its id or the start of it; by default the last one that a person took. An undo is a decision,
    and can be undone.
    """
    with open_casebook(db) as casebook:
        taken = take_back(casebook, decision, signature(), why)
        _say("undone", taken, casebook)


def _decide(verdict: Answer, one: str, other: str, why: str, db: str | None) -> None:
    with open_casebook(db) as casebook:
        _say("decided", answer(casebook, verdict, one, other, signature(), why), casebook)


def _say(done: str, decision: Decision, casebook: Casebook) -> None:
    if is_piped():
        click.echo(json.dumps({"done": done, **to_json(decision), "id": decision.id}))
        return
    kept = casebook.kept()
    index = Index(entities(kept))
    found = [index.named(id_) for id_ in (decision.about, decision.other or "")]
    shown = [f"{neutral(f[0].heading)} ({len(f[0].mentions)} mentions)" for f in found if f]
    named = " / ".join(dict.fromkeys(shown))
    Console(highlight=False).print(
        Text(f"{done}: {decision.verdict}  {named}  {decision.id}"), soft_wrap=True
    )

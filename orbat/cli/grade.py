"""`orbat grade`. Law: people grade, with a reason; what the machine suggests is shown and sets nothing."""

import datetime
import getpass
import json

import click
from rich.console import Console
from rich.text import Text

from orbat.cli.common import db_option, is_piped, neutral, open_casebook
from orbat.errors import NotFoundError, UsageError
from orbat.model import Kept
from orbat.names import fold
from orbat.resolve import Index
from orbat.views import Worked, work_out
from orbat.views.line import line
from orbat.weigh import grade, suggest


@click.command()
@click.argument("about")
@click.argument("given", required=False, metavar="[GRADE]")
@click.option("--why", default="", help="The reason, which every grade needs.")
@click.option("--by", metavar="NAME", help="Who judges. Default: the name you are logged in by.")
@db_option
def command(about: str, given: str | None, why: str, by: str | None, db: str | None) -> None:
    """Grade a voice (A to F) or a claim (1 to 6) by the Admiralty code.

    ABOUT is a claim's id, as `orbat claims` gives it, or the name of who speaks. Without GRADE the findings
    about that name are listed with what people judged, and what the machine would suggest and why.
    """
    with open_casebook(db) as casebook:
        worked = work_out(casebook.kept())
        if given is None:
            _list(worked, about)
            return
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        decision = grade(_meant(worked.kept, worked.index, about), given.upper(), _judge(by), at, why)
        casebook.add_decision(decision)
    Console(highlight=False).print(Text(f"graded {decision.other}: {neutral(about)}"))


def _judge(by: str | None) -> str:
    try:
        judge = by or getpass.getuser()
    except (KeyError, OSError) as error:  # no login name, as in a container
        raise UsageError("nobody is logged in: say who judges with --by") from error
    if judge.startswith("machine:"):
        raise UsageError("a machine grades nothing: give --by the name of a person")
    return judge


def _meant(kept: Kept, index: Index, about: str) -> str:
    """The id of a claim or an entity, or the name of an author whom no text mentions."""
    if about in kept.claims:
        return about
    if found := index.named(about):
        return found[0].id
    authors = {kept.author_at(claim.evidence) for claim in kept.claims.values()}
    if fold(about) in {fold(author) for author in authors}:
        return about
    near = ", ".join(index.near(about)) or "`orbat claims` lists them"
    raise NotFoundError(f"no claim has the id and nobody the name {about!r}; near it: {near}")


def _list(worked: Worked, name: str) -> None:
    entity, _ = worked.find(name)
    console = Console(highlight=False)
    for finding in worked.about.get(entity.id, ()):
        shown, suggested = line(worked, finding, entity.id), suggest(finding)
        if is_piped():
            plain = {
                "finding": finding.id,
                "line": f"{shown.subject} {shown.label} {shown.text}",
                "claims": finding.supported,
                "grade": finding.grade,
                "suggested": suggested and {"credibility": suggested.credibility, "why": suggested.why},
            }
            click.echo(json.dumps(plain))
            continue
        hint = f"; suggested {suggested.credibility}: {suggested.why}" if suggested else ""
        words = f"{shown.label} {shown.text}: {finding.grade or 'not judged'}{hint}"
        console.print(Text(neutral(words)), Text(f"  {', '.join(finding.supported)}", "dim"), sep="\n")

"""`orbat lists`. Law: what came before an error or an interrupt is kept; bad lines are shown and counted."""

import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from orbat.cli.common import db_option, is_piped, neutral, open_casebook
from orbat.pipeline import Imported, import_list

SHOWN = 20  # bad lines on a terminal; a pipe gets all


@click.group()
def command() -> None:
    """Take in known lists: who is on them is then found by any name."""


@command.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@db_option
@click.pass_context
def import_(ctx: click.Context, files: tuple[Path, ...], db: str | None) -> None:
    """Take in the files of known lists.

    FILES are the UN's consolidated list (XML), OFAC's SDN list (XML, or sdn.csv with alt.csv beside it), the
    EU's list (XML or CSV), or FollowTheMoney JSON Lines as OpenSanctions publishes them. Every entry becomes
    a document with claims. Stop at any time; the same again goes on. On a pipe: JSON Lines.
    """
    bad = 0
    with open_casebook(db, create=True) as casebook:
        for path in files:
            with Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                DownloadColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True, highlight=False),
                transient=True,
                disable=is_piped(),
            ) as bar:
                task = bar.add_task(neutral(path.name), total=None)

                def step(so_far: Imported) -> None:
                    bar.update(task, completed=so_far.done, total=so_far.total)  # noqa: B023, called at once

                imported = import_list(casebook, path, step)
            _say(path, imported)
            bad += len(imported.bad)
    ctx.exit(1 if bad else 0)


def _say(path: Path, imported: Imported) -> None:
    counts = {
        "new": imported.new,
        "known": imported.known,
        "nobody": imported.nobody,
        "bad": len(imported.bad),
    }
    if is_piped():
        for line in imported.bad:
            click.echo(json.dumps({"file": str(path), "bad": line}))
        click.echo(json.dumps({"file": str(path), "summary": counts}))
        return
    console = Console(stderr=True, highlight=False)
    for line in imported.bad[:SHOWN]:
        console.print(Text(f"bad     {neutral(line)}", style="red"), soft_wrap=True)
    if len(imported.bad) > SHOWN:
        console.print(Text(f"        and {len(imported.bad) - SHOWN} more", style="red"))
    said = f"{imported.new} new, {imported.known} known, {imported.nobody} no person or group, "
    console.print(
        Text(f"{neutral(path.name)}: {said}").append(
            f"{len(imported.bad)} bad", style="bold red" if imported.bad else ""
        )
    )

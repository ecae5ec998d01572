"""`orbat who`. Law: every line leads back to a quote; a file is written whole or not at all."""

import os
from pathlib import Path

import click
from rich.console import Console

from orbat.cli.common import dates_options, db_option, is_piped, open_casebook
from orbat.errors import OrbatError, UsageError
from orbat.publish import data, markdown, page
from orbat.publish.terminal import show
from orbat.views import profile
from orbat.weigh import Dates

WRITERS = {"md": markdown.render, "html": page.render, "json": data.render}


@click.command()
@click.argument("name")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *WRITERS]),
    help="Default: by the ending of --out, or else text.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file to write instead.")
@dates_options
@db_option
def command(
    name: str, form: str | None, out: Path | None, as_of: str | None, known_on: str | None, db: str | None
) -> None:
    """Say who they are: a sourced profile of one name.

    NAME is any name that the reports use, in any spelling that they equate with it.
    """
    with open_casebook(db) as casebook:
        kept = casebook.kept()
    found = profile(kept, name, Dates(as_of, known_on))
    form = form or (out.suffix.lstrip(".") if out else "text")
    if form == "text" and not out:
        show(found, Console(highlight=False, width=100 if is_piped() else None))
        return
    if form not in WRITERS:
        raise UsageError(f"no way to write a “{form}” file; give --format md, html or json")
    written = WRITERS[form](found)
    if out:
        _write(out, written)
    else:
        click.echo(written, nl=False)


def _write(path: Path, words: str) -> None:
    """Write beside the file first, so that a full disk or a kill leaves the old one as it was."""
    if not path.parent.is_dir():
        raise OrbatError(f"{path.parent} is no folder: make it first, or name a file elsewhere")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(words, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)

"""`orbat who`. Law: every line leads back to a quote; a file is written whole or not at all."""

from pathlib import Path

import click
from rich.console import Console

from orbat.answers import Answers
from orbat.cli.common import dates_options, db_option, is_piped, open_casebook, write_whole
from orbat.errors import UsageError
from orbat.publish import data, essay, markdown, page
from orbat.publish.plain import notice
from orbat.publish.terminal import show
from orbat.views import Prose, profile, prose
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
@click.option("--prose", "in_prose", is_flag=True, help="As an analyst would write it, with footnotes.")
@dates_options
@db_option
def command(
    name: str, form: str | None, out: Path | None, in_prose: bool, dates: Dates, db: str | None
) -> None:
    """Say who they are: a sourced profile of one name.

    NAME is any name that the reports use, in any spelling that they equate with it.
    """
    with open_casebook(db) as casebook:
        worked = Answers(casebook).about(name, dates)
    found = profile(worked, name)
    form = form or (out.suffix.lstrip(".") if out else "text")
    if in_prose:
        _prose(prose(worked, name), notice(found), form, out)
        return
    if form == "text" and not out:
        show(found, Console(highlight=False, width=100 if is_piped() else None))
        return
    if form not in WRITERS:
        raise UsageError(f"no way to write a “{form}” file; give --format md, html or json")
    written = WRITERS[form](found)
    _give(written, out)


def _prose(found: Prose, review: str, form: str, out: Path | None) -> None:
    writers = {"text": essay.text, "txt": essay.text, "md": essay.markdown}
    if form == "json":
        _give(data.render(found), out)
        return
    if form not in writers:
        raise UsageError(f"no way to write prose as “{form}”; give --format text, md or json")
    _give(writers[form](found, review), out)


def _give(written: str, out: Path | None) -> None:
    if out:
        write_whole(out, written)
    else:
        click.echo(written, nl=False)

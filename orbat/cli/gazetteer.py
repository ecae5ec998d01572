"""`orbat gazetteer`. Law: an import is served whole or not at all, and what was no place is counted."""

import dataclasses
import json
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from orbat.cli.common import is_piped, neutral
from orbat.places import Imported, import_file, list_imports, remove


@click.group(invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Import places that the built-in gazetteer lacks.

    Alone it lists what is imported. Imported places are asked before the built-in ones.
    """
    if ctx.invoked_subcommand is None:
        held = list_imports()
        for each in held:
            _show(each)
        if not held and not is_piped():
            click.echo("Nothing is imported; `orbat gazetteer import FILE` adds a file of places.")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_command(file: Path) -> None:
    """Import FILE: a GeoNames dump (allCountries.txt, SY.txt), a CSV with a header, or GeoJSON; also zipped.

    A table needs columns for a name (name, ADM2_EN, admin1Name_en …), a latitude and a longitude. A file of
    the same name takes the place of the one imported before.
    """
    bar = Progress(
        TextColumn("importing"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=is_piped(),
    )
    with bar:
        task = bar.add_task("", total=file.stat().st_size if file.is_file() else None)
        done = import_file(file, lambda n: bar.advance(task, n))
    _show(done)


@command.command("remove")
@click.argument("name")
def remove_command(name: str) -> None:
    """Forget the import of that NAME, as `orbat gazetteer` lists it."""
    remove(name)
    if not is_piped():
        click.echo(f"Removed {neutral(name)}; reports read with it are read anew by the next `orbat read`.")


def _show(each: Imported) -> None:
    if is_piped():
        click.echo(json.dumps(dataclasses.asdict(each)))
    else:
        skipped = f", {each.skipped:,} lines that are none" if each.skipped else ""
        click.echo(f"{neutral(each.name)}: {each.places:,} places{skipped}; from {neutral(each.file)}")

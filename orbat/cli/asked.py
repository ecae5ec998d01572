"""`orbat tree`, `network`, `disputes`, `gaps` and `diff`: one question each, of the worked-out tables.

Law: words on a terminal, JSON Lines on a pipe, or the format asked for; a file is written whole or not.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from orbat.answers import Answers
from orbat.cli.common import check_option, dates_options, db_option, is_piped, open_casebook, write_whole
from orbat.errors import UsageError
from orbat.publish import data, drawing, outline, records
from orbat.views import TIES, Network, Reach, Tree
from orbat.weigh import Dates

out_option = click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file to write.")
TREES: dict[str, Callable[[tuple[Tree, ...]], str]] = {
    "svg": drawing.tree_svg,
    "dot": drawing.tree_dot,
    "md": lambda found: _joined(outline.tree_markdown(found)),
    "json": data.render,
    "jsonl": lambda found: _joined(records.of_tree(found)),
}
NETWORKS: dict[str, Callable[[Network], str]] = {
    "dot": drawing.network_dot,
    "json": data.render,
    "jsonl": lambda found: _joined(records.of_network(found)),
}


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _form(form: str | None, out: Path | None, known: Iterable[str]) -> str:
    """The format asked for, or that of the file's ending, or by who reads standard output."""
    form = form or (out.suffix.lstrip(".") if out else "jsonl" if is_piped() else "text")
    if form not in known and (out or form != "text"):
        raise UsageError(f"no way to write a “{form}” file; give --format {', '.join(known)}")
    return form


def _give(words: str, out: Path | None) -> None:
    if out:
        write_whole(out, words)
    else:
        click.echo(words, nl=False)


def _say(lines: Iterable[str], nothing: str) -> None:
    """Lines of words for people."""
    console = Console(highlight=False, soft_wrap=True)
    said = False
    for line in lines:
        console.print(Text(line, "dim" if line.startswith("    ") else ""))
        said = True
    if not said:
        console.print(Text(nothing))


@click.command()
@click.argument("name")
@click.option("--below", is_flag=True, help="Only the unit itself and what is under it.")
@click.option("--format", "form", type=click.Choice(["text", *TREES]), help="Default: text; jsonl on a pipe.")
@out_option
@dates_options
@db_option
def tree(name: str, below: bool, form: str | None, out: Path | None, dates: Dates, db: str | None) -> None:
    """Draw the order of battle around a unit, as of a date.

    Contested and uncertain edges are dashed, each edge has its quotes, and a unit stands wherever somebody
    puts it. --out picture.svg (or .dot, .md, .json, .jsonl) writes a file.
    """
    form = _form(form, out, TREES)
    with open_casebook(db) as casebook:
        found = Answers(casebook).tree(name, dates, below)
    if form != "text":
        _give(TREES[form](found), out)
        return
    console = Console(highlight=False)
    console.print(Text(outline.UNREVIEWED, "italic"))
    for top in found:
        console.print(outline.branches(top))


@click.command()
@click.argument("name")
@click.option("--steps", type=click.IntRange(1, 6), default=1, show_default=True, help="How far from NAME.")
@click.option(
    "--only", multiple=True, type=click.Choice(TIES), metavar="P", help="Only ties in this predicate."
)
@click.option(
    "--format", "form", type=click.Choice(["text", *NETWORKS]), help="Default: text; jsonl on a pipe."
)
@out_option
@dates_options
@db_option
def network(
    name: str,
    steps: int,
    only: tuple[str, ...],
    form: str | None,
    out: Path | None,
    dates: Dates,
    db: str | None,
) -> None:
    """Say who is tied to whom around a name.

    Each tie has its quotes.
    """
    form = _form(form, out, NETWORKS)
    with open_casebook(db) as casebook:
        found = Answers(casebook).network(name, Reach(steps, only), dates)
    if form == "text":
        _say([outline.UNREVIEWED, *outline.network_lines(found)], "")
    else:
        _give(NETWORKS[form](found), out)


@click.command()
@click.option("--about", metavar="NAME", help="Only those of the profile of this name.")
@dates_options
@db_option
def disputes(about: str | None, dates: Dates, db: str | None) -> None:
    """List what is disputed, with all its sides.

    Each by the name of its rule, and who says each side. Nothing is settled.
    """
    with open_casebook(db) as casebook:
        answers = Answers(casebook)
        found = answers.disputes_of(about, dates) if about else answers.disputes(dates)
    if is_piped():
        click.echo(_joined(records.of_each(found)), nl=False)
    else:
        _say(outline.dispute_lines(found), "Nothing is disputed.")


@click.command()
@click.argument("name")
@dates_options
@db_option
def gaps(name: str, dates: Dates, db: str | None) -> None:
    """Say what is not known of a name.

    What nobody says, what only one voice says, what is old.
    """
    with open_casebook(db) as casebook:
        found = Answers(casebook).gaps(name, dates)
    if is_piped():
        click.echo(_joined(records.of_each(found)), nl=False)
    else:
        _say(outline.gap_lines(found), "No rule finds a gap.")


@click.command()
@click.argument("name")
@click.option(
    "--from", "before", required=True, metavar="DATE", callback=check_option, help="The earlier day."
)
@click.option("--to", "after", required=True, metavar="DATE", callback=check_option, help="The later day.")
@click.option("--known", is_flag=True, help="Compare what was known on the two days, not what held.")
@db_option
def diff(name: str, before: str, after: str, known: bool, db: str | None) -> None:
    """Say what changed of a name between two days.

    What is new, now disputed, or told no longer.
    """
    if before > after:
        raise UsageError(f"--from {before} is after --to {after}: turn them round")
    then, now = (Dates(None, d) if known else Dates(d) for d in (before, after))
    with open_casebook(db) as casebook:
        found = Answers(casebook).diff(name, then, now)
    if is_piped():
        click.echo(_joined(records.of_each(found)), nl=False)
    else:
        _say(outline.change_lines(found), "Nothing changed.")

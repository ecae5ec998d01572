"""`orbat read`. Law: what was read before an error or an interrupt is kept, and every failure is said."""

import dataclasses
import json
import sys
from collections.abc import Sequence
from typing import Protocol, Self

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.text import Text

from orbat.answers import Answers
from orbat.capture import Overrides
from orbat.cli.common import db_option, is_piped, neutral, open_casebook, workers_option
from orbat.dates import check_date
from orbat.errors import DateError
from orbat.pipeline import Outcome, Step, Summary, read_sources
from orbat.publish import outline, records
from orbat.read.rules import RulesReader
from orbat.views import Change

DOING = {"capture": "getting", "read": "reading", "join": "joining"}
NEWS = 12  # changes that are shown after a reading


class Watcher(Protocol):
    """Somebody who is told each step, and the summary."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...

    def step(self, step: Step) -> None: ...

    def news(self, changes: Sequence[Change]) -> None: ...

    def end(self, summary: Summary) -> None: ...


def date(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A date prefix given on the command line."""
    try:
        return check_date(value) if value else None
    except DateError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--author", help="Who wrote it, where the document does not say so or is wrong.")
@click.option(
    "--published", callback=date, metavar="DATE", help="When it was published: 2016, 2016-03 or 2016-03-20."
)
@click.option("--publisher", help="Who published it.")
@click.option("--title", help="Its title.")
@workers_option
@db_option
@click.pass_context
def command(
    ctx: click.Context, /, sources: tuple[str, ...], workers: int, db: str | None, **about: str | None
) -> None:
    """Read reports into a casebook.

    SOURCES are files, folders, http(s) addresses, or - for standard input: text, Markdown, HTML, PDF,
    DOCX. What is known already is not read again. What the reading changed of those who were told of before
    is said. On a pipe: one JSON line a document, one a change, and one summary.
    """
    watcher: Watcher = _Lines() if is_piped() else _Terminal()
    with open_casebook(db, create=True) as casebook, watcher:
        answers = Answers(casebook)
        before = answers.last_run()
        summary = read_sources(
            casebook, sources, RulesReader(), Overrides(**about), watcher.step, sys.stdin.buffer, workers
        )
        if before and summary.read:
            watcher.news([c for c in answers.news(before) if c.known])
        watcher.end(summary)
    ctx.exit(1 if summary.failed else 0)


class _Lines:
    """JSON Lines on standard output: one a document, as soon as it is done with, and the summary."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def step(self, step: Step) -> None:
        outcome = step.outcome
        if outcome and outcome.state != "new":  # what is new is read, or fails, later on
            plain = {k: v for k, v in dataclasses.asdict(outcome).items() if v is not None}
            click.echo(json.dumps(plain))

    def news(self, changes: Sequence[Change]) -> None:
        for line in records.of_each(changes):
            click.echo(f'{{"change": {line}}}')

    def end(self, summary: Summary) -> None:
        click.echo(json.dumps({"summary": dataclasses.asdict(summary)}))


class _Terminal:
    """A progress bar on standard error, and a line for each document done with."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def step(self, step: Step) -> None:
        doing = f"{DOING[step.stage]} {neutral(step.uri)[-50:]}"
        self._bar.update(self._task, description=doing, completed=step.done, total=step.total)
        if step.outcome:
            self._console.print(_line(step.outcome), soft_wrap=True)

    def news(self, changes: Sequence[Change]) -> None:
        weighty = sorted(changes, key=lambda c: c.what == "new")  # a new dispute before what is merely new
        for line in outline.change_lines(weighty[:NEWS]):
            self._console.print(Text(line, "dim" if line.startswith("    ") else ""), soft_wrap=True)
        if len(changes) > NEWS:
            self._console.print(Text(f"and {len(changes) - NEWS} more changes: `orbat diff` shows them"))

    def end(self, summary: Summary) -> None:
        failed = Text(f"{summary.failed} failed", style="bold red" if summary.failed else "")
        documents = f"{summary.new} new, {summary.known} known, {summary.read} read, "
        found = f"; {summary.claims} claims, {summary.mentions} mentions, {summary.rejects} rejects"
        self._console.print(Text(documents).append(failed).append(found))


def _line(outcome: Outcome) -> Text:
    line = Text(f"{outcome.state:7}", style="red" if outcome.state == "failed" else "green")
    line.append(f" {neutral(outcome.title or outcome.uri)}", style="default")
    if outcome.state == "read":
        line.append(f"  {outcome.claims} claims, {outcome.rejects} rejects", style="dim")
    if outcome.reason:
        line.append(f"  {neutral(outcome.reason)}", style="red")
    return line

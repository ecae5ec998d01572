"""What the commands share: the casebook option, and text made safe to show.

Law: no character of a document reaches a terminal that could move its cursor, colour it or turn its writing.
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from orbat.dates.calendar import check_date
from orbat.errors import DateError, OrbatError, UsageError
from orbat.harmless import cell, neutral
from orbat.model import MACHINE
from orbat.settings import Settings
from orbat.store import Casebook
from orbat.weigh import Dates

__all__ = [
    "cell", "dates_options", "db_option", "is_piped", "neutral", "open_casebook", "signature", "why_option",
    "workers_option",
]  # fmt: skip

Command = TypeVar("Command", bound=Callable[..., Any])


def db_option(command: Command) -> Command:
    """Adds --db FILE to a command."""
    line = "The casebook: a file or sqlite:///file. Default: ORBAT_DB_URL, or else orbat.db in this folder."
    return click.option("--db", metavar="FILE", help=line)(command)


def why_option(command: Command) -> Command:
    """Adds --why to a command."""
    line = "Say which pattern, lexicon line or model made each claim."
    return click.option("--why", is_flag=True, help=line)(command)


def workers_option(command: Command) -> Command:
    """Adds --workers N to a command."""
    line = "Processes that read side by side. Each loads the reader: worth it from a dozen reports on."
    return click.option(
        "--workers", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help=line
    )(command)


def dates_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds --as-of and --known-on to a command, which gets them as `dates`."""

    @wraps(command)
    def dated(as_of: str | None, known_on: str | None, **others: object) -> None:
        command(dates=Dates(as_of, known_on), **others)

    of = "Only what holds, or may hold, on that day, month or year: 2016-04."
    on = "Only what was known then: published by then, or where no date is told, got or read by then."
    options = click.option("--known-on", metavar="DATE", callback=check_option, help=on)(dated)
    return click.option("--as-of", metavar="DATE", callback=check_option, help=of)(options)


def check_option(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The date that an option was given. Raises UsageError."""
    try:
        return check_date(value) if value is not None else None
    except DateError as error:
        raise UsageError(f"{parameter.opts[0]}: {error}") from error


def open_casebook(db: str | None, create: bool = False) -> Casebook:
    """The casebook that --db or the environment names. Raises StoreError."""
    settings = click.get_current_context().obj
    assert isinstance(settings, Settings)
    return Casebook.open(db or settings.db, create)


def signature() -> str:
    """Who signs what is decided here. Raises UsageError for a name that is a machine's."""
    settings = click.get_current_context().obj
    assert isinstance(settings, Settings)
    if settings.user.startswith(MACHINE):
        raise UsageError(f"a person signs no decision as “{settings.user}”: set ORBAT_USER to your name")
    return settings.user


def write_whole(path: Path, words: str) -> None:
    """Write beside the file first, so that a full disk or a kill leaves the old one as it was."""
    if not path.parent.is_dir():
        raise OrbatError(f"{path.parent} is no folder: make it first, or name a file elsewhere")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(words, encoding="utf-8")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def is_piped() -> bool:
    """Whether a program and not a person reads standard output."""
    return not sys.stdout.isatty()

"""Connections, migrations, named statements and what SQLite's errors mean.

Law: a casebook is opened whole or not at all; every error of the database is one line that says what to do.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from orbat.errors import StoreError

APPLICATION = 0x4F524254  # "ORBT" in the file's header, so that no other program's database is taken for ours
BUSY_SECONDS = 10.0  # longer than any one transaction of ours, which is one document

_MEANINGS = {  # what follows the place of the casebook
    sqlite3.SQLITE_NOTADB: "is no casebook (no SQLite database); name another file with --db",
    sqlite3.SQLITE_CORRUPT: "is damaged; get it back from a backup, or read again into a new one (--db)",
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full; free some space and run again (nothing was lost)",
    sqlite3.SQLITE_IOERR: "cannot be read or written: the disk failed or is full; nothing kept was lost",
    sqlite3.SQLITE_BUSY: "is locked by another program; wait for it to end and run again",
    sqlite3.SQLITE_LOCKED: "is locked by another program; wait for it to end and run again",
    sqlite3.SQLITE_READONLY: "cannot be written to: the file or its folder is read-only; copy it elsewhere",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened, its folder is missing or read-only; name another with --db",
    sqlite3.SQLITE_TOOBIG: "cannot hold so large a document: the limit is 1 GB",
}


@cache
def statements() -> dict[str, str]:
    """Every statement of queries.sql by its name."""
    blocks = files("orbat.store").joinpath("queries.sql").read_text(encoding="utf-8").split("-- name: ")[1:]
    return {name.strip(): sql.strip() for name, _, sql in (block.partition("\n") for block in blocks)}


@contextmanager
def plainly(place: str) -> Iterator[None]:
    """Turn SQLite's errors into a StoreError of one line about the casebook at `place`."""
    try:
        yield
    except sqlite3.Error as error:
        # the low byte is the primary result code, https://www.sqlite.org/rescode.html
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise StoreError(f"{place} {_MEANINGS.get(code, f'cannot be used: {error}')}") from error


def connect(url: str, create: bool) -> sqlite3.Connection:
    """A connection to the casebook at a path or `sqlite:///path`, made or migrated where needed.

    Raises StoreError for a scheme that is not supported, a missing file (unless `create`), a file that is no
    casebook, one that is newer than this program, and all that SQLite may raise.
    """
    scheme, marked, rest = url.partition("://")
    if marked and scheme != "sqlite":
        raise StoreError(f"{scheme}:// is not supported; give a file or sqlite:///file")
    path = Path(rest.removeprefix("/") if marked else url)
    if not create and not path.exists():
        raise StoreError(f"{path} does not exist; `orbat read` makes a casebook, --db names another")
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file in it with --db")
    with plainly(str(path)):
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(db, str(path), create)
        except (sqlite3.Error, StoreError):
            db.close()
            raise
    return db


def _prepare(db: sqlite3.Connection, place: str, create: bool) -> None:
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA recursive_triggers = ON")  # or INSERT OR REPLACE would delete past the triggers
    with db:
        db.execute("BEGIN")  # or another process might make the casebook between two questions
        version = _version(db, place, create)
    if version < len(_migrations()):
        _write_ahead(db)
        _migrate(db, place, create)


def _write_ahead(db: sqlite3.Connection) -> None:
    """Turn on the write-ahead log, for which SQLite does not wait as it does for a transaction."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _version(db: sqlite3.Connection, place: str, create: bool) -> int:
    """The schema's version; raises StoreError for what is no casebook or a newer one."""
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    owner = db.execute("PRAGMA application_id").fetchone()[0]
    empty = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if owner != APPLICATION and not (empty and create):
        raise StoreError(f"{place} is no casebook of Orbat; name another file with --db")
    if version > len(_migrations()):
        raise StoreError(f"{place} was made by a newer Orbat (schema {version}); update Orbat to open it")
    return version


@cache
def _migrations() -> tuple[str, ...]:
    folder = files("orbat.store").joinpath("migrations")
    scripts = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(script.read_text(encoding="utf-8") for script in scripts)


def _migrate(db: sqlite3.Connection, place: str, create: bool) -> None:
    with db:
        db.execute("BEGIN IMMEDIATE")
        # asked again inside the transaction: another process may have been quicker
        for script in _migrations()[_version(db, place, create) :]:
            for statement in split(script):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {len(_migrations())}")


def split(script: str) -> Iterator[str]:
    """The statements of a script (executescript would commit before it starts)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""

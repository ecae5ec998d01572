"""Gazetteers that a person imported: indexes beside the built-in one, asked before it.

Law: an import is served whole or not at all: it is built in a folder of its own and moved into place when it
is done. They stand in ORBAT_DATA, else XDG_DATA_HOME/orbat, else ~/.local/share/orbat.
"""

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np

from orbat.errors import PlaceError
from orbat.places.files import read_places
from orbat.places.index import FORM, POSTING, TABLE, Index, postings_of, row_of
from orbat.places.sources import Record

BATCH = 50_000  # records: some ten megabytes


@dataclass(frozen=True, slots=True)
class Imported:
    """What is known of an import. `skipped`: lines that were no place. `form`: of the index."""

    name: str
    file: str
    places: int
    skipped: int
    form: int = FORM


def data_folder() -> Path:
    """Where imports are kept: they cannot be made again without their file, so this is no cache."""
    own, shared = os.environ.get("ORBAT_DATA"), os.environ.get("XDG_DATA_HOME")
    return (Path(own) if own else Path(shared or Path.home() / ".local/share") / "orbat") / "gazetteers"


def import_file(path: Path, on_bytes: Callable[[int], None] = lambda n: None) -> Imported:
    """Import a file of places, in place of an import of the same name. Raises PlaceError."""
    name = re.sub(r"[^\w.-]+", "-", path.name).strip(".-") or "places"
    into = data_folder()
    try:
        into.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=into) as part:
            done = _build(path, name, Path(part), on_bytes)
            _replace(Path(part), into / name)
    except OSError as error:
        raise PlaceError(f"{into} cannot be written ({error.strerror or error}); set ORBAT_DATA") from error
    return done


def _build(path: Path, name: str, part: Path, on_bytes: Callable[[int], None]) -> Imported:
    skipped = 0

    def skip() -> None:
        nonlocal skipped
        skipped += 1

    places = _write(read_places(path, skip, on_bytes), part)
    if not places:
        raise PlaceError(
            f"{path} holds no place with a name, a latitude and a longitude ({skipped} lines are none)"
        )
    about = Imported(name, str(path), places, skipped)
    (part / "about.json").write_text(json.dumps(asdict(about)), "utf-8")
    return about


def _write(records: Iterable[Record], part: Path) -> int:
    """The arrays of an Index as files, a batch at a time; sorted by key at the end."""
    places = offset = 0
    with (part / "table").open("wb") as table, (part / "names.raw").open("wb") as names, \
            (part / "postings").open("wb") as postings:  # fmt: skip
        for batch in _batches(records):
            lines, keys = [], []
            for record in batch:
                lines.append(row_of(record, offset))
                keys += postings_of(record, places)
                written = record.name.encode()
                names.write(written)
                offset += len(written)
                places += 1
            np.array(lines, TABLE).tofile(table)
            np.array(keys, POSTING).tofile(postings)
    if places:
        np.save(part / "table.npy", np.fromfile(part / "table", TABLE))
        np.save(part / "names.npy", np.fromfile(part / "names.raw", "u1"))
        held = np.fromfile(part / "postings", POSTING)
        order = np.lexsort((held["id"], held["match"], held["key"]))
        for array, field in (("keys", "key"), ("ids", "id"), ("match", "match")):
            np.save(part / f"{array}.npy", held[field][order])
    for raw in ("table", "names.raw", "postings"):
        (part / raw).unlink()
    return places


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    batch: list[Record] = []
    for record in records:
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _replace(part: Path, final: Path) -> None:
    """Move a folder into place; what stood there goes out of the way first, and then for good."""
    with tempfile.TemporaryDirectory(prefix=".old-", dir=final.parent) as old:
        if final.exists():
            final.rename(Path(old) / "was")
        part.rename(final)


def list_imports() -> list[Imported]:
    """Every import, by name; what is half-built or of an older form is none."""
    found = []
    for about in sorted(data_folder().glob("[!.]*/about.json")):
        with contextlib.suppress(OSError, ValueError, TypeError):
            known = Imported(**json.loads(about.read_text("utf-8")))
            if known.form == FORM:
                found.append(known)
    return found


def remove(name: str) -> None:
    """Forget an import. Raises PlaceError if there is none of that name."""
    held = [each.name for each in list_imports()]
    if name not in held:
        raise PlaceError(f"there is no imported gazetteer “{name}”; there is: {', '.join(held) or 'none'}")
    shutil.rmtree(data_folder() / name)


def imports_stamp() -> str:
    """What a reading depends on: the imports there are, "" for none."""
    held = [(i.name, i.places, i.skipped) for i in list_imports()]
    return blake2b(json.dumps(held).encode(), digest_size=6).hexdigest() if held else ""


@cache
def open_imports() -> tuple[tuple[str, Index], ...]:
    """The name and index of each import, read from disk as they are asked."""
    out = []
    for each in list_imports():
        at = data_folder() / each.name
        try:
            arrays = [np.load(at / f"{field}.npy", mmap_mode="r") for field in Index.__slots__]
        except (OSError, ValueError) as error:
            raise PlaceError(f"the imported gazetteer {each.name} is damaged: import it again") from error
        out.append((each.name, Index(*arrays)))
    return tuple(out)

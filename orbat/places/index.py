"""The places on disk: a table of places and sorted hashes of their folded names.

Law: the index holds nothing that `sources.records` does not give; it may be deleted at any moment. It stands
in the user's cache folder (ORBAT_CACHE, else XDG_CACHE_HOME/orbat, else ~/.cache/orbat) because GeoNames
takes seconds to read and the index milliseconds; where that cannot be written, each process builds its own.
"""

import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np

from orbat.places.fold import bare, fold, skeleton
from orbat.places.sources import KINDS, Record, records, stamp

Match = Literal["name", "other name", "demonym", "spelling"]
MATCHES: tuple[Match, ...] = get_args(Match)
Array = np.ndarray[Any, np.dtype[Any]]
FORM = 3  # raise when the arrays below change

# Countries whose place names come to English from Arabic, Persian, Hebrew, Kurdish, Pashto, Somali or
# Tigrinya, each writer romanizing anew: only there is a skeleton tried.
ROMANIZED = frozenset(
    "AE AF BH DJ DZ EG EH ER ET IL IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SO SS SY TD TN TR YE".split()
)
_FIELDS = "kind u1, country S2, admin1 S8, lat f4, lon f4, people u4, source u1, capital u1, name u4"
TABLE = np.dtype([(field.split()[0], field.split()[1]) for field in _FIELDS.split(", ")])

POSTING = np.dtype([("key", "<u8"), ("id", "u4"), ("match", "u1")])


@dataclass(frozen=True, slots=True)
class Index:
    """`table`: a line a place, its name at offset `name` of `names`.

    `keys`: sorted hashes of names; `ids` and `match`: the place of each, and how it carries the name.
    """

    table: Array
    names: Array
    keys: Array
    ids: Array
    match: Array

    def look_up(self, key: str) -> tuple[Array, Array]:
        """Places and the index into MATCHES of how they carry a folded name."""
        wanted = _hash(key)
        first, last = np.searchsorted(self.keys, wanted, "left"), np.searchsorted(self.keys, wanted, "right")
        return self.ids[first:last], self.match[first:last]

    def look_up_skeleton(self, bones: str) -> tuple[Array, Array]:
        """The same for a skeleton."""
        return self.look_up("\0" + bones)

    def name(self, place: int) -> str:
        """The name of a place."""
        start = int(self.table["name"][place])
        end = int(self.table["name"][place + 1]) if place + 1 < len(self.table) else len(self.names)
        return bytes(self.names[start:end]).decode("utf-8")


def _hash(key: str) -> Any:
    # 64 bits: with two million keys, one question in 10^13 meets a wrong place.
    return np.frombuffer(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "<u8")[0]


def _keys(record: Record) -> Iterator[tuple[str, int]]:
    """Every key of a place with how it stands for it; the best way first."""
    main = fold(record.name)
    yield main, 0
    for other in record.others:
        # Short codes (airports) and machine transcriptions in small letters are no names anybody writes.
        if record.kind != "locality" or not other.isascii() or (len(other) > 3 and not other.islower()):
            yield fold(other), 1
    for demonym in record.demonyms:
        yield fold(demonym), 2
    yield bare(main), 1
    if record.country in ROMANIZED:
        yield "\0" + skeleton(main), 3


def row_of(record: Record, offset: int) -> tuple[object, ...]:
    """A place's line of the table; `offset`: of its name."""
    where = KINDS.index(record.kind), record.country, record.admin1, record.lat, record.lon
    return (*where, record.population, record.source, record.capital, offset)


def postings_of(record: Record, number: int) -> list[tuple[Any, int, int]]:
    """The hash of each key of a place, its number, and how the key stands for it."""
    seen: dict[str, int] = {}
    for key, match in _keys(record):
        if key:
            seen.setdefault(key, match)
    return [(_hash(key), number, match) for key, match in seen.items()]


def build(places: Iterable[Record]) -> Index:
    """The index of some places."""
    lines, names, postings, offset = [], [], [], 0
    for number, record in enumerate(places):
        name = record.name.encode()
        lines.append(row_of(record, offset))
        names.append(name)
        offset += len(name)
        postings += postings_of(record, number)
    order = np.array(postings, POSTING)
    order.sort(order=("key", "match", "id"))
    blob = np.frombuffer(b"".join(names), dtype="u1")
    return Index(np.array(lines, TABLE), blob, order["key"].copy(), order["id"].copy(), order["match"].copy())


def folder() -> Path:
    """Where the index is kept."""
    own, shared = os.environ.get("ORBAT_CACHE"), os.environ.get("XDG_CACHE_HOME")
    return Path(own) if own else Path(shared or Path.home() / ".cache") / "orbat"


def _digest() -> str:
    """Of our own tables, and the version of the package."""
    ours = b"".join(files("orbat.places").joinpath(f).read_bytes() for f in ("countries.tsv", "areas.tsv"))
    return blake2b(ours + f"{stamp()}-{FORM}".encode(), digest_size=8).hexdigest()


def open_index() -> Index:
    """The index from disk, built and kept there first where it is missing, damaged or of another version."""
    path = folder() / f"places-{_digest()}.npz"
    try:
        with np.load(path, allow_pickle=False) as kept:
            return Index(*(kept[field] for field in Index.__slots__))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        index = build(records())
    try:
        _keep(index, path)
    except OSError:
        return index  # a read-only home: the next process builds again
    return index


def _keep(index: Index, path: Path) -> None:
    """Whole or not at all: other processes may be building at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        np.savez(part, **{field: getattr(index, field) for field in Index.__slots__})
    Path(part.name).replace(path)

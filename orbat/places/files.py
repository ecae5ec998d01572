"""Files of places -> records: a GeoNames dump, a table with a header, or GeoJSON, as OCHA and HDX give them.

Law: a file is read line by line and never held whole (GeoJSON in one piece excepted); a line that is no place
is counted, never guessed at. Raises PlaceError, with the file's name, for a file that is none of these.
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from orbat.errors import PlaceError
from orbat.places.fold import fold
from orbat.places.sources import KINDS, Kind, Record, rows

GEONAMES = 19  # columns of a dump, https://download.geonames.org/export/dump/ (readme)
# Spots (class S) that reports name; the other million are hotels, schools and wells.
SPOTS = frozenset("AIRB AIRF AIRP BDG CMPRF CTRB DAM FT INSM MILB PRN PSTB PSTC PSTP".split())
LATITUDES = ("lat", "latitude", "latdd", "pointy", "centroidlat", "centerlat", "y")
LONGITUDES = ("lon", "lng", "long", "longitude", "londd", "pointx", "centroidlon", "centerlon", "x")
NAMES = (
    "name",
    "nameen",
    "featurenameen",
    "featurename",
    "placename",
    "place",
    "settlement",
    "locality",
    "town",
)
OTHERS = (
    "altname",
    "alternatename",
    "alternatenames",
    "namealt",
    "asciiname",
    "namear",
    "namefr",
    "namelocal",
)
PEOPLE = ("population", "pop", "poptotal")
COUNTRIES = ("countrycode", "iso2", "isoa2", "adm0pcode", "admin0pcode", "country", "adm0name", "admin0name",
             "adm0en", "admin0nameen", "countryname")  # fmt: skip
ADMIN = re.compile(r"adm(?:in)?(\d)(?:name)?(?:alt)?([a-z]{2})?(?:name)?\d?$")
PCODE = re.compile(r"(?:adm(?:in)?(\d))?pcode$")
Row = Mapping[str, str]


def read_places(path: Path, on_skip: Callable[[], None], on_bytes: Callable[[int], None]) -> Iterator[Record]:
    """The places of a file. `on_skip` is called for each line that is none, `on_bytes` with bytes read."""
    with _opened(path) as file:
        head = file.peek(65536)[:65536]
        if not head.strip():
            raise PlaceError(f"{path} is empty: give a GeoNames dump, a CSV with a header, or GeoJSON")
        if head.lstrip()[:1] in (b"{", b"["):
            found = (_from_row(row) for row in _features(file, path))
        else:
            lines = _lines(file, path, on_bytes)
            first = next(lines)
            if first.count("\t") == GEONAMES - 1 and not first.lower().startswith("geonameid"):
                found = (_from_dump(line) for line in _again(first, lines))
            else:
                found = (_from_row(row) for row in _table(first, lines, path))
        for record in found:
            if record is None:
                on_skip()
            else:
                yield record


@contextmanager
def _opened(path: Path) -> Iterator[io.BufferedReader]:
    """The file, or the one in a zip that is no read-me."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                inside = [i for i in packed.infolist() if "readme" not in i.filename.lower()]
                if not inside:
                    raise PlaceError(f"{path} holds no file of places")
                with packed.open(max(inside, key=lambda i: i.file_size)) as file:
                    yield io.BufferedReader(file)  # type: ignore[arg-type]  # has all that is asked of it
        else:
            with path.open("rb") as file:
                yield file
    except (OSError, zipfile.BadZipFile) as error:
        raise PlaceError(f"{path} cannot be read ({error}): check the path") from error


def _lines(file: BinaryIO, path: Path, on_bytes: Callable[[int], None]) -> Iterator[str]:
    for number, raw in enumerate(file, 1):
        on_bytes(len(raw))
        try:
            yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise PlaceError(f"{path}, line {number} is no UTF-8: save the file as UTF-8") from error


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


# ---- GeoNames


def _from_dump(line: str) -> Record | None:
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != GEONAMES or not cells[1]:
        return None
    _, name, ascii_name, others, lat, lon, group, code, country, _, admin1, *_ = cells
    at = _point(lat, lon)
    kind = _kind_of(group, code)
    if kind is None or at is None:
        return None
    named = tuple(dict.fromkeys(n for n in (ascii_name, *others.split(",")) if n and n != name))
    return Record(kind, name, country[:2], *at, named, (), admin1[:8], _count(cells[14]))


def _kind_of(group: str, code: str) -> Kind | None:
    if group == "A":
        if code.startswith("PCL"):
            return None  # countries are ours, with their people and adjectives
        return "area" if code.startswith(("ADM1", "TERR", "ZN")) else "district"
    if group == "S":
        return "locality" if code in SPOTS else None
    return "area" if code in ("RGN", "ISLS", "ISL", "PEN", "MTS", "DSRT") else (
        "locality" if group in ("P", "L", "T", "H") else None
    )  # fmt: skip


# ---- tables and GeoJSON


def _table(first: str, rest: Iterator[str], path: Path) -> Iterator[dict[str, str]]:
    delimiter = max(",;\t|", key=first.count)
    header = [_plain(cell) for cell in next(csv.reader([first], delimiter=delimiter))]
    has_name = any(h in NAMES or ADMIN.match(h) for h in header)
    if not (has_name and set(header) & set(LATITUDES) and set(header) & set(LONGITUDES)):
        raise PlaceError(
            f"{path} has no columns that say a name, a latitude and a longitude (name, lat, lon; ADM2_EN, "
            "admin1Name_en): name them so in its first line, or give a GeoNames dump or GeoJSON"
        )
    csv.field_size_limit(1 << 24)
    try:
        for cells in csv.reader(rest, delimiter=delimiter):
            if cells:
                yield dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise PlaceError(f"{path}: {error}; save it as CSV again") from error


def _features(file: BinaryIO, path: Path) -> Iterator[dict[str, str]]:
    try:
        whole = json.load(file)
    except ValueError as error:
        raise PlaceError(f"{path} is no GeoJSON ({error})") from error
    features = whole.get("features") if isinstance(whole, dict) else whole
    if not isinstance(features, list):
        raise PlaceError(f"{path} is no GeoJSON: it has no list of features")
    for feature in features:
        known = feature if isinstance(feature, dict) else {}
        about = known.get("properties") or {}
        row = {_plain(str(k)): str(v) for k, v in about.items() if isinstance(v, str | int | float)}
        corners = list(_corners((known.get("geometry") or {}).get("coordinates")))
        if corners:  # the middle of the box around a shape, which is near enough for a dot on a map
            for axis, name in ((0, "lon"), (1, "lat")):
                side = [corner[axis] for corner in corners]
                row[name] = str((min(side) + max(side)) / 2)
        yield row


def _corners(shape: Any) -> Iterator[tuple[float, float]]:
    if isinstance(shape, list) and len(shape) >= 2 and all(isinstance(x, int | float) for x in shape[:2]):
        yield float(shape[0]), float(shape[1])
    elif isinstance(shape, list):
        for inner in shape:
            yield from _corners(inner)


def _from_row(row: Row) -> Record | None:
    at = _point(_cell(row, LATITUDES), _cell(row, LONGITUDES))
    levels: dict[int, dict[str, str]] = {}
    for column, value in row.items():
        level = ADMIN.match(column)
        if level and value.strip() and not column.endswith("pcode"):
            levels.setdefault(int(level[1]), {})[level[2] or ""] = value.strip()
    name, kind = _cell(row, NAMES), KINDS[3]
    others = [o.strip() for o in _cell(row, OTHERS).replace(";", ",").split(",")]
    if not name and levels:
        deepest = max(levels)
        known = levels[deepest]
        name = known.get("en") or next(iter(known.values()))
        others += known.values()
        kind = ("country", "area", "district")[min(deepest, 2)]
    if not name or at is None or kind == "country":
        return None
    named = tuple(dict.fromkeys(o for o in others if o and o != name))
    return Record(kind, name, _country(row), *at, named, (), "", _count(_cell(row, PEOPLE)))


def _country(row: Row) -> str:
    """The code that a row gives, or whose name it gives, or that its place code begins with."""
    said = _cell(row, COUNTRIES)
    codes = {row.code for row in rows("countries.tsv")}
    if said[:2].upper() in codes and (len(said) == 2 or any(c.isdigit() for c in said)):
        return said[:2].upper()
    by_name = {fold(n): r.code for r in rows("countries.tsv") for n in (r.name, *r.others)}
    if fold(said) in by_name:
        return by_name[fold(said)]
    pcode = next((v for k, v in row.items() if PCODE.match(k) and v[:2].upper() in codes), "")
    return pcode[:2].upper()


def _cell(row: Row, columns: tuple[str, ...]) -> str:
    return next((row[c].strip() for c in columns if row.get(c, "").strip()), "")


def _plain(column: str) -> str:
    return re.sub(r"[\W_]+", "", column.lstrip("\ufeff")).lower()


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    try:
        at = float(lat), float(lon)
    except ValueError:
        return None
    return at if -90 <= at[0] <= 90 and -180 <= at[1] <= 180 else None


def _count(cell: str) -> int:
    try:
        return min(max(int(float(cell.replace(",", "") or 0)), 0), 2**32 - 1)
    except (ValueError, OverflowError):
        return 0

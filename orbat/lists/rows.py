"""Lists of one entry a line: OFAC's SDN list as CSV, and FollowTheMoney as JSON Lines.

Law: a line that cannot be read is given back as the error that it is, with its number, and the rest go on.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from orbat.errors import CaptureError
from orbat.lists.entry import Alias, Entry, Source
from orbat.lists.xml import OFAC, iso, weak
from orbat.model import Kind, NameKind

LINE = 10_000_000  # bytes; the longest line of any published list is far below
SDN_FIELDS, ALT_FIELDS = 12, 5  # sdn.csv and alt.csv have no head; these are their columns
NOTHING = "-0-"  # how OFAC writes an empty field

Row = Entry | None | CaptureError

# FollowTheMoney's schemata that are somebody; others (addresses, sanctions, passports) are about somebody.
SCHEMATA: dict[str, Kind] = {
    "Person": "person",
    "Organization": "group",
    "LegalEntity": "group",
    "Company": "group",
    "PublicBody": "group",
}
NAMES: dict[str, NameKind] = {
    "name": "name",
    "alias": "name",
    "previousName": "former",
    "abbreviation": "acronym",
}


def read_csv(file: BinaryIO, path: Path) -> Iterator[Row]:
    """The entries of an sdn.csv, with the aliases of the alt.csv beside it. Raises CaptureError."""
    lines = _csv(file, str(path))
    first = next(lines, [])
    if len(first) == ALT_FIELDS and first[0].isdigit():
        raise CaptureError(f"{path} holds OFAC's aliases alone: give sdn.csv, they are read with it")
    if len(first) != SDN_FIELDS or not first[0].strip().isdigit():
        raise CaptureError(
            f"{path} is no list that Orbat knows: give the UN's, OFAC's or the EU's XML, OFAC's sdn.csv, or "
            "FollowTheMoney JSON Lines"
        )
    aliases = _aliases(path)
    yield _sdn(first, aliases)
    for number, row in enumerate(lines, 2):
        if len(row) == SDN_FIELDS:
            yield _sdn(row, aliases)
        elif row not in ([], ["\x1a"]):  # OFAC's files end with a control character of old
            yield CaptureError(f"{path}, line {number}: {len(row)} fields and not {SDN_FIELDS}")


def _csv(file: BinaryIO, place: str) -> Iterator[list[str]]:
    decoded = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from csv.reader(decoded)
    except csv.Error as error:
        raise CaptureError(f"{place} is no CSV ({error}): get the file again") from error
    finally:
        decoded.detach()


def _aliases(path: Path) -> Mapping[str, Sequence[Sequence[str]]]:
    """The rows of the alias file beside an sdn.csv, by entry; none where there is none."""
    beside = path.with_name(path.name.replace("sdn", "alt").replace("SDN", "ALT"))
    found: dict[str, list[list[str]]] = defaultdict(list)
    if beside != path and beside.is_file():
        with beside.open("rb") as file:
            for row in _csv(file, str(beside)):
                if len(row) == ALT_FIELDS:
                    found[row[0].strip()].append(row)
    return found


def _sdn(row: Sequence[str], aliases: Mapping[str, Sequence[Sequence[str]]]) -> Entry | None:
    fields = ["" if f.strip() == NOTHING else " ".join(f.split()) for f in row]
    kinds: dict[str, Kind] = {"individual": "person", "": "group"}
    kind = kinds.get(fields[2].casefold(), "thing")
    also = aliases.get(fields[0], ())
    if not fields[1]:
        return None
    raw = io.StringIO()
    csv.writer(raw, lineterminator="\n").writerows([row, *also])
    return Entry(
        OFAC, fields[0], kind, _turned(fields[1], kind), raw.getvalue().encode("utf-8", "surrogatepass"),
        aliases=tuple(_alias(a, kind) for a in also if a[3].strip() not in ("", NOTHING)),
        programmes=tuple(p for p in fields[3].replace("[", "").replace("]", ";").split(";") if p.strip()),
        remarks=fields[11] or None,
    )  # fmt: skip


def _alias(row: Sequence[str], kind: Kind) -> Alias:
    if "weak" in row[4].casefold():
        return Alias(_turned(row[3], kind), weak(kind))
    return Alias(_turned(row[3], kind), "former" if row[2].strip().startswith("f") else "name")


def _turned(name: str, kind: Kind) -> str:
    """A person's "LAST, First" as "First LAST"."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if kind == "person" and comma and first.strip() else name.strip()


def read_ftm(file: BinaryIO, place: str) -> Iterator[Row]:
    """The entities of FollowTheMoney JSON Lines that are somebody; None for the others. Raises CaptureError."""
    lines = iter(lambda: file.readline(LINE), b"")
    for number, line in enumerate(lines, 1):
        if len(line) >= LINE:
            raise CaptureError(f"{place}, line {number}: over {LINE / 1e6:g} MB, give one entity a line")
        if not line.strip():
            continue
        try:
            yield _entity(json.loads(line), line)
        except (ValueError, RecursionError) as error:
            yield CaptureError(f"{place}, line {number}: no FollowTheMoney entity ({error})")


def _entity(plain: object, line: bytes) -> Entry | None:
    """One entity. Raises ValueError for what is none."""
    if not isinstance(plain, dict) or not isinstance(plain.get("id"), str):
        raise ValueError("an object with `id`, `schema` and `properties` is wanted")
    properties, schema = plain.get("properties"), plain.get("schema")
    if not isinstance(properties, dict) or not isinstance(schema, str):
        raise ValueError("it lacks `schema` or `properties`")
    kind = SCHEMATA.get(schema)
    aliases = [Alias(text, as_kind) for name, as_kind in NAMES.items() for text in _values(properties, name)]
    if kind is None or not aliases:
        return None
    aliases += [Alias(text, weak(kind)) for text in _values(properties, "weakAlias")]
    caption = plain.get("caption")
    first = next((a for a in aliases if a.text == caption), aliases[0])
    held = plain.get("datasets")
    datasets = ", ".join(str(d) for d in islice(held, 20)) if isinstance(held, list) else ""
    dates = (plain.get("last_change"), plain.get("last_seen"))
    return Entry(
        Source(f"ftm-{datasets or 'entities'}", f"FollowTheMoney {datasets}".strip(), datasets or "FollowTheMoney"),
        plain["id"], kind, first.text, line.strip(),
        aliases=tuple(a for a in aliases if a != first),
        programmes=_values(properties, "topics"),
        countries=_values(properties, "nationality") or _values(properties, "country"),
        born=_values(properties, "birthDate"),
        listed=iso(str(plain.get("first_seen") or "")),
        updated=next((d for d in (iso(str(d or "")) for d in dates) if d), None),
        remarks=" ".join(_values(properties, "notes")) or None,
    )  # fmt: skip


def _values(properties: Mapping[str, object], name: str) -> tuple[str, ...]:
    held = properties.get(name)
    values = held if isinstance(held, list) else [held]
    return tuple(dict.fromkeys(t for v in values if isinstance(v, str) and (t := " ".join(v.split()))))

"""Lists of lines: OFAC's SDN list and the EU's list as CSV, and FollowTheMoney as JSON Lines.

Law: a line that cannot be read is given back as the error that it is, with its number, and the rest go on.
"""

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO

from orbat.errors import CaptureError
from orbat.lists.entry import Alias, Entry, Source
from orbat.lists.xml import EU, OFAC, iso, weak
from orbat.model import Kind, NameKind

LINE = 10_000_000  # bytes; the longest line of any published list is far below
SDN_FIELDS, ALT_FIELDS = 12, 5  # sdn.csv and alt.csv have no head; these are their columns
NOTHING = "-0-"  # how OFAC writes an empty field
EU_FIELDS = ("Entity_LogicalId", "NameAlias_WholeName")  # columns that the head of the EU's file must have
BORN, NATIONALITY = re.compile(r"\bDOB ([^;.]+)"), re.compile(r"\bnationality ([^;.]+)")  # in OFAC's remarks

Row = Entry | CaptureError | None

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
    """The entries of the EU's CSV, or of an sdn.csv with the aliases of the alt.csv beside it.

    Raises CaptureError for what is neither.
    """
    head = file.readline(LINE)
    file.seek(0)
    if EU_FIELDS[0].encode() in head:
        yield from _read_eu(file, str(path))
        return
    lines = _csv(file, str(path))
    first = next(lines, [])
    if len(first) == ALT_FIELDS and first[0].isdigit():
        raise CaptureError(f"{path} holds OFAC's aliases alone: give sdn.csv, they are read with it")
    if len(first) != SDN_FIELDS or not first[0].strip().isdigit():
        raise CaptureError(
            f"{path} is no list that Orbat knows: give the UN's, OFAC's or the EU's XML, OFAC's sdn.csv, the "
            "EU's CSV, or FollowTheMoney JSON Lines"
        )
    aliases = _aliases(path)
    yield _sdn(first, aliases)
    for number, row in enumerate(lines, 2):
        if len(row) == SDN_FIELDS:
            yield _sdn(row, aliases)
        elif row not in ([], ["\x1a"]):  # OFAC's files end with a control character of old
            yield CaptureError(f"{path}, line {number}: {len(row)} fields and not {SDN_FIELDS}")


def _read_eu(file: BinaryIO, place: str) -> Iterator[Row]:
    """The entries of the EU's CSV: a line a name, birth date or address, those of one entry together."""
    lines = _csv(file, place, ";")
    names = [name.strip() for name in next(lines)]
    if not set(EU_FIELDS) <= set(names):
        raise CaptureError(f"{place} lacks the EU list's column {EU_FIELDS[1]}: get the file again")

    def cells() -> Iterator[tuple[str, Mapping[str, str] | CaptureError]]:
        for number, row in enumerate(lines, 2):
            if len(row) > len(names) or (row and len(row) < 3):
                yield "", CaptureError(f"{place}, line {number}: {len(row)} fields and not {len(names)}")
            elif any(row):
                line = dict(zip(names, (" ".join(f.split()) for f in row), strict=False))
                yield line[EU_FIELDS[0]], line

    for _, group in groupby(cells(), key=lambda cell: cell[0]):
        rows = [line for _, line in group]
        yield from (row for row in rows if isinstance(row, CaptureError))
        if whole := [row for row in rows if not isinstance(row, CaptureError)]:
            yield _eu(whole)


def _eu(rows: Sequence[Mapping[str, str]]) -> Entry | None:
    def every(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(v for row in rows if (v := row.get(name, ""))))

    types = {*every("Entity_SubjectType"), *every("Entity_SubjectType_ClassificationCode")}
    kind: Kind = "person" if types & {"P", "person"} else "group"
    parts = ("NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_LastName")
    names = []
    for row in rows:
        text = row.get(EU_FIELDS[1]) or " ".join(filter(None, (row.get(part) for part in parts)))
        if text:
            names.append(
                Alias(text, weak(kind) if "low quality" in row.get("NameAlias_Remark", "") else "name")
            )
    references = every("Entity_EU_ReferenceNumber") or every(EU_FIELDS[0])
    if not names or not references:
        return None
    dates = sorted(filter(None, map(iso, every("Entity_Regulation_PublicationDate"))))
    listed = next(filter(None, map(iso, every("Entity_DesignationDate"))), None)
    # the day on which the file was made is no part of an entry, or every day would make it a new one
    lasting = [{k: v for k, v in row.items() if k != "fileGenerationDate" and v} for row in rows]
    generated = next(iter(every("fileGenerationDate")), "")
    day, slash, rest = generated.partition("/")
    seen = f"{rest[3:7]}-{rest[:2]}-{day}" if slash else generated
    raw = json.dumps(lasting, ensure_ascii=False).encode("utf-8", "replace")
    return Entry(
        EU, references[0], kind, names[0].text, raw,
        aliases=tuple(dict.fromkeys(names[1:])),
        programmes=every("Entity_Regulation_Programme"),
        countries=every("Citizenship_CountryDescription") or every("Address_CountryDescription"),
        born=tuple(filter(None, map(iso, every("BirthDate_BirthDate") or every("BirthDate_Year")))),
        listed=listed or (dates[0] if dates else None),
        updated=dates[-1] if dates else None,
        seen=iso(seen),
        remarks="; ".join(every("Entity_Remark")) or None,
    )  # fmt: skip


def _csv(file: BinaryIO, place: str, between: str = ",") -> Iterator[list[str]]:
    decoded = (line.decode("utf-8-sig", "replace") for line in file)  # the mark of UTF-8 opens no other line
    try:
        yield from csv.reader(decoded, delimiter=between)
    except csv.Error as error:
        raise CaptureError(f"{place} is no CSV ({error}): get the file again") from error


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
        countries=tuple(NATIONALITY.findall(fields[11])),
        born=tuple(BORN.findall(fields[11])),
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
    """The entities of FollowTheMoney JSON Lines that are somebody; None for the others.

    Raises CaptureError for a line without end.
    """
    lines = iter(lambda: file.readline(LINE), b"")
    for number, line in enumerate(lines, 1):
        if len(line) >= LINE:
            raise CaptureError(f"{place}, line {number}: over {LINE / 1e6:g} MB, give one entity a line")
        if not line.strip():
            continue
        try:
            yield _entity(json.loads(line))
        except (ValueError, RecursionError) as error:
            yield CaptureError(f"{place}, line {number}: no FollowTheMoney entity ({error})")


def _entity(plain: object) -> Entry | None:
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
    source = Source("ftm", f"FollowTheMoney {datasets}".strip(), datasets or "FollowTheMoney")
    return Entry(
        source, plain["id"], kind, first.text, _lasting(plain),
        aliases=tuple(a for a in aliases if a != first),
        programmes=_values(properties, "topics"),
        countries=_values(properties, "nationality") or _values(properties, "country"),
        born=_values(properties, "birthDate"),
        listed=iso(str(plain.get("first_seen") or "")),
        updated=iso(str(plain.get("last_change") or "")),
        remarks=" ".join(_values(properties, "notes")) or None,
    )  # fmt: skip


def _lasting(plain: Mapping[str, object]) -> bytes:
    """The entity without the days on which it was last looked at, or every day would make it a new one."""
    lasting = {k: v for k, v in plain.items() if k not in ("last_seen", "last_change", "target")}
    return json.dumps(lasting, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")


def _values(properties: Mapping[str, object], name: str) -> tuple[str, ...]:
    held = properties.get(name)
    values = held if isinstance(held, list) else [held]
    return tuple(dict.fromkeys(t for v in values if isinstance(v, str) and (t := " ".join(v.split()))))

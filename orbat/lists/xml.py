"""The three XML lists: the UN's consolidated list, OFAC's SDN list, the EU's consolidated list.

Law: a file is read entry by entry, whatever its size; document types and entities, by which a small file can
grow without end or reach for other files, are refused. The element names are those that the publishers use.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from orbat.errors import CaptureError
from orbat.lists.entry import Alias, Entry, Source
from orbat.model import Kind, NameKind

UN = Source("un-sc", "UN Security Council Consolidated List", "UN Security Council")
OFAC = Source("us-ofac", "OFAC Specially Designated Nationals List", "US Treasury (OFAC)")
EU = Source("eu-fsf", "EU Consolidated Financial Sanctions List", "European Union")
ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

Make = Callable[[Element, str | None], Entry | None]


def read_xml(file: BinaryIO, place: str) -> Iterator[Entry | None]:
    """The entries of an XML list; None for one that names nobody.

    Raises CaptureError for what is no XML, broken off, hostile, or no list of the three.
    """
    make: Make | None = None
    seen: str | None = None
    root: Element | None = None
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            name = _bare(element.tag)
            if root is None:
                root, make, seen = (
                    element,
                    _maker(name, place),
                    iso(element.get("dateGenerated") or element.get("generationDate")),
                )
            elif event == "end" and name == "Publish_Date":
                seen = iso(element.text)
            elif event == "end" and name in ("INDIVIDUAL", "ENTITY", "sdnEntry", "sanctionEntity"):
                assert make
                yield make(_plain(element), seen)
                element.clear()
                root.clear()
    except ParseError as error:
        raise CaptureError(f"{place} is broken off or no XML ({error}): get the file again") from error
    except DefusedXmlException as error:
        raise CaptureError(
            f"{place} declares a document type or entities, which no list needs: it is not read; get it "
            "from the publisher"
        ) from error
    except (ValueError, LookupError) as error:  # expat on encodings that it does not know
        raise CaptureError(f"{place} cannot be read as XML ({error}): get the file again") from error


def _maker(root: str, place: str) -> Make:
    if root == "Sanctions":
        raise CaptureError(f"{place} is OFAC's advanced XML: give SDN.XML or sdn.csv, which say the same")
    makers: dict[str, Make] = {"CONSOLIDATED_LIST": _un, "sdnList": _ofac, "export": _eu}
    if root not in makers:
        raise CaptureError(
            f"{place} begins with <{root[:40]}>: no UN, OFAC or EU list does; `orbat read` reads reports"
        )
    return makers[root]


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _plain(element: Element) -> Element:
    """The element without namespaces, so that its bytes and its names do not hang on their prefix."""
    for each in element.iter():
        each.tag = _bare(each.tag)
    element.tail = None
    return element


def iso(date: str | None) -> str | None:
    """The ISO prefix that a date begins with, or an American date as one; None where there is none."""
    plain = (date or "").strip()
    if american := AMERICAN.fullmatch(plain):
        month, day, year = american.groups()
        plain = f"{year}-{month:0>2}-{day:0>2}"
    found = ISO.match(plain)
    return found[0] if found else None


def texts(element: Element, path: str) -> tuple[str, ...]:
    """The words of every element at a path, empty ones left out."""
    return tuple(t for e in element.findall(path) if (t := " ".join((e.text or "").split())))


def _one(element: Element, path: str) -> str:
    return next(iter(texts(element, path)), "")


def _joined(element: Element, *names: str) -> str:
    return " ".join(filter(None, (_one(element, name) for name in names)))


def weak(kind: Kind) -> NameKind:
    """What a name is that a list calls weak or of low quality."""
    return "nom_de_guerre" if kind == "person" else "short"


def _un(entry: Element, seen: str | None) -> Entry | None:
    kind: Kind = "person" if entry.tag == "INDIVIDUAL" else "group"
    prefix = entry.tag
    name = _joined(entry, "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    aliases = [Alias(t, "transliteration") for t in texts(entry, "NAME_ORIGINAL_SCRIPT")]
    for alias in entry.iter(f"{prefix}_ALIAS"):
        quality = _one(alias, "QUALITY").casefold().replace(".", "")
        as_kind: NameKind = "former" if quality in ("fka", "formerly known as") else "name"
        aliases += [Alias(t, weak(kind) if quality == "low" else as_kind) for t in texts(alias, "ALIAS_NAME")]
    born = [*texts(entry, f"{prefix}_DATE_OF_BIRTH/DATE"), *texts(entry, f"{prefix}_DATE_OF_BIRTH/YEAR")]
    updated = sorted(filter(None, map(iso, texts(entry, "LAST_DAY_UPDATED/VALUE"))))
    countries = texts(entry, "NATIONALITY/VALUE") or texts(entry, f"{prefix}_ADDRESS/COUNTRY")
    reference = _one(entry, "REFERENCE_NUMBER") or _one(entry, "DATAID")
    made = Entry(
        UN, reference, kind, name, tostring(entry, "utf-8"),
        aliases=tuple(aliases),
        programmes=texts(entry, "UN_LIST_TYPE"),
        countries=countries,
        born=tuple(filter(None, map(iso, born))),
        listed=iso(_one(entry, "LISTED_ON")),
        updated=updated[-1] if updated else None,
        seen=seen,
        remarks=_one(entry, "COMMENTS1") or None,
    )  # fmt: skip
    return made if made.name and made.reference else None


def _ofac(entry: Element, seen: str | None) -> Entry | None:
    kinds: dict[str, Kind] = {"individual": "person", "entity": "group"}
    kind = kinds.get(_one(entry, "sdnType").casefold(), "thing")  # vessels, aircraft
    aliases = []
    for aka in entry.iter("aka"):
        as_kind: NameKind = "former" if _one(aka, "type").startswith("f") else "name"
        text = _joined(aka, "firstName", "lastName")
        if text:
            aliases.append(Alias(text, weak(kind) if _one(aka, "category") == "weak" else as_kind))
    name = _joined(entry, "firstName", "lastName")
    made = Entry(
        OFAC, _one(entry, "uid"), kind, name, tostring(entry, "utf-8"),
        aliases=tuple(aliases),
        programmes=texts(entry, "programList/program"),
        countries=texts(entry, "nationalityList/nationality/country")
        or texts(entry, "addressList/address/country"),
        born=texts(entry, "dateOfBirthList/dateOfBirthItem/dateOfBirth"),
        seen=seen,
        remarks=_one(entry, "remarks") or None,
    )  # fmt: skip
    return made if made.name and made.reference else None


def _eu(entry: Element, seen: str | None) -> Entry | None:
    subject = entry.find("subjectType")
    person = subject is not None and subject.get("code", subject.get("classificationCode")) in ("person", "P")
    kind: Kind = "person" if person else "group"
    names = [
        Alias(
            " ".join(e.get("wholeName", "").split()),
            "name" if e.get("strong", "true") == "true" else weak(kind),
        )
        for e in entry.findall("nameAlias")
    ]
    names = sorted(
        (n for n in names if n.text), key=lambda n: n.kind != "name"
    )  # stable: the first strong one
    regulations = entry.findall("regulation")
    dates = sorted(filter(None, (iso(r.get("publicationDate")) for r in regulations)))
    births = entry.findall("birthdate")
    places = entry.findall("citizenship") or entry.findall("address")
    countries = (p.get("countryDescription") or p.get("countryIso2Code") or "" for p in places)
    reference = entry.get("euReferenceNumber") or entry.get("logicalId") or ""
    made = Entry(
        EU, reference, kind, names[0].text if names else "", tostring(entry, "utf-8"),
        aliases=tuple(names[1:]),
        programmes=tuple(dict.fromkeys(filter(None, (r.get("programme") for r in regulations)))),
        countries=tuple(c for c in countries if c not in ("", "UNKNOWN", "00")),
        born=tuple(filter(None, (iso(b.get("birthdate") or b.get("year")) for b in births))),
        listed=iso(entry.get("designationDate")) or (dates[0] if dates else None),
        updated=dates[-1] if dates else None,
        seen=seen,
        remarks=_one(entry, "remark") or None,
    )  # fmt: skip
    return made if made.name and made.reference else None

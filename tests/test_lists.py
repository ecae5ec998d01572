"""Known lists: each format, entries as documents with claims, and files that are hostile, broken or no list.

All names, references and dates are invented.
"""

import json
from pathlib import Path

import pytest

from orbat.cli import run
from orbat.lists import Entry, Row, kept, read_list
from orbat.model import Kept, Words
from orbat.pipeline import BATCH, import_list
from orbat.resolve import Index, entities
from orbat.store import Casebook

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2025-01-02T00:00:00Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>OMAR</FIRST_NAME><SECOND_NAME>AL-TESTI</SECOND_NAME>
<UN_LIST_TYPE>Freedonia</UN_LIST_TYPE><REFERENCE_NUMBER>FRi.001</REFERENCE_NUMBER><LISTED_ON>2014-05-06</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>عمر التستي</NAME_ORIGINAL_SCRIPT><COMMENTS1>A smith.</COMMENTS1>
<NATIONALITY><VALUE>Freedonia</VALUE></NATIONALITY><LAST_DAY_UPDATED><VALUE>2016-01-01</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Umar Testi</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Abu Zayd</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-03-04</DATE></INDIVIDUAL_DATE_OF_BIRTH>
</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>RIVER GUARD FRONT</FIRST_NAME>
<UN_LIST_TYPE>Freedonia</UN_LIST_TYPE><REFERENCE_NUMBER>FRe.002</REFERENCE_NUMBER>
<ENTITY_ALIAS><QUALITY>a.k.a.</QUALITY><ALIAS_NAME>RGF</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Guards of the Stream</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><COUNTRY>Freedonia</COUNTRY></ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
OFAC = """<sdnList xmlns="urn:test"><publshInformation>
<Publish_Date>02/03/2025</Publish_Date></publshInformation><sdnEntry>
<uid>7</uid><firstName>Omar</firstName><lastName>AL-TESTI</lastName><sdnType>Individual</sdnType>
<programList><program>FRD</program></programList><akaList><aka><uid>8</uid><type>a.k.a.</type>
<category>weak</category><lastName>ABU ZAYD</lastName></aka></akaList>
<dateOfBirthList><dateOfBirthItem><dateOfBirth>04 Mar 1970</dateOfBirth></dateOfBirthItem></dateOfBirthList>
</sdnEntry><sdnEntry><uid>9</uid><lastName>BLUE BOAT</lastName><sdnType>Vessel</sdnType></sdnEntry>
</sdnList>"""
SDN = (
    '7,"AL-TESTI, Omar","individual","FRD] [FRD2",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB 04 Mar 1970; nationality Freedonia."\n'
    '8,"RIVER GUARD FRONT",-0- ,"FRD",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \nbroken,line\n\x1a\n'
)
ALT = '7,1,"aka","TESTI, Umar",-0- \n8,2,"fka","GUARDS OF THE STREAM",-0- \n'
EU = """<export xmlns="urn:test" generationDate="2025-01-02T10:00:00"><sanctionEntity
 designationDate="2014-05-06" euReferenceNumber="EU.1.2" logicalId="5">
<subjectType code="person" classificationCode="P"/>
<regulation programme="FRD" publicationDate="2014-05-07"/><nameAlias wholeName="Abu Zayd" strong="false"/>
<nameAlias wholeName="Omar al-Testi" strong="true"/><birthdate birthdate="1970-03-04"/>
<citizenship countryDescription="FREEDONIA"/></sanctionEntity></export>"""
EU_CSV = (
    "\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;"
    "Entity_Regulation_Programme;Entity_Regulation_PublicationDate;NameAlias_WholeName;BirthDate_BirthDate\n"
    "02/01/2025;5;EU.1.2;P;FRD;2014-05-07;Omar al-Testi;\n"
    "02/01/2025;5;EU.1.2;P;FRD;2014-05-07;Umar Testi;\n"
    "02/01/2025;5;EU.1.2;P;FRD;2014-05-07;;1970-03-04\n"
    "02/01/2025;6;EU.1.3;E;FRD;2014-05-07;River Guard Front;\n"
)
PERSON = {
    "name": ["Umar Testi", "Omar al-Testi"], "weakAlias": ["Abu Zayd"], "birthDate": ["1970-03-04"],
    "nationality": ["fr"], "topics": ["sanction"],
}  # fmt: skip
FTM = "\n".join(
    json.dumps({"datasets": ["made_up"], "first_seen": "2021-01-01", "last_seen": "2025-01-01", **line})
    for line in (
        {"id": "Q1", "schema": "Person", "caption": "Omar al-Testi", "properties": PERSON},
        {"id": "Q2", "schema": "Address", "properties": {"full": ["1 Street"]}},
        {"id": "Q3", "schema": "Organization", "properties": {"name": ["River Guard Front"]}},
    )
)
FILES = {
    "un.xml": UN,
    "sdn.xml": OFAC,
    "sdn.csv": SDN,
    "eu.xml": EU,
    "eu.csv": EU_CSV,
    "entities.ftm.json": FTM,
}


def write(folder: Path, name: str, body: str) -> Path:
    (folder / "alt.csv").write_text(ALT)
    path = folder / name
    path.write_text(body)
    return path


def rows(path: Path) -> list[Row]:
    with path.open("rb") as file:
        return list(read_list(file, path))


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_person(tmp_path: Path, name: str) -> None:
    found = [r for r in rows(write(tmp_path, name, FILES[name])) if isinstance(r, Entry)]
    document, text, reading = kept(found[0], "2025-02-01T00:00:00")
    assert (found[0].kind, reading.mentions[0].name.casefold()) == ("person", "omar al-testi")
    assert not reading.mentions[0].name.isupper()
    said = {(c.predicate, c.object.text) for c in reading.claims if isinstance(c.object, Words)}
    assert any(o.startswith("born ") and "1970" in o for _, o in said)
    assert {o for p, o in said if p == "also_known_as"} & {"Umar Testi", "Abu Zayd"}
    assert document.uri.startswith("list:") and document.authors
    for claim in reading.claims:  # law 1
        assert text.body[claim.evidence.start : claim.evidence.end].strip()


def test_what_an_entry_says(tmp_path: Path) -> None:
    person, group = (kept(r, "") for r in rows(write(tmp_path, "un.xml", UN)) if isinstance(r, Entry))
    said = {
        c.object.text: (c.predicate, c.qualifiers.name_kind)
        for _, _, reading in (person, group)
        for c in reading.claims
        if isinstance(c.object, Words)
    }
    assert said["Abu Zayd"] == ("also_known_as", "nom_de_guerre")
    assert said["عمر التستي"] == ("also_known_as", "transliteration")
    assert said["RGF"] == ("also_known_as", "acronym")
    assert said["Guards of the Stream"] == ("also_known_as", "former")
    assert person[0].published == "2014-05-06" and group[0].published == "2025-01-02"
    listed = next(c for c in person[2].claims if c.object == Words("listed under Freedonia"))
    assert listed.period and listed.period.edtf() == "2014-05-06/.."


def test_a_list_is_imported_once_and_goes_on_after_a_stop(tmp_path: Path, casebook: Casebook) -> None:
    line = {"schema": "Organization", "properties": {}}
    many = [{**line, "id": f"N{i}", "properties": {"name": [f"Guard number {i}"]}} for i in range(BATCH + 5)]
    path = write(tmp_path, "many.json", "\n".join(map(json.dumps, many)))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_list(casebook, path, stop)
    assert casebook.counts().documents == BATCH
    again = import_list(casebook, path)
    assert (again.new, again.known, again.done) == (5, BATCH, again.total)
    many[0]["last_seen"] = "2026-01-01"  # only looked at again
    write(tmp_path, "many.json", "\n".join(map(json.dumps, many)))
    assert import_list(casebook, path).new == 0
    assert casebook.counts().unread == 0


def test_a_name_in_a_report_and_on_a_list_is_one(tmp_path: Path, casebook: Casebook) -> None:
    import_list(casebook, write(tmp_path, "un.xml", UN))
    import_list(casebook, write(tmp_path, "eu.csv", EU_CSV))
    found = Index(entities(casebook.kept()))
    (front,) = found.named("River Guard Front")
    assert len(front.mentions) == 2 and found.named("Guards of the Stream") == [front]


HOSTILE = {
    "bomb": '<!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST>&b;'
    "</CONSOLIDATED_LIST>",
    "outside": '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&f;</CONSOLIDATED_LIST>',
    "cut": UN[:900],
    "other": "<html><body/></html>",
    "advanced": '<Sanctions xmlns="urn:test"/>',
    "encoding": '<?xml version="1.0" encoding="x-none"?><CONSOLIDATED_LIST/>',
    "empty": "  \n",
    "prose": "The River Guard marched,\nand came back.\n",
    "alone": ALT,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_good_is_one_line(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, "list.dat", HOSTILE[name])
    assert run(["lists", "import", str(path), "--db", str(tmp_path / "l.db")]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("orbat: error: ") and said.err.count("\n") == 1 and "root:" not in said.err


def test_bad_lines_are_counted_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sdn = write(tmp_path, "sdn.csv", SDN)
    ftm = write(tmp_path, "e.json", FTM + '\n{"id": 5}\n{"id": "x", "schema"\n[1]\n' + "[" * 5000 + "\n")
    assert run(["lists", "import", str(sdn), str(ftm), "--db", str(tmp_path / "l.db")]) == 1
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["summary"] for line in said if "summary" in line] == [
        {"new": 2, "known": 0, "nobody": 0, "bad": 1},
        {"new": 2, "known": 0, "nobody": 1, "bad": 4},
    ]
    assert [line["bad"].split(":")[0][-6:] for line in said if "bad" in line] == [
        "line 3", "line 4", "line 5", "line 6", "line 7",
    ]  # fmt: skip


def test_vessels_are_things(tmp_path: Path) -> None:
    assert [r.kind for r in rows(write(tmp_path, "sdn.xml", OFAC)) if isinstance(r, Entry)] == [
        "person",
        "thing",
    ]


def test_entries_of_one_list_stay_two(tmp_path: Path, casebook: Casebook) -> None:
    twins = [
        {"id": i, "schema": "Person", "properties": {"name": ["Omar al-Testi"], "birthDate": [born]}}
        for i, born in (("A", "1950"), ("B", "1980"))
    ]
    import_list(casebook, write(tmp_path, "twins.json", "\n".join(map(json.dumps, twins))))
    kept_: Kept = casebook.kept()
    assert len(Index(entities(kept_)).named("Omar al-Testi")) == 2

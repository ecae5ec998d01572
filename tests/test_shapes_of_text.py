"""Wire text in capitals, lists, tables, typed quotation marks and damaged sentences: what is read of them."""

from collections.abc import Iterator

import pytest

from orbat.capture import Overrides, capture_bytes, capture_string
from orbat.model import Claim, Quantity, Reading, Ref, Text, Words
from orbat.read import Reader, load_reader
from orbat.read.truecase import truecase

TABLE = """<html><head><title>Groups of the hills</title></head><body><article><p>The groups are these.</p>
<table><tr><th>Group</th><th>Commander</th><th>Fighters</th><th>Area</th><th>Founded</th><th>Notes</th></tr>
<tr><td>Hill Defence Front</td><td>Guidon Shimba</td><td>about 1,200</td><td>Walikale and Masisi</td>
<td>2009</td><td>-</td></tr>
<tr><td>Mai-Mai Yakuba</td><td>unknown</td><td>800</td><td>Fizi</td><td>2011</td><td>-</td></tr></table>
<p>More is not known of them at the time of writing, the authors say.</p></article></body></html>"""


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def read(reader: Reader, body: str | bytes) -> tuple[Reading, Text]:
    about = Overrides(author="Ana Brook", published="2020-05-04")
    if isinstance(body, bytes):
        made = capture_bytes(body, "page.html", "text/html", about)
    else:
        made = capture_string(body, "page.txt", about)
    return reader.read(made.document, made.text), made.text


def told(reading: Reading) -> set[tuple[str, str, str]]:
    """Subject, predicate and object of every claim, in words."""
    names = {m.id: m.name for m in reading.mentions}

    def said(claim: Claim) -> str:
        thing = claim.object
        if isinstance(thing, Ref):
            return names[thing.mention]
        if isinstance(thing, Quantity):
            return f"{thing.bound} {thing.count}"
        return thing.text if isinstance(thing, Words) else thing.edtf()

    return {(names[c.subject], c.predicate, said(c)) for c in reading.claims}


def test_a_table_is_read_by_its_head(reader: Reader) -> None:
    reading, text = read(reader, TABLE.encode())
    found = told(reading)
    assert {
        ("Hill Defence Front", "led_by", "Guidon Shimba"),
        ("Hill Defence Front", "strength", "about 1200"),
        ("Hill Defence Front", "operates_in", "Walikale"),
        ("Hill Defence Front", "operates_in", "Masisi"),
        ("Hill Defence Front", "founded_on", "2009"),
        ("Mai-Mai Yakuba", "strength", "exact 800"),
        ("Mai-Mai Yakuba", "operates_in", "Fizi"),
    } <= found
    assert not [f for f in found if f[0] == "Mai-Mai Yakuba" and f[1] == "led_by"]
    rows = [c for c in reading.claims if c.rule.startswith("table")]
    assert all("\n" not in text.body[c.evidence.start : c.evidence.end] for c in rows)


def test_a_table_with_an_unknown_head_is_no_order_of_battle(reader: Reader) -> None:
    body = "Year | Rain | Harvest\nHill Front | 12 | 40\nRiver Guard | 14 | 50\n"
    assert not [c for c in read(reader, body)[0].claims if c.rule.startswith("table")]


def test_items_of_a_list_are_sentences_of_their_own(reader: Reader) -> None:
    body = (
        "The main groups are:\n- the Nyatura Coalition, led by Jean Bonane, with about 400 fighters;\n"
        "* the Hill Front (some 2,300 combatants), based in Lukweti\n"
    )
    found = told(read(reader, body)[0])
    assert ("Nyatura Coalition", "led_by", "Jean Bonane") in found
    assert ("Nyatura Coalition", "strength", "about 400") in found
    assert ("Hill Front", "strength", "about 2300") in found
    assert not [f for f in found if f[0] == "Hill Front" and f[2] == "Jean Bonane"]


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("``", "''"), ('""', '""')])
def test_marks_of_quotation(reader: Reader, opening: str, closing: str) -> None:
    body = f"{opening}The River Guard has 400 fighters,{closing} said its commander, Jean Bonane."
    reading, _ = read(reader, body)
    names = {m.id: m.name for m in reading.mentions}
    strength = next(c for c in reading.claims if c.predicate == "strength")
    assert [names.get(v.speaker or "") for v in strength.voices][1:] in (["Jean Bonane"], ["commander"])


def wire() -> Iterator[tuple[str, str]]:
    yield (
        "GUERRILLAS OF THE NATIONAL LIBERATION ARMY [ELN] KILLED",
        "Guerrillas of the National Liberation Army [ELN]",
    )
    yield "THE ELN [ARMY OF NATIONAL LIBERATION] SAID SO", "The ELN [Army of National Liberation] said so"
    yield "TROOPS LEFT CARTAGENA\nFOR BOLIVAR", "Troops left Cartagena\nfor Bolivar"
    yield "THE POLICEMEN AND THE MAN", "The policemen and the man"
    yield "BOGOTA, 3 MAR 90 (EFE) -- [TEXT] THE ARMY MOVED", "[TEXT] The army moved"


@pytest.mark.parametrize(("capitals", "cased"), wire())
def test_capitals_come_down_but_those_of_names(capitals: str, cased: str) -> None:
    found = truecase(capitals)
    assert cased in found
    assert found.upper() == capitals


def test_wire_text_is_read(reader: Reader) -> None:
    body = (
        "BOGOTA, 12 MAR 91 (EFE) -- [TEXT] GUERRILLAS OF THE NATIONAL LIBERATION ARMY [ELN] KILLED SEVEN\n"
        "POLICEMEN IN AN AMBUSH NEAR SARAVENA, GENERAL MIGUEL GOMEZ PADILLA, COMMANDER OF THE\n"
        "NATIONAL POLICE, SAID TODAY.\n"
    )
    found = told(read(reader, body)[0])
    assert ("National Police", "led_by", "Miguel Gomez Padilla") in found
    assert [f for f in found if f[1:] == ("casualties", "exact 7")]


def test_a_damaged_sentence_spoils_no_other(reader: Reader) -> None:
    whole = "The River Guard is led by Omar Sadiq."
    body = f"The the of Masisi were which. {whole} Of ) the [ ( when 12 12 of of.\n"
    assert ("River Guard", "led_by", "Omar Sadiq") in told(read(reader, body)[0])

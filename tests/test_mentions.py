"""Names, descriptions and their kinds, on sentences of our own."""

import pytest

from orbat.model import Text
from orbat.read.mentions import find_mentions, whole
from orbat.read.name_edges import is_heading
from orbat.read.nlp import parse
from orbat.read.scene import Scene


def scene(body: str) -> Scene:
    """The scene of a text."""
    return find_mentions(parse(Text("text", "plain", body)))


def named(body: str, kind: str) -> list[str]:
    """The names of a kind, in order."""
    return [a.name for a in scene(body).actors if a.form == "named" and a.kind == kind]


@pytest.mark.parametrize(
    ("body", "groups"),
    [
        ("The leader of Liwa al-Nahr Omar al-Said said so.", ["Liwa al-Nahr"]),
        ("He joined the militiaHarakat al-Nahr' last year.", ["Harakat al-Nahr'"]),
        ("The 1st Battalion of the 3rd Brigade withdrew.", ["1st Battalion", "3rd Brigade"]),
        ("Infantry Battalion 247 fled.", ["Infantry Battalion 247"]),
        (
            "The Popular Front for the Liberation of Alba denied it.",
            ["Popular Front for the Liberation of Alba"],
        ),
        ("Islamic State of Iraq and the Levant took it.", ["Islamic State of Iraq and the Levant"]),
        ("Al-Qaeda in the Islamic Maghreb grew.", ["Al-Qaeda in the Islamic Maghreb"]),
        ("M23 and the Abu Karim Group fought.", ["M23", "Abu Karim Group"]),
        ("The al-Nahri tribe sent men.", ["al-Nahri tribe"]),
        ("The Lord's Army of Joseph Odongo fled.", ["Lord's Army"]),
        ("The IRGC's Quds Force came.", ["IRGC", "Quds Force"]),
        ("Fawj Halab wa al-Zahra’ fought.", ["Fawj Halab wa al-Zahra'"]),
        ("The Syrian army advanced.", ["Syrian army"]),
    ],
)
def test_groups_are_cut_where_their_names_end(body: str, groups: list[str]) -> None:
    assert named(body, "group") == groups


@pytest.mark.parametrize(
    ("body", "name", "title"),
    [
        ("Lt. Gen. Adam T. Waller spoke.", "Adam T. Waller", "Lt. Gen."),
        ("They met Iraqi Prime Minister Sami al-Daher.", "Sami al-Daher", "Prime Minister"),
        ("Secretary of State Paul Moreno spoke.", "Paul Moreno", "Secretary of State"),
        ("Senior General Kyaw Min Thant resigned.", "Kyaw Min Thant", "Senior General"),
    ],
)
def test_titles_are_no_part_of_a_persons_name(body: str, name: str, title: str) -> None:
    people = [a for a in scene(body).actors if a.kind == "person" and a.form == "named"]
    assert [(a.name, a.title) for a in people] == [(name, title)]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("Near Mosul, one strike hit a bridge.", ["Mosul"]),
        ("He lives in the U.S. The army left.", ["U.S."]),
        ("The US-led operation began.", ["US"]),
        ("They trained in northern Libya.", ["northern Libya"]),
        ("Talks on Bosnia and Herzegovina failed.", ["Bosnia and Herzegovina"]),
        ("A tanker crossed the Gulf of Aden.", ["Gulf of Aden"]),
        ("They trained near Kambi ya Yua.", ["Kambi ya Yua"]),
        ("They moved to Deir ez-Zor province.", ["Deir ez-Zor province"]),
        ("The strike on Khan Shaykhun killed 80.", ["Khan Shaykhun"]),
        ("He was born in Sheikh Miskin and fought for Khan al-Asal.", ["Sheikh Miskin", "Khan al-Asal"]),
        ("Khan Zaman and Sheikh Ahmad met in Khan Younis.", ["Khan Younis"]),
        ("They fought near Bir esh-Sharqi and near Khan edh-Dhib.", ["Bir esh-Sharqi", "Khan edh-Dhib"]),
    ],
)
def test_places(body: str, places: list[str]) -> None:
    assert named(body, "place") == places


def test_an_adjective_stands_for_the_state_and_a_noun_for_the_people() -> None:
    assert named("Turkish artillery fired.", "place") == ["Turkey"]
    assert named("The Turks fired.", "group") == ["Turks"]


def test_a_surname_alone_is_the_person_unless_something_tells_a_place() -> None:
    assert named("Musa Baluku leads them. Gold was sent to Baluku in Goma.", "person")[1:] == ["Baluku"]
    assert named("Joseph Kony fled. The hunt went on near Kony.", "place") == ["Kony"]


def test_a_heading_is_not_one_giant_name() -> None:
    assert is_heading("Rebels Seize Northern Town After Heavy Clashes")
    assert not is_heading("The rebels of Liwa al-Nahr seized a town after heavy clashes.")
    found = scene("Rebels Seize Northern Town After Heavy Clashes With Army\n").actors
    assert max(len(a.name.split()) for a in found) <= 2


def test_descriptions_know_whose_they_are_and_hold_no_list() -> None:
    actors = scene("The government of Libya and foreign troops agreed.").actors
    described = {a.name: a for a in actors if a.form == "described"}
    assert "government of Libya" in described["government"].chain.names()
    assert set(described) == {"government", "foreign troops"}


def test_a_mention_spans_its_article_and_title_and_its_name_holds_neither() -> None:
    body = "The two leaders met President Omar Said."
    spans = {a.name: body[slice(*whole(a))] for a in scene(body).actors}
    assert spans == {"leaders": "The two leaders", "Omar Said": "President Omar Said"}

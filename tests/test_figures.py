"""Figures in sentences: whose losses, strengths and arms, of what kind, how many."""

import pytest

from orbat.model import Claim, Document, Quantity, Reading, Ref, Text, Words
from orbat.read.rules import RulesReader


def read(sentence: str) -> Reading:
    document = Document("0" * 64, "test:figures")
    return RulesReader().read(document, Text(document.id, "test", sentence + "\n"))


def told(sentence: str, predicate: str) -> list[tuple[str, Claim]]:
    reading = read(sentence)
    names = {m.id: m.name for m in reading.mentions}
    return [(names[c.subject], c) for c in reading.claims if c.predicate == predicate]


def losses(sentence: str) -> set[tuple[str, str | None, int | None]]:
    found = told(sentence, "casualties")
    return {(who, c.object.kind, c.object.count) for who, c in found if isinstance(c.object, Quantity)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Three farmers and two rebels have died and six policemen have been wounded in clashes.",
            {("farmers", "killed", 3), ("rebels", "killed", 2), ("policemen", "wounded", 6)},
        ),
        (
            "Ten people were killed and more than twenty wounded by the blast.",
            {("people", "killed", 10), ("people", "wounded", 20)},
        ),
        (
            "The ambush left six policemen dead and three others injured.",
            {("policemen", "killed", 6), ("policemen", "wounded", 3)},
        ),
        (
            "Gunmen attacked the village, killing 15 people, including three children.",
            {("people", "killed", 15), ("children", "killed", 3)},
        ),
        ("The bombing claimed the lives of 22 soldiers.", {("soldiers", "killed", 22)}),
        ("The brigade suffered 40 casualties.", {("brigade", "killed_or_wounded", 40)}),
        ("The army lost 300 men in the offensive.", {("army", "killed", 300)}),
        ("The attack forced 3,000 residents to flee.", {("residents", "displaced", 3000)}),
        ("Dozens of civilians were killed in the raid.", {("civilians", "killed", None)}),
        ("Militants beheaded the hostage.", {("hostage", "killed", 1)}),
    ],
)
def test_losses(sentence: str, expected: set[tuple[str, str | None, int | None]]) -> None:
    assert losses(sentence) == expected


def test_a_natural_death_is_no_casualty() -> None:
    assert not losses("General Pedro Salas died at home in 1998.")


def test_no_one_hurt_is_negated() -> None:
    ((_, claim),) = told("No civilians were killed in the strike.", "casualties")
    assert claim.status == "negated"


def test_by_whom() -> None:
    reading = read("Soldiers executed at least 30 detainees in the barracks.")
    (value,) = (c.object for c in reading.claims if c.predicate == "casualties")
    assert isinstance(value, Quantity)
    assert (value.count, value.bound, value.kind) == (30, "at_least", "killed")
    assert [m.name for m in reading.mentions if m.id == value.by] == ["Soldiers"]


@pytest.mark.parametrize(
    ("sentence", "who", "figures"),
    [
        ("Ansar al-Nur has 5,000 men under arms.", "Ansar al-Nur", (5000, None, None)),
        ("The 3,000-strong Northern Brigade is based in Kassala.", "Northern Brigade", (3000, None, None)),
        ("The Northern Brigade consists of about 200 members.", "Northern Brigade", (200, None, None)),
        (
            "The Northern Brigade is estimated to have between 100 and 140 fighters.",
            "Northern Brigade",
            (None, 100, 140),
        ),
        ("Kenya has deployed 500 troops in Somalia.", "Kenya", (500, None, None)),
    ],
)
def test_strength(sentence: str, who: str, figures: tuple[int | None, ...]) -> None:
    ((name, claim),) = told(sentence, "strength")
    assert isinstance(claim.object, Quantity)
    assert (name, (claim.object.count, claim.object.low, claim.object.high)) == (who, figures)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The rebels are armed with rifles and hand grenades.",
            {("rebels", "rifles"), ("rebels", "hand grenades")},
        ),
        ("The Northern Brigade used a car bomb.", {("Northern Brigade", "car bomb")}),
        ("Rockets were fired by Hamas.", {("Hamas", "Rockets")}),
        ("The army's tanks shelled the suburb.", {("army", "tanks")}),
        ("Iran supplied Hezbollah with drones.", {("Hezbollah", "drones")}),
        (
            "Two strikes engaged a Hamas unit and destroyed a mortar system.",
            {("Hamas", "mortar system")},
        ),
    ],
)
def test_arms(sentence: str, expected: set[tuple[str, str]]) -> None:
    found = {(who, c.object.text) for who, c in told(sentence, "uses") if isinstance(c.object, Words)}
    assert found == expected


def test_arms_are_counted() -> None:
    ((_, claim),) = told("The coalition destroyed two Hamas tankers.", "uses")
    assert claim.qualifiers.count == 2
    assert not isinstance(claim.object, Ref)

"""What the map and the timeline draw."""

from pathlib import Path

import pytest
from conftest import captured

from orbat.model import Claim, Location, Mention, Period, Reading, Ref, Run, Span, Voice, Words
from orbat.store import Casebook
from orbat.views.routes import stops
from tests.serve.conftest import client_of

BODY = "The River Guard moved from Alba via Brena and Corva towards Dusk. It is based in Alba.\n"
PLACES = {"Alba": (36.2, 37.1), "Brena": (36.4, 37.0), "Corva": None, "Dusk": (36.5, 36.9)}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("moved from Alba via Brena and Corva towards Dusk on 3 May", ("Alba", "Brena", "Corva", "Dusk")),
        ("sent men from Alba to Dusk", ("Alba", "Dusk")),
        ("withdrawal from Alba", ()),
        ("clashes in Dusk", ()),
    ],
)
def test_ways_are_told_from_words(words: str, names: tuple[str, ...]) -> None:
    assert stops(words) == names


@pytest.fixture
def moved(casebook: Casebook) -> None:
    """A casebook with one movement and one base."""
    document, data, text = captured(BODY, published="2016-05-04")
    guard = Mention(Span(text.id, 4, 15), "group", "River Guard")
    places = []
    for name, at in PLACES.items():
        start = BODY.index(name)
        lat, lon = at or (None, None)
        where = Location(name, "SY", lat, lon, "locality" if at else "unresolved", "test")
        places.append(Mention(Span(text.id, start, start + len(name)), "place", name, location=where))
    said, may = (Voice(None, "asserts"),), Period("2016-04", "2016-04")
    words = Words("movement from Alba via Brena and Corva towards Dusk")
    claims = (
        Claim(guard.id, "took_part_in", words, Span(text.id, 4, 64), said, may, (places[3].id,), rule="t"),
        Claim(guard.id, "based_in", Ref(places[0].id), Span(text.id, 66, 85), said, rule="t"),
    )
    casebook.add_capture(document, data, text)
    casebook.add_reading(Reading(Run(text.id, "t", "1"), (guard, *places), claims))


@pytest.mark.usefixtures("moved")
def test_points_and_ways_name_their_claims(place: Path) -> None:
    client = client_of(place)
    found = client.get("/api/v1/map?entity=River Guard").json()["features"]
    by_kind = {f["geometry"]["type"]: f for f in found}
    assert by_kind["LineString"]["geometry"]["coordinates"] == [[37.1, 36.2], [37.0, 36.4], [36.9, 36.5]]
    assert by_kind["LineString"]["properties"]["lost"] == ["Corva"]
    points = {f["properties"]["place"]: f for f in found if f["geometry"]["type"] == "Point"}
    assert set(points) == {"Alba", "Dusk"}
    assert points["Dusk"]["properties"]["first"] == "2016-04-01"
    assert all(f["properties"]["claims"] for f in found)
    assert "Dusk" in client.get("/map?entity=River Guard").text


@pytest.mark.usefixtures("moved")
def test_a_month_is_a_month_on_the_timeline(place: Path) -> None:
    found = client_of(place).get("/api/v1/timeline?entity=River Guard").json()
    assert [lane["name"] for lane in found["lanes"]] == ["River Guard"]
    (item,) = found["items"]
    assert (item["first"], item["last"], item["precision"]) == ("2016-04-01", "2016-04-30", "month")
    assert item["kind"] == "event" and item["claims"]

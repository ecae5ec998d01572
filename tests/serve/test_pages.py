"""Every page can be read without scripts, and says the same as its JSON."""

import csv
import io
import json

import pytest
from fastapi.testclient import TestClient

from orbat.store import Casebook
from tests.serve.conftest import sheet

PAGES = ["/", "/queues", "/queues/claims", "/queues/names", "/queues/disputes", "/queues/rejects",
         "/queues/failures", "/sources", "/help", "/search?q=brigade", "/documents/west.txt",
         "/entities/Western Brigade", "/timeline", "/map"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_a_whole_page(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>") and answer.text.rstrip().endswith("</html>")
    assert "<h1" in answer.text


def test_the_text_is_shown_to_the_character(client: TestClient, filled: Casebook) -> None:
    shown = sheet(client, "west.txt")
    words = "".join(s["words"] for block in shown["blocks"] for s in block["stretches"])
    assert words == filled.text(filled.find_document("west.txt").id).body
    claim = shown["claims"][0]
    assert claim["quote"] == words[claim["start"] : claim["end"]]


def test_claims_stand_beside_the_text_and_rejects_at_its_foot(client: TestClient) -> None:
    page = client.get("/documents/west.txt").text
    assert "allied with" in page and "<mark data-claim=" in page
    assert "no date was found" in page


def test_an_entity_has_one_address_under_any_name(client: TestClient) -> None:
    answer = client.get("/entities/Western Brigade")
    assert "/entities/entity-" in str(answer.url)
    assert client.get("/entities/Nobody At All").status_code == 404


def test_pictures_are_tables_without_scripts(client: TestClient) -> None:
    entity = str(client.get("/entities/Western Brigade").url).rsplit("/", 1)[1]
    for picture in (f"/entities/{entity}/network", f"/entities/{entity}/tree"):
        page = client.get(picture).text
        assert 'data-picture="' in page
    assert "Eastern Column" in client.get(f"/entities/{entity}/network").text
    network = client.get(f"/api/v1/entities/{entity}/network").json()
    assert {n["label"] for n in network["nodes"]} == {"Western Brigade", "Eastern Column"}
    claims = ",".join(c["claim"] for e in network["edges"] for c in e["line"]["citations"])
    quotes = client.get(f"/quotes?claims={claims}", headers={"HX-Request": "true"}).text
    assert "fights beside" in quotes and "<html" not in quotes


def test_tables_and_json_of_pages(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/documents/west.csv").text)))
    assert rows[0]["predicate"] == "allied_with"
    assert client.get("/sources.csv").text.startswith("publisher,title")
    assert json.loads(client.get("/api/v1/queues").text)["rejects"] == 1


def test_a_date_that_is_none_is_said(client: TestClient) -> None:
    answer = client.get("/api/v1/entities/Western Brigade", params={"as_of": "yesterday"})
    assert answer.status_code == 400 and "no date" in answer.json()["error"]
    assert client.get("/timeline?as_of=2016-99").status_code == 400
    assert client.get("/entities/x/network?steps=9").status_code == 422


def test_names_are_found_while_typing_and_in_any_script(client: TestClient) -> None:
    part = client.get("/search?q=west", headers={"HX-Request": "true"}).text
    assert "Western Brigade" in part and "<html" not in part
    found = client.get("/api/v1/search", params={"q": "ريفر جارد"}).json()["entities"]
    assert not found or found[0]["names"][0]["text"] == "River Guard"
    assert client.get("/api/v1/search?q=local paper").json()["holding"]
    assert client.get('/api/v1/search?q=" OR NEAR(').status_code == 200


def test_what_fails_is_one_line(client: TestClient) -> None:
    assert "there is no such page" in client.get("/nowhere").text
    assert client.get("/documents/nothing-like-it").status_code == 404
    assert client.get("/api/v1/documents/nothing-like-it").json()["error"].startswith("the casebook holds")

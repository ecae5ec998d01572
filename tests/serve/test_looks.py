"""How pages say things: which way words run, what is counted, what is marked, what stands under what."""

import pytest
from fastapi.testclient import TestClient

from orbat.model import Document, Kept, Section, Text, identify
from orbat.serve.pages import _count, _lit, _way
from orbat.store import Casebook
from orbat.weigh import origins
from tests.serve.conftest import keep, send

ITEM = """BEIRUT, March 4, 2018 (Northern Post) - Fighters of the River Guard entered the town of Tal Asmar
on Sunday, two residents told the Northern Post. The River Guard belongs to the Western Brigade and is
commanded by Karim Sabbagh. A commander who declined to be named said that four of his men were wounded.
"""


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("لواء الباقر (the Baqir Brigade), led by خالد الحسن, is part of it", "ltr"),
        ("قال المتحدث باسم لواء الباقر NDF", "rtl"),
        ("2016", "ltr"),
    ],
)
def test_words_run_as_most_of_their_letters_do(words: str, way: str) -> None:
    assert _way(words) == way


def test_what_was_sought_is_marked_and_nothing_else_is_markup() -> None:
    assert _lit("<b>al-Baqir</b> and baqir.", "Baqir") == (
        "&lt;b&gt;al-<mark>Baqir</mark>&lt;/b&gt; and <mark>baqir</mark>."
    )
    assert _lit("a.c abc", "a.c") == "<mark>a.c</mark> abc"
    assert _lit("<i>", "") == "&lt;i&gt;"


def test_one_is_counted_as_one() -> None:
    assert [_count(n, "claim") for n in (0, 1, 1200)] == ["0 claims", "1 claim", "1,200 claims"]


def test_pages_that_hold_parts_of_each_other_are_both_listed(client: TestClient, filled: Casebook) -> None:
    first = keep(filled, ITEM, "first.txt", source="Northern Post", published="2018-03-04")
    again = keep(filled, f"{ITEM}\n", "again.txt", source="Daily Copy", published="2018-04-01")
    listed = client.get("/api/v1/sources").json()
    originals = {o["document"]["id"]: o for found in listed.values() for o in found}
    under = {copy[0]["id"] for o in originals.values() for copy in o["copies"]}
    assert {first, again} <= originals.keys() | under


def test_of_two_equal_parts_of_one_date_the_page_published_first_is_the_original() -> None:
    documents, texts = {}, {}
    for uri, published in (("a", "2018-04-01"), ("b", "2018-03-04"), ("c", "2018-05-01")):
        document = Document(identify("body", uri), uri, published=published)
        text = Text(document.id, "test", ITEM, sections=(Section(0, len(ITEM), dateline="2018-03-04"),))
        documents[document.id], texts[text.id] = document, text
    first = next(d.id for d in documents.values() if d.uri == "b")
    assert {copy.of for copy in origins(Kept(documents, texts, {}, {})).copies} == {first}


def test_whoever_is_to_be_graded_stands_in_the_form(client: TestClient) -> None:
    assert 'value="&lt;Ada&gt;"' in client.get("/sources", params={"who": "<Ada>"}).text
    page = send(client, "/sources/grade", about="Ada", grade="B", why="often right")
    assert "Grade whoever speaks" in page


def test_who_made_a_claim_is_said(client: TestClient) -> None:
    page = client.get("/documents/west.txt").text
    assert page.count('class="maker"') == page.count("<li id=") > 0


def test_an_error_looks_like_the_rest(client: TestClient) -> None:
    page = client.get("/documents/nothing-like-it").text
    assert "<h1>Not found</h1>" in page and 'role="search"' in page

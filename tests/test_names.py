"""Names: what is one, what is not, why, and the commands for programs."""

import json
import random
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbat.cli import run
from orbat.names import Kind, NameIndex, compare, compare_many, forms

LETTERS = ("Lu", "Ll", "Lt", "Lo", "Nd")  # not the marks that are written as letters, such as the ayn
Capsys = pytest.CaptureFixture[str]
WORDS = (
    "Khalid",
    "Hasan",
    "Husayn",
    "Abu",
    "al-Nuri",
    "bin",
    "Liwa",
    "Brigade",
    "5th",
    "الحسن",
    "Нури",
    "RGD",
    "",
)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Khalid Hasan al-Nuri", "Khaled Hassan an-Noori", "person"),
        ("Abd al-Rahman Nur", "Abdurrahman Noor", "person"),
        ("Sayf al-Din Qasim", "Saifuddin Kassem", "person"),
        ("خالد حسن النوري", "Khalid Hasan al-Nuri", "person"),
        ("Халид Хасан", "Khalid Hasan", "person"),
        ("Gen. Khalid Hasan Nuri", "Khalid Hasan Nuri", "person"),
        ("NURI, Khalid Hasan", "Khalid Hasan Nuri", "person"),
        ("Khalid Jongun", "Khalid Jong-un", "person"),
        ("Khalid Nuri", "Khalid Hasan Nuri", "person"),
        ("Liwa al-Nahr", "Nahr Brigade", "group"),
        ("Katibat al-Nahr", "كتيبة النهر", "group"),
        ("Haras al-Nahr", "حرس النهر", "group"),
        ("Харас ан-Нахр", "حرس النهر", "group"),
        ("Frente de Liberación del Nahr", "Nahr Liberation Front", "group"),
        ("5th Nahr Corps", "al-Faylaq al-Khamis Nahr", "group"),
        ("Nahr Steel GmbH", "Nahr Steel Ltd", "group"),
        ("Nahr Defence Forces", "Nahr Defense Forces (NDF)", "group"),
        ("NDF", "Nahr Defence Forces", "group"),
        ("Nahr Guard/Guards of the Dawn", "Guards of the Dawn", "group"),
        ("Jabal Nur", "Mount Nur", "place"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str, kind: Kind) -> None:
    found = compare(one, other, kind)
    assert found.match and found.why, found


@pytest.mark.parametrize(
    ("one", "other", "kind", "because"),
    [
        ("Khalid Hasan Nuri", "Khalid Husayn Nuri", "person", "against"),  # brothers
        ("Khalid Hasan Nuri", "Walid Hasan Nuri", "person", "against"),
        ("Khalid Hasan al-Nuri", "Khalid Hasan al-Basri", "person", "against"),  # nisbas
        ("Abu Ali", "Abu Ali Hasan Nuri", "person", "alone"),  # a kunya
        ("Abu Musab al-Nuri", "Musab al-Nuri", "person", "alone"),  # a father is not his son
        ("Khalid", "Khalid Hasan Nuri", "person", "alone"),
        ("Ali Hasan", "Hasan Ali", "person", "order"),
        ("Abdul Samad Nuri", "Abdul Salam Nuri", "person", "against"),
        ("4th River Corps", "5th River Corps", "group", "different numbers"),
        ("Fourth Nahr Guard", "Fifth Nahr Guard", "group", "different numbers"),
        ("River Corps", "5th River Corps", "group", "one has a number"),
        ("Nahr Brigade", "Nahr Battalion", "group", "is not"),
        ("Nahr Guard of Libya", "Nahr Guard of Tunisia", "group", "against"),
        ("National Army", "National Liberation Army", "group", "alone"),
        ("Popular Front", "Popular Movement", "group", "alone"),
    ],
)
def test_two_names_that_are_near(one: str, other: str, kind: Kind, because: str) -> None:
    found = compare(one, other, kind)
    assert not found.match, found
    assert because in "; ".join(found.why), found


names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join) | st.text(max_size=30)


@settings(max_examples=300, deadline=None)
@given(names, names, st.sampled_from(["person", "group", "place", "other"]))
def test_comparing_is_symmetric_and_says_why(one: str, other: str, kind: Kind) -> None:
    found = compare(one, other, kind)
    assert found == compare(other, one, kind)
    assert 0 <= found.score <= 1 and found.why
    assert compare(one, one, kind).match
    assert compare_many([(one, other, kind)]) == [found]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_a_name_with_letters_has_words(name: str) -> None:
    for kind in ("person", "group"):
        made = forms(name, kind)
        assert made.words or not any(unicodedata.category(c) in LETTERS for c in name)


ROWS: list[tuple[str, Kind, str]] = [
    ("1", "group", "Liwa al-Nahr"),
    ("1", "group", "Nahr Guard"),
    ("2", "group", "Jabal Battalion"),
    ("3", "person", "Khalid Hasan al-Nuri"),
    ("4", "person", "Khalid Hasan al-Basri"),
    ("5", "person", "Ismail Qamar; Esmail Kamar"),
]


def test_the_nearest_names_are_found_with_reasons() -> None:
    index = NameIndex.build(ROWS)
    first, *_ = index.search("Nahr Brigade")
    assert (first.id, first.name) == ("1", "Liwa al-Nahr") and first.why
    assert [h.id for h in index.search("خالد حسن النوري", "person")][:2] == ["3", "4"]
    assert index.search("Khalid Hasan", "group") == []
    assert index.search("Jabalbatalion", "group")[0].id == "2"  # glued and misspelled: no word is shared
    assert len(index.search("Khalid Hasan", top=1)) == 1
    assert index.search("Esmail Kamar")[0].name == "Ismail Qamar; Esmail Kamar"
    assert index.search("Zzyzx") == [] and NameIndex.build([]).search("Nahr") == []


def test_law_3_any_order_finds_alike() -> None:
    shuffled = random.Random(1).sample(ROWS, len(ROWS))
    for query in ("Nahr", "Khalid Hasan", "Jabal"):
        assert NameIndex.build(shuffled).search(query) == NameIndex.build(ROWS).search(query)


# -- the commands


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def write(path: Path, *rows: object) -> str:
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in rows), "utf-8")
    return str(path)


def test_names_compare(tmp_path: Path, capsys: Capsys) -> None:
    pairs = write(
        tmp_path / "pairs.jsonl",
        {"name1": "Khalid Hasan Nuri", "name2": "Khaled Hassan Noori", "schema": "Person", "note": 7},
        {"name1": "4th River Corps", "name2": "5th River Corps", "schema": "Organization"},
        {"name1": "Nahr", "name2": "Nahr"},
    )
    assert run(["names", "compare", "--jsonl", pairs]) == 0
    one, two, three = lines(capsys.readouterr().out)
    assert one["match"] is True and 0.7 <= one["score"] <= 1 and one["why"] and one["note"] == 7
    assert two["match"] is False and "different numbers" in two["why"]
    assert three["score"] == 1


def test_names_compare_tells_of_bad_lines_and_goes_on(tmp_path: Path, capsys: Capsys) -> None:
    good = {"name1": "Nahr", "name2": "Nahr", "schema": "Person"}
    pairs = write(
        tmp_path / "pairs.jsonl", "nonsense", [1], {"name1": "Nahr"}, {**good, "name2": 3}, "", good
    )
    assert run(["names", "compare", "--jsonl", pairs]) == 1
    out, err = capsys.readouterr()
    assert len(lines(out)) == 1
    assert [f"line {n}" in told for n, told in zip((1, 2, 3, 4), err.splitlines(), strict=True)] == [True] * 4
    assert "has no name2" in err.splitlines()[2]


def test_names_search(tmp_path: Path, capsys: Capsys) -> None:
    among = write(
        tmp_path / "names.jsonl",
        {"id": "a", "kind": "group", "names": ["Liwa al-Nahr", "Nahr Guard"]},
        {"id": 2, "kind": "person", "names": ["Khalid Hasan al-Nuri"]},
        {"id": "c", "kind": "person", "names": "Khalid"},
    )
    queries = write(
        tmp_path / "queries.jsonl",
        {"id": "q1", "name": "Nahr Brigade"},
        {"id": "q2", "name": "Khaled Hassan Noori", "kind": "person"},
        {"id": "q3", "name": "Khaled Hassan Noori", "kind": "group"},
        {"name": "Nahr"},
    )
    assert run(["names", "search", "--among", among, "--jsonl", queries, "--top", "1"]) == 1
    out, err = capsys.readouterr()
    one, two, three = lines(out)
    assert one["id"] == "q1" and [h["id"] for h in one["hits"]] == ["a"] and one["hits"][0]["why"]
    assert two["hits"][0]["id"] == "2" and two["hits"][0]["name"] == "Khalid Hasan al-Nuri"
    assert three == {"id": "q3", "hits": []}
    assert "line 3 has no names" in err and "line 4 has no id" in err
    assert run(["names", "search", "--among", among]) == 2

"""People accept, reject, correct, add and take back; what was read stays beside it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from orbat.resolve import accepted, rejected
from orbat.store import Casebook
from orbat.views import work_out
from tests.serve.conftest import client_of, send, sheet, token

CORRECTED = {
    "quote": "The River Guard was founded in Alba",
    "subject": "River Guard",
    "predicate": "based_in",
    "object": "Alba",
    "voice1": "the author",
    "stance1": "asserts",
}


def first(client: TestClient, name: str = "west.txt") -> Any:
    return sheet(client, name)["claims"][0]  # type: ignore[index]


def test_accept_and_undo(client: TestClient, filled: Casebook) -> None:
    claim = first(client)["id"]
    page = send(client, f"/claims/{claim}/judge", verdict="accept")
    assert "accepted" in page and "by <bdi>Ada</bdi>" in page
    assert accepted(filled.worked.decisions()) == {claim}
    send(client, "/undo", decision=first(client)["judged"]["decision"])
    assert first(client)["judged"] is None
    assert not accepted(filled.worked.decisions())
    assert filled.counts().decisions == 2  # law 2: nothing is taken away


def test_a_rejection_needs_a_reason_and_leaves_the_views(client: TestClient, filled: Casebook) -> None:
    claim = first(client)["id"]
    answer = client.post(f"/claims/{claim}/judge", data={"token": token(client), "verdict": "reject"})
    assert answer.status_code == 400 and "for a reason" in answer.text
    send(client, f"/claims/{claim}/judge", verdict="reject", why="about somebody else")
    assert first(client)["judged"]["why"] == "about somebody else"
    assert claim not in {c for f in work_out(filled.kept()).findings.values() for c in f.supported}


def test_a_claim_is_graded_and_the_grade_taken_back(client: TestClient, filled: Casebook) -> None:
    claim = first(client)["id"]
    assert "probably true" in client.get(f"/claims/{claim}/grade").text
    page = send(client, f"/claims/{claim}/grade", grade="2", why="two who were there say so")
    assert "2: probably true" in page and "two who were there say so" in page
    assert first(client)["graded"]["verdict"] == "2"
    assert {f.grade for f in work_out(filled.kept()).findings.values() if claim in f.supported} == {"2"}
    for wrong, why in (("B", "reliable"), ("7", "sure"), ("2", " "), ("", "sure")):
        data = {"token": token(client), "grade": wrong, "why": why}
        assert client.post(f"/claims/{claim}/grade", data=data).status_code == 400
    send(client, f"/claims/{claim}/grade", grade="4", why="one of them was not there")
    assert first(client)["graded"]["verdict"] == "4" and first(client)["judged"] is None
    send(client, "/undo", decision=first(client)["graded"]["decision"])
    assert first(client)["graded"]["verdict"] == "2"  # the earlier one is in force again


def test_a_correction_stands_beside_what_was_read(client: TestClient, filled: Casebook) -> None:
    old = first(client)["id"]
    assert "Correct a claim" in client.get(f"/claims/{old}/correct").text
    send(client, f"/claims/{old}/correct", **CORRECTED, object_kind="place", why="wrong tie")
    claims = sheet(client, "west.txt")["claims"]
    by_verdict = {c["judged"]["verdict"]: c for c in claims}  # type: ignore[attr-defined]
    assert by_verdict["correct"]["id"] == old and by_verdict["made"]["judged"]["other"] == old
    made = by_verdict["made"]
    assert (made["predicate"], made["object"]["label"], made["rule"]) == ("based_in", "Alba", "person")
    assert made["quote"] == "The River Guard was founded in Alba"
    decisions = filled.worked.decisions()
    assert made["id"] in accepted(decisions) and old in rejected(decisions)
    told = {c for f in work_out(filled.kept()).findings.values() for c in f.supported}
    assert made["id"] in told and old not in told
    send(client, "/undo", decision=made["judged"]["decision"])
    assert [c["id"] for c in sheet(client, "west.txt")["claims"]] == [old]  # type: ignore[attr-defined]
    assert made["id"] not in {c for f in work_out(filled.kept()).findings.values() for c in f.supported}


def test_what_a_person_made_outlives_a_new_reading(client: TestClient, filled: Casebook) -> None:
    from conftest import FakeReader

    send(client, "/documents/west.txt/add", **CORRECTED)
    document = filled.find_document("west.txt")
    filled.add_reading(FakeReader("2").read(document, filled.text(document.id)))
    made = [c for c in sheet(client, "west.txt")["claims"] if c["rule"] == "person"]  # type: ignore[attr-defined]
    assert made[0]["judged"]["verdict"] == "add"
    assert filled.counts().unread == 0 and not list(filled.unread("fake", "2", lambda document: ""))[1:]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("quote", "words that stand nowhere", "select the words"),
        ("subject", "Nobody Here", "the text has no"),
        ("predicate", "conquers", "choose what the claim says"),
        ("stance1", "shouts", "stance1 is one of"),
        ("period", "last spring", "no date"),
        ("object", "", "the object is missing"),
    ],
)
def test_a_claim_that_cannot_stand_is_refused(client: TestClient, field: str, value: str, said: str) -> None:
    given = {**CORRECTED, "token": token(client), field: value}
    answer = client.post("/documents/west.txt/add", data=given)
    assert answer.status_code == 400 and said in answer.text


def test_figures_and_times_are_typed_as_they_are_shown(client: TestClient) -> None:
    given = {
        **CORRECTED,
        "predicate": "casualties",
        "object": "at least 1,500 killed",
        "period": "2016-03/..",
    }
    send(client, "/documents/west.txt/add", **given)
    made = next(c for c in sheet(client, "west.txt")["claims"] if c["rule"] == "person")  # type: ignore[attr-defined]
    assert (made["object"]["label"], made["when"]) == ("at least 1,500 killed", "since March 2016")


def test_two_names_are_judged_and_headed(client: TestClient, filled: Casebook) -> None:
    send(client, "/names", one="River Guard", other="Eastern Column", verdict="same", why="one commander")
    client.app.state.work.wait()  # type: ignore[attr-defined]
    one = client.get("/api/v1/entities/River Guard").json()["profile"]["entity"]
    assert one == client.get("/api/v1/entities/Eastern Column").json()["profile"]["entity"]
    send(client, f"/entities/{one}/heading", name="Guard of the Rivers")
    assert client.get(f"/api/v1/entities/{one}").json()["profile"]["heading"] == "Guard of the Rivers"
    send(client, "/undo")
    assert client.get(f"/api/v1/entities/{one}").json()["profile"]["heading"] != "Guard of the Rivers"


def test_an_alias_that_is_rejected_joins_nobody(client: TestClient, filled: Casebook) -> None:
    given = {**CORRECTED, "predicate": "also_known_as", "object": "Eastern Column"}
    send(client, "/documents/west.txt/add", **given)
    made = next(c for c in sheet(client, "west.txt")["claims"] if c["rule"] == "person")  # type: ignore[attr-defined]
    names = client.get("/api/v1/entities/River Guard").json()["profile"]["names"]
    assert "Eastern Column" in {n["text"] for n in names}
    send(client, f"/claims/{made['id']}/judge", verdict="reject", why="somebody else")
    names = client.get("/api/v1/entities/River Guard").json()["profile"]["names"]
    assert "Eastern Column" not in {n["text"] for n in names}


def test_a_source_is_graded_with_a_reason(client: TestClient) -> None:
    send(client, "/sources/grade", about="west.txt", grade="b", why="right before")
    found = client.get("/api/v1/sources").json()["no publisher told"]
    assert {s["author"]: s["grade"] for s in found} == {"west.txt": "B", "east.txt": None}


def test_two_browsers_at_once_lose_nothing(filled: Casebook, place: Path) -> None:
    claims = [first(client_of(place), name)["id"] for name in ("west.txt", "east.txt")]
    clients = [client_of(place) for _ in range(4)]

    def judge(n: int) -> None:
        send(clients[n % 4], f"/claims/{claims[n % 2]}/judge", verdict="reject", why=f"reason {n}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(judge, range(24)))
    why = {d.why for d in filled.worked.decisions() if d.verdict == "reject"}
    assert why == {f"reason {n}" for n in range(24)}
    seen = [first(client)["judged"]["decision"] for client in clients]
    assert len(set(seen)) == 1  # each sees what the other decided

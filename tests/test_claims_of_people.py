"""What people make of claims: which count, by their decisions alone and in any order."""

import itertools
import json

import pytest
from conftest import FakeReader

from orbat.cli import run
from orbat.desk import add, judge, undo
from orbat.errors import NotFoundError, UsageError
from orbat.model import Claim, Decision, Span, Verdict, Voice, Words
from orbat.resolve import accepted, rejected, taken_back
from orbat.store import Casebook

OLD, NEW = "claim-old", "claim-new"


def decided(
    day: int, verdict: Verdict, about: str = OLD, other: str | None = None, by: str = "ana"
) -> Decision:
    return Decision(about, verdict, by, f"2024-01-{day:02d}", other)


CORRECT = decided(1, "correct", OLD, NEW)
ADD = decided(1, "add", NEW)


@pytest.mark.parametrize(
    ("decisions", "good", "out", "gone"),
    [
        ((decided(1, "accept"),), {OLD}, set(), set()),
        ((decided(1, "reject"),), set(), {OLD}, set()),
        ((decided(1, "reject"), decided(2, "accept")), {OLD}, set(), set()),
        ((decided(1, "accept"), decided(2, "reject")), set(), {OLD}, set()),
        ((decided(1, "reject"), decided(2, "unsure")), set(), set(), set()),
        ((CORRECT,), {NEW}, {OLD}, set()),
        ((CORRECT, decided(2, "undo", CORRECT.id)), set(), {NEW}, {NEW}),
        ((CORRECT, decided(2, "reject", NEW)), set(), {OLD, NEW}, set()),
        ((ADD,), {NEW}, set(), set()),
        ((ADD, decided(2, "undo", ADD.id)), set(), {NEW}, {NEW}),
        ((decided(1, "reject", by="machine:x"),), set(), set(), set()),
    ],
)
def test_what_counts(decisions: tuple[Decision, ...], good: set[str], out: set[str], gone: set[str]) -> None:
    for order in itertools.permutations(decisions):
        assert (accepted(order), rejected(order), taken_back(order)) == (good, out, gone)


def test_an_undo_of_an_undo_brings_a_correction_back() -> None:
    first = decided(2, "undo", CORRECT.id)
    again = decided(3, "undo", first.id)
    assert accepted((CORRECT, first, again)) == {NEW}


def claim_of(book: Casebook, words: str, predicate: str = "described_as") -> Claim:
    """A claim that nobody read, about the first thing that the text names."""
    document = book.find_document("west.txt")
    kept = book.kept_of(document)
    text = next(iter(kept.texts.values()))
    start = text.body.index(words) if words else 0
    mention = min(kept.mentions.values(), key=lambda m: m.span.start)
    span = Span(text.id, start, start + len(words))
    return Claim(mention.id, predicate, Words("a guard"), span, (Voice(None, "asserts"),))


def test_a_persons_claim_stands_beside_the_machines(
    filled: Casebook, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(filled.kept().claims)
    decision = add(filled, claim_of(filled, "River Guard"), (), "ana", "missed")
    made = filled.claim(decision.about)
    assert made.rule == "person" and set(filled.kept().claims) == before | {made.id}
    assert not list(
        filled.unread(FakeReader.name, "1", lambda document: "")
    )  # the machine's run is current still
    add(filled, claim_of(filled, "River Guard"), (), "ana", "missed")  # twice is once
    assert len(filled.kept().claims) == len(before) + 1
    undo(filled, None, "ana")
    undo(filled, decision.id, "ana")
    assert taken_back(filled.kept().decisions) == {made.id}
    assert run(["claims", "--db", filled.place, "--format", "jsonl"]) == 0
    listed = {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()}
    assert listed == before


def test_a_claim_that_cannot_stand_is_refused(filled: Casebook) -> None:
    for claim, said in (
        (claim_of(filled, ""), "quotes the words"),
        (claim_of(filled, "River Guard", "part_of"), "followed by a name of the text"),
        (claim_of(filled, "River Guard", "conquers"), "no predicate"),
    ):
        with pytest.raises(UsageError, match=said):
            add(filled, claim, (), "ana")
    assert filled.counts().decisions == 0


def test_a_judgement_is_about_a_claim_that_is_kept(filled: Casebook) -> None:
    with pytest.raises(NotFoundError):
        judge(filled, "claim-none", "accept", "ana")
    with pytest.raises(UsageError, match="for a reason"):
        judge(filled, next(iter(filled.kept().claims)), "reject", "ana", " ")

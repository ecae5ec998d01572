"""Who is one under two names: what is joined, what is proposed, what stays two, and how it is taken back."""

import io
import json
import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import FakeReader, captured
from gold_kept import merge, said, told

from orbat.cli import run
from orbat.desk import answer, undo
from orbat.errors import NotFoundError, UsageError
from orbat.joining import join
from orbat.model import Decision, Kept
from orbat.names import Match
from orbat.resolve import Index, entities
from orbat.resolve import settle as settling
from orbat.resolve.settle import Settled, settle
from orbat.store import Casebook

Capsys = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def in_text(name: str, where: str = "Alba") -> Kept:
    """A report that says where a group is."""
    return told(said(name, "based_in", where, f"the {name} sits in {where}"))


def leader(name: str, group: str = "Hill Corps") -> Kept:
    """A report that says who leads a group."""
    return told(said(group, "led_by", name, f"{name} leads the {group}"))


def settled(*parts: Kept, decisions: tuple[Decision, ...] = ()) -> tuple[Kept, Settled]:
    """What was read, with the machine's joins among the decisions; and what was settled."""
    kept = replace(merge(*parts), decisions=decisions)
    found = settle(kept, "2024-01-01")
    return replace(kept, decisions=(*decisions, *found.joins)), found


def count(kept: Kept, *names: str) -> int:
    """How many entities bear one of the names."""
    index = Index(entities(kept))
    return len({e.id for name in names for e in index.named(name)})


def proposed(found: Settled) -> set[frozenset[str]]:
    return {frozenset(p.names) for p in found.proposals}


def mention(kept: Kept, name: str) -> str:
    return min(m.id for m in kept.mentions.values() if m.name == name)


# -- what a machine joins, and what it asks


def test_spellings_are_joined_by_a_signed_decision_with_reasons() -> None:
    kept, found = settled(leader("Khalid Hasan al-Nuri"), leader("Khalid Hassan al-Nuri"))
    (join_,) = found.joins
    assert join_.by.startswith("machine:") and "Khalid Hassan" in join_.why and join_.score
    assert count(kept, "Khalid Hasan al-Nuri", "Khalid Hassan al-Nuri") == 1
    assert count(replace(kept, decisions=()), "Khalid Hasan al-Nuri", "Khalid Hassan al-Nuri") == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Khalid Hasan al-Nuri", "Walid Hasan al-Nuri"),  # brothers
        ("Khalid Hasan al-Nuri", "Khalid al-Nuri"),  # a part is missing
        ("Hasan Khalid al-Nuri", "Khalid Hasan al-Nuri"),  # father and son
    ],
)
def test_people_who_may_be_two_are_not_joined(one: str, other: str) -> None:
    kept, _ = settled(leader(one), leader(other))
    assert count(kept, one, other) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("4th River Corps", "5th River Corps"), ("Fourth Nahr Guard", "Fifth Nahr Guard")]
)
def test_numbers_tell_units_apart(one: str, other: str) -> None:
    kept, _ = settled(in_text(one), in_text(other))
    assert count(kept, one, other) == 2


def test_a_brother_who_shares_a_surname_is_nobody_else() -> None:
    kin = told(
        said("Khalid Hasan al-Nuri", "related_to", "Khalid Hassan al-Nuri",
             "Khalid Hasan al-Nuri is a brother of Khalid Hassan al-Nuri", role="brother")
    )  # fmt: skip
    kept, found = settled(kin)
    assert not found.joins and not found.proposals
    assert count(kept, "Khalid Hasan al-Nuri", "Khalid Hassan al-Nuri") == 2


def test_a_short_name_that_two_could_bear_joins_nobody() -> None:
    long = [leader("Ali Hasan Nur"), leader("Ali Omar Nur")]
    short = [leader("Ali Nur", "River Corps"), leader("Ali Nur", "Stone Corps")]
    assert count(settled(*short)[0], "Ali Nur") == 1
    assert count(settled(*short, *long)[0], "Ali Nur") == 2


def test_groups_that_share_an_acronym_stay_two() -> None:
    first = told(said("River Guard", "also_known_as", "RGD", "the River Guard (RGD)", name_kind="acronym"))
    second = told(
        said("Rural Government Department", "also_known_as", "RGD", "the Rural Government Department (RGD)",
             name_kind="acronym")
    )  # fmt: skip
    kept, found = settled(first, second, in_text("RGD"))
    assert not found.joins
    assert count(kept, "River Guard", "Rural Government Department") == 2
    assert len(Index(entities(kept)).named("RGD")) == 3


def test_one_group_under_three_scripts() -> None:
    """Texts that give two of the names each make them one; no machine is needed."""
    one = told(
        said("Haras al-Nahr", "also_known_as", "حرس النهر", "Haras al-Nahr (حرس النهر)", name_kind="name")
    )
    other = told(
        said("Харас ан-Нахр", "also_known_as", "حرس النهر", "Харас ан-Нахр (حرس النهر)", name_kind="name")
    )
    kept, _ = settled(one, other, in_text("Харас ан-Нахр"))
    assert count(kept, "Haras al-Nahr", "حرس النهر", "Харас ан-Нахр") == 1


def test_years_of_birth_that_cannot_fit_keep_two_apart() -> None:
    def born(name: str, year: int) -> Kept:
        return told(said(name, "described_as", f"born in {year}", f"{name}, born in {year}, is a smith"))

    kept, found = settled(born("Khalid Hasan al-Nuri", 1950), born("Khalid Hassan al-Nuri", 1981))
    assert not found.joins and not found.proposals
    kept, found = settled(born("Khalid Hasan al-Nuri", 1950), born("Khalid Hasan al-Nuri", 1981))
    assert count(kept, "Khalid Hasan al-Nuri") == 2 and not found.proposals
    assert settled(born("Khalid Hasan al-Nuri", 1950), born("Khalid Hassan al-Nuri", 1951))[1].joins


def test_a_chain_is_not_joined_without_direct_support(monkeypatch: Patch) -> None:
    """Each is like the next alone: two are joined, and the third has half; the fourth has a third."""
    names = ["Alba Guard", "Brena Guard", "Cela Guard", "Dana Guard"]
    monkeypatch.setattr(settling, "word_by_word", lambda one, other: True)
    monkeypatch.setattr(settling, "likely_pairs", lambda *_: list(pairwise(names)))
    match = Match(0.99, True, ("made up",))
    monkeypatch.setattr(settling, "compare_many", lambda pairs: [match for _ in pairs])
    kept, found = settled(*(in_text(name, "Zeta") for name in names))
    assert len(Index(entities(kept)).named("Alba Guard")[0].mentions) < 4
    assert len(found.proposals) == 1


# -- what people decide


PEOPLE = ("Khalid Hasan al-Nuri", "Khalid Hassan al-Nuri", "Khallid Hasan al-Nuri")


def test_different_blocks_a_chain() -> None:
    kept, _ = settled(*(leader(name) for name in PEOPLE))
    assert count(kept, *PEOPLE) == 1
    apart = Decision(mention(kept, PEOPLE[0]), "different", "ana", "2024-01-02", mention(kept, PEOPLE[1]))
    split = replace(kept, decisions=(*kept.decisions, apart))
    assert count(split, *PEOPLE) == 2
    again, _ = settled(*(leader(name) for name in PEOPLE), decisions=(apart,))
    assert count(again, *PEOPLE) == 3  # the third could be either, and so is neither


@pytest.mark.parametrize("verdict", ["unsure", "undo"])
def test_what_a_person_left_open_no_machine_joins(verdict: str) -> None:
    kept, found = settled(leader(PEOPLE[0]), leader(PEOPLE[1]))
    (join_,) = found.joins
    opened = (
        Decision(join_.id, "undo", "ana", "2024-02-01")
        if verdict == "undo"
        else Decision(join_.about, "unsure", "ana", "2024-02-01", join_.other)
    )
    kept = replace(kept, decisions=(*kept.decisions, opened))
    assert count(kept, *PEOPLE[:2]) == 2
    assert not settle(kept).joins
    third = merge(kept, leader(PEOPLE[2]))
    third = replace(third, decisions=(*third.decisions, *settle(third, "2024-03-01").joins))
    assert count(third, *PEOPLE[:2]) == 2


def test_law_3_any_order_settles_alike() -> None:
    kept = merge(*(leader(n) for n in PEOPLE), *(in_text(n) for n in ("River Guard", "Rivver Guard", "RGD")))
    found = settle(kept)
    for seed in range(5):
        chance = random.Random(seed)

        def mixed(rows: Any, chance: random.Random = chance) -> Any:
            items = list(rows.items())
            chance.shuffle(items)
            return dict(items)

        again = replace(
            kept, mentions=mixed(kept.mentions), claims=mixed(kept.claims), texts=mixed(kept.texts)
        )
        assert settle(again) == found


# -- in a casebook


def book(casebook: Casebook, *names: str) -> Casebook:
    """A casebook of a report a name."""
    reader = FakeReader()
    for number, name in enumerate(names):
        document, body, text = captured(f"The {name} fights beside the River Guard.\n", f"{number}.txt")
        casebook.add_capture(document, body, text)
        casebook.add_reading(reader.read(document, text))
    return casebook


def test_undo_splits_and_merges_again_and_ids_stay(casebook: Casebook) -> None:
    book(casebook, "Nahrawi Brigade", "Stone Column", "Eastern Brigade")

    def ids() -> dict[str, str]:
        index = Index(entities(casebook.kept()))
        return {n: index.named(n)[0].id for n in ("Nahrawi Brigade", "Stone Column", "Eastern Brigade")}

    before = ids()
    answer(casebook, "same", "Nahrawi Brigade", "Stone Column", "ana", "a leaked list")
    merged = ids()
    assert merged["Nahrawi Brigade"] == merged["Stone Column"]
    assert merged["Eastern Brigade"] == before["Eastern Brigade"]
    index = Index(entities(casebook.kept()))
    assert {e.id for id_ in before.values() for e in index.named(id_)} == set(merged.values())
    undo(casebook, None, "ana")
    assert ids() == before
    taken = undo(casebook, casebook.kept().decisions[-1].id, "ana")  # the undo itself
    assert taken.verdict == "undo" and ids() == merged
    answer(casebook, "different", "Nahrawi Brigade", "Stone Column", "ben")
    assert ids() == before
    answer(casebook, "same", before["Nahrawi Brigade"], before["Stone Column"], "ana")
    assert ids() == merged


def test_a_later_same_outranks_an_earlier_different_of_other_mentions(casebook: Casebook) -> None:
    book(casebook, "Nahrawi Brigade", "Stone Column")
    more = captured("The Nahrawi Brigade fights beside the Stone Column.\n", "more.txt")
    casebook.add_capture(*more)
    casebook.add_reading(FakeReader().read(more[0], more[2]))
    mentions = sorted(casebook.kept().mentions.values(), key=lambda m: m.id)
    west = [m.id for m in mentions if m.name == "Nahrawi Brigade"]
    stone = [m.id for m in mentions if m.name == "Stone Column"]
    answer(casebook, "different", west[1], stone[1], "ana")
    answer(casebook, "same", west[0], stone[0], "ana")
    index = Index(entities(casebook.kept()))
    assert index.named(west[0]) == index.named(stone[1])


def test_the_machine_takes_back_what_is_no_longer_certain(casebook: Casebook, monkeypatch: Patch) -> None:
    book(casebook, "Nahrawi Brigade", "Nahrrawi Brigade")
    monkeypatch.setattr(settling, "CERTAIN", 0.5)
    monkeypatch.setattr(settling, "word_by_word", lambda one, other: True)
    join(casebook)
    join(casebook)  # twice is once
    kept = casebook.kept()
    assert [d.verdict for d in kept.decisions] == ["same"]
    assert count(kept, "Nahrawi Brigade", "Nahrrawi Brigade") == 1
    monkeypatch.setattr(settling, "CERTAIN", 1.1)
    join(casebook)
    assert count(casebook.kept(), "Nahrawi Brigade", "Nahrrawi Brigade") == 2


def test_a_name_that_is_not_clear_is_one_line(casebook: Casebook) -> None:
    book(casebook, "Nahrawi Brigade", "Stone Column")
    with pytest.raises(NotFoundError, match="near it: Nahrawi Brigade"):
        answer(casebook, "same", "Nahrawy Brigad", "Stone Column", "ana")
    with pytest.raises(UsageError, match="one mention"):
        answer(casebook, "different", "Nahrawi Brigade", "nahrawi brigade", "ana")
    with pytest.raises(NotFoundError, match="nothing to undo"):
        undo(casebook, None, "ana")
    with pytest.raises(NotFoundError, match="no decisions have the id"):
        undo(casebook, "abc", "ana")


# -- the commands


@pytest.fixture
def here(tmp_path: Path, monkeypatch: Patch) -> Path:
    """A folder with a casebook of two spellings of one name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ORBAT_USER", "ana")
    with Casebook.open("orbat.db") as casebook:
        book(casebook, "Nahrawi Brigade", "Nahrrawi Brigade", "Stone Column")
    return tmp_path


def lines(capsys: Capsys) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_same_different_and_undo(here: Path, capsys: Capsys) -> None:
    assert run(["same", "Nahrawi Brigade", "Stone Column", "--why", "a leaked list"]) == 0
    (done,) = lines(capsys)
    assert (done["verdict"], done["by"], done["why"]) == ("same", "ana", "a leaked list")
    assert run(["match", "Stone Column", "--top", "1"]) == 0
    (hit,) = lines(capsys)
    by_ana = next(j for j in hit["joined"] if j["by"] == "ana")
    assert by_ana["why"] == "a leaked list" and hit["why"] and "Nahrawi Brigade" in hit["names"]
    assert run(["undo", by_ana["id"]]) == 0
    assert lines(capsys)[0]["done"] == "undone"
    assert run(["undo"]) == 1
    assert "nothing to undo" in capsys.readouterr().err


def test_a_person_signs_as_no_machine(here: Path, capsys: Capsys, monkeypatch: Patch) -> None:
    monkeypatch.setenv("ORBAT_USER", "machine:names 1")
    assert run(["same", "Nahrawi Brigade", "Stone Column"]) == 2
    assert "set ORBAT_USER" in capsys.readouterr().err


def duel(monkeypatch: Patch, capsys: Capsys, *answers: str) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(answers)))
    assert run(["review", "names"]) == 0
    return lines(capsys)


@pytest.fixture
def asked(monkeypatch: Patch) -> None:
    """Whatever the names are, a machine is sure of nothing and proposes the two spellings."""
    monkeypatch.setattr(settling, "CERTAIN", 1.1)


@pytest.mark.usefixtures("here", "asked")
def test_the_duel(monkeypatch: Patch, capsys: Capsys) -> None:
    first, summary = duel(monkeypatch, capsys, "what?", "", "s")
    assert set(first["names"]) == {"Nahrawi Brigade", "Nahrrawi Brigade"} and first["answer"] == "same"
    assert summary["summary"] == {"decided": 1, "skipped": 0, "left": 0}
    assert duel(monkeypatch, capsys, "s") == [{"summary": {"decided": 0, "skipped": 0, "left": 0}}]
    assert run(["undo"]) == 0
    lines(capsys)
    skipped = duel(monkeypatch, capsys, "skip")
    assert [line.get("answer") for line in skipped] == ["skip", None]
    steps = duel(monkeypatch, capsys, "z", "unsure", "different")
    assert [line.get("answer") for line in steps] == ["unsure", None]
    with Casebook.open("orbat.db") as casebook:
        kept = casebook.kept()
    assert count(kept, "Nahrawi Brigade", "Nahrrawi Brigade") == 2


@pytest.mark.usefixtures("asked")
def test_the_duel_goes_back(here: Path, monkeypatch: Patch, capsys: Capsys) -> None:
    with Casebook.open("orbat.db") as casebook:
        document, body, text = captured("The Stonne Column fights beside the River Guard.\n", "s.txt")
        casebook.add_capture(document, body, text)
        casebook.add_reading(FakeReader().read(document, text))
    steps = duel(monkeypatch, capsys, "d", "undo", "same", "quit")
    assert [line.get("answer") for line in steps] == ["different", "undo", "same", None]
    assert steps[0]["names"] == steps[1]["names"] == steps[2]["names"]
    assert steps[-1]["summary"] == {"decided": 1, "skipped": 0, "left": 1}


@pytest.mark.usefixtures("here", "asked")
def test_a_terminal_shows_both_with_their_quotes(monkeypatch: Patch, capsys: Capsys) -> None:
    monkeypatch.setattr("orbat.cli.review.is_piped", lambda: False)
    monkeypatch.setattr("sys.stdin", io.StringIO("k\n"))
    assert run(["review", "names"]) == 0
    shown = capsys.readouterr().out
    assert "The Nahrawi Brigade fights" in shown and "The Nahrrawi Brigade" in shown and "s same" in shown


def test_reading_joins(here: Path, monkeypatch: Patch, capsys: Capsys) -> None:
    """The machine's joins are brought up to date by reading, and `orbat match` shows them."""
    monkeypatch.setattr(settling, "CERTAIN", 0.8)
    monkeypatch.setattr(settling, "word_by_word", lambda one, other: True)
    monkeypatch.setattr("orbat.cli.read.RulesReader", FakeReader)
    (here / "new.txt").write_text("The Stone Column fights beside the Hill Guard.\n")
    assert run(["read", "new.txt"]) == 0
    lines(capsys)
    assert run(["match", "Nahrawi Brigade", "--kind", "group", "--top", "1"]) == 0
    (hit,) = lines(capsys)
    assert hit["joined"][0]["by"].startswith("machine:") and hit["joined"][0]["score"]

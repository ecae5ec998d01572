"""The laws that entities, findings, views and files keep: 1, 3, 4, 6, 9 and 10."""

from dataclasses import fields, replace
from typing import Any

from gold_kept import merge, said, told
from hypothesis import given, settings
from hypothesis import strategies as st

from orbat.model import Decision, Finding, Kept, Voice
from orbat.publish import data, markdown, page
from orbat.resolve import entities
from orbat.views import Line, profile
from orbat.weigh import findings

FIGURE = {"count": 5, "kind": "killed"}


def report(writer: str, name: str, other: str, leader: str, published: str) -> Kept:
    return told(
        said(
            name,
            "also_known_as",
            other,
            f"the {name} ({other}) of {writer}",
            (writer, "asserts"),
            name_kind="translation",
        ),
        said(name, "led_by", leader, f"{leader} leads the {name}", (writer, "asserts")),
        said(
            name,
            "casualties",
            FIGURE,
            f"the {name} lost five",
            (writer, "relays"),
            (name, "asserts"),
            when=published,
        ),
        said(name, "allied_with", "Hill Corps", f"the {name} beside the Hill Corps", (writer, "hedges")),
        published=published,
    )


CASEBOOK = merge(
    report("Ana", "River Guard", "Haras al-Nahr", "Ali Nur", "2020-05-01"),
    report("Ben", "Haras al Nahr", "Guard of the River", "Omar Sa", "2020-06-01"),
    report("Eva", "RIVER GUARD", "RG", "Ali  Nur", "2020-05-01"),
)
MENTIONS = sorted(CASEBOOK.mentions)
ABOUT = st.sampled_from(sorted(CASEBOOK.claims) + MENTIONS)
DECISIONS = st.lists(
    st.builds(
        Decision,
        ABOUT,
        st.sampled_from(["same", "different", "unsure", "accept", "reject", "heading"]),
        st.sampled_from(["ana", "ben", "machine:names"]),
        st.sampled_from(["2024-01-01", "2024-01-02", "2024-01-03"]),
        st.none() | st.sampled_from(MENTIONS),
    ),
    max_size=8,
)


def undo(decision: Decision) -> Decision:
    return Decision(decision.id, "undo", "ana", "2025-01-01")


@settings(deadline=None, max_examples=60)
@given(DECISIONS, st.integers(0, 3), st.randoms(use_true_random=False))
def test_law_3_any_order_gives_the_same(decisions: list[Decision], undone: int, random: Any) -> None:
    given_ = [*decisions, *(undo(d) for d in decisions[:undone])]

    def mixed(rows: Any) -> Any:
        items = list(rows.items())
        random.shuffle(items)
        return dict(items)

    once = replace(CASEBOOK, decisions=tuple(given_))
    random.shuffle(given_)
    again = replace(
        once,
        texts=mixed(once.texts),
        documents=mixed(once.documents),
        mentions=mixed(once.mentions),
        claims=mixed(once.claims),
        decisions=(*given_, *given_[:2]),
    )
    assert entities(again) == entities(once)
    assert findings(again, reversed(entities(again))) == findings(once, entities(once))
    name = entities(once)[0].id
    assert profile(again, name) == profile(once, name)


@settings(deadline=None, max_examples=60)
@given(DECISIONS)
def test_every_mention_is_in_one_entity_and_what_must_stay_apart_does(decisions: list[Decision]) -> None:
    kept = replace(CASEBOOK, decisions=tuple(decisions))
    found = entities(kept)
    assert sorted(m for e in found for m in e.mentions) == MENTIONS
    assert len({e.id for e in found}) == len(found)
    last = Decision(MENTIONS[0], "different", "ana", "2030-01-01", MENTIONS[-1])
    split = entities(replace(kept, decisions=(*decisions, last)))
    assert not any({MENTIONS[0], MENTIONS[-1]} <= set(e.mentions) for e in split)


@settings(deadline=None, max_examples=60)
@given(DECISIONS)
def test_law_4_undoing_everything_leaves_it_as_it_was(decisions: list[Decision]) -> None:
    """And no machine retires a claim: what is lost, a person rejected."""
    undone = replace(CASEBOOK, decisions=(*decisions, *(undo(d) for d in set(decisions))))
    assert findings(undone, entities(undone)) == findings(CASEBOOK, entities(CASEBOOK))
    kept = replace(CASEBOOK, decisions=tuple(decisions))
    weighed = findings(kept, entities(kept))
    shown = {c for f in weighed for c in (*f.supported, *(x for d in f.disputed for x in d.claims))}
    people = {d.about for d in decisions if d.verdict == "reject" and not d.by.startswith("machine:")}
    assert set(CASEBOOK.claims) - shown <= people


def test_law_6_a_voice_counts_once() -> None:
    """Three writers pass on what one group says of itself: one source."""
    found = [f for f in findings(CASEBOOK, entities(CASEBOOK)) if f.predicate == "casualties"]
    assert {(len(f.supported), len(f.sources)) for f in found} == {(2, 1), (1, 1)}


def test_law_1_every_line_quotes_exact_words() -> None:
    found = profile(CASEBOOK, "River Guard")
    bodies = {t.document: t.body for t in CASEBOOK.texts.values()}
    cited = [c for x in found.lines for c in x.citations]
    assert cited and all(bodies[c.document][c.start : c.end] == c.quote != "" for c in cited)
    assert all(x.citations for x in found.lines)


def test_law_9_every_file_says_what_no_person_accepted() -> None:
    found = profile(CASEBOOK, "River Guard")
    assert not any(x.reviewed for x in found.lines)
    for render in (markdown.render, page.render, data.render):
        assert "Not reviewed" in render(found)
    one = Decision(found.lines[0].citations[0].claim, "accept", "ana", "2024-01-01")
    some = profile(replace(CASEBOOK, decisions=(one,)), "River Guard")
    assert [x.reviewed for x in some.lines].count(True) == 1
    assert f"1 of {len(some.lines)} lines were accepted by a person" in markdown.render(some)
    machine = replace(CASEBOOK, decisions=(replace(one, by="machine:rules"),))
    assert not any(x.reviewed for x in profile(machine, "River Guard").lines)


def test_law_10_how_surely_and_how_believable_are_two_fields() -> None:
    assert {"stance", "grade"} <= {f.name for f in fields(Line)}
    assert "grade" in {f.name for f in fields(Finding)} and "grade" not in {f.name for f in fields(Voice)}
    hedged = next(x for x in profile(CASEBOOK, "River Guard").lines if x.predicate == "allied_with")
    assert hedged.stance == "hedges" and hedged.grade is None

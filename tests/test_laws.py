"""The laws that entities, findings, views and files keep: 1, 3, 4, 6, 9 and 10."""

from dataclasses import fields, replace
from typing import Any

from gold_kept import merge, said, told
from hypothesis import given, settings
from hypothesis import strategies as st

from orbat.model import Decision, Document, Finding, Kept, Ref, Section, Span, Text, Voice
from orbat.names import fold
from orbat.publish import data, markdown, page
from orbat.resolve import Index, entities
from orbat.views import Line, profile
from orbat.weigh import findings, grade

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
    """Taken back by whoever took it: a person who undoes a machine's join keeps machines from it."""
    return Decision(decision.id, "undo", decision.by, "2025-01-01")


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


def copied(kept: Kept, documents: frozenset[str], number: int) -> Kept:
    """The pages posted again a year later by somebody else, under a frame of that site's own."""
    frame = f"Home | News {number}\n"
    parts = []
    for text in (t for t in kept.texts.values() if t.document in documents):
        page = Document(f"{text.document} {number}", f"https://copy{number}.example/", published="2021-06-01")
        again = Text(page.id, "test", frame + text.body, sections=(Section(0, len(frame), "chrome"),))

        def moved(span: Span, to: Text = again) -> Span:
            return Span(to.id, span.start + len(frame), span.end + len(frame))

        own = [m for m in kept.mentions.values() if m.span.text == text.id]
        firsts = {m.id: replace(m, span=moved(m.span), same_as=None) for m in own}
        made = {m.id: replace(firsts[m.id], same_as=firsts[m.same_as].id if m.same_as else None) for m in own}
        claims = [
            replace(
                c,
                subject=made[c.subject].id,
                object=Ref(made[c.object.mention].id) if isinstance(c.object, Ref) else c.object,
                evidence=moved(c.evidence),
                voices=tuple(replace(v, speaker=v.speaker and made[v.speaker].id) for v in c.voices),
            )
            for c in kept.claims.values()
            if c.evidence.text == text.id
        ]
        mentions = {m.id: m for m in made.values()}
        parts.append(Kept({page.id: page}, {again.id: again}, mentions, {c.id: c for c in claims}))
    return merge(kept, *parts)


def heard(kept: Kept) -> set[tuple[object, ...]]:
    """What is found, by whose voices, and what disputes it; without the claims.

    An entity stands here by the first of its names: its heading is the most used, and copies use names too.
    """
    index = Index(entities(kept))

    def name(id_: str) -> str:
        return min(fold(n.text) for n in index.entities[id_].names)

    return {
        (
            name(f.subject),
            f.predicate,
            name(f.object) if isinstance(f.object, str) else f.object,
            f.standing,
            tuple((name(v.speaker) if v.speaker in index.entities else v.name, v.interest) for v in f.voices),
            tuple(sorted({d.rule for d in f.disputed})),
        )
        for f in findings(kept, index.entities.values())
    }


@settings(deadline=None, max_examples=30)
@given(st.sets(st.sampled_from(sorted(CASEBOOK.documents)), min_size=1), st.integers(1, 3))
def test_law_6_copies_change_no_finding_and_add_no_voice(pages: set[str], times: int) -> None:
    again = CASEBOOK
    for number in range(times):
        again = merge(again, copied(CASEBOOK, frozenset(pages), number))
    assert len(again.claims) > len(CASEBOOK.claims)
    assert heard(again) == heard(CASEBOOK)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(sorted(CASEBOOK.documents)), max_size=6))
def test_law_3_repetition_changes_nothing(pages: list[str]) -> None:
    """A document that is kept again is the same rows again, wherever they come in the order."""
    parts = [
        replace(
            CASEBOOK, claims={i: c for i, c in CASEBOOK.claims.items() if CASEBOOK.document_of(c).id == p}
        )
        for p in pages
    ]
    again = merge(*parts, CASEBOOK, *parts)
    assert findings(again, entities(again)) == findings(CASEBOOK, entities(CASEBOOK))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(CASEBOOK.claims)), st.sampled_from("123456")),
        min_size=1,
        max_size=6,
    )
)
def test_law_10_a_grade_changes_nothing_but_the_grade(given_: list[tuple[str, str]]) -> None:
    judged = tuple(
        grade(claim, how, "ana", f"2024-01-{n + 1:02d}", "why") for n, (claim, how) in enumerate(given_)
    )
    before = findings(CASEBOOK, entities(CASEBOOK))
    after = findings(replace(CASEBOOK, decisions=judged), entities(CASEBOOK))
    assert [replace(f, grade=None) for f in after] == before
    assert any(f.grade for f in after)

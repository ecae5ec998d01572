"""A profile shows what is said, by whom, when, and what nobody says."""

from dataclasses import replace

import pytest
from gold_kept import gold, merge, period, said, told
from hypothesis import given
from hypothesis import strategies as st

from orbat.errors import NotFoundError
from orbat.model import Decision, Kept, Quantity
from orbat.views import Line, Part, Profile, network, places, profile, timeline, tree
from orbat.views.phrases import chain, day, figure, when


@pytest.mark.parametrize(
    ("edtf", "kind", "words"),
    [
        ("2016-03-20", "when", "20 March 2016"),
        ("2016-04", "when", "April 2016"),
        ("2015-12~", "when", "about December 2015"),
        ("2015-10/..", "when", "since October 2015"),
        ("../2014", "when", "until 2014"),
        ("2018-01/2018-02", "when", "January 2018 to February 2018"),
        ("2016-03-21", "as_of", "as of 21 March 2016"),
        ("2016-03-20", "reported_on", "reported 20 March 2016"),
    ],
)
def test_dates_in_words(edtf: str, kind: str, words: str) -> None:
    assert when(period(edtf, kind)) == words


def test_what_is_no_date_is_given_back() -> None:
    assert (
        day("2016-13") == "2016-13"
        and day("last year") == "last year"
        and day("2016-03-20T10:00Z") == "20 March 2016"
    )


def test_figures_in_words() -> None:
    assert figure(Quantity(15, bound="at_least", kind="killed")) == "at least 15 killed"
    assert figure(Quantity(246, kind="killed", cumulative=True)) == "246 killed in all"
    assert figure(Quantity(low=30000, high=40000, unit="men")) == "30,000 to 40,000 men"
    assert figure(Quantity(0, kind="killed")) == "0 killed"
    assert figure(Quantity(1, kind="killed", manner="murder"), one=True) == "killed (murder)"
    assert figure(Quantity(kind="wounded_or_killed")) == "wounded or killed"


def test_voices_in_words_outermost_first() -> None:
    assert chain([("A", "relays"), ("B", "asserts")]) == "A, relaying B"
    assert chain([("A", "doubts"), ("B", "asserts")]) == "A, doubting B"
    assert chain([("A", "relays"), ("B", "denies")]) == "A, relaying B (denies it)"
    assert chain([("A", "hedges")]) == "A (hedged)"


def part(found: Profile, key: str) -> Part:
    return next(p for p in found.parts if p.key == key)


def line(found: Profile, key: str, text: str) -> Line:
    return next(x for x in part(found, key).lines if x.text == text)


def test_the_seed() -> None:
    found = profile(gold("liwa-al-baqir"), "Baqir Brigade")
    assert found.heading == "Liwa al-Baqir"
    assert line(found, "under", "Local Defence Forces").label == "part of"
    leader = line(found, "people", "Khalid al-Hassan (leader)")
    assert leader.citations[0].voices == "Aymenn Jawad Al-Tamimi, relaying Liwa al-Baqir"
    assert line(found, "what", "al-Bekara clan").marks == ("hedged",)
    assert line(found, "allies", "Hezbollah").predicate in ("allied_with", "linked_to")
    assert [(x.text, x.when) for x in part(found, "losses").lines] == [
        ("at least 15 killed", "reported 20 March 2016"),
        ("246 killed in all", "as of 21 March 2016"),
        ("5 killed", "reported 22 March 2016"),
    ]
    assert not any(x.disputes for x in part(found, "losses").lines)
    assert part(found, "operations").lines[0].when == "since October 2015"
    (death,) = found.disputed
    assert {s.text for s in death.sides} >= {"killed (assassination)", "killed (martyrdom)"}
    assert found.unknown == ("how strong it is", "when or by whom it was founded")
    assert {c.document for x in found.lines for c in x.citations} == {s.document for s in found.sources}


def test_the_seeds_umbrella_shows_the_authors_doubt() -> None:
    found = profile(gold("liwa-al-baqir"), "LDF")
    (strength,) = part(found, "strength").lines
    assert strength.text == "50,000 fighters" and strength.marks == ("disputed",)
    assert "doubting" in strength.citations[0].voices
    (doubt,) = found.disputed
    assert doubt.rule == "doubted by the author" and doubt.against
    assert "Liwa al-Baqir" in {x.text for x in part(found, "over").lines}


GUARD = (
    said("River Guard", "led_by", "Ali Nur", "Ali Nur leads the River Guard", role="captain"),
    said("River Guard", "part_of", "Hill Corps", "the River Guard, part of the Hill Corps, fights"),
    said("Omar Nur", "related_to", "Ali Nur", "Omar Nur, a brother of Ali Nur", role="brother"),
    said("Omar Nur", "casualties", {"count": 1, "kind": "killed"}, "Omar Nur fell", when="2020-05"),
    said("Red Column", "took_part_in", "the raid on Alba", "the Red Column raided Alba with the River Guard",
         **{"with": "River Guard"}, when="2020-06"),
    said("Red Column", "casualties", {"count": 4, "kind": "killed", "by": "River Guard"},
         "the River Guard killed 4 of the Red Column"),
    said("River Guard", "operates_in", "Alba", "the River Guard was seen in Alba", when="2019"),
    said("River Guard", "took_part_in", "a parade", "the River Guard would parade", status="planned"),
)  # fmt: skip


def test_kin_company_and_victims_belong_to_the_profile() -> None:
    found = profile(told(*GUARD), "River Guard")
    assert [(x.subject, x.label, x.text) for x in part(found, "people").lines] == [
        ("River Guard", "led by", "Ali Nur (captain)"),
        ("Omar Nur", "brother of", "Ali Nur"),
        ("Omar Nur", "was", "killed"),
    ]
    assert line(found, "operations", "the raid on Alba (with River Guard)").subject == "Red Column"
    assert line(found, "inflicted", "4 killed by River Guard").subject == "Red Column"
    assert line(found, "operations", "a parade").marks == ("planned",)
    assert found.unknown == ("how strong it is", "where it has its base", "when or by whom it was founded")


def test_a_line_turned_round_names_the_other_side() -> None:
    (below,) = part(profile(told(*GUARD), "Hill Corps"), "over").lines
    assert (below.subject, below.label, below.text) == ("Hill Corps", "has under it", "River Guard")
    kin = part(profile(told(*GUARD), "Ali Nur"), "kin").lines
    assert [(x.label, x.text) for x in kin] == [("has as brother", "Omar Nur")]


def test_a_name_that_nothing_bears_and_one_that_two_bear() -> None:
    with pytest.raises(NotFoundError, match="River Guard"):
        profile(told(*GUARD), "Rivver Gard")
    other = told(said("RG", "based_in", "Brena", "the RG sits in Brena"))
    third = told(said("RG", "based_in", "Corva", "RG and RG again, in Corva"))
    found = profile(merge(other, third), "RG")
    assert part(found, "where").lines[0].text == "Corva"
    assert len(found.notes) == 1 and "also a name of" in found.notes[0]


def test_what_a_person_rejected_is_counted() -> None:
    kept = told(*GUARD)
    parade = next(c.id for c in kept.claims.values() if c.status == "planned")
    found = profile(
        replace(kept, decisions=(Decision(parade, "reject", "ana", "2024-01-01"),)), "River Guard"
    )
    assert found.notes == ("claims that a person rejected, not shown: 1",)
    assert "a parade" not in {x.text for x in found.lines}


def test_tree_network_timeline_and_places() -> None:
    kept = told(*GUARD)
    (root,) = tree(kept, "River Guard")
    assert (root.label, root.under[0].label, root.under[0].leaders[0].text) == (
        "Hill Corps",
        "River Guard",
        "Ali Nur (captain)",
    )
    assert {n.label for n in network(kept, "Hill Corps").nodes} == {"Hill Corps", "River Guard"}
    assert len(network(kept).edges) == 4
    assert [x.when for x in timeline(kept)] == ["2019", "May 2020", "June 2020"]
    assert [(p.label, len(p.lines)) for p in places(kept, "River Guard")] == [("Alba", 1)]


def test_a_circle_of_superiors_ends() -> None:
    kept = told(
        said("River Guard", "part_of", "Hill Corps", "the River Guard is under the Hill Corps"),
        said("Hill Corps", "part_of", "River Guard", "the Hill Corps is under the River Guard"),
    )
    assert len(tree(kept)) == 1


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_view(random) -> None:  # type: ignore[no-untyped-def]
    kept = told(*GUARD)

    def shuffled(rows: dict) -> dict:  # type: ignore[type-arg]
        items = list(rows.items())
        random.shuffle(items)
        return dict(items)

    mixed = Kept(*(shuffled(dict(x)) for x in (kept.documents, kept.texts, kept.mentions, kept.claims)))
    assert profile(mixed, "River Guard") == profile(kept, "River Guard")
    assert (tree(mixed), network(mixed)) == (tree(kept), network(kept))
    assert (timeline(mixed), places(mixed)) == (timeline(kept), places(kept))

"""Which mentions stand for one thing, and which never do by themselves."""

from dataclasses import replace

import pytest
from gold_kept import gold, merge, said, told

from orbat.model import Decision, Entity, Kept, Location, Mention, Span, Text
from orbat.names import fold, is_acronym, is_full
from orbat.resolve import Index, entities


def headings(kept: Kept) -> list[str]:
    return sorted(e.heading for e in entities(kept))


def named(kept: Kept, name: str) -> list[Entity]:
    return Index(entities(kept)).named(name)


def decide(kept: Kept, *decisions: Decision) -> Kept:
    return replace(kept, decisions=kept.decisions + decisions)


def mention(kept: Kept, name: str) -> str:
    return min(m.id for m in kept.mentions.values() if m.name == name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Liwā’ al-Bāqir", "Liwa al Baqir"),
        ("Fawj al-Zahara'", "FAWJ EL-ZAHARA"),
        ("Jaysh as-Salam", "jaysh salam"),
        ("Harakat\u2011al\u2011Nur", "Harakat al-Nur"),
        ("لِواء الباقر", "لواء باقر"),
        ("River \u202eGuard", "River Guard"),
    ],
)
def test_spellings_that_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_has_letters_never_folds_to_nothing() -> None:
    assert fold("The") == "the"
    assert fold("As-Salam") != fold("Salman")


def test_which_names_tell_one_from_all_others() -> None:
    assert is_acronym("LDF") and is_acronym("H.T.S.") and not is_acronym("Hamas") and not is_acronym("1920")
    assert is_full("River Guard", "group") and is_full("Hezbollah", "group") and is_full("Ali Nur", "person")
    assert not any(is_full(n, "group") for n in ("LDF", "the security forces", "Army"))
    assert not any(is_full(n, "person") for n in ("Khalid", "Abu Ali"))


def alias(full: str, other: str, kind: str = "acronym", **more: object) -> Kept:
    return told(said(full, "also_known_as", other, f"{full} ({other}) held a parade", name_kind=kind), **more)


def test_a_text_equates_its_own_names() -> None:
    kept = told(
        said("River Guard", "also_known_as", "RGD", "the River Guard (RGD)", name_kind="acronym"),
        said("RGD", "based_in", "Alba", "the RGD sits in Alba"),
    )
    assert headings(kept) == ["Alba", "River Guard"]
    assert [n.kind for n in named(kept, "rgd")[0].names] == ["name", "acronym"]
    assert named(kept, "RGD")[0].names[1].claim in kept.claims


def test_documents_share_full_names_and_translations_but_no_acronym() -> None:
    first = alias("Haras al-Nahr", "River Guard", "translation")
    second = alias("River Guard", "RGD")
    third = alias("Rural Government Department", "RGD")
    assert headings(merge(first, second, third)) == ["Haras al-Nahr", "Rural Government Department"]


@pytest.mark.parametrize("name", ["RGD", "security forces", "Army"])
def test_weak_names_alone_join_no_documents(name: str) -> None:
    one = told(said(name, "based_in", "Alba", f"the {name} sit in Alba"))
    two = told(said(name, "based_in", "Brena", f"the {name} sit in Brena"))
    assert len(named(merge(one, two), name)) == 2


def test_one_name_of_a_person_joins_no_documents() -> None:
    one = told(said("River Guard", "led_by", "Khalid", "Khalid leads the River Guard"))
    two = told(said("River Guard", "led_by", "Khalid", "the River Guard under Khalid"))
    kept = merge(one, two)
    assert len(named(kept, "Khalid")) == 2 and len(named(kept, "River Guard")) == 1


def test_a_hedged_or_denied_alias_joins_nothing() -> None:
    quote = "the River Guard may be the Hill Guard, whose base is Alba"
    for stance in ("hedges", "denies", "doubts"):
        kept = told(
            said("River Guard", "also_known_as", "Hill Guard", quote, ("A", stance)),
            said("Hill Guard", "based_in", "Alba", quote, ("A", "asserts")),
        )
        assert headings(kept) == ["Alba", "Hill Guard", "River Guard"]


def test_a_country_that_acts_is_the_country_that_is_a_place() -> None:
    text = Text("doc", "test", "Freedonia sent men. They crossed into Freedonia.")
    here = Location("Freedonia", "FD", 1.0, 2.0, "country", "gazetteer")
    acting = Mention(Span(text.id, 0, 9), "group", "Freedonia")
    place = Mention(Span(text.id, 38, 47), "place", "Freedonia", location=here)
    kept = Kept({}, {text.id: text}, {m.id: m for m in (acting, place)}, {})
    assert len(entities(kept)) == 1


def test_what_a_text_tells_apart_is_never_joined() -> None:
    one = told(
        said("River Guard", "distinct_from", "Rivers Guard", "the River Guard is not the Rivers Guard")
    )
    a, b = mention(one, "River Guard"), mention(one, "Rivers Guard")
    machine = Decision(a, "same", "machine:names", "2024-01-01", b)
    assert len(headings(decide(one, machine))) == 2
    person = Decision(a, "same", "ana", "2024-01-01", b)
    assert len(headings(decide(one, person))) == 1


def two() -> tuple[Kept, str, str]:
    kept = told(
        said("River Guard", "allied_with", "Hill Guard", "the River Guard fought beside the Hill Guard")
    )
    return kept, mention(kept, "River Guard"), mention(kept, "Hill Guard")


def test_the_latest_decision_of_a_person_holds_and_can_be_undone() -> None:
    kept, a, b = two()
    same = Decision(a, "same", "ana", "2024-01-01", b)
    apart = Decision(b, "different", "ben", "2024-01-02", a)
    undo = Decision(apart.id, "undo", "ben", "2024-01-03")
    again = Decision(undo.id, "undo", "ana", "2024-01-04")
    machine = Decision(a, "same", "machine:names", "2030-01-01", b)
    assert len(headings(decide(kept, same))) == 1
    assert len(headings(decide(kept, same, apart))) == 2
    assert len(headings(decide(kept, same, apart, undo))) == 1
    assert len(headings(decide(kept, same, apart, undo, again))) == 2
    assert len(headings(decide(kept, same, apart, machine))) == 2


def test_different_breaks_a_chain_at_its_weakest_link() -> None:
    """One document equates A with B; B and C share a name; a person says that A is not C."""
    one = alias("Haras al-Nahr", "River Guard", "translation")
    other = told(said("River Guard", "based_in", "Alba", "the River Guard sits in Alba"))
    kept = merge(one, other)
    assert headings(kept) == ["Alba", "Haras al-Nahr"]
    a, c = mention(one, "Haras al-Nahr"), mention(other, "River Guard")
    apart = Decision(a, "different", "ana", "2024-01-01", c)
    split = decide(kept, apart)
    assert headings(split) == ["Alba", "Haras al-Nahr", "River Guard"]
    assert {n.text for n in named(split, "Haras al-Nahr")[0].names} == {"Haras al-Nahr", "River Guard"}


def test_a_decision_about_an_entity_outlives_its_regrouping() -> None:
    kept, a, _ = two()
    entity = Index(entities(kept)).of(a).id
    more = merge(kept, alias("River Guard", "RGD"))
    assert named(decide(more, Decision(entity, "heading", "ana", "2024-01-01", "The Guards")), "The Guards")


def test_the_heading_is_the_fullest_proper_name() -> None:
    names = {"Khalid Nur": ["Khalid", "Abu Nur"]}
    kept = told(
        said("River Guard", "led_by", "Khalid Nur", "Khalid Nur leads the River Guard"),
        said("Khalid Nur", "described_as", "a smith", "Khalid was a smith and Khalid liked it"),
        names=names,
    )
    assert named(kept, "khalid")[0].heading == "Khalid Nur"


def test_the_index_suggests_near_names() -> None:
    index = Index(entities(two()[0]))
    assert index.named("Rivr Gard") == []
    assert index.near("Rivr Gard")[0] == "River Guard"
    assert index.near("zzzz") == []


def test_the_seed() -> None:
    index = Index(entities(gold("liwa-al-baqir")))
    for name, heading in (
        ("Baqir Brigade", "Liwa al-Baqir"),
        ("LDF", "Local Defence Forces"),
        ("Quwat al-Difa al-Mahalli", "Local Defence Forces"),
        ("NDF", "National Defence Forces"),
        ("Baqir", "Khalid al-Hassan"),
    ):
        assert [e.heading for e in index.named(name)] == [heading]

"""Who says the same, who says otherwise, by which rule; and what is no dispute."""

from dataclasses import replace
from typing import Any

from gold_kept import gold, merge, said, told

from orbat.model import Decision, Document, Finding, Kept, Section, Text
from orbat.resolve import Index, entities
from orbat.weigh import findings


def weigh(kept: Kept, predicate: str) -> list[Finding]:
    return [f for f in findings(kept, entities(kept)) if f.predicate == predicate]


def rules(found: list[Finding]) -> set[str]:
    return {d.rule for f in found for d in f.disputed}


def losses(count: int, day: str, writer: str = "A. Writer", **more: Any) -> Kept:
    figure = {"count": count, "kind": "killed", **more}
    quote = f"{writer} counts {count} dead of the River Guard {more or ''}"
    return told(said("River Guard", "casualties", figure, quote, (writer, "asserts"), when=day))


def head(leader: str, writer: str, published: str, **more: Any) -> Kept:
    quote = f"{leader} leads the River Guard, wrote {writer}"
    return told(
        said("River Guard", "led_by", leader, quote, (writer, "asserts"), **more), published=published
    )


TWO_LEADERS, TWO_PARENTS, TWO_DATES = (
    "two leaders at one time",
    "two parents at one time",
    "two dates of one founding",
)


def test_equal_claims_are_one_finding_and_a_voice_counts_once() -> None:
    three = merge(
        *(losses(9, "2020-05-01", w) for w in ("Ana", "Ben")), losses(9, "2020-05-01", "Ana", unit="men")
    )
    (found,) = weigh(three, "casualties")
    assert len(found.supported) == 3 and found.sources == ("Ana", "Ben") and not found.disputed


def test_a_tie_holds_either_way_round() -> None:
    one = told(said("River Guard", "allied_with", "Hill Guard", "the River Guard helps the Hill Guard"))
    two = told(said("Hill Guard", "allied_with", "River Guard", "the Hill Guard helps the River Guard"))
    (found,) = weigh(merge(one, two), "allied_with")
    assert len(found.supported) == 2


def test_an_undated_claim_does_not_join_two_spells() -> None:
    def allied(when: str | None) -> Kept:
        more = {"when": when} if when else {}
        return told(
            said("River Guard", "allied_with", "Hill Guard", f"River Guard and Hill Guard {when}", **more)
        )

    assert len(weigh(merge(allied("2014"), allied("2014-05"), allied(None)), "allied_with")) == 1
    spells = weigh(merge(allied("2014"), allied("2018"), allied(None)), "allied_with")
    assert sorted(len(f.supported) for f in spells) == [1, 1, 1]


def test_a_denial_disputes_what_it_denies_and_stands_alone_where_nobody_says_it() -> None:
    claim = said("River Guard", "part_of", "Grand Army", "the Grand Army counts the River Guard as its own")
    denial = said("River Guard", "part_of", "Grand Army", "the River Guard denied it", ("A", "relays"),
                  ("River Guard", "denies"))  # fmt: skip
    (both,) = weigh(told(claim, denial), "part_of")
    assert rules([both]) == {"denied"} and len(both.supported) == 1 and both.status == "said"
    (alone,) = weigh(told(denial), "part_of")
    assert alone.status == "negated" and not alone.disputed


def test_a_claim_that_somebody_is_not_so_disputes_that_he_is() -> None:
    claim = said("River Guard", "part_of", "Grand Army", "the Grand Army counts the River Guard as its own")
    negated = said(
        "River Guard",
        "part_of",
        "Grand Army",
        "no River Guard in the Grand Army",
        ("B", "asserts"),
        status="negated",
    )
    (found,) = weigh(merge(told(claim), told(negated)), "part_of")
    assert rules([found]) == {"denied"}


def test_the_authors_doubt_disputes_and_corroboration_supports() -> None:
    figure = {"count": 5000, "unit": "men"}
    doubt = said("River Guard", "strength", figure, "5,000 men, boasts the River Guard", ("A", "doubts"),
                 ("River Guard", "asserts"))  # fmt: skip
    (found,) = weigh(told(doubt), "strength")
    assert rules([found]) == {"doubted by the author"} and found.sources == ("River Guard",)
    backing = said(
        "River Guard", "strength", figure, "photographs bear the River Guard out", ("A", "corroborates")
    )
    (found,) = weigh(told(doubt, backing), "strength")
    assert len(found.supported) == 2 and found.sources == ("A", "River Guard")


def test_two_leaders_at_one_time_are_a_dispute_and_a_change_is_none() -> None:
    assert rules(weigh(merge(head("Ali Nur", "Ana", "2020"), head("Omar Sa", "Ben", "2020")), "led_by")) == {
        TWO_LEADERS
    }
    assert not rules(weigh(merge(head("Ali Nur", "Ana", "2010"), head("Omar Sa", "Ben", "2020")), "led_by"))
    same_voice = merge(head("Ali Nur", "Ana", "2020"), head("Omar Sa", "Ana", "2020"))
    assert not rules(weigh(same_voice, "led_by"))
    posts = merge(
        head("Ali Nur", "Ana", "2020", role="commander"), head("Omar Sa", "Ben", "2020", role="deputy")
    )
    assert not rules(weigh(posts, "led_by"))


def test_a_higher_superior_is_no_second_one() -> None:
    def under(a: str, b: str, writer: str) -> Kept:
        return told(
            said(a, "part_of", b, f"{a} is under {b}, says {writer}", (writer, "asserts")), published="2020"
        )

    ladder = under("River Guard", "Hill Corps", "Ana"), under("Hill Corps", "Grand Army", "Ana")
    assert not rules(weigh(merge(*ladder, under("River Guard", "Grand Army", "Ben")), "part_of"))
    assert rules(weigh(merge(*ladder, under("River Guard", "Red Army", "Ben")), "part_of")) == {TWO_PARENTS}


def test_a_founding_date_given_more_closely_is_no_dispute() -> None:
    def founded(day: str, writer: str) -> Kept:
        return told(
            said("River Guard", "founded_on", day, f"River Guard, {day} ({writer})", (writer, "asserts"))
        )

    assert not rules(weigh(merge(founded("2012", "Ana"), founded("2012-05", "Ben")), "founded_on"))
    assert rules(weigh(merge(founded("2012", "Ana"), founded("2014", "Ben")), "founded_on")) == {TWO_DATES}


def test_figures_differ_only_where_they_are_of_one_scope() -> None:
    def differ(*kepts: Kept) -> bool:
        return "figures differ" in rules(weigh(merge(*kepts), "casualties"))

    day = "2020-05-01"
    assert differ(losses(9, day, "Ana"), losses(20, day, "Ben"))
    assert not differ(losses(9, day, "Ana"), losses(20, "2020-05-02", "Ben"))
    assert not differ(losses(9, day, "Ana"), losses(20, day, "Ben", cumulative=True))
    assert not differ(losses(9, day, "Ana", bound="at_least"), losses(20, day, "Ben"))
    assert not differ(losses(9, day, "Ana"), losses(20, day, "Ana"))


def test_nothing_is_retired_but_what_a_person_rejected_is_left_out() -> None:
    kept = merge(losses(9, "2020-05-01", "Ana"), losses(20, "2020-05-01", "Ben"))
    assert {c for f in weigh(kept, "casualties") for c in f.supported} == set(kept.claims)
    wrong = min(kept.claims)
    reject = Decision(wrong, "reject", "ana", "2024-01-01")
    assert wrong not in {
        c for f in weigh(replace(kept, decisions=(reject,)), "casualties") for c in f.supported
    }
    undo = Decision(reject.id, "undo", "ben", "2024-01-02")
    assert len(weigh(replace(kept, decisions=(reject, undo)), "casualties")) == 2
    machine = replace(reject, by="machine:rules")
    assert len(weigh(replace(kept, decisions=(machine,)), "casualties")) == 2


def test_copies_of_one_text_are_one_source() -> None:
    """The same words posted again without the author and with a frame of the site's own."""
    first = losses(9, "2020-05-01", "Ana")
    (text,) = first.texts.values()
    frame = "Home | News\n"
    page = Document("again", "https://copy.example/")
    copy = Text(page.id, "test", frame + text.body, sections=(Section(0, len(frame), "chrome"),))

    def moved(span: Any) -> Any:
        return replace(span, text=copy.id, start=span.start + len(frame), end=span.end + len(frame))

    mentions = {m.id: replace(m, span=moved(m.span)) for m in first.mentions.values()}
    (claim,) = first.claims.values()
    again = replace(claim, subject=mentions[claim.subject].id, evidence=moved(claim.evidence))
    second = Kept({page.id: page}, {copy.id: copy}, {m.id: m for m in mentions.values()}, {again.id: again})
    (found,) = weigh(merge(first, second), "casualties")
    assert len(found.supported) == 2 and len(found.sources) == 1


def test_the_seed() -> None:
    kept = gold("liwa-al-baqir")
    found = findings(kept, entities(kept))
    index = Index(entities(kept))
    disputed = {(index.entities[f.subject].heading, d.rule) for f in found for d in f.disputed}
    brother = {h for h, rule in disputed if rule == "two accounts of one death"}
    assert len(brother) == 1
    assert disputed - {(*brother, "two accounts of one death")} == {
        ("Local Defence Forces", "doubted by the author")
    }
    assert {c for f in found for c in f.supported} == set(kept.claims)

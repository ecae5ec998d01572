"""Reports of speech, hedges, negation and judgements, in our own sentences."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from orbat.read.attribution import find_attributions, outermost
from orbat.read.cues import lexicon
from orbat.read.judgement import find_asides, find_verdicts, hedged, negated
from orbat.read.language import pipeline
from orbat.read.quotes import find_quotations


@cache
def parsed(text: str) -> Doc:
    return pipeline()(text)


def found(text: str) -> list[tuple[str | None, str, str]]:
    """(source, stance, content) in words."""
    return [
        (a.source and text[slice(*a.source)], a.stance, text[slice(*a.content)])
        for a in find_attributions(parsed(text))
    ]


@pytest.mark.parametrize(
    ("text", "source", "stance", "content"),
    [
        ("Police said that the men fled.", "Police", "asserts", "that the men fled"),
        ("The roots of the crisis, he said on Monday, are deep.", "he", "asserts", None),
        ("He stole the money, said John Smith.", "John Smith", "asserts", "He stole the money"),
        ("The group, according to the AP, killed five men.", "the AP", "asserts", None),
        ("In the words of the minister, the war is over.", "the minister", "asserts", "the war is over"),
        ("In his own account, he joined in 2012.", "his", "asserts", "he joined in 2012"),
        ("She told him to leave the town.", "She", "asserts", "to leave the town"),
        ("The band denied any links to Iran.", "The band", "denies", "any links to Iran"),
        ("Analysts doubt that the truce will hold.", "Analysts", "doubts", "that the truce will hold"),
        ("Officials believe that he fled.", "Officials", "hedges", "that he fled"),
        ("Police have not confirmed that he fled.", "Police", "doubts", "that he fled"),
        ("He is believed to have fled.", None, "hedges", "He is believed to have fled"),
        ("He allegedly killed three men.", None, "hedges", "He allegedly killed three men"),
        ("The group claimed at least 15 martyrs.", "The group", "asserts", "at least 15 martyrs"),
        ("The band's claim of ten more martyrs came late.", "The band", "asserts", "ten more martyrs"),
        ("The minister called the raid unlawful.", "The minister", "asserts", "the raid unlawful"),
        ("Critics accused him of lying.", "Critics", "asserts", "him of lying"),
        ("A statement read: “We took the hill.”", "A statement", "asserts", "“We took the hill.”"),
        ('"We took the hill," he said. "They ran."', "he", "asserts", None),
        ("The army said nine died, while the rebels said three did.", "The army", "asserts", "nine died"),
        ("They ruled out talks with the army.", "They", "denies", "talks with the army"),
    ],
)
def test_one_report(text: str, source: str | None, stance: str, content: str | None) -> None:
    """`content` None: the whole sentence or stretch around the cue."""
    first = found(text)[0]
    assert first == (source, stance, content or first[2])
    if content is None:
        assert len(first[2]) >= len(text) - 1


def test_a_said_that_b_claimed() -> None:
    text = "The general said that the rebels claimed victory."
    assert [(s, c) for s, _, c in found(text)] == [
        ("The general", "that the rebels claimed victory"),
        ("the rebels", "victory"),
    ]
    assert len(outermost(find_attributions(parsed(text)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Locals say the raid killed ten men; the army has denied this.",
        "Locals say the raid killed ten men. The army denies that.",
        "Locals say the raid killed ten men, which the army denies.",
    ],
)
def test_a_denial_of_this_reaches_back(text: str) -> None:
    (denial,) = [(s, c) for s, stance, c in found(text) if stance == "denies"]
    assert denial == ("the army" if "the army" in text else "The army", "Locals say the raid killed ten men")


def test_who_commands_reports_nothing() -> None:
    assert found("Five camps, commanded by Amin Kasese, were burnt.") == []


def test_a_relative_clause_leads_to_its_noun() -> None:
    assert found("The man, who said he was a member, left.")[0][0] == "The man, who"


def test_a_colon_speaks_for_the_quoted_paragraphs_below_it() -> None:
    text = "The ministry said:\n“We killed thirty men.\n“They came from the north.”\nNothing else is known."
    assert found(text)[0] == ("The ministry", "asserts", text[text.index("“") : text.index("”") + 1])


@pytest.mark.parametrize(
    "text", ["The brigade fought in Aleppo in May 2016.", "", "\n", "“", "(())", " said"]
)
def test_what_says_nothing_of_anybody_is_no_report(text: str) -> None:
    doc = parsed(text)
    assert found(text) == find_asides(doc) == find_verdicts(doc) == []


def test_an_unmarked_statement_below_a_colon_runs_to_the_next_heading() -> None:
    text = (
        "Minister Lee said:\n\nThe town is free.\n\nThe band has lost much ground.\n\nNotes\n\nIt is large."
    )
    assert found(text)[0] == ("Minister Lee", "asserts", "The town is free.\n\nThe band has lost much ground")


def test_a_quoted_paragraph_goes_on_for_the_last_speaker() -> None:
    text = "The colonel explained that the road was mined.\n\n“We lost two trucks.\n\n“Nobody was hurt.”"
    assert found(text)[-1] == ("The colonel", "asserts", text[text.index("“") :])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Lee: Rebels Left the Town.\nMore.", "Lee"),
        ("Rebels left the town -- General Lee\n\nMore.", "General Lee"),
    ],
)
def test_a_headline_may_name_its_source(text: str, source: str) -> None:
    assert found(text)[0][0] == source


@given(st.text(alphabet="ab “”\"'‘’«»\n.,`", max_size=60))
def test_quotations_are_in_order_and_within_their_paragraph(text: str) -> None:
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.end <= len(text)
        assert "\n" not in text[quotation.start : quotation.end]
        end = quotation.end


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The band may have received arms.", "received arms", True),
        ("The band received arms in May.", "received arms", False),
        ("He is believed to have led the band.", "led the band", True),
        ("It appears that he led the band.", "led the band", True),
        ("He apparently led the band.", "led the band", True),
        ("The alleged leader fled.", "The alleged leader", True),
        ("Police said he led the band.", "led the band", False),
        ("I think he led the band.", "led the band", True),
        ("The gang fights them; it is said to help the others.", "fights", False),
    ],
)
def test_hedged(text: str, words: str, expected: bool) -> None:
    start = text.index(words)
    assert hedged(parsed(text), start, start + len(words)) is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The band did not join the front.", "join the front", True),
        ("It does not appear to have joined the front.", "joined the front", True),
        ("The band is no longer active.", "active", False),
        ("Not only did the band join the front.", "join the front", False),
        ("The band has no ties to Iran.", "has no ties to Iran", True),
        ("The band joined the front without a fight.", "joined the front", False),
        ("Police did not say that he fled.", "he fled", False),
        ("No fewer than ten men died.", "ten men died", False),
    ],
)
def test_negated(text: str, words: str, expected: bool) -> None:
    start = text.index(words)
    assert negated(parsed(text), start, start + len(words)) is expected


@pytest.mark.parametrize(
    ("text", "aside", "stance"),
    [
        ("He says it has 9,000 men (a clear exaggeration).", "(a clear exaggeration)", "doubts"),
        ("Rebels falsely claimed that the town fell.", "falsely", "doubts"),
        ("He said, without offering proof, that they fled.", "without offering proof", "doubts"),
        ("He says he fired once (his account is confirmed by video).", None, "corroborates"),
        ("They made the dubious claim that he fled.", "dubious", "doubts"),
    ],
)
def test_asides(text: str, aside: str | None, stance: str) -> None:
    ((start, end, judged),) = find_asides(parsed(text))
    assert judged == stance
    assert text[start:end] == (aside or text[text.index("(") : text.index(")") + 1])


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("This claim is corroborated by photographs of the funerals.", "corroborates"),
        ("There is no evidence that the band exists.", "doubts"),
        ("The claim could not be verified.", "doubts"),
        ("The figure is likely inflated.", "doubts"),
        ("Video footage confirms the band's account.", "corroborates"),
        ("This is not credible.", "doubts"),
        ("The claim is not supported by the evidence.", "doubts"),
    ],
)
def test_verdicts(text: str, stance: str) -> None:
    assert find_verdicts(parsed(text)) == [(0, len(text), stance)]


@pytest.mark.parametrize(
    "text",
    [
        "He said the claim was false.",
        "The network said that his account was false.",
        "The minister denied the report.",
        "“The figure is false,” he said.",
    ],
)
def test_what_others_judge_is_no_verdict_of_the_author(text: str) -> None:
    assert find_verdicts(parsed(text)) == []


def test_the_lexicon_covers_every_stance_of_a_source() -> None:
    stances = {cue.stance for cue in lexicon().verbs.values()}
    assert {"asserts", "hedges", "denies", "doubts", "corroborates"} == stances

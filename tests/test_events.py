"""Events, descriptions and statements on sentences of our own."""

import pytest

from orbat.model import Text, Words
from orbat.read.drafts import Draft
from orbat.read.events import nominal
from orbat.read.mentions import find_mentions
from orbat.read.nlp import parse
from orbat.read.rules import propose, settle
from orbat.read.statements import of_speech
from orbat.read.voices import listen
from orbat.read.when import times_of


def drafts_of(body: str) -> list[Draft]:
    """All drafts of a text without sections."""
    passages = parse(Text("test", "test", body))
    scene = find_mentions(passages)
    out: list[Draft] = []
    for passage in passages:
        times, speech = times_of(passage, body, None), listen(scene, passage)
        out += propose(scene, passage, times)
        for draft in out:
            settle(scene, draft, speech, times)
        out += of_speech(scene, passage, speech, out)
    return out


def told(body: str, predicate: str) -> set[tuple[str, str]]:
    """(subject, object words) of the drafts of one predicate."""
    return {
        (d.subject.chain.main.name, d.object.text)
        for d in drafts_of(body)
        if d.predicate == predicate and isinstance(d.object, Words)
    }


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("capture", "capture"),
        ("liberate", "liberation"),
        ("seize", "seizure"),
        ("split", "splitting"),
        ("push", "push"),
    ],
)
def test_a_verb_becomes_its_noun(verb: str, noun: str) -> None:
    assert nominal(verb) == noun


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Hezbollah captured the northern village.", ("Hezbollah", "capture of northern village")),
        ("The village was captured by Hezbollah.", ("Hezbollah", "capture of village")),
        ("Hezbollah launched a night attack on the barracks.", ("Hezbollah", "night attack on the barracks")),
        ("Hezbollah fought the army and seized the bridge.", ("Hezbollah", "seizure of bridge")),
        ("Turkish troops captured the hill.", ("Turkey", "capture of hill")),
        ("The mission of Hezbollah includes defending the border.", ("Hezbollah", "defence of border")),
        ("Hezbollah was expelled from the town.", ("Hezbollah", "expulsion from the town")),
        ("The Taliban began to besiege the town.", ("Taliban", "siege of town")),
    ],
)
def test_events_of_verbs_and_light_verbs(sentence: str, event: tuple[str, str]) -> None:
    assert event in told(sentence, "took_part_in")


def test_papers_and_speech_take_part_in_nothing() -> None:
    assert not told("The Oslo Agreement created a joint committee.", "took_part_in")
    assert not told("Hezbollah said that the weather was fine.", "took_part_in")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The Taliban is a hardline movement.", "hardline movement"),
        ("Terrorist organizations, including Hezbollah, met in the town.", "Terrorist organization"),
        ("Hezbollah was designated as a terrorist group.", "terrorist group"),
        ("President Maria Lopez resigned on Monday.", "President"),
    ],
)
def test_descriptions(sentence: str, words: str) -> None:
    assert words in {text for _, text in told(sentence, "described_as")}


def test_a_description_counts_once() -> None:
    found = [d for d in drafts_of("President Lopez met President Lopez.") if d.predicate == "described_as"]
    assert len({(id(d.subject.chain), str(d.object)) for d in found}) == len(found)


def test_statements_have_the_speaker_as_inner_voice() -> None:
    found = [d for d in drafts_of("Maria Lopez welcomed the peace talks.") if d.predicate == "stated"]
    assert [d.object for d in found] == [Words("welcomed the peace talks")]
    assert [v.stance for _, v in found[0].voices] == ["relays", "asserts"]


def test_a_time_of_somebody_named_is_no_time_of_what_is_said_around_them() -> None:
    (led,) = (
        d
        for d in drafts_of("The Nahr Brigade is led by Omar Said, who joined the army in 2014.")
        if d.predicate == "led_by"
    )
    assert led.period is None

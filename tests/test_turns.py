"""How groups begin, split, merge and change names, who leads after whom, who pays: sentences of our own."""

import pytest

from orbat.dates import find_times
from orbat.model import Document, Kept, Reading, Ref, Text
from orbat.read.rules import RulesReader
from orbat.resolve import Index, entities


def read(body: str) -> tuple[Document, Text, Reading]:
    """What the reader makes of a text."""
    document = Document("a report", "https://example.org/report")
    text = Text(document.id, "test", body)
    return document, text, RulesReader().read(document, text)


def told(body: str) -> set[str]:
    """What is said of a text, as "subject | predicate | object", each entity by its heading."""
    document, text, reading = read(body)
    mentions = {m.id: m for m in reading.mentions}
    claims = {c.id: c for c in reading.claims}
    kept = Kept({document.id: document}, {text.id: text}, mentions, claims)
    index = Index(entities(kept))
    return {
        f"{index.of(c.subject).heading} | {c.predicate} | "
        f"{index.of(c.object.mention).heading if isinstance(c.object, Ref) else c.object}"
        for c in claims.values()
        if c.status in ("said", "ended")
    }


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("The River Guard was CIA-funded and based in Honduras.", "River Guard | backed_by | CIA"),
        ("The River Guard was CIA-funded and based in Honduras.", "River Guard | based_in | Honduras"),
        ("The River Guard was armed and financed by Sudan.", "River Guard | backed_by | Sudan"),
        ("The River Guard receives weapons from Syria.", "River Guard | backed_by | Syria"),
        ("The River Guard enjoys the support of Iran.", "River Guard | backed_by | Iran"),
        (
            "Jonas Weld left the River Guard in 2003 to form the Hill Corps.",
            "Hill Corps | founded_by | Jonas Weld",
        ),
        (
            "Jonas Weld left the River Guard in 2003 to form the Hill Corps.",
            "Hill Corps | split_from | River Guard",
        ),
        ("The River Guard is a splinter group of the Hill Corps.", "River Guard | split_from | Hill Corps"),
        ("The River Guard broke away from the Hill Corps in 1995.", "River Guard | split_from | Hill Corps"),
        (
            "The River Guard merged with the Hill Corps to form the Army of Unity.",
            "Hill Corps | merged_into | Army of Unity",
        ),
        (
            "The River Guard changed its name to the Hill Liberation Front in 2010.",
            "River Guard | renamed_to | Hill Liberation Front",
        ),
        ("Omar Sayf succeeded Jonas Weld as head of the River Guard.", "River Guard | led_by | Jonas Weld"),
        ("Omar Sayf succeeded Jonas Weld as head of the River Guard.", "River Guard | led_by | Omar Sayf"),
        ("Omar Sayf took over the leadership of the River Guard.", "River Guard | led_by | Omar Sayf"),
        (
            "Under the command of Colonel Omar Sayf, the River Guard took Masisi.",
            "River Guard | led_by | Omar Sayf",
        ),
        (
            "Omar Sayf has been secretary-general of the River Guard since 1992.",
            "River Guard | led_by | Omar Sayf",
        ),
        (
            "The Ansar Battalion is one of three battalions of the Hill Corps.",
            "Ansar Battalion | part_of | Hill Corps",
        ),
        ("The River Guard is a member of the Hill Front.", "River Guard | part_of | Hill Front"),
        ("The Cobras, a militia loyal to Omar Sayf, fought the army.", "Cobras | allied_with | Omar Sayf"),
        ("Jonas Weld deserted from the River Guard in 2021.", "Jonas Weld | member_of | River Guard"),
        (
            "The Salafist Group for Preaching and Combat was founded by Jonas Weld.",
            "Salafist Group for Preaching and Combat | founded_by | Jonas Weld",
        ),
    ],
)
def test_what_profiles_tell_of_groups(body: str, wanted: str) -> None:
    found = told(body)
    assert wanted in found, found


@pytest.mark.parametrize(
    ("body", "unwanted"),
    [
        ("The River Guard consists of some 500 fighters.", "part_of"),
        ("The River Guard receives letters from Syria.", "backed_by"),
        ("Jonas Weld left the meeting to form an opinion.", "founded_by"),
        ("The River Guard changed its flag in 2010.", "renamed_to"),
    ],
)
def test_what_only_looks_like_a_turn_is_none(body: str, unwanted: str) -> None:
    assert not [line for line in told(body) if unwanted in line]


def test_the_founding_of_a_group_has_its_date() -> None:
    assert any(
        x.startswith("River Guard | founded_on") for x in told("The River Guard came into being in 1989.")
    )


def test_who_backs_a_group_does_not_say_what_it_is_called() -> None:
    claims = read("The Jordan-trained River Guard was backed by the Hill Corps.")[2].claims
    assert claims and all(len(c.voices) == 1 for c in claims)


def test_who_denies_a_report_does_not_say_it() -> None:
    claims = read("The Hill Front denied reports that helicopters had fired on the hamlet of Moena.")[
        2
    ].claims
    assert [v.stance for c in claims for v in c.voices[1:]] == ["denies"]


def test_what_a_rejected_accord_is_said_to_be_is_not_denied() -> None:
    claims = read("Jonas Weld rejected the accord that the Hill Front proposed in 2003.")[2].claims
    assert not [c for c in claims for v in c.voices if v.stance == "denies"]


def test_its_fighters_are_the_group_and_a_resident_speaks() -> None:
    body = "The Hill Front lives off coca. Its fighters attacked Tingo in May 1990."
    assert any("Hill Front | took_part_in" in line for line in told(body))
    claims = read("A resident of Moena told this author that ten villagers were killed there.")[2].claims
    assert claims and all(len(c.voices) == 2 for c in claims)


def test_a_day_without_a_year_close_before_the_dateline_is_of_it() -> None:
    body = (
        "Lima, 3 March 1995\n\n"
        + "He was arrested on 12 September 1992. On 27 February they attacked Moena.\n"
    )
    assert {t.value for t in find_times(body, "1995-03-03") if t.value.endswith("02-27")} == {"1995-02-27"}

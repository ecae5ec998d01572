"""Sections: whatever the text, they cover it; boilerplate, datelines and voices are found, no more."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orbat.capture import Overrides, capture_string
from orbat.capture.made import About
from orbat.capture.sections import cut, names
from orbat.capture.stamps import stamp
from orbat.model import Section

SHARED = Path(__file__).resolve().parents[2] / "shared"
ONE = "The Valley Brigade was formed in 2013 by a former officer of the army, and it has some 300 men."
TWO = "Its men were seen in the town last October, and a spokesman of the mill says that some stayed."
THREE = "The governor denies that he pays them. Nobody else was ever named by those who left in May."


NOTHING = About()


def pieces(text: str, about: About = NOTHING) -> list[tuple[str, Section]]:
    return [(text[s.start : s.end].strip(), s) for s in cut(text, about)[1]]


def roles(text: str) -> dict[str, str]:
    return {words: section.role for words, section in pieces(text)}


LINES = [
    "By Ann Lee",
    "Updated: May 21, 2018",
    "3 March 2019",
    "Lima, 3 March 1995",
    "KABUL, March 3, 2012 (AP) — Men",
    "top of page",
    ONE,
    TWO,
    "",
    " ",
    "This piece was originally published in May 2016.",
    "Editor's note: we ran this before.",
    "• Ann Lee",
    "Related posts",
    "Below is a map of it.",
    "“Yes, we said so.”",
    "A Title",
    "\u2028",
    "\x0c",
    "281 views0 comments",
]


MANY = st.lists(st.sampled_from(LINES))


@given(st.one_of(st.text(), MANY.map("\n".join), MANY.map("\r\n\r\n".join)))
@settings(max_examples=300, deadline=None)
def test_sections_cover_any_text(text: str) -> None:
    _, sections = cut(text, About(source="Valley Watch"))
    assert "".join(text[s.start : s.end] for s in sections) == text
    edges = [0, *(s.end for s in sections)]
    assert [s.start for s in sections] == edges[:-1] and edges[-1] == len(text)
    assert all(s.start < s.end for s in sections)


def test_pasted_page() -> None:
    text = (
        "top of page\n  • Writer's pictureValley Watch\n\nWho are the Valley Brigade?\n\n"
        "Updated: May 21, 2018\n\n"
        f"By Ann al-Nur Lee\n\n{ONE}\n\nThis article was first published in May 2016.\n\n{TWO}\n\n{THREE}\n\n"
        "Below is a map of the town.\n\n281 views0 comments\n\nbottom of page"
    )
    made = capture_string(text, "page", Overrides(publisher="Valley Watch", published="2018-05-20"))
    assert made.document.authors == ("Ann al-Nur Lee",) and made.document.updated == "2018-05-21"
    assert made.document.title == "Who are the Valley Brigade?" and made.document.published == "2018-05-20"
    assert [(s.role, s.author, s.dateline) for s in made.text.sections] == [
        ("chrome", None, None),
        ("title", None, None),
        ("chrome", None, None),
        ("body", "Valley Watch", "2018-05-20"),
        ("body", "Ann al-Nur Lee", "2016-05"),
        ("caption", "Ann al-Nur Lee", "2016-05"),
        ("chrome", None, None),
    ]


def test_statement_at_the_foot_dates_what_is_before() -> None:
    text = (
        f"A Title\n\nBy Ann Lee\n\n{ONE}\n\n{TWO}\n\nThis text originally appeared in print on 3 March 2016."
    )
    found = [
        (s.author, s.dateline)
        for _, s in pieces(text, About(source="Watch", published="2018"))
        if s.role == "body"
    ]
    assert found == [("Ann Lee", "2016-03-03"), ("Watch", "2018")]


def test_another_text_first_published_is_no_statement() -> None:
    other = f"{TWO} This report was first published in May 2015. {THREE}"
    text = "\n\n".join([ONE, other, ONE, TWO, THREE])
    assert {(s.author, s.dateline) for _, s in pieces(text)} == {(None, None)}


def test_editors_note() -> None:
    found = pieces(f"A Title\n\nEditor's note: {ONE}\n\n{TWO}", About(source="Watch", published="2018-05"))
    assert [(s.author, s.dateline) for _, s in found] == [(None, None), ("Watch", "2018-05"), (None, None)]


@pytest.mark.parametrize(
    ("opening", "dateline", "source"),
    [
        ("BOGOTA, 20 FEB 90 (RADIO UNO) -- [TEXT] ", "1990-02-20", "RADIO UNO"),
        ("MANAGUA (NICARAGUA), 17 JUN 89 (RADIO DOS) -- [EXCERPTS] ", "1989-06-17", "RADIO DOS"),
        ("KABUL, Afghanistan, March 3, 2012 (AP) — ", "2012-03-03", "AP"),
        ("DAMASCUS (Reuters) - ", None, "Reuters"),
        ("GENEVA (21 March 2016) – ", "2016-03-21", None),
    ],
)
def test_wire_openings(opening: str, dateline: str | None, source: str | None) -> None:
    text = f"   {opening}{ONE}"
    about, (first, body) = cut(text, About())
    assert (first.role, text[body.start : body.end]) == ("chrome", ONE)
    assert (body.dateline, about.source, about.published) == (dateline, source, dateline)


def test_digest_of_wires() -> None:
    text = f"KABUL, March 3, 2012 (AP) — {ONE}\n\nBEIRUT, April 5, 2012 (AFP) — {TWO}"
    found = [(s.author, s.dateline) for _, s in pieces(text) if s.role == "body"]
    assert found == [(None, "2012-03-03"), ("AFP", "2012-04-05")]


@pytest.mark.parametrize(
    "text",
    [
        f"Liwa al-Nur (Brigade of Light) - {ONE}",
        f"Ann Lee (May 12, 1936 – September 28, 2009) was a commander. {ONE}",
        f"{ONE}\n\nAleppo, 20 March 2016 - {TWO}",
        f"{ONE}\n\n• Ann Lee\n• Omar Said\n\n20 March 2016\n\n{TWO}\n\n21 March 2016\n\n{THREE}",
        f"They said that the men of the brigade had come to town to\nshare\nwas what they did.\n{ONE}",
        f"Name | Role | Date\nAnn Lee | Chief | 3 March 2016\n\n{ONE}",
        f"By Any Means\n\n{ONE}",
        f"« {ONE} »\n\nHe was wounded → he left\n\n{TWO}",
    ],
)
def test_body_is_not_taken_for_boilerplate(text: str) -> None:
    assert "chrome" not in roles(text).values()


@pytest.mark.parametrize(
    "line", [ONE, "The brigade says it will stay.", "Did they go? They did not", "SPOKESMAN: We will stay"]
)
def test_first_sentence_is_no_title(line: str) -> None:
    assert "title" not in roles(f"{line}\n\n{TWO}").values()


def test_first_line_that_is_a_title() -> None:
    assert roles(f"Militia chief killed in Tal Amr\n\n{ONE}")["Militia chief killed in Tal Amr"] == "title"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee, John al-Nur and B. Poe", ("Ann Lee", "John al-Nur", "B. Poe")),
        ("Ann Lee, Senior Fellow", ("Ann Lee",)),
        ("Ann Lee in Beirut", ("Ann Lee",)),
        ("the end of the day", ()),
        ("3 March 2016", ()),
    ],
)
def test_names_in_bylines(words: str, found: tuple[str, ...]) -> None:
    assert names(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("May 21, 2018", "2018-05-21"),
        ("Wed 3 Feb 2016 10.15", "2016-02-03"),
        ("20 FEB 90", "1990-02-20"),
        ("May 2016", "2016-05"),
        ("2016-03-20T10:00Z", "2016-03-20"),
        ("25/03/2016", "2016-03-25"),
        ("03/04/2016", "2016"),
        ("31 February 2016", None),
        ("3 March", "2011-03-03"),
    ],
)
def test_stamps(words: str, found: str | None) -> None:
    assert stamp(words, near="2012-01-05") == found


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold texts are not beside the repository")
def test_no_gold_quote_is_boilerplate() -> None:
    lost = []
    for path in sorted((SHARED / "gold").glob("*.claims.jsonl")):
        text = path.with_name(path.name.replace(".claims.jsonl", ".txt")).read_bytes().decode("utf-8")
        kept = [s for s in cut(text, About())[1] if s.role != "chrome"]
        for line in path.read_text(encoding="utf-8").splitlines():
            quote = json.loads(line)["quote"]
            if not any(quote in text[s.start : s.end] for s in kept):
                lost.append((path.name, quote))
    assert not lost

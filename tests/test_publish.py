"""What comes from documents is hostile, and stays plain characters in every format."""

import json
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from gold_kept import gold, said, told
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from orbat.publish import data, markdown, page
from orbat.publish.plain import clean
from orbat.publish.terminal import show
from orbat.views import Profile, profile

SCRIPT = "<script>alert(1)</script>"
LINK = "[a](http://e.example) \x1b[31mred\x1b]8;;http://e.example\x07"
EVIL = f'{SCRIPT} [red]x[/red] {LINK} \u202egnp\u2066 "><img src=x onerror=y>'


def evil() -> Profile:
    """A profile whose names, quotes, voices, manner, title and publisher are all hostile."""
    name, who = f"Guard {EVIL}", f"Writer {EVIL}"
    figure = {"count": 3, "kind": "killed", "manner": EVIL}
    kept = told(
        said(
            name, "casualties", figure, f"{name} lost three | # - {EVIL}", (who, "doubts"), (name, "asserts")
        ),
        said(name, "described_as", EVIL, f"{name} is {EVIL}", (who, "asserts"), place=f"Alba {EVIL}"),
        title=EVIL,
        publisher=EVIL,
        uri="javascript:alert(1)",
        published=EVIL,
    )
    return profile(kept, name)


def terminal(found: Profile, colour: bool = False) -> str:
    out = StringIO()
    show(
        found,
        Console(file=out, width=100, force_terminal=colour, color_system="standard" if colour else None),
    )
    return out.getvalue()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.seen


def test_the_page_runs_nothing_and_fetches_nothing() -> None:
    html = page.render(evil())
    assert html.startswith("<!doctype html>")
    assert SCRIPT not in html and "&lt;script&gt;" in html
    found = tags(html)
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & {t for t, _ in found}
    for _, attributes in found:
        assert not [a for a in attributes if a.startswith("on") or a in ("src", "style")]
        assert (attributes.get("href") or "#").startswith("#")
    policy = next(a["content"] for t, a in found if a.get("http-equiv") == "Content-Security-Policy")
    assert policy and policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in html and "@import" not in html


def test_the_terminal_reads_no_markup_and_obeys_no_escape() -> None:
    plain = terminal(evil())
    assert "[red]x[/red]" in plain.replace("\n", " ")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain)
    coloured = terminal(evil(), colour=True)
    assert "\x1b]8" not in coloured and "\x1b[31m" not in coloured


def test_markdown_escapes_all_that_markdown_and_html_could_read() -> None:
    text = markdown.render(evil())
    assert SCRIPT not in text and "\\<script\\>" in text
    assert not re.search(r"(?<!\\)\]\(", text) and "://" not in text.replace("\\://", "")
    assert not re.search(r"[\x1b\u202e]", text)
    assert markdown.escape("# head") == "\\# head" and markdown.escape("- a\n\n1. b") == "\\- a 1. b"
    assert markdown.escape("1. b") == "1\\. b" and markdown.escape("a|b `c` *d*") == "a\\|b \\`c\\` \\*d\\*"


def test_json_keeps_the_exact_quote_and_lets_nothing_act() -> None:
    found = evil()
    text = data.render(found)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    read = json.loads(text)
    quotes = {c["quote"] for part in read["parts"] for x in part["lines"] for c in x["citations"]}
    assert quotes == {c.quote for x in found.lines for c in x.citations}
    assert any("\x1b[31m" in quote and "\u202e" in quote for quote in quotes)


@given(st.text())
def test_cleaned_text_is_one_line_of_visible_characters(text: str) -> None:
    assert not re.search(
        r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", clean(text)
    )
    clean(text).encode()


def test_names_in_other_scripts_stay_as_they_are() -> None:
    assert clean("لواء الباقر") == "لواء الباقر" and clean("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("write", [terminal, markdown.render, page.render])
def test_every_format_shows_the_seed(write) -> None:  # type: ignore[no-untyped-def]
    shown = " ".join(
        re.sub(r"<[^>]*>|[*\\│╭╮╰╯─]", "", write(profile(gold("liwa-al-baqir"), "Liwa al-Baqir"))).split()
    )
    shown = shown.replace("&#39;", "'")
    for words in (
        "Not reviewed",
        "part of Local Defence Forces",
        "led by Khalid al-Hassan (leader)",
        "246 killed in all, as of 21 March 2016",
        "two accounts of one death",
        "Liwa al-Baqir claimed 246 'martyrs' as of 21 March 2016",
        "Aymenn Jawad Al-Tamimi, relaying Liwa al-Baqir",
        "since October 2015",
        "how strong it is",
    ):
        assert words in shown

"""Law: the examples are ours and work: they say what they are, copy nobody, and the demo runs on them."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from orbat.capture import capture_bytes
from orbat.resolve import Index, entities
from orbat.store import Casebook

ROOT = Path(__file__).parent.parent
GOLD = ROOT.parent / "shared/gold"
EXAMPLES = sorted((ROOT / "examples").glob("[0-9]-*"))
SHARED_WORDS = 9  # a run this long in two independent texts is seldom chance


def words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text).lower())


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of SHARED_WORDS words in a text."""
    found = words(text)
    return set(zip(*(found[i:] for i in range(SHARED_WORDS)), strict=False))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.name)
def test_each_example_is_short_and_says_what_it_is(example: Path) -> None:
    text = example.read_text("utf-8")
    assert 250 <= len(words(text)) <= 500
    assert "Orbat project" in text and "invented" in text


def test_there_are_four_kinds() -> None:
    assert {e.suffix for e in EXAMPLES} == {".md", ".txt", ".html"} and len(EXAMPLES) == 4


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/gold is not here")
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda p: p.name)
def test_no_words_of_the_gold_texts(example: Path) -> None:
    ours = runs(example.read_text("utf-8"))
    for text in sorted(GOLD.glob("*.txt")):
        assert not ours & runs(text.read_text("utf-8")), text.name


def test_each_says_who_published_it_and_when() -> None:
    heads = {}
    for example in EXAMPLES:
        found = capture_bytes(example.read_bytes(), example.name).document
        heads[example.name[0]] = (found.source, found.published)
    assert heads == {
        "1": ("Paper Lantern Institute", "2016-06-14"),
        "2": ("Northwind News", "2018-03-04"),
        "3": ("Lighthouse Conflict Monitor", "2018-04-12"),
        "4": ("Harbour Street Review", "2018-02-22"),
    }


def test_the_statement_speaks_for_itself_and_from_its_own_day() -> None:
    statement = next(example for example in EXAMPLES if "statement" in example.name)
    text = capture_bytes(statement.read_bytes(), statement.name).text
    voices = {
        words: next(
            (s.author, s.dateline) for s in text.sections if s.start <= text.body.index(words) < s.end
        )
        for words in ("known to overstate", "Last month our heroes")
    }
    assert voices == {
        "known to overstate": ("Harbour Street Review", "2018-02-22"),
        "Last month our heroes": ("Al-Baqir Brigade", "2017-04"),
    }


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which the demo ran, over what an earlier one left there, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "demo").mkdir()
    (folder / "demo/orbat.db").write_text("no casebook", "utf-8")
    done = subprocess.run(
        ["bash", str(folder / "examples/demo.sh")],
        env={**os.environ, "BIN": str(Path(sys.executable).parent)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def claims(folder: Path) -> list[dict[str, object]]:
    """All claims of the demo's casebook."""
    orbat = Path(sys.executable).with_name("orbat")
    command = [str(orbat), "claims", "--format", "jsonl", "--db", str(folder / "demo/orbat.db")]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    return [json.loads(line) for line in lines.splitlines()]


def test_the_demo_shows_who_they_are(demo: tuple[Path, str]) -> None:
    folder, shown = demo
    for words in (
        "Khalid al-Hassan",
        "Local Defence Forces",
        "Hezbollah",
        "312",
        "Where to look next",
    ):
        assert words in shown
    assert "Khalid al-Hassan" in (folder / "demo/liwa-al-baqir.html").read_text("utf-8")


def test_the_demo_shows_both_totals(demo: tuple[Path, str]) -> None:
    assert "246 killed" in demo[1] and "312 killed" in demo[1]


def test_every_command_that_the_demo_names_next_works(demo: tuple[Path, str]) -> None:
    folder, shown = demo
    named = [line for line in shown.split("Where to look next")[1].splitlines() if "YOUR" not in line]
    commands = [line for line in named if "orbat " in line]
    assert len(commands) >= 3
    for command in commands:
        done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr


def test_every_example_gives_claims_and_no_menu_does(demo: tuple[Path, str]) -> None:
    found = claims(demo[0])
    quotes = [str(claim["quote"]["exact"]) for claim in found]
    assert len({claim["document"] for claim in found}) == len(EXAMPLES)
    assert not [q for q in quotes if re.search("cookie|Share on|newsletter|Related posts", q)]


def test_foes_and_allies_stay_apart(demo: tuple[Path, str]) -> None:
    with Casebook.open(str(demo[0] / "demo/orbat.db"), create=False) as casebook:
        index = Index(entities(casebook.kept()))
    groups = ["Liwa al-Baqir", "Islamic State", "Local Defence Forces", "National Defence Forces"]
    assert len({index.named(name)[0].id for name in groups}) == len(groups)


def test_last_month_counts_from_the_first_posting(demo: tuple[Path, str]) -> None:
    dates = {str(c.get("when")) for c in claims(demo[0]) if "our heroes" in str(c["quote"]["exact"])}
    assert dates == {"2017-03"}

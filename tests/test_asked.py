"""The commands that ask one question each: what they print, and what they say to wrong input."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import EAST, WEST, FakeReader
from gold_kept import said, told

from orbat.cli import read as cli_read
from orbat.cli import run
from orbat.model import Kept
from orbat.publish import drawing, essay, outline, records
from orbat.views import disputes, gaps, network, prose, tree, work_out

Capsys = pytest.CaptureFixture[str]
EVIL = '</svg><script>x</script> "];\x1b[31m\u202e'

UNITS = told(
    said("River Guard", "part_of", "Hill Corps", "the River Guard, part of the Hill Corps"),
    said("River Guard", "part_of", "Red Army", "the Red Army holds the River Guard", ("Ben", "asserts")),
    said("Lark Company", "part_of", "River Guard", "perhaps Lark Company is under it", ("Ben", "hedges")),
    said("three battalions", "part_of", "Hill Corps", "three battalions of the Hill Corps"),
    said("an unknown brigade", "part_of", "Hill Corps", "an unknown brigade of the Hill Corps"),
    said(f"Guard {EVIL}", "part_of", "Hill Corps", f"Guard {EVIL} of the Hill Corps"),
    published="2020-05-01",
)


def test_a_contested_or_uncertain_edge_is_dashed_and_every_edge_has_its_quotes() -> None:
    places = {(t.label, t.marks): t for top in tree(UNITS, "River Guard") for t in top.all()}
    contested = [t for (label, marks), t in places.items() if label == "River Guard" and "contested" in marks]
    uncertain = next(t for (label, _), t in places.items() if label == "Lark Company")
    assert contested and all(outline.dashed(t) and t.elsewhere for t in contested)
    assert uncertain.marks == ("uncertain",) and outline.dashed(uncertain)
    svg = drawing.tree_svg(tree(UNITS, "River Guard"))
    assert svg.count("stroke-dasharray") >= 3 and "perhaps Lark Company is under it" in svg
    dot = drawing.tree_dot(tree(UNITS, "River Guard"))
    assert "style=dashed" in dot and "perhaps Lark Company is under it" in dot


def test_named_unnamed_and_unknown_units_are_told_apart() -> None:
    standing = {t.label: t.standing for top in tree(UNITS, "Hill Corps") for t in top.all()}
    assert standing["River Guard"] == "named"
    assert standing["three battalions"] == "unnamed"
    assert standing["an unknown brigade"] == "unknown"
    dot = drawing.tree_dot(tree(UNITS, "Hill Corps"))
    assert {"shape=box", "shape=ellipse", "shape=diamond"} <= set(
        dot.replace("]", " ").replace(",", " ").split()
    )


def test_a_circle_is_cut_in_every_drawing() -> None:
    circle = told(
        said("River Guard", "part_of", "Hill Corps", "the River Guard is under the Hill Corps"),
        said("Hill Corps", "part_of", "River Guard", "the Hill Corps is under the River Guard"),
    )
    found = tree(circle, "River Guard")
    assert "circle" in {t.cut for top in found for t in top.all()}
    assert "a circle" in drawing.tree_svg(found) and "a circle" in "\n".join(outline.tree_markdown(found))


def test_words_of_a_document_stay_words_in_every_drawing() -> None:
    found = tree(UNITS, "Hill Corps")
    svg = drawing.tree_svg(found)
    assert "script" not in {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(svg).iter()}
    for shown in (svg, drawing.tree_dot(found), "\n".join(outline.tree_markdown(found))):
        assert "\x1b" not in shown and "\u202e" not in shown
    assert not re.search(r"(?<!\\)<", "\n".join(outline.tree_markdown(found)))
    assert all(json.loads(line) and "\u202e" not in line for line in records.of_tree(found))


def _lines(kept: Kept, name: str) -> list[str]:
    worked = work_out(kept)
    shown = list(outline.network_lines(network(worked, name)))
    shown += outline.dispute_lines(disputes(worked))
    return [*shown, *outline.gap_lines(gaps(worked, name))]


def test_lines_quote_and_gaps_have_the_names_of_their_rules() -> None:
    shown = "\n".join(_lines(UNITS, "River Guard"))
    assert "“the River Guard, part of the Hill Corps”" in shown
    assert "two parents at one time" in shown and "no leader named" in shown


def test_prose_has_a_footnote_for_each_quote_and_says_that_nobody_reviewed_it() -> None:
    found = prose(UNITS, "River Guard")
    for written in (essay.text(found, "Not reviewed."), essay.markdown(found, "Not reviewed.")):
        assert "Not reviewed." in written and "This is disputed" in " ".join(written.split())
    assert f"[{len(found.footnotes)}]" in essay.text(found, "")
    assert f"[^{len(found.footnotes)}]:" in essay.markdown(found, "")
    cited = {n for _, sentences in found.paragraphs for s in sentences for n in s.notes}
    assert cited == set(range(1, len(found.footnotes) + 1))


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys) -> None:
    """A casebook orbat.db of one report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORBAT_DB_URL", raising=False)
    monkeypatch.setattr(cli_read, "RulesReader", FakeReader)
    Path("west.txt").write_text(WEST)
    assert run(["read", "west.txt"]) == 0
    capsys.readouterr()


def test_every_question_is_answered_in_json_lines_on_a_pipe(read: None, capsys: Capsys) -> None:
    name = "Western Brigade"
    for asked in (
        ["network", name],
        ["gaps", name],
        ["tree", name],
        ["disputes"],
        ["disputes", "--about", name],
    ):
        assert run(asked) == 0
        for line in capsys.readouterr().out.splitlines():
            assert isinstance(json.loads(line), dict)
    assert run(["diff", name, "--from", "2015", "--to", "2016"]) == 0
    assert run(["who", name, "--prose"]) == 0
    assert "[1]" in capsys.readouterr().out


def test_a_file_is_written_by_its_ending(read: None, capsys: Capsys) -> None:
    for ending in ("svg", "dot", "md", "json", "jsonl"):
        assert run(["tree", "Western Brigade", "--out", f"t.{ending}"]) == 0
        assert "Western Brigade" in Path(f"t.{ending}").read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (["tree", "Nobody"], 1, "nobody and nothing is named 'Nobody'"),
        (["network", "Nobody"], 1, "nobody and nothing"),
        (["gaps", "Nobody"], 1, "nobody and nothing"),
        (["tree", "Western Brigade", "--out", "t.pdf"], 2, "give --format svg, dot, md, json, jsonl"),
        (["diff", "Western Brigade", "--from", "2017", "--to", "2016"], 2, "turn them round"),
        (["diff", "Western Brigade", "--from", "soon", "--to", "2016"], 2, "--from"),
        (["who", "Western Brigade", "--prose", "--format", "html"], 2, "text, md or json"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(
    asked: list[str], code: int, words: str, read: None, capsys: Capsys
) -> None:
    assert run(asked) == code
    said = capsys.readouterr()
    assert words in said.err and said.err.count("\n") == 1 and not said.out


def test_reading_says_what_it_changed_of_those_known_before(read: None, capsys: Capsys) -> None:
    Path("east.txt").write_text(EAST)
    Path("north.txt").write_text("Again: the River Guard fights beside the Northern Column, we saw.\n")
    assert run(["read", "north.txt", "east.txt"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    changes = [line["change"] for line in lines if "change" in line]
    assert changes and all(c["known"] for c in changes)
    assert any("River Guard" in str(c["line"]) for c in changes)
    assert "summary" in lines[-1]

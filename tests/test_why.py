"""Why a claim was made: the finder, and the line of data that really holds the words of the rule."""

import json
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from conftest import captured

from orbat.cli import run
from orbat.model import Claim
from orbat.read import load_reader
from orbat.read.why import FINDERS, why

REPORT = (
    "Colonel Sami Nasr, the leader of the Cedar Brigade, told reporters that his fighters captured Tal Amra. "
    "The Cedar Brigade (CB) is an armed group based in Tal Amra. It joined the National Front. "
    "The Iranian-backed Cedar Brigade has 400 fighters and uses mortars. Two soldiers were killed."
)


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    """What is read from a report of many kinds of claims."""
    document, _, text = captured(REPORT)
    return load_reader().read(document, text).claims


def test_every_finder_is_there() -> None:
    for module, _, _ in FINDERS.values():
        assert module == "learned" or import_module(f"orbat.read.{module}")


def test_a_reason_points_at_the_line_with_its_words(claims: tuple[Claim, ...]) -> None:
    reasons = [why(claim) for claim in claims]
    assert {r.means for r in reasons} >= {"lexicon", "grammar"}
    assert all(r.finder for r in reasons)
    leads = next(r for r in reasons if r.rule == "noun: leader leads")
    assert leads.file and leads.line
    written = (Path(__file__).parent.parent / leads.file).read_text("utf-8").splitlines()[leads.line - 1]
    assert written.split()[0] == "leader" and written.split("\t")[1] == "leads"
    for reason in reasons:
        if reason.line and reason.file:
            lines = (Path(__file__).parent.parent / reason.file).read_text("utf-8").splitlines()
            assert reason.rule.split(":")[1].split()[0] in lines[reason.line - 1]


def test_a_model_and_another_reader_are_called_so(claims: tuple[Claim, ...]) -> None:
    assert why(replace(claims[0], rule="model: led_by")).means == "model"
    assert why(replace(claims[0], rule="somebody's own")).said() == "somebody's own; its reader"


def test_extract_and_show_say_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT)
    for form in ("reading", "claims"):
        assert run(["extract", "--as", form, "--why", "report.txt"]) == 0
    reading, *lines = map(json.loads, capsys.readouterr().out.splitlines())
    assert [c["id"] for c in reading["claims"]] == [line["id"] for line in lines]
    assert [c["why"] for c in reading["claims"]] == [line["why"] for line in lines]
    assert run(["read", "report.txt"]) == 0
    capsys.readouterr()
    assert run(["show", "report", "--why"]) == 0
    assert "why: noun: leader leads; orbat/read/data/nouns.tsv, line " in capsys.readouterr().out
    assert run(["show", "report", "--why", "--format", "json"]) == 0
    assert all(
        claim["why"]["rule"] == claim["rule"] for claim in json.loads(capsys.readouterr().out)["claims"]
    )

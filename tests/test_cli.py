"""The command line: what it prints, where, with which exit code, and what it says to wrong input."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from conftest import EAST, WEST, FakeReader, captured

from orbat import pipeline
from orbat.capture import Limits, gather
from orbat.cli import COMMANDS, LazyGroup, orbat, run
from orbat.cli import read as cli_read
from orbat.cli.common import cell, neutral
from orbat.publish.cells import flat
from orbat.store import Casebook
from orbat.store import sql as store_sql

Capsys = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch

HOSTILE = (
    "\x1b]0;owned\x07\x1b[31m[bold]red[/bold] [link=http://x.example]y[/link]\x9b2J\u202eevil\r\b\n"
    "The Western Brigade fights beside the River Guard. [/] [red]\n"
)


@pytest.fixture(autouse=True)
def fake_reader(tmp_path: Path, monkeypatch: Patch) -> FakeReader:
    """Every command runs in a folder of its own, with the tiny reader."""
    reader = FakeReader()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ORBAT_DB_URL", raising=False)
    monkeypatch.setattr(cli_read, "RulesReader", lambda: reader)
    return reader


@pytest.fixture
def read(tmp_path: Path, capsys: Capsys) -> None:
    """A casebook orbat.db of two reports."""
    (tmp_path / "west.txt").write_text(WEST)
    (tmp_path / "east.txt").write_text(EAST)
    assert run(["read", "west.txt", "east.txt"]) == 0
    capsys.readouterr()


def error_line(capsys: Capsys) -> str:
    """The one line that went to standard error."""
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("orbat: error: ") and said.err.count("\n") == 1
    return said.err


# -- what it does


def test_reading_prints_a_line_a_document_and_a_summary(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "west.txt").write_text(WEST)
    assert run(["read", "west.txt", "--author", "Ana Writer", "--published", "2016-05"]) == 0
    line, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["state"], line["claims"], line["mentions"], line["rejects"]) == ("read", 1, 3, 1)
    assert summary["summary"] == {
        "new": 1, "known": 0, "read": 1, "failed": 0, "claims": 1, "mentions": 3, "rejects": 1,
    }  # fmt: skip
    with Casebook.open("orbat.db") as book:
        document = book.find_document("west.txt")
    assert (document.authors, document.published) == (("Ana Writer",), "2016-05")


def test_the_casebook_is_named_by_option_or_environment(
    read: None, monkeypatch: Patch, capsys: Capsys
) -> None:
    monkeypatch.setenv("ORBAT_DB_URL", "sqlite:///other.db")
    assert run(["read", "west.txt"]) == 0
    assert run(["read", "east.txt", "--db", "third.db"]) == 0
    capsys.readouterr()
    for db, count in (("orbat.db", 2), ("other.db", 1), ("third.db", 1)):
        assert run(["status", "--db", db, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["documents"] == count


@pytest.mark.usefixtures("read")
def test_claims_as_lines_table_and_csv(capsys: Capsys) -> None:
    assert run(["claims"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(line["subject"]["name"], line["predicate"], line["object"]["name"]) for line in lines} == {
        ("Western Brigade", "allied_with", "River Guard"),
        ("Eastern Column", "allied_with", "Western Brigade"),
    }
    assert all(line["quote"]["exact"] and line["document"] for line in lines)
    assert run(["claims", "--about", "the eastern column", "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["subject"], row["object"]) == ("Eastern Column", "Western Brigade")
    assert row["who_says"].endswith(" asserts")
    assert run(["claims", "--predicate", "led_by"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["claims", "--format", "table"]) == 0
    shown = capsys.readouterr().out
    assert "Column" in shown and "Guard" in shown


@pytest.mark.usefixtures("read")
def test_show_marks_the_claims_and_lists_the_rejects(capsys: Capsys) -> None:
    assert run(["show", "west.txt"]) == 0
    shown = capsys.readouterr().out
    assert "fights beside the River Guard[1]. The" in shown
    assert "[1] Western Brigade allied with River Guard" in shown
    assert "no date was found" in shown
    assert run(["show", "west", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["text"]["body"] == WEST
    assert [(r["words"], r["reason"]) for r in record["rejects"]] == [("founded", "no date was found")]
    (claim,) = record["claims"]
    assert WEST[claim["quote"]["start"] : claim["quote"]["end"]] == claim["quote"]["exact"]


def test_status_counts_what_is_and_what_is_left(tmp_path: Path, read: None, capsys: Capsys) -> None:
    (tmp_path / "bad.txt").write_text("This is unreadable.")
    assert run(["read", "bad.txt"]) == 1
    capsys.readouterr()
    assert run(["status"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["documents"], status["claims"], status["disputes"]) == (3, 2, 0)
    assert status["entities"] >= status["findings"] > 0
    assert (status["rejects"], status["failures"], status["unread"]) == (1, 1, 1)
    assert status["failed"][0]["reason"] == "no sentence was found in it"
    assert run(["status", "--format", "table"]) == 0
    assert "unreadable" not in (shown := capsys.readouterr().out) and "bad.txt" in shown


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(("form", "holds"), [("md", "Western Brigade"), ("html", "<html"), ("json", "{")])
def test_who_writes_every_format(tmp_path: Path, capsys: Capsys, form: str, holds: str) -> None:
    assert run(["who", "Western Brigade"]) == 0
    assert "River Guard" in capsys.readouterr().out
    assert run(["who", "Western Brigade", "--format", form]) == 0
    page = capsys.readouterr().out
    assert holds in page and "River Guard" in page
    assert run(["who", "Western Brigade", "--out", f"west.{form}"]) == 0
    assert (tmp_path / f"west.{form}").read_text() == page
    assert capsys.readouterr().out == ""


def test_help_comes_at_once_and_says_what_the_commands_say() -> None:
    begun = time.monotonic()
    shown = subprocess.check_output([sys.executable, "-m", "orbat", "--help"], text=True)
    taken = time.monotonic() - begun
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"{name} +{re.escape(line)}", shown)
    assert taken < 1.0, "0.3 s is the aim, `make bench` measures it; other work may run beside the tests"


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "extract"])
def test_the_table_of_help_says_what_the_command_says(name: str) -> None:
    assert isinstance(orbat, LazyGroup)
    command = orbat.get_command(None, name)  # type: ignore[arg-type]
    assert command and command.help and command.help.splitlines()[0] == COMMANDS[name][1]


@pytest.mark.parametrize("command", ["who", "claims", "show", "status"])
def test_looking_never_loads_a_model(command: str) -> None:
    check = f"import sys, orbat.cli.{command}; print({{'spacy', 'trafilatura', 'lxml'}} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", check], text=True).strip() == "set()"


def test_a_person_sees_a_line_a_document_and_a_summary(
    tmp_path: Path, monkeypatch: Patch, capsys: Capsys
) -> None:
    monkeypatch.setattr(cli_read, "is_piped", lambda: False)
    (tmp_path / "west.txt").write_text(WEST)
    (tmp_path / "bad.txt").write_text("This is unreadable.")
    assert run(["read", "bad.txt", "west.txt", "missing\x1b[31m.txt", "--title", "[red]News\x1b[31m"]) == 1
    said = capsys.readouterr()
    assert said.out == "" and "\x1b" not in said.err
    assert re.search(r"read +\[red\]News\S+ +1 claims, 1 rejects", said.err)
    assert "no sentence was found" in said.err
    assert "2 new, 0 known, 1 read, 2 failed; 1 claims, 3 mentions, 1 rejects" in said.err


# -- wrong input


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n "),
        ("binary.bin", bytes(range(256)) * 40),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n<< broken"),
        ("broken.docx", b"PK\x03\x04 no archive"),
        ("huge.txt", b"The Western Brigade. " * 5_000),
    ],
)
def test_a_file_that_is_no_report_fails_and_the_next_is_read(
    tmp_path: Path,
    monkeypatch: Patch,
    capsys: Capsys,
    name: str,
    data: bytes,
) -> None:
    monkeypatch.setattr(pipeline, "gather", partial(gather, limits=Limits(size=50_000)))
    (tmp_path / name).write_bytes(data)
    (tmp_path / "west.txt").write_text(WEST)
    assert run(["read", name, "west.txt"]) == 1
    failed, read, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert failed["state"] == "failed" and name in failed["uri"]
    assert failed["reason"] and "\n" not in failed["reason"]
    assert read["state"] == "read"
    assert (summary["summary"]["failed"], summary["summary"]["read"]) == (1, 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("latin.txt", (WEST + "Café of the señor général à Besançon. ").encode("latin-1")),
        ("utf16.txt", WEST.encode("utf-16")),
        ("bom.txt", b"\xef\xbb\xbf" + WEST.encode()),
        ("broken.html", b"<html><body><div><p>" + WEST.encode() + b"<table><b></div></p><a href='"),
    ],
)
def test_a_broken_or_oddly_encoded_report_is_read(
    tmp_path: Path, capsys: Capsys, name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    assert run(["read", name]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["claims"] == 1


def test_standard_input_is_read(tmp_path: Path, capsys: Capsys, monkeypatch: Patch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WEST.encode())))
    assert run(["read", "-"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["claims"] == 1


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["who", "Wester Brigad"], "Western Brigade"),
        (["claims", "--about", "Wester Brigad"], "Western Brigade"),
        (["show", "wets.txt"], "west.txt"),
        (["status", "--db", "missing.db"], "orbat read"),
        (["status", "--db", "west.txt"], "no casebook"),
        (["status", "--db", "."], "is a folder"),
        (["status", "--db", "postgresql://host/db"], "sqlite:///"),
        (["read", "west.txt", "--db", "missing/folder.db"], "folder is missing"),
        (["read", "west.txt", "--db", "/proc/orbat.db"], "read-only"),
        (["who", "Western Brigade", "--out", "missing/west.md"], "missing is no folder"),
        (["who", "Western Brigade\x1b[31m"], "Western Brigade"),
    ],
)
def test_a_wrong_name_is_one_line_and_code_1(capsys: Capsys, arguments: list[str], words: str) -> None:
    assert run(arguments) == 1
    line = error_line(capsys)
    assert words in line and "\x1b" not in line


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2 is no JSON"),
        ("[]", "line 2 has no text"),
        ('{"text": "A.", "published": "31 May"}', "line 2: '31 May' is no date"),
    ],
)
def test_extract_names_the_line_that_is_wrong(tmp_path: Path, capsys: Capsys, line: str, words: str) -> None:
    (tmp_path / "reports.jsonl").write_text(f"\n{line}\n")
    assert run(["extract", "--jsonl", "reports.jsonl"]) == 1
    assert words in error_line(capsys)


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "Missing argument"),
        (["read", "west.txt", "--published", "31 May"], "no date"),
        (["read", "west.txt", "--published", "2016-02-31"], "no date"),
        (["claims", "--predicate", "hates"], "hates"),
        (["who", "Western Brigade", "--out", "west.odt"], "--format"),
        (["eat"], "No such command"),
    ],
)
def test_a_wrong_command_line_is_code_2(capsys: Capsys, arguments: list[str], words: str) -> None:
    assert run(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_full_disk_is_one_line_and_nothing_is_lost(
    tmp_path: Path, read: None, monkeypatch: Patch, capsys: Capsys
) -> None:
    (tmp_path / "long.txt").write_text("A long report about the River Guard. " * 20_000)
    prepare = store_sql._prepare

    def small(db: store_sql.sqlite3.Connection, place: str, create: bool) -> None:
        prepare(db, place, create)
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 1}")

    with monkeypatch.context() as full:
        full.setattr(store_sql, "_prepare", small)
        assert run(["read", "long.txt"]) == 1
    assert "disk is full" in error_line(capsys)
    assert run(["read", "long.txt"]) == 0
    with Casebook.open("orbat.db") as book:
        assert book.counts().documents == 3


def test_an_interrupt_says_that_what_was_read_is_kept(
    tmp_path: Path,
    monkeypatch: Patch,
    capsys: Capsys,
    fake_reader: FakeReader,
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "west.txt").write_text(WEST)
    with monkeypatch.context() as pressed:
        pressed.setattr(fake_reader, "read", interrupted)
        assert run(["read", "west.txt"]) == 130
    assert "is kept, run the same again" in capsys.readouterr().err
    assert run(["read", "west.txt"]) == 0


def test_a_closed_pipe_is_quiet(read: None) -> None:
    for n in range(3):
        with Casebook.open("orbat.db") as book:
            document, data, text = captured(WEST * 300 + str(n), f"{n}.txt")
            book.add_capture(document, data, text)
            book.add_reading(FakeReader().read(document, text))
    process = subprocess.Popen(
        [sys.executable, "-m", "orbat", "claims"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() not in (0, -signal.SIGKILL)


# -- hostile documents


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_hostile_document_cannot_reach_the_terminal(capsys: Capsys, form: str) -> None:
    with Casebook.open("orbat.db") as book:
        document, data, text = captured(HOSTILE, "\x1b[2J.txt", title="[bold]A title\x1b[0m")
        book.add_capture(document, data, text)
        book.add_reading(FakeReader().read(document, text))
    assert run(["show", document.id, "--format", form]) == 0
    shown = capsys.readouterr().out
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert "[bold]red[/bold]" in shown and "[link=http://x.example]y[/link]" in shown


def test_what_is_shown_keeps_its_offsets() -> None:
    assert len(neutral(HOSTILE)) == len(HOSTILE)
    assert neutral("لواء الباقر\u200f, Liwāʾ") == "لواء الباقر\u200f, Liwāʾ"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert cell(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert cell(f"\t{start}1") == f"'{start}1"
    assert cell("a = b") == "a = b"


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"count": 15, "bound": "at_least", "kind": "killed", "by": "X"}, "at least 15 killed, by X"),
        ({"low": 300, "high": 400, "bound": "about", "unit": "fighters"}, "about 300-400 fighters"),
        ({"kind": "killed_or_wounded", "cumulative": True}, "an unknown number killed or wounded, in all"),
    ],
)
def test_a_figure_in_words(figure: dict[str, object], words: str) -> None:
    line = {"object": figure, "quote": {"exact": "q", "start": 0, "end": 1}, "attribution": []}
    assert flat(line)["object"] == words


# -- the real reader


def test_the_examples_are_read_and_say_who_they_are() -> None:
    def orbat_says(*arguments: str) -> str:
        return subprocess.check_output([sys.executable, "-m", "orbat", *arguments], text=True, timeout=120)

    examples = Path(__file__).parent.parent / "examples"
    sources = [str(path) for path in sorted(examples.glob("[0-9]-*"))]
    summary = json.loads(orbat_says("read", *sources).splitlines()[-1])["summary"]
    assert (summary["new"], summary["read"], summary["failed"]) == (len(sources), len(sources), 0)
    assert summary["claims"] > 0
    again = json.loads(orbat_says("read", *sources).splitlines()[-1])["summary"]
    assert (again["known"], again["read"]) == (len(sources), 0), "law 5"
    assert "Local Defence Forces" in orbat_says("who", "Liwa al-Baqir")
    with Casebook.open("orbat.db") as book:
        kept = book.kept()
    assert len(kept.claims) == summary["claims"]
    assert all(kept.quote(claim.evidence).strip() for claim in kept.claims.values()), "law 1"

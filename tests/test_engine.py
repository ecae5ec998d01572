"""Work in several processes is the work of one: same rows, same order, failures said, interrupts clean."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import EAST, WEST, FakeReader
from test_store import rows

from orbat.cli import run
from orbat.engine import Lost, each
from orbat.model import Document, Reading, Text
from orbat.pipeline import Step, read_sources
from orbat.store import Casebook

Capsys = pytest.CaptureFixture[str]


def work(item: int) -> int:
    """Doubles; the later of two neighbours is done first; 7 kills its process."""
    if item == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.02 * (item % 2 == 0))
    return item * 2


class DeadlyReader(FakeReader):
    """The tiny reader, whose process dies of one text as it would of too little memory."""

    def read(self, document: Document, text: Text) -> Reading:
        """As the tiny reader reads; "deadly" kills."""
        if "deadly" in text.body:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().read(document, text)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of reports, two of which fail."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"Report {number}. {WEST if number % 2 else EAST}")
    (folder / "05b.txt").write_text("An unreadable text.")
    (folder / "07b.txt").write_text("A text that breaks the reader.")
    return folder


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_order(workers: int) -> None:
    items = [n for n in range(40) if n != 7]
    assert list(each(work, iter(items), workers)) == [(n, n * 2) for n in items]
    assert list(each(work, (), workers)) == []


def test_a_killed_process_takes_one_item_with_it() -> None:
    made = dict(each(work, range(12), 2))
    lost = made.pop(7)
    assert isinstance(lost, Lost) and "SIGKILL" in lost.why
    assert made == {n: n * 2 for n in range(12) if n != 7}


def test_two_workers_keep_the_rows_of_one(tmp_path: Path, reports: Path) -> None:
    kept, summaries, steps = [], [], []
    for workers in (1, 2):
        place = tmp_path / f"{workers}.db"
        seen: list[Step] = []
        with Casebook.open(str(place)) as book:
            summary = read_sources(
                book, [str(reports)], FakeReader(), on_progress=seen.append, workers=workers
            )
        summaries.append(summary)
        steps.append(seen)
        kept.append(rows(place))
    assert summaries[0] == summaries[1] and (summaries[0].read, summaries[0].failed) == (12, 2)
    assert steps[0] == steps[1]
    for table in ("bodies", "texts", "mentions", "claims"):
        assert kept[0][table] == kept[1][table]
    assert [row[:3] for row in kept[0]["runs"]] == [row[:3] for row in kept[1]["runs"]]


def test_a_document_that_kills_its_process_is_a_failure(tmp_path: Path, reports: Path) -> None:
    (reports / "06b.txt").write_text("A deadly text.")
    with Casebook.open(str(tmp_path / "t.db")) as book:
        summary = read_sources(book, [str(reports)], DeadlyReader(), workers=2)
        assert (summary.new, summary.read, summary.failed) == (15, 12, 3)
        assert any("SIGKILL" in failure.reason for failure in book.failures())


def test_extract_in_two_processes_writes_what_one_does(tmp_path: Path, capsys: Capsys) -> None:
    lines = [json.dumps({"id": f"d{n}", "text": f"{n} men. {WEST}", "published": "2019"}) for n in range(4)]
    (tmp_path / "in.jsonl").write_text("\n".join([*lines[:2], "no JSON", "", *lines[2:]]))
    said = []
    for workers in "12":
        assert run(["extract", "--jsonl", str(tmp_path / "in.jsonl"), "--workers", workers]) == 1
        said.append(capsys.readouterr())
    assert said[0] == said[1]
    assert "line 3 is no JSON" in said[0].err
    assert len({json.loads(line)["document"] for line in said[0].out.splitlines()}) == 4


def test_an_interrupt_stops_every_process(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text(f"Report {number}. {WEST * 20}")
    command = [sys.executable, "-m", "orbat", "read", "--workers", "2", "--db", "t.db", "."]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=tmp_path, start_new_session=True, **pipes)  # type: ignore[call-overload]
    assert '"read"' in process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the parent and to those it started
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert said.split("\n")[1:-1] == [
        "orbat: interrupted; what was read is kept, run the same again to go on"
    ]
    with pytest.raises(ProcessLookupError):  # the last of them ends when it sees that the parent is gone
        for _ in range(100):
            os.killpg(process.pid, 0)
            time.sleep(0.1)

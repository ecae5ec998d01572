"""A process killed at any moment leaves a casebook that opens, is whole, and goes on to the same end."""

import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from test_store import rows

from orbat.store import Casebook

DOCUMENTS = 150
WORK = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from conftest import FakeReader, captured
from orbat.store import Casebook

reader = FakeReader()
with Casebook.open(sys.argv[1]) as book:
    print("open", flush=True)
    for n in range({DOCUMENTS}):
        claims = "The Western Brigade fights beside the River Guard. " * 20
        book.add_capture(*captured(f"Report {{n}}. " + claims, f"{{n}}.txt"))
    for document, text in book.unread(reader.name, reader.version, lambda d: ""):
        book.add_reading(reader.read(document, book.text(text)))
"""


def start(place: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WORK, str(place)], stdout=subprocess.PIPE, text=True)


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed.db", tmp_path / "disturbed.db"
    begun = time.monotonic()
    assert start(undisturbed).wait() == 0
    whole = time.monotonic() - begun
    seen, killed, moment = 0, 0, random.Random(7)
    for _ in range(8):
        process = start(disturbed)
        assert process.stdout and process.stdout.readline() == "open\n"
        time.sleep(moment.uniform(0, whole / 4))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        with Casebook.open(str(disturbed)) as book:
            counts = book.counts()
            assert counts.documents + counts.mentions >= seen, "what was kept stays kept"
            seen = counts.documents + counts.mentions
            assert len(book.kept().claims) == counts.claims
        check = sqlite3.connect(disturbed)
        assert check.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert check.execute("PRAGMA foreign_key_check").fetchall() == []
        check.close()
    assert killed >= 4, "the kills came while it worked"
    assert start(disturbed).wait() == 0
    assert timeless(disturbed) == timeless(undisturbed)


def timeless(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows but the times at which they were kept."""
    kept = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
    return {
        table: [tuple(v for v in r if not kept.fullmatch(str(v))) for r in held]
        for table, held in rows(place).items()
    }

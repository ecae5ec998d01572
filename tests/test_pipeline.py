"""The pipeline: what is given is captured, kept and read once; what fails is counted."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import EAST, WEST, FakeReader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store import rows

from orbat.capture import Overrides
from orbat.errors import StoreError
from orbat.model import Document, Mention, Reading, Span, Text
from orbat.pipeline import Step, Summary, read_sources
from orbat.resolve import entities
from orbat.store import Casebook
from orbat.weigh import findings

REPORTS = {"west.txt": WEST, "east.txt": EAST, "north.txt": "The North Guard fights beside the Old Column.\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports in a folder."""
    (tmp_path / "reports").mkdir()
    for name, words in REPORTS.items():
        (tmp_path / "reports" / name).write_text(words)
    return tmp_path / "reports"


def test_a_folder_is_captured_kept_and_read(casebook: Casebook, folder: Path, reader: FakeReader) -> None:
    summary = read_sources(casebook, [str(folder)], reader)
    assert summary == Summary(new=3, read=3, claims=3, mentions=7, rejects=1)
    assert casebook.counts().documents == casebook.counts().claims == 3
    assert all(run.at for run in casebook.kept().runs)


def test_law_5_reading_twice_is_reading_once(
    casebook: Casebook, place: Path, folder: Path, reader: FakeReader
) -> None:
    read_sources(casebook, [str(folder)], reader)
    before, asked = rows(place), reader.asked
    again = read_sources(casebook, [str(folder), str(folder / "west.txt")], reader)
    assert again == Summary(known=4)
    assert rows(place) == before
    assert reader.asked == asked


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sources=st.lists(st.sampled_from(sorted(REPORTS)), min_size=1, max_size=6))
def test_law_5_order_and_repetition_change_nothing(folder: Path, sources: list[str]) -> None:
    with Casebook.open(":memory:") as given_so, Casebook.open(":memory:") as once:
        for name in sources:
            read_sources(given_so, [str(folder / name)], FakeReader())
        read_sources(once, [str(folder / name) for name in sorted(set(sources))], FakeReader())
        assert given_so.kept().claims == once.kept().claims
        assert given_so.kept().mentions == once.kept().mentions


def test_a_new_version_reads_again(casebook: Casebook, folder: Path) -> None:
    read_sources(casebook, [str(folder)], FakeReader("1"))
    assert read_sources(casebook, [str(folder)], FakeReader("2")).read == 3
    assert casebook.counts().claims == 3


def test_law_7_one_bad_document_is_counted_and_the_rest_go_on(
    casebook: Casebook, folder: Path, reader: FakeReader
) -> None:
    (folder / "a.txt").write_text("This is unreadable.\n")
    (folder / "b.txt").write_text("This breaks the reader.\n")
    (folder / "c.txt").write_bytes(b"")
    steps: list[Step] = []
    summary = read_sources(casebook, ["missing.txt", str(folder)], reader, on_progress=steps.append)
    assert (summary.failed, summary.new, summary.read) == (4, 5, 3)
    reasons = {Path(f.uri).name: f.reason for f in casebook.failures()}
    assert reasons.keys() == {"a.txt", "b.txt", "c.txt", "missing.txt"}
    assert reasons["a.txt"] == "no sentence was found in it"
    assert "IndexError" in reasons["b.txt"]
    assert casebook.counts().unread == 2
    assert sum(step.outcome is not None and step.outcome.state == "failed" for step in steps) == 4
    assert [(s.done, s.total) for s in steps if s.stage == "read" and s.outcome][-1] == (5, 5)


def test_law_4_what_a_person_says_of_a_document_outlasts_reading_it_again(
    casebook: Casebook, folder: Path, reader: FakeReader
) -> None:
    west = str(folder / "west.txt")
    read_sources(casebook, [west], reader)
    read_sources(casebook, [west], reader, Overrides(author="Ana Writer"))
    assert read_sources(casebook, [str(folder)], reader).known == 1
    read_sources(casebook, [west], reader, Overrides(publisher="The Daily"))
    document = casebook.find_document("west.txt")
    assert (document.authors, document.source) == (("Ana Writer",), "The Daily")


def test_another_publication_date_is_another_reading(
    casebook: Casebook, folder: Path, reader: FakeReader
) -> None:
    west = str(folder / "west.txt")
    read_sources(casebook, [west], reader)
    assert read_sources(casebook, [west], reader, Overrides(published="2016-05")).read == 1
    assert read_sources(casebook, [west], reader).read == 0
    assert len(casebook.kept().runs) == 1


class Interrupted(FakeReader):
    def read(self, document: Document, text: Text) -> Reading:
        """Reads one document, then somebody presses Ctrl-C."""
        if self.asked:
            raise KeyboardInterrupt
        return FakeReader.read(self, document, text)


def test_an_interrupt_keeps_what_was_read(casebook: Casebook, folder: Path, reader: FakeReader) -> None:
    with pytest.raises(KeyboardInterrupt):
        read_sources(casebook, [str(folder)], Interrupted())
    assert (casebook.counts().documents, casebook.counts().unread) == (3, 2)
    assert read_sources(casebook, [str(folder)], reader) == Summary(
        known=3, read=2, claims=2, mentions=casebook.counts().mentions - 2, rejects=casebook.counts().rejects
    )


def test_a_full_disk_stops_the_work_and_loses_nothing(
    casebook: Casebook, folder: Path, reader: FakeReader
) -> None:
    read_sources(casebook, [str(folder)], reader)
    held = casebook.counts()
    (folder / "long.txt").write_text("The North Guard fights beside the Old Column.\n" * 5_000)
    pages = casebook._db.execute("PRAGMA page_count").fetchone()[0]
    casebook._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(StoreError, match="disk is full"):
        read_sources(casebook, [str(folder)], reader)
    assert casebook.counts() == held
    casebook._db.execute(f"PRAGMA max_page_count = {pages + 10_000}")
    assert read_sources(casebook, [str(folder)], reader).new == 1


class Careless(FakeReader):
    """Gives claims whose subject is a time, or a mention that it does not give."""

    def read(self, document: Document, text: Text) -> Reading:
        reading = super().read(document, text)
        when = Mention(Span(text.id, 0, 3), "time", "The", value="2020")
        (claim,) = reading.claims
        wrong = replace(claim, subject=when.id), replace(claim, place=("mention-0",))
        return replace(reading, mentions=(*reading.mentions, when), claims=(claim, *wrong))


def test_law_7_a_claim_that_no_view_could_show_is_a_reject(casebook: Casebook, folder: Path) -> None:
    summary = read_sources(casebook, [str(folder / "west.txt")], Careless())
    assert (summary.claims, summary.rejects) == (1, 3)
    kept = casebook.kept()
    assert {c for f in findings(kept, entities(kept)) for c in f.supported} == set(kept.claims)
    reasons = [r for run in kept.runs for r in run.rejects if "no mention" in r.reason]
    assert [r.words for r in reasons] == ["Western Brigade fights beside the River Guard"] * 2

"""The casebook: append-only, one row for one thing, all or nothing, clear words for what is wrong."""

import multiprocessing
import sqlite3
from pathlib import Path

import pytest
from conftest import EAST, WEST, FakeReader, captured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orbat.errors import NotFoundError, StoreError
from orbat.model import Decision, Document, Mention, Reading, Run, Span
from orbat.store import Casebook
from orbat.store import sql as store_sql
from orbat.store.words import excerpt

TABLES = ("bodies", "texts", "documents", "runs", "mentions", "claims", "decisions", "failures")


def plain(document: Document) -> str:
    return ""


def rows(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept."""
    db = sqlite3.connect(place)
    held = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    db.close()
    return held


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {0} SET rowid = rowid + 100", "DELETE FROM {0}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"],
)
def test_law_2_nothing_kept_is_changed_or_deleted(
    filled: Casebook, place: Path, table: str, statement: str
) -> None:
    filled.add_decision(Decision("mention-1", "same", "ana", "2020-01-01", "mention-2"))
    filled.add_failure("missing.txt", "not there")
    before = rows(place)
    assert before[table]
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        filled._db.execute(statement.format(table))
    assert rows(place) == before


def test_law_1_every_claim_quotes_the_kept_text(filled: Casebook) -> None:
    kept = filled.kept()
    assert {kept.quote(claim.evidence) for claim in kept.claims.values()} == {
        "Western Brigade fights beside the River Guard",
        "Eastern Column fights beside the Western Brigade",
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from([WEST, EAST]), min_size=1, max_size=6))
def test_law_5_keeping_twice_is_keeping_once(
    tmp_path_factory: pytest.TempPathFactory, order: list[str]
) -> None:
    place = tmp_path_factory.mktemp("order") / "test.db"
    with Casebook.open(str(place)) as book:
        for seen, body in enumerate(order):
            document, data, text = captured(body, f"{body[4:8]}.txt", retrieved=f"2020-01-0{seen + 1}")
            new = body not in order[:seen]
            assert book.add_capture(document, data, text) is new
            assert book.add_reading(FakeReader().read(document, text)) is new
        assert book.counts().documents == book.counts().claims == len(set(order))


def test_what_is_kept_comes_back_as_it_was(filled: Casebook, reader: FakeReader) -> None:
    document, data, text = captured(WEST)
    assert filled.text(text.id) == filled.text(document.id) == text
    assert filled.body(document) == data
    assert filled.reading(text.id) == reader.read(document, text)
    assert filled.kept_of(document).claims.items() <= filled.kept().claims.items()


def test_the_last_capture_and_the_last_run_are_current(filled: Casebook) -> None:
    document, data, text = captured(WEST, title="Corrected")
    assert filled.add_capture(document, data, text)
    assert filled.kept().documents[document.id].title == "Corrected"
    assert filled.counts().documents == 2
    assert filled.has_run(text.id, "fake", "1")
    assert filled.add_reading(Reading(Run(text.id, "fake", "2")))
    assert not filled.has_run(text.id, "fake", "1")
    assert len(filled.kept().claims) == 1
    assert filled.add_reading(FakeReader("1").read(document, text)), "back to the first version"
    assert len(filled.kept().claims) == 2


def test_unread_names_what_this_reader_has_not_read(filled: Casebook) -> None:
    assert filled.unread("fake", "1", plain) == []
    assert [document.uri for document, _ in filled.unread("fake", "2", plain)] == ["west.txt", "east.txt"]
    assert [d.uri for d, _ in filled.unread("fake", "1", lambda d: d.title or "")] == ["east.txt"]


def test_a_decision_is_kept_once(casebook: Casebook) -> None:
    decision = Decision("mention-1", "same", "ana", "2020-01-01", "mention-2", "same leader")
    assert casebook.add_decision(decision)
    assert not casebook.add_decision(decision)
    assert casebook.kept().decisions == (decision,)


def test_law_7_a_failure_stands_until_its_address_is_read(casebook: Casebook, reader: FakeReader) -> None:
    casebook.add_failure("west.txt", "not there")
    casebook.add_failure("west.txt", "still not there")
    assert [(f.uri, f.reason) for f in casebook.failures()] == [("west.txt", "still not there")]
    assert casebook.counts().failures == 1
    document, data, text = captured(WEST)
    casebook.add_capture(document, data, text)
    assert casebook.counts().failures == casebook.counts().unread == 1
    casebook.add_reading(reader.read(document, text))
    assert casebook.counts().failures == casebook.counts().unread == 0
    assert casebook.counts().rejects == 1


def test_bytes_document_and_text_must_belong_together(casebook: Casebook) -> None:
    document, data, text = captured(WEST)
    with pytest.raises(StoreError, match="belong together"):
        casebook.add_capture(document, data + b"!", text)
    assert casebook.counts().documents == 0


@pytest.mark.parametrize("wanted", ["west.txt", "west", "News from the east", "the EAST", "east"])
def test_a_document_is_found_by_name_or_title(filled: Casebook, wanted: str) -> None:
    found = filled.find_document(wanted)
    assert found.uri == ("west.txt" if wanted.startswith("west") else "east.txt")
    assert filled.find_document(found.id) == filled.find_document(found.id[:10]) == found


def test_an_unknown_or_ambiguous_document_says_what_there_is(filled: Casebook) -> None:
    with pytest.raises(NotFoundError, match="News from the east"):
        filled.find_document("News of the west")
    filled.add_capture(*captured("Other words.", "b/west.txt"))
    with pytest.raises(NotFoundError, match=r"fits 2 documents.*doc-"):
        filled.find_document("west.txt".upper())


def test_names_that_no_encoding_holds_are_kept(casebook: Casebook) -> None:
    document, data, text = captured(WEST, "caf\udce9\x00.txt", title="\ud800")
    assert casebook.add_capture(document, data, text)
    assert not casebook.add_capture(document, data, text)
    assert casebook.kept().documents[document.id] == document


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("قال قائد لِواءُ البـاقر إن المعركة", "لواء الباقر"),
        ("أعلنت كتائب القُدس", "اعلنت القدس"),
        ("The Liwā’ al-Bāqir fights", "liwa baqir"),
        ("Müller's unit", 'MULLER "unit'),
    ],
)
def test_search_finds_words_whatever_their_marks(casebook: Casebook, body: str, words: str) -> None:
    document, data, text = captured("Preface. " * 60 + body)
    casebook.add_capture(document, data, text)
    start = text.body.index(body[:3])
    mention = Mention(Span(text.id, start, len(text.body)), "group", body)
    casebook.add_reading(Reading(Run(text.id, "fake", "1"), (mention,)))
    (hit,) = casebook.search(words)
    assert hit.excerpt == text.body[hit.start : hit.end]
    assert body.rsplit(maxsplit=1)[-1] in hit.excerpt
    assert hit.names == (body,)


@given(st.text())
def test_no_search_is_a_syntax_error(words: str) -> None:
    with Casebook.open(":memory:") as book:
        assert book.search(words) == []


@given(st.text(), st.text())
def test_an_excerpt_lies_within_the_text(text: str, words: str) -> None:
    start, end = excerpt(text, words)
    assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://host/db", "sqlite:///"),
        ("{0}/missing/test.db", "folder is missing"),
        ("{0}", "is a folder"),
        ("{0}/notes.txt", "is no casebook"),
        ("{0}/other.db", "is no casebook of Orbat"),
        ("{0}/newer.db", "newer Orbat"),
        ("/proc/orbat.db", "folder is missing or read-only"),
    ],
)
def test_what_cannot_be_opened_says_why_in_one_line(tmp_path: Path, url: str, words: str) -> None:
    (tmp_path / "notes.txt").write_text("Notes that are no database. " * 100)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE birds (name)")
    other.close()
    with Casebook.open(str(tmp_path / "newer.db")) as book:
        book._db.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=words) as caught:
        Casebook.open(url.format(tmp_path))
    assert "\n" not in str(caught.value)
    assert (tmp_path / "notes.txt").read_text().startswith("Notes that are no database.")


def test_a_missing_casebook_is_not_made_where_only_looking(place: Path) -> None:
    with pytest.raises(StoreError, match="orbat read"):
        Casebook.open(str(place), create=False)
    assert not place.exists()


def test_a_url_and_a_path_open_the_same(place: Path) -> None:
    Casebook.open(str(place)).close()
    with Casebook.open(f"sqlite:///{place}", create=False) as book:
        assert book.counts().documents == 0


def test_a_migration_is_made_whole_or_not_at_all(
    filled: Casebook, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.close()
    before, first = rows(place), store_sql._migrations()
    bad, good = "CREATE TABLE notes (x);\nCREATE TABLE notes (x);\n", "CREATE TABLE notes (x);\n"
    with monkeypatch.context() as newer:
        newer.setattr(store_sql, "_migrations", lambda: (*first, bad))
        with pytest.raises(StoreError, match="notes already exists"):
            Casebook.open(str(place))
    Casebook.open(str(place)).close()
    with monkeypatch.context() as newer:
        newer.setattr(store_sql, "_migrations", lambda: (*first, good))
        Casebook.open(str(place)).close()
    assert rows(place) == before
    with pytest.raises(StoreError, match="newer Orbat"):
        Casebook.open(str(place))


def test_a_read_only_casebook_is_refused_before_anything_is_lost(filled: Casebook, place: Path) -> None:
    filled._db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="read-only"):
        filled.add_failure("x", "y")
    assert filled.counts().documents == 2


def test_a_locked_casebook_says_so(filled: Casebook, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_sql, "BUSY_SECONDS", 0.05)
    filled._db.execute("BEGIN IMMEDIATE")
    with Casebook.open(str(place)) as second:
        assert second.counts().documents == 2, "looking goes on while another writes"
        with pytest.raises(StoreError, match="locked by another program"):
            second.add_failure("x", "y")
    filled._db.execute("ROLLBACK")


def test_a_full_disk_loses_nothing(filled: Casebook, place: Path) -> None:
    pages = filled._db.execute("PRAGMA page_count").fetchone()[0]
    filled._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    before = rows(place)
    with pytest.raises(StoreError, match="disk is full"):
        filled.add_capture(*captured("A long report. " * 10_000, "long.txt"))
    assert rows(place) == before
    filled._db.execute(f"PRAGMA max_page_count = {pages + 10_000}")
    assert filled.add_capture(*captured("A long report. " * 10_000, "long.txt"))


def test_damage_is_said(filled: Casebook, place: Path) -> None:
    filled.close()
    data = bytearray(place.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    place.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"), Casebook.open(str(place)) as book:
        book.kept()


def _open(place: str) -> int:
    with Casebook.open(place) as book:
        return book.counts().documents


def test_many_may_make_one_casebook_at_once(place: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(_open, [str(place)] * 12, chunksize=1) == [0] * 12

"""An answer from the worked-out tables is the answer from everything kept, whatever is dropped or stale."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from gold_kept import GOLD

from orbat.answers import Answers
from orbat.errors import NotFoundError
from orbat.pipeline import read_sources
from orbat.read import load_reader
from orbat.store import Casebook
from orbat.views import Reach, Worked, disputes, gaps, network, profile, tree, work_out
from orbat.weigh import Dates

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("[1-9]-*"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The example reports, and the gold texts where they are, read into a casebook."""
    sources = [str(p) for p in (*EXAMPLES, *sorted(GOLD.glob("*.txt"))[:8])]
    with Casebook.open(str(tmp_path_factory.mktemp("answers") / "test.db")) as casebook:
        read_sources(casebook, sources, load_reader())
        yield casebook


@pytest.fixture(scope="module")
def whole(book: Casebook) -> Worked:
    """Everything worked out from everything kept."""
    return work_out(book.kept())


def test_every_profile_is_that_of_the_whole_casebook(book: Casebook, whole: Worked) -> None:
    answers = Answers(book)
    for entity in whole.index.entities:
        assert answers.profile(entity) == profile(whole, entity)


def test_near_names(book: Casebook) -> None:
    with pytest.raises(NotFoundError, match="Baqir"):
        Answers(book).profile("Liwa al-Bakirr")


def test_every_tree_and_network_is_that_of_the_whole_casebook(book: Casebook, whole: Worked) -> None:
    answers = Answers(book)
    for entity in whole.index.entities:
        assert answers.tree(entity) == tree(whole, entity)
        assert answers.tree(entity, below=True) == tree(whole, entity, True)
        for reach in (Reach(), Reach(2, limit=12), Reach(2, ("part_of", "led_by"))):
            assert answers.network(entity, reach) == network(whole, entity, reach)


def test_the_disputes_are_those_of_the_whole_casebook(book: Casebook, whole: Worked) -> None:
    found = Answers(book).disputes()
    assert found and found == disputes(whole) == Answers(book).disputes()


@pytest.mark.parametrize("dates", [Dates("2016-03"), Dates(None, "2016-06"), Dates("2015", "2018-01-01")])
def test_so_are_those_of_a_day(book: Casebook, dates: Dates) -> None:
    answers, then = Answers(book), work_out(book.kept(), dates=dates)
    assert answers.disputes(dates) == disputes(then)
    for entity in list(then.index.entities)[:60]:
        assert answers.profile(entity, dates) == profile(then, entity)
        assert answers.tree(entity, dates) == tree(then, entity)


def test_gaps_are_those_of_the_whole_casebook(book: Casebook, whole: Worked) -> None:
    for entity in whole.index.entities:
        assert Answers(book).gaps(entity) == gaps(whole, entity)


def test_what_is_disputed_in_a_profile_is_among_all_that_is(book: Casebook, whole: Worked) -> None:
    every = disputes(whole)
    for entity in whole.index.entities:
        assert all(found in every for found in Answers(book).disputes_of(entity))


def test_tables_that_are_dropped_are_made_again_and_answer_the_same(book: Casebook, whole: Worked) -> None:
    answers = Answers(book)
    entity = max(whole.index.entities.values(), key=lambda e: (e.mentioned, e.id)).id

    def asked() -> tuple[object, ...]:
        return answers.profile(entity), answers.tree(entity), answers.network(entity), answers.disputes()

    before = asked()
    book.worked.drop()
    assert asked() == before

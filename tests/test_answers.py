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
from orbat.views import Worked, profile, work_out

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

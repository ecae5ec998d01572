"""What the issue of the first reader asks of `orbat who` after reading the seed report.

Law: each line is looked for with its quote and its voices.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from orbat.capture import Overrides
from orbat.model import Kept
from orbat.pipeline import read_sources
from orbat.read import load_reader
from orbat.store import Casebook
from orbat.views import Line, Profile, profile

SEED = Path(__file__).resolve().parents[2] / "shared/gold/liwa-al-baqir.txt"
AUTHOR = "Aymenn Jawad Al-Tamimi"
GROUP = "Liwa al-Baqir"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/gold")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A fresh casebook of the seed."""
    with Casebook.open(str(tmp_path_factory.mktemp("seed") / "seed.db")) as casebook:
        about = Overrides(publisher="MECRA", published="2018-05-21")
        summary = read_sources(casebook, [str(SEED)], load_reader(), about)
        assert (summary.read, summary.failed) == (1, 0)
        return casebook.kept()


@pytest.fixture(scope="module")
def group(kept: Kept) -> Profile:
    return profile(kept, GROUP)


def lines(found: Profile, fits: Callable[[Line], bool]) -> list[Line]:
    """The lines that fit; each has a quote and says who says so."""
    fitting = [x for x in found.lines if fits(x)]
    assert fitting, [f"{x.label} {x.text}" for x in found.lines]
    assert all(x.citations and all(c.quote and c.voices for c in x.citations) for x in fitting)
    return fitting


def voices(found: list[Line]) -> str:
    return "; ".join(c.voices for x in found for c in x.citations)


def test_under_the_ldf(group: Profile) -> None:
    found = lines(group, lambda x: x.predicate == "part_of" and x.text.startswith("Local Defence Forces"))
    assert AUTHOR in voices(found)


def test_the_leader(group: Profile) -> None:
    found = lines(group, lambda x: x.predicate == "led_by" and "Khalid al-Hassan" in x.text)
    assert AUTHOR in voices(found)


def test_the_clan(group: Profile) -> None:
    found = lines(group, lambda x: x.predicate in ("recruits_from", "linked_to") and "al-Bekara" in x.text)
    assert f"{AUTHOR} (hedged)" in voices(found)


def test_hezbollah(group: Profile) -> None:
    found = lines(group, lambda x: x.predicate in ("allied_with", "linked_to") and "Hezbollah" in x.text)
    assert f"{AUTHOR}, relaying {GROUP}" in voices(found)


def test_246_as_of_21_march_2016(group: Profile) -> None:
    found = lines(group, lambda x: x.predicate == "casualties" and x.text.startswith("246"))
    assert {x.edtf for x in found} == {"2016-03-21"}
    assert f"{AUTHOR}, relaying {GROUP}" in voices(found)


@pytest.mark.parametrize("figure", ["at least 15 killed", "5 killed"])
def test_the_smaller_figures_beside_246(figure: str, group: Profile) -> None:
    found = lines(group, lambda x: x.predicate == "casualties" and x.text.startswith(figure))
    assert f"{AUTHOR}, relaying {GROUP}" in voices(found)
    assert not any(d.rule == "figures differ" for x in found for d in x.disputes)


def test_50_000_with_the_authors_doubt(kept: Kept) -> None:
    ldf = profile(kept, "LDF")
    found = lines(ldf, lambda x: x.predicate == "strength" and x.text.startswith("50,000"))
    assert f"{AUTHOR}, doubting representative of Katibat al-Nayrab" in voices(found)
    assert any(d.rule == "doubted by the author" for x in found for d in x.disputes)
    assert any(d.rule == "doubted by the author" for d in ldf.disputed)


def test_two_accounts_of_the_brothers_death(group: Profile) -> None:
    (found,) = [d for d in group.disputed if d.rule == "two accounts of one death"]
    assert "brother" in found.subject
    told = " ".join(side.text for side in found.sides)
    assert "martyrdom" in told and "assassination" in told


def test_october_of_last_year_is_2015(group: Profile) -> None:
    lines(group, lambda x: (x.edtf or "").startswith("2015-10"))


def test_no_october_2017(kept: Kept, group: Profile) -> None:
    """Nor for anybody else in the text."""
    dates = [c.period.edtf() for c in kept.claims.values() if c.period]
    assert dates and not any("2017-10" in d for d in [*dates, *(x.edtf or "" for x in group.lines)])

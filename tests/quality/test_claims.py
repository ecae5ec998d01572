"""Floors under the claims that the installed command reads from ../shared/gold. They only rise.

Each set is read by one run of `orbat extract --jsonl - --as claims`, as the issue's musts are measured.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD, SCORER = SHARED / "gold", SHARED / "score" / "score_claims.py"
SEED = "liwa-al-baqir"
# What is measured, the files of ../shared/gold, and the least that each score may be.
FLOORS = [
    ("seed", f"{SEED}.*", {"f1": 0.625, "voices_right": 0.88, "dates_right": 0.95}),
    (
        "all gold",
        "*",
        {"f1": 0.415, "core_f1": 0.47, "voices_right": 0.885, "dates_right": 0.89, "places_right": 0.73},
    ),
]
Scores = Mapping[str, float]

pytestmark = pytest.mark.skipif(
    not (GOLD.exists() and SCORER.exists()), reason="needs ../shared/gold and ../shared/score"
)


@pytest.fixture(scope="session")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Scores]:
    """The scorer's figures of each set."""
    found = {}
    for name, files, _ in FLOORS:
        folder = tmp_path_factory.mktemp("gold")
        for file in GOLD.glob(files):
            shutil.copy(file, folder)
        orbat = Path(sys.executable).with_name("orbat")
        command = [sys.executable, str(SCORER), str(folder), "--json", "--run"]
        command.append(f"{orbat} extract --jsonl - --as claims")
        done = subprocess.run(command, capture_output=True, text=True, timeout=280)
        assert done.returncode == 0, done.stderr
        found[name] = json.loads(done.stdout)
        print(name, found[name])
    return found


@pytest.mark.parametrize(
    ("name", "score", "floor"), [(name, *row) for name, _, floors in FLOORS for row in floors.items()]
)
def test_claims_stay_above_their_floors(
    name: str, score: str, floor: float, scores: Mapping[str, Scores]
) -> None:
    assert scores[name][score] >= floor, scores[name]


@pytest.mark.parametrize("name", [name for name, *_ in FLOORS])
def test_law_1_no_quote_that_is_not_in_its_text(name: str, scores: Mapping[str, Scores]) -> None:
    assert scores[name]["quotes_not_in_text"] == 0

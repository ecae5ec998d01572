"""Floors of mentions and relations on re3d: over all, and over what no model learnt from. They only rise."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.quality.halves import SHARED, half_of

BENCH, SCORER = SHARED / "bench" / "re3d.jsonl", SHARED / "score" / "score_reading.py"
FLOORS = {
    "all": {"overlap": 0.73, "exact": 0.605, "named_recall": 0.895, "relations": 0.445},
    "unseen": {"overlap": 0.725, "exact": 0.615, "named_recall": 0.905, "relations": 0.39},
}


def _score(gold: Path, read: Path) -> dict[str, float]:
    def of(track: str) -> Any:
        command = [sys.executable, str(SCORER), track, str(gold), str(read)]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    every = of("mentions")["all"]
    return {
        "overlap": every["overlap"]["f1"],
        "exact": every["exact"]["f1"],
        "named_recall": every["named_recall"],
        "relations": of("relations")["recall"],
    }


@pytest.mark.skipif(
    not (BENCH.exists() and SCORER.exists()), reason="needs ../shared/bench and ../shared/score"
)
def test_mentions_stay_above_their_floors(tmp_path: Path) -> None:
    orbat = Path(sys.executable).with_name("orbat")
    read, unseen = tmp_path / "read.jsonl", tmp_path / "unseen.jsonl"
    command = [str(orbat), "extract", "--jsonl", str(BENCH), "--as", "reading"]
    read.write_text(subprocess.run(command, capture_output=True, text=True, check=True).stdout, "utf-8")
    lines = BENCH.read_text("utf-8").splitlines(keepends=True)
    unseen.write_text("".join(x for x in lines if half_of(json.loads(x), BENCH.name) == "test"), "utf-8")
    scores = {"all": _score(BENCH, read), "unseen": _score(unseen, read)}
    print(scores)
    low = {(p, n) for p, floors in FLOORS.items() for n, floor in floors.items() if scores[p][n] < floor}
    assert not low, scores

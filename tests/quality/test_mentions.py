"""Floors for mentions on re3d: over all, and over the half whose errors nobody listed. They only rise."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
BENCH, SCORER = SHARED / "bench" / "re3d.jsonl", SHARED / "score" / "score_reading.py"
FLOORS = {
    "all": {"overlap": 0.685, "exact": 0.57, "named_recall": 0.85},
    "half": {"overlap": 0.66, "exact": 0.545, "named_recall": 0.825},
}


def _score(gold: Path, read: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, str(SCORER), "mentions", str(gold), str(read)],
        capture_output=True,
        text=True,
        check=True,
    )
    every = json.loads(done.stdout)["all"]
    return {
        "overlap": every["overlap"]["f1"],
        "exact": every["exact"]["f1"],
        "named_recall": every["named_recall"],
    }


@pytest.mark.skipif(
    not (BENCH.exists() and SCORER.exists()), reason="needs ../shared/bench and ../shared/score"
)
def test_mentions_stay_above_their_floors(tmp_path: Path) -> None:
    orbat = Path(sys.executable).with_name("orbat")
    read, half = tmp_path / "read.jsonl", tmp_path / "half.jsonl"
    command = [str(orbat), "extract", "--jsonl", str(BENCH), "--as", "reading"]
    read.write_text(subprocess.run(command, capture_output=True, text=True, check=True).stdout, "utf-8")
    lines = BENCH.read_text("utf-8").splitlines(keepends=True)
    odd = [x for x in lines if int(hashlib.sha256(json.loads(x)["id"].encode()).hexdigest(), 16) % 2]
    half.write_text("".join(odd), "utf-8")
    scores = {"all": _score(BENCH, read), "half": _score(half, read)}
    print(scores)
    low = {(p, n) for p, floors in FLOORS.items() for n, floor in floors.items() if scores[p][n] < floor}
    assert not low, scores

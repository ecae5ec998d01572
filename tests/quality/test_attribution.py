"""Floors for reports of speech, measured on PolNeAR's development part. They only rise."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from orbat.model import Text
from orbat.read.attribution import find_attributions, outermost
from orbat.read.nlp import parse

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
BENCH, SCORER = SHARED / "bench" / "polnear-dev.jsonl", SHARED / "score" / "score_reading.py"
FLOORS = {"content": 0.70, "source_and_content": 0.635}


@pytest.mark.skipif(
    not (BENCH.exists() and SCORER.exists()), reason="needs ../shared/bench and ../shared/score"
)
def test_attributions_stay_above_their_floors(tmp_path: Path) -> None:
    read = tmp_path / "read.jsonl"
    with read.open("w", encoding="utf-8") as out:
        for line in BENCH.read_text("utf-8").splitlines():
            document = json.loads(line)
            rows = [
                {
                    "content": passage.span(*a.content),
                    "source": a.source and passage.span(*a.source),
                    "cue": a.cue and passage.span(*a.cue),
                }
                for passage in parse(Text(document["id"], "plain", document["text"]))
                for a in outermost(find_attributions(passage.doc))
            ]
            out.write(json.dumps({"id": document["id"], "attributions": rows}) + "\n")
    done = subprocess.run(
        [sys.executable, str(SCORER), "attributions", str(BENCH), str(read)],
        capture_output=True,
        text=True,
        check=True,
    )
    scores = json.loads(done.stdout)
    print(scores)
    assert scores["missing"] == 0
    assert {name: scores[name]["f1"] >= floor for name, floor in FLOORS.items()} == dict.fromkeys(
        FLOORS, True
    ), scores

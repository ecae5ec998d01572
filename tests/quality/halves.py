"""The two halves of a benchmark: where rules were worked out or a model learnt, and where they are measured.

Law: a document is in one half by its id alone; of re3d, whose texts the model learnt from in part, by whether
it is one of those (`training.train --hold even`, which leaves out what its hash says).
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
HALVES = ("all", "development", "test")
HELD = (0, 2)  # of ten, by the hash of a document's id: what the model did not learn from


def hashed(name: str) -> int:
    """A number that only the name decides."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


@cache
def learnt() -> frozenset[str]:
    """The texts that the shipped model learnt from."""
    lines = (SHARED / "train" / "train.jsonl").read_text("utf-8").splitlines()
    every = map(json.loads, lines)
    return frozenset(d["text"].strip() for d in every if hashed(d["id"]) % 10 not in HELD)


def half_of(document: dict[str, Any], file: str = "") -> str:
    """The half that a document of a benchmark's file is in."""
    if file == "re3d.jsonl":
        return HALVES[1] if document["text"].strip() in learnt() else HALVES[2]
    return HALVES[1 + hashed(document["id"]) % 2]

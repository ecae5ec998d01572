"""How well names are compared and found, on ../shared/bench: the figures of the issue, and of peers.

Law: every figure is of the installed commands, and each half stands by itself. Pairs are cut in two by a hash
of the pair, the list by a hash of the entry's id; rules were worked out on the development halves.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.quality.halves import HALVES, SHARED, hashed

PAIRS, LIST = SHARED / "bench/name-pairs.jsonl", SHARED / "bench/un-list.jsonl"
ORBAT = str(Path(sys.executable).with_name("orbat"))
PEOPLE = "synth_people"
LONG = 10  # letters: a shorter alias, like The Doctor, seldom has those of its entry's other names
Row = Mapping[str, Any]
Named = tuple[str, str, str]  # an entry's id and kind, a name
Scores = dict[str, dict[str, float]]
Compare = Callable[[str, str, str], float]  # two names and a schema


def half_of(key: str) -> str:
    """The half that a pair or an entry is in."""
    return HALVES[1 + hashed(key) % 2]


@cache
def rows_of(path: Path) -> tuple[Row, ...]:
    """The lines of a file."""
    return tuple(json.loads(line) for line in path.read_text("utf-8").split("\n") if line)


def _run(*command: str) -> list[Row]:
    done = subprocess.run([ORBAT, "names", *command], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def f1_of(says: Sequence[bool]) -> Scores:
    """F1 of saying which pairs of the file, in order, are one, by half: of all, and of people made up."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row, said in zip(rows_of(PAIRS), says, strict=True):
        true = row["is_match"] == "true"
        half = half_of("|".join(sorted((row["name1"], row["name2"]))))
        groups = ["f1", "people_f1"] if row["case_group"] == PEOPLE else ["f1"]
        for group in groups:
            for part in ("all", half):
                counts[part, group][0] += true and said
                counts[part, group][1] += said
                counts[part, group][2] += true
    scores: Scores = {half: {} for half in HALVES}
    for (half, group), (both, said, true) in counts.items():
        scores[half][group] = 2 * both / (said + true)
    return scores


def pairs() -> Scores:
    """Orbat's figures on the pairs, at the threshold it ships with."""
    return f1_of([row["match"] for row in _run("compare", "--jsonl", str(PAIRS))])


def peer_pairs(compare: Compare, threshold: float) -> Scores:
    """Another tool's figures on the pairs."""
    return f1_of([compare(r["name1"], r["name2"], r["schema"]) >= threshold for r in rows_of(PAIRS)])


def _all_names() -> tuple[list[Named], list[Named]]:
    """The names of all entries, and those of them that are asked for."""
    names = [(r["id"], r["kind"], n) for r in rows_of(LIST) for n in (r["name"], *r["aliases"])]
    return names, [(r["id"], r["kind"], n) for r in rows_of(LIST) for n in r["aliases"]]


def _by_length(asked: Sequence[Named], found: Sequence[tuple[str, list[str]]]) -> Scores:
    """The figures of all aliases and of the long ones."""
    long = _hits([each for each, (_, _, name) in zip(found, asked, strict=True) if len(name) > LONG])
    return {
        half: {**scores, **{f"long {name}": value for name, value in long[half].items()}}
        for half, scores in _hits(found).items()
    }


def aliases() -> Scores:
    """Whether an alias finds its entry among all other names of all entries."""
    names, asked = _all_names()
    among = [
        {"id": f"{number} {id_}", "kind": kind, "names": [n]} for number, (id_, kind, n) in enumerate(names)
    ]
    number = {triple: str(i) for i, triple in reversed(list(enumerate(names)))}
    queries = [{"id": i, "name": n, "kind": kind} for i, (_, kind, n) in enumerate(asked)]
    found = []
    for (id_, kind, name), hits in zip(asked, _search(among, queries, 60), strict=True):
        own = number[id_, kind, name]  # the alias itself is taken out of what it finds
        others = [h.split(" ")[1] for h in hits if h.split(" ")[0] != own]
        found.append((id_, list(dict.fromkeys(others))))
    return _by_length(asked, found)


def rapidfuzz_aliases() -> Scores:
    """The same by rapidfuzz's ratio, the best of its scorers: token_sort, token_set and WRatio do worse."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    names, asked = _all_names()
    plain = [utils.default_process(name) for _, _, name in names]
    among = [np.array([kind == each[1] for each in names]) for kind in ("person", "group")]
    number = {triple: i for i, triple in reversed(list(enumerate(names)))}
    found = []
    for triple in asked:
        likeness = process.cdist([plain[number[triple]]], plain, scorer=fuzz.ratio)[0]
        likeness[~among[triple[1] == "group"]] = -1
        likeness[number[triple]] = -1
        order = np.argsort(-likeness, kind="stable")[:60]
        found.append((triple[0], list(dict.fromkeys(names[i][0] for i in order))))
    return _by_length(asked, found)


def scripts() -> Scores:
    """Whether a name in its original script finds the Latin primary name of its entry among all of them."""
    among = [{"id": r["id"], "kind": r["kind"], "names": [r["name"]]} for r in rows_of(LIST)]
    asked = [r for r in rows_of(LIST) if r["original_script"]]
    queries = [{"id": r["id"], "name": r["original_script"], "kind": r["kind"]} for r in asked]
    return _hits([(r["id"], hits) for r, hits in zip(asked, _search(among, queries, 5), strict=True)])


def _search(among: Sequence[Row], queries: Sequence[Row], top: int) -> Iterator[list[str]]:
    """The ids that each query finds."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "names.jsonl"), Path(folder, "queries.jsonl")
        for file, rows in zip(files, (among, queries), strict=True):
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        found = _run("search", "--among", str(files[0]), "--jsonl", str(files[1]), "--top", str(top))
    for row in found:
        yield [hit["id"] for hit in row["hits"]]


def _hits(found: Sequence[tuple[str, list[str]]]) -> Scores:
    scores: Scores = {}
    for half in HALVES:
        ranked = [(id_, ids) for id_, ids in found if half in ("all", half_of(id_))]
        scores[half] = {
            f"hit@{top}": sum(id_ in ids[:top] for id_, ids in ranked) / len(ranked) for top in (1, 5)
        }
    return scores


def rapidfuzz_pairs() -> Scores:
    """rapidfuzz's token_sort_ratio at 0.85, where it does best on the development half."""
    from rapidfuzz import fuzz, utils

    return peer_pairs(
        lambda a, b, _: fuzz.token_sort_ratio(a, b, processor=utils.default_process) / 100, threshold=0.85
    )


def nomenklatura_pairs() -> Scores | None:
    """nomenklatura's logic-v2 at its own threshold of 0.70; None where it is not installed."""
    if importlib.util.find_spec("nomenklatura") is None:
        return None
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    assert algorithm is not None
    config = algorithm.default_config()
    count = iter(range(1 << 30))

    def compare(one: str, other: str, schema: str) -> float:
        made = []
        for name in (one, other):
            entity = model.make_entity(schema)
            entity.id = str(next(count))  # it remembers names by the entity's id
            entity.add("name", name)
            made.append(entity)
        return float(algorithm.compare(made[0], made[1], config).score)

    return peer_pairs(compare, threshold=0.70)

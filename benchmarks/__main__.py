"""Speed and memory beside what they must be: `make bench` or `python -m benchmarks`.

Law: every figure is the median of fresh processes, as a user meets them.
The exit code is 1 where a must is missed.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
SEED = ROOT.parent / "shared/gold/liwa-al-baqir.txt"
REPORT = SEED if SEED.exists() else ROOT / "examples/1-profile.md"
GROUP = "Liwa al-Baqir"
ORBAT = [str(Path(sys.executable).with_name("orbat"))]
RUNS = 5
LONG_RUNS = 3  # of what takes half a minute
REPORTS = 60  # enough that loading the models twice is a small part of the time
SIZES = {10_000: 60.0, 100_000: 300.0}  # mentions, of a fifth as many entities: the most seconds
WRONG = 0.1  # per cent of mentions
PAIRS = 50_000
NAMES: dict[int, dict[str, float]] = {  # names in an index: the most seconds, MB, and ms for a search
    10_000: {},
    100_000: {"search": 20},
    1_000_000: {"build": 300, "megabytes": 4096},
}
CLAIMS: dict[int, dict[str, float]] = {  # claims on a twentieth as many entities: the most ms for a question
    10_000: {},
    100_000: {"profile": 150, "tree": 300, "network": 500, "disputes": 2000},
    1_000_000: {"profile": 400},
}
ASKED = {
    "first": "the first question after a reading",
    "profile": "a profile",
    "largest": "the profile of the group named most",
    "tables": "working out all lines and disputes",
    "tree": "the tree of 500 units as of a date",
    "network": "the network of 2 steps around a big group",
    "disputes": "the list of all disputes",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `most`, `least`: what is allowed, in the same unit (None: no limit is set)."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def missed(self) -> bool:
        over = self.most is not None and self.value > self.most
        return over or (self.least is not None and self.value < self.least)

    @property
    def must(self) -> str:
        if self.least is not None:
            return f"at least {self.least:,g} {self.unit}"
        return "" if self.most is None else f"at most {self.most:,g} {self.unit}"


def run(command: Sequence[str]) -> str:
    """What a command prints. Raises SystemExit with its last words where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {done.stderr.strip()[-400:]}")
    return done.stdout


def seconds(command: Callable[[int], Sequence[str]], runs: int = RUNS) -> float:
    """The median wall time, in seconds, of fresh processes; `command` is given the number of the run."""
    times = []
    for number in range(runs):
        start = time.perf_counter()
        run(command(number))
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def of(name: str, inside: Sequence[dict[str, float]]) -> float:
    """The median of one figure over processes."""
    return statistics.median(each[name] for each in inside)


def gain(folder: Path) -> float:
    """How many times faster two processes read a folder of reports than one, loading models and all."""
    reports = folder / "reports"
    reports.mkdir()
    words = REPORT.read_text("utf-8")
    for number in range(REPORTS):
        (reports / f"{number}.txt").write_text(f"{words}\n\nCopy {number} of {REPORTS}.\n", "utf-8")

    def reading(workers: int) -> float:
        def command(n: int) -> list[str]:
            return [
                *ORBAT,
                "read",
                "--workers",
                str(workers),
                "--db",
                f"{folder}/{workers}-{n}.db",
                str(reports),
            ]

        return seconds(command, LONG_RUNS)

    return reading(1) / reading(2)


def identity() -> list[Figure]:
    """Joining the spellings of many names, by the number of mentions: one run each, since it is long."""
    figures = []
    for size, limit in SIZES.items():
        found = json.loads(run([sys.executable, "-m", "benchmarks.identity", str(size)]))
        told = f"resolving {size:,} mentions"
        figures += [
            Figure(told, found["seconds"], "s", most=limit),
            Figure(f"{told}: wrong merges", 100 * found["wrong"], "%", most=WRONG),
            Figure(f"{told}: pairs of one found", 100 * found["found"], "%"),
            Figure(f"{told}: most memory", found["megabytes"], "MB"),
        ]
    return figures


def desk(folder: Path) -> list[Figure]:
    """The server's part of the desk, on 100,000 claims: one run, whose answers are medians themselves."""
    found = json.loads(run([sys.executable, "-m", "benchmarks.desk", str(folder / "desk.db")]))
    return [
        Figure("orbat serve, until it answers", found["start"], "s", most=1.5),
        Figure("first page, 100,000 claims", found["first"], "ms", most=150),
        Figure("a document of 20,000 words and 1,000 claims", found["document"], "ms", most=1500),
        Figure("search while typing, 100,000 claims, the slowest of several", found["search"], "ms", most=50),
        Figure("a name in another script, 100,000 claims", found["script"], "ms", most=50),
        Figure("accepting a claim, 100,000 claims", found["accept"], "ms"),
    ]


def names() -> list[Figure]:
    """Comparing and searching names: one run each, since it is long."""
    found = json.loads(run([sys.executable, "-m", "benchmarks.names", "compare", str(PAIRS)]))
    figures = [
        Figure("comparing names, no name twice", found["pairs"], "pairs/s", least=10_000),
        Figure("the same, rapidfuzz's WRatio, which gives no reasons", found["fuzzy"], "pairs/s"),
    ]
    for size, most in NAMES.items():
        found = json.loads(run([sys.executable, "-m", "benchmarks.names", "search", str(size)]))
        told = f"{size:,} names"
        figures += [
            Figure(f"{told}: making the index", found["build"], "s", most=most.get("build")),
            Figure(f"{told}: most memory", found["megabytes"], "MB", most=most.get("megabytes")),
            Figure(f"{told}: a search, top 5", found["search"], "ms", most=most.get("search")),
            Figure(f"{told}: found", 100 * found["found"], "%"),
        ]
    return figures


def views() -> list[Figure]:
    """Questions to large casebooks, kept between runs because they take minutes to make: one run each."""
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    figures = []
    for size, most in CLAIMS.items():
        found = json.loads(run([sys.executable, "-m", "benchmarks.views", str(folder), str(size)]))
        figures += [
            Figure(f"{size:,} claims: {told}", found[name], "ms", most=most.get(name))
            for name, told in ASKED.items()
            if name in found
        ]
    return figures


def measure(folder: Path) -> list[Figure]:
    """All figures; casebooks are made in `folder`."""
    read = seconds(lambda n: [*ORBAT, "read", "--db", str(folder / f"{n}.db"), str(REPORT)])
    who = seconds(lambda n: [*ORBAT, "who", GROUP, "--db", str(folder / f"{n}.db")])
    inside = [json.loads(run([sys.executable, "-m", "benchmarks.reader", str(REPORT)])) for _ in range(RUNS)]
    return [
        Figure("orbat --help", seconds(lambda n: [*ORBAT, "--help"]), "s", most=0.3),
        Figure(f"orbat read {REPORT.name}, fresh casebook, model load included", read, "s", most=8),
        Figure(f'orbat who "{GROUP}"', who, "s", most=1),
        Figure("loading the reader, with its first reading", of("load", inside), "s"),
        Figure("reading in one process", of("words_per_second", inside), "words/s", least=1000),
        Figure("most memory while reading", of("megabytes", inside), "MB", most=1500),
        Figure(f"two processes against one, {REPORTS} reports", gain(folder), "times", least=1.6),
        *desk(folder),
        *names(),
        *identity(),
        *views(),
    ]


def table(figures: Sequence[Figure]) -> Table:
    shown = Table(title=f"Median of {RUNS} runs ({LONG_RUNS} of the last), Python {sys.version.split()[0]}")
    shown.add_column("what")
    shown.add_column("measured", justify="right")
    shown.add_column("must be", justify="right")
    for figure in figures:
        digits = {"s": 2, "times": 2, "%": 3, "ms": 2}.get(figure.unit, 0)
        style = "bold red" if figure.missed else None
        shown.add_row(figure.what, f"{figure.value:,.{digits}f} {figure.unit}", figure.must, style=style)
    return shown


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    Console().print(table(figures))
    return int(any(figure.missed for figure in figures))


if __name__ == "__main__":
    sys.exit(main())

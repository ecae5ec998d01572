"""Questions to a casebook of invented reports, as JSON: python -m benchmarks.views FOLDER CLAIMS.

Law: one process with the casebook open, as the desk has it, one more report just kept. `first`: the first
question, which works out who is who; `tables`: what trees, networks and disputes are made of. Each figure
after these is the median of several names or days, asked once, so that none finds its own answer made.
"""

import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks.casebook import make
from orbat.answers import Answers
from orbat.model import Document, Mention, Reading, Run, Span, Text
from orbat.store import Casebook
from orbat.views import Reach
from orbat.weigh import Dates

EVERY = 50  # how many groups stand between two that are asked for a profile
BIG = 5  # the groups that are named most
WHOLE = 100_000  # claims up to which trees, networks and disputes are asked too
DAYS = ("2016-04", "2014", "2018-10-05", "2015-06")


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds that a question takes."""
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def one_more(book: Casebook) -> None:
    """Keep one more short report."""
    body = f"The River Guard stood beside the mill in {time.time_ns()}."
    document = Document(hashlib.sha256(body.encode()).hexdigest(), "more.txt", title="One more")
    text = Text(document.id, "benchmark", body)
    mention = Mention(Span(text.id, 4, 15), "group", "River Guard")
    book.add_capture(document, body.encode(), text)
    book.add_reading(Reading(Run(text.id, "benchmark", "1"), (mention,), ()))


def median(asked: Iterable[Callable[[], object]]) -> float:
    """The median time of several questions, each asked once."""
    return statistics.median(map(timed, asked))


def main(folder: Path, claims: int) -> dict[str, float]:
    """All figures, in milliseconds."""
    place = folder / f"{claims}.db"
    groups = make(place, claims).groups
    with Casebook.open(str(place)) as book:
        answers = Answers(book)
        one_more(book)
        found = {
            "first": timed(partial(answers.profile, groups[-1])),
            "profile": median(partial(answers.profile, name) for name in groups[EVERY::EVERY]),
            "largest": timed(partial(answers.profile, groups[0])),
        }
        if claims <= WHOLE:
            found |= {
                "tables": timed(answers.prepare),
                "tree": median(partial(answers.tree, groups[0], Dates(as_of=day)) for day in DAYS),
                "network": median(partial(answers.network, name, Reach(2)) for name in groups[:BIG]),
                "disputes": timed(answers.disputes),
            }
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))

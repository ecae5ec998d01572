"""Questions to a casebook of invented reports, as JSON: python -m benchmarks.views FOLDER CLAIMS.

Law: one process with the casebook open, as the desk is; a first question makes the tables, and each figure
after it is the median of several names asked once, so that none finds its own answer made.
"""

import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.casebook import SHARE, World, make
from orbat.answers import Answers
from orbat.model import Document, Mention, Reading, Run, Span, Text
from orbat.store import Casebook
from orbat.views import Reach
from orbat.weigh import Dates

BIG = 5  # the groups that are named most, each asked once
STEPS = 2
AS_OF = Dates(as_of="2016-04")


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds that a question takes."""
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


def one_more(book: Casebook) -> None:
    """Keep one more short report."""
    body = "The River Guard stood beside the mill."
    document = Document(hashlib.sha256(body.encode()).hexdigest(), "more.txt", title="One more")
    text = Text(document.id, "benchmark", body)
    mention = Mention(Span(text.id, 4, 15), "group", "River Guard")
    book.add_capture(document, body.encode(), text)
    book.add_reading(Reading(Run(text.id, "benchmark", "1"), (mention,), ()))


def main(folder: Path, claims: int) -> dict[str, float]:
    """All figures, in milliseconds."""
    place = folder / f"{claims}.db"
    make(place, claims)
    groups = World.of(claims // SHARE).groups[:BIG]
    with Casebook.open(str(place)) as book:
        answers = Answers(book)
        return {
            "tables": timed(answers.prepare),
            "profile": statistics.median(timed(lambda n=name: answers.profile(n)) for name in groups),
            "tree": timed(lambda: answers.tree(groups[0], AS_OF)),
            "network": statistics.median(
                timed(lambda n=name: answers.network(n, Reach(STEPS))) for name in groups
            ),
            "disputes": timed(answers.disputes),
            "again": timed(lambda: (one_more(book), answers.prepare())),
        }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))

"""One process that loads the reader and reads a report many times; prints a line of JSON for `benchmarks`.

`load`: seconds until the reader has read once. `words_per_second`: words between blanks, after that.
`megabytes`: the most memory resident at once.
"""

import json
import sys
import time
from pathlib import Path

from benchmarks.memory import megabytes
from orbat.capture import capture_bytes
from orbat.read import load_reader

READINGS = 5


def main(path: Path) -> None:
    captured = capture_bytes(path.read_bytes(), path.name)
    document, text = captured.document, captured.text
    start = time.perf_counter()
    reader = load_reader("rules")
    reader.read(document, text)
    load = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(READINGS):
        reader.read(document, text)
    taken = time.perf_counter() - start
    speed = READINGS * len(text.body.split()) / taken
    print(json.dumps({"load": load, "words_per_second": speed, "megabytes": megabytes()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

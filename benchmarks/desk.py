"""The desk's server on a large casebook, as JSON: python -m benchmarks.desk FILE.

Law: a real server is asked over the wire; each figure is the median of several answers, after one that warms.
"""

import hashlib
import json
import re
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx

from benchmarks.casebook import make
from orbat.answers import Answers
from orbat.model import Claim, Document, Mention, Reading, Ref, Run, Span, Text, Voice
from orbat.store import Casebook

CLAIMS = 100_000
WORDS, MARKED = 20_000, 1_000  # of the long document
TYPED = ("riv", "brena corv", "commander dusk ib", "the", "alba fern")
ANSWERS = 7


def long_document(book: Casebook) -> str:
    """Keep a document of many words and claims; gives its id."""
    sentence = "The River Guard {0} fought beside the Stone Front {0} near the old mill, they said today.\n"
    body = "".join(sentence.format(n) for n in range(WORDS // len(sentence.split())))
    document = Document(hashlib.sha256(body.encode()).hexdigest(), "long.txt", title="A long report")
    text = Text(document.id, "benchmark", body)
    mentions, claims = [], []
    for found in list(re.finditer(r"(River Guard \d+) fought beside the (Stone Front \d+)", body))[:MARKED]:
        one, other = (Mention(Span(text.id, *found.span(n)), "group", found[n]) for n in (1, 2))
        mentions += [one, other]
        span = Span(text.id, *found.span())
        claims.append(Claim(one.id, "allied_with", Ref(other.id), span, (Voice(None, "asserts"),), rule="b"))
    book.add_capture(document, body.encode(), text)
    book.add_reading(Reading(Run(text.id, "benchmark", "1"), tuple(mentions), tuple(claims)))
    return document.id


def milliseconds(client: httpx.Client, path: str, **more: str) -> float:
    """The median time of an answer."""
    times = []
    for _ in range(ANSWERS + 1):
        start = time.perf_counter()
        client.get(path, params=more, headers={"HX-Request": "true"} if more else {}).raise_for_status()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[1:])


def serve(place: Path) -> tuple["subprocess.Popen[bytes]", str, float]:
    """A server, its address, and the seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(Path(sys.executable).with_name("orbat"))
    start = time.perf_counter()
    server = subprocess.Popen([program, "serve", "--db", str(place), "--port", str(port)])
    address = f"http://127.0.0.1:{port}"
    while True:
        try:
            httpx.get(f"{address}/help")
        except httpx.ConnectError:
            if server.poll() is not None or time.perf_counter() - start > 30:
                raise SystemExit("the server did not start") from None
            time.sleep(0.02)
        else:
            return server, address, time.perf_counter() - start


def main(place: Path) -> dict[str, float]:
    """All figures."""
    make(place, CLAIMS)
    with Casebook.open(str(place)) as book:
        document = long_document(book)
        Answers(book).resolve()
    server, address, start = serve(place)
    try:
        with httpx.Client(base_url=address, timeout=120) as client:
            token = re.search(r'name="token" value="(\w+)"', client.get("/").text)
            claims = client.get(f"/api/v1/documents/{document}").json()["claims"]
            accepts = []
            for claim in claims[:ANSWERS]:
                begun = time.perf_counter()
                form = {"token": token[1] if token else "", "verdict": "accept"}
                client.post(
                    f"/claims/{claim['id']}/judge", data=form, headers={"HX-Request": "true"}
                ).raise_for_status()
                accepts.append(1000 * (time.perf_counter() - begun))
            return {
                "start": start,
                "first": milliseconds(client, "/"),
                "document": milliseconds(client, f"/documents/{document}"),
                "search": max(milliseconds(client, "/search", q=words) for words in TYPED),
                "script": milliseconds(client, "/search", q="كوماندر دسك"),
                "accept": statistics.median(accepts),
            }
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))

"""Text, files and addresses are read beside the pages; the server starts before any reader is loaded."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from orbat.store import Casebook
from tests.serve.conftest import client_of, token

REPORT = "The Cedar Regiment is led by Colonel Jamal Nasser. It was founded in 2014 in Aleppo.\n"
START = 6.0  # seconds: `make bench` holds 1.5 on a quiet machine


@pytest.fixture
def fresh(place: Path) -> Iterator[TestClient]:
    """A browser at a desk over an empty casebook."""
    with Casebook.open(str(place)), client_of(place) as opened:
        yield opened


def test_text_and_files_are_read_and_told(fresh: TestClient) -> None:
    form = {"token": token(fresh), "text": REPORT, "author": "Jane Doe", "published": "2016-03-20"}
    files = [("file", ("empty.txt", b"  ")), ("file", ("../../etc/other.txt", REPORT.encode() + b"More.\n"))]
    answer = fresh.post("/read", data=form, files=files)
    assert answer.status_code == 200
    job = str(answer.url).rsplit("/", 1)[1]
    fresh.app.state.work.wait()  # type: ignore[attr-defined]
    told = fresh.get(f"/reading/{job}").text
    assert "2 read, 1 failed" in told and "is empty" in told
    home = fresh.get("/").text
    assert "3 documents" not in home and "<b>1</b> failures" in home
    found = fresh.get("/api/v1/entities/Cedar Regiment").json()
    assert "Jamal Nasser" in str(found["profile"]["parts"])
    assert "empty.txt" in fresh.get("/queues/failures").text


def test_one_text_leads_to_its_page(fresh: TestClient) -> None:
    answer = fresh.post("/read", data={"token": token(fresh), "text": REPORT})
    fresh.app.state.work.wait()  # type: ignore[attr-defined]
    page = fresh.get(answer.url.path)
    assert page.url.path.startswith("/documents/doc-")
    assert "led by" in page.text


@pytest.mark.parametrize("form", [{}, {"text": "  "}, {"text": "x", "published": "spring"}])
def test_what_cannot_be_read_is_refused_at_once(fresh: TestClient, form: dict[str, str]) -> None:
    assert fresh.post("/read", data={"token": token(fresh), **form}).status_code == 400


def test_an_address_of_this_machine_fails_and_is_told(fresh: TestClient) -> None:
    answer = fresh.post("/read", data={"token": token(fresh), "address": "http://127.0.0.1:9/x"})
    fresh.app.state.work.wait()  # type: ignore[attr-defined]
    assert "private network or this machine" in fresh.get(answer.url.path).text


def test_the_server_starts_without_the_reader(place: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    program = str(Path(sys.executable).with_name("orbat"))
    start = time.monotonic()
    server = subprocess.Popen([program, "serve", "--db", str(place), "--port", port], stderr=subprocess.PIPE)
    try:
        while True:
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/", trust_env=False)
                break
            except httpx.ConnectError:
                assert server.poll() is None and time.monotonic() - start < START
                time.sleep(0.05)
        assert answer.status_code == 200 and "Nothing was read yet" in answer.text
    finally:
        server.terminate()
        server.wait()


def test_neither_reader_nor_numbers_are_loaded_to_start() -> None:
    code = (
        "import sys, orbat.serve; print([m for m in ('spacy', 'numpy', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

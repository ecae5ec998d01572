"""A real browser over a real desk.

Law: no page logs an error, breaks its own policy or asks another host, whatever a test does there.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")

sync_api.expect.set_options(timeout=20_000)  # a slow machine is no failure
ROOT = Path(__file__).parents[2]
BUILT = ROOT / "orbat/serve/static/built/desk.js"
REPORTS = ("1-profile.md", "2-agency.txt", "3-monitor.html", "4-statement.md")
# Drawing by the processor: the same on a machine with a graphics card and on one without, where Chromium by
# itself draws canvases in software too, as its page chrome://gpu says.
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-gpu-vsync"]
FLAGS += ["--disable-accelerated-2d-canvas"]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator["sync_api.Browser"]:
    """The browser."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("there is no chromium on this machine (apt-get install chromium)")
    if not BUILT.is_file():
        pytest.skip("the scripts of the desk are not built (`make` does it where npm is)")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook of the example reports."""
    db = tmp_path_factory.mktemp("examples") / "orbat.db"
    command = [
        sys.executable,
        "-m",
        "orbat",
        "read",
        "--db",
        str(db),
        *(f"examples/{name}" for name in REPORTS),
    ]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return db


@pytest.fixture(scope="module")
def desk(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk over a copy of the examples, which the tests of one module may write to."""
    db = tmp_path_factory.mktemp("desk") / "orbat.db"
    with subprocess.Popen(  # sqlite's own copy, so that nothing in its log is left behind
        [sys.executable, "-c", _COPY, str(examples), str(db)]
    ) as copying:
        assert copying.wait() == 0
    with serving(db) as address:
        yield address


@contextmanager
def serving(db: Path) -> Iterator[str]:
    """The address of a desk over a casebook."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "orbat", "serve", "--db", str(db), "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, "USER": "tester"}, stderr=subprocess.DEVNULL) as server:
        address = f"http://localhost:{port}"
        try:
            _wait(address, server)
            yield address
        finally:
            server.terminate()


_COPY = "import sqlite3, sys; a, b = map(sqlite3.connect, sys.argv[1:]); a.backup(b); b.close(); a.close()"


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            with urlopen(f"{address}/static/icon.svg", timeout=1):
                return
        except OSError:
            assert server.poll() is None, "the desk did not start"
            time.sleep(0.05)
    pytest.fail("the desk did not answer within half a minute")


class Opened:
    """Pages of a desk, each watched for what it must not do."""

    def __init__(self, browser: "sync_api.Browser", desk: str) -> None:
        self.desk = desk
        self.problems: list[str] = []
        self._browser = browser
        self._contexts: list[sync_api.BrowserContext] = []

    def page(self, path: str = "/", script: bool = True, **options: object) -> "sync_api.Page":
        """A new page at a path. `options`: of the browser's context."""
        given = {"viewport": WIDE, "java_script_enabled": script, "locale": "en-GB", **options}
        context = self._browser.new_context(base_url=self.desk, **given)
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: said.type == "error" and self.problems.append(f"{said.text} {said.location}"),
        )
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", self._ask)
        page.goto(path)
        return page

    def _ask(self, request: "sync_api.Request") -> None:
        if not request.url.startswith((f"{self.desk}/", "data:", "blob:")):
            self.problems.append(f"asked another host: {request.url}")

    def close(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()


def drawn(page: "sync_api.Page") -> None:
    """Wait until the picture of the page, where it has one, can be seen."""
    if page.locator("[data-picture]").count():
        sync_api.expect(page.locator(".picture-status")).to_contain_text(".")
        sync_api.expect(page.locator(".picture[aria-busy]")).to_have_count(0)


@pytest.fixture
def opened(chromium: "sync_api.Browser", desk: str) -> Iterator[Opened]:
    """Pages of the desk; what they did wrong fails the test."""
    pages = Opened(chromium, desk)
    yield pages
    pages.close()
    assert not pages.problems


@pytest.fixture
def address(desk: str) -> dict[str, str]:
    """Ids of the examples: the group that they are about, a document, a claim."""
    (brigade, *_) = _asked(f"{desk}/api/v1/search?q=Liwa%20al-Baqir")["entities"]
    (document, *_) = _asked(f"{desk}/api/v1/search?q=who%20fights%20for%20Damascus")["titled"]
    (claim, *_) = _asked(f"{desk}/api/v1/documents/{document['id']}")["claims"]
    return {"brigade": brigade["id"], "document": document["id"], "claim": claim["id"]}


def _asked(address: str) -> Any:
    with urlopen(address, timeout=10) as answer:
        return json.load(answer)

"""What the tests of the desk share: clients over small casebooks, and how a form is sent."""

import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import captured

from orbat.serve import Setting, create_app
from orbat.store import Casebook

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore"
    )  # Starlette would rather have a newer client than the one Orbat fetches with
    from fastapi.testclient import TestClient

Send = Callable[..., str]


def client_of(place: Path | str, **more: object) -> TestClient:
    """A browser without scripts at a desk over the casebook at `place`."""
    given = Setting(str(place), "Ada", hosts=("testserver",), **more)  # type: ignore[arg-type]
    return TestClient(create_app(given))


@pytest.fixture
def client(filled: Casebook, place: Path) -> Iterator[TestClient]:
    """A browser at a desk over two documents."""
    with client_of(place) as opened:
        yield opened
        opened.app.state.work.wait()  # type: ignore[attr-defined]


def token(client: TestClient) -> str:
    """What a form must give back."""
    found = re.search(r'name="token" value="(\w+)"', client.get("/").text)
    assert found
    return found[1]


def send(client: TestClient, path: str, **fields: str) -> str:
    """The page that follows a form."""
    answer = client.post(path, data={"token": token(client), **fields})
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def sheet(client: TestClient, name: str) -> dict[str, object]:
    """A document of the casebook as JSON."""
    found = client.get(f"/api/v1/documents/{name}")
    assert found.status_code == 200, found.text
    return dict(found.json())


def keep(book: Casebook, body: str, uri: str = "more.txt", **about: str) -> str:
    """Keep a document that nobody has read; gives its id."""
    document, data, text = captured(body, uri, **about)
    book.add_capture(document, data, text)
    return document.id

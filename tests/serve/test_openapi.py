"""Whatever is asked of what /openapi.json describes, and of every page, the server does not fail."""

from pathlib import Path

import pytest
import schemathesis
from conftest import EAST, WEST, FakeReader, captured
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from orbat.serve import Setting, create_app
from orbat.store import Casebook


@pytest.fixture(scope="session")
def described(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    """The desk over two documents, with its pages described beside its JSON."""
    place: Path = tmp_path_factory.mktemp("described") / "test.db"
    with Casebook.open(str(place)) as book:
        for document, body, text in (captured(WEST), captured(EAST, "east.txt")):
            book.add_capture(document, body, text)
            book.add_reading(FakeReader().read(document, text))
    app = create_app(Setting(str(place), "Ada", hosts=()))
    for route in app.routes:
        if isinstance(route, APIRoute):
            route.include_in_schema = True
    return schemathesis.openapi.from_asgi("/openapi.json", app)


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_nothing_that_is_asked_breaks_the_server(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=[not_a_server_error])


def test_the_description_names_all_json(described: schemathesis.BaseSchema) -> None:
    paths = described.raw_schema["paths"]
    assert {"/api/v1/home", "/api/v1/documents/{document}", "/api/v1/entities/{entity}/tree", "/api/v1/map",
            "/api/v1/timeline", "/api/v1/queues", "/api/v1/sources", "/api/v1/search"} <= set(paths)  # fmt: skip
    assert all(m.get("summary") for path in paths.values() for m in path.values())

"""Whatever is asked of what /openapi.json describes, and of every page, the server does not fail."""

from pathlib import Path

import pytest
import schemathesis
from conftest import EAST, WEST, FakeReader, captured
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error

from orbat.serve import Setting, create_app
from orbat.serve.app import ROOMS
from orbat.store import Casebook

ALL = list(HealthCheck)


@pytest.fixture(scope="session")
def described(tmp_path_factory: pytest.TempPathFactory) -> schemathesis.BaseSchema:
    """The desk over two documents, with its pages described beside its JSON."""
    place: Path = tmp_path_factory.mktemp("described") / "test.db"
    with Casebook.open(str(place)) as book:
        for document, body, text in (captured(WEST), captured(EAST, "east.txt")):
            book.add_capture(document, body, text)
            book.add_reading(FakeReader().read(document, text))
    hidden = [r for room in ROOMS for r in (room.router, *room.router.routes) if not r.include_in_schema]
    for each in hidden:
        each.include_in_schema = True
    app = create_app(Setting(str(place), "Ada", hosts=()))
    app.openapi()  # kept by the app
    for each in hidden:
        each.include_in_schema = False
    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_nothing_that_is_asked_breaks_the_server(described: schemathesis.BaseSchema) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 30
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=ALL)
        def asked(case: schemathesis.Case) -> None:
            case.call_and_validate(checks=[not_a_server_error])

        asked()


def test_the_description_names_all_json(described: schemathesis.BaseSchema) -> None:
    paths = described.raw_schema["paths"]
    for name in (
        "home",
        "documents/{document}",
        "entities/{entity}/tree",
        "map",
        "timeline",
        "queues",
        "search",
    ):
        assert f"/api/v1/{name}" in paths
    assert all(m.get("summary") for path in paths.values() for m in path.values())

"""What one server is set to, and the casebook of one request.

Law: each request opens the casebook for itself, so that no connection is shared and none waits for another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request

from orbat.serve.work import Work
from orbat.store import Casebook


@dataclass(frozen=True, slots=True)
class Setting:
    """`user` signs what is decided. `secret`: what one must know to get in; None: whoever reaches it is in.

    `hosts`: names by which browsers may ask for it (none: any). `tiles`: the address of map tiles, if any.
    """

    db: str
    user: str
    secret: str | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]", "::1")
    tiles: str = ""


def setting(request: Request) -> Setting:
    """The setting of the server that answers."""
    found = request.app.state.setting
    assert isinstance(found, Setting)
    return found


def work(request: Request) -> Work:
    """The worker of the server that answers."""
    found = request.app.state.work
    assert isinstance(found, Work)
    return found


@contextmanager
def casebook(request: Request) -> Iterator[Casebook]:
    """The casebook, open for this request."""
    with Casebook.open(setting(request).db) as opened:
        yield opened

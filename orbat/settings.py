"""What the environment sets. Law: it is read once, at the edge, and handed down as values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`db`: the casebook where the command line names none, a path or `sqlite:///path`.

    `user`: who signs the decisions that are taken here. `secret`: what lets into the desk. `tiles`: where
    map tiles are.
    """

    db: str
    user: str = "person"
    secret: str = ""
    tiles: str = ""


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that the environment gives: ORBAT_DB_URL, ORBAT_USER or else the login name, ORBAT_SECRET,
    ORBAT_TILES.

    Empty counts as unset.
    """
    users = (environment.get(name) for name in ("ORBAT_USER", "USER", "LOGNAME"))
    user = next(filter(None, users), "person")
    more = environment.get("ORBAT_SECRET", ""), environment.get("ORBAT_TILES", "")
    return Settings(environment.get("ORBAT_DB_URL") or "orbat.db", user, *more)

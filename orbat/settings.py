"""What the environment sets. Law: it is read once, at the edge, and handed down as values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`db`: the casebook where the command line names none, a path or `sqlite:///path`.

    `user`: who signs the decisions that are taken here.
    """

    db: str
    user: str = "person"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that the environment gives: ORBAT_DB_URL, and ORBAT_USER or else the login name.

    Empty counts as unset.
    """
    users = (environment.get(name) for name in ("ORBAT_USER", "USER", "LOGNAME"))
    return Settings(environment.get("ORBAT_DB_URL") or "orbat.db", next(filter(None, users), "person"))

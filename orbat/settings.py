"""What the environment sets. Law: it is read once, at the edge, and handed down as values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`db`: the casebook to use where the command line names none; a path or `sqlite:///path`."""

    db: str = "orbat.db"


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that the variables give: ORBAT_DB_URL. An empty variable counts as unset."""
    return Settings(db=environment.get("ORBAT_DB_URL") or Settings().db)

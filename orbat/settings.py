"""What the environment sets. Law: it is read once, at the edge, and handed down as values."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`db`: the casebook where the command line names none, a path or `sqlite:///path`."""

    db: str


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that the environment gives: ORBAT_DB_URL; empty counts as unset."""
    return Settings(db=environment.get("ORBAT_DB_URL") or "orbat.db")

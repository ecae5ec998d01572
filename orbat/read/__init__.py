"""Text -> mentions, voices, claims. A reader is a function from a text to a Reading; it keeps nothing."""

from typing import Protocol

from orbat.errors import UsageError
from orbat.model import Document, Reading, Text


class Reader(Protocol):
    """What a reader is. `name` and `version` must be known without loading a model."""

    @property
    def name(self) -> str:
        """The name that runs carry."""

    @property
    def version(self) -> str:
        """The version that runs carry; a new one reads again."""

    def read(self, document: Document, text: Text) -> Reading:
        """Everything read from one text."""


def load_reader(name: str = "rules") -> Reader:
    """The reader of that name, its models loaded. Raises UsageError for an unknown name."""
    if name != "rules":
        raise UsageError(f"there is no reader {name!r}; there is: rules")
    from orbat.read.language import pipeline
    from orbat.read.rules import RulesReader

    pipeline()
    return RulesReader()

"""What passes between the parts of capture: limits, what is known of a document, what a maker made. No I/O.

Law: a maker gives the full text and says what stretches of it are; it never cuts any of it away.
"""

from dataclasses import dataclass

from orbat.model import Role


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken from one source: bytes, seconds without an answer and in all, redirects followed."""

    size: int = 50_000_000
    timeout: float = 20.0
    total: float = 120.0
    redirects: int = 5


DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document; dates are ISO prefixes."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    published: str | None = None
    updated: str | None = None

    def over(self, other: "About") -> "About":
        """This, with the gaps filled from `other`."""
        return About(
            self.title or other.title,
            self.authors or other.authors,
            self.source or other.source,
            self.published or other.published,
            self.updated or other.updated,
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) of a made text that the format itself says something about."""

    start: int
    end: int
    role: Role = "body"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker saw in bytes.

    `about` is what the page says of itself; `properties` are those of the file, which the text overrules.
    `marks` run in order, do not overlap, and begin at the beginnings of lines.
    """

    body: str
    about: About = About()
    properties: About = About()
    marks: tuple[Mark, ...] = ()

"""Ways that reports tell in words: "from Aleppo via Nubl and Zahraa towards Afrin".

Law: a way goes only through places that its words name, in their order; what is not found on the map is left
out of the line and told, and a way without both ends is none.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from orbat.model import Location, Words
from orbat.views.line import Line, Worked, line

_WAY = re.compile(
    r"\bfrom (?P<start>.+?)(?:,? (?:via|through|by way of) (?P<over>.+?))?"
    r",? (?:to|towards?|into) (?P<end>.+)",
    re.I,
)
_PARTS = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_ENDS = re.compile(r"\s+(?:on|in|during|with|by|for|and|after|before|where|to)\s|[,.;]")


@dataclass(frozen=True, slots=True)
class Route:
    """A line that tells of a way: its places on the map, and the names that are not found there."""

    line: Line
    stops: tuple[tuple[str, Location], ...]
    lost: tuple[str, ...]


def stops(words: str) -> tuple[str, ...]:
    """The names of the places that a way leads over, in order; nothing where no way is told."""
    found = _WAY.search(words)
    if found is None:
        return ()
    over = _PARTS.split(found["over"]) if found["over"] else []
    return tuple(
        name.strip() for name in (found["start"], *over, _ENDS.split(found["end"])[0]) if name.strip()
    )


def routes(worked: Worked, entity: str, where: Callable[[str], Location | None]) -> Iterator[Route]:
    """The ways of an entity's findings; `where` gives the place of a name."""
    for finding in worked.about.get(entity, ()):
        if not isinstance(finding.object, Words):
            continue
        told = [(name, where(name)) for name in stops(finding.object.text)]
        placed = tuple((name, at) for name, at in told if at is not None)
        if len(told) > 1 and len(placed) > 1 and told[0] == placed[0] and told[-1] == placed[-1]:
            yield Route(line(worked, finding), placed, tuple(name for name, at in told if at is None))

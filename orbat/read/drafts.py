"""A claim under construction: actors instead of mention ids, tokens instead of offsets.

Law: a draft says which words it stands on; whether the text really says them is for the gate (align.py).
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from orbat.model import Period, Qualifiers, Quantity, Status, Voice, Words
from orbat.read.nlp import Passage
from orbat.read.scene import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class Draft:
    """`start`, `end`: evidence, characters of the passage's Doc. `anchor`: the word that decides voice
    and time.
    """

    passage: Passage
    subject: Actor
    predicate: str
    object: Actor | Words | Quantity | Period
    anchor: "Token"
    start: int
    end: int
    rule: str
    qualifiers: Qualifiers = field(default_factory=Qualifiers)
    with_: list[Actor] = field(default_factory=list)
    against: list[Actor] = field(default_factory=list)
    by: Actor | None = None
    status: Status = "said"
    period: Period | None = None
    place: list[Actor] = field(default_factory=list)
    voices: tuple[tuple[Actor | None, Voice], ...] = ()
    sure: float = 1.0  # the odds that the model gave it; a rule is sure
    doubt: str = ""  # why it is not believed though a rule says it


def evidence(passage: Passage, *parts: "Token | Actor") -> tuple[int, int]:
    """The shortest stretch of the first part's sentence that holds all parts standing in it."""
    first = parts[0]
    token = first.token if isinstance(first, Actor) else first
    sentence = token.sent
    low, high = token.idx, token.idx + len(token)
    for part in parts:
        if isinstance(part, Actor):
            a, b = part.start - passage.offset, part.end - passage.offset
            if part.passage.index != passage.index or not sentence.start_char <= a < sentence.end_char:
                continue
        else:
            a, b = part.idx, part.idx + len(part)
            if not sentence.start_char <= a < sentence.end_char:
                continue
        low, high = min(low, a), max(high, b)
    return low, high

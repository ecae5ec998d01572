"""When and where a draft's deed was: the time and the places that belong to its anchor word.

Law: what hangs on the anchor comes first, then what hangs on the words above it; nothing comes from afar.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orbat.dates import TimeExpression, find_times
from orbat.model import Period
from orbat.read.drafts import Draft
from orbat.read.nlp import Passage
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "around",
        "inside",
        "outside",
        "into",
        "to",
        "towards",
        "toward",
        "from",
        "via",
        "across",
        "on",
        "over",
        "through",
        "throughout",
        "along",
        "off",
        "between",
        "within",
        "beside",
        "north",
        "south",
        "east",
        "west",
        "of",
        "against",
        "for",
    ]
)
DEEDS = ("took_part_in", "opposed_to", "casualties")
LONG = 8  # the same for a time, which one clause may lend to all of its sentence
REACH = 5  # words up from the anchor to where a place hangs; beyond, it belongs to something else
FIRM = LOCATIVE - {"of", "for", "against"}


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of a passage, and which token each one's last word is."""

    found: tuple[TimeExpression, ...]
    at: dict[int, TimeExpression]

    @property
    def periods(self) -> dict[int, Period]:
        """Token index -> period, for times that have one."""
        return {i: t.period for i, t in self.at.items() if t.period}


def times_of(passage: Passage, body: str, dateline: str | None) -> Times:
    """The times of one passage, counted from its section's dateline; offsets are the text's."""
    start, end = passage.offset, passage.offset + len(passage.doc.text)
    text = body[:start] + passage.doc.text + body[end:]
    found = tuple(find_times(text, dateline, start, end))
    at: dict[int, TimeExpression] = {}
    for time in found:
        span = passage.doc.char_span(time.start - start, time.end - start, alignment_mode="expand")
        if span is not None:
            at[span.root.i] = time
    return Times(found, at)


def above(token: "Token") -> "list[Token]":
    """The token and the words above it, up to the sentence's root."""
    return [token, *token.ancestors]


def reach(token: "Token", anchor: "Token") -> int:
    """How far a time or place stands from an anchor: 0 it hangs on it, 1 on a word above, 9 elsewhere."""
    chain = [t.i for t in above(token)]
    for step, head in enumerate(above(anchor)):
        if head.i in chain:
            verbs = sum(1 for t in above(token)[: chain.index(head.i)] if t.pos_ == "VERB")
            return step + verbs
    return 9


def when(draft: Draft, times: Times, cue: "Token | None") -> Period | None:
    """The period of the nearest time in the anchor's sentence; told on, where it hangs on a cue of speech."""
    sentence = draft.anchor.sent
    options = [(reach(draft.passage.doc[i], draft.anchor), abs(i - draft.anchor.i), i) for i in times.at
               if sentence.start <= i < sentence.end and times.at[i].period]  # fmt: skip
    if not options:
        return None
    far, _, best = min(options)
    if far > LONG:
        return None
    period = times.at[best].period
    if period and cue is not None and period.kind == "when" and _hangs_on(draft.passage.doc[best], cue):
        return replace(period, kind="reported_on")
    return period


def _hangs_on(token: "Token", verb: "Token") -> bool:
    for head in token.ancestors:
        if head.pos_ == "VERB":
            return head.i == verb.i
    return False


def where(scene: Scene, draft: Draft) -> list[Actor]:
    """The places of the draft's clause, nearest words first; several only where they are listed together."""
    sentence = draft.anchor.sent
    places = [
        a
        for a in scene.within(draft.passage, sentence.start, sentence.end - 1)
        if a.kind == "place" and a.form == "named" and a is not draft.object and a is not draft.subject
    ]
    firm = [a for a in places if preposition(a.token) in FIRM]
    loose = [a for a in places if preposition(a.token) in LOCATIVE]
    acted_on = [a for a in places if a.token.dep_ in ("dobj", "nsubjpass") and draft.predicate in DEEDS]
    return _nearest(draft, firm) or _nearest(draft, loose) or _nearest(draft, acted_on)


def _nearest(draft: Draft, places: list[Actor]) -> list[Actor]:
    if not places:
        return []
    far: Callable[[Actor], int] = lambda a: reach(a.token, draft.anchor)  # noqa: E731
    least = min(map(far, places))
    near = {id(a.chain): a for a in places if far(a) <= least + 1}
    return list(near.values()) if least <= REACH else []


def preposition(token: "Token") -> str:
    """The preposition that a place stands under, through lists, appositions and "the village of"."""
    for head in above(token):
        if head.dep_ in ("pobj", "npadvmod"):
            if head.head.lower_ == "of" and head.head.head.dep_ == "pobj":
                continue
            return head.head.lower_
        if head.pos_ == "VERB":
            return ""
    return ""

"""Where a draft's deed was: the places that belong to its anchor word.

Law: what hangs on the anchor comes first, then what hangs on the words above it; nothing comes from beyond
the sentence, except by the plain rules of setting.py.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from orbat.read.drafts import Draft
from orbat.read.lexicon import words
from orbat.read.nearness import above, bracketed, reach, stretch
from orbat.read.rules_data import event_types
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

GOALS = frozenset(("to", "into", "onto", "towards", "toward", "for", "on"))
BORDERS = frozenset(("border", "frontier", "boundary"))
OPENING = 3  # steps that a place in the opening of a sentence counts for, however long the sentence
FIRM = frozenset(
    "in at near around inside outside into to towards toward from via across on over through throughout "
    "along off between within beside north south east west".split()
)
LOCATIVE = FIRM | {"of", "for", "against"}
DEEDS = ("took_part_in", "opposed_to", "casualties")
PLACED = frozenset((*DEEDS, "described_as", "uses", "strength", "allied_with", "backed_by", "auxiliary_to"))
REACH = 5  # words up from the anchor to where a place hangs; beyond, it belongs to something else


def where(scene: Scene, draft: Draft) -> list[Actor]:
    """The places of the draft's clause, nearest words first; several only where they are listed together."""
    if draft.predicate not in PLACED or (
        draft.predicate == "described_as" and draft.subject.kind in ("person", "group")
    ):
        return []
    first, last = stretch(draft)
    return _among(scene, draft, first, last) or _among(scene, draft, draft.anchor.sent.start, last)


def _opens(token: "Token", anchor: "Token") -> bool:
    """Whether a place stands in what opens the anchor's sentence: "Near X, two shells fell; …"."""
    first = next((t for t in anchor.sent if t.is_alpha), token)
    comma = next((t.i for t in anchor.sent if t.text == "," and t.i > token.i), 0)
    return first.lower_ in FIRM and first.i < token.i < comma and token.i - first.i < 6 and comma <= anchor.i


def _among(scene: Scene, draft: Draft, first: int, last: int) -> list[Actor]:
    places = [
        a
        for a in scene.within(draft.passage, first, last - 1)
        if a.kind == "place" and a.form == "named" and a is not draft.object and a is not draft.subject
    ]
    places = [a for a in places if not _receives(a.token)]
    if draft.predicate in DEEDS:
        acted_on = [a for a in places if _goal(a.token, draft.anchor)]
        acted_on = acted_on or [a for a in places if _acted_on(a.token, draft.anchor)]
        if acted_on:
            return acted_on
    firm = [a for a in places if preposition(a.token) in FIRM]
    loose = [a for a in places if preposition(a.token) in LOCATIVE]
    return _nearest(draft, firm) or _nearest(draft, loose)


def _acted_on(token: "Token", verb: "Token") -> bool:
    """Whether a place is what the anchor's verb acts on: captured the town of X, visited X, X was retaken."""
    head = token
    while head.dep_ in ("pobj", "appos", "conj", "compound") or head.lower_ == "of":
        if head.dep_ == "pobj" and head.head.lower_ != "of":
            return False
        head = head.head
    return head.dep_ in ("dobj", "nsubjpass") and head.head.i == verb.i


def _goal(token: "Token", verb: "Token") -> bool:
    """Whether a place is where the anchor's verb or noun of movement leads: returned to X, a march on X."""
    head = next((h for h in above(token) if h.dep_ in ("pobj", "dobj")), None)
    if head is None or event_types().get(verb.lemma_.lower()) != "movement":
        return False
    if head.dep_ == "dobj":
        return head.head.i == verb.i
    return head.head.lower_ in GOALS and head.head.head.i == verb.i


def _receives(token: "Token") -> bool:
    """Lost the town to Israel, ceded it to Spain, independence from Belgium: a party and no place."""
    for head in above(token):
        if head.dep_ == "pobj":
            if head.head.lower_ == "to":
                return head.head.head.lemma_ in words("when_where", "gives")
            if head.head.lower_ == "from":
                return head.head.head.lemma_ in words("when_where", "parts_from")
            return False
    return False


def _nearest(draft: Draft, places: list[Actor]) -> list[Actor]:
    if not places:
        return []
    far: Callable[[Actor], int] = lambda a: _away(a.token, draft.anchor)  # noqa: E731
    least = min(map(far, places))
    near = {id(a.chain): a for a in places if far(a) <= least + 1}
    return list(near.values()) if least <= REACH else []


def _away(token: "Token", anchor: "Token") -> int:
    """`reach`, and farther for where somebody is from, for the subject's own place and for brackets."""
    up = above(token)
    if _opens(token, anchor):
        return OPENING
    own = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.i == anchor.i for t in up)
    return reach(token, anchor) + (preposition(token) == "from") + own + 2 * bracketed(token, anchor)


def preposition(token: "Token") -> str:
    """The preposition that a place stands under, through lists, appositions and "the village of"."""
    for head in above(token):
        if head.dep_ in ("pobj", "npadvmod"):
            over = head.head.head
            if over.dep_ == "pobj" and (head.head.lower_ == "of" or over.lemma_.lower() in BORDERS):
                continue  # in the village of X, along the border with X
            return head.head.lower_
        if head.pos_ == "VERB":
            break
    return _touching(token)


def _touching(token: "Token") -> str:
    """The preposition of place that touches a name where the parse sees none ("* Near X, shells fell")."""
    i = token.i
    while i > token.sent.start and token.doc[i - 1].pos_ == "PROPN" and token.doc[i - 1].lower_ not in FIRM:
        i -= 1
    before = token.doc[i - 1].lower_ if i else ""
    return before if before in FIRM else ""

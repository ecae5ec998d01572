"""Ties between two mentions, too weak for a claim: likely by the model, or one in the other's place.

Law: a tie is a place to look, for a person or another program; no entity, finding or view is made of it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from orbat.read import gist
from orbat.read.gist import PREDICATES
from orbat.read.grammar import members
from orbat.read.learned import Opinion
from orbat.read.lexicon import words
from orbat.read.nlp import Passage, children
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

Pair = tuple[str, Actor, Actor, str]  # predicate, subject, object, rule


def likely(opinion: Opinion) -> Iterator[Pair]:
    """The likeliest predicate of each pair of actors, where it is likely at all."""
    least = gist.thresholds()["tie"]
    for (subject, other), odds in opinion.actors.items():
        best = int(np.argmax(odds))
        if odds[best] >= least and subject.chain is not other.chain:
            yield PREDICATES[best], subject, other, "model"


def standing(scene: Scene, passage: Passage) -> Iterator[Pair]:
    """Who stands, is or acts where: "X in P", "near P, X did", "X did to Y at P"."""
    for token in passage.doc:
        if token.dep_ != "prep" or token.lower_ not in words("places", "standing"):
            continue
        spots = [a for o in children(token, "pobj") for m in members(o) if (a := scene.of(passage, m))]
        who = [a for t in _beside(token.head) if (a := scene.of(passage, t))]
        for spot in spots:
            if spot.kind == "place":
                yield from (("operates_in", a, spot, "in its place") for a in who if a is not spot)


def _beside(head: "Token") -> "Iterator[Token]":
    """The noun itself, or subject and object of the verb."""
    if head.pos_ in ("VERB", "AUX"):
        for child in children(head, "nsubj", "nsubjpass", "dobj", "agent"):
            yield from (t for m in members(child) for t in (m, *children(m, "pobj")))
    else:
        yield head

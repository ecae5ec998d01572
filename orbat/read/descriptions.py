"""What a text calls somebody: apposition, "X is a …", the noun or adjective beside a name, a title.

Law: a description is words of the text about a named actor; a name is never a description of itself.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orbat.model import Qualifiers, Words
from orbat.read.drafts import Draft, evidence
from orbat.read.events import phrase
from orbat.read.grammar import actors, all_actors, subject
from orbat.read.lexicon import country_of, words
from orbat.read.nlp import Passage, children
from orbat.read.relations import fits
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


def of_passage(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Every description of the passage."""
    yield from _titles(scene, passage)
    for token in passage.doc:
        if token.dep_ in ("attr", "acomp") and token.head.lemma_ in ("be", "remain", "become", "seem", "appear"):
            yield from _copula(scene, passage, token)
        elif token.dep_ == "appos" and token.pos_ in ("NOUN", "PROPN"):
            yield from _apposition(scene, passage, token)
        elif token.dep_ in ("pobj", "oprd") and token.pos_ == "NOUN" and token.head.lower_ == "as":
            yield from _known_as(scene, passage, token)
    for actor in scene.actors:
        if actor.passage is passage:
            yield from _beside(scene, passage, actor)


def _draft(passage: Passage, who: Actor, text: str, anchor: "Token", last: "Token", rule: str) -> Draft:
    start, end = evidence(passage, anchor, who, last)
    return Draft(passage, who, "described_as", Words(text), anchor, start, end, f"description: {rule}")


def _titles(scene: Scene, passage: Passage) -> Iterator[Draft]:
    for actor in scene.actors:
        if actor.passage is passage and actor.form == "named" and actor.title and actor.kind == "person":
            low = actor.title.lower().split()
            if not set(low) <= words("titles", "forms"):
                first = actor.start - passage.offset - len(actor.title) - 1
                start = max(0, first)
                yield Draft(
                    passage, actor, "described_as", Words(actor.title), actor.token, start,
                    actor.end - passage.offset, "description: title",
                )  # fmt: skip


def _copula(scene: Scene, passage: Passage, token: "Token") -> Iterator[Draft]:
    if token.pos_ not in ("NOUN", "ADJ", "PROPN") or token.ent_type_ in ("CARDINAL", "MONEY", "DATE"):
        return
    said = phrase(token, ("relcl", "advcl", "punct", "cc", "conj", "parataxis", "ccomp"))
    for who in all_actors(scene, passage, subject(token.head)):
        if who.chain.main.form == "named" and said and scene.of(passage, token) is not who and len(said.split()) <= 18:
            if who.chain.main.form != "pronoun" and fits(who, "any"):
                yield _draft(passage, who, said, token, token, "is")


def _apposition(scene: Scene, passage: Passage, token: "Token") -> Iterator[Draft]:
    first, second = token.head, token
    for named, other in ((first, second), (second, first)):
        who = actors(scene, passage, named)
        own = scene.of(passage, other)
        if not who or who[0].form != "named" or (own is not None and own.form == "named") or other.pos_ != "NOUN":
            continue
        said = phrase(other, ("relcl", "advcl", "punct", "cc", "appos", "parataxis", "ccomp"))
        if 0 < len(said.split()) <= 14:
            yield _draft(passage, who[0], said, other, other, "apposition")


def _known_as(scene: Scene, passage: Passage, token: "Token") -> Iterator[Draft]:
    verb = token.head.head
    if verb.lemma_ in ("describe", "designate", "regard", "label", "consider", "list", "see"):
        for who in all_actors(scene, passage, [*children(verb, "nsubjpass", "dobj")]):
            if who.chain.main.form == "named":
                yield _draft(passage, who, phrase(token), token, token, "described as")


def _beside(scene: Scene, passage: Passage, actor: Actor) -> Iterator[Draft]:
    """ELN rebels -> rebels; the Shi'i militia X -> Shi'i militia; the Iranian-backed LDF -> Iranian-backed."""
    token = actor.token
    if actor.form == "described" and actor.sure == 3 and actor.of is not None and actor.of.form == "named":
        if token.lower_ in words("carriers", "kinds") and not country_of(actor.of.chain.main.name):
            start, end = evidence(passage, token, actor.of)
            yield Draft(passage, actor.of, "described_as", Words(token.lower_), token, start, end, "description: head noun")
        return
    if actor.form != "named" or actor.kind not in ("group", "person"):
        return
    first = actor.start - passage.offset
    nouns, adjectives = [], []
    for left in token.lefts:
        if left.idx + len(left) <= first and left.dep_ in ("compound", "nmod", "amod") and not scene.of_named(passage, left):
            (adjectives if left.pos_ == "ADJ" or left.tag_ in ("VBN", "JJ") else nouns).append(left)
    own = [t for t in nouns if t.lower_ in words("described", "groups") | words("described", "persons")]
    if own:
        begin = min(t.left_edge.i for t in [*own, *adjectives])
        said = passage.doc[begin : own[-1].i + 1].text
        yield _draft(passage, actor, said, own[-1], passage.doc[begin], "noun before a name")
    elif adjectives:
        begin, last = adjectives[0].left_edge.i, adjectives[-1].i
        said = passage.doc[begin : last + 1].text
        if adjectives[-1].lower_ not in words("descriptions", "empty"):
            yield _draft(passage, actor, said, adjectives[-1], passage.doc[begin], "adjective before a name")


__all__ = ["Qualifiers", "of_passage"]

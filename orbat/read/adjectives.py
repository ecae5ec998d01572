"""Relations that an adjective or participle says: Iranian-backed, distinct from, active in, auxiliary.

Law: patterns are lines of data/adjectives.tsv; the kinds of both ends must fit, as for verbs.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from orbat.model import Status
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import actors, all_actors, members, prepositions, subject
from orbat.read.lexicon import demonym_of
from orbat.read.nlp import Passage, children
from orbat.read.relations import fits, holders
from orbat.read.rules_data import rows
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _lines() -> dict[str, list[tuple[str, str, str]]]:
    """Word -> (construction, predicate, kind of the object)."""
    out: dict[str, list[tuple[str, str, str]]] = {}
    for construction, found, predicate, kind in rows("adjectives"):
        for word in found.split():
            out.setdefault(word, []).append((construction, predicate, kind))
    return out


def by_adjectives(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every adjective or participle that has a line."""
    for token in passage.doc:
        for construction, predicate, kind in _lines().get(token.lower_, ()):
            if construction == "hyphen":
                pairs = _hyphened(scene, passage, token)
            elif construction == "noun":
                pairs = _auxiliary(scene, passage, token)
            else:
                pairs = _with_preposition(scene, passage, token, construction)
            for one, two in pairs:
                if one.chain is two.chain or not fits(one, "actor") or not fits(two, kind):
                    continue
                start, end = evidence(passage, token, one, two)
                status: Status = "said"
                rule = f"adjective: {token.lower_} {construction}"
                yield Draft(passage, one, predicate, two, token, start, end, rule, status=status)


def _hyphened(scene: Scene, passage: Passage, token: "Token") -> Iterator[tuple[Actor, Actor]]:
    """Iranian-backed LDF, Hezbollah-led alliance: the word before the hyphen, and the noun they modify."""
    doc = passage.doc
    if token.i < 2 or doc[token.i - 1].text not in ("-", "‑", "–"):
        return
    before = scene.of(passage, doc[token.i - 2])
    head = token.head if token.dep_ in ("amod", "compound", "nmod") else None
    told = token.dep_ == "acomp"  # the army was CIA-funded
    if (
        before is None
        or (head is None and not told)
        or not (before.form == "named" or demonym_of(doc[token.i - 2].text))
    ):
        return
    for one in all_actors(scene, passage, members(head) if head is not None else subject(token)):
        yield one, before


def _subjects(scene: Scene, passage: Passage, token: "Token") -> list[Actor]:
    """Who an adjective is said of: the noun before it, or the subject of "is"."""
    if token.dep_ in ("acomp", "attr", "oprd"):
        return all_actors(scene, passage, subject(token.head))
    if token.dep_ in ("amod", "acl", "relcl", "appos", "advcl") and token.head.i < token.i:
        return actors(scene, passage, token.head)
    if token.dep_ == "conj":
        return _subjects(scene, passage, token.head)
    return []


def _with_preposition(
    scene: Scene, passage: Passage, token: "Token", wanted: str
) -> Iterator[tuple[Actor, Actor]]:
    """X is distinct from Y, X is active in Y, militias specific to Y."""
    ends = [m for prep, obj in prepositions(token) if prep in wanted.split("|") for m in members(obj)]
    others = all_actors(scene, passage, [*ends, *(c for e in ends for c in children(e, "compound"))])
    for one in _subjects(scene, passage, token):
        for two in others:
            yield one, two
    if wanted.startswith("from") and not ends:
        yield from _beside(scene, passage, token)


def _beside(scene: Scene, passage: Passage, token: "Token") -> Iterator[tuple[Actor, Actor]]:
    """Besides X there is a distinct Y: the one set beside the other in the same sentence."""
    if token.head.pos_ != "NOUN" and token.head.head.pos_ != "NOUN":
        return
    noun = token.head if token.head.pos_ == "NOUN" else token.head.head
    for mark in token.sent:
        if mark.lower_ in ("besides", "unlike", "alongside", "beside") and mark.i < noun.i:
            for two in all_actors(scene, passage, children(mark, "pobj")):
                for one in actors(scene, passage, noun):
                    if one.chain.main.form == "named" and two.chain.main.form == "named":
                        yield one, two


def _auxiliary(scene: Scene, passage: Passage, token: "Token") -> Iterator[tuple[Actor, Actor]]:
    """X acts as an auxiliary force for Y: the noun's holder, and what the phrase serves."""
    noun = token.head if token.dep_ in ("amod", "compound") else token
    above = (noun, noun.head, noun.head.head) if noun.dep_ == "pobj" else (noun, noun.head)
    served = [obj for place in above for prep, obj in prepositions(place) if prep in ("for", "to", "of")]
    for two in all_actors(scene, passage, served[:1]):
        for one in holders(scene, passage, noun):
            if one.chain.main.form == "named":
                yield one, two

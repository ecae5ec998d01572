"""Relations that a noun says: leader of, wing of, support for, war against, links with, brother of.

Law: patterns are lines of data/nouns.tsv; each line's second column names the function here that follows it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from orbat.model import Qualifiers
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import actors, members, prepositions
from orbat.read.lexicon import words
from orbat.read.mentions import is_state
from orbat.read.nlp import Passage
from orbat.read.relations import doers, fits, holders, means_of, owners
from orbat.read.rules_data import nouns
from orbat.read.scene import Actor, Scene
from orbat.read.turns import follows

if TYPE_CHECKING:
    from spacy.tokens import Token


def by_nouns(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every noun that has a line."""
    for noun in passage.doc:
        if noun.pos_ not in ("NOUN", "PROPN"):
            continue
        lines = nouns().get(noun.lemma_.lower(), nouns().get(noun.lower_, []))
        if any(c.lower_ in ("splinter", "breakaway") for c in noun.lefts):
            lines = nouns()["splinter"]
        for line in lines:
            rule = f"noun: {line.line} {line.does}"
            make = _NOUNS[line.does]
            for draft in make(scene, passage, noun, line.more):
                draft.rule = rule
                yield draft


def _post(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    yield from _leads(scene, passage, noun, "post")


def group_before(scene: Scene, person: Actor) -> Actor | None:
    """The group whose name ends right before a person's."""
    start = person.start - person.passage.offset
    span = person.passage.doc.char_span(start, start + 1, alignment_mode="expand")
    before = scene.of(person.passage, span[0].nbor(-1)) if span is not None and span[0].i > 0 else None
    return before if before is not None and before.form == "named" and fits(before, "group") else None


def _secretary_general(noun: "Token") -> bool:
    """Whether a post is that of a secretary-general, who leads."""
    near = [t.lower_ for t in noun.doc[max(0, noun.i - 2) : noun.i + 3] if not t.is_punct]
    return any(pair == ("secretary", "general") for pair in pairwise(near))


def role_words(noun: "Token") -> str:
    """The words of a role: "deputy commander"."""
    left = [
        c
        for c in noun.lefts
        if c.dep_ in ("compound", "amod") and c.ent_type_ not in ("GPE", "NORP", "ORG") and c.is_alpha
    ]
    return " ".join([*(c.text for c in left), noun.text]).lower()


def _leads(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    new, old = follows(scene, passage, noun)
    people = dict.fromkeys(
        a for a in (*new, *old, *holders(scene, passage, noun)) if a.chain.kind == "person"
    )
    groups = [a for a in owners(scene, passage, noun) if fits(a, "group")]
    named = [a for a in owners(scene, passage, noun, ("of",)) if a.form == "named"]
    for whole in [a for a in named if a.chain.kind == "person"]:
        before = group_before(scene, whole)  # the leader of Liwa X Khalid Y
        if before is not None:
            people, groups = {whole: None}, [before]
    deputy = any(
        c.lower_ in ("deputy", "vice", "former", "ex", "assistant", "senior", "local") for c in noun.lefts
    )
    for who in people:
        for group in groups:
            if who.chain is group.chain:
                continue
            start, end = evidence(passage, noun, who, group)
            role = role_words(noun)
            if (more == "post" and not _secretary_general(noun)) or deputy:
                draft = Draft(passage, who, "member_of", group, noun, start, end, "", Qualifiers(role=role))
            else:
                draft = Draft(passage, group, "led_by", who, noun, start, end, "", Qualifiers(role=role))
            if who in old or any(c.lower_ in ("former", "ex", "late", "then") for c in noun.lefts):
                draft.status = "ended"
            yield draft


def _founds(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    for draft in _leads(scene, passage, noun, ""):
        if draft.predicate == "led_by":
            yield replace_predicate(draft, "founded_by")


def replace_predicate(draft: Draft, predicate: str) -> Draft:
    """The same draft under another predicate, without its qualifiers."""
    return replace(draft, predicate=predicate, qualifiers=Qualifiers())


def _part(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    predicate = {"part": "part_of", "split": "split_from", "auxiliary": "auxiliary_to"}.get(
        more or "part", "part_of"
    )
    own = scene.of(passage, noun)
    for unit in holders(scene, passage, noun):
        for whole in owners(scene, passage, noun, ("of", "to", "from", "for")):
            if (
                unit.chain.kind == "group"
                and fits(whole, "group")
                and unit.chain is not whole.chain
                and whole is not own
            ):
                if unit.form == "named" and whole.start >= unit.start and whole.end <= unit.end:
                    continue
                start, end = evidence(passage, noun, unit, whole)
                yield Draft(passage, unit, predicate, whole, noun, start, end, "")


def _split(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    yield from _part(scene, passage, noun, "split")


def _auxiliary(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    yield from _part(scene, passage, noun, "auxiliary")


def _pair(
    scene: Scene, passage: Passage, noun: "Token", predicate: str, preps: tuple[str, ...], turn: bool = False
) -> Iterator[Draft]:
    others = [
        a
        for prep, obj in prepositions(noun)
        if prep in preps
        for m in members(obj)
        for a in actors(scene, passage, m)
    ]
    for a in doers(scene, passage, noun):
        for b in others:
            if a.chain is b.chain or not fits(a, "actor") or not fits(b, "actor"):
                continue
            if "pronoun" in (a.chain.main.form, b.chain.main.form):
                continue
            start, end = evidence(passage, noun, a, b)
            one, two = (b, a) if turn else (a, b)
            yield Draft(passage, one, predicate, two, noun, start, end, "")


def _support(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    for draft in _pair(scene, passage, noun, "allied_with", ("for", "to")):
        yield draft
    enjoyed = noun.dep_ == "dobj" and noun.head.lemma_.lower() in words("turns", "enjoy")
    for draft in _pair(scene, passage, noun, "backed_by", ("from", "of") if enjoyed else ("from",)):
        draft.qualifiers = Qualifiers(means=means_of(noun))
        yield draft


def _kin(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    relative = scene.of(passage, noun)
    named = [a for a in holders(scene, passage, noun) if a.chain.kind == "person"]
    for one in named or ([relative] if relative else []):
        for two in owners(scene, passage, noun, ("of", "to")):
            if two.chain.kind == "person" and two.chain is not one.chain and two.chain.main.form != "pronoun":
                start, end = evidence(passage, noun, one, two)
                role = Qualifiers(role=noun.lemma_.lower())
                yield Draft(passage, one, "related_to", two, noun, start, end, "", role)


def _ally(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    if more == "with":
        yield from _pair(scene, passage, noun, "allied_with", ("with",))
        return
    for a in holders(scene, passage, noun):
        for b in owners(scene, passage, noun, ("of",)):
            if a.chain is not b.chain and fits(a, "actor") and fits(b, "actor"):
                start, end = evidence(passage, noun, a, b)
                yield Draft(passage, a, "allied_with", b, noun, start, end, "")


def _foe(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    preps = ("against", "on") if more == "against" else (more,)
    for draft in _pair(scene, passage, noun, "opposed_to", preps):
        if isinstance(draft.object, Actor) and (
            draft.object.chain.kind != "place" or more != "against" or is_state(draft.object)
        ):
            yield draft


def _tie(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    yield from _pair(scene, passage, noun, "linked_to", ("with", "to"))


def _base(scene: Scene, passage: Passage, noun: "Token", more: str) -> Iterator[Draft]:
    where = [
        a
        for prep, obj in prepositions(noun)
        if prep in ("in", "at", "near")
        for m in members(obj)
        for a in actors(scene, passage, m)
        if a.kind == "place"
    ]
    for group in owners(scene, passage, noun, ("of",)):
        for place in where:
            if group.chain.kind == "group":
                start, end = evidence(passage, noun, group, place)
                yield Draft(passage, group, "based_in", place, noun, start, end, "")


_NOUNS: dict[str, Callable[[Scene, Passage, "Token", str], Iterator[Draft]]] = {
    "leads": _leads,
    "post": _post,
    "founds": _founds,
    "part": _part,
    "split": _split,
    "auxiliary": _auxiliary,
    "support": _support,
    "ally": _ally,
    "foe": _foe,
    "tie": _tie,
    "base": _base,
    "kin": _kin,
}

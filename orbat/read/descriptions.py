"""What a text calls somebody: apposition, "X is a …", the noun or adjective beside a name, a title.

Law: a description is words of the text about a named actor; a name is never a description of itself; the same
words about the same actor count once.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from orbat.model import Words
from orbat.read.drafts import Draft, evidence
from orbat.read.events import CUT, phrase
from orbat.read.grammar import actors, all_actors, members, prepositions, subject
from orbat.read.lexicon import words
from orbat.read.mentions import kind_of_noun
from orbat.read.nlp import Passage, children
from orbat.read.relations import fits
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

BEING = ("be", "remain", "become", "seem", "appear")
SHORT = tuple(d for d in CUT if d not in ("acl", "mark"))  # what a description leaves out


def of_passage(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Every description of the passage, each once."""
    seen: set[tuple[int, str]] = set()
    for draft in _all(scene, passage):
        assert isinstance(draft.object, Words)
        key = (id(draft.subject.chain), draft.object.text.lower())
        if key not in seen and draft.object.text.strip():
            seen.add(key)
            yield draft


def _all(scene: Scene, passage: Passage) -> Iterator[Draft]:
    for token in passage.doc:
        if token.dep_ in ("attr", "acomp") and token.head.lemma_ in BEING:
            for each in members(token):
                yield from _copula(scene, passage, token.head, each)
        elif token.dep_ == "appos" and token.pos_ in ("NOUN", "PROPN"):
            yield from _apposition(scene, passage, token)
        elif token.dep_ == "pobj" and token.pos_ == "NOUN" and token.head.lower_ == "as":
            yield from _as(scene, passage, token)
        elif token.dep_ == "oprd":
            yield from _called(scene, passage, token)
        if token.pos_ == "NOUN":
            yield from _such(scene, passage, token)
            yield from _after_name(scene, passage, token)
    for actor in scene.inside(passage):
        yield from _beside(scene, passage, actor)


def told_by(passage: Passage, actor: Actor, token: "Token") -> Draft | None:
    """The claim that a noun or adjective says what an actor is, whatever the grammar between them."""
    if token.pos_ in ("NOUN", "PROPN"):
        said = phrase(token, SHORT)
    else:
        said = passage.doc[token.left_edge.i : token.i + 1].text
    if token.pos_ == "VERB" or not _telling(said, 14) or said == actor.name:
        return None
    return _draft(passage, actor, said, token, token, "model")


def _draft(passage: Passage, who: Actor, text: str, anchor: "Token", last: "Token", rule: str) -> Draft:
    start, end = evidence(passage, anchor, who, last)
    return Draft(passage, who, "described_as", Words(text), anchor, start, end, f"description: {rule}")


def _telling(said: str, most: int) -> bool:
    """Whether words say what somebody is: not too long, no bare "others", and in this alphabet."""
    empty = words("descriptions", "empty") | words("descriptions", "vague") | words("kin", "words")
    dangling = said.rsplit(" ", 1)[-1] in ("to", "of", "for", "in", "with", "by", "at", "on", "from", "that")
    bare = dangling or all(w in empty for w in said.lower().split())
    return 0 < len(said.split()) <= most and not bare and said.isascii() and any(c.isalpha() for c in said)


def _copula(scene: Scene, passage: Passage, verb: "Token", token: "Token") -> Iterator[Draft]:
    if token.pos_ not in ("NOUN", "ADJ", "PROPN") or token.ent_type_ in ("CARDINAL", "MONEY", "DATE"):
        return
    if children(verb, "expl") or token.lemma_ == "part":  # part of X is a relation
        return
    said = phrase(token, SHORT)
    for who in all_actors(scene, passage, subject(verb)):
        named = who.chain.main.form == "named" and fits(who, "any")
        if named and scene.of(passage, token) is not who and _telling(said, 16):
            yield _draft(passage, who, said, token, token, "is")


def _apposition(scene: Scene, passage: Passage, token: "Token") -> Iterator[Draft]:
    first, second = token.head, token
    for named, other in ((first, second), (second, first)):
        own = scene.of(passage, other)
        if other.pos_ != "NOUN" or (own is not None and own.form == "named"):
            continue
        said = _single(other, phrase(other, SHORT)) if other is first else phrase(other, SHORT)
        for who in all_actors(scene, passage, members(named) if other is first else [named]):
            if who.form == "named" and who.kind in ("group", "person") and _telling(said, 12):
                yield _draft(passage, who, said, other, other, "apposition")


def _single(noun: "Token", said: str) -> str:
    """A kind said of several, of one: terrorist groups -> terrorist group."""
    said = said.replace(noun.text, noun.lemma_) if noun.tag_ == "NNS" else said
    return re.sub(
        r"^(?:(?:several|many|some|various|numerous|other|another|both|all|two|three|four|five) )+", "", said
    )


def _such(scene: Scene, passage: Passage, noun: "Token") -> Iterator[Draft]:
    """Terrorist organizations, including A and B; groups such as A."""
    if kind_of_noun(noun) is None:
        return
    named = [m for p, o in prepositions(noun) if p in ("as", "including", "like") for m in members(o)]
    said = _single(noun, phrase(noun, (*SHORT, "prep", "acl")))
    for token in named:
        who = scene.of(passage, token)
        if who and who.form == "named" and who.kind in ("group", "person") and _telling(said, 6):
            yield _draft(passage, who, said, noun, token, "such as")


def _as(scene: Scene, passage: Passage, token: "Token") -> Iterator[Draft]:
    """Described as, designated as, serves as, was founded as."""
    verb = token.head.head
    if verb.lemma_.lower() not in words("descriptions", "as"):
        return
    moved = children(verb, "dobj") if not children(verb, "nsubjpass") else []
    for who in all_actors(scene, passage, moved or subject(verb)):
        said = phrase(token, SHORT)
        if who.chain.main.form == "named" and fits(who, "any") and _telling(said, 14):
            yield _draft(passage, who, said, token, token, "as")


def _called(scene: Scene, passage: Passage, token: "Token") -> Iterator[Draft]:
    """An order called X; X was considered a terrorist group."""
    verb = token.head
    who = scene.of(passage, token)
    noun = verb.head
    if who and who.form == "named" and verb.lemma_ in words("descriptions", "called"):
        if verb.dep_ in ("acl", "relcl") and noun.pos_ == "NOUN":
            said = phrase(noun, (*SHORT, "acl", "prep"))
            if _telling(said, 8):
                yield _draft(passage, who, said, noun, noun, "called")
    elif who is None and token.pos_ in ("NOUN", "ADJ") and verb.lemma_ in words("descriptions", "as"):
        for one in all_actors(scene, passage, children(verb, "dobj") or subject(verb)):
            if one.chain.main.form == "named" and _telling(phrase(token, SHORT), 14):
                yield _draft(passage, one, phrase(token, SHORT), token, token, "called")


def _after_name(scene: Scene, passage: Passage, noun: "Token") -> Iterator[Draft]:
    """The X terrorist group -> terrorist group; ELN rebels -> rebels."""
    if noun.lower_ not in words("descriptions", "kinds"):
        return
    for left in noun.lefts:
        for who in actors(scene, passage, left) if left.dep_ in ("compound", "nmod", "poss", "amod") else []:
            last = passage.doc.char_span(
                who.start - passage.offset, who.end - passage.offset, alignment_mode="expand"
            )
            if (
                who.form != "named"
                or who.kind != "group"
                or last is None
                or last.end > noun.i
                or left.dep_ == "poss"
            ):
                continue
            between = [t for t in passage.doc[last.end : noun.i] if t.is_alpha or t.text == "-"]
            said = " ".join([*(t.text for t in between), noun.text])
            if between or noun.tag_ == "NNS":
                yield _draft(passage, who, said, noun, noun, "after a name")


def _beside(scene: Scene, passage: Passage, actor: Actor) -> Iterator[Draft]:
    """The Shi'i militia X -> Shi'i militia; the Iranian-backed LDF -> Iranian-backed; General X."""
    if actor.form != "named" or actor.kind not in ("group", "person"):
        return
    low = set(actor.title.lower().split())
    if actor.title and actor.kind == "person" and not low <= words("titles", "forms") | words("kin", "words"):
        first = actor.start - passage.offset - len(actor.title) - 1
        at = (max(0, first), actor.end - passage.offset)
        yield Draft(
            passage, actor, "described_as", Words(actor.title), actor.token, *at, "description: title"
        )
        return
    nouns, adjectives = _left_of(scene, passage, actor)
    own = [t for t in nouns if t.lower_ in words("described", "groups") | words("described", "persons")]
    if own:
        begin = min(t.left_edge.i for t in [*own, *adjectives])
        said = passage.doc[begin : own[-1].i + 1].text
        yield _draft(passage, actor, said, own[-1], passage.doc[begin], "noun before a name")
    elif adjectives and adjectives[-1].lower_ not in words("descriptions", "empty"):
        begin, last = adjectives[0].left_edge.i, adjectives[-1].i
        said = passage.doc[begin : last + 1].text
        yield _draft(passage, actor, said, adjectives[-1], passage.doc[begin], "adjective before a name")


def _left_of(scene: Scene, passage: Passage, actor: Actor) -> "tuple[list[Token], list[Token]]":
    """The nouns and adjectives right before a name."""
    first = actor.start - passage.offset
    nouns: list[Token] = []
    adjectives: list[Token] = []
    for left in actor.token.lefts:
        if left.idx + len(left) > first or left.dep_ not in ("compound", "nmod", "amod"):
            continue
        if not scene.of_named(passage, left):
            (adjectives if left.pos_ == "ADJ" or left.tag_ in ("VBN", "JJ") else nouns).append(left)
    return nouns, adjectives

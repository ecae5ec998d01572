"""Weapons, vehicles and equipment that an actor uses, has, is given, or loses to an enemy's fire.

Law: the thing is a noun of lexicon.toml [weapons] with its modifiers; what a strike destroys
belongs to whom it strikes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from orbat.model import Words
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import actors, all_actors, members, passive, prepositions, slots, subject
from orbat.read.lexicon import words
from orbat.read.nlp import Passage, children
from orbat.read.relations import doers, fits, owners
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def of_passage(scene: Scene, passage: Passage, counts: Mapping[int, int]) -> Iterator[Draft]:
    """Every use of arms in the passage. `counts`: how many, by the index of the counted noun."""
    enemy: Actor | None = None
    for sentence in passage.doc.sents:
        enemy = _struck(scene, passage, sentence) or enemy
        for noun in sentence:
            if is_weapon(noun) and not _named_group(scene, passage, noun):
                for user, anchor in _users(scene, passage, noun, enemy):
                    if fits(user, "actor") and user.chain.main.form != "pronoun":
                        yield _draft(passage, user, noun, anchor, counts.get(noun.i))


def is_weapon(noun: "Token") -> bool:
    """Whether a noun names arms, a vehicle or equipment, and is no mere modifier of another noun."""
    if noun.dep_ in ("compound", "nmod") and noun.head.lower_ in words("weapons", "fires"):
        return is_arm(noun)
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ in ("compound", "amod", "nmod", "poss"):
        return False
    if noun.lower_ in ("system", "systems"):
        return any(is_arm(c) for c in noun.lefts)
    return is_arm(noun)


def told_by(passage: Passage, user: Actor, noun: "Token") -> Draft | None:
    """The claim that an actor uses what a noun names, whatever the grammar between them."""
    return _draft(passage, user, noun, noun, None) if noun.pos_ in ("NOUN", "PROPN") else None


def _named_group(scene: Scene, passage: Passage, noun: "Token") -> bool:
    """Whether the noun is a person or ends a longer name: a bomber, a regiment of rifles."""
    own = scene.of(passage, noun)
    if own is None or own.form != "named":
        return own is not None and own.kind == "person"
    return len(own.name.split()) > 1


def is_arm(token: "Token") -> bool:
    """Whether the word itself is one of the lexicon's."""
    return token.lower_ in words("weapons", "words") or token.lemma_.lower() in words("weapons", "words")


def _draft(passage: Passage, user: Actor, noun: "Token", anchor: "Token", count: int | None) -> Draft:
    doc, first = passage.doc, noun.i
    own = range(user.start - passage.offset, user.end - passage.offset)
    while first > noun.sent.start:
        left = doc[first - 1]
        inside = left.text == "-" or left.dep_ in (
            "compound",
            "amod",
            "nmod",
            "npadvmod",
            "advmod",
        )
        if (
            not inside
            or not noun.is_ancestor(left)
            or left.idx in own
            or left.lower_ in words("weapons", "empty")
            or left.ent_type_ in ("CARDINAL", "GPE", "NORP")
            or _held(left)
        ):
            break
        first -= 1
    while doc[first].is_punct:
        first += 1
    start, end = evidence(passage, anchor, user, doc[first], noun)
    draft = Draft(
        passage,
        user,
        "uses",
        Words(doc[first : noun.i + 1].text),
        anchor,
        start,
        end,
        f"arms: {anchor.lemma_.lower()}",
    )
    draft.qualifiers = replace(draft.qualifiers, count=count)
    return draft


def _held(token: "Token") -> bool:
    return token.lower_.rpartition("-")[2] in ("held", "owned", "operated", "controlled", "made", "supplied")


def _users(
    scene: Scene, passage: Passage, noun: "Token", enemy: Actor | None
) -> "Iterator[tuple[Actor, Token]]":
    """(who uses it, the word that says so): the first of owner, verb, target that gives anybody."""
    if noun.dep_ in ("compound", "nmod"):
        yield from ((a, noun.head) for a in owners(scene, passage, noun.head, ("from", "by")))
        return
    owned = [a for a in _owners(scene, passage, noun) if fits(a, "actor")]
    if owned:
        yield owned[0], noun
        return
    first = noun
    while first.dep_ in ("conj", "appos") and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    verb, slot = _governor(first)
    if verb is None:
        return
    lemma = verb.lemma_.lower()
    if verb.pos_ in ("VERB", "AUX"):
        yield from ((a, verb) for a in _by_verb(scene, passage, verb, slot, lemma))
        if slot == "whom" and lemma in words("weapons", "targets") and enemy is not None:
            yield enemy, verb
    elif slot == "of" and lemma in words("weapons", "acts"):
        doers = owners(scene, passage, verb, ("by",)) or _doer(scene, passage, verb)
        yield from ((a, verb) for a in doers)


def _owners(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    """ISIL vehicles, the army's tanks, rebel-held tanks, aircraft of the coalition; fire from X."""
    out: list[Actor] = []
    for child in noun.lefts:
        if child.dep_ in ("poss", "compound", "nmod", "amod"):
            out += actors(scene, passage, child) if not child.lower_.endswith(("-made", "-supplied")) else []
            if _held(child) and not child.lower_.endswith(("made", "supplied")):
                out += [a for t in child.subtree for a in actors(scene, passage, t)]
    out += [
        a
        for p, o in prepositions(noun)
        if p in ("of", "from", "for")
        for m in members(o)
        for a in actors(scene, passage, m)
    ]
    return [a for a in dict.fromkeys(out) if a.kind != "place" or a.form == "named"]


def _governor(noun: "Token") -> "tuple[Token | None, str]":
    """The verb or noun over a weapon and the slot it fills: whom, with, to, of."""
    head = noun.head
    if noun.dep_ == "pobj" and head.dep_ in ("prep", "dative"):
        if (
            head.lower_ == "of"
            and head.head.lower_ in words("carriers", "measures")
            and head.head != head.head.head
        ):
            return _governor(head.head)
        if head.lower_ in ("as", "including", "like") and head.head.pos_ == "NOUN":
            return _governor(head.head)
        if head.lower_ == "with" and head.head.dep_ == "dobj" and not is_arm(head.head):
            return head.head.head, "with"  # blew up a bridge with dynamite
        return head.head, head.lower_
    if noun.dep_ == "dobj" or noun.dep_ == "nsubjpass":
        return head, "whom"
    return None, ""


def _by_verb(scene: Scene, passage: Passage, verb: "Token", slot: str, lemma: str) -> list[Actor]:
    """Who uses what fills the slot of a verb: has it, is armed with it, attacks with it, is given it."""
    found = slots(verb)
    if lemma in words("weapons", "give"):
        if slot == "with":
            return all_actors(scene, passage, found.get("whom", []))
        given = all_actors(scene, passage, [*found.get("to", []), *children(verb, "dative")])
        if given:
            return given
    if slot == "with" and lemma in words("weapons", "arm"):
        return all_actors(scene, passage, found.get("whom", []) or found.get("who", []))
    if slot == "with" or (slot == "whom" and lemma in words("weapons", "verbs")):
        who = found.get("who", [])
        deeds = [t for t in who if t.pos_ == "NOUN" and verb.dep_ in ("acl", "advcl")]
        return all_actors(scene, passage, who) or [a for t in deeds for a in doers(scene, passage, t)]
    return []


def _doer(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    """The subject of "made use of rockets", "its acquisition of aircraft"."""
    whose = [a for c in children(noun, "poss") for a in actors(scene, passage, c)]
    verb = noun.head
    return whose or (
        all_actors(scene, passage, subject(verb)) if noun.dep_ == "dobj" and not passive(verb) else []
    )


def _struck(scene: Scene, passage: Passage, sentence: "Span") -> Actor | None:
    """Whom the strikes of a sentence hit: "strikes against X", or the owner of a target ("two X units")."""
    for token in sentence:
        if token.dep_ == "pobj" and token.head.lower_ in ("against", "on"):
            over = token.head.head
            if over.lemma_.lower() in words("weapons", "strikes") or over.pos_ == "VERB":
                found = _enemy(scene, passage, token)
                if found:
                    return found
        if token.dep_ in ("dobj", "conj", "appos") and any(
            t.lemma_.lower() in words("weapons", "targets") for t in token.ancestors
        ):
            found = _enemy(scene, passage, token)
            if found:
                return found
    return None


def _enemy(scene: Scene, passage: Passage, noun: "Token") -> Actor | None:
    """The named group that a target is or belongs to."""
    whose = [*actors(scene, passage, noun), *_owners(scene, passage, noun)]
    whose = [a.chain.main for a in whose] + [a.of.chain.main for a in whose if a.of]
    return next(
        (a for a in whose if a.form == "named" and a.chain.kind == "group" and not is_arm(a.token)), None
    )

"""Strength and casualties: figures, whose they are, of what kind, and by whom.

Law: a figure keeps its bound; a count that the text leaves open makes no claim; a person killed is a count of one.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orbat.model import Quantity, Qualifiers, Words
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import actors, all_actors, members, passive, prepositions, slots
from orbat.read.lexicon import words
from orbat.read.nlp import Passage, children
from orbat.read.numbers import Figure, find_figures
from orbat.read.relations import fits, owners, weapon_of
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

HARM = {
    "killed": "casualties_killed",
    "wounded": "casualties_wounded",
    "captured": "casualties_captured",
    "missing": "casualties_missing",
    "displaced": "casualties_displaced",
}


def harm_of(token: "Token") -> str | None:
    """The kind of casualty that a verb or noun tells."""
    for form in (token.lemma_.lower(), token.lower_):
        for kind in HARM:
            if form in words("harm", kind):
                return kind
    return None


def quantity(figure: Figure | None, kind: str | None = None, unit: str | None = None, manner: str | None = None) -> Quantity:
    """A Quantity with a figure's count and bound; no figure is one."""
    if figure is None:
        return Quantity(count=1, kind=kind, unit=unit, manner=manner)
    return Quantity(figure.count, figure.low, figure.high, figure.bound, unit, kind, manner=manner)


def of_figures(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every figure in the passage."""
    doc = passage.doc
    for figure in find_figures(doc.text):
        if figure.vague:
            continue
        span = doc.char_span(figure.start, figure.end, alignment_mode="expand")
        if span is None:
            continue
        noun = counted(span.root)
        yield from _casualties(scene, passage, figure, noun)
        yield from _strength(scene, passage, figure, noun)
        yield from _weapons(scene, passage, figure, noun)


def counted(number: "Token") -> "Token":
    """The noun that a number counts; the number itself where it stands alone."""
    token = number
    while token.dep_ in ("nummod", "quantmod", "advmod", "amod", "compound", "nmod") and token.head.i > number.i - 4:
        if token.head.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ"):
            break
        token = token.head
    return token


def governor(noun: "Token") -> "tuple[Token, str]":
    """The verb over a counted noun and the slot that it fills: who or whom; conjuncts count as their first."""
    token = noun
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "NUM"):
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        token = token.head.head
    head = token.head
    if token.dep_ == "nsubjpass" or (token.dep_ == "dobj"):
        return head, "whom"
    if token.dep_ == "nsubj":
        return head, "whom" if passive(head) else "who"
    if token.dep_ == "pobj" and head.dep_ == "agent":
        return head.head, "by"
    return head, ""


def _casualties(scene: Scene, passage: Passage, figure: Figure, noun: "Token") -> Iterator[Draft]:
    verb, slot = governor(noun)
    told = _harms(noun, verb, slot)
    if not told:
        return
    for kind, word in told:
        whose = victims(scene, passage, noun, verb, slot)
        by = []
        if word.pos_ == "VERB" and slot == "whom":
            by = all_actors(scene, passage, slots(word).get("who", []))
        for victim in whose[:1]:
            manner = manner_of(word)
            start, end = evidence(passage, noun, word, victim)
            start, end = min(start, figure.start), max(end, figure.end)
            draft = Draft(passage, victim, "casualties", quantity(figure, kind, manner=manner), word, start, end, f"figure: {word.lemma_}")
            draft.by = next((b for b in by if b.chain is not victim.chain and fits(b, "actor")), None)
            yield draft


def _harms(noun: "Token", verb: "Token", slot: str) -> "list[tuple[str, Token]]":
    """The kinds of harm told of a counted noun: its own ("15 martyrs"), its participle's, or its verbs'."""
    own = harm_of(noun) if noun.pos_ in ("NOUN", "ADJ", "VERB", "PROPN") else None
    if own:
        return [(own, noun)]
    for child in noun.children:
        if child.dep_ in ("acl", "amod", "relcl") and harm_of(child):
            return [(harm_of(child) or "", child)]
    if verb.pos_ not in ("VERB", "AUX") or slot not in ("who", "whom"):
        return []
    told = harm_of(verb)
    if told is None:
        return []
    intransitive = verb.lemma_ in ("die", "perish", "fall", "flee", "drown", "disappear")
    if (slot == "who") != intransitive and verb.lemma_ != "lose":
        return []
    return [(told, verb)]


def manner_of(word: "Token") -> str | None:
    """How, in the word's own terms, where it says more than that it happened."""
    lemma = word.lemma_.lower()
    return words_manner().get(lemma)


def words_manner() -> dict[str, str]:
    """Lemma -> manner: assassinate -> assassination."""
    return dict(pair.split(":") for pair in words("harm", "manners"))


def victims(scene: Scene, passage: Passage, noun: "Token", verb: "Token", slot: str) -> list[Actor]:
    """Whose losses a counted noun tells."""
    own = actors(scene, passage, noun)
    if harm_of(noun) and noun.pos_ in ("NOUN", "ADJ", "PROPN"):
        whose = [a for a in owners(scene, passage, noun, ("of", "among", "from", "in")) if a.chain.kind in ("group", "person")]
        if whose:
            return whose
        who = all_actors(scene, passage, slots(verb).get("who", [])) if verb.pos_ == "VERB" else []
        if not who and verb.pos_ == "NOUN":
            who = _claimant(scene, passage, verb)
        return [a for a in who if a.chain.kind in ("group", "person")]
    if verb.pos_ == "VERB" and verb.lemma_ == "lose":
        return all_actors(scene, passage, slots(verb).get("who", []))
    return [a.chain.main if a.sure == 3 else a for a in own]


def _claimant(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    """Who stands behind "a claim of 5 more": the noun's owner, or the subject of the sentence."""
    whose = owners(scene, passage, noun, ("by", "from"))
    if whose:
        return whose
    subjects = [t for t in noun.sent if t.dep_ in ("nsubj", "nsubjpass")]
    return all_actors(scene, passage, subjects[:1])


def _strength(scene: Scene, passage: Passage, figure: Figure, noun: "Token") -> Iterator[Draft]:
    if noun.lemma_.lower() not in words("strength", "units") and noun.lower_ not in words("strength", "units"):
        return
    verb, slot = governor(noun)
    whose: list[Actor] = []
    if verb.pos_ in ("VERB", "AUX") and slot in ("whom", "") and verb.lemma_.lower() in words("strength", "verbs"):
        whose = all_actors(scene, passage, slots(verb).get("who", []))
    elif noun.dep_ in ("pobj", "attr", "oprd") and noun.head.lemma_.lower() in ("of", "with", "at", "number", "be", "total"):
        top = noun.head.head if noun.head.pos_ == "ADP" else noun.head
        whose = actors(scene, passage, top) if top.pos_ in ("NOUN", "PROPN") else all_actors(scene, passage, slots(top).get("who", []))
    for group in whose:
        if group.chain.kind == "group" and group.token.i != noun.i:
            start, end = evidence(passage, noun, group)
            start, end = min(start, figure.start), max(end, figure.end)
            yield Draft(passage, group, "strength", quantity(figure, unit=noun.lower_), noun, start, end, f"figure: {noun.lower_}")


def _weapons(scene: Scene, passage: Passage, figure: Figure, noun: "Token") -> Iterator[Draft]:
    if noun.lower_ not in words("weapons", "words"):
        return
    whose = owners(scene, passage, noun, ("of",))
    for owner in whose[:1]:
        if fits(owner, "group"):
            draft = weapon_of(passage, owner, noun, noun, "figure: weapons")
            draft.qualifiers = Qualifiers(count=figure.count)
            yield draft


def of_deaths(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """A named or described person killed, wounded or taken: a count of one."""
    for token in passage.doc:
        kind = harm_of(token)
        if kind is None or token.pos_ not in ("VERB", "NOUN"):
            continue
        if token.pos_ == "VERB":
            found = slots(token)
            slot = "who" if token.lemma_ in ("die", "perish", "fall", "disappear", "drown") else "whom"
            tokens = found.get(slot, [])
            by = all_actors(scene, passage, found.get("who", [])) if slot == "whom" else []
        else:
            tokens = [m for p, o in prepositions(token) if p == "of" for m in members(o)] + children(token, "poss")
            by = [a for p, o in prepositions(token) if p == "by" for a in actors(scene, passage, o)]
        for victim in all_actors(scene, passage, tokens):
            if victim.chain.kind != "person" or victim.plural or victim.chain.main.form == "pronoun":
                continue
            start, end = evidence(passage, token, victim)
            value = Quantity(count=1, kind=kind, manner=manner_of(token))
            draft = Draft(passage, victim, "casualties", value, token, start, end, f"death: {token.lemma_}")
            draft.by = next((b for b in by if b.chain is not victim.chain), None)
            yield draft


def unsaid(draft: Draft) -> bool:
    """Whether a figure lacks any number (kept out of claims)."""
    value = draft.object
    return isinstance(value, Quantity) and value.count is None and value.low is None and value.high is None


__all__ = ["Words", "of_deaths", "of_figures", "unsaid"]

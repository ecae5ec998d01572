"""Who took part in what: events told by verbs and by nouns.

Law: an event is told in the words of the text, a verb turned into its noun; who only speaks, thinks, is or has takes
part in nothing.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from orbat.model import Qualifiers, Words
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import all_actors, prepositions, slots
from orbat.read.lexicon import words
from orbat.read.mentions import is_state
from orbat.read.nlp import Passage, children
from orbat.read.relations import doers, fits
from orbat.read.rules_data import event_types
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

CUT = ("relcl", "advcl", "appos", "parataxis", "punct", "cc", "conj", "mark", "ccomp", "acl")
WITH, AGAINST = ("with", "alongside"), ("against", "on", "at")


def phrase(token: "Token", drop: tuple[str, ...] = CUT) -> str:
    """The words of a noun phrase without clauses, brackets and articles at its head."""
    keep: list[Token] = []

    def walk(t: "Token") -> None:
        for child in t.children:
            if child.dep_ in drop or (child != token and child.pos_ == "VERB" and child.dep_ != "amod"):
                continue
            walk(child)
        keep.append(t)

    walk(token)
    keep.sort(key=lambda t: t.i)
    text = "".join(t.text_with_ws for t in keep)
    return re.sub(r"\s+", " ", re.sub(r"^(?:the|a|an|its|their|his|her) ", "", text.strip(), flags=re.IGNORECASE)).strip(" ,;:'\"")


@cache
def nominal(verb: str) -> str:
    """The noun of a verb: capture of, liberation of, fighting of."""
    if verb in event_types() and verb in words("events", "same"):
        return verb
    for end, put in (("ate", "ation"), ("ify", "ification"), ("ise", "isation"), ("ize", "ization"), ("ploy", "ployment")):
        if verb.endswith(end) and len(verb) > 5:
            return verb[: -len(end)] + put
    irregular = dict(pair.split(":") for pair in words("events", "nouns"))
    if verb in irregular:
        return irregular[verb]
    if re.search(r"[^aeiou][aeiou][bdgmnprt]$", verb) and len(verb) <= 4:
        return verb + verb[-1] + "ing"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


def of_verbs(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every verb of doing."""
    for verb in passage.doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or verb.dep_ in ("amod", "compound", "aux") or lemma in words("events", "never"):
            continue
        found = slots(verb)
        who = [a for a in all_actors(scene, passage, found.get("who", [])) if fits(a, "actor") and a.chain.main.form != "pronoun"]
        if not who or ("whom" not in found and lemma not in event_types() and not set(found) - {"who"}):
            continue
        told = described(verb, found)
        for actor in who:
            start, end = evidence(passage, verb, actor, *(t for t in found.get("whom", [])[:1]), *_last(verb))
            draft = Draft(passage, actor, "took_part_in", Words(told), verb, start, end, f"event: {lemma}")
            draft.qualifiers = Qualifiers(event_type=event_types().get(lemma, "other"))
            draft.with_ = [a for p in WITH for a in all_actors(scene, passage, found.get(p, [])) if fits(a, "actor")]
            draft.against = _against(scene, passage, found, actor)
            yield draft


def _last(verb: "Token") -> "list[Token]":
    return [t for _, t in prepositions(verb)][:2]


def _against(scene: Scene, passage: Passage, found: "dict[str, list[Token]]", actor: Actor) -> list[Actor]:
    tokens = [t for slot in ("whom", *AGAINST) for t in found.get(slot, [])]
    return [a for a in all_actors(scene, passage, tokens) if fits(a, "actor") and a.chain is not actor.chain]


def described(verb: "Token", found: "dict[str, list[Token]]") -> str:
    """An event in words: "capture of the town on the road to X"."""
    obj = [c for c in children(verb, "dobj")] or [c for c in children(verb, "nsubjpass")]
    parts = [nominal(verb.lemma_.lower())]
    if obj:
        parts += ["of", phrase(obj[0], tuple(d for d in CUT if d not in ("conj", "cc")))]
    for child in verb.children:
        if child.dep_ in ("prep", "prt", "dative") and not any(t.ent_type_ in ("DATE", "TIME") for t in child.subtree):
            parts.append(phrase(child))
        elif child.dep_ == "xcomp" and child.pos_ == "VERB":
            parts += ["to", phrase(child, ("punct", "mark", "aux", "advcl"))]
    return " ".join(parts)


def of_nouns(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every noun that tells an event and says whose it is."""
    for noun in passage.doc:
        lemma = noun.lemma_.lower()
        if noun.pos_ != "NOUN" or (lemma not in event_types() and lemma not in words("events", "deeds")):
            continue
        if noun.dep_ in ("compound", "nmod", "npadvmod") or scene.of(passage, noun) is not None:
            continue
        taking = _takes(noun)
        who = [a for a in (doers(scene, passage, noun) if taking or noun.dep_ != "pobj" else _own(scene, passage, noun))]
        told = phrase(noun)
        for actor in dict.fromkeys(who):
            if not fits(actor, "actor") or actor.chain.main.form == "pronoun" or len(told.split()) > 30:
                continue
            start, end = evidence(passage, noun, actor, *(t for _, t in list(prepositions(noun))[:2]))
            draft = Draft(passage, actor, "took_part_in", Words(told), noun, start, end, f"event: {lemma}")
            draft.qualifiers = Qualifiers(event_type=event_types().get(lemma, "other"))
            tokens = [t for p, t in prepositions(noun) if p in AGAINST]
            draft.against = [a for a in all_actors(scene, passage, tokens) if fits(a, "actor") and a.chain is not actor.chain]
            draft.with_ = [a for p, t in prepositions(noun) if p in WITH for a in all_actors(scene, passage, [t])]
            yield draft


def _takes(noun: "Token") -> bool:
    """Whether the noun's verb only says that somebody did it: carry out an attack, claim participation in operations."""
    head = noun.head if noun.dep_ in ("dobj", "nsubjpass", "pobj") else None
    if head is not None and noun.dep_ == "pobj":
        head = head.head
    return head is not None and (head.lemma_.lower() in words("events", "light") or head.lower_ in words("events", "light"))


def _own(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    from_left = [t for t in noun.lefts if t.dep_ in ("poss", "amod", "compound", "nmod")]
    by = [t for p, t in prepositions(noun) if p == "by"]
    return [a for a in all_actors(scene, passage, [*from_left, *by]) if a.chain.kind in ("group", "person") or is_state(a)]

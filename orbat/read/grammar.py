"""Who does what to whom: the arguments of verbs and nouns, whatever their voice and order.

Law: logical arguments, not surface ones. `who` acts (subject, "by" of a passive), `whom` is acted on (object,
or subject of a passive); the other slots are prepositions. Lists give all their members.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orbat.read.lexicon import words
from orbat.read.nlp import Passage, children
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

# adverbs of a verb that a preposition follows: broke away from, split off from, joined together with
PARTICLES = frozenset("away off out apart together back up down over forth along".split())


def members(token: "Token") -> "list[Token]":
    """The token and what is listed with it, also where the parser takes the second of three for a remark."""
    if token.dep_ == "conj":
        return [token]
    listed = [c for c in token.children if c.dep_ == "appos" and c.conjuncts and not token.conjuncts]
    return [token, *token.conjuncts, *(t for c in listed[:1] for t in (c, *c.conjuncts))]


def passive(verb: "Token") -> bool:
    """Whether the verb is passive: with its auxiliary, or a bare participle after its noun."""
    if children(verb, "nsubjpass", "auxpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux", "nsubj"):
        return False
    shared = verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.tag_ in ("VBN", "VBD")
    return (
        passive(verb.head)
        if shared and verb.head.tag_ == "VBN"
        else not shared or bool(children(verb, "agent"))
    )


def subject(verb: "Token", depth: int = 0) -> "list[Token]":
    """Who the verb says it of, active or passive; through relative clauses, infinitives, shared subjects."""
    if depth > 4:
        return []
    own = children(verb, "nsubj", "nsubjpass", "csubj")
    if own:
        token = own[-1] if own[-1].dep_ != "csubj" else own[0]
        if (
            token.lower_ in ("who", "which", "that")
            and verb.dep_ in ("relcl", "ccomp", "acl")
            and verb.head.pos_ != "VERB"
        ):
            return members(verb.head) if token.lower_ == "which" else [verb.head, *verb.head.conjuncts]
        return members(token)
    if verb.dep_ == "conj" or _told_of(verb):
        return subject(verb.head, depth + 1)
    if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return members(verb.head)
    if verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and verb.tag_ in ("VBG", "VBN")):
        objects = children(verb.head, "dobj") if verb.dep_ == "xcomp" else []
        return members(objects[0]) if objects else subject(verb.head, depth + 1)
    if verb.dep_ == "pcomp" and verb.head.head.pos_ in ("VERB", "AUX"):
        return subject(verb.head.head, depth + 1)
    if verb.dep_ == "pcomp" and verb.head.head.pos_ == "NOUN":
        return subject_of_noun(verb.head.head, depth)
    return []


def _told_of(verb: "Token") -> bool:
    """Whether a participle is what something is said to be: was armed by, was based in."""
    return verb.tag_ == "VBN" and verb.dep_ in ("acomp", "prep", "oprd") and verb.head.lemma_ == "be"


def subject_of_noun(noun: "Token", depth: int) -> "list[Token]":
    """Who does a deed told by a noun: "X's efforts to", "X has a plan to"."""
    owners = children(noun, "poss")
    if owners:
        return owners
    verb = noun.head
    return subject(verb, depth + 1) if verb.pos_ == "VERB" and noun.dep_ in ("dobj", "pobj") else []


def slots(verb: "Token") -> "dict[str, list[Token]]":
    """The verb's arguments by slot: who, whom, and each preposition."""
    out: dict[str, list[Token]] = {}
    done = subject(verb)
    is_passive = passive(verb)
    out["whom" if is_passive else "who"] = done
    for child in verb.children:
        if child.tag_ in ("WDT", "WP") and child.dep_ == "dobj" and verb.dep_ == "relcl":
            out.setdefault("whom", []).append(verb.head)  # the accord that he proposed
        elif child.dep_ in ("dobj", "dative", "attr", "oprd") and not (child.dep_ == "dobj" and is_passive):
            out.setdefault("whom" if child.dep_ in ("dobj", "dative") else child.dep_, []).extend(
                members(child)
            )
        elif child.dep_ == "agent":
            out["who"] = [m for p in children(child, "pobj") for m in members(p)]
    for prep, obj in prepositions(verb):
        out.setdefault(prep, []).extend(members(obj))
    if is_passive and "who" not in out:
        out["who"] = _shared_agent(verb)
    return out


def _shared_agent(verb: "Token") -> "list[Token]":
    """Who does what several participles tell: armed and financed by X."""
    if any(
        c.dep_ not in ("auxpass", "aux", "cc", "conj", "punct", "nsubjpass", "advmod") for c in verb.children
    ):
        return []
    agents = [a for v in verb.conjuncts if v.i > verb.i and passive(v) for a in children(v, "agent")]
    return [m for p in children(agents[0], "pobj") for m in members(p)] if agents else []


def prepositions(token: "Token") -> "Iterator[tuple[str, Token]]":
    """(preposition, object) pairs below a token; chains ("along with") by their last word too."""
    for child in token.children:
        particle = child.dep_ == "advmod" and child.lower_ in PARTICLES
        if not particle and (
            child.dep_ not in ("prep", "agent", "dative", "prt")
            or child.pos_ not in ("ADP", "SCONJ", "VERB", "ADV")
        ):
            continue
        for obj in child.children:
            if obj.dep_ in ("pobj", "pcomp"):
                yield child.lower_, obj
            elif obj.dep_ == "prep":
                for inner in obj.children:
                    if inner.dep_ == "pobj":
                        yield obj.lower_, inner
        for other in child.conjuncts:
            if other.dep_ == "conj" and other.pos_ == "ADP":
                yield from ((other.lower_, o) for o in other.children if o.dep_ == "pobj")


def actors(scene: Scene, passage: Passage, token: "Token", depth: int = 0) -> list[Actor]:
    """The actors that a noun phrase stands for; "dozens of X", "members of X", "groups such as X" give X."""
    if token.tag_ in ("WDT", "WP") and token.dep_ == "pobj" and depth == 0:  # the front from which it split
        clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
        return actors(scene, passage, clause.head, 1) if clause is not None else []
    found = scene.of(passage, token)
    listed = such_as(scene, passage, token)
    if found and found.form == "described" and listed:
        return listed
    metonym = found and found.form == "described" and token.lower_ in words("carriers", "metonyms")
    if found and found.of and metonym and (found.of.chain.kind == "group" or children(token, "poss")):
        return [found.of]
    if found and found.form == "described" and token.lower_ in words("carriers", "measures"):
        inner = [
            a
            for _, o in prepositions(token)
            for m in members(o)
            for a in actors(scene, passage, m, depth + 1)
        ]
        return inner or [found]
    if found:
        return [found]
    if token.dep_ == "appos" and depth == 0:
        return actors(scene, passage, token.head, depth + 1)
    if depth > 3 or token.pos_ not in ("NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON"):
        return []
    inner = []
    if token.lower_ in words("carriers", "measures") or token.pos_ in ("NUM", "DET", "PRON"):
        for prep, obj in prepositions(token):
            if prep in ("of", "from", "among"):
                inner += [a for m in members(obj) for a in actors(scene, passage, m, depth + 1)]
    if not inner and token.lower_ in words("carriers", "metonyms"):
        inner = [
            a
            for c in children(token, "poss", "compound", "amod", "nmod")
            for a in actors(scene, passage, c, depth + 1)
        ]
    return inner or listed


def such_as(scene: Scene, passage: Passage, token: "Token") -> list[Actor]:
    """The members named in "groups such as A, B and C", "groups, including A", "groups like A"."""
    out = []
    for prep, obj in prepositions(token):
        if prep in ("as", "including", "like"):
            out += [a for m in members(obj) if (a := scene.of(passage, m)) and a.form == "named"]
    return out


def all_actors(scene: Scene, passage: Passage, tokens: "list[Token]") -> list[Actor]:
    """The actors of several noun phrases, each once."""
    return list(dict.fromkeys(a for t in tokens for a in actors(scene, passage, t)))

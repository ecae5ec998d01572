"""Passages -> a scene: named, described and pronoun mentions of people, groups and places.

Law: named mentions come first and are never overruled by described ones; a description holds its modifiers but no
article; "Turkish artillery" stands for Turkey, "Syrian army" for itself (lexicon.toml, [carriers]).
"""

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING


from orbat.model import Kind
from orbat.read.lexicon import country_of, words
from orbat.read.name_pairs import apart, group_names
from orbat.read.names_in_text import Named, find_names
from orbat.read.nlp import Passage
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS: dict[str, Kind] = {
    **dict.fromkeys("he him his himself she her hers herself i me my who".split(), "person"),
    **dict.fromkeys("they them their theirs themselves we us our ours it its itself".split(), "group"),
}
MODIFIERS = {"amod", "compound", "nmod", "npadvmod", "advmod", "poss", "punct", "case", "nummod"}


def find_mentions(passages: list[Passage]) -> Scene:
    """The scene of a whole text."""
    scene = Scene(passages)
    found = [find_names(passage) for passage in passages]
    known = group_names([named for names in found for named in names])
    for passage, names in zip(passages, found, strict=True):
        for named in apart(names, passage.doc.text, known):
            _put_named(scene, passage, named)
    _agree(scene)
    for passage in passages:
        for token in passage.doc:
            if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
                _put_described(scene, passage, token)
        for token in passage.doc:
            _put_pronoun(scene, passage, token)
    scene.actors.sort(key=lambda a: (a.start, a.end))
    return scene


def _put_named(scene: Scene, passage: Passage, named: Named) -> None:
    span = passage.doc.char_span(named.start, named.end, alignment_mode="expand")
    if span is None or not scene.free(passage, span.start, span.end - 1):
        return
    start, end = passage.span(named.start, named.end)
    root = span.root
    actor = Actor(passage, start, end, named.name, named.kind, "named", root.i, named.sure, named.title)
    if named.country:
        return _put_demonym(scene, passage, actor, span.end - 1)
    scene.add(actor, span.start, span.end - 1)
    return None


def _put_demonym(scene: Scene, passage: Passage, actor: Actor, last: int) -> None:
    """Syrian army: a body of its own. Turkish artillery, Turkish: the country."""
    first = actor.head
    head = actor.token
    noun = head.head if head.dep_ in ("amod", "compound", "nmod") and head.head.i > head.i else head
    # a body keeps its modifiers: Iraqi security forces
    if noun != head and noun.lower_ in words("carriers", "bodies") and noun.i - first <= 4:
        if scene.free(passage, first, noun.i):
            a = passage.doc[first].idx
            b = noun.idx + len(noun)
            start, end = passage.span(a, b)
            name = passage.doc.text[a:b]
            body = Actor(passage, start, end, name, "group", "named", noun.i, 3)
            scene.add(body, first, noun.i)
            body.chain.extra.append(f"{actor.name} {noun.text}")
            body.of = actor
            return
    scene.add(actor, first, last)


def _agree(scene: Scene) -> None:
    """The same words are the same kind throughout a text: the surest reading wins, then the commonest."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for a in scene.actors:
        votes[a.name.lower()][a.kind] += a.sure * a.sure
    for a in scene.actors:
        a.kind = max(votes[a.name.lower()].items(), key=lambda kv: (kv[1], kv[0]))[0]


def kind_of_noun(token: "Token") -> Kind | None:
    """The kind that a common noun describes by the lexicon."""
    for form in (token.lower_, token.lemma_.lower()):
        if form in words("described", "persons") and token.tag_ in ("NN", "NNP") and form not in ("chief", "major"):
            return "person"
        if form in words("described", "groups"):
            return "group"
        if form in words("described", "persons"):
            return "person" if token.tag_ in ("NN", "NNP") else "group"
    return None


def _put_described(scene: Scene, passage: Passage, token: "Token") -> None:
    kind = kind_of_noun(token)
    if kind is None or not scene.free(passage, token.i, token.i):
        return
    if token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.pos_ in ("NOUN", "PROPN") and token.dep_ != "poss":
        return
    first = token.i
    for left in reversed(list(token.lefts)):
        if left.dep_ not in MODIFIERS or left.dep_ in ("nummod",) or left.is_stop and left.pos_ != "ADJ" and left.dep_ != "poss":
            break
        if left.right_edge.i + 1 < first and not all(t.is_punct for t in passage.doc[left.right_edge.i + 1 : first]):
            break
        if left.dep_ in ("poss", "advmod", "punct", "case"):
            if left.dep_ in ("poss",):
                break
            continue
        first = left.left_edge.i
    while first < token.i and (passage.doc[first].is_punct or passage.doc[first].pos_ in ("DET", "PRON", "PART") or passage.doc[first].lower_ in ("other", "such", "many", "several", "various", "same", "own", "more", "most", "all", "these", "those")):
        first += 1
    inner = scene.within(passage, first, token.i)
    a, b = passage.doc[first].idx, token.idx + len(token)
    start, end = passage.span(a, b)
    actor = Actor(passage, start, end, re.sub(r"\s+", " ", passage.doc.text[a:b]), kind, "described", token.i)
    actor.plural = token.tag_ in ("NNS", "NNPS")
    owner = owner_of(scene, passage, token) or (inner[0] if inner else None)
    actor.of = owner
    scene.add(actor, first, token.i)
    if owner and inner and stands_for(token) and owner.kind in ("group", "place"):
        owner.chain.join(actor.chain)
        actor.sure = 3


def stands_for(token: "Token") -> bool:
    """Whether a head noun stands for the group or state named beside it (Turkish artillery, ELN rebels)."""
    return token.lower_ in words("carriers", "metonyms")


def owner_of(scene: Scene, passage: Passage, token: "Token") -> Actor | None:
    """The named thing in "X's noun", "noun of X", "noun for X"."""
    for child in token.children:
        if child.dep_ == "poss":
            found = scene.of(passage, child)
            if found:
                return found
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "in"):
            for obj in child.children:
                found = scene.of(passage, obj)
                if obj.dep_ == "pobj" and found and (child.lower_ in ("of", "for") or found.kind == "group"):
                    return found
    return None


def _put_pronoun(scene: Scene, passage: Passage, token: "Token") -> None:
    if token.pos_ != "PRON" or token.lower_ not in PRONOUNS or token.lower_ == "who":
        return
    if not scene.free(passage, token.i, token.i) or (token.lower_ == "it" and expletive(token)):
        return
    start, end = passage.span(token.idx, token.idx + len(token))
    actor = Actor(passage, start, end, token.text, PRONOUNS[token.lower_], "pronoun", token.i, 1)
    actor.plural = token.lower_ in ("they", "them", "their", "we", "our", "us")
    scene.add(actor, token.i, token.i)


def expletive(token: "Token") -> bool:
    """It seems, it is Liwa al-Baqir that …: an `it` that stands for nothing."""
    verb = token.head
    return token.dep_ == "expl" or (
        verb.lemma_ in ("be", "seem", "appear", "happen", "remain") and any(c.dep_ in ("ccomp", "xcomp", "acomp", "relcl", "advcl") for c in verb.children)
    )


def is_state(actor: Actor) -> bool:
    """Whether an actor is a country, which acts as a group does."""
    return actor.kind == "place" and country_of(actor.chain.main.name) is not None

"""Passages -> a scene: named, described and pronoun mentions of people, groups and places.

Law: named mentions come first and are never overruled by described ones; a description holds its modifiers
but no article; "Turkish artillery" stands for Turkey, "Syrian army" for itself (lexicon.toml, [carriers]).
"""

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from orbat.model import Kind
from orbat.read.gist import Stretch
from orbat.read.language import text_of
from orbat.read.lexicon import country_of, demonym_of, words
from orbat.read.name_pairs import apart, group_names
from orbat.read.names_in_text import Named, find_names
from orbat.read.nlp import Passage
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS: dict[str, Kind] = {
    **dict.fromkeys(
        ("he", "him", "his", "himself", "she", "her", "hers", "herself", "i", "me", "my"), "person"
    ),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours"), "group"),
    **dict.fromkeys(("it", "its", "itself"), "group"),
}
ON_STAGE: dict[str, Kind] = {"person": "person", "group": "group", "place": "place"}
FIRM = 5  # how sure a rule is that the tagger does not outvote
SURNAME = 30.0  # more than the tagger and two guesses
TAGGER = 12.0  # what the tagger's word weighs: more than a rule's guess (1 to 9), less than a firm one (16)
UNSURE = 2  # at most this sure is a kind that the tagger or the place in the sentence alone suggests
DIRECTION = re.compile(r"\b(?:(?:north|south)-?(?:east|west)?|east|west|centr)(?:ern|al) $")
LEAD = re.compile(
    r"\b(?:the|an?|this|these|those|all|its|their|our)\s(?:(?:two|three|four|five|\d+)\s)?$", re.IGNORECASE
)
MODIFIERS = {"amod", "compound", "nmod", "npadvmod", "advmod", "poss", "punct", "case", "nummod"}


def find_mentions(passages: list[Passage], seen: list[list[Stretch]] | None = None) -> Scene:
    """The scene of a whole text. `seen`: what the tagger sees in each passage; None: it is not asked."""
    scene = Scene(passages)
    found = [find_names(passage) for passage in passages]
    known = group_names([named for names in found for named in names])
    for passage, names in zip(passages, found, strict=True):
        for named in apart(names, text_of(passage.doc), known):
            _put_named(scene, passage, named)
    _taken(scene)
    _agree(scene, seen)
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
    if named.title:
        actor.chain.extra.append(f"{named.title} {named.name}")
    first = span.start
    lead = DIRECTION.search(text_of(passage.doc), 0, named.start)
    if lead and named.kind == "place" and not named.country and scene.free(passage, first - 1, first - 1):
        actor.name, actor.start = f"{lead.group()}{named.name}", start - len(lead.group())
        first -= len(re.findall(r"\w+|-", lead.group()))
    last = span.end - 1
    if named.kind == "place" and not named.country and (noun := _of_what_kind(passage, last)) is not None:
        actor.chain.extra.append(actor.name)
        actor.name, actor.end = f"{actor.name} {noun.text}", passage.span(0, noun.idx + len(noun))[1]
        last = noun.i
    if named.kind == "place" and not named.country and _is_body(root) and country_of(named.name):
        _put_demonym(scene, passage, actor, span.end - 1)
        return
    if named.country and (root.tag_ not in ("NNS", "NNPS") or root.dep_ in ("compound", "amod", "nmod")):
        _put_demonym(scene, passage, actor, span.end - 1)
        return
    if named.country:  # the Turks are a people, Turkish the state
        actor.name, actor.kind, actor.plural = text_of(passage.doc)[named.start : named.end], "group", True
    scene.add(actor, first, last)


def _is_body(modifier: "Token") -> bool:
    """Whether a country's name stands before a body of it: US military, UK government."""
    return modifier.dep_ in ("compound", "nmod", "amod") and modifier.head.lower_ in words(
        "carriers", "bodies"
    )


def _of_what_kind(passage: Passage, last: int) -> "Token | None":
    """The common noun right after the name of a place that says of what kind it is: Doura district."""
    noun = passage.doc[last + 1] if last + 1 < len(passage.doc) else None
    if noun is None or noun.pos_ != "NOUN" or noun.lower_ not in words("places", "words"):
        return None
    return noun if noun.is_lower and noun.dep_ not in ("compound", "nmod") else None


def _put_demonym(scene: Scene, passage: Passage, actor: Actor, last: int) -> None:
    """Syrian army: a body of its own. Turkish artillery, Turkish: the country."""
    first = actor.head
    head = actor.token
    noun = head.head if head.dep_ in ("amod", "compound", "nmod") and head.head.i > head.i else head
    body = noun != head and noun.lower_ in words("carriers", "bodies") and noun.i - first <= 4
    if not body or not scene.free(passage, first, noun.i):
        scene.add(actor, first, last)
        return
    # a body keeps its modifiers: Iraqi security forces
    name = _words(passage, first, noun.i)
    start, end = passage.span(passage.doc[first].idx, noun.idx + len(noun))
    organ = Actor(passage, start, end, name, "group", "named", noun.i, 3)
    scene.add(organ, first, noun.i)
    organ.chain.extra.append(f"{actor.name} {noun.text}")
    organ.of = actor


def _taken(scene: Scene) -> None:
    """A name that nobody is sure of is a place where only places are taken, fled from or listed."""
    for a in scene.actors:
        if a.kind in ("person", "group") and a.sure <= UNSURE and len(a.name.split()) == 1:
            token = a.token
            listed = [token.head] if token.dep_ == "conj" else []
            listed += [c for c in token.children if c.dep_ == "conj"]
            beside = [b for t in listed if (b := scene.of(a.passage, t))]
            if any(b.kind == "place" and b.form == "named" for b in beside) or _only_places(token):
                a.kind, a.sure = "place", 3


def _only_places(token: "Token") -> bool:
    """Whether a word is what a verb or noun of taking takes: liberated X, withdrew from X, the siege of X."""
    head = token.head
    if token.dep_ in ("dobj", "nsubjpass"):
        return head.lemma_.lower() in words("places", "taken")
    if token.dep_ != "pobj":
        return False
    over = head.head.lemma_.lower()
    return (head.lower_ == "from" and over in words("places", "left")) or (
        head.lower_ == "of" and over in words("places", "battles")
    )


def _agree(scene: Scene, seen: list[list[Stretch]] | None) -> None:
    """The same words are the same kind throughout a text: the surest reading wins, then the commonest."""
    votes: dict[str, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for a in scene.actors:
        votes[a.name.lower()][a.kind] += a.sure * a.sure
    for passage in scene.passages if seen else ():
        for stretch in seen[passage.index] if seen else ():
            for (first, last, kind), sure in zip(stretch.spans, stretch.sure, strict=True):
                held = scene.within(passage, first, last)
                if len(held) == 1 and held[0].sure < FIRM:
                    votes[held[0].name.lower()][ON_STAGE[kind]] += TAGGER * sure
    for name in _surnames(scene):
        votes[name]["person"] += SURNAME
    for a in scene.actors:
        a.kind = max(votes[a.name.lower()].items(), key=lambda kv: (kv[1], kv[0]))[0]


def _surnames(scene: Scene) -> set[str]:
    """Last words of full names of people, where nothing tells surely what they name alone."""
    people = [a for a in scene.actors if a.kind == "person" and a.form == "named" and a.sure > UNSURE]
    last = {a.name.lower().split()[-1] for a in people if " " in a.name}
    sure = {a.name.lower() for a in scene.actors if a.kind != "person" and a.sure > UNSURE}
    return last - sure


def kind_of_noun(token: "Token") -> Kind | None:
    """The kind that a common noun describes by the lexicon."""
    for form in (token.lower_, token.lemma_.lower()):
        if (
            form in words("described", "persons")
            and token.tag_ in ("NN", "NNP")
            and form not in ("chief", "major")
        ):
            return "person"
        if form in words("described", "places"):
            return "place"
        if form in words("described", "groups"):
            return "group"
        if form in words("described", "persons"):
            return "person" if token.tag_ in ("NN", "NNP") else "group"
    return None


def _put_described(scene: Scene, passage: Passage, token: "Token") -> None:
    kind = kind_of_noun(token)
    if kind == "place" and any(c.lower_ == "of" for c in token.children):
        return
    if kind is None or not scene.free(passage, token.i, token.i):
        return
    if token.dep_ in ("compound", "amod", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        return
    first = _first_word(scene, passage, token)
    inner = scene.within(passage, first, token.i)
    name = _words(passage, first, token.i)
    start, end = passage.span(passage.doc[first].idx, token.idx + len(token))
    actor = Actor(passage, start, end, name, kind, "described", token.i)
    actor.plural = token.tag_ in ("NNS", "NNPS")
    actor.of = owner_of(scene, passage, token) or (inner[0] if inner else None)
    scene.add(actor, first, token.i)
    if actor.of and inner and stands_for(token) and actor.of.kind in ("group", "place"):
        actor.of.chain.join(actor.chain)
        actor.sure = 3
    elif kind == "group" and _is_same_group(actor, inner):
        inner[0].chain.join(actor.chain)
    elif kind == "group":
        actor.chain.extra += _with_owner(passage, actor, first)


def _is_same_group(actor: Actor, inner: list[Actor]) -> bool:
    """The Red Path faction is Red Path; a Fulani militia is one of a people."""
    if len(inner) != 1 or actor.plural or inner[0].kind != "group" or inner[0].form != "named":
        return False
    modifier = inner[0].token
    own = modifier.dep_ == "compound" and modifier.head.i == actor.head and inner[0].start == actor.start
    return own and modifier.ent_type_ != "NORP" and actor.token.lower_ in words("described", "anaphors")


def _words(passage: Passage, first: int, last: int) -> str:
    end = passage.doc[last]
    return re.sub(r"\s+", " ", text_of(passage.doc)[passage.doc[first].idx : end.idx + len(end)])


def _first_word(scene: Scene, passage: Passage, token: "Token") -> int:
    """Where a description begins: its modifiers, but no article, count, genitive or list before it."""
    doc, first = passage.doc, token.i
    for left in reversed(list(token.lefts)):
        if left.dep_ not in MODIFIERS - {"nummod", "poss"} or (left.is_stop and left.pos_ != "ADJ"):
            break
        if not all(t.is_punct for t in doc[left.right_edge.i + 1 : first]):
            break
        if left.dep_ not in ("advmod", "punct", "case"):
            first = left.left_edge.i
    for t in reversed(doc[first : token.i]):
        listed = t.pos_ == "CCONJ" and doc[t.i - 1].pos_ in ("NOUN", "PROPN")
        if t.i >= first and (listed or t.text in ("(", ";", "[")):
            first = t.i + 1
    while first < token.i and (doc[first].is_punct or doc[first].pos_ in ("DET", "PRON", "PART")
                               or doc[first].lower_ in words("described", "empty")):  # fmt: skip
        first += 1
    cut = scene.of(passage, doc[first])
    before = first
    while before > 0 and cut is not None and scene.of(passage, doc[before - 1]) is cut:
        before -= 1
    return before if cut is not None and cut.form == "named" else first


def _with_owner(passage: Passage, actor: Actor, first: int) -> list[str]:
    """The description with whose it is: government of Iraq, Hidalgo's troops."""
    owner = actor.of
    if owner is None or owner.passage is not passage or owner.form != "named":
        return []
    text, at = text_of(passage.doc), passage.offset
    if 0 < owner.start - actor.end < 20:
        return [re.sub(r"\s+", " ", text[actor.start - at : owner.end - at])]
    if 0 < actor.start - owner.end < 5:
        return [re.sub(r"\s+", " ", text[owner.start - at : actor.end - at])]
    return []


def whole(actor: Actor) -> tuple[int, int]:
    """Text characters of a mention with the article, count and title before it: "the two leaders"."""
    doc, at = actor.passage.doc, actor.passage.offset
    start = actor.start
    if actor.title and text_of(doc)[: start - at].rstrip().endswith(actor.title):
        start = at + text_of(doc)[: start - at].rindex(actor.title)
        post = re.search(r"[^\W\d_][\w.]* $", text_of(doc)[: start - at])
        if post and (demonym_of(post.group().strip()) or country_of(post.group().strip())):
            start = at + post.start()
    if actor.form != "pronoun" and actor.token.dep_ not in ("compound", "amod", "nmod"):
        lead = LEAD.search(text_of(doc), 0, start - at)
        start = at + lead.start() if lead else start
    return start, actor.end


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
    if token.pos_ != "PRON" or token.lower_ not in PRONOUNS:
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
    clauses = ("ccomp", "xcomp", "acomp", "relcl", "advcl")
    light = verb.lemma_ in ("be", "seem", "appear", "happen", "remain")
    return token.dep_ == "expl" or (light and any(c.dep_ in clauses for c in verb.children))


def is_state(actor: Actor) -> bool:
    """Whether an actor is a country, which acts as a group does."""
    return actor.kind == "place" and country_of(actor.chain.main.name) is not None

"""How groups begin and end, split and merge and change their names, and how leaders follow one another.

Law: who does what to whom is asked of grammar.py; the words of each turn stand in lexicon.toml, [turns].
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orbat.model import Period
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import all_actors, prepositions, slots, subject
from orbat.read.lexicon import words
from orbat.read.mentions import is_state
from orbat.read.nlp import Passage, children
from orbat.read.relations import fits, owners
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

TURNS = ("founded_by", "founded_on", "dissolved_on", "split_from", "merged_into", "renamed_to")
ADVERBS = ("advcl", "conj", "xcomp", "acl")  # how "to form Y" and "and formed Y" hang on "left X"


def of_turns(scene: Scene, passage: Passage, dates: "dict[int, Period]") -> Iterator[Draft]:
    """Foundings and endings on a date, splits, mergers, new names, new leaders."""
    for token in passage.doc:
        if token.pos_ in ("VERB", "AUX"):
            yield from _dated(scene, passage, token, dates)
            yield from _left_to_form(scene, passage, token)
            yield from _merged_to_form(scene, passage, token)
            yield from _renamed(scene, passage, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in words("turns", "command"):
            yield from _commands(scene, passage, token)


def verbs_of(told: Iterable[Draft]) -> set[int]:
    """The verbs, as token numbers, that tell how groups come and go, and so of no other event."""
    anchors = [d.anchor for d in told if d.predicate in TURNS]
    return {t.i for a in anchors for t in (a, a.head) if t == a or a.dep_ in ADVERBS}


def _draft(passage: Passage, one: Actor, predicate: str, other: Actor, anchor: "Token", rule: str) -> Draft:
    start, end = evidence(passage, anchor, one, other)
    return Draft(passage, one, predicate, other, anchor, start, end, f"turn: {rule}")


def _lemma(verb: "Token") -> str:
    """The verb with its particle: set-up, come-into-being."""
    lemma = verb.lemma_.lower()
    if any(c.dep_ == "prt" and c.lower_ == "up" for c in verb.children):
        return f"{lemma}-up"
    becoming = any(p == "into" and o.lower_ in ("being", "existence") for p, o in prepositions(verb))
    return "come-into-being" if lemma == "come" and becoming else lemma


def _dated(scene: Scene, passage: Passage, verb: "Token", dates: "dict[int, Period]") -> Iterator[Draft]:
    """Founded, set up, formed, dissolved on a date: the time under the verb."""
    lemma = _lemma(verb)
    starts = lemma in words("turns", "start")
    if not starts and lemma not in words("turns", "end"):
        return
    last = next((t for t in verb.subtree if t.i in dates and _near(t, verb)), None)
    period = dates[last.i] if last is not None else None
    if last is None or period is None or period.first is None:
        return
    found = slots(verb)
    for group in all_actors(scene, passage, found.get("whom") or found.get("who") or []):
        if group.chain.kind == "group" or is_state(group):
            start, end = evidence(passage, verb, group, last)
            predicate = "founded_on" if starts else "dissolved_on"
            date = Period(period.first, period.last or period.first)
            yield Draft(passage, group, predicate, date, verb, start, end, f"turn: {lemma}")


def _near(token: "Token", verb: "Token") -> bool:
    """Whether no other verb stands between a time and its verb."""
    head = token.head
    while head != verb and head.head != head:
        if head.pos_ == "VERB":
            return False
        head = head.head
    return True


def _formed(scene: Scene, passage: Passage, verb: "Token") -> "Iterator[tuple[Token, Actor]]":
    """What those who do the verb form by it or after it: left to form Y, merged and became Y."""
    for child in verb.children:
        if child.dep_ in ADVERBS and child.pos_ == "VERB" and _lemma(child) in words("turns", "form"):
            if children(child, "nsubj", "nsubjpass"):
                continue
            for actor in all_actors(scene, passage, slots(child).get("whom", [])):
                if actor.chain.kind == "group" and actor.chain.main.form != "pronoun":
                    yield child, actor


def _left_to_form(scene: Scene, passage: Passage, verb: "Token") -> Iterator[Draft]:
    """He left X, or broke with it, to form Y: Y is founded by him and split from X."""
    if verb.lemma_.lower() not in words("turns", "leave"):
        return
    found = slots(verb)
    old = [t for slot in ("whom", "from", "with") for t in found.get(slot, [])]
    parents = [a for a in all_actors(scene, passage, old) if a.chain.kind == "group"]
    people = [a for a in all_actors(scene, passage, found.get("who", [])) if fits(a, "actor")]
    for anchor, new in _formed(scene, passage, verb):
        yield from (_draft(passage, new, "founded_by", p, anchor, "left to form") for p in people)
        for parent in parents:
            if parent.chain is not new.chain:
                yield _draft(passage, new, "split_from", parent, anchor, "left to form")


def _merged_to_form(scene: Scene, passage: Passage, verb: "Token") -> Iterator[Draft]:
    """A merged with B to form C: A and B are merged into C."""
    if verb.lemma_.lower() not in words("turns", "merge"):
        return
    found = slots(verb)
    old = [t for slot in ("who", "whom", "with") for t in found.get(slot, [])]
    for anchor, new in _formed(scene, passage, verb):
        for part in all_actors(scene, passage, old):
            if part.chain.kind == "group" and part.chain is not new.chain:
                yield _draft(passage, part, "merged_into", new, anchor, "merged to form")


def _renamed(scene: Scene, passage: Passage, verb: "Token") -> Iterator[Draft]:
    """X changed its name to Y."""
    found = slots(verb)
    if verb.lemma_.lower() != "change" or not any(t.lemma_ == "name" for t in found.get("whom", [])):
        return
    for one in all_actors(scene, passage, found.get("who", [])):
        for other in all_actors(scene, passage, found.get("to", [])):
            if one.chain is not other.chain and one.chain.kind == other.chain.kind:
                yield _draft(passage, one, "renamed_to", other, verb, "changed its name")


def _commands(scene: Scene, passage: Passage, noun: "Token") -> Iterator[Draft]:
    """Took over the leadership of X; command of X passed to Y; X, under the command of Y."""
    verb, whose = noun.head, owners(scene, passage, noun, ("of",))
    heads: list[Actor] = []
    groups = [a for a in whose if fits(a, "group")]
    if noun.dep_ == "dobj" and verb.lemma_.lower() in words("turns", "take"):
        heads = all_actors(scene, passage, subject(verb))
    elif noun.dep_ == "nsubj" and verb.lemma_.lower() in words("turns", "pass"):
        heads = all_actors(scene, passage, slots(verb).get("to", []))
    elif noun.dep_ == "pobj" and verb.lower_ == "under":
        heads = whose
        above = verb.head
        led = subject(above) if above.pos_ in ("VERB", "AUX") else [above]
        groups = [a for a in all_actors(scene, passage, led) if fits(a, "group")]
    for head in heads:
        for group in groups:
            if head.chain.kind == "person" and head.chain is not group.chain:
                yield _draft(passage, group, "led_by", head, noun, noun.lemma_.lower())


def follows(scene: Scene, passage: Passage, noun: "Token") -> tuple[list[Actor], list[Actor]]:
    """Who holds an office, and who held it before: A succeeded B as leader, B was replaced by A as leader."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "as" or verb.lemma_.lower() not in words("turns", "follow"):
        return [], []
    found = slots(verb)
    new, old = found.get("who", []), found.get("whom", [])
    return all_actors(scene, passage, new), all_actors(scene, passage, old)

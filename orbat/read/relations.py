"""Relations that a verb says between two actors, and who holds or does what a noun tells.

Law: patterns are lines of data/verbs.tsv; the kinds of both ends must fit the line.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orbat.model import Qualifiers, Words
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import actors, all_actors, members, prepositions, slots, subject
from orbat.read.lexicon import demonym_of, words
from orbat.read.mentions import is_state
from orbat.read.nlp import Passage, children
from orbat.read.rules_data import VerbLine, nouns, verbs
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

ACTORS = ("group", "person")
MEANS = {
    "arms": {"arm", "weapon", "weapons", "arms", "ammunition", "supply", "equip"},
    "money": {"fund", "finance", "bankroll", "money", "funding", "funds", "financing"},
    "training": {"train", "training"},
    "air support": {"airstrike", "airstrikes"},
}


def fits(actor: Actor, kind: str) -> bool:
    """Whether an actor is of the kind a line wants; states act as groups."""
    own = actor.chain.kind
    if kind == "any":
        return own in ("group", "person", "place")
    if kind == "actor":
        return own in ACTORS or is_state(actor)
    if kind == "group":
        return own == "group" or is_state(actor)
    return own == kind


def by_verbs(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every verb that has a line."""
    for verb in passage.doc:
        if verb.pos_ not in ("VERB", "AUX", "ADJ") or verb.lemma_.lower() not in verbs():
            continue
        found = slots(verb)
        particle = {c.lower_ for c in children(verb, "prt", "advmod")}
        for line in verbs()[verb.lemma_.lower()]:
            if line.prep and line.prep not in found and line.prep not in particle:
                continue
            yield from _one_verb(scene, passage, verb, line, found)


def _one_verb(
    scene: Scene, passage: Passage, verb: "Token", line: VerbLine, found: "dict[str, list[Token]]"
) -> Iterator[Draft]:
    subjects = [a for a in all_actors(scene, passage, found.get(line.subject, [])) if fits(a, line.kinds[0])]
    if line.means and means_of(verb) is None and not _supports(verb):
        return
    for a in subjects:
        for token in found.get(line.object, []):
            for b in actors(scene, passage, token):
                if (
                    b.chain is a.chain
                    or not fits(b, line.kinds[1])
                    or "pronoun" in (a.chain.main.form, b.chain.main.form)
                ):
                    continue
                start, end = evidence(passage, verb, a, b)
                draft = Draft(passage, a, line.predicate, b, verb, start, end, f"verb: {line.line}")
                if line.predicate == "linked_to" and fits(a, "group") and is_clan(b):
                    draft.predicate = "recruits_from"
                if line.predicate == "part_of" and is_people(a):
                    if a.form == "described" and a.token.lower_ in words("carriers", "metonyms"):
                        continue  # it consists of 500 fighters
                    draft.predicate, draft.subject, draft.object = "recruits_from", b, a
                if line.predicate == "member_of" and line.verb in words("turns", "leave"):
                    draft.status = "ended"
                if line.predicate == "backed_by":
                    draft.qualifiers = Qualifiers(means=means_of(verb))
                if line.predicate == "named_after":
                    draft.object = Words(token.doc[token.left_edge.i : token.right_edge.i + 1].text)
                yield draft


def is_clan(actor: Actor) -> bool:
    """Whether an actor is a community of descent: a group's ties to one say where its people are from."""
    return actor.chain.kind == "group" and bool(
        set(actor.chain.main.name.lower().split()) & words("kin", "communities")
    )


def _supports(verb: "Token") -> bool:
    """Whether the verb's object is a noun of support: receives aid from."""
    given = {t.lemma_.lower() for o in children(verb, "dobj") for t in members(o)}
    return any(line.does == "support" for noun in given for line in nouns().get(noun, ()))


def is_people(actor: Actor) -> bool:
    """Whether those who make up a group are no unit: Afghans, former soldiers, a tribe."""
    word = actor.token
    return actor.plural or is_clan(actor) or (word.tag_ == "NNPS" and demonym_of(word.text) is not None)


def means_of(verb: "Token") -> str | None:
    """What kind of means a verb of support names itself or with its object."""
    near = {verb.lemma_.lower()} | {t.lemma_.lower() for t in verb.subtree if t.i - verb.i < 12}
    return "; ".join(k for k, v in MEANS.items() if near & v) or None


def holders(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    """Who the noun is said of: in apposition, beside it ("leader X"), or by "is"."""
    out: list[Actor] = []
    own = scene.of(passage, noun)
    for child in noun.children:
        if child.dep_ == "appos" or (child.dep_ == "compound" and child.pos_ == "PROPN" and child.i > noun.i):
            out += actors(scene, passage, child)
    if noun.dep_ in ("appos", "compound", "nmod"):
        out += [a for a in actors(scene, passage, noun.head) if a.start > 0]
    if noun.dep_ == "attr" or (noun.dep_ == "oprd"):
        out += all_actors(scene, passage, subject(noun.head))
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.pos_ in ("VERB", "AUX"):
        out += all_actors(scene, passage, subject(noun.head.head))
    some = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and some.lower_ in ("one", "some", "several", "part"):
        out += holders(scene, passage, some)  # one of the three battalions of X
    if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        out += holders(scene, passage, noun.head)
    after = noun.right_edge.i + 1
    if own and own.form == "named":
        out.append(own)
    if not out and after < len(passage.doc):
        beside = scene.of(passage, passage.doc[after])
        if beside and beside.form == "named":
            out.append(beside)
    return [a for a in dict.fromkeys(out) if a is not own or own.form == "named"]


def owners(
    scene: Scene, passage: Passage, noun: "Token", preps: tuple[str, ...] = ("of", "for", "in", "from")
) -> list[Actor]:
    """Whose it is: "leader of X", "X's leader", "X leader", "Syrian president"."""
    out: list[Actor] = []
    for prep, obj in prepositions(noun):
        if prep in preps:
            out += [a for m in members(obj) for a in actors(scene, passage, m)]
    for child in noun.lefts:
        if child.dep_ in ("poss", "compound", "nmod", "amod"):
            out += actors(scene, passage, child)
    return list(dict.fromkeys(out))


def doers(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    """Who does what a noun tells: "X's war", "war by X", "US strikes", or the subject of its verb."""
    out = owners(scene, passage, noun, ("by", "between"))
    if out or noun.dep_ not in ("dobj", "pobj", "attr", "nsubjpass", "appos", "conj"):
        return out
    head = noun.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    return all_actors(scene, passage, subject(head)) if head.pos_ in ("VERB", "AUX") else []

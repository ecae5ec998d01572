"""Who took part in what: events told by verbs and by nouns.

Law: an event is told in the words of the text, a verb turned into its noun; who only speaks, thinks or is
takes part in nothing.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from orbat.model import Qualifiers, Words
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import all_actors, members, passive, prepositions, slots, subject
from orbat.read.lexicon import words
from orbat.read.mentions import is_state
from orbat.read.nlp import Passage, children
from orbat.read.relations import fits
from orbat.read.rules_data import event_types
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

CUT = ("relcl", "advcl", "appos", "parataxis", "cc", "conj", "mark", "ccomp", "acl", "preconj", "predet")
WITH, AGAINST = ("with", "alongside"), ("against", "on", "at")
LONGEST = 24  # words of one event


def phrase(token: "Token", drop: tuple[str, ...] = CUT) -> str:
    """The words of a noun phrase without clauses, brackets, times and the article at its head."""
    keep: list[Token] = []

    def walk(t: "Token") -> None:
        for child in t.children:
            if child.dep_ in drop or _is_time(child) or (child.dep_ == "punct" and not _joins(child)):
                continue
            if child.pos_ == "VERB" and child.dep_ not in ("amod", "compound", "nmod"):
                continue
            walk(child)
        keep.append(t)

    walk(token)
    keep.sort(key=lambda t: t.i)
    spaced = (t.text if b.i == t.i + 1 and not t.whitespace_ else f"{t.text} " for t, b in pairwise(keep))
    text = re.sub(r"\s+", " ", "".join((*spaced, keep[-1].text))).strip()
    text = re.sub(r"^(?:the|a|an|its|their|his|her|this|that|these|those) ", "", text, flags=re.IGNORECASE)
    return text.strip(" ,;:'\"-")


def _joins(mark: "Token") -> bool:
    """Whether a mark joins two words: cross-border, 2010/11."""
    return (
        mark.text in ("-", "–", "/") and not mark.whitespace_ and mark.i > 0 and not mark.nbor(-1).whitespace_
    )


def _is_time(token: "Token") -> bool:
    """Whether a phrase only says when: "in 1996", "on Monday", "after the war"."""
    if token.dep_ == "npadvmod":
        return token.ent_type_ in ("DATE", "TIME")
    if token.dep_ != "prep":
        return False
    inner = [c for c in token.children if c.dep_ in ("pobj", "pcomp")]
    return token.lower_ in words("events", "times") or any(c.ent_type_ in ("DATE", "TIME") for c in inner)


@cache
def _irregular() -> dict[str, str]:
    return dict(pair.split(":") for pair in words("events", "nouns"))


@cache
def nominal(verb: str) -> str:
    """The noun of a verb: capture, liberation, fighting."""
    if verb in words("events", "same"):
        return verb
    if verb in _irregular():
        return _irregular()[verb]
    for end, put in (
        ("ate", "ation"),
        ("ify", "ification"),
        ("ise", "isation"),
        ("ize", "ization"),
        ("ploy", "ployment"),
    ):
        if verb.endswith(end) and len(verb) > 5:
            return verb[: -len(end)] + put
    return gerund(verb)


def gerund(verb: str) -> str:
    """The -ing form of a lemma."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    syllables = len(re.findall(r"[aeiouy]+", verb))
    doubles = re.search(r"[^aeiou][aeiou][bdgklmnprt]$", verb) and (
        syllables == 1 or verb.endswith(("rol", "mit", "pel", "fer", "run", "set"))
    )
    if doubles and not verb.endswith(("ck", "w", "x", "y", "k")):
        return verb + verb[-1] + "ing"
    return (verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else verb) + "ing"


def of_verbs(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every verb of doing."""
    for verb in passage.doc:
        if not _is_deed(verb):
            continue
        found = slots(verb)
        who = _acting(scene, passage, verb, found)
        told = described(scene, passage, verb, found, _undergone(verb))
        if not _is_whole(told):
            continue
        for actor in who:
            ends = found.get("whom", [])[:1]
            start, end = evidence(passage, verb, actor, *ends, *_last(verb))
            rule = f"event verb: {verb.lemma_.lower()}"
            draft = Draft(passage, actor, "took_part_in", Words(told), verb, start, end, rule)
            yield _with_others(scene, draft, found)


def told_by(scene: Scene, passage: Passage, actor: Actor, token: "Token") -> Draft | None:
    """The claim that an actor took part in what a verb or noun tells, whatever the grammar between them."""
    if token.pos_ == "VERB":
        lemma = token.lemma_.lower()
        if lemma in words("events", "never"):
            return None
        found = slots(token)
        suffers = any(a.chain is actor.chain for a in all_actors(scene, passage, found.get("whom", [])))
        if suffers and passive(token) and lemma in words("events", "no_patient"):
            return None
        if lemma in words("events", "light"):
            objects = [*children(token, "dobj", "nsubjpass"), *(o for _, o in prepositions(token))]
            token = next((m for o in objects for m in members(o) if is_event_noun(m)), token)
    else:
        found = {}
    deed = token.pos_ == "VERB"
    told = described(scene, passage, token, found, _undergone(token)) if deed else phrase(token)
    own = scene.of(passage, token)
    if not _is_whole(told) or own is actor:
        return None
    start, end = evidence(passage, token, actor, *found.get("whom", [])[:1], *_last(token))
    draft = Draft(passage, actor, "took_part_in", Words(told), token, start, end, "event")
    return _with_others(scene, draft, found)


def _is_whole(told: str) -> bool:
    """Whether words tell an event, and neither a paragraph nor half a clause."""
    return bool(told) and len(told.split()) <= LONGEST and not told.endswith((" which", " whom"))


def _is_deed(verb: "Token") -> bool:
    lemma = verb.lemma_.lower()
    if (
        verb.pos_ != "VERB"
        or verb.dep_ in ("amod", "compound", "aux", "prep")
        or lemma in words("events", "never")
    ):
        return False
    if any(c.dep_ == "dobj" and c.lower_.endswith(("self", "selves")) for c in verb.children):
        return False  # it finances itself
    return not (lemma in words("events", "light") and _light_object(verb))


def _light_object(verb: "Token") -> bool:
    """Whether the verb's object or "in X" tells the event: launched an attack, takes part in the exercise."""
    objects = [
        *children(verb, "dobj", "nsubjpass"),
        *(o for p, o in prepositions(verb) if p in ("in", "on", "for")),
    ]
    if passive(verb) and verb.dep_ in ("acl", "relcl"):
        objects.append(verb.head)
    return any(is_event_noun(m) for o in objects for m in members(o))


def is_event_noun(token: "Token") -> bool:
    """Whether a common noun tells an event."""
    lemma = token.lemma_.lower()
    dated = token.ent_type_ in ("DATE", "TIME")  # March
    return (
        token.pos_ in ("NOUN", "PROPN")
        and not dated
        and (lemma in event_types() or lemma in words("events", "deeds"))
    )


def _acting(scene: Scene, passage: Passage, verb: "Token", found: "dict[str, list[Token]]") -> list[Actor]:
    """Who does what the verb says: its subject, whose task it is, or the patient where nobody acts."""
    tokens = found.get("who", [])
    who = _able(all_actors(scene, passage, tokens))
    if not who and not passive(verb):
        who = _able(all_actors(scene, passage, _behind(verb, tokens)))
    if not who and _undergone(verb):
        who = _able(all_actors(scene, passage, found.get("whom", [])))
    bare = "whom" not in found and verb.lemma_.lower() not in event_types() and not set(found) - {"who"}
    return [] if bare else who


def _undergone(verb: "Token") -> bool:
    """Whether nobody is said to do it to the subject: was exiled, were disarmed."""
    known = verb.lemma_.lower() not in words("events", "no_patient")
    return known and bool(children(verb, "nsubjpass")) and not children(verb, "agent")


def _able(found: list[Actor]) -> list[Actor]:
    """Those who can act: groups, people, states; no papers, wars and treaties that bear a capital letter."""
    return [
        a
        for a in found
        if (fits(a, "actor") or is_state(a.chain.main))
        and a.chain.main.form != "pronoun"
        and a.token.lemma_.lower() not in words("events", "things")
        and not (a.form == "described" and is_event_noun(a.token))
    ]


def _behind(verb: "Token", tokens: "list[Token]") -> "list[Token]":
    """Who stands behind a task or an adjective: "its mission includes X-ing", "is responsible for X-ing"."""
    out: list[Token] = []
    if not tokens and verb.dep_ in ("xcomp", "pcomp", "conj"):
        top = verb
        while top.dep_ == "conj":
            top = top.head
        above = top.head.head if top.dep_ == "pcomp" else top.head
        tokens = (
            subject(above.head)
            if above.pos_ == "ADJ"
            else subject(above)
            if above.pos_ in ("VERB", "AUX")
            else [above]
        )
        out = tokens if above.pos_ == "ADJ" else []
    for token in tokens:
        if token.lemma_.lower() in words("events", "tasks"):
            out += children(token, "poss", "compound", "nmod")
            out += [o for p, o in prepositions(token) if p in ("of", "for")]
    return out


def _with_others(scene: Scene, draft: Draft, found: "dict[str, list[Token]]") -> Draft:
    """The draft with its type of event, and who was with and against its actor."""
    passage, actor = draft.passage, draft.subject
    draft.qualifiers = Qualifiers(event_type=event_types().get(draft.anchor.lemma_.lower(), "other"))
    others = [a for p in WITH for a in all_actors(scene, passage, found.get(p, []))]
    draft.with_ = [a for a in others if fits(a, "actor") and a.chain is not actor.chain]
    foes = all_actors(scene, passage, [t for slot in ("whom", *AGAINST) for t in found.get(slot, [])])
    draft.against = [a for a in foes if fits(a, "actor") and a.chain is not actor.chain]
    return draft


def _last(verb: "Token") -> "list[Token]":
    return [t for _, t in prepositions(verb)][:2]


def described(
    scene: Scene, passage: Passage, verb: "Token", found: "dict[str, list[Token]]", undergone: bool
) -> str:
    """An event in words: "capture of the town on the road to X"; `undergone`: told of whom it happens to."""
    lemma = verb.lemma_.lower()
    particle = [c.lower_ for c in children(verb, "prt")]
    joined = "-".join([lemma, *particle])
    parts = (
        [nominal(joined)]
        if joined in _irregular()
        else [gerund(lemma), *particle]
        if particle
        else [nominal(lemma)]
    )
    objects = children(verb, "dobj") or ([] if undergone else found.get("whom", []))
    if objects:
        parts += ["of", _object(scene, passage, objects[0])]
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ != "by" and not _is_time(child):
            inner = phrase(child)
            if " " in inner:
                parts.append(inner)
        elif child.dep_ == "xcomp" and child.tag_ == "VB":
            parts += ["to", phrase(child, ("punct", "mark", "aux", "advcl"))]
    return " ".join(parts)


def _object(scene: Scene, passage: Passage, token: "Token") -> str:
    """What is acted on, a pronoun by the name it stands for."""
    if token.pos_ == "PRON":
        found = scene.of(passage, token)
        return found.chain.main.name if found else token.lower_
    return phrase(token, tuple(d for d in CUT if d not in ("conj", "cc")))


def of_nouns(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Claims of every noun that tells an event and says whose it is."""
    for noun in passage.doc:
        if not is_event_noun(noun) or noun.dep_ in ("compound", "nmod", "npadvmod"):
            continue
        own = scene.of(passage, noun)
        proper = noun.lemma_.lower() in words("events", "things")
        if own is not None and (own.chain.main.form == "named" or own.kind == "group") and not proper:
            continue
        told, more = phrase(noun), [phrase(c) for c in children(noun, "acl") if c.tag_ == "VBG"]
        longer = " ".join([told, *more])
        told = longer if len(longer.split()) <= LONGEST else told
        found: dict[str, list[Token]] = {}
        for prep, obj in prepositions(noun):
            found.setdefault(prep, []).extend(members(obj))
        for actor, how in _doers(scene, passage, noun).items():
            if len(told.split()) <= LONGEST:
                start, end = evidence(passage, noun, actor, *_last(noun))
                rule = f"event noun {how}: {noun.lemma_.lower()}"
                draft = Draft(passage, actor, "took_part_in", Words(told), noun, start, end, rule)
                yield _with_others(scene, draft, found)


def _doers(scene: Scene, passage: Passage, noun: "Token") -> dict[Actor, str]:
    """Who does what a noun tells, and how the text says it: "X's war", "war by X", "X launched a war"."""
    left = [m for c in noun.lefts if c.dep_ in ("poss", "amod", "compound", "nmod") for m in members(c)]
    preps = [(p, m) for p, o in prepositions(noun) for m in members(o)]
    out = dict.fromkeys(_able(all_actors(scene, passage, left)), "own")
    out |= dict.fromkeys(
        _able(all_actors(scene, passage, [t for p, t in preps if p in ("by", "between", "from")])), "by"
    )
    if noun.lemma_.lower() in words("events", "goings"):
        out |= dict.fromkeys(_able(all_actors(scene, passage, [t for p, t in preps if p == "of"])), "of")
    head = _takes(noun)
    if head is not None:
        found = slots(head)
        acting = _able(all_actors(scene, passage, found.get("who", []))) or _able(
            all_actors(scene, passage, _behind(head, found.get("who", [])))
        )
        out = dict.fromkeys(acting, "light") or out
    return out


def _takes(noun: "Token") -> "Token | None":
    """The verb that only says that somebody does it: carry out an attack, participate in operations."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
        top = top.head
    if top.dep_ not in ("dobj", "nsubjpass", "pobj"):
        return _repeated(noun)
    head = top.head.head if top.dep_ == "pobj" else top.head
    if top.dep_ == "pobj" and top.head.lower_ not in ("in", "on", "for", "with", "out", "at", "during"):
        return _repeated(noun)
    if head.pos_ in ("VERB", "AUX") and head.lemma_.lower() in words("events", "light"):
        return head
    if head.pos_ == "NOUN" and head.lemma_.lower() in words("events", "light"):
        return head.head if head.dep_ == "dobj" and head.head.pos_ == "VERB" else _governed(head)
    return _repeated(noun)


def _governed(noun: "Token") -> "Token | None":
    """The verb right before a noun that the parser took for the subject of a later verb."""
    before = noun.nbor(-1) if noun.i else noun
    lost = noun.dep_ == "nsubj" and noun.head.i > noun.i and before.pos_ == "VERB"
    return before if lost and not children(before, "dobj") and subject(before) else None


def _repeated(noun: "Token") -> "Token | None":
    """The verb of the same noun before it in a list: "operations in X, as well as operations in Y"."""
    if noun.dep_ != "conj":
        return None
    twin = next((t for t in noun.sent if t.i < noun.i and t.lemma_ == noun.lemma_ and t.dep_ != "conj"), None)
    return _takes(twin) if twin is not None else None

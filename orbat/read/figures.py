"""Strength and casualties: figures, whose they are, of what kind, and by whom.

Law: a figure keeps its bound and belongs to one noun; a count that the text leaves open is left out, though
somebody was harmed; a person harmed is a count of one; a death that nothing calls violent is no casualty.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from orbat.model import Quantity
from orbat.read import arms
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import actors, all_actors, members, passive, prepositions, slots, subject
from orbat.read.language import text_of
from orbat.read.lexicon import words
from orbat.read.mentions import is_state
from orbat.read.nlp import Passage, children
from orbat.read.numbers import Figure, find_figures
from orbat.read.relations import fits, owners
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

HARM = ("killed", "wounded", "killed_or_wounded", "captured", "missing", "displaced")
COUNTING = ("nummod", "quantmod", "advmod", "amod", "compound", "nmod", "npadvmod", "det", "poss", "predet")
MEASURES = (
    "number",
    "total",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "handful",
    "couple",
    "lives",
)
Figures = dict[int, Figure]  # by the token that is counted


def harm_of(token: "Token") -> str | None:
    """The kind of casualty that a word tells, read with its partners: gunned down, killed or wounded."""
    if token.pos_ not in ("VERB", "NOUN", "ADJ", "PROPN") or token.ent_type_ in ("WORK_OF_ART", "LAW"):
        return None
    forms = [
        token.lemma_.lower(),
        token.lower_,
        *(f"{token.lemma_.lower()}-{c.lower_}" for c in children(token, "prt")),
    ]
    kind = next((k for form in forms for k in HARM if form in words("harm", k)), None)
    if kind == "wounded" and any(c.lower_ in ("mortally", "fatally") for c in token.children):
        return "killed"
    if kind in ("killed", "wounded"):
        partners = [*children(token, "conj"), *([token.head] if token.dep_ == "conj" else [])]
        either = any(c.lower_ == "or" for t in (token, *partners) for c in children(t, "cc"))
        if either and any(p.lower_ in words("harm", "wounded") | words("harm", "killed") for p in partners):
            return "killed_or_wounded" if token.dep_ != "conj" else None
    return kind


def quantity(figure: Figure | None, kind: str | None = None, unit: str | None = None) -> Quantity:
    """A Quantity with a figure's count and bound; without a figure the count stays open."""
    if figure is None or figure.vague:
        return Quantity(kind=kind, unit=unit)
    return Quantity(figure.count, figure.low, figure.high, figure.bound, unit, kind)


def counted(number: "Token") -> "Token":
    """The noun that a number counts; the number itself where it stands alone."""
    token = number
    while (
        token.dep_ in COUNTING
        and not glossed(token)
        and token.head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")
        and token.head.i > number.i - 4
    ):
        token = token.head
    return token


@lru_cache(maxsize=2)  # asked for twice in a row: for strengths, then for losses
def figures_of(passage: Passage) -> Figures:
    """The passage's figures by the token that each counts; "dozens of X" counts X as well."""
    out: Figures = {}
    for figure in find_figures(text_of(passage.doc)):
        span = passage.doc.char_span(figure.start, figure.end, alignment_mode="expand")
        if span is None:
            continue
        noun = counted(span.root)
        out[noun.i] = out[span.root.i] = figure
        if noun.pos_ == "NUM" or noun.lower_ in MEASURES:
            for prep, obj in prepositions(noun):
                if prep in ("of", "to") or (prep == "among" and noun.pos_ == "NUM"):
                    out.setdefault(obj.i, figure)
    return out


def of_figures(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Strengths, and the arms that actors use, with their counts."""
    figures = figures_of(passage)
    for i, figure in figures.items():
        if not figure.vague:
            yield from _strength(scene, passage, figure, passage.doc[i])
    counts = {i: f.count for i, f in figures.items() if f.count is not None}
    yield from arms.of_passage(scene, passage, counts)


def of_deaths(scene: Scene, passage: Passage) -> Iterator[Draft]:
    """Casualties: each victim of each word of harm, with its figure."""
    figures = figures_of(passage)
    last: Draft | None = None
    for token in passage.doc:
        for draft in _losses(scene, passage, token, figures):
            yield draft
            last = draft
        kind = harm_of(token)
        if kind is None:
            continue
        if last is not None and last.anchor == token:
            continue
        tokens, agents = patients(token)
        by = [
            a
            for a in all_actors(scene, passage, agents)
            if fits(a, "actor") and a.chain.main.form != "pronoun"
        ]
        for victim in _each(tokens):
            figure = figures.get(victim.i)
            for whose in _victims(scene, passage, victim, figure, last):
                if _counts(token, kind, whose, victim, figure):
                    value = (
                        quantity(figure, kind) if figure or not one(whose, token) else Quantity(1, kind=kind)
                    )
                    draft = _draft(passage, whose, value, token, victim, figure)
                    draft.by = next((b for b in by if b.chain is not whose.chain), None)
                    yield draft
                    last = draft


def _draft(
    passage: Passage, whose: Actor, value: Quantity, word: "Token", victim: "Token", figure: Figure | None
) -> Draft:
    start, end = evidence(passage, word, victim, whose)
    if figure and word.sent.start_char <= figure.start < word.sent.end_char:
        start, end = min(start, figure.start), max(end, figure.end)
    value = replace(value, manner=manner_of(word))
    return Draft(passage, whose, "casualties", value, word, start, end, f"harm: {word.lemma_.lower()}")


def _each(tokens: "list[Token]") -> "list[Token]":
    """Victims with those that they include: "15 people, including three children"."""
    out = []
    for token in tokens:
        out.append(token)
        for prep, obj in prepositions(token):
            if prep == "including" and children(obj, "nummod"):
                out += members(obj)
    return list(dict.fromkeys(out))


def patients(word: "Token") -> "tuple[list[Token], list[Token]]":
    """(who is harmed, who harms) by a verb, an adjective or a noun of harm."""
    lemma = word.lemma_.lower()
    if word.pos_ == "VERB" or (word.pos_ == "ADJ" and word.dep_ == "conj"):
        found = slots(word)
        if lemma in words("harm", "intransitive"):
            return found.get("who", []), []
        own = children(word, "nsubj")
        if word.lower_ == "missing":
            return own or (
                found.get("who", []) or slots(word.head).get("whom", []) if word.dep_ == "oprd" else []
            ), []
        absolute = own and word.dep_ in ("ccomp", "conj", "pcomp") and not children(word, "dobj", "aux")
        if absolute and _participle(word):
            agents = subject(word.head) if word.head.lemma_ == "have" else []
            return [m for t in own for m in members(t)], agents
        more = [c for c in word.children if c.lower_ == "more" or (c.dep_ == "conj" and c.pos_ == "NOUN")]
        more = [c for c in more if children(c, "nummod")]
        whom = [*found.get("whom", []), *more]
        if not whom:  # detained and beat nine men
            verbs = [c for c in children(word, "conj") if c.pos_ == "VERB" and not children(c, "nsubj")]
            whom = [t for c in verbs[:1] for t in slots(c).get("whom", [])]
        return whom, found.get("who", [])
    if word.pos_ == "ADJ":
        return _of_adjective(word), []
    of = [m for p, o in prepositions(word) if p == "of" for m in members(o)]
    by = [m for p, o in prepositions(word) if p == "by" for m in members(o)]
    if lemma in words("harm", "acts"):
        return of + children(word, "poss"), by
    if lemma == "suicide":
        doer = subject(word.head) if word.dep_ == "dobj" and word.head.lemma_ == "commit" else []
        return doer, doer
    if (
        word.dep_ in ("oprd", "dobj", "attr", "acomp")
        and word.head.lemma_ in ("take", "hold", "find")
        and not children(word, "nummod")
    ):
        return slots(word.head).get("whom", [])[:1], slots(word.head).get("who", [])
    return [], []


def _participle(word: "Token") -> bool:
    return word.tag_ in ("VBN", "JJ") or (
        word.tag_ == "VBD" and word.head.lemma_ in ("see", "leave", "have", "find")
    )


def _of_adjective(word: "Token") -> "list[Token]":
    """Who is dead, wounded or missing: "12 dead", "left 12 dead", "12 people were dead", "shot dead"."""
    own = children(word, "nsubj")
    if own:
        return [m for t in own for m in members(t)]
    if word.dep_ in ("oprd", "acomp", "ccomp", "attr", "advmod") and word.head.pos_ in ("VERB", "AUX"):
        found = slots(word.head)
        return found.get("whom") or found.get("who", [])
    if word.dep_ == "pobj" and word.head.lower_ == "among" and word.head.head.lemma_ == "be":
        return subject(word.head.head)
    if word.dep_ == "amod" and children(word.head, "nummod") and word.head.pos_ in ("NOUN", "NUM"):
        return [word.head]
    return [word] if children(word, "nummod") else []


def one(actor: Actor, word: "Token | None" = None) -> bool:
    """Whether an actor is one person, by kind, noun, or the verb's number: "X was killed"."""
    if actor.plural or actor.token.tag_ in ("NNS", "NNPS"):
        return False
    if actor.chain.kind == "person" or actor.token.lower_ in words("harm", "single"):
        return True
    if word is None or actor.form != "named" or actor.kind == "place" or len(actor.name.split()) > 3:
        return False
    return any(c.dep_ == "auxpass" and c.lower_ in ("was", "is") for c in word.children)


def _victims(
    scene: Scene, passage: Passage, token: "Token", figure: Figure | None, last: Draft | None
) -> list[Actor]:
    """The actors that a victim's noun stands for; a bare number or "others" are those of the loss before."""
    for prep, obj in prepositions(token):  # two of the X
        if token.pos_ == "NUM" and prep in ("of", "among", "from"):
            return _people(scene, passage, obj)
    if token.lower_ in ("most", "many", "some", "all"):
        return [a for p, o in prepositions(token) if p == "of" for a in _people(scene, passage, o)]
    if token.dep_ == "attr" and token.head.lemma_ == "be":  # X was a commander who was killed
        named = [a for a in all_actors(scene, passage, subject(token.head)) if a.form == "named"]
        if named:
            return named[:1]
    for other in (*children(token, "appos"), *([token.head] if token.dep_ == "appos" else [])):
        named = [a for a in actors(scene, passage, other) if a.form == "named" and a.chain.kind == "person"]
        if named and not token.tag_.endswith("S"):
            return named[:1]
    found = _people(scene, passage, token)
    rest = token.pos_ == "NUM" or token.lower_ in ("others", "more")
    if not found and figure and rest and last is not None and last.anchor.i < token.i:
        near = text_of(passage.doc).count(".", last.end, token.idx) <= 1
        return [last.subject] if near else []
    return found


def _people(scene: Scene, passage: Passage, token: "Token") -> list[Actor]:
    """The actors of a noun of people: a person's troops are not that person, a part is not the whole."""
    found = [a.chain.main if a.sure == 3 else a for a in actors(scene, passage, token)]
    own = scene.of(passage, token)
    if own is None or own.form != "described":
        return found
    theirs = [a.chain.main for c in children(token, "poss") for a in actors(scene, passage, c)]
    theirs = [a for a in theirs if a.chain.kind == "group" and a.form == "named"]
    if theirs and token.lower_ in words("carriers", "metonyms"):
        return theirs
    troops = token.tag_ == "NNS" and any(a.chain.kind == "person" for a in found)
    return [own] if troops or any(p == "including" for p, _ in prepositions(token)) else found


def _counts(word: "Token", kind: str, whose: Actor, victim: "Token", figure: Figure | None) -> bool:
    """Whether the words tell a loss of people; soft words ("died", "fled") need violence or a count."""
    if whose.chain.kind not in ("group", "person") and not is_state(whose):
        return False
    if whose.chain.main.form == "pronoun" or (
        whose.chain.kind == "place" and victim.ent_type_ in ("GPE", "LOC")
    ):
        return False
    if figure:
        return True
    lemma = word.lemma_.lower()
    if kind == "displaced" and lemma == "flee":
        return victim.lower_ in words("harm", "civil")
    if lemma in words("harm", "soft"):
        near = {t.lemma_.lower() for t in word.sent}
        return bool(near & words("harm", "causes"))
    if lemma in ("capture", "surrender") and whose.chain.kind == "group":
        return victim.tag_ in ("NNS", "NNPS") or one(whose)
    return True


def _losses(scene: Scene, passage: Passage, noun: "Token", figures: Figures) -> Iterator[Draft]:
    """Losses that their own noun counts: "15 fatalities", "lost 300 men", "inflicted casualties on X"."""
    if noun.pos_ not in ("NOUN", "ADJ", "PROPN", "VERB", "NUM"):
        return
    figure, kind = figures.get(noun.i), harm_of(noun)
    if figure is None and noun.pos_ == "ADJ" and noun.i and noun.nbor(-1).like_num:
        figure = figures.get(noun.i - 1)
    verb = _verb_over(noun)
    if verb is None and noun.dep_ in ("nsubj", "nsubjpass") and harm_of(noun.head):
        return
    people = words("strength", "units") | words("harm", "civil")
    lost = verb is not None and verb.lemma_ == "lose" and noun.lower_ in people
    life = verb is not None and noun.lemma_ == "life" and verb.lemma_ in ("claim", "cost", "take", "lose")
    if lost or life:
        kind = "killed"
    elif noun.lower_ not in words("harm", "counts") or kind is None:
        return
    if figure and verb is None and (claimant := _claimant(scene, passage, noun)):
        yield _draft(passage, claimant[0], quantity(figure, kind), noun, noun, figure)
        return
    given = verb is not None and verb.lemma_.lower() in words("harm", "suffer") | words("harm", "inflict")
    if figure is None and (lost or not (given or life)):
        return
    for whose in _whose(scene, passage, noun, verb, life):
        number = next((c for c in children(noun, "nsubj") if c.pos_ == "NUM"), whose.token)
        own = figure or figures.get(number.i)
        value = quantity(own, kind) if own or not one(whose) else Quantity(1, kind=kind)
        yield _draft(passage, whose, value, noun, noun, own)


def _verb_over(noun: "Token") -> "Token | None":
    """The verb that a counted noun is an object of, lists and "of" let through."""
    after = noun.dep_ == "amod" and noun.head.i < noun.i  # a total of 246 dead
    token = noun.head if glossed(noun) or after else noun
    while token.dep_ in ("conj", "nsubj", "appos") and token.head.pos_ in ("NOUN", "NUM", "ADJ", "VERB"):
        if token.dep_ == "nsubj" and not passive(token.head):
            break
        token = token.head
    if token.dep_ == "pobj" and token.head.lower_ in ("of", "in", "with", "for"):
        token = token.head
        if token.head.pos_ == "NOUN" and token.lower_ == "of":
            token = token.head
    head = token.head
    return head if head.pos_ in ("VERB", "AUX") and head.i != noun.i else None


def glossed(noun: "Token") -> bool:
    """Whether the words in brackets after a noun were taken for its head: 'martyrs' (fallen fighters)."""
    opening = noun.doc[noun.i : noun.head.i]
    return noun.dep_ in ("poss", "nmod", "compound") and any(t.text in "([" for t in opening)


def _claimant(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    """Who makes "a claim of 5 more": the claim's owner, or else the subject of its sentence."""
    claim = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if claim is None or claim.lemma_.lower() not in words("harm", "claims"):
        return []
    own = owners(scene, passage, claim, ("by", "from"))
    root = children(noun.sent.root, "nsubj", "nsubjpass")
    return [a for a in own or all_actors(scene, passage, root) if fits(a, "group")]


def _whose(scene: Scene, passage: Passage, noun: "Token", verb: "Token | None", life: bool) -> list[Actor]:
    """Whose losses a counted noun tells: its owner's, of those it falls on, or of its verb's subject."""
    preps = ("of", "among", "from", "on", "to", "for")
    under = [m for p, o in prepositions(noun) if p in preps for m in members(o)]
    whose = [a for m in under for a in _people(scene, passage, m)] or owners(scene, passage, noun, ())
    whose = [a for a in whose if fits(a, "actor") and a.chain.main.form != "pronoun"]
    if verb is not None and not whose and verb.lemma_.lower() in words("harm", "inflict"):
        on = [m for p, o in prepositions(verb) if p in ("on", "upon", "to") for m in members(o)]
        return [a for m in on for a in _people(scene, passage, m)]
    if whose or verb is None:
        return whose[:1]
    found = slots(verb)
    loser = verb.lemma_.lower() in words("harm", "suffer") | words("harm", "own")
    if not loser or life:
        own = scene.of(passage, noun)
        return [own] if own and own.form == "described" else []
    return [a for a in all_actors(scene, passage, found.get("who", [])) if fits(a, "actor")]


def manner_of(word: "Token") -> str | None:
    """How, in the word's own terms, where it says more than that it happened."""
    return dict(pair.split(":") for pair in words("harm", "manners")).get(word.lemma_.lower())


def _strength(scene: Scene, passage: Passage, figure: Figure, noun: "Token") -> Iterator[Draft]:
    """How many a group has: its verb's object, "a force of N", "N-strong", "N of its men deployed"."""
    if noun.pos_ == "NUM" and noun.dep_ in COUNTING:
        return
    for group in _holders(scene, passage, noun):
        if fits(group, "group") and group.chain.main.form != "pronoun":
            start, end = evidence(passage, noun, group)
            start, end = min(start, figure.start), max(end, figure.end)
            unit = noun.lower_ if noun.pos_ == "NOUN" and noun is not group.token else None
            yield Draft(
                passage,
                group,
                "strength",
                quantity(figure, unit=unit),
                noun,
                start,
                end,
                f"figure: {noun.lower_}",
            )


def _holders(scene: Scene, passage: Passage, noun: "Token") -> list[Actor]:
    doc, verbal = noun.doc, noun.head
    if verbal.lower_ in ("numbers", "totals") and verbal.pos_ == "NOUN" and noun.dep_ == "dobj" and verbal.i:
        beside = scene.of(passage, doc[verbal.i - 1])  # "X numbers 400 men", taken for a noun
        return [beside] if beside else []
    people = noun.lower_ in words("strength", "units") or noun.lemma_.lower() in words("strength", "units")
    strong = [c for c in noun.children if c.lower_ == "strong" or c.lower_.endswith("-strong")]
    if strong and strong[0].dep_ == "amod":
        return actors(scene, passage, noun)
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        return _of_body(scene, passage, noun.head.head)
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ in ("of", "at", "to", "with")
        and noun.head.head.pos_ in ("VERB", "AUX")
    ):
        verb = noun.head.head
        if verb.lemma_.lower() in ("estimate", "put") and (sized := _sized(subject(verb))) is not None:
            return _who_has(scene, passage, sized)
        ok = people and verb.lemma_.lower() in words("strength", "verbs")
        return [a for t in subject(verb) for a in _whole(scene, passage, t)] if ok else []
    if people and noun.dep_ == "pobj" and noun.head.lower_ == "with":
        return actors(scene, passage, noun.head.head)  # the APCLS, with some 400 fighters
    verb = noun.head
    if people and noun.dep_ == "appos" and noun.i and noun.doc[noun.left_edge.i - 1].text == "(":
        return actors(scene, passage, verb)  # CODECO (2,300 combatants)
    if noun.dep_ in ("dobj", "attr", "nummod") and verb.pos_ in ("VERB", "AUX"):
        if (sized := _sized(subject(verb))) is not None and verb.lemma_ in (
            "be",
            "total",
            "reach",
            "exceed",
            "number",
        ):
            return _who_has(scene, passage, sized)
        counts = verb.lemma_ in ("number", "total") and noun.pos_ in ("NUM", "NOUN")
        if (people and verb.lemma_.lower() in words("strength", "verbs")) or counts:
            return [a for t in slots(verb).get("who", []) for a in _whole(scene, passage, t)]
    if people and noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in words("strength", "posted"):
        return [a for a in owners(scene, passage, noun, ("of", "from")) if fits(a, "group")][:1]
    return []


def _who_has(scene: Scene, passage: Passage, sized: "Token") -> list[Actor]:
    """Whose strength it is; "whose strength" is that of what the clause is about."""
    if any(c.lower_ == "whose" for c in children(sized, "poss")) and sized.head.dep_ == "relcl":
        return actors(scene, passage, sized.head.head)
    return owners(scene, passage, sized)


def _sized(tokens: "list[Token]") -> "Token | None":
    """The subject "strength" or "size"."""
    return next((t for t in tokens if t.lemma_.lower() in words("strength", "nouns")), None)


def _of_body(scene: Scene, passage: Passage, body: "Token") -> list[Actor]:
    """ "A force of 3,000": the force, or who has it ("X has a force of"); "strength of": its owner."""
    if body.lemma_.lower() in words("strength", "nouns"):
        whose = owners(scene, passage, body, ("of",))
        if whose or body.dep_ != "pobj":
            verb = body.head if body.dep_ == "dobj" else None
            return whose or (
                all_actors(scene, passage, slots(verb).get("who", [])) if verb is not None else []
            )
        top = body.head.head
        return (
            actors(scene, passage, top)
            if top.pos_ in ("NOUN", "PROPN")
            else all_actors(scene, passage, subject(top))
        )
    if body.lower_ not in words("strength", "bodies"):
        return []
    verb = body.head
    if body.dep_ in ("dobj", "attr") and verb.lemma_.lower() in (
        "be",
        "have",
        "command",
        "field",
        "boast",
        "maintain",
    ):
        whose = [a for t in subject(verb) for a in _whole(scene, passage, t)]
        if whose:
            return whose
    return _whole(scene, passage, body)


def _whole(scene: Scene, passage: Passage, token: "Token") -> list[Actor]:
    """The actors of a noun; what stands in apposition to a name is the named."""
    found = actors(scene, passage, token)
    if token.dep_ == "appos" and (not found or found[0].form != "named"):
        named = [a for a in actors(scene, passage, token.head) if a.form == "named"]
        return named or found
    return found


__all__ = ["counted", "figures_of", "harm_of", "of_deaths", "of_figures"]

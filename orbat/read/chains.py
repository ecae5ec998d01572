"""Which mentions of a text are one thing.

Law: a wrong join costs more than a missed one. Names join when one is the other's short form and nothing else
in the text could be meant; a description or pronoun joins the nearest thing that fits, or nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from orbat import names, places
from orbat.read.cues import lexicon
from orbat.read.grammar import subject
from orbat.read.language import text_of
from orbat.read.lexicon import country_of, words
from orbat.read.mentions import stands_for
from orbat.read.nlp import children
from orbat.read.scene import Actor, Scene, Thing

WINDOW = 120  # mentions back in which a description or pronoun finds its thing
HEARERS = ("dobj", "dative")  # who is told something is seldom spoken of next
HE = frozenset(("he", "she", "his", "her", "him"))
LATELY = 6  # sentences back in which the only person named is meant
REACH = 3  # sentences back in which "the militia" may have been named
SMALL = {"of", "the", "and", "for", "al", "el", "de", "la", "del", "y", "in", "to", "wa", "los", "las", "s"}


def link(scene: Scene) -> None:
    """Join the mentions of each thing; after this `actor.chain` is final but for reported "we" and "I"."""
    named = [a for a in scene.actors if a.form == "named"]
    _by_same_name(named)
    _by_initials(named)
    _by_short_form(named)
    _offices(scene)
    _apposed(scene)
    _described(scene)
    _nearest(scene)
    _theirs(scene)
    _farther(scene)
    _organs(scene)
    _authors(scene, named)


def _by_same_name(actors: Iterable[Actor]) -> None:
    seen: dict[tuple[str, str], Actor] = {}
    for a in actors:
        if is_generic(a):
            continue
        country = country_of(a.name) if a.kind == "place" else None
        key = ("country", country) if country else (a.kind, names.fold(a.name))
        if key in seen:
            seen[key].chain.join(a.chain)
        else:
            seen[key] = a
        if country and a.chain.main.name != country:
            a.chain.extra.append(country)


def is_generic(actor: Actor) -> bool:
    """Whether a name is one bare word of units, cut from a longer name: Forces, Brigade."""
    low = actor.name.lower()
    return low in words("groups", "last") | words("groups", "first") and low not in words("groups", "known")


def initials(name: str) -> set[str]:
    """The acronyms that a name could have: with and without its small words, hyphens as breaks or not."""
    out = set()
    for cut in (r"[\s]+", r"[\s-]+"):
        parts = [p for p in re.split(cut, name) if p]
        out.add("".join(p[0] for p in parts).upper())
        out.add("".join(p[0] for p in parts if p.lower() not in SMALL).upper())
    return out


def _by_initials(actors: list[Actor]) -> None:
    fits: dict[str, set[int]] = defaultdict(set)
    things: dict[int, Thing] = {}
    for a in actors:
        if a.kind in ("group", "event") and len(a.name.split()) > 1:
            things[id(a.chain)] = a.chain
            for short in initials(a.name):
                fits[short].add(id(a.chain))
    for a in actors:
        if a.kind == "group" and re.fullmatch(r"[A-Z]{2,7}", a.name) and len(fits[a.name]) == 1:
            things[fits[a.name].pop()].join(a.chain)
            fits[a.name] = {id(a.chain)}


def _by_short_form(actors: list[Actor]) -> None:
    """Hammond for Philip Hammond, Nusra for Jabhat al-Nusra: a short form joins if only one name fits."""
    things = list({id(a.chain): a.chain for a in actors}.values())
    for thing in things:
        short = thing.main
        if short.chain is not thing or short.kind not in ("person", "group"):
            continue
        fits = [
            t for t in things if t is not thing and t.actors and t is t.main.chain and _shortens(short, t)
        ]
        fits = list({id(t.main.chain): t.main.chain for t in fits}.values())
        if len(fits) == 1:
            fits[0].join(thing)


def _shortens(short: Actor, thing: Thing) -> bool:
    full = thing.main
    if full.kind != short.kind or full.form != "named":
        return False
    few, many = names.fold(short.name).split(), names.fold(full.name).split()
    if len(few) >= len(many) or not few:
        return False
    if short.kind == "person":
        return few in ([many[-1]], many[-len(few) :]) or (
            len(few) == 1 and few[0] == many[0] and len(few[0]) > 3
        )
    generic = words("groups", "last") | words("groups", "first")
    if many[: len(few)] == few:
        return len(few) > 1 or few[0] not in generic
    return (
        len(few) == 1
        and few[0] in many
        and few[0] not in generic
        and not places.open_gazetteer().is_place(short.name)
    )


def _offices(scene: Scene) -> None:
    """The Foreign Minister, Carla Mendes, said: the office is she, there and where it stands alone."""
    held: dict[str, set[int]] = defaultdict(set)
    things: dict[int, Thing] = {}
    posts = words("titles", "posts")
    alone = [a for a in scene.actors if a.kind == "person" and set(a.name.lower().split()) <= posts]
    for a in scene.actors:
        things[id(a.chain)] = a.chain
        if a.kind == "person" and a.title:
            held[a.title.lower()].add(id(a.chain))
    for a in alone:
        after = scene.within(a.passage, a.head + 1, a.head + 3)[:1]
        gap = text_of(a.passage.doc)[a.end - a.passage.offset :][:2]
        if after and gap == ", " and after[0].start == a.end + 2 and _is_person(after[0]):
            held[a.name.lower()].add(id(after[0].chain))
    for a in alone:
        holders = {id(things[h].main.chain) for h in held[a.name.lower()]}
        if len(holders) == 1:
            holder = next(t for t in things.values() if id(t) in holders)
            holder.extra.append(a.name)
            a.form = "described"  # a post names nobody: the person has a name of their own
            holder.join(a.chain)


def _is_person(actor: Actor) -> bool:
    return actor.kind == "person" and actor.form == "named" and len(actor.name.split()) > 1


def _apposed(scene: Scene) -> None:
    """The Cobras, a militia loyal to X: a description beside a name, or said of it by "is", is the same."""
    for a in scene.actors:
        if a.form != "described" or a.plural or a.sure == 3 or children(a.token, "conj"):
            continue
        one = any(c.dep_ == "poss" or c.lower_ in ("a", "an", "the") for c in a.token.children)
        token = a.token
        if token.dep_ == "appos":
            named = scene.of(a.passage, token.head)
        elif token.dep_ == "attr" and token.head.lemma_ == "be" and one:
            found = [scene.of(a.passage, t) for t in children(token.head, "nsubj")]
            named = found[0] if found else None
        else:
            continue
        if named and named.form == "named" and named.kind == a.kind and not named.plural:
            named.chain.join(a.chain)
    for a in scene.actors:  # the commander in Pidie, Abdullah Syafi'i
        above = scene.of(a.passage, a.token.head) if a.form == "named" and a.token.dep_ == "appos" else None
        if above and above.form == "described" and above.kind == a.kind == "person" and not above.plural:
            a.chain.join(above.chain)


def _described(scene: Scene) -> None:
    """The same description of groups is one thing; a relative or spokesman is told by whose he is."""
    seen: dict[tuple[str, ...], Actor] = {}
    for a in scene.actors:
        if a.form != "described" or a.sure == 3 or _anaphoric(a):
            continue
        if a.kind == "person" and a.of is None:
            continue
        whose = names.fold(a.of.chain.main.name) if a.of and a.kind == "person" else ""
        noun = a.token.lemma_.lower() if whose else names.fold(a.name)
        key = (a.kind, noun, whose)
        if whose and a.of:
            a.chain.extra.append(a.name)
            a.name = f"{a.token.lower_} of {a.of.chain.main.name}"
        if key in seen and a.chain is not seen[key].chain:
            seen[key].chain.join(a.chain)
        seen.setdefault(key, a)


def _nearest(scene: Scene) -> None:
    """The militia, the group, he, they: the nearest thing before that fits, or nothing."""
    before: list[Actor] = []
    for a in scene.actors:
        if a.form == "pronoun" and a.token.lower_ not in ("we", "us", "our", "ours", "i", "me", "my"):
            found = _reflected(a, before) or _antecedent(a, before, reach=1)
            if found:
                found.chain.join(a.chain)
        elif a.form == "described" and a.kind == "group" and not a.plural and _anaphoric(a):
            near = _antecedent(a, [b for b in before if is_named(b) and not _rules(b)], REACH)
            found = near if a.token.lower_ == "group" and near else _namesake(a, before) or near
            if found and found.chain.kind == "group":
                found.chain.join(a.chain)
        before = [*before[-WINDOW:], a]


def _theirs(scene: Scene) -> None:
    """Its fighters, their troops: the group itself, as in "Hezbollah fighters"."""
    for a in scene.actors:
        if a.form == "described" and a.kind == "group" and stands_for(a.token):
            whose = [
                scene.of(a.passage, c) for c in children(a.token, "poss") if c.lower_ in ("its", "their")
            ]
            if whose and whose[0] and whose[0].chain.kind == "group" and is_named(whose[0]):
                whose[0].chain.join(a.chain)


def _farther(scene: Scene) -> None:
    """He and she that nobody near fits: who spoke last, if they speak, or the only person named lately."""
    before: list[Actor] = []
    spoke: Actor | None = None
    for a in scene.actors:
        speaks = a.token.dep_ == "nsubj" and a.token.head.lemma_ in lexicon().verbs
        if a.form == "pronoun" and a.token.lower_ in HE and a.chain.main.form == "pronoun":
            lately = [b for b in before if speaks or _within(a, b, LATELY)]
            alone = len({id(b.chain) for b in lately}) == 1
            found = spoke if speaks and spoke else lately[-1] if alone else None
            if found is not None and found.chain is not a.chain:
                found.chain.join(a.chain)
        if a.chain.kind == "person" and a.chain.main.form == "named" and not a.plural:
            before = [*before[-WINDOW:], a]
            spoke = a if speaks else spoke


def _within(a: Actor, b: Actor, sentences: int) -> bool:
    """Whether b stands no more sentences than that before a, in the same passage."""
    between = a.passage.doc[b.head + 1 : a.head + 1] if b.passage is a.passage else None
    return between is not None and sum(bool(t.is_sent_start) for t in between) < sentences


def _organs(scene: Scene) -> None:
    """A group's media, page or channel speaks with the group's voice."""
    for a in scene.actors:
        whose = a.of.chain if a.form == "described" and a.of else None
        if (
            whose
            and whose is not a.chain
            and whose.kind == "group"
            and a.token.lower_ in words("carriers", "organs")
        ):
            whose.join(a.chain)


def _authors(scene: Scene, named: list[Actor]) -> None:
    """In a group's own text, we and our are the group."""
    by_name = {names.fold(a.name): a for a in reversed(named) if a.kind == "group"}
    for a in scene.actors:
        if a.form == "pronoun" and a.token.lower_ in ("we", "us", "our", "ours") and a.passage.section.author:
            group = by_name.get(names.fold(a.passage.section.author))
            if group is not None:
                group.chain.join(a.chain)


def _anaphoric(a: Actor) -> bool:
    """Whether a description is "the militia": definite, bare and singular."""
    token = a.token
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in token.children)
    bare = len(a.name.split()) == 1 or (
        a.name.split()[0].lower() in ("armed", "militant", "rebel", "terrorist")
    )
    return definite and bare and a.of is None and token.lower_ in words("described", "anaphors")


def is_named(actor: Actor) -> bool:
    """Whether the thing that a mention stands for has a name in the text."""
    return actor.chain.main.form == "named"


def _rules(b: Actor) -> bool:
    """Whether a thing is an organ of a state or a body of research, which nobody calls "the gang"."""
    return names.fold(b.chain.main.name).split()[-1] in words("described", "rulers")


def _namesake(a: Actor, before: list[Actor]) -> Actor | None:
    """For "the brigade": the last thing before it with that word in one of its names."""
    noun = a.token.lower_
    fits = [b for b in before if is_named(b) and noun in " ".join(b.chain.names()).lower().split()]
    fits = [b for b in fits if b.chain.kind == "group" and b.form != "pronoun"]
    return fits[-1] if fits else None


def _sentence(a: Actor) -> tuple[int, int]:
    return a.passage.index, a.token.sent.start


def _antecedent(a: Actor, before: list[Actor], reach: int) -> Actor | None:
    """Subjects first, the latest sentence first; `reach` sentences back, never across a section."""
    earliest = a.token.sent.start
    for _ in range(reach):
        earliest = a.passage.doc[earliest - 1].sent.start if earliest else 0
    near = _clause_subject(a, before)
    if near is not None:
        return near
    options = [
        b
        for b in before
        if b.passage.index == a.passage.index and b.head >= earliest and _agrees(a, b) and not _clash(a, b)
    ]
    if not options:
        return None
    return max(
        options,
        key=lambda b: (_sentence(b), _salience(b), b.head),
    )


def _clause_subject(a: Actor, before: list[Actor]) -> Actor | None:
    """For its, their, his: the subject of the clause it stands in, through "the clan that has …"."""
    if a.form != "pronoun" or a.token.dep_ != "poss":
        return None
    verb = next((t for t in a.token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    heads = {t.i for t in subject(verb)} if verb is not None else set()
    fits = [
        b for b in before if b.passage is a.passage and b.head in heads and b.head != a.head and _agrees(a, b)
    ]
    return fits[-1] if fits else None


def _reflected(a: Actor, before: list[Actor]) -> Actor | None:
    """For itself, himself: the subject of its own verb."""
    if not a.token.lower_.endswith(("self", "selves")):
        return None
    verb = next((t for t in a.token.ancestors if t.pos_ == "VERB"), None)
    heads = {t.i for t in subject(verb)} if verb is not None else set()
    return next((b for b in reversed(before) if b.passage is a.passage and b.head in heads), None)


def _salience(b: Actor) -> int:
    """Subjects stand out, then names; whose something is stands behind the thing itself."""
    if b.token.dep_ == "poss":
        return -1
    return 2 * (b.token.dep_ in ("nsubj", "nsubjpass")) + (b.chain.main.form == "named")


def _agrees(a: Actor, b: Actor) -> bool:
    kind = b.chain.kind
    if b.form == "described" and b.token.lower_ in words("carriers", "hearsay"):
        return False
    if b.name.lower() in words("groups", "agencies") or (
        b.token.dep_ in HEARERS and b.token.head.lemma_ == "tell"
    ):
        return False
    if a.form == "pronoun":
        if a.kind == "person":
            return kind == "person" and not b.plural
        if a.token.lower_.startswith("it"):
            return (kind == "group" and not b.plural) or (
                kind == "place" and b.token.dep_ in ("nsubj", "nsubjpass", "poss")
            )
        return kind == "group" or (kind == "person" and b.plural)
    return kind == "group"


def _clash(a: Actor, b: Actor) -> bool:
    """A pronoun and a thing that are two arguments of one verb are two things."""
    if b.token.dep_ == "pobj" and b.token.head.lower_ == "to" and b.token.head.head.lower_ == "according":
        return True
    if a.form == "pronoun" and a.token.dep_ == "poss":
        return b.head > a.head or a.token.head.i == b.head
    return a.token.head.i == b.token.head.i and a.token.dep_ != b.token.dep_

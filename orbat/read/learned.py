"""What the trained model adds to the rules: actors that only it sees, claims that no rule says, doubts.

Law: a rule's claim that the model finds unlikely is kept as a reject that says so; nothing is dropped here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from orbat.model import Form, Kind, Words
from orbat.read import arms, descriptions, events, gist
from orbat.read.drafts import Draft, evidence
from orbat.read.gist import ACTORS, PREDICATES, WORD, Stretch, Tagged
from orbat.read.lexicon import words
from orbat.read.mentions import ON_STAGE
from orbat.read.nlp import Passage
from orbat.read.rules_data import verbs
from orbat.read.scene import Actor, Scene
from orbat.vocab import predicates

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from orbat.read.gist import Floats

TOLD = ("took_part_in", "described_as", "uses")  # whose object is told in words
ARTICLES = ("the", "a", "an")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model thinks of one passage: odds of every predicate by subject and by actor or word index."""

    passage: Passage
    actors: dict[tuple[Actor, Actor], "Floats"]
    words: dict[tuple[Actor, int], "Floats"]

    def of(self, draft: Draft) -> float | None:
        """The odds of what a draft says; None where the model was not asked."""
        at = PREDICATES.index(draft.predicate) if draft.predicate in PREDICATES else -1
        if at < 0:
            return None
        if isinstance(draft.object, Actor):
            pairs = [(draft.subject, draft.object)]
            if predicates()[draft.predicate].symmetric:
                pairs.append((draft.object, draft.subject))
            found = [self.actors[p][at] for p in pairs if p in self.actors]
        elif draft.predicate in TOLD:
            near = [draft.anchor, *draft.anchor.ancestors][:3]  # "launched" over "attack"
            found = [self.words[key][at] for t in near if (key := (draft.subject, t.i)) in self.words]
        else:
            return None
        return float(max(found)) if found else None


def add_mentions(scene: Scene, passage: Passage, stretches: Sequence[Stretch]) -> None:
    """Put on stage the named actors that the tagger is sure of and no rule found."""
    least = gist.thresholds()["mention"]
    for stretch in stretches:
        for (first, last, kind), sure in zip(stretch.spans, stretch.sure, strict=True):
            if sure >= least:
                _put(scene, passage, passage.doc[first : last + 1], ON_STAGE[kind])


def _put(scene: Scene, passage: Passage, words: "Span", kind: Kind) -> None:
    """A named actor on words that nobody stands on, without the article before it."""
    while len(words) > 1 and (words[0].is_punct or words[0].lower_ in ARTICLES):
        words = words[1:]
    if words[0].lower_ in ARTICLES:
        return
    first, last = words.start, words.end - 1
    named = words[0].text[:1].isupper() and words[-1].is_alpha
    if (named or words.root.pos_ == "NOUN") and scene.free(passage, first, last):
        bare = re.sub(r"[^\w.]+$", "", words.text)  # what the tokenizer left at its end: regime)-
        start, end = passage.span(words.start_char, words.start_char + len(bare))
        name = re.sub(r"\s+", " ", bare)
        form: Form = "named" if named else "described"
        scene.add(Actor(passage, start, end, name, kind, form, words.root.i, 2), first, last)


def ask(scene: Scene, passage: Passage, stretches: Sequence[Stretch]) -> Opinion:
    """The model's opinion on every pair of a passage that is worth asking about."""
    opinion = Opinion(passage, {}, {})
    for stretch in stretches:
        found = list(_candidates(scene, passage, stretch))
        spans = [span for span, _ in found]
        order = _sentences(passage, stretch)
        local = [(a - stretch.first, b - stretch.first, k) for a, b, k in spans]
        where = [
            (i, j)
            for i, (_, actor) in enumerate(found)
            for j in range(len(found))
            if actor is not None and i != j and gist.paired(local[i], local[j], order)
        ]
        if not where:
            continue
        inside = passage.doc[stretch.first : stretch.last + 1]
        heads = [min(max(t.head.i, stretch.first), stretch.last) - stretch.first for t in inside]
        for (i, j), odds in zip(where, gist.judge(stretch, heads, spans, where), strict=True):
            subject, other = found[i][1], found[j][1]
            assert subject is not None
            if other is None:
                opinion.words[subject, spans[j][0]] = odds
            else:
                opinion.actors[subject, other] = odds
    return opinion


def _candidates(scene: Scene, passage: Passage, stretch: Stretch) -> Iterator[tuple[Tagged, Actor | None]]:
    """The spans to judge: actors on stage, and words that may tell something."""
    for actor in scene.within(passage, stretch.first, stretch.last):
        low, high = actor.start - passage.offset, actor.end - passage.offset
        span = passage.doc.char_span(low, high, alignment_mode="expand")
        inside = span is not None and stretch.first <= span.start and span.end - 1 <= stretch.last
        if span is not None and inside and actor.kind in ACTORS:
            yield (span.start, span.end - 1, actor.kind), actor
    for token in passage.doc[stretch.first : stretch.last + 1]:
        if gist.tells(token):
            yield (token.i, token.i, WORD), None


def _sentences(passage: Passage, stretch: Stretch) -> list[int]:
    starts: dict[int, int] = {}
    tokens = passage.doc[stretch.first : stretch.last + 1]
    return [starts.setdefault(t.sent.start, len(starts)) for t in tokens]


def doubt(drafts: Sequence[Draft], opinion: Opinion) -> None:
    """Mark the drafts of rules that the model finds unlikely."""
    for draft in drafts:
        odds = opinion.of(draft)
        least = gist.thresholds().get(f"doubt {draft.predicate}", 0.0)
        if odds is not None and odds < least:
            draft.doubt = f"the model finds it unlikely: {odds:.2f} of {least:.2f}"


def propose(scene: Scene, opinion: Opinion) -> Iterator[Draft]:
    """Every draft that the model is sure enough of in a passage."""
    least = np.array([gist.thresholds()[p] for p in PREDICATES])
    for (subject, other), odds in opinion.actors.items():
        for p in np.flatnonzero(odds >= least):
            yield from _between(opinion.passage, subject, other, PREDICATES[p], float(odds[p]))
    for (subject, word), odds in opinion.words.items():
        for p in np.flatnonzero(odds >= least):
            if subject.chain.main.form != "pronoun":
                token = opinion.passage.doc[word]
                yield from _told(scene, opinion.passage, subject, token, PREDICATES[p], float(odds[p]))


def _between(passage: Passage, subject: Actor, other: Actor, predicate: str, sure: float) -> Iterator[Draft]:
    """The claim that a predicate holds between two actors, where the vocabulary can say it."""
    wants = predicates()[predicate].object
    pronoun = "pronoun" in (subject.chain.main.form, other.chain.main.form)
    if pronoun or predicate in TOLD or other.chain is subject.chain:
        return
    if wants == "place" and other.chain.kind != "place":
        return
    anchor = _above(subject.token, other.token)
    ends = {subject.token.head.i, other.token.head.i}
    if predicate in FRIENDLY and ends == {anchor.i} and _punishes(anchor):
        return
    start, end = evidence(passage, other, subject, anchor)
    said = other if wants in ("entity", "place") else Words(other.name)
    yield Draft(passage, subject, predicate, said, anchor, start, end, f"model: {predicate}", sure=sure)


FRIENDLY = ("backed_by", "allied_with", "part_of", "led_by", "member_of")


def _punishes(verb: "Token") -> bool:
    """Whether a verb tells of fighting or punishing, which no friend does: sanctioned, bombed, arrested."""
    fights = any(v.predicate == "opposed_to" and v.object == "whom" for v in verbs().get(verb.lemma_, ()))
    return verb.pos_ == "VERB" and (fights or verb.lemma_ in words("relations", "punishing"))


def _above(one: "Token", two: "Token") -> "Token":
    """The lowest word above both; the second where they stand in two sentences."""
    above = {one.i, *(t.i for t in one.ancestors)}
    return next((t for t in (two, *two.ancestors) if t.i in above), two)


def _told(
    scene: Scene, passage: Passage, subject: Actor, token: "Token", predicate: str, sure: float
) -> Iterator[Draft]:
    """The claim that a word tells of an actor, in the words that the rules would use."""
    if predicate == "took_part_in":
        made = events.told_by(scene, passage, subject, token)
    elif predicate == "described_as":
        made = descriptions.told_by(passage, subject, token)
    elif predicate == "uses":
        made = arms.told_by(passage, subject, token)
    else:
        return
    if made is not None:
        made.rule, made.sure = f"model: {predicate}", sure
        yield made


def unsaid(drafts: Sequence[Draft], more: Iterable[Draft]) -> Iterator[Draft]:
    """Of `more` what no draft says yet of the same two on overlapping words, each once, the surest first."""
    said: dict[tuple[int, str], list[Draft]] = {}
    for draft in drafts:
        _note(said, draft)
    for draft in sorted(more, key=lambda d: -d.sure):
        if not any(_same(draft, old) for old in said.get((id(draft.subject.chain), draft.predicate), ())):
            _note(said, draft)
            yield draft


def _note(said: dict[tuple[int, str], list[Draft]], draft: Draft) -> None:
    """No relation holds both ways at once, and who leads is not told again as a member."""
    said.setdefault((id(draft.subject.chain), draft.predicate), []).append(draft)
    if isinstance(draft.object, Actor):
        said.setdefault((id(draft.object.chain), draft.predicate), []).append(draft)
        if draft.predicate == "led_by":
            said.setdefault((id(draft.object.chain), "member_of"), []).append(draft)


def _same(new: Draft, old: Draft) -> bool:
    if new.passage is not old.passage or new.start >= old.end or old.start >= new.end:
        return False
    ends = {id(x.chain) for x in (old.subject, old.object) if isinstance(x, Actor)}
    if isinstance(new.object, Actor):
        return id(new.object.chain) in ends
    if isinstance(new.object, Words) and isinstance(old.object, Words):
        a, b = (set(re.findall(r"\w{3,}", w.text.lower())) for w in (new.object, old.object))
        return new.anchor == old.anchor or not a or not b or len(a & b) >= 0.5 * min(len(a), len(b))
    return False

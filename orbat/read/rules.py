"""The reader `rules`: a text's mentions, voices and claims by grammar, lexicons and pattern lines, offline.

Law: each finder only proposes drafts; what they share (status, voices, time, place, the gate) is done here.
"""

import dataclasses
import re
from collections.abc import Iterator

from orbat import places
from orbat.model import (
    Attribution,
    Claim,
    Document,
    Kind,
    Mention,
    Qualifiers,
    Quantity,
    Reading,
    Reject,
    Run,
    Span,
    Text,
    Tie,
    Words,
)
from orbat.read import (
    adjectives,
    descriptions,
    events,
    figures,
    gist,
    learned,
    noun_relations,
    relations,
    tables,
    ties,
    turns,
)
from orbat.read.aliases import find_aliases
from orbat.read.align import align
from orbat.read.chains import link
from orbat.read.drafts import Draft
from orbat.read.mentions import find_mentions, whole
from orbat.read.nlp import Passage, parse
from orbat.read.scene import Actor, Scene
from orbat.read.setting import inherit, on_the_day, recall, so_far, stay
from orbat.read.statements import of_speech
from orbat.read.status import status_of
from orbat.read.verdicts import of_denials, of_verdicts
from orbat.read.voices import Speech, chain, claimed_by, listen
from orbat.read.when import Times, times_of, when
from orbat.read.where import where

FIGURES = ("casualties", "strength")
TIMELESS = (
    "also_known_as",
    "founded_on",
    "dissolved_on",
    "named_after",
    "distinct_from",
    "related_to",
)


class RulesReader:
    """Reads English reports by rule."""

    name = "rules"
    version = "2"

    def read(self, document: Document, text: Text) -> Reading:
        """All that the rules find in one text. Raises ReadError only where the language model is missing."""
        passages = parse(text)
        seen = gist.look([p.doc for p in passages])
        scene = find_mentions(passages, seen)
        for passage in passages:
            tables.add_mentions(scene, passage)
            learned.add_mentions(scene, passage, seen[passage.index])
        scene.actors.sort(key=lambda a: (a.start, a.end))
        aliases = find_aliases(scene)
        link(scene)
        dateline = document.published or document.updated
        datelines = {p.index: p.section.dateline or dateline for p in passages}
        times = {p.index: times_of(p, text.body, datelines[p.index]) for p in passages}
        speech = {p.index: listen(scene, p) for p in passages}
        drafts = [_alias_draft(a.actor, a.name, a.kind, a.start, a.end, a.rule) for a in aliases]
        for passage in passages:
            drafts += propose(scene, passage, times[passage.index])
        tied: list[ties.Pair] = []
        for passage in passages:
            opinion = learned.ask(scene, passage, seen[passage.index])
            own = [d for d in drafts if d.passage is passage]
            learned.doubt(own, opinion)
            drafts += learned.unsaid([d for d in own if not d.doubt], _proposed(scene, passage, opinion))
            tied += [*ties.likely(opinion), *ties.standing(scene, passage)]
        for draft in drafts:
            settle(scene, draft, speech[draft.passage.index], times[draft.passage.index])
        recall(drafts, passages, times)
        inherit(drafts)
        so_far(drafts, datelines)
        on_the_day(drafts, datelines)
        stay(scene, drafts, document.title)
        judged = [v for p in passages for v in of_verdicts(p, speech[p.index], drafts)]
        drafts += judged + [v for p in passages for v in of_denials(p, speech[p.index], drafts)]
        drafts += [s for p in passages for s in of_speech(scene, p, speech[p.index], drafts)]
        mentions = {id(a): m for a, m in zip(scene.actors, _mentions(scene, text), strict=True)}
        out = [align(d, text, mentions) for d in drafts]
        claims = {c.id: c for c in out if isinstance(c, Claim)}
        rejects = tuple(dict.fromkeys(r for r in out if isinstance(r, Reject)))
        run = Run(text.id, self.name, self.version, rejects=rejects)
        idle = _idle(scene, seen, [d for d, c in zip(drafts, out, strict=True) if isinstance(c, Claim)])
        every = (*(m for a, m in mentions.items() if a not in idle), *_time_mentions(times, text))
        ordered = sorted(claims.values(), key=lambda c: (c.evidence.start, c.evidence.end, c.id))
        tied = [t for t in tied if not {id(t[1]), id(t[2])} & idle]
        found = tuple(dict.fromkeys(Tie(p, mentions[id(a)].id, mentions[id(b)].id, r) for p, a, b, r in tied))
        return Reading(run, every, tuple(_once(ordered)), _attributions(passages, speech), found)


def propose(scene: Scene, passage: Passage, times: Times) -> Iterator[Draft]:
    """Every draft that any finder sees in a passage."""
    yield from tables.by_rows(scene, passage)
    table = tables.rows(passage)
    yield from (d for d in _in_prose(scene, passage, times) if not tables.across(d, table))


def _proposed(scene: Scene, passage: Passage, opinion: learned.Opinion) -> list[Draft]:
    table = tables.rows(passage)
    return [d for d in learned.propose(scene, opinion) if not tables.across(d, table)]


def _in_prose(scene: Scene, passage: Passage, times: Times) -> Iterator[Draft]:
    told = [*relations.by_verbs(scene, passage), *turns.of_turns(scene, passage, times.periods)]
    yield from told
    yield from noun_relations.by_nouns(scene, passage)
    yield from adjectives.by_adjectives(scene, passage)
    yield from figures.of_figures(scene, passage)
    yield from figures.of_deaths(scene, passage)
    turning = turns.verbs_of(told)
    yield from (d for d in events.of_verbs(scene, passage) if d.anchor.i not in turning)
    yield from events.of_nouns(scene, passage)
    yield from descriptions.of_passage(scene, passage)


def settle(scene: Scene, draft: Draft, speech: Speech, times: Times) -> None:
    """Give a draft its status, voices, time and place."""
    draft.voices = chain(speech, draft)
    if draft.status == "said":
        draft.status = status_of(draft)
    if draft.predicate not in TIMELESS and not draft.rule.startswith("table"):
        draft.period = when(draft, times, claimed_by(speech, draft))
        draft.place = where(scene, draft)
    if (
        draft.predicate in FIGURES
        and draft.period
        and draft.period.kind == "as_of"
        and isinstance(draft.object, Quantity)
    ):
        draft.object = dataclasses.replace(draft.object, cumulative=draft.predicate == "casualties")


def _alias_draft(actor: Actor, name: str, kind: str, start: int, end: int, rule: str) -> Draft:
    at = actor.passage.offset
    qualifiers = Qualifiers(name_kind=kind)  # type: ignore[arg-type]
    return Draft(
        actor.passage,
        actor,
        "also_known_as",
        Words(name),
        actor.token,
        start - at,
        end - at,
        rule,
        qualifiers,
    )


def _mentions(scene: Scene, text: Text) -> Iterator[Mention]:
    """A Mention for each actor, same-as the fullest of its thing; places resolved together."""
    spots = [a for a in scene.actors if a.kind == "place" and a.form == "named"]
    after = [text.body[a.end : a.end + 40] for a in spots]
    found = places.resolve([_bare(a.name) for a in spots], contexts=after)
    for actor, location in zip(spots, found, strict=True):
        actor.location = location
    made: dict[int, Mention] = {}

    def one(actor: Actor) -> Mention:
        if id(actor) not in made:
            main = actor.chain.main
            full = None if main is actor else one(main).id
            kind: Kind = main.kind
            span = Span(text.id, *whole(actor))
            made[id(actor)] = Mention(span, kind, actor.name, actor.form, full, location=actor.location)
        return made[id(actor)]

    for actor in scene.actors:
        yield one(actor)


def _bare(place: str) -> str:
    """The name alone, without the common noun after it: Doura district -> Doura."""
    return re.sub(r" [a-z-]+$", "", place)


def _idle(scene: Scene, seen: list[list[gist.Stretch]], drafts: list[Draft]) -> set[int]:
    """The id() of every described actor and pronoun of which no claim speaks and the tagger sees little."""
    used: set[int] = set()
    for d in drafts:
        held = (d.subject, d.object, d.by, *d.with_, *d.against, *d.place, *(a for a, _ in d.voices))
        used |= {id(a) for a in held if isinstance(a, Actor)}
    least = {form: gist.thresholds()[f"seen {form}"] for form in ("described", "pronoun")}
    odds = {
        (p.index, s.first + i): float(o)
        for p in scene.passages
        for s in seen[p.index]
        for i, o in enumerate(s.inside)
    }
    idle = {
        id(a)
        for a in scene.actors
        if id(a) not in used and odds.get((a.passage.index, a.head), 1.0) < least.get(a.form, 0.0)
    }
    for actor in scene.actors:
        if id(actor) not in idle:
            idle.discard(id(actor.chain.main))
    return idle


def _time_mentions(times: dict[int, Times], text: Text) -> Iterator[Mention]:
    for passage in times.values():
        for t in passage.found:
            yield Mention(Span(text.id, t.start, t.end), "time", text.body[t.start : t.end], value=t.value)


def _attributions(passages: list[Passage], speech: dict[int, Speech]) -> tuple[Attribution, ...]:
    out = []
    for p in passages:
        for heard in speech[p.index].heard:
            a = heard.spans
            source = p.span(*a.source) if a.source else None
            cue = p.span(*a.cue) if a.cue else None
            out.append(Attribution(p.span(*a.content), source, cue, a.stance))
    return tuple(out)


def _once(claims: list[Claim]) -> Iterator[Claim]:
    """Leave out a claim that says the same as one before it on overlapping words."""
    kept: list[Claim] = []
    for claim in claims:
        twin = any(
            (k.subject, k.predicate, k.object, k.voices)
            == (claim.subject, claim.predicate, claim.object, claim.voices)
            and k.evidence.start < claim.evidence.end
            and claim.evidence.start < k.evidence.end
            for k in kept[-40:]
        )
        if not twin:
            kept.append(claim)
            yield claim

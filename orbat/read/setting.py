"""When and where a deed was that says neither: as what was told before it.

Law: only deeds told in the same tense take up a time, only from the sentences right before, and only a time
that is one stretch; a sentence with a time of its own ends it. "The attack" was when the attack told before
was. A count of the dead so far is as of the report. A place is taken up the same way as a time, or else from
a text that is about one country.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from orbat.model import Period
from orbat.places.fold import fold
from orbat.read.drafts import Draft
from orbat.read.lexicon import country_of
from orbat.read.nlp import Passage
from orbat.read.rules_data import event_types
from orbat.read.scene import Actor, Scene
from orbat.read.when import Times

if TYPE_CHECKING:
    from spacy.tokens import Token

DEEDS = ("took_part_in", "opposed_to", "casualties", "controls")
FAR = 3  # sentences that a time is carried over


def inherit(drafts: list[Draft]) -> None:
    """Give deeds without a time that of the deed before."""
    told: dict[
        tuple[int, int], tuple[Period, str]
    ] = {}  # passage, sentence's first token -> its time and tense
    for draft in drafts:
        if draft.period is not None and draft.predicate in DEEDS and _one(draft.period):
            key = draft.passage.index, draft.anchor.sent.start
            told.setdefault(key, (draft.period, tense(draft.anchor)))
    dated = {(d.passage.index, d.anchor.sent.start) for d in drafts if d.period is not None}
    for draft in drafts:
        if draft.period is None and draft.predicate in DEEDS and draft.status in ("said", "planned"):
            draft.period = _before(draft, told, dated)


def recall(drafts: list[Draft], passages: list[Passage], times: dict[int, Times]) -> None:
    """Give deeds without a time that of the event they name: in the attack, since the start of the war."""
    told: dict[str, list[tuple[int, int, Period]]] = {}
    for passage in passages:
        periods = times[passage.index].periods
        for noun in passage.doc if periods else ():
            if noun.pos_ != "NOUN" or noun.lemma_.lower() not in event_types():
                continue
            for i, period in periods.items():
                if period.kind == "when" and _dates(passage.doc[i], noun):
                    told.setdefault(noun.lemma_.lower(), []).append((passage.index, noun.i, period))
    for draft in drafts:
        if draft.period is not None or draft.predicate not in DEEDS or draft.status != "said":
            continue
        for noun, since in _named(draft.anchor):
            known = told.get(noun.lemma_.lower(), ())
            before = [p for at, i, p in known if (at, i) < (draft.passage.index, noun.i)]
            if before:
                edge = before[-1].first
                started = since and edge is not None and not before[-1].ends
                draft.period = Period(edge, None, starts=True) if started else before[-1]
                break


def _dates(time: "Token", event: "Token") -> bool:
    """Whether a time hangs on an event: today's attack, the attack on Monday, it took place on Monday."""
    head = next(
        (t for t in time.ancestors if t.pos_ in ("NOUN", "PROPN", "VERB") and t.dep_ != "npadvmod"), None
    )
    if head is not None and head.pos_ == "VERB":
        return head.i == event.head.i or (head.dep_ == "acl" and head.head.i == event.i)
    return head is not None and head.i == event.i


def _named(anchor: "Token") -> "Iterator[tuple[Token, bool]]":
    """The definite events that a deed names as its occasion, and whether as what it has gone on since."""
    verbs = {anchor.i, *(t.i for t in anchor.conjuncts)}
    for token in (anchor, *(anchor.sent if anchor.pos_ == "VERB" else anchor.subtree)):
        if not any(c.lower_ in ("the", "this", "that") for c in token.children if c.dep_ == "det"):
            continue
        over = [t for t in token.ancestors if t.i != anchor.i][:3]
        preps = [t.lower_ for t in over if t.dep_ == "prep"]
        started = (
            len(over) == 3
            and over[2].head.i in verbs
            and over[1].lemma_ in ("start", "beginning", "outbreak", "launch")
        )
        if token.i == anchor.i or (preps and preps[0] in ("in", "during") and over[0].head.i in verbs):
            yield token, False
        elif started and preps == ["of", "since"]:
            yield token, True


def so_far(drafts: list[Draft], datelines: dict[int, str | None]) -> None:
    """Losses that "have" been suffered, at no told time, are as of the report."""
    for draft in drafts:
        day = datelines[draft.passage.index]
        if (
            draft.predicate != "casualties"
            or draft.period
            or draft.status != "said"
            or not day
            or len(day) < 10
        ):
            continue
        verb = next((t for t in (draft.anchor, *draft.anchor.ancestors) if t.pos_ == "VERB"), None)
        helpers = (
            {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")} if verb is not None else set()
        )
        if helpers & {"have", "has", "'ve"}:
            draft.period = Period(day, day, kind="as_of")


def on_the_day(drafts: list[Draft], datelines: dict[int, str | None]) -> None:
    """What a speaker says is so now is as of the day on which the report says that he spoke."""
    spoke: dict[int, Period] = {}
    for draft in drafts:
        speaker = next((a for a, _ in reversed(draft.voices) if a is not None), None)
        if speaker is None or draft.period is None:
            continue
        if draft.period.kind == "reported_on":
            spoke.setdefault(id(speaker.chain), draft.period)
        days = set(spoke.values())
        told = spoke.get(id(speaker.chain)) or (next(iter(days)) if len(days) == 1 else None)
        day = datelines[draft.passage.index]
        if told and draft.period.kind == "as_of" and draft.period.first == draft.period.last == day:
            draft.period = replace(told, kind="as_of")


PLACED = ("took_part_in", "casualties")
HOME = 0.5  # share of a text's mentions of countries that the one it is about must have
OFTEN = 3  # mentions, the fewest


def stay(scene: Scene, drafts: list[Draft], title: str | None) -> None:
    """Give deeds without a place that of the deed before, or of the country that the whole text is about."""
    told: dict[tuple[int, int], list[Actor]] = {}
    for draft in drafts:
        if draft.place and draft.predicate in PLACED:
            told.setdefault((draft.passage.index, draft.anchor.sent.start), draft.place)
    whole, titled = home(scene, title)
    for draft in drafts:
        if draft.place or draft.predicate not in PLACED or draft.status == "negated":
            continue
        fallback = [whole] if whole and _not_itself(whole, draft) else []
        draft.place = (titled and fallback) or _place_before(draft, told) or fallback


def _not_itself(whole: Actor, draft: Draft) -> bool:
    return draft.object is not whole and draft.subject.chain is not whole.chain


def _place_before(draft: Draft, told: dict[tuple[int, int], list[Actor]]) -> list[Actor]:
    sentence, doc = draft.anchor.sent, draft.passage.doc
    for _ in range(FAR):
        if sentence.start == 0:
            return []
        between = doc[sentence.start - 1]
        if between.is_space and "\n" in between.text:
            return []
        sentence = between.sent
        key = draft.passage.index, sentence.start
        if key in told:
            return [a for a in told[key] if a.chain is not draft.subject.chain]
    return []


def home(scene: Scene, title: str | None) -> tuple[Actor | None, bool]:
    """The country a text is about, half of all its mentions of countries, and whether its title names it."""
    spoken = [(country_of(a.name), a) for a in scene.actors if a.form == "named" and a.kind == "place"]
    countries = [(name, a) for name, a in spoken if name]
    titled = {n for n, _ in countries if re.search(rf"\b{re.escape(fold(n))}\b", fold(title or ""))}
    if len(titled) == 1:
        return next(a for n, a in countries if n in titled), True
    counted = Counter(n for n, _ in countries)
    for name, count in counted.most_common(1):
        if count >= OFTEN and count > HOME * len(countries):
            return next(a for n, a in countries if n == name), False
    return None, False


def _one(period: Period) -> bool:
    return period.kind == "when" and (
        bool(period.unyeared and "/" not in period.unyeared)
        or bool(period.first and period.first == period.last)
    )


def _before(
    draft: Draft, told: dict[tuple[int, int], tuple[Period, str]], dated: set[tuple[int, int]]
) -> Period | None:
    doc, sentence = draft.passage.doc, draft.anchor.sent
    if (draft.passage.index, sentence.start) in dated:
        return None
    own = tense(draft.anchor)
    for _ in range(FAR):
        if sentence.start == 0 or own not in ("past", "future"):
            return None
        between = doc[sentence.start - 1]
        if between.is_space and "\n" in between.text:
            return None
        sentence = between.sent
        key = draft.passage.index, sentence.start
        if key in told:
            period, then = told[key]
            return replace(period, approximate=True) if then == own else None
        if key in dated:
            return None
    return None


def tense(token: "Token") -> str:
    """Past, future, or other, of the clause that a word stands in."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    for _ in range(4):
        if verb is None:
            return "other"
        helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        if any(c.lower_ in ("will", "shall", "'ll") for c in helpers):
            return "future"
        if any(c.tag_ in ("VBZ", "VBP") or c.tag_ == "MD" for c in helpers):
            return "other"
        if verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in helpers):
            return "past"
        if verb.tag_ in ("VBZ", "VBP"):
            return "other"
        verb = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return "other"

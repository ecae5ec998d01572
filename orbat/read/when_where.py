"""When and where a draft's deed was: the time and the places that belong to its anchor word.

Law: what hangs on the anchor comes first, then what hangs on the words above it; nothing comes from beyond
the stretch between semicolons, except by the plain rules of setting.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orbat.dates import TimeExpression, find_times
from orbat.model import Period, Quantity
from orbat.read.drafts import Draft
from orbat.read.lexicon import words
from orbat.read.nlp import Passage
from orbat.read.rules_data import event_types
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

GOALS = frozenset(("to", "into", "onto", "towards", "toward", "for", "on"))
BORDERS = frozenset(("border", "frontier", "boundary"))
OPENING = 3  # steps that a place in the opening of a sentence counts for, however long the sentence
FIRM = frozenset(
    "in at near around inside outside into to towards toward from via across on over through throughout "
    "along off between within beside north south east west".split()
)
LOCATIVE = FIRM | {"of", "for", "against"}
DEEDS = ("took_part_in", "opposed_to", "casualties")
PLACED = frozenset((*DEEDS, "described_as", "uses", "strength", "allied_with", "backed_by", "auxiliary_to"))
LONG = 8  # the same for a time, which one clause may lend to all of its sentence
REACH = 5  # words up from the anchor to where a place hangs; beyond, it belongs to something else
LIFE = 15  # years from which on two days in brackets after a name are a birth and a death
BECOMING = frozenset(
    "become remain serve act function elect appoint name designate declare make turn sign hold "
    "elected found establish recognise recognize create launch return form begin".split()
)
LASTING = ("controls", "led_by", "member_of", "part_of", "based_in", "allied_with")
STATES = ("strength", "operates_in", "based_in", "controls", "uses", "part_of", "backed_by")
# What a preposition or conjunction over the words of a time makes of it ("until leaving it in 1946").
GOVERNS = {
    "until": "ends",
    "till": "ends",
    "before": "ends",
    "prior": "ends",
    "since": "starts",
} | dict.fromkeys(("after", "following"), "after")


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of a passage, and which token each one's last word is.

    `notes`: tokens of years in brackets that end a paragraph and say when all before them was true.
    """

    found: tuple[TimeExpression, ...]
    at: dict[int, TimeExpression]
    notes: dict[int, Period]

    @property
    def periods(self) -> dict[int, Period]:
        """Token index -> period, for times that have one."""
        return {i: t.period for i, t in self.at.items() if t.period}


def times_of(passage: Passage, body: str, dateline: str | None) -> Times:
    """The times of one passage, counted from its section's dateline; offsets are the text's."""
    start, end = passage.offset, passage.offset + len(passage.doc.text)
    text = body[:start] + passage.doc.text + body[end:]
    found = tuple(find_times(text, dateline, start, end))
    at: dict[int, TimeExpression] = {}
    notes: dict[int, Period] = {}
    for time in found:
        span = passage.doc.char_span(time.start - start, time.end - start, alignment_mode="expand")
        if span is None:
            continue
        if time.period and _is_note(text, time, end):
            notes[span.root.i] = replace(time.period, kind="as_of")
        else:
            at[span.root.i] = time
    return Times(found, at, notes)


def _is_note(text: str, time: TimeExpression, end: int) -> bool:
    """A bare year in brackets after which a paragraph ends without a full stop: "… two battalions (2025)"."""
    alone = text[time.start - 1 : time.end + 1] == f"({text[time.start : time.end]})"
    rest = text[time.end + 1 : end]
    return alone and len(time.value) == 4 and time.value.isdigit() and bool(re.match(r"\s*(?:\n|\Z)", rest))


def above(token: "Token") -> "list[Token]":
    """The token and the words above it, up to the sentence's root."""
    return [token, *token.ancestors]


def reach(token: "Token", anchor: "Token") -> int:
    """How far a time or place stands from an anchor: 0 it hangs on it, 1 on a word above, 9 elsewhere.

    What hangs on another verb costs a step for each, as does the way out of a clause with its own subject.
    """
    chain = [t.i for t in above(token)]
    own = 0
    for step, head in enumerate(above(anchor)):
        if head.i in chain:
            under = above(token)[: chain.index(head.i)]
            listed = sum(1 for t in under if t.pos_ == "VERB" and t.dep_ == "conj" and not _subject(t))
            verbs = sum(1 for t in under if t.pos_ == "VERB") - listed
            return step + verbs + own
        own += head.dep_ == "conj" and _subject(head)
    return 9


def _subject(verb: "Token") -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def stretch(draft: Draft) -> tuple[int, int]:
    """The tokens [first, last) of the anchor's sentence, between the semicolons around it."""
    sentence, at = draft.anchor.sent, draft.anchor.i
    marks = [t.i for t in sentence if t.text == ";"]
    first = max((i + 1 for i in marks if i < at), default=sentence.start)
    return first, min((i for i in marks if i > at), default=sentence.end)


# ---- times


def when(draft: Draft, times: Times, cue: "Token | None") -> Period | None:
    """The period of the nearest time around the anchor; told on, where it hangs on a cue of speech."""
    doc = draft.passage.doc
    first, last = stretch(draft)
    inside = [i for i in times.at if first <= i < last and times.at[i].period]
    if draft.predicate == "described_as":
        inside = [i for i in inside if _becomes(doc[i], draft.anchor)]
    for i in inside:
        if _when_clause(doc[i], draft.anchor):
            return _plain(times.periods[i])
        if _bracketed_after(doc[i], draft):
            return times.periods[i]
    lives = {i: p for i in inside if (p := _life(doc[i], times.periods[i]))}
    if (
        lives
        and draft.predicate == "casualties"
        and isinstance(draft.object, Quantity)
        and draft.object.count == 1
    ):
        inside = [i for i in inside if i not in lives] or inside
    else:
        inside = [i for i in inside if i not in lives]
    anchor = draft.anchor
    options = [(reach(doc[i], anchor) + 3 * _bracketed(doc[i], anchor), abs(i - anchor.i), i) for i in inside]
    if not options or min(options)[0] > LONG + 3:
        return _noted(draft, times)
    best = _exacter(min(options), options, times)
    if _issued(doc[best]) and times.periods[best].kind == "when":
        return replace(times.periods[best], kind="reported_on")
    if best in lives:
        return lives[best]
    period = _begun(_governed(times.periods[best], doc[best], draft.anchor), draft)
    if period.ends and draft.predicate in STATES and doc[best].i and doc[best - 1].lower_ == "by":
        return replace(_plain(period), kind="as_of")  # by 1910 it held the whole north
    if cue is not None and period.kind == "when" and _hangs_on(doc[best], cue):
        return replace(period, kind="reported_on")
    return period


def _begun(period: Period, draft: Draft) -> Period:
    """What somebody took, joined or became on a day holds from that day on."""
    verb = next((t for t in above(draft.anchor) if t.pos_ in ("VERB", "AUX")), None)
    begins = verb is not None and verb.lemma_.lower() in words("when_where", "begins")
    point = period.first and period.first == period.last and period.kind == "when"
    if draft.predicate in LASTING and begins and point and draft.status == "said":
        return replace(period, last=None, starts=True)
    return period


def _issued(time: "Token") -> bool:
    """According to figures released on 2 June: the day on which somebody said what follows."""
    verb = next((t for t in time.ancestors if t.pos_ == "VERB"), None)
    if verb is None or verb.lemma_ not in words("when_where", "issues") or verb.dep_ not in ("acl", "amod"):
        return False
    return any(t.lower_ == "according" for t in verb.ancestors)


def _exacter(best: tuple[int, int, int], options: list[tuple[int, int, int]], times: Times) -> int:
    """Of the 1951 election in October 1951, October: a time near by that lies within the nearest one."""
    whole = times.periods[best[2]]
    for far, _, i in sorted(options):
        part = times.periods[i]
        if (
            far <= best[0] + 2
            and whole.first
            and whole.first == whole.last
            and part.first
            and part.kind == "when"
            and part.first == part.last
            and part.first.startswith(whole.first + "-")
        ):
            return i
    return best[2]


def _noted(draft: Draft, times: Times) -> Period | None:
    """A state told in the present tense is as of the note that ends its list, or the day that opens it."""
    verb = next((t for t in above(draft.anchor) if t.pos_ in ("VERB", "AUX")), None)
    past = verb is not None and (verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children))
    if draft.predicate not in STATES or past:
        return None
    ends = next((p for i, p in sorted(times.notes.items()) if i > draft.anchor.i), None)
    first, at = draft.anchor.sent.start, draft.anchor.i
    opens = [p for i, p in sorted(times.periods.items()) if p.kind == "as_of" and first <= i < at]
    return ends or (opens[-1] if opens else None)


def _becomes(time: "Token", anchor: "Token") -> bool:
    """Whether a time hangs on the very verb of becoming or being elected that a description hangs on."""
    verb = next((t for t in above(anchor) if t.pos_ in ("VERB", "AUX")), None)
    own = next((t for t in time.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return verb is not None and own is not None and own.i == verb.i and verb.lemma_ in BECOMING


def _when_clause(time: "Token", anchor: "Token") -> bool:
    """Until 2023, when he left: whether the anchor stands in the clause that tells what happened then."""
    doc = time.doc
    for word in doc[time.i + 1 : time.i + 3]:
        if word.lower_ == "when":
            verb = word.head
            return anchor.i > word.i and any(t.i == verb.i for t in above(anchor))
        if word.text != ",":
            break
    return False


def _plain(period: Period) -> Period:
    """The time itself, without what its preposition makes of it."""
    if period.unyeared:
        return replace(period, unyeared=period.unyeared.removeprefix("../").removesuffix("/.."))
    edge = period.first or period.last
    return Period(edge, period.last or edge, approximate=period.approximate)


def _life(time: "Token", period: Period) -> Period | None:
    """The day of death, where a time is the two days of a life in brackets after a name."""
    if not (period.first and period.last) or int(period.last[:4]) - int(period.first[:4]) < LIFE:
        return None
    opens = next((t for t in reversed(time.doc[max(0, time.i - 12) : time.i]) if t.text == "("), None)
    if opens is None or not opens.i or time.doc[opens.i - 1].pos_ not in ("PROPN", "PUNCT"):
        return None
    days = len(period.first) > 4 or len(period.last) > 4 or time.doc[opens.i - 1].ent_type_ == "PERSON"
    return Period(period.last, period.last) if days else None


def _bracketed(time: "Token", anchor: "Token") -> bool:
    """Whether a time stands in brackets that the anchor does not stand in: it dates the words before them."""
    doc, opened = time.doc, None
    for token in reversed(doc[time.sent.start : time.i]):
        if token.text == ")":
            return False
        if token.text == "(":
            opened = token.i
            break
    if opened is None:
        return False
    closes = next((t.i for t in doc[time.i : time.sent.end] if t.text == ")"), time.i)
    return not opened - 3 <= anchor.i <= closes


def _bracketed_after(time: "Token", draft: Draft) -> bool:
    """Whether a time opens the brackets right after the object: "wars with X (1998-2000) and Y (2006)"."""
    doc, at = time.doc, time.i
    while at > 0 and time.i - at < 5 and doc[at].text != "(":
        at -= 1
    if (
        doc[at].text != "("
        or not isinstance(draft.object, Actor)
        or draft.object.passage is not draft.passage
    ):
        return False
    return doc[at - 1].idx + len(doc[at - 1]) == draft.object.end - draft.passage.offset


def _governed(period: Period, time: "Token", anchor: "Token") -> Period:
    """What an until, since, before or after over the whole phrase of a time makes of its period."""
    above_anchor = {t.i for t in above(anchor)}
    negated = any(c.dep_ == "neg" for c in anchor.children)
    if period.ends and negated and not period.first:
        return _plain(period)  # did not withdraw until 2000: then it did
    edge = period.last or period.first
    whole = period.first and period.last and period.first != period.last  # from 1967 until 1998
    if whole or period.starts or period.ends or edge is None or not period.first or period.kind != "when":
        return period
    for token in above(time)[1:]:
        if token.i in above_anchor:
            break
        marks = [token.lower_] if token.dep_ in ("prep", "pcomp", "advcl") else []
        marks += [c.lower_ for c in token.children if c.dep_ in ("mark", "prep") and c.i < time.i]
        sense = next((GOVERNS[m] for m in marks if m in GOVERNS), None)
        if sense == "ends":
            return (
                _plain(period) if negated else Period(None, edge, ends=True, approximate=period.approximate)
            )
        if sense:
            return Period(edge, None, starts=sense == "starts", approximate=period.approximate)
    return period


def _hangs_on(token: "Token", verb: "Token") -> bool:
    for head in token.ancestors:
        if head.pos_ == "VERB":
            return head.i == verb.i
    return False


# ---- places


def where(scene: Scene, draft: Draft) -> list[Actor]:
    """The places of the draft's clause, nearest words first; several only where they are listed together."""
    if draft.predicate not in PLACED or (
        draft.predicate == "described_as" and draft.subject.kind in ("person", "group")
    ):
        return []
    first, last = stretch(draft)
    return _among(scene, draft, first, last) or _among(scene, draft, draft.anchor.sent.start, last)


def _opens(token: "Token", anchor: "Token") -> bool:
    """Whether a place stands in what opens the anchor's sentence: "Near X, two shells fell; …"."""
    first = next((t for t in anchor.sent if t.is_alpha), token)
    comma = next((t.i for t in anchor.sent if t.text == "," and t.i > token.i), 0)
    return first.lower_ in FIRM and first.i < token.i < comma and token.i - first.i < 6 and comma <= anchor.i


def _among(scene: Scene, draft: Draft, first: int, last: int) -> list[Actor]:
    places = [
        a
        for a in scene.within(draft.passage, first, last - 1)
        if a.kind == "place" and a.form == "named" and a is not draft.object and a is not draft.subject
    ]
    places = [a for a in places if not _receives(a.token)]
    if draft.predicate in DEEDS:
        acted_on = [a for a in places if _goal(a.token, draft.anchor)]
        acted_on = acted_on or [a for a in places if _acted_on(a.token, draft.anchor)]
        if acted_on:
            return acted_on
    firm = [a for a in places if preposition(a.token) in FIRM]
    loose = [a for a in places if preposition(a.token) in LOCATIVE]
    return _nearest(draft, firm) or _nearest(draft, loose)


def _acted_on(token: "Token", verb: "Token") -> bool:
    """Whether a place is what the anchor's verb acts on: captured the town of X, visited X, X was retaken."""
    head = token
    while head.dep_ in ("pobj", "appos", "conj", "compound") or head.lower_ == "of":
        if head.dep_ == "pobj" and head.head.lower_ != "of":
            return False
        head = head.head
    return head.dep_ in ("dobj", "nsubjpass") and head.head.i == verb.i


def _goal(token: "Token", verb: "Token") -> bool:
    """Whether a place is where the anchor's verb or noun of movement leads: returned to X, a march on X."""
    head = next((h for h in above(token) if h.dep_ in ("pobj", "dobj")), None)
    if head is None or event_types().get(verb.lemma_.lower()) != "movement":
        return False
    if head.dep_ == "dobj":
        return head.head.i == verb.i
    return head.head.lower_ in GOALS and head.head.head.i == verb.i


def _receives(token: "Token") -> bool:
    """Lost the town to Israel, ceded it to Spain, independence from Belgium: a party and no place."""
    for head in above(token):
        if head.dep_ == "pobj":
            if head.head.lower_ == "to":
                return head.head.head.lemma_ in words("when_where", "gives")
            if head.head.lower_ == "from":
                return head.head.head.lemma_ in words("when_where", "parts_from")
            return False
    return False


def _nearest(draft: Draft, places: list[Actor]) -> list[Actor]:
    if not places:
        return []
    far: Callable[[Actor], int] = lambda a: _away(a.token, draft.anchor)  # noqa: E731
    least = min(map(far, places))
    near = {id(a.chain): a for a in places if far(a) <= least + 1}
    return list(near.values()) if least <= REACH else []


def _away(token: "Token", anchor: "Token") -> int:
    """`reach`, and farther for where somebody is from, for the subject's own place and for brackets."""
    up = above(token)
    if _opens(token, anchor):
        return OPENING
    own = any(t.dep_ in ("nsubj", "nsubjpass") and t.head.i == anchor.i for t in up)
    return reach(token, anchor) + (preposition(token) == "from") + own + 2 * _bracketed(token, anchor)


def preposition(token: "Token") -> str:
    """The preposition that a place stands under, through lists, appositions and "the village of"."""
    for head in above(token):
        if head.dep_ in ("pobj", "npadvmod"):
            over = head.head.head
            if over.dep_ == "pobj" and (head.head.lower_ == "of" or over.lemma_.lower() in BORDERS):
                continue  # in the village of X, along the border with X
            return head.head.lower_
        if head.pos_ == "VERB":
            break
    return _touching(token)


def _touching(token: "Token") -> str:
    """The preposition of place that touches a name where the parse sees none ("* Near X, shells fell")."""
    i = token.i
    while i > token.sent.start and token.doc[i - 1].pos_ == "PROPN" and token.doc[i - 1].lower_ not in FIRM:
        i -= 1
    before = token.doc[i - 1].lower_ if i else ""
    return before if before in FIRM else ""

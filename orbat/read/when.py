"""When a draft's deed was: the time that belongs to its anchor word.

Law: what hangs on the anchor comes first, then what hangs on the words above it; nothing comes from beyond
the stretch between semicolons, except by the plain rules of setting.py.
"""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from orbat.dates import TimeExpression, find_times
from orbat.model import Period, Quantity
from orbat.read.drafts import Draft
from orbat.read.language import text_of
from orbat.read.lexicon import words
from orbat.read.nearness import above, bracketed, reach, stretch
from orbat.read.nlp import Passage
from orbat.read.scene import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

LONG = 8  # steps in the parse to the farthest time; one clause may lend its time to all of its sentence
LIFE = 15  # years from which on two days in brackets after a name are a birth and a death
BECOMING = frozenset(
    "become remain serve act function elect appoint name designate declare make turn sign hold "
    "elected found establish recognise recognize create launch return form begin".split()
)
OFFICES = ("led_by", "member_of", "part_of")
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
    start, end = passage.offset, passage.offset + len(text_of(passage.doc))
    text = body[:start] + text_of(passage.doc) + body[end:]
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


def when(draft: Draft, times: Times, cue: "Token | None") -> Period | None:
    """The period of the nearest time around the anchor; told on, where it hangs on a cue of speech."""
    doc = draft.passage.doc
    first, last = stretch(draft)
    inside = [i for i in times.at if first <= i < last and times.at[i].period]
    lives = {i: p for i in inside if (p := _life(doc[i], times.periods[i]))}
    inside = [i for i in inside if i not in lives] or (inside if _one_death(draft) else [])
    if draft.predicate == "described_as" and draft.subject.kind != "event":
        inside = [i for i in inside if _becomes(doc[i], draft.anchor)]
    elif draft.predicate in OFFICES and draft.anchor.pos_ in ("NOUN", "PROPN", "ADJ"):
        inside = [i for i in inside if _of_office(doc[i], draft.anchor)]
    for i in inside:
        if _when_clause(doc[i], draft.anchor):
            return _plain(times.periods[i])
        if _bracketed_after(doc[i], draft):
            return lives.get(i, times.periods[i])
    anchor = draft.anchor
    options = [(_far(doc[i], anchor), abs(i - anchor.i), i) for i in inside]
    if not options or min(options)[0] > LONG + 3:
        return _noted(draft, times)
    best = _exacter(min(options), options, times)
    if _issued(doc[best]) and times.periods[best].kind == "when":
        return replace(times.periods[best], kind="reported_on")
    if best in lives:
        return lives[best]
    if cue is not None and times.periods[best].kind == "when" and _hangs_on(doc[best], cue):
        return replace(times.periods[best], kind="reported_on")
    if _began_with(doc[best], anchor):
        return _plain(times.periods[best])
    period = _begun(_governed(times.periods[best], doc[best], draft.anchor), draft)
    if period.ends and draft.predicate in STATES and doc[best].i and doc[best - 1].lower_ == "by":
        return replace(_plain(period), kind="as_of")  # by 1910 it held the whole north
    return period


def _far(time: "Token", anchor: "Token") -> int:
    """`reach`, and farther for what stands in brackets and for the year of a name: after the 1973 war."""
    over = time.head
    named = time.dep_ in ("nummod", "compound", "nmod", "amod") and over.dep_ == "pobj"
    aside = named and over.head.lower_ in GOVERNS and all(t.i != over.i for t in above(anchor))
    return reach(time, anchor) + 3 * bracketed(time, anchor) + 2 * aside


def _one_death(draft: Draft) -> bool:
    return draft.predicate == "casualties" and isinstance(draft.object, Quantity) and draft.object.count == 1


def _began_with(time: "Token", anchor: "Token") -> bool:
    """Whether the anchor is what a "since" counts from: five coups since it won independence in 1960."""
    between = time.doc[anchor.sent.start : anchor.i]
    since = next((t for t in reversed(between) if t.lower_ == "since"), None)
    return (
        since is not None
        and anchor.i < time.i
        and any(t.i == since.head.i for t in above(anchor))
        and (since.dep_ == "mark" or any(t.i == since.i for t in above(anchor)))
    )


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
    """As of the day that opens the sentence, or of a state now, of the note that ends its list."""
    first, at = draft.anchor.sent.start, draft.anchor.i
    opens = [p for i, p in sorted(times.periods.items()) if p.kind == "as_of" and first <= i < at]
    if opens and draft.predicate != "described_as":
        return opens[-1]
    verb = next((t for t in above(draft.anchor) if t.pos_ in ("VERB", "AUX")), None)
    past = verb is not None and (verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children))
    if draft.predicate not in STATES or past:
        return None
    return next((p for i, p in sorted(times.notes.items()) if i > at), None)


def _becomes(time: "Token", anchor: "Token") -> bool:
    """Whether a time hangs on the very verb of becoming or being elected that a description hangs on."""
    verb = next((t for t in above(anchor) if t.pos_ in ("VERB", "AUX")), None)
    own = next((t for t in time.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or own is None or own.i != verb.i:
        return False
    since = any(t.lower_ == "since" and t.i > verb.i for t in above(time))
    return verb.lemma_ in BECOMING or (verb.lemma_ == "be" and since)


def _of_office(time: "Token", anchor: "Token") -> bool:
    """Whether a time is that of an office or tie and not of what its holder did: was leader until 2010."""
    up = above(time)
    if any(t.i == anchor.i for t in up):
        return True
    verb = next((t for t in above(anchor) if t.pos_ in ("VERB", "AUX")), None)
    holder = next((t for t in above(anchor) if t.dep_ in ("nsubj", "nsubjpass", "poss", "agent")), None)
    inner = holder is not None and verb is not None and verb.i in {t.i for t in holder.ancestors}
    return not inner


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

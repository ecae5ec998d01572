"""The one gate (law 1): a draft becomes a claim only if it points at exact, non-empty words of the kept text.

Law: what does not pass is kept as a reject with its reason; nothing is moved, guessed or repaired here.
"""

from collections.abc import Mapping
from dataclasses import replace

from orbat.model import Claim, Mention, Object, Quantity, Ref, Reject, Span, Text, Voice, Words
from orbat.read.drafts import Draft
from orbat.read.scene import Actor
from orbat.vocab import predicates

LONGEST = 1200  # characters; evidence longer than this says nothing exactly


def align(draft: Draft, text: Text, mentions: Mapping[int, Mention]) -> Claim | Reject:
    """The draft as a claim on `text`, or the reason why it is none. `mentions`: by id() of the actor."""
    start, end = draft.passage.span(draft.start, draft.end)
    while start < end and text.body[start].isspace():
        start += 1
    while end > start and text.body[end - 1].isspace():
        end -= 1
    words = text.body[start:end] if 0 <= start < end <= len(text.body) else ""
    reason = _fault(draft, words, mentions)
    if reason:
        return Reject(start, max(start, end), words[:LONGEST], reason, draft.rule)

    def mention(actor: Actor) -> str:
        return mentions[id(actor)].id

    value: Object
    if isinstance(draft.object, Actor):
        value = Ref(mention(draft.object))
    elif isinstance(draft.object, Quantity) and draft.by is not None:
        value = replace(draft.object, by=mention(draft.by))
    else:
        value = draft.object
    voices = tuple(Voice(mention(a) if a else None, v.stance, v.basis) for a, v in draft.voices)
    qualifiers = replace(
        draft.qualifiers,
        with_=tuple(dict.fromkeys(map(mention, draft.with_))),
        against=tuple(dict.fromkeys(map(mention, draft.against))),
    )
    place = tuple(dict.fromkeys(map(mention, draft.place)))
    return Claim(
        mention(draft.subject), draft.predicate, value, Span(text.id, start, end), voices,
        draft.period, place, qualifiers, draft.status, draft.rule,
    )  # fmt: skip


def _fault(draft: Draft, words: str, mentions: Mapping[int, Mention]) -> str:
    """Why a draft cannot stand; empty where it can."""
    if draft.doubt:
        return draft.doubt
    if not words:
        return "no words of the text say it"
    if len(words) > LONGEST:
        return f"the words that say it are longer than {LONGEST} characters"
    if draft.predicate not in predicates():
        return f"no such predicate: {draft.predicate}"
    if isinstance(draft.object, Words) and not draft.object.text.strip():
        return "the object has no words"
    figure = draft.object if isinstance(draft.object, Quantity) and draft.object.kind is None else None
    if figure and (figure.count, figure.low, figure.high) == (None,) * 3:
        return "the figure has no number"
    if not draft.voices:
        return "nobody says it"
    people = [draft.subject, draft.object, draft.by, *draft.with_, *draft.against, *draft.place]
    people += [a for a, _ in draft.voices]
    if any(isinstance(p, Actor) and id(p) not in mentions for p in people):
        return "somebody in it is no mention of this text"
    if draft.subject.chain.main.form == "pronoun":
        return "its subject is a pronoun that stands for nobody known"
    return ""

"""Judgements of a claim told before: "This claim is corroborated by …", "the army denied the report".

Law: a verdict is a claim of its own, with the words of the judgement as evidence; what it judges stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from orbat.model import Quantity, Voice
from orbat.read.drafts import Draft
from orbat.read.language import text_of
from orbat.read.nlp import Passage
from orbat.read.voices import Chain, Speech

BACK = 2  # sentences before the verdict in which what it judges was told
CLAIM = re.compile(
    r"(?:the|this|that|these|those|such) "
    r"(?:claims?|reports?|allegations?|accusations?|charges?|statements?|figures?|account)"
    r"|it|this|that|them|responsibility|involvement|any (?:involvement|responsibility|role|links?)",
    re.IGNORECASE,
)


def of_verdicts(passage: Passage, speech: Speech, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """For each verdict, the nearest claim told before it: a figure first, else what somebody else said."""
    for start, end, stance in speech.verdicts:
        judged = _told(passage, drafts, start)
        figures = [d for d in judged if isinstance(d.object, Quantity)]
        for best in (figures or judged)[-1:]:
            yield _judged(best, (start, end), ((None, Voice(None, stance)),), f"verdict: {stance}")


def of_denials(passage: Passage, speech: Speech, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """For each "X denied the claim", what the nearest other voice before it was said to say, denied by X."""
    for heard in speech.heard:
        start, end = heard.spans.content
        if heard.spans.stance != "denies" or heard.speaker is None or heard.cue is None:
            continue
        if not CLAIM.fullmatch(text_of(passage.doc)[start:end].strip(" .,")):
            continue
        told = [d for d in _told(passage, drafts, heard.cue.idx) if d.voices[-1][0] is not None]
        told = [d for d in told if d.voices[-1][0].chain is not heard.speaker.chain]  # type: ignore[union-attr]
        last = told[-1].voices[-1][0] if told else None
        for best in told:
            if last is not None and best.voices[-1][0] is not None and best.voices[-1][0].chain is last.chain:
                voices = ((None, Voice(None, "relays")), (heard.speaker, Voice(None, "denies", "told")))
                words = (min(start, heard.cue.idx), max(end, heard.cue.idx + len(heard.cue)))
                yield _judged(best, words, voices, f"denial: {heard.cue.lemma_}")


def _told(passage: Passage, drafts: Sequence[Draft], start: int) -> list[Draft]:
    """What was told on somebody's word, and figures, in the sentences right before `start`, in order."""
    starts = [s.start_char for s in passage.doc.sents if s.start_char < start]
    earliest = starts[-BACK - 1] if len(starts) > BACK else 0
    told = [d for d in drafts if d.passage is passage and earliest <= d.start and d.end <= start]
    told = [d for d in told if isinstance(d.object, Quantity) or len(d.voices) > 1]
    return sorted(told, key=lambda d: (d.start, d.end))


def _judged(draft: Draft, words: tuple[int, int], voices: Chain, rule: str) -> Draft:
    span = draft.passage.doc.char_span(*words, alignment_mode="expand")
    anchor = span.root if span is not None else draft.anchor
    return replace(draft, anchor=anchor, start=words[0], end=words[1], rule=rule, voices=voices)

"""The author's judgement of a claim told before: "This claim is corroborated by the displays of posters".

Law: a verdict is a claim of its own, with the words of the judgement as evidence; what it judges stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from orbat.model import Quantity, Voice
from orbat.read.drafts import Draft
from orbat.read.nlp import Passage
from orbat.read.voices import Speech

BACK = 2  # sentences before the verdict in which what it judges was told


def of_verdicts(passage: Passage, speech: Speech, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """For each verdict, the nearest claim told before it: a figure first, else what somebody else said."""
    for start, end, stance in speech.verdicts:
        span = passage.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        starts = [s.start_char for s in passage.doc.sents if s.start_char < start]
        earliest = starts[-BACK - 1] if len(starts) > BACK else 0
        told = [d for d in drafts if d.passage is passage and earliest <= d.start and d.end <= start]
        judged = [d for d in told if isinstance(d.object, Quantity)] or [d for d in told if len(d.voices) > 1]
        if judged:
            best = max(judged, key=lambda d: d.start)
            voices = ((None, Voice(None, stance)),)
            yield replace(
                best, anchor=span.root, start=start, end=end, rule=f"verdict: {stance}", voices=voices
            )

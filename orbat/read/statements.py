"""What a speaker says where no other claim holds it: welcomes, condemns, calls for; a sentence of a report.

Law: only real speech of a known person or group; what other finders read inside a report is not said again.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from orbat.model import Voice, Words
from orbat.read.drafts import Draft, evidence
from orbat.read.grammar import all_actors, subject
from orbat.read.lexicon import words
from orbat.read.nlp import Passage, children
from orbat.read.relations import fits
from orbat.read.scene import Actor, Scene
from orbat.read.voices import Chain, Heard, Speech, chain

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

LEFT_OUT = ("advcl", "relcl", "parataxis", "mark", "appos")
LONGEST, SHORTEST = 32, 4  # words of one statement
CLOSING = ('"', "”", "''")


def of_speech(scene: Scene, passage: Passage, speech: Speech, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Every statement of a passage; `drafts`: what else was read, in any passage."""
    taken = [(d.start, d.end) for d in drafts if d.passage is passage and d.predicate != "described_as"]
    yield from _deeds_of_speech(scene, passage, speech)
    for heard in speech.heard:
        speaker = heard.speaker
        if speaker is None or not _speaks(speaker) or (heard.cue and not _reporting(heard.cue)):
            continue
        for sentence in _sentences(passage, heard):
            if not any(a < sentence.end_char and sentence.start_char < b for a, b in taken):
                yield from _statement(passage, speech, speaker, sentence)


def _speaks(speaker: Actor) -> bool:
    return fits(speaker, "actor") and speaker.chain.main.form != "pronoun"


def _reporting(cue: "Token") -> bool:
    return cue.lemma_.lower() in words("statements", "saying")


def _sentences(passage: Passage, heard: Heard) -> "Iterator[Span]":
    """The sentences of a report, each cut to its content."""
    start, end = heard.spans.content
    for sentence in passage.doc.sents:
        inside = [t.i for t in sentence if start <= t.idx and t.idx + len(t) <= end and not t.is_space]
        closing = next((i for i in inside[1:] if passage.doc[i].text in CLOSING), None)
        inside = [i for i in inside if closing is None or i < closing]
        if len(inside) >= SHORTEST:
            yield passage.doc[inside[0] : inside[-1] + 1]


def _statement(passage: Passage, speech: Speech, speaker: Actor, sentence: "Span") -> Iterator[Draft]:
    root = sentence.root
    if root.pos_ not in ("VERB", "AUX") or not children(root, "nsubj", "nsubjpass", "expl", "csubj"):
        return
    said = _short(root, sentence)
    if SHORTEST <= len(said.split()) <= LONGEST:
        at = (sentence.start_char, sentence.end_char)
        draft = Draft(passage, speaker, "stated", Words(said), root, *at, "statement: report")
        draft.voices = _voices(speech, draft, speaker)
        yield draft


def _short(root: "Token", sentence: "Span") -> str:
    """The main clause in its own words, without side clauses."""
    out: set[int] = set()
    for child in root.children:
        if child.dep_ not in LEFT_OUT and not (child.dep_ == "conj" and children(child, "nsubj")):
            out |= {t.i for t in child.subtree}
    tokens = [t for t in sentence if t.i == root.i or t.i in out]
    return re.sub(r"\s+", " ", "".join(t.text_with_ws for t in tokens)).strip(" ,;:.'`\"“”")


def _deeds_of_speech(scene: Scene, passage: Passage, speech: Speech) -> Iterator[Draft]:
    """Welcomed the agreement, condemns the attack, called for restraint: the verb and what it is about."""
    for verb in passage.doc:
        lemma = verb.lemma_.lower()
        prep = {c.lower_ for c in children(verb, "prep")}
        about = lemma in words("statements", "judging") and children(verb, "dobj")
        if verb.pos_ != "VERB" or not (about or (lemma in words("statements", "calling") and "for" in prep)):
            continue
        for speaker in all_actors(scene, passage, subject(verb)):
            said = _short_of(verb)
            if _speaks(speaker) and 2 < len(said.split()) <= LONGEST:
                start, end = evidence(passage, verb, speaker, *children(verb, "dobj", "prep"))
                draft = Draft(
                    passage, speaker, "stated", Words(said), verb, start, end, f"statement: {lemma}"
                )
                draft.voices = _voices(speech, draft, speaker)
                yield draft


def _short_of(verb: "Token") -> str:
    kept = [
        c
        for c in verb.children
        if c.i > verb.i and c.dep_ not in (*LEFT_OUT, "conj", "cc", "punct", "npadvmod")
    ]
    tokens = [verb, *(t for c in kept for t in c.subtree)]
    text = "".join(t.text_with_ws for t in sorted(tokens, key=lambda t: t.i))
    return re.sub(r"\s+", " ", text).strip(" ,;:.'`\"“”")


def _voices(speech: Speech, draft: Draft, speaker: Actor) -> Chain:
    """The chain of who says it, the speaker innermost."""
    over = chain(speech, draft)
    if any(a is not None and a.chain is speaker.chain for a, _ in over):
        return over
    return (
        *((a, Voice(None, "relays", v.basis)) for a, v in over),
        (speaker, Voice(None, "asserts", "told")),
    )

"""The chain of who says so, for each draft.

Law: the author is always the outermost voice; a report holds for its own content and never runs on; how
surely it is said goes to the innermost voice.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from orbat.model import Attribution, Stance, Voice
from orbat.read.attribution import find_attributions
from orbat.read.drafts import Draft
from orbat.read.grammar import all_actors, subject
from orbat.read.judgement import find_asides, find_verdicts, hedged, negated
from orbat.read.language import text_of
from orbat.read.lexicon import words
from orbat.read.nearness import above
from orbat.read.nlp import Passage
from orbat.read.quotes import find_quotations
from orbat.read.relations import fits
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

ASIDE = 60  # characters between a word and the brackets that judge it
Chain = tuple[tuple[Actor | None, Voice], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """One report of a passage: its spans (characters of the Doc), who speaks, and its cue's token."""

    spans: Attribution
    speaker: Actor | None
    cue: "Token | None"


@dataclass(frozen=True, slots=True)
class Speech:
    """All reports and author's asides of one passage."""

    heard: tuple[Heard, ...]
    asides: tuple[tuple[int, int, Stance], ...]
    verdicts: tuple[tuple[int, int, Stance], ...]


def listen(scene: Scene, passage: Passage) -> Speech:
    """Find the reports of a passage and who speaks each."""
    heard = [*_of_themselves(scene, passage), *_we(scene, passage)]
    for spans in find_attributions(passage.doc):
        speaker = _speaker(scene, passage, spans.source) if spans.source else None
        cue = passage.doc.char_span(*spans.cue, alignment_mode="expand") if spans.cue else None
        heard.append(Heard(spans, speaker, cue.root if cue is not None else None))
    _he_said(passage, heard)
    return Speech(tuple(heard), tuple(find_asides(passage.doc)), tuple(find_verdicts(passage.doc)))


def _he_said(passage: Passage, heard: list[Heard]) -> None:
    """He added: he who spoke before, where nothing nearer told who he is."""
    last: Actor | None = None
    for report in sorted(heard, key=lambda h: h.spans.content[0]):
        speaker = report.speaker
        if speaker is None or speaker.passage is not passage or speaker.chain.kind != "person":
            continue
        if (
            speaker.chain.main.form == "pronoun"
            and speaker.token.lower_ in ("he", "she")
            and last is not None
        ):
            last.chain.join(speaker.chain)
        elif speaker.chain.main.form == "named":
            last = speaker


def _of_themselves(scene: Scene, passage: Passage) -> list[Heard]:
    """Describing itself as the first auxiliary: what is said after "as" is said by the subject itself."""
    out = []
    for token in passage.doc:
        if token.lower_ not in ("itself", "themselves", "himself", "herself") or token.dep_ != "dobj":
            continue
        verb = token.head
        speakers = (
            all_actors(scene, passage, subject(verb)) if verb.lemma_ in words("voices", "of_oneself") else []
        )
        if speakers:
            last = verb.right_edge
            spans = Attribution(
                (token.idx + len(token), last.idx + len(last)), None, (verb.idx, verb.idx + len(verb))
            )
            out.append(Heard(spans, speakers[0], verb))
    return out


def _we(scene: Scene, passage: Passage) -> list[Heard]:
    """We, the men of X, …: a quotation that says itself whose words it holds."""
    out = []
    for quote in find_quotations(text_of(passage.doc)):
        tokens = passage.doc.char_span(quote.start, quote.end, alignment_mode="expand") or ()
        first = next((t for t in tokens if t.is_alpha), None)
        if first is None or first.i + 10 >= len(passage.doc):
            continue
        named = scene.within(passage, first.i + 1, first.i + 10)
        group = next((a for a in named if a.form == "named" and a.kind == "group"), None)
        if first.lower_ == "we" and group and passage.doc[first.i + 1].text == ",":
            out.append(Heard(Attribution((quote.start + 1, quote.end)), group, None))
    return out


def _speaker(scene: Scene, passage: Passage, source: tuple[int, int]) -> Actor | None:
    span = passage.doc.char_span(*source, alignment_mode="expand")
    if span is None:
        return None
    found = [scene.of(passage, span.root), *scene.within(passage, span.start, span.end - 1)]
    known = next((a for a in found if a is not None and fits(a, "actor")), None)
    return known or (_put_office(scene, passage, span) if not any(found) else None)


def _put_office(scene: Scene, passage: Passage, span: "Span") -> Actor | None:
    """The health ministry, the prosecutor's office: who speaks by the words, with no name of its own."""
    root = span.root
    if root.pos_ != "NOUN" or root.lemma_.lower() not in words("voices", "offices"):
        return None
    first = span.start + (span[0].pos_ == "DET")
    last = max(i for i in range(first, span.end) if i <= root.i)
    start, end = passage.span(passage.doc[first].idx, root.idx + len(root))
    name = " ".join(passage.doc[first : last + 1].text.split())
    actor = Actor(passage, start, end, name, "group", "described", root.i)
    scene.add(actor, first, last)
    return actor


def reports_over(speech: Speech, draft: Draft) -> list[Heard]:
    """The reports whose content holds the draft's anchor, outermost first; wishes and orders left out."""
    at = _anchors(draft.anchor)
    found = [
        h
        for h in speech.heard
        if any(h.spans.content[0] <= a < h.spans.content[1] for a in at)
        and (h.cue is None or _reports(h, draft))
        and not _of_somebody(h, draft)
        and not _judged(h, speech)
        and (draft.predicate != "also_known_as" or _quoted(h, draft))
    ]
    return sorted(found, key=lambda h: h.spans.content[0] - h.spans.content[1])


def _anchors(token: "Token") -> list[int]:
    """Where a draft's anchor stands, and the words that its clause is listed after, their subject shared."""
    out = [token.idx]
    for head in (token, *token.ancestors):
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in head.children):
            break
        if head.dep_ == "conj":
            out.append(head.head.idx)
    return out


def _quoted(heard: Heard, draft: Draft) -> bool:
    """Whether a report is a direct quotation: names in brackets inside indirect speech are the author's."""
    text, (start, _) = text_of(draft.passage.doc), heard.spans.content
    return any(mark in text[max(0, start - 2) : start + 1] for mark in '"“«')


def _judged(heard: Heard, speech: Speech) -> bool:
    """Whether a report is only the object of another: denied reports that …; who reported is not told."""
    cue = heard.cue
    return (
        cue is not None
        and cue.pos_ == "NOUN"
        and cue.dep_ == "dobj"
        and any(other.cue is not None and other.cue.i == cue.head.i for other in speech.heard)
    )


def _of_somebody(heard: Heard, draft: Draft) -> bool:
    """Whether what is backed or condemned is only somebody, who is thereby not said to be anything."""
    content = draft.passage.doc.char_span(*heard.spans.content, alignment_mode="expand")
    if content is not None and content.root.pos_ == "NOUN" and heard.cue is not None:
        about = content.root  # rejected the accord that X had proposed: that X proposed it is not rejected
        inner = any(t.dep_ == "relcl" and t.head.i == about.i for t in above(draft.anchor))
        if inner and about.lemma_.lower() not in words("voices", "told"):
            return True
    return (
        content is not None
        and heard.cue is not None
        and content.root.pos_ == "PROPN"
        and not any(t.pos_ in ("VERB", "AUX") and t.dep_ not in ("amod", "compound") for t in content)
    )


def _reports(heard: Heard, draft: Draft) -> bool:
    """Whether a cue passes information on: no wish, plan or order, and not the draft's own verb."""
    assert heard.cue is not None
    return heard.cue.lemma_.lower() not in words("voices", "no_report") and heard.cue.i != draft.anchor.i


def chain(speech: Speech, draft: Draft) -> Chain:
    """The voices of a draft, outermost first, each with its actor (None: the author)."""
    doc = draft.passage.doc
    reports = reports_over(speech, draft)
    over = [h for h in reports if h.speaker is not None]
    agentless = any(h.speaker is None and h.spans.source is None for h in reports)
    start, end = draft.anchor.idx, draft.anchor.idx + len(draft.anchor)
    unsure = hedged(doc, start, end) or agentless
    author = _aside(speech, draft) or "relays"
    if not over:
        return ((None, Voice(None, "hedges" if unsure else "asserts")),)
    once = list({id(h.speaker.chain): h for h in over if h.speaker and not _same_voice(h)}.values())
    innermost = over[-1].spans.stance if _same_voice(over[-1]) or not once else once[-1].spans.stance
    stance: Stance = "asserts" if innermost == "relays" else innermost
    stance = "hedges" if stance == "asserts" and unsure else stance
    if not once:
        return ((None, Voice(None, stance)),)
    between = [(h.speaker, Voice(None, "relays", "told")) for h in once[:-1]]
    return ((None, Voice(None, author)), *between, (once[-1].speaker, Voice(None, stance, "told")))


def _same_voice(heard: Heard) -> bool:
    """I believe, as we have said: whoever speaks already goes on speaking, if now less surely."""
    speaker = heard.speaker
    if speaker is None or speaker.form != "pronoun" or speaker.chain.main.form != "pronoun":
        return False
    return speaker.token.lower_ in ("i", "we", "my", "our", "me", "us")


def _aside(speech: Speech, draft: Draft) -> Stance | None:
    """The author's verdict in brackets, for the figure or statement right before it."""
    after = draft.anchor.idx + len(draft.anchor)
    for start, _, stance in speech.asides:
        between = [t for t in draft.anchor.sent if after <= t.idx < start]
        if 0 <= start - after <= ASIDE and not any(t.pos_ == "VERB" for t in between):
            return stance
    return None


def denied(draft: Draft) -> bool:
    """Whether the writer of the clause negates it."""
    start = draft.anchor.idx
    return negated(draft.passage.doc, start, start + len(draft.anchor))


def claimed_by(speech: Speech, draft: Draft) -> "Token | None":
    """The cue of the innermost report over a draft."""
    over = reports_over(speech, draft)
    return over[-1].cue if over else None

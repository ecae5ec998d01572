"""How far a time or a place stands from the word that a draft hangs on.

Law: steps in the parse and nothing else; what hangs on another verb is farther for each verb between.
"""

from typing import TYPE_CHECKING

from orbat.read.drafts import Draft

if TYPE_CHECKING:
    from spacy.tokens import Token


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


def in_relative(time: "Token", anchor: "Token") -> bool:
    """Whether a time is of a relative clause of the subject or of somebody named, the anchor outside it.

    A, who fled in 2007, led them; they were led by A, who fled in 2007.
    """
    up = {t.i for t in above(anchor)}
    relative = False
    for token in above(time):
        if token.i in up:
            return False
        if (
            token.dep_ == "relcl"
            and token.head.pos_ == "PROPN"
            and any(c.lower_ == "who" for c in token.lefts)
        ):
            return True
        relative = relative or token.dep_ == "relcl"
        if relative and token.dep_ in ("nsubj", "nsubjpass"):
            return True
    return False


def _subject(verb: "Token") -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def stretch(draft: Draft) -> tuple[int, int]:
    """The tokens [first, last) of the anchor's sentence, between the semicolons around it."""
    sentence, at = draft.anchor.sent, draft.anchor.i
    marks = [t.i for t in sentence if t.text == ";"]
    first = max((i + 1 for i in marks if i < at), default=sentence.start)
    return first, min((i for i in marks if i > at), default=sentence.end)


def bracketed(time: "Token", anchor: "Token") -> bool:
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

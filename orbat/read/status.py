"""Whether a thing is simply said to be so, or planned, negated, hypothetical or ended.

Law: the marks are auxiliaries, negations, conditions and verbs of intent over the anchor, within its clause.
"""

from typing import TYPE_CHECKING

from orbat.model import Status
from orbat.read.drafts import Draft
from orbat.read.lexicon import words
from orbat.read.voices import denied

if TYPE_CHECKING:
    from spacy.tokens import Token


COPULA = "description: is"  # the one description that a clause can deny


def status_of(draft: Draft) -> Status:
    """The status of a draft by the words around its anchor."""
    verb = _verb(draft.anchor)
    if draft.predicate == "also_known_as" or (draft.predicate == "described_as" and draft.rule != COPULA):
        return "said"
    if denied(draft) and not any(v.stance == "denies" for _, v in draft.voices):
        return "negated"
    aux = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if aux & {"will", "shall", "'ll"} or _intended(verb):
        return "planned"
    if aux & {"would"}:
        return "planned" if len(draft.voices) > 1 else "hypothetical"
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return "hypothetical"
    if draft.predicate != "took_part_in" and _marked(verb, "formerly", "once", "previously"):
        return "ended"
    return "said"


def _verb(token: "Token") -> "Token":
    while token.pos_ not in ("VERB", "AUX") and token.head != token and token.dep_ != "relcl":
        token = token.head
    return token


def _marked(verb: "Token", *marks: str) -> bool:
    return any(c.lower_ in marks and c.dep_ in ("aux", "advmod") for c in verb.children)


def _intended(verb: "Token") -> bool:
    """Whether the verb is what somebody plans: plans to, going to, vowed to, a plan to."""
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp", "acl") and _marked(verb, "to"):
        return head.lemma_.lower() in words("status", "intent")
    return False

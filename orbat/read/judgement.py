"""What the writer of a clause thinks of it: held back, denied, or another's claim judged.

Law: a judgement is the writer's own; what stands in a quotation, or is somebody else's, does not count.
The words are lines of data/cues.toml, in [hedges], [negations] and [judgement].
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from orbat.model import Stance
from orbat.read.cues import VERDICTS, lexicon
from orbat.read.language import text_of
from orbat.read.quotes import find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Judged = tuple[int, int, Stance]
CLAUSES = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "acl", "parataxis", "pcomp", "csubj", "conj", "xcomp", "dep"}
)
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "pobj"})
PREDICATES = frozenset({"acomp", "attr", "oprd", "advmod", "conj", "xcomp", "dobj"})
FIRST_PERSON = frozenset({"i", "we"})
ASIDE = 5  # words of an aside that judges without naming a claim (not even remotely true)
_ASIDE = re.compile(
    r"[(\[][^()\[\]\n]{3,200}[)\]]|(?<=\s)(?:[–—-]|--)\s[^–—\n(]{3,160}?(?=\s(?:[–—-]|--)\s|[.;!?](?:\s|$))"
)


def hedged(doc: "Doc", start: int, end: int) -> bool:
    """Whether the writer of the clause around characters [start, end) holds back (may have, is said to)."""
    span, words = _span(doc, start, end), lexicon().hedges
    if span is None:
        return False
    head = _clause(span.root)
    if any(t.lower_ in words["adjectives"] and t.dep_ == "amod" for t in span):
        return True
    for verb in _chain(head):
        lemma = verb.lemma_
        if verb.i != head.i:
            passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
            if lemma in words["verbs"] or (lemma in words["opinions"] and (passive or _own(verb))):
                return True
        elif lemma in words["verbs"] and any(c.dep_ in ("oprd", "acomp") for c in verb.children):
            return True
        for child in verb.children:
            word = child.lower_
            if (
                (child.dep_ == "aux" and word in words["modals"] and child.nbor().dep_ != "neg")
                or (child.dep_ in ("advmod", "advcl", "prep") and word in words["adverbs"])
                or (child.dep_ == "acomp" and word in words["adjectives"])
            ):
                return True
    return any(t.lower_ in words["adverbs"] and t.pos_ == "ADV" for t in span)


def negated(doc: "Doc", start: int, end: int) -> bool:
    """Whether the writer of the clause around characters [start, end) denies it (did not, no, never)."""
    span, words = _span(doc, start, end), lexicon().negations
    if span is None:
        return False

    def denies(token: "Token") -> bool:
        if token.lower_ not in words["words"]:
            return False
        beside = [token.head, *(doc[i] for i in (token.i + 1,) if i < len(doc))]
        return not any(t.lower_ in words["void"] for t in beside)

    for verb in _chain(_clause(span.root), ("xcomp",)):
        for child in verb.children:
            if denies(child) and child.dep_ in (
                "neg",
                "preconj",
                "nsubj",
                "nsubjpass",
                "dobj",
                "cc",
                "advmod",
            ):
                return True
            if child.dep_ in ARGUMENTS and any(denies(c) and c.dep_ in ("det", "neg") for c in child.lefts):
                return True
        if verb.dep_ == "pcomp" and denies(verb.head):
            return True
    return False


def find_asides(doc: "Doc") -> list[Judged]:
    """Judgements inside another's reported words: (an exaggeration), — without proof —, falsely, dubious.

    (start, end, stance) in characters of the text, in order: `doubts` or `corroborates`.
    """
    quoted = _quoted(text_of(doc))
    found = [*_bracketed(doc), *_beside(doc), *_apposed(doc)]
    outside = [f for f in found if not any(q[0] < f[0] and f[1] < q[1] for q in quoted)]
    kept: list[Judged] = []
    for aside in sorted(set(outside)):
        if not kept or aside[0] >= kept[-1][1]:
            kept.append(aside)
    return kept


def find_verdicts(doc: "Doc") -> list[Judged]:
    """Sentences in which the author judges a claim made before them: (start, end, stance) in characters."""
    quoted = _quoted(text_of(doc))
    found: list[Judged] = []
    for sentence in doc.sents:
        span = sentence[:]
        while len(span) and span[-1].is_space:
            span = span[:-1]
        start, end = span.start_char, span.end_char
        if not len(span) or any(
            q[0] < end and start < q[1] and q[1] - q[0] > (end - start) / 2 for q in quoted
        ):
            continue
        stance = _verdict(span)
        if stance:
            found.append((start, end, stance))
    return found


# ---- clauses


def _span(doc: "Doc", start: int, end: int) -> "Span | None":
    return doc.char_span(start, end, alignment_mode="expand")


def _clause(token: "Token") -> "Token":
    """The head of the clause that a token stands in."""
    while token.dep_ not in CLAUSES or token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        if token.head.i == token.i:
            break
        token = token.head
    return token


def _chain(verb: "Token", deps: tuple[str, ...] = ("xcomp", "ccomp")) -> "Iterator[Token]":
    """A verb and those whose complement it is (seems to have, is believed to have, did not manage to)."""
    yield verb
    for _ in range(4):
        subject = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        own = subject or any(c.dep_ == "aux" for c in verb.children)
        it = "ccomp" in deps and verb.dep_ == "ccomp"
        it = it and all(t.text != ";" for t in verb.doc[verb.i : verb.head.i])
        it = it and (_own(verb.head) or any(c.lower_ == "it" for c in verb.head.lefts))
        if verb.dep_ == "xcomp" or (verb.dep_ == "conj" and not own) or it:
            verb = verb.head
            yield verb
        else:
            return


def _own(verb: "Token") -> bool:
    """Whether the writer is who thinks: I, we."""
    return any(c.dep_ == "nsubj" and c.lower_ in FIRST_PERSON for c in verb.children)


def _quoted(text: str) -> list[tuple[int, int]]:
    return [(q.start, q.end) for q in find_quotations(text)]


# ---- judgements


def _bracketed(doc: "Doc") -> Iterator[Judged]:
    for match in _ASIDE.finditer(text_of(doc)):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        stance = _judged(span) if span is not None else None
        if stance:
            yield match.start(), match.end(), stance


def _beside(doc: "Doc") -> Iterator[Judged]:
    """Adverbs beside a verb that reports, attributes of a noun that reports, and phrases hung on either."""
    lex = lexicon()
    adverbs: dict[str, Stance] = dict.fromkeys(lex.judgement["doubting"], "doubts")
    adverbs |= dict.fromkeys(lex.judgement["trusting"], "corroborates")
    for token in doc:
        if token.dep_ == "advmod" and token.lower_ in adverbs and token.head.lemma_ in lex.verbs:
            yield token.idx, token.idx + len(token), adverbs[token.lower_]
        elif token.dep_ == "amod" and token.head.lemma_ in lex.judgement["claims"]:
            for stance in VERDICTS:
                if token.lower_ in lex.judgement[stance]:
                    yield token.idx, token.idx + len(token), stance
        elif token.lower_ == "without":
            span = doc[token.i : token.right_edge.i + 1]
            if _phrase(span.text):
                yield span.start_char, span.end_char, "doubts"


def _apposed(doc: "Doc") -> Iterator[Judged]:
    """50,000 fighters, a figure that is almost certainly inflated: an apposition that judges."""
    for token in doc:
        relative = any(c.dep_ in ("relcl", "amod", "acl") for c in token.children)
        if token.dep_ == "appos" and relative and token.lemma_ in lexicon().judgement["claims"]:
            span = doc[token.left_edge.i : token.right_edge.i + 1]
            stance = _judged(span)
            if stance:
                yield span.start_char, span.end_char, stance


@cache
def _phrases() -> re.Pattern[str]:
    lines = sorted(lexicon().verdicts, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, lines)) + r")(?!\w)", re.IGNORECASE)


def _phrase(text: str) -> Stance | None:
    match = _phrases().search(" ".join(text.split()))
    return lexicon().verdicts[match.group().lower()] if match else None


def _judged(span: "Span") -> Stance | None:
    """The stance of an aside: by a phrase, or by a judging word if it is short or names a claim."""
    stance = _phrase(span.text)
    if stance:
        return stance
    claims = lexicon().judgement["claims"]
    words = [t for t in span if t.is_alpha]
    if len(words) > ASIDE and not any(t.lemma_ in claims for t in words):
        return None
    return next((stance for stance in map(_word, words) if stance), None)


def _word(token: "Token") -> Stance | None:
    """The stance of a judging word; a negation over it turns it round."""
    judgement = lexicon().judgement
    for stance in VERDICTS:
        verb = token.pos_ == "VERB" and token.lemma_ in judgement[f"verbs_{stance}"]
        if verb or token.lower_ in judgement[stance]:
            return _turned(stance) if _denied(token) else stance
    return None


def _turned(stance: Stance) -> Stance:
    return "corroborates" if stance == "doubts" else "doubts"


def _denied(token: "Token") -> bool:
    """Whether a negation stands over a judging word: itself, its copula, or `cannot be verified`."""
    negations = lexicon().negations["words"]
    near = [token, token.head] if token.dep_ in PREDICATES else [token]
    return any(c.lower_ in negations for t in near for c in t.children)


def _verdict(sentence: "Span") -> Stance | None:
    """What the main clause says of a claim. None where it says nothing, or somebody else says it."""
    lex = lexicon()
    root = sentence.root
    claims = [t for t in sentence if _anaphoric(t)]
    told = root.lemma_ in lex.verbs and any(c.dep_ == "ccomp" for c in root.rights) and not _witness(root)
    if root.lemma_ in lex.verbs and not _own(root) and (told or _person(root)):
        return None
    stance = _phrase(sentence.text)
    if stance and (claims or any(c.dep_ == "expl" for c in root.children)) and _main(sentence, root):
        return stance
    for claim in claims:
        head = claim.head
        if claim.dep_ in ("nsubj", "nsubjpass") and head.sent.root in (head, head.head):
            head = head.head if head.dep_ == "auxpass" else head
            words = [c for c in head.children if c.dep_ in PREDICATES]
            words = [head, *words] if head.tag_ == "VBN" else words
            words += [c for w in words if w.i != head.i for c in w.children if c.dep_ in PREDICATES]
        elif claim.dep_ == "dobj" and _witness(head):
            words = [head]
        else:
            continue
        if any(_person(w) for w in words if w.pos_ == "VERB"):
            continue
        found = next((s for s in map(_word, words) if s), None)
        if found:
            return found
    return None


def _anaphoric(noun: "Token") -> bool:
    """This, this claim, the figure, his account: points back to what somebody said."""
    if noun.lower_ in ("this", "that", "these"):
        return noun.dep_ in ("nsubj", "nsubjpass")
    if noun.lemma_ not in lexicon().judgement["claims"]:
        return False
    return any(c.dep_ in ("det", "poss", "predet") and c.lower_ not in ("a", "an", "no") for c in noun.lefts)


def _main(sentence: "Span", root: "Token") -> bool:
    """Whether the judging phrase stands in the main clause, not in what somebody is reported to say."""
    match = _phrases().search(sentence.text)
    if match is None:
        return False
    token = sentence.doc.char_span(
        sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand"
    )
    return token is not None and _clause(token.root).i in (root.i, root.head.i)


def _witness(verb: "Token") -> bool:
    """Whether things, not people, do what a verb says."""
    witnesses = lexicon().judgement["witnesses"]
    return any(c.dep_ == "nsubj" and c.lemma_ in witnesses for c in verb.children)


def _person(verb: "Token") -> bool:
    """Whether somebody with a name or a pronoun is the subject or agent: then the judgement is theirs."""
    for child in verb.children:
        who = next((c for c in child.children if c.dep_ == "pobj"), None) if child.dep_ == "agent" else child
        if who is None or child.dep_ not in ("nsubj", "agent"):
            continue
        if who.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or who.lower_ in ("he", "she", "they"):
            return True
    return False

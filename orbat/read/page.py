"""A parsed text as the finders of reported speech need it: tokens, quotations, sentence bounds.

Law: spans here are token ranges [first, last], both included; only `chars` makes characters of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from orbat.model import Stance
from orbat.read.cues import Cue, Lexicon, lexicon
from orbat.read.language import text_of
from orbat.read.quotes import find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]
TRIM = frozenset(",;:-–—.…") | {"--"}
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
CLIMBS = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "acl", "relcl", "ccomp", "dep", "aux"})
NOMINAL = frozenset({"PROPN", "PRON", "NOUN"})
NOBODY = frozenset({"no", "nobody", "none", "neither"})
VOID = frozenset({"only", "just", "merely", "simply", "even"})  # after a negation that denies nothing
AFTER = frozenset({"relcl", "acl", "appos", "advcl", "punct", "cc", "parataxis"})


@dataclass(frozen=True, slots=True)
class Report:
    """An attribution in token ranges."""

    content: Range
    source: Range | None
    cue: Range | None
    stance: Stance
    rule: str


class Page:
    """One parsed text with its quotations as token ranges."""

    def __init__(self, doc: "Doc") -> None:
        self.doc = doc
        self.tokens: list[Token] = list(doc)
        self.lexicon: Lexicon = lexicon()
        self.quotations: list[Range] = []
        self.open: list[bool] = []
        self.quoted = [-1] * len(doc)  # the index of the quotation that a token stands in
        for quotation in find_quotations(text_of(doc)):
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is None or (self.quotations and span.start <= self.quotations[-1][1]):
                continue
            for i in range(span.start, span.end):
                self.quoted[i] = len(self.quotations)
            self.quotations.append((span.start, span.end - 1))
            self.open.append(quotation.open)

    @cached_property
    def sentence(self) -> list[Range]:
        """For each token the sentence it stands in, never past a line break."""
        bounds: list[Range] = []
        start = 0
        for token in self.tokens:
            after = token.i + 1
            last = after == len(self.tokens)
            if last or self.tokens[after].is_sent_start or (token.is_space and "\n" in token.text):
                bounds += [(start, token.i)] * (after - start)
                start = after
        return bounds

    @cached_property
    def paragraphs(self) -> list[Range]:
        """Lines with words in them."""
        found: list[Range] = []
        start = 0
        for token in self.tokens:
            broken = token.is_space and "\n" in token.text
            if broken or token.i == len(self.tokens) - 1:
                if any(not t.is_space for t in self.tokens[start : token.i + 1]):
                    found.append((start, token.i))
                start = token.i + 1
        return found

    @cached_property
    def paragraph(self) -> list[int]:
        """For each token the index of its paragraph."""
        numbers = [0] * len(self.tokens)
        for number, (first, last) in enumerate(self.paragraphs):
            numbers[first : last + 1] = [number] * (last + 1 - first)
        return numbers

    @cached_property
    def stretch(self) -> list[Range]:
        """For each token the stretch it stands in: its bracket, or else its sentence up to a semicolon."""
        bounds = list(self.sentence)
        for semicolon in self.tokens:
            if semicolon.text == ";" and self.quoted[semicolon.i] < 0:
                first, last = bounds[semicolon.i]
                bounds[first : semicolon.i] = [(first, semicolon.i - 1)] * (semicolon.i - first)
                after = semicolon.i + 1
                bounds[after : last + 1] = [(after, last)] * (last + 1 - after)
        opened: list[int] = []
        for token in self.tokens:
            if token.text in "([":
                opened.append(token.i)
            elif token.text in ")]" and opened:
                first = opened.pop()
                if not opened and self.sentence[first] == self.sentence[token.i] and token.i > first + 1:
                    bounds[first + 1 : token.i] = [(first + 1, token.i - 1)] * (token.i - first - 1)
            elif token.is_sent_start:
                opened.clear()
        return bounds

    def verb_cue(self, verb: "Token") -> Cue | None:
        """The lexicon's line for a verb with its particle, or else without."""
        for child in verb.rights:
            if child.dep_ == "prt":
                cue = self.lexicon.verbs.get(f"{verb.lemma_}_{child.lower_}")
                if cue:
                    return cue
        return self.lexicon.verbs.get(verb.lemma_)

    def chars(self, span: Range) -> tuple[int, int]:
        """Token range -> characters."""
        last = self.tokens[span[1]]
        return self.tokens[span[0]].idx, last.idx + len(last)

    def trim(self, first: int, last: int) -> Range | None:
        """Without blanks and separating punctuation at the edges; None where nothing is left."""
        while first <= last and (self.tokens[first].is_space or self.tokens[first].text in TRIM):
            first += 1
        while last >= first and (self.tokens[last].is_space or self.tokens[last].text in TRIM):
            last -= 1
        return (first, last) if first <= last else None

    def whole(self, span: Range) -> Range:
        """A span that ends within a quotation which it opened, with the rest of that quotation."""
        inside = self.quoted[span[1]]
        if inside < 0 or self.quotations[inside][0] < span[0]:
            return span
        return span[0], self.quotations[inside][1]

    def subtree(self, token: "Token") -> Range:
        """The tokens from the leftmost to the rightmost dependent, within the token's paragraph sentence."""
        return token.left_edge.i, token.right_edge.i

    def source(self, verb: "Token") -> Range | None:
        """The words for who does what a verb says (`the man who`, `by the man`); else None."""
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        subject = self.agent(verb) if passive else self.subject(verb)
        if subject is None:
            return None
        first, last = self.noun_phrase(subject)
        if verb.dep_ == "relcl" and subject.i == verb.head.i:
            last = max([last, *(c.i for c in verb.children if c.lower_ in RELATIVES and c.i < verb.i)])
        return first, last

    def noun_phrase(self, token: "Token") -> Range:
        """A noun with what comes before it and its `of` phrases, without clauses and appositions."""
        first, last = token.left_edge.i, token.right_edge.i
        if token.dep_ == "poss" and self.tokens[last].dep_ == "case":
            last -= 1
        for child in token.rights:
            if child.dep_ in AFTER and child.dep_ != "cc":
                last = child.left_edge.i - 1
                break
        while first < token.i and self.quoted[first] != self.quoted[token.i]:
            first += 1
        return self.trim(first, max(last, token.i)) or (token.i, token.i)

    def subject(self, verb: "Token") -> "Token | None":
        """Who does what a verb says: its subject, or that of the verb it hangs on, or the name before it."""
        at = verb
        for _ in range(6):
            for child in at.children:
                if self.quoted[child.i] != self.quoted[verb.i] and self.quoted[child.i] >= 0:
                    continue
                if child.dep_ in SUBJECTS and child.dep_ != "csubj":
                    if child.lower_ in RELATIVES and at.dep_ == "relcl":
                        return at.head
                    return child
            if at.dep_ == "acl" and at.head.pos_ in ("NOUN", "PROPN", "PRON"):
                return at.head
            if at.dep_ not in CLIMBS or at.head.i == at.i:
                break
            at = at.head
        return self._neighbour(verb)

    def _neighbour(self, verb: "Token") -> "Token | None":
        """Where the parse has no subject: the name or pronoun that touches a finite verb."""
        at = self.cue(verb)[0] - 1
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or at < self.sentence[verb.i][0]:
            return None
        if self.tokens[at].text == ",":  # John Smith, a spokesman, said
            commas = [i for i in range(self.sentence[verb.i][0] + 1, at) if self.tokens[i].text == ","]
            at = commas[-1] - 1 if commas else at
        if self.tokens[at].pos_ in NOMINAL:
            return self.tokens[at]
        after = verb.i + 1  # said the spokesman
        while after < self.sentence[verb.i][1] and self.tokens[after].pos_ in ("DET", "ADJ"):
            after += 1
        while after < self.sentence[verb.i][1] and self.tokens[after + 1].pos_ == "PROPN":
            after += 1
        return self.tokens[after] if after < len(self.tokens) and self.tokens[after].pos_ in NOMINAL else None

    def agent(self, verb: "Token") -> "Token | None":
        """The noun after `by`."""
        for child in verb.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        return noun
        return None

    def cue(self, verb: "Token") -> Range:
        """A verb with the auxiliaries, negation and adverbs that touch it, and its particle."""
        first = last = verb.i
        deps = {c.i: c.dep_ for c in verb.children}
        while deps.get(first - 1) in ("aux", "auxpass", "neg", "advmod"):
            first -= 1
        while deps.get(last + 1) in ("prt", "neg"):
            last += 1
        return first, last

    def stance(self, verb: "Token", cue: Cue) -> Stance:
        """What a cue does, negated where it is (does not believe; no group claimed)."""
        for child in verb.children:
            no = child.dep_ in SUBJECTS and any(c.lower_ in NOBODY for c in (child, *child.lefts))
            if (child.dep_ == "neg" and self.tokens[child.i + 1].lower_ not in VOID) or no:
                return "doubts" if cue.stance in ("asserts", "hedges") else "hedges"
        return cue.stance

    def verbs_between(self, first: int, last: int) -> "Iterator[Token]":
        """Verbs outside quotations in a token range."""
        for token in self.tokens[first : last + 1]:
            if self.quoted[token.i] < 0 and token.pos_ in ("VERB", "AUX"):
                yield token

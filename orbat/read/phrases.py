"""Reports by words other than verbs: nouns, adjectives, adverbs, phrases such as `according to`, headlines.

Law: as in attribution: a report has a mark of its own, and the mark is a line of data/cues.toml.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from orbat.read.cues import Cue
from orbat.read.page import Page, Range, Report

if TYPE_CHECKING:
    from spacy.tokens import Token

TITLE = 8  # tokens of a title within which the colon after a speaker stands


def find_phrases(page: Page, token: "Token") -> Iterator[Report]:
    """What one word that is no verb reports."""
    lexicon = page.lexicon
    lemma, pos = token.lemma_, token.pos_
    if pos == "NOUN" and lemma in lexicon.nouns:
        yield from _noun(page, token, lexicon.nouns[lemma])
    elif pos == "ADJ" and lemma in lexicon.adjectives:
        yield from _adjective(page, token, lexicon.adjectives[lemma])
    elif pos == "ADV" and token.lower_ in lexicon.hedges["reported"]:
        yield from _adverb(page, token)
    if token.lower_ in lexicon.openers:
        yield from _according(page, token)


def find_headline(page: Page) -> Iterator[Report]:
    """X: They Left. They Left -- X. They Left: X. A title with a name before its sign or after it."""
    end = next((i for i, t in enumerate(page.tokens) if t.is_space and "\n" in t.text), len(page.tokens))
    title = page.trim(0, end - 1)
    if end > 4 * TITLE or title is None:
        return
    signs = [i for i in range(1, title[1]) if page.tokens[i].text in (":", "--", "–", "—")]
    for sign in (signs[:1] + signs[-1:]) if signs else []:
        before, after = page.trim(title[0], sign - 1), page.trim(sign + 1, title[1])
        if before is None or after is None:
            continue
        if (
            page.tokens[sign].text == ":"
            and before[1] < TITLE
            and _name(page, before)
            and _sentence(page, after)
        ):
            yield Report(after, before, (sign, sign), "asserts", "headline")
            return
        if after[1] - after[0] < TITLE / 2 and not _sentence(page, after) and _sentence(page, before):
            yield Report(before, after, (sign, sign), "asserts", "headline")
            return


def _name(page: Page, span: Range) -> bool:
    return all(t.is_alpha and t.text[:1].isupper() for t in page.tokens[span[0] : span[1] + 1])


def _sentence(page: Page, span: Range) -> bool:
    return any(t.pos_ in ("VERB", "AUX") for t in page.tokens[span[0] : span[1] + 1])


def _noun(page: Page, noun: "Token", cue: Cue) -> Iterator[Report]:
    """the claim that …; their claim of …; a statement by X"""
    kids = list(noun.children)
    source = next((k for k in kids if k.dep_ == "poss"), None) or page.agent(noun)
    for kid in kids:
        if kid.i < noun.i:
            continue
        that = kid.dep_ in ("acl", "ccomp", "relcl") and any(c.dep_ == "mark" for c in kid.lefts)
        to = kid.dep_ == "acl" and any(c.tag_ == "TO" for c in kid.lefts)
        prep = (
            kid.dep_ == "prep"
            and kid.lower_ in cue.prepositions
            and (source is not None or kid.lower_ == "of")
        )
        if (
            (that and "clause" in cue.takes)
            or (to and "infinitive" in cue.takes and source is not None)
            or prep
        ):
            first, last = page.subtree(kid)
            span = page.trim(first + prep, last)
            who = page.noun_phrase(source) if source is not None else _holder(page, noun)
            if span and (who or not prep):
                yield Report(span, who, (noun.i, noun.i), cue.stance, "noun")
            return


def _holder(page: Page, noun: "Token") -> Range | None:
    """X made the claim that …; X claimed 15, then a claim of 5: the subject of the reporting verb above."""
    at = noun
    for _ in range(5):
        if at.head.i == at.i:
            return None
        at = at.head
        if (noun.dep_ == "dobj" and at.i == noun.head.i) or page.verb_cue(at):
            return page.source(at)
    return None


def _adjective(page: Page, adjective: "Token", cue: Cue) -> Iterator[Report]:
    if adjective.dep_ != "acomp":
        return
    for kid in (*adjective.children, *adjective.head.children):
        if kid.dep_ in ("ccomp", "advcl") and kid.i > adjective.i:
            if not any(c.dep_ == "mark" and c.lower_ in ("that", "whether", "if") for c in kid.children):
                continue
            subject = page.subject(adjective.head)
            span = page.trim(*page.subtree(kid))
            if span:
                it = subject is None or subject.lower_ == "it"
                source = None if it or subject is None else page.noun_phrase(subject)
                stance = page.stance(adjective.head, cue)
                yield Report(span, source, (adjective.i, adjective.i), stance, "adjective")
            return


def _adverb(page: Page, adverb: "Token") -> Iterator[Report]:
    """reportedly: the clause it stands in, by nobody named."""
    head = adverb.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    first, last = page.subtree(head)
    lo, hi = page.sentence[adverb.i]
    span = page.trim(max(first, lo), min(last, hi))
    if span:
        yield Report(span, None, (adverb.i, adverb.i), "hedges", "adverb")


def _according(page: Page, token: "Token") -> Iterator[Report]:
    phrase = _phrase(page, token)
    if phrase is None:
        return
    source, start, end = phrase
    first, last = page.stretch[token.i]
    if start - first <= 2:
        span = page.trim(end + 1, last)
    else:
        rest = page.trim(end + 1, last)
        comma = end < last and page.tokens[end + 1].text == ","
        span = page.trim(first, last) if comma and rest else page.trim(first, start - 1)
    if span:
        yield Report(page.whole(span), source, (start, start), "asserts", "according")


def _phrase(page: Page, token: "Token") -> tuple[Range, int, int] | None:
    """The source, first and last token of a phrase that begins at `token`."""
    words = [t.lower_ for t in page.tokens[token.i : token.i + 5]]
    for phrase in page.lexicon.according:
        n = len(phrase)
        if tuple(words[:n]) == phrase and token.i + n < len(page.tokens):
            noun = page.tokens[token.i + n - 1]
            nouns = [c for c in noun.children if c.dep_ == "pobj"]
            if nouns:
                end = nouns[0].right_edge.i
                return page.noun_phrase(nouns[0]), token.i, end
    if token.lower_ in ("in", "by", "on"):
        for noun in token.children:
            if noun.dep_ != "pobj":
                continue
            many = noun.lemma_ in page.lexicon.counted and any(
                c.lower_ in page.lexicon.counts for c in noun.lefts
            )
            if many and token.dep_ == "prep":
                return page.noun_phrase(noun), token.i, noun.right_edge.i
            if noun.lower_ in page.lexicon.possessed:
                owners = [c for c in noun.children if c.dep_ == "poss"]
                if owners and noun.right_edge.i == noun.i:
                    return page.noun_phrase(owners[0]), token.i, noun.i
    return None

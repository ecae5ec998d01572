"""Reports of speech and thought in a parsed text: who, the cue, what is said, and with what stance.

Law: a report has a mark of its own in the words (a cue, a quotation, `according to`); none runs on.
Cues and the constructions that they take are lines of data/cues.toml. What counts as a report follows PolNeAR
(Newell, Margolin and Ruths, 2018), which measures this module; no word or weight was taken from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orbat.model import Attribution, Stance
from orbat.read.cues import Cue
from orbat.read.page import RELATIVES, SUBJECTS, Page, Range
from orbat.read.speech import find_speech

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


TITLE = 8  # tokens of a title within which the colon after a speaker stands


@dataclass(frozen=True, slots=True)
class Report:
    """An attribution in token ranges."""

    content: Range
    source: Range | None
    cue: Range | None
    stance: Stance
    rule: str


def find_attributions(doc: "Doc") -> list[Attribution]:
    """Every report in a parsed text, nested ones too, by where its content starts. Spans are characters."""
    page = Page(doc)
    return [
        Attribution(
            page.chars(r.content), r.source and page.chars(r.source), r.cue and page.chars(r.cue), r.stance
        )
        for r in reports(page)
    ]


def reports(page: Page) -> list[Report]:
    """All reports of a page; where two rules find the same content, the first rule's."""
    found: dict[Range, Report] = {}
    spoken, taken = [], set()
    for speech in find_speech(page):
        stance: Stance = "asserts"
        if speech.verb is not None:
            taken.add(speech.verb.i)
            cue = page.verb_cue(speech.verb)
            stance = page.stance(speech.verb, cue) if cue else stance
        verb = page.cue(speech.verb) if speech.verb is not None else None
        spoken.append(Report((speech.first, speech.last), speech.speaker, verb, stance, "speech"))
    for report in (*spoken, *_headline(page), *_by_word(page, taken)):
        found.setdefault(report.content, report)
    return sorted(found.values(), key=lambda r: (r.content[0], -r.content[1]))


def _by_word(page: Page, taken: set[int]) -> Iterator[Report]:
    lexicon = page.lexicon
    for token in page.tokens:
        if token.i in taken:
            continue
        lemma, pos = token.lemma_, token.pos_
        if pos in ("VERB", "AUX"):
            cue = page.verb_cue(token)
            if cue:
                yield from _verb(page, token, cue)
        elif pos == "NOUN":
            if lemma in lexicon.nouns:
                yield from _noun(page, token, lexicon.nouns[lemma])
        elif pos == "ADJ":
            if lemma in lexicon.adjectives:
                yield from _adjective(page, token, lexicon.adjectives[lemma])
        elif pos == "ADV" and token.lower_ in lexicon.hedges["reported"]:
            yield from _adverb(page, token)
        if token.lower_ in ("according", "per", "in", "by", "as", "on"):
            yield from _according(page, token)


def _headline(page: Page) -> Iterator[Report]:
    """X: They Left. A title that begins with a name and a colon."""
    end = next((i for i, t in enumerate(page.tokens) if t.is_space and "\n" in t.text), len(page.tokens))
    if end > 4 * TITLE:
        return
    for i in range(1, min(end - 2, TITLE)):
        if page.tokens[i].text == ":" and all(t.is_alpha and t.text[:1].isupper() for t in page.tokens[:i]):
            span = page.trim(i + 1, end - 1)
            if span and any(t.pos_ in ("VERB", "AUX") for t in page.tokens[span[0] : span[1] + 1]):
                yield Report(span, (0, i - 1), (i, i), "asserts", "headline")
            return


# ---- verbs


def _verb(page: Page, verb: "Token", cue: Cue) -> Iterator[Report]:
    deps = {c.dep_ for c in verb.children}
    reduced = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl") and "aux" not in deps
    if reduced or deps & {"nsubjpass", "auxpass"}:
        yield from _passive(page, verb, cue)
        return
    if "seem" in cue.takes:
        yield from _seeming(page, verb)
        return
    span, rule = _content(page, verb, cue)
    if span is None:
        return
    yield Report(_whole(page, span), page.source(verb), page.cue(verb), page.stance(verb, cue), rule)


def _seeming(page: Page, verb: "Token") -> Iterator[Report]:
    """they seem to have left; it appears that they left: by nobody named"""
    kids = list(verb.children)
    subject = next((k for k in kids if k.dep_ == "nsubj"), None)
    rest = [k for k in kids if k.dep_ in ("xcomp", "oprd", "acomp", "ccomp") and k.i > verb.i]
    if subject is None or not rest or page.verb_cue(rest[0]):
        return
    first = page.subtree(rest[0])[0] if rest[0].dep_ == "ccomp" else page.subtree(subject)[0]
    span = page.trim(first, page.subtree(rest[0])[1])
    if span:
        yield Report(span, None, page.cue(verb), "hedges", "seem")


def _whole(page: Page, span: Range) -> Range:
    """A content that ends within a quotation that it opened takes the rest of it."""
    inside = page.quoted[span[1]]
    if inside < 0 or page.quotations[inside][0] < span[0]:
        return span
    return span[0], page.quotations[inside][1]


def _content(page: Page, verb: "Token", cue: Cue) -> tuple[Range | None, str]:
    """What an active verb reports, by the first construction that it takes and that is there."""
    kids = list(verb.children)
    if "clause" in cue.takes or "infinitive" in cue.takes:
        for kid in sorted(kids, key=lambda k: k.i < verb.i):  # what follows first
            if kid.dep_ == "ccomp" or (kid.dep_ == "advcl" and any(c.lower_ == "that" for c in kid.lefts)):
                to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in kid.children)
                if ("infinitive" if to else "clause") in cue.takes:
                    return _clause(page, verb, kid), "clause"
    if "clause" in cue.takes:
        around = _around(page, verb)
        if around:
            return around, "around"
    if "infinitive" in cue.takes:
        for kid in kids:
            if kid.dep_ in ("xcomp", "advcl") and any(c.tag_ == "TO" for c in kid.lefts):
                return _infinitive(page, verb, kid), "infinitive"
    if "complement" in cue.takes:
        span = _complement(page, kids)
        if span:
            return span, "complement"
    return _object(page, verb, cue, kids)


def _object(page: Page, verb: "Token", cue: Cue, kids: "list[Token]") -> tuple[Range | None, str]:
    """The noun object with the prepositional phrases that belong to the report, or such a phrase alone."""
    ends = [k for k in kids if k.dep_ in ("prep", "dative") and k.lower_ in cue.prepositions]
    objects = [k for k in kids if k.dep_ == "dobj" and k.lower_ not in RELATIVE]
    if objects and any(k.dep_ == "dative" for k in kids) and cue.stance == "denies":
        return None, ""  # deny them a haven
    if objects and "noun" in cue.takes:
        first, last = page.subtree(objects[0])
        last = max([last, *(page.subtree(k)[1] for k in ends)])
        return page.trim(first, last), "noun"
    if objects and ends:
        return page.trim(page.subtree(objects[0])[0], page.subtree(ends[-1])[1]), "accuse"
    if ends:
        return page.trim(ends[0].i + 1, page.subtree(ends[-1])[1]), "prep"
    return None, ""


RELATIVE = frozenset({"that", "which", "who", "so", "it", "what", "this"})


def _complement(page: Page, kids: "list[Token]") -> Range | None:
    """called [the attack unlawful]"""
    for kid in kids:
        if kid.dep_ == "oprd":
            first = min([page.subtree(k)[0] for k in kids if k.dep_ == "dobj"] or [page.subtree(kid)[0]])
            return page.trim(first, page.subtree(kid)[1])
        if kid.dep_ == "ccomp" and kid.pos_ in ("NOUN", "ADJ", "PROPN"):
            return page.trim(*page.subtree(kid))
    return None


def _clause(page: Page, verb: "Token", kid: "Token") -> Range | None:
    """A clause after its verb, or before it (then all of the sentence that stands around the cue)."""
    first, last = page.subtree(kid)
    if kid.i > verb.i:
        marks = [c.i for c in kid.lefts if c.dep_ == "mark"]
        relative = first < verb.i and page.tokens[first].lower_ in RELATIVES
        return _right(page, verb, (first if relative else max([first, verb.i + 1, *marks[:1]]), last))
    around = _around(page, verb)
    if around or page.stretch[kid.i] != page.stretch[verb.i]:
        return around
    return page.trim(max(first, page.stretch[verb.i][0]), min(last, verb.i - 1))


def _infinitive(page: Page, verb: "Token", kid: "Token") -> Range | None:
    """to leave and fight; not: and left, which is a clause of its own."""
    first, last = page.subtree(kid)
    for child in kid.rights:
        if child.dep_ == "conj" and child.tag_ in ("VBD", "VBZ", "VBP"):
            last = child.left_edge.i - 1
            while page.tokens[last].dep_ in ("cc", "punct"):
                last -= 1
            break
    return _right(page, verb, (first, last))


def _right(page: Page, verb: "Token", span: Range) -> Range | None:
    """A clause without a report of its own kind hung on at the end (`, adding that`, `, according to`)."""
    first, last = span
    last = min(last, page.sentence[verb.i][1]) if page.quoted[last] < 0 else last
    for i in range(first + 1, last):
        if page.tokens[i].text == "," and page.quoted[i] < 0:
            after = page.tokens[i + 1]
            if after.lower_ == "according" or (after.tag_ == "VBG" and after.lemma_ in page.lexicon.verbs):
                return page.trim(first, i - 1)
    return page.trim(first, last)


def _around(page: Page, verb: "Token") -> Range | None:
    """“…, X said …”: the sentence before the cue's comma, and what follows the cue's own second comma."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    first, last = page.stretch[verb.i]
    if subject is None or verb.dep_ == "relcl" or any(c.dep_ in ("dobj", "xcomp") for c in verb.children):
        return None
    start = min(page.subtree(subject)[0], page.cue(verb)[0])
    before = start - 1
    while before > first and page.tokens[before].is_space:
        before -= 1
    if before <= first or page.tokens[before].text not in (",", "--", "—", "-", "–"):
        return None
    end = max(page.subtree(subject)[1], verb.i)
    for i in range(end + 1, last + 1):
        if page.tokens[i].text in (",", "--", "—") and i < last - 1:
            after = page.tokens[i + 1]
            if after.tag_ == "VBG" or after.lower_ in ("who", "which", "according"):
                break
            return page.trim(first, last)
    clause = any(t.dep_ in SUBJECTS for t in page.tokens[first:before])
    return page.trim(first, before) if clause else None


def _passive(page: Page, verb: "Token", cue: Cue) -> Iterator[Report]:
    """is said to have left; was criticised by them; was told that they left"""
    kids = list(verb.children)
    agent = page.agent(verb)
    source = page.noun_phrase(agent) if agent is not None else None
    subject = next((k for k in kids if k.dep_ == "nsubjpass"), None)
    for kid in kids:
        if kid.dep_ == "ccomp" and kid.i > verb.i and "clause" in cue.takes:
            yield Report(
                _clause(page, verb, kid) or (kid.i, kid.i),
                source,
                page.cue(verb),
                page.stance(verb, cue) if source else "hedges",
                "passive-clause",
            )
            return
    if subject is None and verb.dep_ != "acl":
        return
    first = page.subtree(subject)[0] if subject is not None else page.noun_phrase(verb.head)[0]
    wanted = cue.prepositions | {"as"}
    rest = [k for k in kids if k.dep_ in ("xcomp", "oprd") or k.lower_ in wanted]
    if agent is not None and not rest:
        rest = [k for k in agent.children if k.dep_ == "prep" and k.lower_ in wanted]
    if rest and ("passive" in cue.takes or cue.prepositions):
        span = page.trim(first, page.subtree(rest[-1])[1])
    elif agent is not None and cue.takes & {"noun", "complement"}:
        span = page.trim(first, page.subtree(subject)[1] if subject is not None else verb.i - 1)
    else:
        return
    if span:
        yield Report(span, source, page.cue(verb), page.stance(verb, cue) if source else "hedges", "passive")


# ---- nouns, adjectives, adverbs, phrases


def _noun(page: Page, noun: "Token", cue: Cue) -> Iterator[Report]:
    """the claim that …; their claim of …; a statement by X"""
    kids = list(noun.children)
    source = next((k for k in kids if k.dep_ == "poss"), None) or page.agent(noun)
    for kid in kids:
        if kid.i < noun.i:
            continue
        that = kid.dep_ in ("acl", "ccomp", "relcl") and any(c.dep_ == "mark" for c in kid.lefts)
        to = kid.dep_ == "acl" and any(c.tag_ == "TO" for c in kid.lefts)
        prep = kid.dep_ == "prep" and kid.lower_ in cue.prepositions and source is not None
        if (
            (that and "clause" in cue.takes)
            or (to and "infinitive" in cue.takes and source is not None)
            or prep
        ):
            first, last = page.subtree(kid)
            span = page.trim(first + prep, last)
            if span:
                who = page.noun_phrase(source) if source is not None else _holder(page, noun)
                yield Report(span, who, (noun.i, noun.i), cue.stance, "noun")
            return


def _holder(page: Page, noun: "Token") -> Range | None:
    """X made the claim that …: the subject of the verb whose object the noun is."""
    if noun.dep_ == "dobj":
        subject = page.subject(noun.head)
        return page.noun_phrase(subject) if subject is not None else None
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
        yield Report(_whole(page, span), source, (start, start), "asserts", "according")


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
    if token.lower_ in ("in", "by", "on") and len(words) > 2:
        for noun in token.children:
            if noun.dep_ == "pobj" and noun.lower_ in page.lexicon.possessed:
                owners = [c for c in noun.children if c.dep_ == "poss"]
                if owners and noun.right_edge.i == noun.i:
                    return page.noun_phrase(owners[0]), token.i, noun.i
    return None


def outermost(found: Iterable[Attribution]) -> list[Attribution]:
    """Those whose content lies within no other's."""
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: (a.content[0], -a.content[1])):
        if not kept or a.content[1] > kept[-1].content[1]:
            kept.append(a)
    return kept

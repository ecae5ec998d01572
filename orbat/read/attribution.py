"""Reports of speech and thought in a parsed text: who, the cue, what is said, and with what stance.

Law: a report has a mark of its own in the words (a cue, a quotation, `according to`); none runs on.
Cues and the constructions that they take are lines of data/cues.toml. What counts as a report follows PolNeAR
(Newell, Margolin and Ruths, 2018): rules were tried on part of its training texts and are measured on its
development texts; nothing is trained on it and none of its text is here.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from orbat.model import Attribution, Stance
from orbat.read.cues import Cue
from orbat.read.page import RELATIVES, SUBJECTS, Page, Range, Report
from orbat.read.phrases import find_headline, find_phrases
from orbat.read.speech import find_speech

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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
    for report in (*spoken, *find_headline(page), *_by_word(page, taken)):
        if any(t.is_alpha or t.like_num for t in page.tokens[report.content[0] : report.content[1] + 1]):
            found.setdefault(report.content, report)
    return sorted(found.values(), key=lambda r: (r.content[0], -r.content[1]))


def _by_word(page: Page, taken: set[int]) -> Iterator[Report]:
    """The reports of each verb that reports no quotation, and of nouns, adjectives, adverbs and phrases."""
    for token in page.tokens:
        if token.pos_ in ("VERB", "AUX") and token.i not in taken:
            cue = page.verb_cue(token)
            if cue:
                yield from _verb(page, token, cue)
        yield from find_phrases(page, token)


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
    yield Report(page.whole(span), page.source(verb), page.cue(verb), page.stance(verb, cue), rule)


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


def _content(page: Page, verb: "Token", cue: Cue) -> tuple[Range | None, str]:
    """What an active verb reports, by the first construction that it takes and that is there."""
    kids = list(verb.children)
    if "clause" in cue.takes or "infinitive" in cue.takes:
        known = "noun" in cue.takes and any(k.dep_ == "dobj" and k.i > verb.i for k in kids)
        for kid in sorted(kids, key=lambda k: k.i < verb.i):  # what follows first
            if kid.i < verb.i and known:
                break
            if kid.dep_ == "ccomp" or (kid.dep_ == "advcl" and any(c.lower_ == "that" for c in kid.lefts)):
                to = any(c.dep_ == "aux" and c.tag_ == "TO" for c in kid.children)
                if ("infinitive" if to else "clause") in cue.takes:
                    return _clause(page, verb, kid), "clause"
    if "clause" in cue.takes:
        denied = cue.stance in ("denies", "doubts")
        around = None if denied else _as_said(page, verb, kids) or _around(page, verb)
        if around:
            return around, "around"
    if "infinitive" in cue.takes:
        for kid in kids:
            if kid.dep_ in ("xcomp", "advcl") and any(c.tag_ == "TO" for c in kid.lefts):
                return _infinitive(page, verb, kid), "infinitive"
    if {"clause", "noun"} <= cue.takes:
        for kid in kids:
            if kid.dep_ == "xcomp" and kid.tag_ == "VBG":
                return _right(page, verb, page.subtree(kid)), "gerund"
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
    if not objects and cue.stance in ("denies", "doubts") and any(k.dep_ == "dobj" for k in kids):
        return _before(page, verb), "before"
    if objects and not ends:
        ends = [k for k in objects[0].children if k.dep_ == "prep" and k.lower_ in cue.prepositions]
    if objects and "noun" in cue.takes:
        first, last = page.subtree(objects[0])
        last = max([last, *(page.subtree(k)[1] for k in ends)])
        return page.trim(first, last), "noun"
    if objects and ends:
        return page.trim(page.subtree(objects[0])[0], page.subtree(ends[-1])[1]), "accuse"
    if ends:
        return page.trim(ends[0].i + 1, page.subtree(ends[-1])[1]), "prep"
    return None, ""


def _before(page: Page, verb: "Token") -> Range | None:
    """…, which they denied; the army denied this: what the sentence said before, or else the last one."""
    first = page.sentence[verb.i][0]
    start = min([verb.i, *(k.left_edge.i for k in verb.lefts if k.dep_ not in ("ccomp", "punct"))])
    if start - first < 4 and page.paragraph[first - 1] == page.paragraph[first]:
        first, start = page.sentence[first - 1][0], first
    return page.trim(first, start - 1)


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
            if after.lower_ in AGAINST and _speaks(page, after.head):
                return page.trim(first, i - 1)
    return page.trim(first, last)


AGAINST = frozenset({"while", "whilst", "whereas"})


def _speaks(page: Page, verb: "Token") -> bool:
    """Whether a clause is another voice's own report: the army said 9 died, while rebels said 3 did."""
    clause = any(c.dep_ in ("ccomp", "xcomp") for c in verb.children)
    return clause and page.verb_cue(verb) is not None and page.source(verb) is not None


def _as_said(page: Page, verb: "Token", kids: "list[Token]") -> Range | None:
    """As X announced, they left; they left, as X announced: the sentence without what the comma parts."""
    start = next(
        (k.i for k in kids if k.lower_ == "as" and k.i < verb.i and k.dep_ in ("mark", "advmod")), None
    )
    if start is None or verb.dep_ != "advcl" or any(k.dep_ in ("dobj", "xcomp") for k in kids):
        return None
    first, last = page.stretch[verb.i]
    if start - first > 1:
        return page.trim(first, last) if page.subtree(verb)[1] < last - 1 else page.trim(first, start - 1)
    end = next((i for i in range(verb.i, last) if page.tokens[i].text == ","), last)
    return page.trim(end + 1, last)


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
    stance: Stance = page.stance(verb, cue) if source else "hedges"
    clause = next((k for k in kids if k.dep_ == "ccomp" and k.i > verb.i), None)
    if clause is not None and "clause" in cue.takes:
        if source is None and any(k.tag_ == "MD" for k in kids):
            return  # it should be noted that: the writer's own
        span, rule = _clause(page, verb, clause), "passive-clause"
    else:
        span, rule = _of_whom(page, verb, cue, agent), "passive"
    if span:
        yield Report(span, source, page.cue(verb), stance, rule)


def _of_whom(page: Page, verb: "Token", cue: Cue, agent: "Token | None") -> Range | None:
    """The subject of a passive with what is said of it."""
    kids = list(verb.children)
    subject = next((k for k in kids if k.dep_ == "nsubjpass"), None)
    wanted = cue.prepositions | {"as"}
    rest = [k for k in kids if k.dep_ in ("xcomp", "oprd") or k.lower_ in wanted]
    if agent is not None and not rest:
        rest = [k for k in agent.children if k.dep_ == "prep" and k.lower_ in wanted]
    if subject is None and verb.dep_ != "acl":
        return None
    first, last = page.subtree(subject) if subject is not None else page.noun_phrase(verb.head)
    if rest and ("passive" in cue.takes or cue.prepositions & {"of", "with", "as", "for"}):
        return page.trim(first, page.subtree(rest[-1])[1])
    said = "quote" in cue.takes or subject is not None
    if agent is not None and said and cue.takes & {"noun", "complement"}:
        return page.trim(first, min(last, verb.i - 1) if subject is None else last)
    return None


def outermost(found: Iterable[Attribution]) -> list[Attribution]:
    """Those whose content lies within no other's."""
    kept: list[Attribution] = []
    for a in sorted(found, key=lambda a: (a.content[0], -a.content[1])):
        if not kept or a.content[1] > kept[-1].content[1]:
            kept.append(a)
    return kept

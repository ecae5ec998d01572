"""Direct quotations and who speaks them.

Law: a quotation belongs to the cue that touches it; one that no cue touches goes on for the last speaker.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orbat.read.language import text_of
from orbat.read.page import RELATIVES, SUBJECTS, Page, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 30  # tokens between a quotation and the verb that reports it
ENDS = frozenset(".?!") | {"...", "…"}
SOFT = frozenset(",?!—–-…") | {"--", "..."}
QUOTES = frozenset({"quote", "clause"})  # what a verb takes that may report a quotation
MARKS = frozenset("“”\"'‘’`«»„") | {"``", "''"}


@dataclass(slots=True)
class Speech:
    """A stretch of quotations with one speaker. `verb`: the cue; None: carried on from before."""

    first: int
    last: int
    verb: "Token | None"
    speaker: Range | None


def find_speech(page: Page) -> list[Speech]:
    """The direct quotations of a page with their speakers, in order."""
    found: list[Speech] = []
    for span in _units(page):
        after = _inside(page, span)[1]
        verb = _cue_before(page, span) or _cue_after(page, span, after)
        last = found[-1] if found else None
        if verb is None:
            if _stands_alone(page, span, after):
                _carry_on(page, found, span)
        elif last and last.verb is not None and last.verb.i == verb.i:
            if page.tokens[_back(page, span[0] - 1)].text in SOFT:
                last.last = span[1]
        else:
            first = span[0] if _begins(page, span[0]) or verb.i < span[0] else page.sentence[span[0]][0]
            if first == span[0] or any(t.dep_ in SUBJECTS for t in page.tokens[first : span[0]]):
                found.append(Speech(first, span[1], verb, page.source(verb)))
    return sorted([*found, *_blocks(page)], key=lambda s: s.first)


def _units(page: Page) -> list[Range]:
    """Quotations, those that go on in the next paragraph joined."""
    units: list[Range] = []
    going_on = False
    for (first, last), is_open in zip(page.quotations, page.open, strict=True):
        if going_on and page.paragraph[first] == page.paragraph[units[-1][1]] + 1:
            units[-1] = (units[-1][0], last)
        else:
            units.append((first, last))
        going_on = is_open
    return units


def _blocks(page: Page) -> Iterator[Speech]:
    """X said: and then paragraphs without marks, up to a heading or one in which the writer names X again."""
    starts = page.paragraphs
    for index, (first, last) in enumerate(starts[:-1]):
        colon = _back(page, last)
        begins = starts[index + 1][0]
        if page.tokens[colon].text != ":" or colon <= first or page.quoted[begins] >= 0:
            continue
        verb = _introducing(page, colon)
        cue = page.verb_cue(verb) if verb is not None else None
        if verb is None or not cue or "quote" not in cue.takes:
            continue
        source = page.source(verb)
        name = page.tokens[source[1]].text if source else ""
        end = begins
        for from_, to in starts[index + 1 :]:
            words = page.tokens[from_ : to + 1]
            if end > begins and (
                any(t.text == name for t in words) or words[_back(page, to) - from_].text not in ENDS
            ):
                break
            end = to
        span = page.trim(begins, end)
        if span:
            yield Speech(*span, verb, source)


def _inside(page: Page, span: Range) -> tuple[str, str]:
    """The first and the last word or sign within the marks."""
    first, last = span
    while first < last and page.tokens[first].text in MARKS:
        first += 1
    while last > first and page.tokens[last].text in MARKS:
        last -= 1
    return page.tokens[first].text, page.tokens[last].text


def _back(page: Page, i: int) -> int:
    """The nearest token at or before `i` that is no blank; -1 where there is none."""
    while i >= 0 and page.tokens[i].is_space:
        i -= 1
    return i


def _cue_before(page: Page, span: Range) -> "Token | None":
    """X said: “…”; X said, “…”; X said “…” at the end of its sentence."""
    at = _back(page, span[0] - 1)
    if at < 0:
        return None
    sign = page.tokens[at]
    if sign.text == ":":
        return _introducing(page, at)
    if sign.text != "," and sign.pos_ != "VERB":
        return None
    if "\n" in text_of(page.doc)[sign.idx : page.tokens[span[0]].idx]:
        return None
    first, _ = _inside(page, span)
    if sign.text != "," and not first[:1].isupper():
        return None
    for token in reversed(page.tokens[max(0, at - REACH) : at + 1]):
        if token.text in ENDS or page.quoted[token.i] >= 0:
            return None
        cue = page.verb_cue(token)
        if token.pos_ in ("VERB", "AUX"):
            return token if cue and cue.takes & QUOTES else None
    return None


def _introducing(page: Page, colon: int) -> "Token | None":
    """The verb of the sentence that a colon ends: the last that quotes, or else the first."""
    first = page.sentence[colon][0]
    verbs = list(page.verbs_between(first, colon))
    for token in reversed(verbs):
        cue = page.verb_cue(token)
        if cue and "quote" in cue.takes:
            return token
    return verbs[0] if verbs else None


def _cue_after(page: Page, span: Range, inner: str) -> "Token | None":
    """“…,” X said; “…?” asked X."""
    at = span[1] + 1
    tokens = page.tokens
    if at < len(tokens) and tokens[at].text == ",":
        at += 1
    elif inner not in SOFT:
        return None
    start, begins = at, _begins(page, span[0])
    while at < len(tokens) and at - start < REACH:
        token = tokens[at]
        if token.text in ENDS or (token.is_space and "\n" in token.text) or page.quoted[at] >= 0:
            return None
        if token.pos_ in ("VERB", "AUX"):
            if token.dep_ == "relcl" and any(c.lower_ in RELATIVES for c in token.lefts):
                at = token.right_edge.i + 1
                continue
            cue = page.verb_cue(token)
            if not begins and (token.tag_ == "VBG" or page.tokens[start].pos_ == "CCONJ"):
                return None
            spoken = (
                begins
                and inner == ","
                and span[1] - span[0] > 4
                and page.tokens[span[0] + 1].text[:1].isupper()
            )
            if token.tag_ != "VBN" and (spoken or (cue and cue.takes & QUOTES)):
                return token
            if token.dep_ not in ("relcl", "acl", "aux", "auxpass", "advcl"):
                return None
        at += 1
    return None


def _begins(page: Page, first: int) -> bool:
    """Whether a sentence may begin with the quotation at a token."""
    at = _back(page, first - 1)
    if at < 0 or page.tokens[at].text in ENDS | MARKS | {":", "-", "—", "–", "--"}:
        return True
    return "\n" in text_of(page.doc)[page.tokens[at].idx : page.tokens[first].idx]


def _stands_alone(page: Page, span: Range, inner: str) -> bool:
    """Whole sentences in marks: begins where a sentence may, ends as a sentence does."""
    return _begins(page, span[0]) and (inner in ENDS or page.open[page.quoted[span[1]]])


def _first(page: Page, span: Range) -> bool:
    """Whether a paragraph begins with the quotation."""
    return page.paragraphs[page.paragraph[span[0]]][0] == span[0]


def _carry_on(page: Page, found: list[Speech], span: Range) -> None:
    """The last speaker goes on, in the same paragraph or from the one before.

    One speech where nobody else has spoken since in that paragraph; else a new one without a cue.
    """
    here = page.paragraph[span[0]]
    last = found[-1] if found else None
    for token in reversed(page.tokens[: span[0]]):
        if page.paragraph[token.i] < here - 1 or (last and token.i <= last.last and token.i >= last.first):
            break
        cue = page.verb_cue(token) if page.quoted[token.i] < 0 and token.pos_ == "VERB" else None
        if cue and cue.takes & QUOTES:
            same = (
                last is not None
                and last.verb is not None
                and page.sentence[token.i] == page.sentence[last.verb.i]
            )
            source = page.source(token)
            if not same and source:
                found.append(Speech(*span, None, source))
                return
            break
    if last is None or page.paragraph[last.last] < here - 1:
        if page.quoted[_back(page, page.paragraphs[here][1])] == page.quoted[span[1]] and _first(page, span):
            found.append(Speech(*span, None, None))
        return
    if page.paragraph[last.last] == here:
        last.last = span[1]
    else:
        found.append(Speech(*span, None, last.speaker))

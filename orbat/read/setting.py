"""When and where a deed was that says neither: as the deed told just before it in the same paragraph.

Law: only deeds told in the same tense take up a time, only from the sentences right before, and only a time
that is one stretch; a sentence with a time of its own ends it. A place is taken up the same way, or else
from a text that is about one country.
"""

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from orbat.model import Period
from orbat.places.fold import fold
from orbat.read.drafts import Draft
from orbat.read.lexicon import country_of
from orbat.read.scene import Actor, Scene

if TYPE_CHECKING:
    from spacy.tokens import Token

DEEDS = ("took_part_in", "opposed_to", "casualties", "controls")
FAR = 3  # sentences that a time is carried over


def inherit(drafts: list[Draft]) -> None:
    """Give deeds without a time that of the deed before."""
    told: dict[
        tuple[int, int], tuple[Period, str]
    ] = {}  # passage, sentence's first token -> its time and tense
    for draft in drafts:
        if draft.period is not None and draft.predicate in DEEDS and _one(draft.period):
            key = draft.passage.index, draft.anchor.sent.start
            told.setdefault(key, (draft.period, tense(draft.anchor)))
    dated = {(d.passage.index, d.anchor.sent.start) for d in drafts if d.period is not None}
    for draft in drafts:
        if draft.period is None and draft.predicate in DEEDS and draft.status in ("said", "planned"):
            draft.period = _before(draft, told, dated)


PLACED = ("took_part_in", "casualties")
HOME = 0.5  # share of a text's mentions of countries that the one it is about must have
OFTEN = 3  # mentions, the fewest


def stay(scene: Scene, drafts: list[Draft], title: str | None) -> None:
    """Give deeds without a place that of the deed before, or of the country that the whole text is about."""
    told: dict[tuple[int, int], list[Actor]] = {}
    for draft in drafts:
        if draft.place and draft.predicate in PLACED:
            told.setdefault((draft.passage.index, draft.anchor.sent.start), draft.place)
    whole, titled = home(scene, title)
    for draft in drafts:
        if draft.place or draft.predicate not in PLACED or draft.status == "negated":
            continue
        fallback = [whole] if whole and _not_itself(whole, draft) else []
        draft.place = (titled and fallback) or _place_before(draft, told) or fallback


def _not_itself(whole: Actor, draft: Draft) -> bool:
    return draft.object is not whole and draft.subject.chain is not whole.chain


def _place_before(draft: Draft, told: dict[tuple[int, int], list[Actor]]) -> list[Actor]:
    sentence, doc = draft.anchor.sent, draft.passage.doc
    for _ in range(FAR):
        if sentence.start == 0:
            return []
        between = doc[sentence.start - 1]
        if between.is_space and "\n" in between.text:
            return []
        sentence = between.sent
        key = draft.passage.index, sentence.start
        if key in told:
            return [a for a in told[key] if a.chain is not draft.subject.chain]
    return []


def home(scene: Scene, title: str | None) -> tuple[Actor | None, bool]:
    """The country a text is about, half of all its mentions of countries, and whether its title names it."""
    spoken = [(country_of(a.name), a) for a in scene.actors if a.form == "named" and a.kind == "place"]
    countries = [(name, a) for name, a in spoken if name]
    titled = {n for n, _ in countries if re.search(rf"\b{re.escape(fold(n))}\b", fold(title or ""))}
    if len(titled) == 1:
        return next(a for n, a in countries if n in titled), True
    counted = Counter(n for n, _ in countries)
    for name, count in counted.most_common(1):
        if count >= OFTEN and count > HOME * len(countries):
            return next(a for n, a in countries if n == name), False
    return None, False


def _one(period: Period) -> bool:
    return period.kind == "when" and (
        bool(period.unyeared and "/" not in period.unyeared)
        or bool(period.first and period.first == period.last)
    )


def _before(
    draft: Draft, told: dict[tuple[int, int], tuple[Period, str]], dated: set[tuple[int, int]]
) -> Period | None:
    doc, sentence = draft.passage.doc, draft.anchor.sent
    if (draft.passage.index, sentence.start) in dated:
        return None
    own = tense(draft.anchor)
    for _ in range(FAR):
        if sentence.start == 0 or own not in ("past", "future"):
            return None
        between = doc[sentence.start - 1]
        if between.is_space and "\n" in between.text:
            return None
        sentence = between.sent
        key = draft.passage.index, sentence.start
        if key in told:
            period, then = told[key]
            return replace(period, approximate=True) if then == own else None
        if key in dated:
            return None
    return None


def tense(token: "Token") -> str:
    """Past, future, or other, of the clause that a word stands in."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    for _ in range(4):
        if verb is None:
            return "other"
        helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
        if any(c.lower_ in ("will", "shall", "'ll") for c in helpers):
            return "future"
        if any(c.tag_ in ("VBZ", "VBP") or c.tag_ == "MD" for c in helpers):
            return "other"
        if verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in helpers):
            return "past"
        if verb.tag_ in ("VBZ", "VBP"):
            return "other"
        verb = next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return "other"

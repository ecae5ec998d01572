"""Finds the names in a passage: where each begins and ends, and what kind of thing it names.

Law: a name's edges hold no article, title or punctuation, and cut no unit name. A kind comes from the first of these
that knows: unit words, the gazetteer, a title before it, the statistical tagger, the words around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orbat import places
from orbat.model import Kind
from orbat.read.lexicon import country_of, demonym_of, words
from orbat.read.nlp import Passage
from orbat.read.truecase import is_common

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

ARTICLE = r"(?:[Aa]l|[Ee]l|[Aa]n|[Aa]r|[Aa]s|[Aa]sh|[Aa]t|[Aa]z|[Aa]d|[Uu]l|[Uu]d|[Ee]s|[Ee]r|l|d|wal|bil)[-‐‑']"  # noqa: RUF001
WORD = rf"(?:{ARTICLE})?[A-ZÀ-ÞŠŽĀ-Ž](?:[\w&‘ʿʾ`]|['’‐‑.-](?=\w))*(?:'(?=[\s,.;:)\]]|$)(?<=[a-z]'))?"  # noqa: RUF001
INSIDE = r"(?:of|of the|for|for the|and|and the|de|de la|de los|del|da|do|dos|di|van|von|der|wa|bin|ibn|ben|bint|ould|al|ul|el|y|against|in the|to the)"
NAME = re.compile(rf"{WORD}(?:(?: | {INSIDE} ){WORD})*")
LINK = re.compile(rf" ({INSIDE}) ")
NUMBERED = re.compile(r"(?:\d{1,3}(?:st|nd|rd|th)?|[IVX]{1,4}) $")
KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "work",
}


@dataclass(slots=True)
class Named:
    """A name found: characters of the passage's Doc, its kind, how surely (1 weak to 5), the title before it."""

    start: int
    end: int
    name: str
    kind: Kind
    sure: int
    title: str = ""
    country: str = ""  # of a demonym


def lower_words(name: str) -> list[str]:
    """The words of a name in lower case, without articles joined to them."""
    return [re.sub(r"^(?:al|el|as|ash|an|ar|at|az|ad|ul)[-']", "", w.lower()) for w in name.split()]


def find_names(passage: Passage) -> list[Named]:
    """Every name of the passage in order."""
    doc = passage.doc
    found = []
    for start, end in candidates(doc):
        named = typed(doc, start, end)
        if named:
            found.append(named)
    return found


def candidates(doc: "Doc") -> Iterator[tuple[int, int]]:
    """Stretches of capitalised words, cut where two names meet."""
    text = doc.text
    for match in NAME.finditer(text):
        start, end = match.span()
        for a, b in split(doc, start, end):
            trimmed = trim(doc, a, b)
            if trimmed:
                yield trimmed


def split(doc: "Doc", start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch at links that do not belong inside one name."""
    text = doc.text
    at = start
    for link in LINK.finditer(text, start, end):
        left, right = text[at : link.start()], text[link.end() : end]
        if not joins(doc, link, left, right):
            yield at, link.start()
            at = link.end()
    yield at, end


def joins(doc: "Doc", link: re.Match[str], left: str, right: str) -> bool:
    """Whether the words on both sides of a link are one name."""
    kind = link.group(1).split()[0]
    if kind in ("de", "del", "da", "do", "dos", "di", "van", "von", "der", "wa", "bin", "ibn", "ben", "bint", "ould"):
        return True
    if kind in ("al", "ul", "el"):
        return True
    ent = entity_over(doc, link.start() - 1, link.end() + 1)
    left_words = lower_words(left)
    grouped = bool(set(left_words) & (words("groups", "last") | words("groups", "first")))
    if kind == "of":
        return grouped or (ent is not None and ent.label_ in ("ORG", "GPE", "LAW", "WORK_OF_ART", "EVENT", "FAC"))
    if kind in ("for", "against", "in", "to"):
        return grouped and ent is not None
    if kind in ("and", "y"):
        inner = bool(re.search(r" (?:of|for)\b", left)) or set(lower_words(right)) & words("groups", "last")
        return bool(ent is not None and ent.label_ in ("ORG", "LAW", "WORK_OF_ART") and inner)
    return False


def entity_over(doc: "Doc", start: int, end: int) -> "Span | None":
    """The tagger's entity that covers both characters."""
    for ent in doc.ents:
        if ent.start_char <= start and end <= ent.end_char:
            return ent
    return None


def trim(doc: "Doc", start: int, end: int) -> tuple[int, int] | None:
    """Drop a sentence's first word where it is no name, possessive endings and stray marks."""
    text = doc.text
    while end > start and text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    while end > start and text[end - 1] in ".-&" and not re.search(r"\b(?:[A-Z]\.){2,}$", text[start:end]):
        end -= 1
    while True:
        first = re.match(r"\S+", text[start:end])
        if not first:
            return None
        word = first.group()
        if not droppable(doc, start, word, alone=first.end() == end - start):
            return start, end
        rest = re.match(r"\S+\s+(?:(?:of|for|the|and|to the|in the) )*", text[start:end])
        if not rest or rest.end() >= end - start:
            return None
        start += rest.end()


def droppable(doc: "Doc", start: int, word: str, alone: bool) -> bool:
    """Whether a capitalised word is there for the sentence's sake or as a title-less common word."""
    low = word.lower().rstrip(".,'")
    if low in ("the", "a", "an") or (alone and low in words("names", "never")):
        return True
    token = doc.char_span(start, start + len(word), alignment_mode="expand")
    if token is None or demonym_of(word):
        return False
    head = token[0]
    starts = bool(head.is_sent_start) or (head.i > 0 and doc[head.i - 1].text in ('"', "“", "'", "(", "[", ":", "-", "--", "•"))
    if head.pos_ in ("PRON", "DET", "ADP", "SCONJ", "CCONJ", "ADV", "AUX", "INTJ", "PART"):
        return starts or low in words("names", "never")
    plain = starts and is_common(low) and head.pos_ not in ("PROPN",) and not head.ent_type_
    return plain and low not in words("groups", "first")


def typed(doc: "Doc", start: int, end: int) -> Named | None:
    """The kind of the name at [start, end), with titles cut off; None where it names nothing of interest."""
    text = doc.text
    numbered = NUMBERED.search(text, max(0, start - 6), start)
    lows = lower_words(text[start:end])
    if numbered and lows and set(lows) & words("groups", "last"):
        start = numbered.start()
    name = text[start:end]
    if len(lows) == 1 and lows[0] in words("names", "never"):
        return None
    demonym = demonym_of(name)
    if demonym and not country_of(name):
        return Named(start, end, demonym, "place", 3, country=demonym)
    title, rest = titled(name)
    if rest and title:
        return Named(start + len(name) - len(rest), end, rest, "person", 4, title)
    label = tagged(doc, start, end)
    for rule in (unit_kind, place_kind, person_kind):
        got = rule(doc, start, end, name, label)
        if got:
            return got
    if label in KINDS:
        return Named(start, end, name, KINDS[label], 2)
    if label in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"):
        return None
    return guess(doc, start, end, name)


def titled(name: str) -> tuple[str, str]:
    """Cut ranks, posts and forms of address off the front: ("Foreign Secretary", "Philip Hammond")."""
    parts = name.split()
    every = words("titles", "ranks") | words("titles", "posts") | words("titles", "forms")
    n = 0
    while n < len(parts) and parts[n].lower().rstrip(".,") in every:
        n += 1
    if n == 0 or n == len(parts):
        return "", name
    if {p.lower() for p in parts[n:]} & words("groups", "last") or parts[n].lower() in ("of", "for"):
        return "", name
    return " ".join(parts[:n]), " ".join(parts[n:])


def tagged(doc: "Doc", start: int, end: int) -> str:
    """The tagger's label with the most characters in common with the name; empty where none."""
    best, most = "", 0
    for ent in doc.ents:
        common = min(end, ent.end_char) - max(start, ent.start_char)
        if common > most:
            best, most = ent.label_, common
    return best


def unit_kind(doc: "Doc", start: int, end: int, name: str, label: str) -> Named | None:
    """Group by its own words: Liwa …, … Brigade, a known acronym."""
    lows = lower_words(name)
    if name.lower() in words("groups", "known") or "-".join(lows) in words("groups", "known"):
        return Named(start, end, name, "group", 5)
    if lows[0] in words("groups", "first") and len(lows) > 1:
        return Named(start, end, name, "group", 5)
    if lows[-1] in words("groups", "last") and (len(lows) > 1 or label == "ORG"):
        return Named(start, end, name, "group", 5)
    parts = re.split(r" (?:of|for|against) ", name)
    if len(parts) > 1 and lower_words(parts[0])[-1] in words("groups", "last"):
        return Named(start, end, name, "group", 5)
    if re.fullmatch(r"[A-Z]{2,7}(?:-[A-Z\d]+)?", name) and label != "GPE" and not country_of(name):
        return Named(start, end, name, "group", 3)
    return None


def place_kind(doc: "Doc", start: int, end: int, name: str, label: str) -> Named | None:
    """Place by the gazetteer, or by the words beside it: village of X, X district, in X."""
    if country_of(name):
        return Named(start, end, name, "place", 5)
    lows = lower_words(name)
    if len(lows) > 1 and lows[-1] in words("places", "words"):
        return Named(start, end, name, "place", 4)
    before = re.findall(r"[\w'-]+", doc.text[max(0, start - 40) : start].lower())[-3:]
    after = re.findall(r"[\w-]+", doc.text[end : end + 20].lower())[:1]
    noun = before[-2:-1] if before[-1:] == ["of"] else []
    if (noun and noun[0] in words("places", "words")) or (after and after[0] in words("places", "words")):
        return Named(start, end, name, "place", 4)
    if before[-1:] and before[-1] in words("places", "directions") and label != "PERSON":
        return Named(start, end, name, "place", 3)
    if places.open_gazetteer().is_place(name) and label != "PERSON":
        return Named(start, end, name, "place", 3)
    return None


def person_kind(doc: "Doc", start: int, end: int, name: str, label: str) -> Named | None:
    """Person by a kunya or patronymic, or a title in small letters before the name."""
    lows = name.lower().split()
    if lows[0] in words("names", "inside") & words("titles", "kunya") or lows[0] in words("titles", "kunya"):
        return Named(start, end, name, "person", 4)
    before = doc.text[max(0, start - 30) : start].rstrip()
    last = re.search(r"([\w-]+)\.?$", before)
    if last and last.group(1).lower() in words("described", "persons") and label in ("PERSON", ""):
        return Named(start, end, name, "person", 4, last.group(1))
    if label == "PERSON" and len(lows) > 1:
        return Named(start, end, name, "person", 3)
    return None


def guess(doc: "Doc", start: int, end: int, name: str) -> Named | None:
    """The last resort for a name that nobody knows: what its place in the sentence suggests."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or span.root.pos_ not in ("PROPN", "NOUN", "ADJ", "X"):
        return None
    before = re.search(r"\b(in|at|near|from|towards?|to|around|outside|of|into|on) (?:the )?$", doc.text[max(0, start - 14) : start])
    if before and before.group(1) not in ("of", "from", "to", "on"):
        return Named(start, end, name, "place", 1)
    if span.root.pos_ != "PROPN":
        return None
    return Named(start, end, name, "person" if len(name.split()) in (2, 3) else "group", 1)

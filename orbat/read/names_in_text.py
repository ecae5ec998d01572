"""Finds the names in a passage: where each begins and ends, and what kind of thing it names.

Law: a name's edges hold no article, title or mark, and cut no unit name. A kind comes from the first of these
that knows: unit words, the gazetteer, a title before it, the statistical tagger, the words around it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from orbat import places
from orbat.model import Kind
from orbat.read.language import text_of
from orbat.read.lexicon import country_of, demonym_of, words
from orbat.read.name_edges import ARABIC, candidates, lower_words
from orbat.read.nlp import Passage

if TYPE_CHECKING:
    from spacy.tokens import Doc

NUMBERED = re.compile(r"(?:(?:\d{1,3}(?:st|nd|rd|th)?|[IVX]{1,4}|\d{1,2} [A-Z][a-z]+) )$")
TAIL = re.compile(
    r" (\d{1,4}|tribes?|clans?|family|cartel)\b(?![,.]\d)(?! (?:fighters|members|men|soldiers))"
)
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
    """A name found: characters of the passage's Doc, kind, how surely (1 weak to 5), the title before it."""

    start: int
    end: int
    name: str
    kind: Kind
    sure: int
    title: str = ""
    country: str = ""  # of a demonym


def find_names(passage: Passage) -> list[Named]:
    """Every name of the passage in order."""
    doc = passage.doc
    found = (
        typed(doc, a, b) for start, end in candidates(doc) for a, b in at_titles(text_of(doc), start, end)
    )
    return [named for named in found if named]


def at_titles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut before a title inside a stretch: "Iraqi Prime Minister Haider al-Abadi" is a country and a man."""
    name = text[start:end]
    if not titled(name)[0]:
        for match in re.finditer(r"(?<= )\S+", name):
            title, rest = titled(name[match.start() :])
            if title and rest and full_title(title):
                yield start, start + match.start() - 1
                yield start + match.start(), end
                return
    yield start, end


def full_title(title: str) -> bool:
    """Whether a title can stand alone: minister, not prime."""
    return title.lower().rstrip(".").split()[-1] not in words("titles", "partial") or " of " in title


def typed(doc: "Doc", start: int, end: int) -> Named | None:
    """The kind of the name at [start, end), with titles cut off; None where it names nothing of interest."""
    text = text_of(doc)
    numbered = NUMBERED.search(text, max(0, start - 6), start)
    lows = lower_words(text[start:end])
    if numbered and lows and set(lows) & words("groups", "last"):
        start = numbered.start()
    name = text[start:end]
    demonym = demonym_of(name)
    if (
        len(lows) == 1
        and lows[0] in words("names", "never")
        and not (demonym and tagged(doc, start, end) == "NORP")
    ):
        return None
    if demonym and not country_of(name):
        return Named(start, end, demonym, "place", 3, country=demonym)
    tail = TAIL.match(text, end)
    if tail and (tail.group(1).isdigit() == (lows[-1] in words("groups", "units"))):
        end = tail.end(1)
        return Named(start, end, text[start:end], "group", 4)
    title, rest = titled(name)
    if title and not rest and full_title(title):
        return None  # a post alone is a description
    if title and rest and _is_where(doc, start, end):
        return Named(start, end, name, "place", 3)
    if title and rest:
        return Named(start + len(name) - len(rest), end, rest, "person", 4, title)
    label = tagged(doc, start, end)
    for rule in (unit_kind, place_kind, person_kind):
        got = rule(doc, start, end, name, label)
        if got:
            return got
    if label in KINDS:
        return Named(start, end, name, KINDS[label], 2)
    if label in (
        "DATE",
        "TIME",
        "CARDINAL",
        "ORDINAL",
        "MONEY",
        "PERCENT",
        "QUANTITY",
        "LANGUAGE",
    ):
        return None
    return guess(doc, start, end, name)


def _is_where(doc: "Doc", start: int, end: int) -> bool:
    """Whether a name that begins as a person's is a place: General Santos, in Sheikh Zuweid."""
    text = text_of(doc)
    if text[end : end + 2] == "'s":
        return False
    if places.open_gazetteer().is_place(text[start:end]):
        return True
    formal = text[start:end].split()[0].lower() in words("titles", "forms")
    return formal and re.search(r"\b(?:[Ii]n|[Nn]ear)$", text[:start].rstrip()[-5:]) is not None


def titled(name: str) -> tuple[str, str]:
    """Cut ranks, posts and forms of address off the front: ("Foreign Secretary", "Philip Hammond")."""
    parts = name.split()
    low = [p.lower().rstrip(".,") for p in parts]
    n = _title_words(low)
    if n == 0 or set(low[n:]) & words("groups", "last") or low[n : n + 1] in (["of"], ["for"]):
        return "", name
    return " ".join(parts[:n]), " ".join(parts[n:])


def _title_words(low: list[str]) -> int:
    """How many words a name's title has, secretary of state and all."""
    every = words("titles", "ranks") | words("titles", "posts") | words("titles", "forms")
    n = 0
    while n < len(low):
        if low[n] in every:
            n += 1
        elif n and low[n] == "of" and "-".join(low[n - 1 : n + 2]) in words("titles", "offices"):
            n += 3 if low[n + 1] == "the" else 2
        elif n > 1 and low[n] in ("affairs", "staff", "state"):
            n += 1
        else:
            break
    return n


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
    if (
        re.fullmatch(r"[A-Z]{2,7}(?:-[A-Z\d]+)?", name)
        and not country_of(name)
        and (label != "GPE" or len(name) > 3)
    ):
        return Named(start, end, name, "group", 3)
    return None


def place_kind(doc: "Doc", start: int, end: int, name: str, label: str) -> Named | None:
    """Place by the gazetteer, or by the words beside it: village of X, X district, in X."""
    if country_of(name):
        return Named(start, end, name, "place", 5)
    lows = lower_words(name)
    if len(lows) > 1 and lows[-1] in words("places", "words"):
        return Named(start, end, name, "place", 4)
    before = re.findall(r"[\w'-]+", text_of(doc)[max(0, start - 40) : start].lower())[-3:]
    after = re.findall(r"[\w-]+", text_of(doc)[end : end + 20].lower())[:1]
    noun = before[-2:-1] if before[-1:] == ["of"] else []
    if (noun and noun[0] in words("places", "words")) or (after and after[0] in words("places", "words")):
        return Named(start, end, name, "place", 4)
    if before[-1:] and before[-1] in words("places", "directions") and label != "PERSON":
        return Named(start, end, name, "place", 3)
    if before[-1:] == ["near"] or (before[-1:] == ["in"] and label == "PERSON"):
        return Named(start, end, name, "place", 4)  # nobody is near or in a person
    first = len(lows) > 1 and lows[0] in words("places", "first")
    person = label == "PERSON" and not (first and re.match(rf"\S+ {ARABIC}-", name))
    known = places.open_gazetteer().is_place(name)
    if (first or known) and (not person or (first and known)):
        return Named(start, end, name, "place", 3)
    return None


def person_kind(doc: "Doc", start: int, end: int, name: str, label: str) -> Named | None:
    """Person by a kunya or patronymic, or a title in small letters before the name."""
    lows = name.lower().split()
    if lows[0] in words("names", "inside") & words("titles", "kunya") or lows[0] in words("titles", "kunya"):
        return Named(start, end, name, "person", 4)
    before = text_of(doc)[max(0, start - 30) : start].rstrip()
    if (
        re.search(r"\b(?:led|headed|commanded|founded) by$", before)
        and len(lows) > 1
        and label in ("ORG", "GPE", "")
    ):
        return Named(start, end, name, "person", 3)
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
    if re.search(
        r"\b(?:in|at|near|towards?|around|outside|into) (?:the )?$", text_of(doc)[max(0, start - 14) : start]
    ):
        return Named(start, end, name, "place", 1)
    if span.root.pos_ != "PROPN":
        return None
    return Named(start, end, name, "person" if len(name.split()) in (2, 3) else "group", 1)

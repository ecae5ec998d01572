"""Annotated texts -> training examples: tokens, spans by kind, and which predicates hold between two spans.

Law: what an annotator did not settle is ignored in training, never counted as absent: other mentions of the
same two things in one stretch, and mentions that only the rules found in a text whose mentions nobody marked.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpanOf

from orbat.model import Text
from orbat.read.gist import ACTORS, PREDICATES, WORD, chunks, tells
from orbat.read.nlp import parse
from training.markup import paragraphs

RE3D = {"Person": "person", "Organisation": "group", "Location": "place"}
TOLD = ("described_as", "took_part_in", "uses")  # predicates whose object is told in words
PERSONS = {("member_of", 0), ("led_by", 1), ("related_to", 0), ("related_to", 1)}
PLACES = {("based_in", 1), ("operates_in", 1), ("controls", 1)}
SMALL = ("the", "and", "for", "from", "into", "its", "that", "their", "was", "were", "with")


@dataclass(slots=True)
class Example:
    """A stretch of whole sentences. Spans are (first, last, kind) in tokens, both ends inside."""

    words: list[str]
    sentences: list[int]
    spans: list[tuple[int, int, str]]
    relations: dict[tuple[int, int], set[str]]  # between spans, by index
    ignored: set[tuple[int, int]]
    heads: list[int]  # the syntactic head of each word; itself where it has none
    silent: set[int] = field(default_factory=set)  # spans that are judged, but not tagged


@dataclass(slots=True)
class _Place:
    start: int
    end: int
    kind: str
    thing: str


def from_markup(folder: Path) -> Iterator[Example]:
    """Our own paragraphs."""
    for path in sorted(folder.glob("*.txt")):
        for paragraph in paragraphs(path)[0]:
            spots = [
                _Place(m.start, m.end, m.kind if m.kind in ACTORS else WORD, str(m.thing))
                for m in paragraph.mentions
                if m.kind in (*ACTORS, "event", "description", "equipment")
            ]
            claims = [(str(s), p, str(o)) for s, p, o, _ in paragraph.claims]
            yield from _examples(paragraph.text, spots, claims, [])


def from_claims(path: Path, re3d: Path) -> Iterator[tuple[str, list[Example]]]:
    """Texts with every claim annotated, by document id; mentions from re3d where it has the text."""
    marked = {d["text"].strip(): d for d in map(json.loads, re3d.read_text("utf-8").splitlines())}
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        yield document["id"], list(_from_claims(document, marked.get(document["text"].strip())))


def _from_claims(document: dict[str, Any], marked: dict[str, Any] | None) -> Iterator[Example]:
    text, claims = document["text"], document["claims"]
    kinds = _kinds(document)
    spots: list[_Place] = []
    triples: list[tuple[str, str, str]] = []
    for n, claim in enumerate(claims):
        at = text.find(claim["quote"])
        if claim["predicate"] not in PREDICATES or at < 0:
            continue
        end = at + len(claim["quote"])
        subject = _find(text, claim["subject_words"], at, end)
        if subject is None:
            continue
        if claim["predicate"] in TOLD:
            value = _align(text, str(claim["object"]), at, end)
            kind, b = WORD, f"{claim['predicate']}:{n}"
        elif isinstance(claim["object"], str):
            value = _find(text, claim["object_words"] or claim["object"], at, end)
            kind, b = kinds.get(claim["object"], "group"), claim["object"]
        else:
            continue
        if value is None:
            continue
        a = claim["subject"]
        spots += [_Place(*subject, kinds.get(a, "group"), a), _Place(*value, kind, b)]
        triples.append((f"{a}@{subject[0]}", claim["predicate"], f"{b}@{value[0]}"))
    named, ruled = _named(document, kinds)
    if marked:
        shift = _indent(text) - _indent(marked["text"])
        named = [
            _Place(m["start"] + shift, m["end"] + shift, RE3D[m["type"]], f"re3d:{m['start']}")
            for m in marked["mentions"]
            if m["type"] in RE3D
        ]
    yield from _examples(text, [*spots, *named], triples, ruled, exact=True)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _kinds(document: dict[str, Any]) -> dict[str, str]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for claim in document["claims"]:
        for side, key in enumerate(("subject", "object")):
            if isinstance(claim[key], str):
                slot = (claim["predicate"], side)
                kind = "person" if slot in PERSONS else "place" if slot in PLACES else "group"
                votes[claim[key]][kind] += 5 if kind != "group" else 1
    ruled = {}
    for passage_kind in _ruled(document["text"]):
        ruled.setdefault(passage_kind[2].lower(), passage_kind[3])
    for name in [*document["entities"], *votes]:
        for form in (name, *document["entities"].get(name, ())):
            if form.lower() in ruled:
                votes[name][ruled[form.lower()]] += 4
    return {name: max(v.items(), key=lambda kv: (kv[1], kv[0]))[0] for name, v in votes.items() if v}


_RULED: dict[str, list[tuple[int, int, str, str]]] = {}


def _ruled(text: str) -> list[tuple[int, int, str, str]]:
    """(start, end, name, kind) of what the rules find."""
    if text not in _RULED:
        from orbat.read.mentions import find_mentions

        scene = find_mentions(parse(Text("x", "plain", text)))
        _RULED[text] = [(a.start, a.end, a.name, a.kind) for a in scene.actors if a.kind in ACTORS]
    return _RULED[text]


def _named(
    document: dict[str, Any], kinds: dict[str, str]
) -> tuple[list[_Place], list[tuple[int, int, str]]]:
    """Every place where a known thing stands by name, and what the rules found beside."""
    text, taken, found = document["text"], set(), []
    forms = {f: n for n, fs in document["entities"].items() for f in (n, *fs) if f != "author" and len(f) > 1}
    for form in sorted(forms, key=len, reverse=True):
        if forms[form] not in kinds:
            continue
        for hit in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            start = (
                hit.start() + len(hit.group()) - len(re.sub(r"^(?:the|The|a|an) (?=[A-Z])", "", hit.group()))
            )
            if taken.isdisjoint(range(start, hit.end())):
                taken.update(range(start, hit.end()))
                found.append(_Place(start, hit.end(), kinds[forms[form]], forms[form]))
    return found, [(s, e, k) for s, e, _, k in _ruled(text) if taken.isdisjoint(range(s, e))]


def _find(text: str, words: str | None, start: int, end: int) -> tuple[int, int] | None:
    """Where words stand inside the quote, or nearest before it."""
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)") if words else None
    if whole is None:
        return None
    inside = whole.search(text, start, end)
    before = list(whole.finditer(text, max(0, start - 300), start))
    hit = inside or (before[-1] if before else None)
    return hit.span() if hit else None


def _align(text: str, told: str, start: int, end: int) -> tuple[int, int] | None:
    """The shortest stretch of the quote that holds the telling words of an object put in other words."""
    stems = {_stem(w) for w in re.findall(r"\w+", told.lower()) if len(w) > 2 and w not in SMALL}
    hits = [(m.start(), m.end(), _stem(m.group().lower())) for m in re.finditer(r"\w+", text[start:end])]
    hits = [h for h in hits if h[2] in stems]
    if not stems or len({h[2] for h in hits}) < 0.5 * len(stems):
        return None
    best = None
    for i in range(len(hits)):
        seen: set[str] = set()
        for j in range(i, len(hits)):
            seen.add(hits[j][2])
            length = hits[j][1] - hits[i][0]
            score = len(seen) - length / 400
            if best is None or score > best[0]:
                best = (score, hits[i][0], hits[j][1])
    assert best is not None
    return start + best[1], start + best[2]


def _stem(word: str) -> str:
    return word[:4] if len(word) > 4 else re.sub(r"(?:es|s|ed)$", "", word)


def _head(span: SpanOf, exact: bool) -> Token | None:
    """The word that tells what a span tells: the highest one that may; where an annotator put the event in
    other words (`exact`), the verb that governs them.
    """
    top = span.root
    while (
        exact and top.dep_ in ("dobj", "pobj", "prep", "pcomp", "xcomp", "nsubjpass") and top.pos_ != "VERB"
    ):
        top = top.head
    if exact and top.pos_ == "VERB" and top.sent == span.root.sent and abs(top.i - span.root.i) < 12:
        return top
    able = [t for t in span if tells(t)]
    return min(able, key=lambda t: len(list(t.ancestors)), default=None)


def _examples(
    text: str, spots: list[_Place], claims: list[tuple[str, str, str]], ruled: list[tuple[int, int, str]],
    exact: bool = False,
) -> Iterator[Example]:  # fmt: skip
    """Cut a text into stretches and lay its spans and claims on their tokens."""
    for passage in parse(Text("x", "plain", text)):
        for first, last in chunks(passage.doc):
            yield _Laid(passage.doc, passage.offset, first, last, exact).lay(spots, claims, ruled)


@dataclass(slots=True)
class _Laid:
    """One stretch, tokens first..last of a Doc, on which spans and claims are laid."""

    doc: Doc
    offset: int
    first: int
    last: int
    exact: bool
    inner: dict[str, set[int]] = field(default_factory=dict)  # other words of what a thing's head tells

    def lay(self, spots: list[_Place], claims: list[tuple[str, str, str]],
            ruled: list[tuple[int, int, str]]) -> Example:  # fmt: skip
        tokens = self.doc[self.first : self.last + 1]
        order = {s: n for n, s in enumerate(dict.fromkeys(t.sent.start for t in tokens))}
        things: dict[tuple[int, int, str], set[str]] = {}
        for spot in spots:
            key = self._key(spot)
            if key:
                things.setdefault(key, set()).add(f"{spot.thing}@{spot.start}" if self.exact else spot.thing)
        keys = sorted(things)
        words = {a for a, _, kind in keys if kind == WORD}
        more = [(t.i - self.first,) * 2 for t in tokens if tells(t) and t.i - self.first not in words]
        spans = [*keys, *((a, b, WORD) for a, b in more)]
        heads = [max(self.first, min(self.last, t.head.i)) - self.first for t in tokens]
        example = Example(
            [t.text for t in tokens], [order[t.sent.start] for t in tokens], spans, {}, set(), heads
        )
        self._relate(example, [things[k] for k in keys], claims)
        taken = {i for a, b, kind in keys if kind in ACTORS for i in range(a, b + 1)}
        for start, end, kind in ruled:
            here = self._span(start, end)
            if here and taken.isdisjoint(range(here[0], here[1] + 1)):
                example.silent.add(len(example.spans))
                example.spans.append((*here, kind))
        return example

    def _span(self, start: int, end: int) -> tuple[int, int] | None:
        if start < self.offset:
            return None
        span = self.doc.char_span(start - self.offset, end - self.offset, alignment_mode="expand")
        inside = span is not None and self.first <= span.start and span.end - 1 <= self.last
        return (span.start - self.first, span.end - 1 - self.first) if span is not None and inside else None

    def _key(self, spot: _Place) -> tuple[int, int, str] | None:
        """Tokens and kind of a spot; of what is told in words, its head alone."""
        here = self._span(spot.start, spot.end)
        if here is None or spot.kind != WORD:
            return (*here, spot.kind) if here else None
        span = self.doc[self.first + here[0] : self.first + here[1] + 1]
        head = _head(span, self.exact and not spot.thing.startswith("described_as"))
        if head is None or not self.first <= head.i <= self.last:
            return None
        self.inner.setdefault(spot.thing, set()).update(t.i - self.first for t in span)
        return head.i - self.first, head.i - self.first, WORD

    def _relate(self, example: Example, things: list[set[str]], claims: list[tuple[str, str, str]]) -> None:
        """Lay each claim on the nearest pair of its two things; their other pairs are left unsettled."""
        keys = example.spans
        holds: dict[str, list[int]] = defaultdict(list)
        loose: dict[str, set[int]] = defaultdict(set)
        for i, names in enumerate(things):
            for thing in names:
                holds[thing].append(i)
                loose[thing.rpartition("@")[0] if self.exact else thing].add(i)
        for a, predicate, b in claims:
            found = [(i, j) for i in holds[a] for j in holds[b] if i != j and predicate in PREDICATES]
            if not found:
                continue
            one = example.sentences
            best = min(found, key=lambda p: (one[keys[p[0]][0]] != one[keys[p[1]][0]],
                                             abs(keys[p[0]][0] - keys[p[1]][0])))  # fmt: skip
            example.relations.setdefault(best, set()).add(predicate)
            wide = (a.rpartition("@")[0], b.rpartition("@")[0]) if self.exact else (a, b)
            inside = self.inner.get(wide[1], set())
            also = {j for j, k in enumerate(keys) if k[2] == WORD and k[0] in inside}
            example.ignored |= {(i, j) for i in loose[wide[0]] for j in loose[wide[1]] | also if i != j}
        example.ignored -= set(example.relations)

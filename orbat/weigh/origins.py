"""Which texts are one text again: copies, reposts, near-copies, and translations that are marked as such.

Law 6: however often a text is posted, it has one origin, and its author speaks once. A page that only takes
up an article is split: each stretch by one author of one date has an origin of its own.
"""

import re
import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orbat.model import Kept, Span, Text
from orbat.names import fold

SHINGLE = 3  # words; a copy in which one word in ten was changed still has seven of ten shingles of three
HASHES, BANDS = (
    120,
    40,
)  # bands of three hashes find 95 of 100 pairs that share 0.4, nearly all that share 0.5
SHARED = 0.5  # of the shingles of the shorter; two reports of one event share under 0.1, quotes included
LEAST = 12  # shingles: shorter stretches are copies only where every word is the same
MARKED_WITHIN = 200  # characters after "originally published" in which the address or title must stand
SEED = 20160321  # of the hashes; any will do, and one makes the answer repeatable

Part = tuple[str, int]  # a text's id, and which of its stretches by one author of one date


@dataclass(frozen=True, slots=True)
class Copy:
    """A page that is an earlier text again, and how that is known.

    `of`: the earlier document; None: it is not kept, only its date `on` and author `by` are told.
    """

    document: str
    of: str | None
    on: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each part of each text comes from. `first`: the parts that are copies, with what they copy."""

    first: Mapping[Part, Part]
    copies: tuple[Copy, ...]
    starts: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]
    authors: Mapping[Part, str]

    def part(self, span: Span) -> Part:
        """The part that a span stands in."""
        starts, numbers = self.starts[span.text]
        return span.text, numbers[max(0, bisect_right(starts, span.start) - 1)]

    def origin(self, span: Span) -> Part:
        """The part that the words were first read in; the part itself, where it is no copy."""
        part = self.part(span)
        return self.first.get(part, part)

    def author(self, span: Span) -> str:
        """Whose voice the words are, where they were first."""
        return self.authors[self.origin(span)]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part with its words. `appeared`: when, "9999" where nobody tells; `published`: when its page did."""

    part: Part
    document: str
    appeared: str
    published: str
    words: tuple[str, ...]

    @property
    def rank(self) -> tuple[str, str, Part]:
        return self.appeared, self.published, self.part

    @property
    def shingles(self) -> frozenset[str]:
        many = range(max(1, len(self.words) - SHINGLE + 1))
        return frozenset(" ".join(self.words[i : i + SHINGLE]) for i in many)


def origins(kept: Kept) -> Origins:
    """The origin of every part of every text that is kept."""
    starts: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    authors: dict[Part, str] = {}
    stretches: list[_Stretch] = []
    for text in sorted(kept.texts.values(), key=lambda t: t.id):
        starts[text.id] = _split(kept, text, authors, stretches)
    told: dict[frozenset[Part], str] = {}
    for a, b, why in _marked(kept, stretches):
        told.setdefault(frozenset((a.part, b.part)), why)
    for a, b, why in (*_equal(stretches), *_near(stretches)):
        told.setdefault(frozenset((a.part, b.part)), why)
    by_part = {s.part: s for s in stretches}
    first = _first(told, by_part)
    copies = {
        Copy(
            by_part[part].document,
            by_part[of].document,
            by_part[of].appeared,
            authors[of],
            _why(told, part, of),
        )
        for part, of in first.items()
        if by_part[part].document != by_part[of].document
    }
    known = {c.document for c in copies}
    copies |= {c for c in _posted_again(kept, stretches, authors) if c.document not in known}
    ordered = sorted(copies, key=lambda c: (c.document, c.of or "", c.on, c.by, c.why))
    return Origins(first, tuple(ordered), starts, authors)


def _posted_again(kept: Kept, stretches: Iterable[_Stretch], authors: Mapping[Part, str]) -> Iterator[Copy]:
    """Pages most of whose words are dated earlier than the page: an article of 2016 on a page of 2018."""
    longest: dict[str, int] = defaultdict(int)
    for stretch in stretches:
        longest[stretch.document] += len(stretch.words)
    for stretch in stretches:
        published = (kept.documents[stretch.document].published or "")[: len(stretch.appeared)]
        if stretch.appeared < published and 2 * len(stretch.words) > longest[stretch.document]:
            on = stretch.appeared
            yield Copy(stretch.document, None, on, authors[stretch.part], "the page gives that date")


def _split(
    kept: Kept, text: Text, authors: dict[Part, str], stretches: list[_Stretch]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The parts of a text: where each stretch starts and the number of its part."""
    document = kept.documents[text.document]
    numbers: dict[tuple[str | None, str | None], int] = {(None, None): 0}
    pieces: dict[int, list[str]] = defaultdict(list)
    marks: list[tuple[int, int]] = [(0, 0)]
    last = 0
    for section in sorted(text.sections, key=lambda s: (s.start, s.end)):
        number = numbers.setdefault((section.author, section.dateline), len(numbers))
        pieces[0].append(text.body[last : section.start])
        marks += [(section.start, number), (section.end, 0)]
        if section.role not in ("chrome", "title"):
            pieces[number].append(text.body[max(last, section.start) : section.end])
        last = max(last, section.end)
    pieces[0].append(text.body[last:])
    for (author, dateline), number in numbers.items():
        part = text.id, number
        authors[part] = author or _author(kept, text)
        words = tuple(re.findall(r"\w+", " ".join(pieces[number]).casefold()))
        if words:
            published = document.published or "9999"
            stretches.append(_Stretch(part, document.id, dateline or published, published, words))
    placed = dict(marks)  # where one section ends another may start: the later mark holds
    return tuple(sorted(placed)), tuple(placed[at] for at in sorted(placed))


def _author(kept: Kept, text: Text) -> str:
    document = kept.documents[text.document]
    return document.authors[0] if document.authors else document.source or document.uri


def _equal(stretches: Iterable[_Stretch]) -> Iterator[tuple[_Stretch, _Stretch, str]]:
    by_words: dict[tuple[str, ...], list[_Stretch]] = defaultdict(list)
    for stretch in stretches:
        by_words[stretch.words].append(stretch)
    for same in by_words.values():
        head = min(same, key=lambda s: s.rank)
        yield from ((head, other, "word for word") for other in same if other is not head)


def _near(stretches: Iterable[_Stretch]) -> Iterator[tuple[_Stretch, _Stretch, str]]:
    """Pairs that share most of the shorter one's shingles; MinHash finds whom to compare."""
    from rensa import RMinHash

    distinct = {s.words: s for s in sorted(stretches, key=lambda s: s.rank, reverse=True)}
    buckets: dict[tuple[int, tuple[int, ...]], list[_Stretch]] = defaultdict(list)
    rows = HASHES // BANDS
    for stretch in sorted(distinct.values(), key=lambda s: s.part):
        if len(stretch.words) < LEAST + SHINGLE - 1:
            continue
        sketch = RMinHash(num_perm=HASHES, seed=SEED)
        sketch.update(sorted(stretch.shingles))
        digest = sketch.digest()
        for band in range(BANDS):
            buckets[band, tuple(digest[band * rows : (band + 1) * rows])].append(stretch)
    pairs = {
        (bucket[0].part, other.part): (bucket[0], other)
        for bucket in buckets.values()
        for other in bucket[1:]
    }
    shingles = {s.part: s.shingles for pair in pairs.values() for s in pair}
    for a, b in (pairs[key] for key in sorted(pairs)):
        one, two = shingles[a.part], shingles[b.part]
        share = len(one & two) / min(len(one), len(two))
        if share >= SHARED:
            yield a, b, f"{share:.0%} of the shorter text's words in the same order"


@cache
def _marks() -> re.Pattern[str]:
    plain: dict[str, Any] = tomllib.loads(files("orbat.weigh").joinpath("origins.toml").read_text("utf-8"))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, plain['marks']))})\b", re.IGNORECASE)


def _marked(kept: Kept, stretches: Iterable[_Stretch]) -> Iterator[tuple[_Stretch, _Stretch, str]]:
    """Pages that say which other page they translate or repost, by its address or its title.

    The main part of the one, which is the longest, is then the main part of the other.
    """
    main: dict[str, _Stretch] = {}
    for stretch in sorted(stretches, key=lambda s: (-len(s.words), s.part)):
        main.setdefault(stretch.document, stretch)
    titles: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    addresses = {_address(d.uri): d.id for d in kept.documents.values() if d.id in main}
    for document in kept.documents.values():
        title = tuple(fold(document.title or "").split())
        if len(title) >= SHINGLE and document.id in main:
            titles[title[:SHINGLE]].append((title, document.id))
    for text in kept.texts.values():
        for mark in _marks().finditer(text.body):
            after = text.body[mark.end() : mark.end() + MARKED_WITHIN]
            named = set(_named(after, addresses, titles)) - {text.document}
            for other in sorted(named):
                if text.document in main:
                    yield main[other], main[text.document], f"the page says “{mark[0].lower()}”"


def _named(
    words: str, addresses: Mapping[str, str], titles: Mapping[Any, list[tuple[tuple[str, ...], str]]]
) -> Iterator[str]:
    for found in re.finditer(r"https?://[^\s<>\"')\]]+", words):
        if document := addresses.get(_address(found[0])):
            yield document
    plain = tuple(fold(words).split())
    for at in range(len(plain)):
        for title, document in titles.get(plain[at : at + SHINGLE], ()):
            if plain[at : at + len(title)] == title:
                yield document


def _address(uri: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", uri).rstrip("/.,")


def _first(told: Iterable[frozenset[Part]], by_part: Mapping[Part, _Stretch]) -> dict[Part, Part]:
    """For each part that is one again the earliest of its kind."""
    root: dict[Part, Part] = {}

    def find(part: Part) -> Part:
        while root.get(part, part) != part:
            root[part] = root.get(root[part], root[part])
            part = root[part]
        return part

    for pair in told:
        a, b = sorted(map(find, pair), key=lambda p: by_part[p].rank)
        root[b] = a
    return {part: find(part) for pair in told for part in pair if find(part) != part}


def _why(told: Mapping[frozenset[Part], str], part: Part, of: Part) -> str:
    direct = told.get(frozenset((part, of)))
    return direct or min(why for pair, why in told.items() if part in pair)

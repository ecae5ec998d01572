"""The gazetteer: what a name can stand for.

Law: a candidate says how it carries the name; which one a text means is decided in scene.py, from the text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from orbat.model import Precision
from orbat.places.fold import MAX_NAME, alike, bare, fold, plain, skeleton, words
from orbat.places.imported import open_imports
from orbat.places.index import MATCHES, Index, Match, open_index
from orbat.places.sources import KINDS, SOURCES, Kind, rows

MAX_CANDIDATES = 80  # of one name: there are 41 Springfields, and more San Josés than matter
NEAR = 0.15  # degrees between what two gazetteers say of one place
STRICT_PEOPLE = 100_000  # a single-word name alone in a text is a place from this size on
STRICT_OTHER = 1_000_000  # the same by a name that is not its main one
STRICT_PHRASE = 5_000  # a name of several words


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name can stand for. `country`: ISO 3166-1 alpha-2. `admin1`: GeoNames' division code.

    `population`: people, 0 where not known. `match`: how it carries the name. `wanted`: the precision that
    the words around the name ask for ("Idlib province"), else None. `part`: whether "northern" or the like
    stood there.
    """

    id: int
    name: str
    kind: Kind
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    match: Match
    source: str
    capital: bool = False
    wanted: Precision | None = None
    part: bool = False


class Gazetteer:
    """Every place known; see `open_gazetteer`. Opens in milliseconds after the first time on a machine."""

    def __init__(self) -> None:
        """Opens the index, or builds it (some seconds, once)."""
        self._index = open_index()
        self._imports = open_imports()
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)

    def _candidates(self, name: str) -> Sequence[Candidate]:
        """What a name can stand for, most populous first; nothing for what is no name of a place."""
        folded = fold(name[: 2 * MAX_NAME])
        if not folded or len(folded) > MAX_NAME:
            return ()
        stripped = plain(folded)
        whole = self._named(folded, None, False)
        if stripped.name == folded or (whole and stripped.kind in (None, "locality")):
            return whole
        # "Idlib province" finds both the division so named and, under Idlib, what is of the kind asked for.
        inner = self._named(stripped.name, stripped.kind, stripped.part)
        right = [c for c in inner if stripped.kind in (None, c.kind)]
        known = {c.id for c in whole}
        return _sorted([*whole, *(c for c in (right or ([] if whole else inner)) if c.id not in known)])

    def _named(self, folded: str, wanted: Precision | None, part: bool) -> list[Candidate]:
        """By the folded name, else without the article, else by skeleton."""
        found = self._looked_up(folded, wanted, part)
        if not found and bare(folded) != folded:
            found = self._looked_up(bare(folded), wanted, part)
        return found or self._spelled(folded, wanted, part)

    def _looked_up(self, key: str, wanted: Precision | None, part: bool) -> list[Candidate]:
        """Of the imports first; what they hold is left out of what is built in."""
        found: list[Candidate] = []
        for number, (source, index) in enumerate(self._imports):
            made = self._make(index, *index.look_up(key), wanted, part)
            found += [
                replace(c, id=-(c.id * len(self._imports) + number + 1), source=source)
                for c in made
                if not any(_same(c, f) for f in found)
            ]
        built_in = self._make(self._index, *self._index.look_up(key), wanted, part)
        return _sorted([*found, *(c for c in built_in if not any(_same(c, f) for f in found))])

    def _spelled(self, folded: str, wanted: Precision | None, part: bool) -> list[Candidate]:
        """Names with the same consonants that also sound alike."""
        bones = skeleton(folded)
        if len(bones) < 2 or folded in words().not_places:
            return []
        return [c for c in self._looked_up("\0" + bones, wanted, part) if alike(folded, fold(c.name))]

    def _make(
        self, index: Index, ids: Iterable[int], matches: Iterable[int], wanted: Precision | None, part: bool
    ) -> list[Candidate]:
        pairs = list(zip(ids, matches, strict=True))
        if len(pairs) > MAX_CANDIDATES:
            people = index.table["people"]
            pairs = sorted(pairs, key=lambda p: (p[1], -int(people[p[0]])))[:MAX_CANDIDATES]
        return _sorted([self._candidate(index, int(i), int(m), wanted, part) for i, m in pairs])

    def _candidate(
        self, index: Index, place: int, match: int, wanted: Precision | None, part: bool
    ) -> Candidate:
        kind, country, admin1, lat, lon, people, source, capital, _ = index.table[place].item()
        return Candidate(
            place, index.name(place), KINDS[kind], country.decode(), admin1.decode(), lat, lon, people,
            MATCHES[match], SOURCES[source], bool(capital), wanted, part,
        )  # fmt: skip

    def is_place(self, name: str, after_preposition: bool = False) -> bool:
        """Whether a name alone is surely a place: no word of English, no person's name, no small town's.

        `after_preposition`: the caller saw "in", "near" or the like before it; then any capitalised name
        that the gazetteer has counts.
        """
        folded = fold(name)
        lists = words()
        if not folded or name == name.lower() or folded in lists.never:
            return False
        if (folded in lists.not_places and not after_preposition) or lists.parts.issuperset(folded.split()):
            return False
        found = [c for c in self.candidates(name) if c.match != "demonym"]
        if all(t in lists.never or t in lists.parts or t in lists.kinds for t in folded.split()):
            # "North East", "Central Area": a place only where we list it, as the United States or Unity State
            found = [c for c in found if c.source == SOURCES[0] and not c.part and not c.wanted]
        if after_preposition:
            return bool(found)
        return any(_surely(c, folded, name) for c in found if c.match != "spelling")


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether two gazetteers speak of one place."""
    near = abs(a.lat - b.lat) < NEAR and abs(a.lon - b.lon) < NEAR
    return near and a.country == b.country and (a.kind == "locality") == (b.kind == "locality")


def _surely(c: Candidate, folded: str, name: str) -> bool:
    """Whether one candidate makes its name a sure place."""
    if c.source == SOURCES[0]:
        country = c.kind == "country" and (name.isupper() or c.match == "name")
        return country or len(folded) > 4 or (len(folded) == 4 and c.match == "name")
    if c.kind != "locality" and (c.wanted or len(folded.split()) > 1):
        return True
    if len(folded.split()) > 1:
        return (
            c.match == "name"
            and c.population >= STRICT_PHRASE
            and not folded.startswith(("abu ", "ibn ", "bin "))
        )
    return len(folded) > 3 and c.population >= (STRICT_PEOPLE if c.match == "name" else STRICT_OTHER)


def _sorted(found: list[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda c: (-c.population, c.id))


@cache
def open_gazetteer() -> Gazetteer:
    """The one gazetteer of this process."""
    return Gazetteer()


@cache
def demonyms() -> Mapping[str, str]:
    """Adjectives and people -> country or region: Syrian -> Syria, Nigerien -> Niger, Chechen -> Chechnya."""
    every = (*rows("countries.tsv"), *rows("areas.tsv"))
    return {word: row.name for row in every for word in row.demonyms}


@cache
def country_codes() -> Mapping[str, str]:
    """Folded names, other names and codes of countries -> ISO 3166-1 alpha-2."""
    every = rows("countries.tsv")
    return {fold(name): row.code for row in every for name in (row.name, *row.others, row.code)}


@cache
def country_names() -> Mapping[str, str]:
    """ISO 3166-1 alpha-2 -> the name we show."""
    return {row.code: row.name for row in rows("countries.tsv")}

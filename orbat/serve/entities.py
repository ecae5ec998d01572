"""An entity: who they are, as of any day and as known on any day.

Law: every line leads to its quotes; what is disputed stands side by side.
"""

import re
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from orbat.answers import Answers
from orbat.publish import data
from orbat.publish.plain import glance, notice
from orbat.serve.given import AsOf
from orbat.serve.pages import as_json, page
from orbat.serve.setting import casebook
from orbat.views import Profile, gaps, profile, prose
from orbat.weigh import Dates

router = APIRouter()


@router.get("/entities/{entity}", include_in_schema=False)
def read(request: Request, entity: str, dates: AsOf) -> Response:
    """The page of an entity, by its id or a name."""
    name, _, ending = entity.partition(".") if entity.startswith("entity-") else (entity, "", "")
    with casebook(request) as opened:
        found = _of(Answers(opened), name, dates)
    shown = found["profile"]
    if ending == "json":
        return as_json(found)
    if shown.entity != name:  # the address to send on
        return RedirectResponse(str(request.url.replace(path=f"/entities/{shown.entity}")), 303)
    more: dict[str, Any] = {
        "glance": glance(shown),
        "review": notice(shown),
        "keys": {p.title: p.key for p in shown.parts},
    }
    return page(request, "entity.html", dates=dates, span=_span(shown), **more, **found)


@router.get("/api/v1/entities/{entity}")
def read_json(request: Request, entity: str, dates: AsOf) -> Response:
    """An entity: its profile, the gaps, and the profile in prose."""
    with casebook(request) as opened:
        return as_json(_of(Answers(opened), entity, dates))


@router.get("/api/v1/entities/{entity}/profile")
def profile_json(request: Request, entity: str, dates: AsOf) -> Response:
    """The profile, as `orbat who --format json` writes it."""
    with casebook(request) as opened:
        return Response(data.render(Answers(opened).profile(entity, dates)), media_type="application/json")


def _span(shown: Profile) -> tuple[str, str]:
    """The first and last year that its lines and sources speak of, for the sliders."""
    told = [line.edtf or "" for line in shown.lines] + [source.published or "" for source in shown.sources]
    years = sorted(year for each in told for year in re.findall(r"\d{4}", each))
    return (years[0], years[-1]) if years else ("", "")


def _of(answers: Answers, name: str, dates: Dates) -> dict[str, Any]:
    worked = answers.about(name, dates)
    shown = profile(worked, name, dates)
    return {
        "profile": shown,
        "gaps": gaps(worked, shown.entity),
        "prose": prose(worked, shown.entity),
    }

"""The first page, and quotes for any picture.

Law: what failed and what is not read yet is counted beside what was.
"""

import dataclasses

from fastapi import APIRouter, Request, Response

from orbat.answers import Answers
from orbat.serve.pages import as_json, page
from orbat.serve.queues import counts
from orbat.serve.setting import casebook

router = APIRouter()
RECENT = 12  # documents on the first page


@router.get("/", include_in_schema=False)
def read(request: Request) -> Response:
    """The first page."""
    with casebook(request) as opened:
        held = opened.counts()
        waiting = counts(request, opened, held)
        return page(request, "home.html", counts=held, waiting=waiting, recent=opened.listed.recent(RECENT))


@router.get("/help", include_in_schema=False)
def explain(request: Request) -> Response:
    """Keys and words."""
    return page(request, "help.html")


@router.get("/api/v1/home")
def read_json(request: Request) -> Response:
    """How much of everything there is, and what came last."""
    with casebook(request) as opened:
        return as_json(
            {"counts": dataclasses.asdict(opened.counts()), "recent": opened.listed.recent(RECENT)}
        )


@router.get("/quotes", include_in_schema=False)
def quotes(request: Request, claims: str = "") -> Response:
    """The quotes of claims, as a part of a page."""
    with casebook(request) as opened:
        found = Answers(opened).quotes(claims.split(",")[:500])
    return page(request, "quotes.html", quotes=found)


@router.get("/api/v1/quotes")
def quotes_json(request: Request, claims: str = "") -> Response:
    """The quotes of claims by their ids, parted by commas."""
    with casebook(request) as opened:
        return as_json(Answers(opened).quotes(claims.split(",")[:500]))

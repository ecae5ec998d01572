"""What waits for a person: claims, names, disputes, rejects, failures.

Law: each queue is counted, and what is left out of a long list is said.
"""

import dataclasses
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response

from orbat.answers import Answers
from orbat.model import Entity
from orbat.resolve import as_mention
from orbat.serve.pages import as_csv, as_json, page
from orbat.serve.setting import casebook, work
from orbat.serve.work import SMALL
from orbat.store import Casebook, Counts
from orbat.views import Disputed, judgements

if TYPE_CHECKING:  # it brings what compares names
    from orbat.resolve.settle import Proposal

router = APIRouter()
LISTED = 200  # of one queue on a page
QUOTES = 3  # of each of two names
PARTS = ("claims", "names", "disputes", "rejects", "failures")


@dataclasses.dataclass(frozen=True, slots=True)
class Duel:
    """Two that may be one, each with words of a few texts around its name."""

    proposal: "Proposal"
    one: Entity | None
    other: Entity | None
    quotes: tuple[tuple[tuple[str, str], ...], ...]


@router.get("/queues", include_in_schema=False)
def read(request: Request) -> Response:
    """All queues with their counts."""
    with casebook(request) as opened:
        return page(request, "queues.html", here="", counts=counts(request, opened, opened.counts()))


@router.get("/queues/{part}", include_in_schema=False)
def read_one(request: Request, part: str, skip: int = 0) -> Response:
    """One queue, or one as a table (.csv)."""
    name, _, ending = part.partition(".")
    with casebook(request) as opened:
        if name == "disputes" and ending == "csv":
            return as_csv(
                ("about", "predicate", "rule", "sides", "why"),
                map(_cells, _disputes(request, opened) or ()),
                name,
            )
        values = {
            "counts": counts(request, opened, opened.counts()),
            **_queue(request, opened, name, max(0, skip)),
        }
    return page(request, "queues.html", 200 if name in PARTS else 404, here=name, skip=max(0, skip), **values)


@router.get("/api/v1/queues")
def read_json(request: Request) -> Response:
    """How much waits in each queue; null: it is being worked out."""
    with casebook(request) as opened:
        return as_json(counts(request, opened, opened.counts()))


@router.get("/api/v1/queues/disputes")
def disputes_json(request: Request) -> Response:
    """Everything that is disputed; null: it is being worked out."""
    with casebook(request) as opened:
        return as_json(_disputes(request, opened))


@router.get("/api/v1/queues/names")
def names_json(request: Request) -> Response:
    """Pairs that may be one, the likeliest first; null: it is being worked out."""
    with casebook(request) as opened:
        return as_json(work(request).proposals(opened))


@router.get("/api/v1/queues/claims")
def claims_json(request: Request) -> Response:
    """Documents with claims that nobody judged."""
    with casebook(request) as opened:
        found = opened.listed.unjudged(judgements(opened.worked.decisions()), LISTED)
    return as_json([{"document": u.document, "claims": u.claims, "first": u.first} for u in found])


@router.get("/api/v1/queues/rejects")
def rejects_json(request: Request) -> Response:
    """What readers found and could not stand behind, by document."""
    with casebook(request) as opened:
        found = opened.listed.rejects(LISTED)
    return as_json([{"document": document.id, "rejects": rejects} for document, rejects in found])


def counts(request: Request, opened: Casebook, held: Counts) -> dict[str, int | None]:
    """How much waits in each queue; None: not worked out now."""
    judged = len(judgements(opened.worked.decisions()))
    worker, small = work(request), held.claims <= SMALL
    proposals = worker.proposals(opened, small)
    disputes = worker.disputes(opened, small)
    return {
        "claims": max(0, held.claims - judged),
        "names": None if proposals is None else len(proposals),
        "disputes": None if disputes is None else len(disputes),
        "rejects": held.rejects,
        "failures": held.failures,
    }


def _queue(request: Request, opened: Casebook, name: str, skip: int) -> dict[str, Any]:
    if name == "claims":
        return {"unjudged": opened.listed.unjudged(judgements(opened.worked.decisions()), LISTED)}
    if name == "names":
        proposals = work(request).proposals(opened)
        chosen = (proposals or ())[skip : skip + 1]
        return {"proposals": proposals, "duel": _duel(opened, chosen[0]) if chosen else None}
    if name == "disputes":
        return {"disputes": _disputes(request, opened)}
    if name == "rejects":
        return {"rejects": opened.listed.rejects(LISTED)}
    return {"failures": opened.failures()}


def _disputes(request: Request, opened: Casebook) -> list[Disputed] | None:
    return work(request).disputes(opened)


def _cells(found: Disputed) -> tuple[str, ...]:
    sides = (f"{s.text}{', ' + s.when if s.when else ''} ({'; '.join(s.sources)})" for s in found.sides)
    return found.label, found.predicate, found.rule, " / ".join(sides), "; ".join(found.why)


def _duel(opened: Casebook, proposal: "Proposal") -> Duel:
    answers = Answers(opened)
    entities = answers.stand_for(map(as_mention, (proposal.one, proposal.other)))
    one, other = (entities.get(as_mention(id_)) for id_ in (proposal.one, proposal.other))
    quotes = tuple(answers.around(id_, QUOTES) for id_ in (proposal.one, proposal.other))
    return Duel(proposal, one, other, quotes)

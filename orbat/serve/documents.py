"""A document beside its claims.

Law: the text is shown whole and as it was; what people decided is shown with who, when and why.
"""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from orbat.answers import Answers
from orbat.publish.cells import COLUMNS, flat
from orbat.publish.lines import claim_line
from orbat.resolve import taken_back
from orbat.serve.pages import as_csv, as_json, page
from orbat.serve.setting import casebook
from orbat.store import Casebook
from orbat.views import Sheet, sheet

router = APIRouter()


@router.get("/documents/{document}", include_in_schema=False)
def read(request: Request, document: str) -> Response:
    """The page of a document."""
    name, _, ending = document.partition(".")
    with casebook(request) as opened:
        if ending == "csv":
            kept = opened.kept_of(opened.find_document(name))
            gone = taken_back(opened.worked.decisions())
            shown = (claim for claim in kept.claims.values() if claim.id not in gone)
            lines = (flat(claim_line(kept, claim)).values() for claim in shown)
            return as_csv(COLUMNS, lines, name)
        found = _sheet(opened, name)
    return as_json(found) if ending == "json" else page(request, "document.html", sheet=found)


@router.get("/api/v1/documents/{document}")
def read_json(request: Request, document: str) -> Response:
    """A document: its text in stretches, its claims with what people decided, its rejects."""
    with casebook(request) as opened:
        return as_json(_sheet(opened, document))


def _sheet(opened: Casebook, wanted: str) -> Sheet:
    kept = opened.kept_of(opened.find_document(wanted))
    stands_for = Answers(opened).stand_for(kept.mentions)
    return sheet(replace(kept, decisions=opened.worked.decisions()), stands_for)

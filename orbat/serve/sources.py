"""Where everything comes from: documents by publisher, copies under their original, and grades.

Law: a copy stands under what it copies and counts no voice of its own; only people grade, with a reason.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from orbat.answers import Answers
from orbat.joining import now
from orbat.model import Document
from orbat.names import fold
from orbat.resolve import by_person, in_force
from orbat.serve.given import Form, field
from orbat.serve.pages import as_csv, as_json, page
from orbat.serve.setting import casebook, setting
from orbat.store import Casebook
from orbat.weigh import grade
from orbat.weigh.grades import AUTHOR, RELIABILITY

router = APIRouter()
LISTED = 2000  # documents on the page


@dataclass(frozen=True, slots=True)
class Original:
    """A document with its claims counted, who speaks in it, that one's grade, and the copies of it."""

    document: Document
    claims: int
    author: str
    grade: str | None
    copies: tuple[tuple[Document, str], ...]  # each with why it is one


@router.get("/sources", include_in_schema=False)
def read(request: Request, who: str = "") -> Response:
    """Documents by publisher. `who`: the one to be graded."""
    with casebook(request) as opened:
        found = _publishers(opened)
    return page(request, "sources.html", publishers=found, grades=RELIABILITY, who=who)


@router.get("/sources.csv", include_in_schema=False)
def read_csv(request: Request) -> Response:
    """The same as a table."""
    columns = ("publisher", "title", "author", "grade", "published", "claims", "copies", "address", "id")
    with casebook(request) as opened:
        found = _publishers(opened)
    return as_csv(
        columns, (_cells(publisher, o) for publisher, each in found.items() for o in each), "sources"
    )


@router.get("/api/v1/sources")
def read_json(request: Request) -> Response:
    """Documents by publisher, copies under their original, grades."""
    with casebook(request) as opened:
        return as_json(_publishers(opened))


@router.post("/sources/grade", include_in_schema=False)
def give(request: Request, form: Form) -> Response:
    """Grade whoever speaks."""
    decision = grade(
        field(form, "about"), field(form, "grade").upper(), setting(request).user, now(), field(form, "why")
    )
    with casebook(request) as opened:
        opened.add_decision(decision)
    return RedirectResponse("/sources", 303)


def _cells(publisher: str, of: Original) -> tuple[str, ...]:
    held = of.document
    texts = (publisher, held.title or "", of.author, of.grade or "", held.published or "", str(of.claims))
    return (*texts, str(len(of.copies)), held.uri, held.id)


def _top(document: str, above: Mapping[str, str]) -> str:
    while document in above:
        document = above[document]
    return document


def _publishers(opened: Casebook) -> dict[str, list[Original]]:
    """Originals by publisher, the publisher with most of them first."""
    rows = opened.listed.sources(LISTED)
    held = {document.id: document for document, _, _ in rows}
    above: dict[str, str] = {}
    copies: dict[str, list[tuple[Document, str]]] = defaultdict(list)
    told = {c.document: c for c in Answers(opened).copies(text for _, text, _ in rows) if c.of in held}
    # the later of two first, so that of pages that hold parts of each other the earlier one is the original
    for copy in sorted(told.values(), key=lambda c: held[c.document].published or "9999", reverse=True):
        if copy.of and _top(copy.of, above) != copy.document:
            above[copy.document] = copy.of
    for low, high in above.items():
        copies[_top(high, above)].append((held[low], told[low].why))
    grades = {
        d.about.removeprefix(AUTHOR): d.other
        for d in in_force(opened.worked.decisions())
        if d.verdict == "grade" and d.about.startswith(AUTHOR) and by_person(d)
    }
    found: dict[str, list[Original]] = defaultdict(list)
    for document, _, claims in rows:
        if document.id not in above:
            author = document.authors[0] if document.authors else document.source or document.uri
            given = grades.get(fold(author))
            of = Original(document, claims, author, given, tuple(copies[document.id]))
            found[document.source or "no publisher told"].append(of)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))

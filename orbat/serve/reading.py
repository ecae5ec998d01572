"""What is given to read: text, files, addresses; and how far the reading is.

Law: what failed is told beside what was read.
"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from orbat.errors import NotFoundError
from orbat.serve.given import Form
from orbat.serve.pages import as_json, page
from orbat.serve.setting import work
from orbat.serve.work import Job

router = APIRouter()


@router.post("/read", include_in_schema=False)
def read(request: Request, form: Form) -> Response:
    """Read what is given."""
    from orbat.serve.offered import offered  # what captures is loaded with the first thing to read

    return RedirectResponse(f"/reading/{work(request).read(*offered(form))}", 303)


@router.get("/reading/{job}", include_in_schema=False)
def progress(request: Request, job: str) -> Response:
    """How far a reading is."""
    found = _job(request, job)
    read = {outcome.document for outcome in found.outcomes}
    if found.summary and len(read) == 1 and (document := read.pop()) and not found.summary.failed:
        return RedirectResponse(f"/documents/{document}", 303)
    return page(request, "reading.html", job=found)


@router.get("/api/v1/reading/{job}")
def progress_json(request: Request, job: str) -> Response:
    """How far a reading is."""
    return as_json(_job(request, job))


def _job(request: Request, job: str) -> Job:
    found = work(request).jobs.get(job)
    if found is None:
        raise NotFoundError("nothing is being read under this name; what was read is among the documents")
    return found

"""What is given to read: text, files, addresses; and how far the reading is.

Law: nothing but what the browser sends or a public address has is read: no path of this machine.
"""

import hashlib
from functools import partial

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from orbat.capture import Overrides, Source
from orbat.capture.fetch import fetch
from orbat.capture.made import DEFAULT
from orbat.errors import CaptureError, NotFoundError, UsageError
from orbat.harmless import neutral
from orbat.serve.given import Form, field
from orbat.serve.pages import as_json, page
from orbat.serve.setting import work
from orbat.serve.work import Job

router = APIRouter()
SHOWN = 12  # digits of the name that a pasted text is known by


@router.post("/read", include_in_schema=False)
def read(request: Request, form: Form) -> Response:
    """Read what is given."""
    sources = [*_pasted(form), *_addresses(form), *_files(form)]
    if not sources:
        raise UsageError("there is nothing to read: give text, a file or an address")
    about = {name: field(form, name) or None for name in ("title", "author", "publisher", "published")}
    job = work(request).read(sources, Overrides(**about))
    return RedirectResponse(f"/reading/{job}", 303)


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


def _pasted(form: FormData) -> list[Source]:
    words = field(form, "text")
    if not words:
        return []
    data = words.replace("\r\n", "\n").encode("utf-8", "replace")
    name = f"pasted:{hashlib.sha256(data).hexdigest()[:SHOWN]}"
    return [Source(name, lambda: (data, "text/plain; charset=utf-8"))]


def _addresses(form: FormData) -> list[Source]:
    wanted = field(form, "address").split()
    for address in wanted:
        if not address.lower().startswith(("http://", "https://")):
            raise UsageError(
                f"“{neutral(address)}” is no address of a page: it starts with http:// or https://"
            )
    return [Source(address, partial(fetch, address, DEFAULT, public=True)) for address in wanted]


def _files(form: FormData) -> list[Source]:
    found = []
    for file in form.getlist("file"):
        if isinstance(file, UploadFile) and file.filename:
            data = file.file.read(DEFAULT.size + 1)
            found.append(Source(file.filename, partial(_bytes, data, file.filename)))
    return found


def _bytes(data: bytes, name: str) -> tuple[bytes, str | None]:
    if len(data) > DEFAULT.size:
        raise CaptureError(f"{name} is over the limit of {DEFAULT.size / 1e6:g} MB: give the part you need")
    return data, None

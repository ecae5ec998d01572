"""What a form offers to read.

Law: nothing but what the browser sends or a public address has is read: no path of this machine.
"""

import hashlib
from functools import partial

from starlette.datastructures import FormData, UploadFile

from orbat.capture import Overrides, Source
from orbat.capture.fetch import fetch
from orbat.capture.made import DEFAULT
from orbat.errors import CaptureError, UsageError
from orbat.harmless import neutral
from orbat.serve.given import field

SHOWN = 12  # digits of the name that a pasted text is known by


def offered(form: FormData) -> tuple[list[Source], Overrides]:
    """The sources, and what the user knows of them. Raises UsageError for nothing and for no address."""
    sources = [*_pasted(form), *_addresses(form), *_files(form)]
    if not sources:
        raise UsageError("there is nothing to read: give text, a file or an address")
    about = {name: field(form, name) or None for name in ("title", "author", "publisher", "published")}
    return sources, Overrides(**about)


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

"""What requests give: dates and forms, checked.

Law: what is given wrongly is refused with a line that says how; what is written comes from a page of ours.
"""

from typing import Annotated

from fastapi import Depends, HTTPException, Query, Request
from starlette.datastructures import FormData

from orbat.dates import check_date
from orbat.serve.security import is_ours
from orbat.weigh import Dates

Day = Annotated[str, Query(description="2016, 2016-04 or 2016-04-21; empty: any")]


def _dates(as_of: Day = "", known_on: Day = "") -> Dates:
    return Dates(*(check_date(day) if day.strip() else None for day in (as_of, known_on)))


async def _form(request: Request) -> FormData:
    form = await request.form(max_files=1000, max_fields=1000)
    if not is_ours(request, form):
        raise HTTPException(403, "this page is too old to write from: load it again, then repeat")
    return form


AsOf = Annotated[Dates, Depends(_dates)]
Form = Annotated[FormData, Depends(_form)]


def field(form: FormData, name: str) -> str:
    """A field of a form; "" where it lacks or is a file."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""

"""Getting in, where there is a secret.

Law: what is told is compared in equal time, and a wrong one costs a second.
"""

import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from orbat.serve.given import Form, field
from orbat.serve.pages import page
from orbat.serve.security import enter, leave

router = APIRouter(include_in_schema=False)
WRONG = 1.0  # seconds


@router.get("/login")
def ask(request: Request) -> Response:
    """Ask for the secret."""
    return page(request, "login.html", wrong=False)


@router.post("/login")
def tell(request: Request, form: Form) -> Response:
    """Let in who knows it."""
    answer: Response = RedirectResponse("/", 303)
    if enter(request, answer, field(form, "secret")):
        return answer
    time.sleep(WRONG)
    return page(request, "login.html", 403, wrong=True)


@router.post("/logout")
def go(request: Request, form: Form) -> Response:
    """Forget that it was told."""
    answer = RedirectResponse("/login", 303)
    leave(answer)
    return answer

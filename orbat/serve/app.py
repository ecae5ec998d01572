"""The application: guards, pages, the same as JSON, and what is said when something is wrong.

Law: what a user can put right is said in one line, with the status that fits; nothing else is caught.
"""

from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from orbat.errors import NotFoundError, OrbatError, StoreError
from orbat.serve import documents, entities, entry, home, judging, pictures, queues, reading, search, sources
from orbat.serve.pages import page
from orbat.serve.search import Sounds
from orbat.serve.security import guard
from orbat.serve.setting import Setting
from orbat.serve.work import Work

ROOMS = (home, search, reading, documents, entities, pictures, judging, queues, sources, entry)
ABOUT = "Who is who in a casebook, each line with its quotes. All of it can be read at /api/v1."


def create_app(given: Setting) -> FastAPI:
    """The desk over the casebook of a setting."""
    app = FastAPI(
        title="Orbat",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
    )
    app.state.setting = given
    app.state.work = Work(given.db)
    app.state.sounds = Sounds()
    for room in ROOMS:
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=str(files("orbat.serve").joinpath("static"))), name="static")
    app.add_exception_handler(OrbatError, _wrong)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _unfit)
    guard(app, given)
    return app


def _wrong(request: Request, error: Exception) -> Response:
    status = 404 if isinstance(error, NotFoundError) else 503 if isinstance(error, StoreError) else 400
    return _say(request, status, str(error))


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = "there is no such page" if error.status_code == 404 else error.detail
    return _say(request, error.status_code, said)


def _unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return _say(request, 422, f"{first['loc'][-1]}: {first['msg']}")


def _say(request: Request, status: int, said: str) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": said}, status)
    return page(request, "error.html", status, said=said)

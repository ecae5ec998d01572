"""Who may ask, and what a page may do in a browser.

Law: without the secret, where there is one, nothing is shown; no other site can make a browser write here; no
page may run or fetch anything that this server does not serve.
"""

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping

from fastapi import FastAPI, Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse
from starlette.datastructures import FormData
from starlette.middleware.trustedhost import TrustedHostMiddleware

from orbat.serve.setting import Setting, setting

SESSION, ENTRY = (
    "orbat-session",
    "orbat-entry",
)  # cookies: who a token is made for, and that the secret was told
TOKEN = "x-orbat-token"  # noqa: S105 (the name of a header)
OPEN = ("/login", "/static/")  # what is shown to whoever asks
_KEY = secrets.token_bytes(32)  # of this process: tokens and entries end with it

Next = Callable[[Request], Awaitable[Response]]


def policy(tiles: str) -> str:
    """The content security policy; `tiles` is the one other address that a map may ask."""
    origin = "/".join(tiles.split("/")[:3]) if tiles else ""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob: {origin}".strip(),
            f"connect-src 'self' {origin}".strip(),
            "font-src 'self'",
            "worker-src 'self' blob:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


def guard(app: FastAPI, given: Setting) -> None:
    """Put the guards before every answer of the app."""
    headers = {
        "content-security-policy": policy(given.tiles),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "geolocation=(), camera=(), microphone=()",
    }

    @app.middleware("http")
    async def guarded(request: Request, following: Next) -> Response:
        session = request.cookies.get(SESSION, "")
        request.state.session = session or secrets.token_urlsafe(16)
        answer = await _answered(request, following)
        for name, value in headers.items():
            answer.headers[name] = value
        answer.headers.setdefault("cache-control", "no-store")
        if not session:
            _give(answer, SESSION, request.state.session)
        return answer

    if given.hosts:  # against names that another site lets point here
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(given.hosts), www_redirect=False)


async def _answered(request: Request, following: Next) -> Response:
    if not _entered(request) and not request.url.path.startswith(OPEN):
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/login", 303)
        return PlainTextResponse("Log in first: /login", 401)
    return await following(request)


def _give(answer: Response, name: str, value: str) -> None:
    answer.set_cookie(name, value, httponly=True, samesite="strict")


def _signed(request: Request, what: str) -> str:
    return hmac.new(_KEY, f"{what}:{request.state.session}".encode(), hashlib.sha256).hexdigest()


def token(request: Request) -> str:
    """What a form must give back, so that it is known to be one of ours."""
    return _signed(request, "token")


def is_ours(request: Request, form: FormData | Mapping[str, object]) -> bool:
    """Whether what is written comes from one of our own pages."""
    given = request.headers.get(TOKEN) or form.get("token")
    return isinstance(given, str) and hmac.compare_digest(given.encode(), token(request).encode())


def _entered(request: Request) -> bool:
    if setting(request).secret is None:
        return True
    given = request.cookies.get(ENTRY, "")
    return hmac.compare_digest(given.encode(), _signed(request, "entry").encode())


def enter(request: Request, answer: Response, told: str) -> bool:
    """Let in who tells the secret; whether it was the right one."""
    secret = setting(request).secret or ""
    fits = hmac.compare_digest(
        hashlib.sha256(told.encode()).digest(), hashlib.sha256(secret.encode()).digest()
    )
    if fits:
        _give(answer, ENTRY, _signed(request, "entry"))
    return fits


def leave(answer: Response) -> None:
    """Forget that the secret was told."""
    answer.delete_cookie(ENTRY)

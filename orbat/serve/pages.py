"""Templates to pages, values to JSON and tables.

Law: every value is escaped where it is shown; nothing runs in a page or is fetched but what this server has.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import bidirectional

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from orbat.harmless import cell, neutral
from orbat.publish import data
from orbat.publish.plain import clean
from orbat.serve.security import token
from orbat.serve.setting import setting
from orbat.views import Block
from orbat.views.phrases import day
from orbat.weigh.grades import CREDIBILITY


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("orbat.serve"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"clean": clean, "neutral": neutral, "day": _day, "flow": _flow}
    environment.filters |= {"count": _count, "lit": _lit, "way": _way}
    environment.globals["credibility"] = CREDIBILITY
    return environment


@cache
def _is_built() -> bool:
    """Whether the pictures were built (`make web`); without them every page shows its tables."""
    return files("orbat.serve").joinpath("static/built/desk.js").is_file()


_SOFT = re.compile(r"(?<=[^\n]{60})\n(?=[^\W_])")  # after a full line the text was only wrapped


def _flow(block: Block) -> list[Markup]:
    """The words of each stretch, escaped; where the text was only wrapped it flows on, no character lost."""
    body = "".join(s.words for s in block.stretches)
    soft = {match.start() for match in _SOFT.finditer(body)}
    shown, at = [], 0
    for stretch in block.stretches:
        parts, last = [], 0
        for place in (i for i, c in enumerate(stretch.words) if c == "\n" and at + i in soft):
            parts += [escape(neutral(stretch.words[last:place])), _WRAPPED]
            last = place + 1
        at += len(stretch.words)
        shown.append(Markup().join([*parts, escape(neutral(stretch.words[last:]))]))
    return shown


_WRAPPED = Markup('<span class="soft">\n</span>')


def _way(words: str) -> str:
    """Which way most letters run: an English text may begin with a name in Arabic script."""
    ways = Counter(map(bidirectional, words))
    return "rtl" if ways["R"] + ways["AL"] > ways["L"] else "ltr"


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def _lit(words: str, *sought: str) -> Markup:
    """Words, escaped, with what was sought in them marked."""
    wanted = sorted({clean(each) for each in sought} - {""}, key=len, reverse=True)
    if not wanted:
        return escape(clean(words))
    parts = re.split(f"({'|'.join(map(re.escape, wanted))})", clean(words), flags=re.IGNORECASE)
    return Markup().join(_LIT.format(part) if i % 2 else escape(part) for i, part in enumerate(parts))


_LIT = Markup("<mark>{}</mark>")


def _day(iso: str | None) -> str:
    return day(iso) if iso else "no date"


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page of a template."""
    given = {
        "path": request.url.path,
        "status": status,
        "asked": request.query_params.get("q", ""),
        "token": token(request),
        "built": _is_built(),
        "part": "hx-request" in request.headers,
        "locked": setting(request).secret is not None,
        "tiles": setting(request).tiles,
        **values,
    }
    written = _environment().get_template(name).render(given)
    return HTMLResponse(written.encode("utf-8", "replace"), status)  # a lone surrogate is no UTF-8


def as_json(value: object) -> Response:
    """A record as JSON."""
    return Response(data.write(value), media_type="application/json")


def as_csv(columns: Sequence[str], rows: Iterable[Iterable[str]], name: str) -> Response:
    """Rows as a table that no spreadsheet runs."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(out.getvalue().encode("utf-8", "replace"), media_type="text/csv", headers=headers)

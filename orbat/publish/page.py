"""A profile as one self-contained HTML page.

Law: the page fetches nothing and runs nothing (its own policy forbids it); every document word is escaped.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from orbat.publish.plain import clean, glance, notice, origin, titled
from orbat.views import Profile

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined  # loaded for pages alone: `orbat who` has a second

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["clean"] = clean
    return environment.from_string(_file("page.html"))


@cache
def _file(name: str) -> str:
    return files("orbat.publish").joinpath(name).read_text(encoding="utf-8")


def render(profile: Profile) -> str:
    """The profile as the text of an HTML file."""
    style = _file("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        _template()
        .render(
            profile=profile,
            notice=notice(profile),
            glance=glance(profile),
            origin=origin,
            titled=titled,
            style=style,
            digest=digest,
        )
        .lstrip()
    )

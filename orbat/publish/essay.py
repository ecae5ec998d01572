"""A profile in prose as plain words or Markdown, with its footnotes.

Law 1: every sentence carries the numbers of its quotes. Law 9: the text says at its head who reviewed it.
"""

import textwrap
from collections.abc import Iterator

from orbat.publish.markdown import escape
from orbat.publish.outline import cited
from orbat.publish.plain import clean
from orbat.views import Prose

WIDTH = 100


def text(found: Prose, review: str) -> str:
    """Paragraphs of at most WIDTH characters a line, then the quotes by number."""
    return "\n".join(_text(found, review)) + "\n"


def _text(found: Prose, review: str) -> Iterator[str]:
    yield f"{clean(found.heading)}\n{review}"
    for _, sentences in found.paragraphs:
        said = " ".join(clean(s.text) + "".join(f"[{n}]" for n in s.notes) for s in sentences)
        yield "\n" + textwrap.fill(said, WIDTH)
    yield ""
    for number, quote in enumerate(found.footnotes, 1):
        yield textwrap.fill(f"[{number}] {cited(quote)}", WIDTH, subsequent_indent="    ")


def markdown(found: Prose, review: str) -> str:
    """Paragraphs with footnotes as GitHub and Pandoc read them."""
    return "\n".join(_markdown(found, review)) + "\n"


def _markdown(found: Prose, review: str) -> Iterator[str]:
    yield f"# {escape(found.heading)}\n\n*{review}*"
    for _, sentences in found.paragraphs:
        yield "\n" + " ".join(escape(s.text) + "".join(f"[^{n}]" for n in s.notes) for s in sentences)
    yield ""
    for number, quote in enumerate(found.footnotes, 1):
        yield f"[^{number}]: {escape(cited(quote))}"

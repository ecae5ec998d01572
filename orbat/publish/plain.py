"""What all formats share: words made harmless, and the notice on review.

Law: after `clean` nothing moves the cursor, turns the direction of writing or hides.
"""

import unicodedata

from orbat.model import Name
from orbat.views import Cited, Profile, Source
from orbat.views.phrases import day

GLANCED = 4  # lines of one part in the short table
JOINERS = "\u200c\u200d"  # belong to the spelling of Persian and Indic names


def clean(text: str) -> str:
    """`text` on one line without control, format and direction characters, and lone surrogates."""
    kept = (
        c
        for c in text
        if c in JOINERS or c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co")
    )
    return " ".join("".join(kept).split())


def notice(profile: Profile) -> str:
    """What a person has reviewed of the profile."""
    lines = profile.lines
    reviewed = sum(shown.reviewed for shown in lines)
    if lines and reviewed == len(lines):
        return "Every line was accepted by a person."
    if not reviewed:
        return "Not reviewed: read by a machine, accepted by no person yet."
    return f"{reviewed} of {len(lines)} lines were accepted by a person; the others are not reviewed."


def origin(cited: Cited, profile: Profile) -> str:
    """Where a quote stands: the number of its source in the profile, the date of its words, the page."""
    number = next(i for i, source in enumerate(profile.sources, 1) if source.document == cited.document)
    page = f", page {cited.page}" if cited.page is not None else ""
    return f"[{number}] {clean(day(cited.published)) if cited.published else 'no date'}{page}"


def titled(source: Source) -> str:
    """A source in words: title, publisher, date."""
    date = day(source.published) if source.published else "no date"
    return ", ".join(clean(x) for x in (source.title, source.publisher, date) if x)


def glance(profile: Profile) -> list[tuple[str, str]]:
    """The short table at the head: a title and what is said, the first few of each; equal labels once."""
    rows = []
    for title, lines in profile.glance:
        said, label = "", ""
        for shown in lines[:GLANCED]:
            lead = "" if shown.label == label or shown.label.endswith(":") else f"{shown.label} "
            marks = f" [{', '.join(shown.marks)}]" if shown.marks else ""
            when = f", {shown.when}" if shown.when and shown.when != shown.text else ""
            said += ("; " if said else "") + lead + shown.text + when + marks
            label = shown.label
        more = len(lines) - GLANCED
        rows.append((title, clean(said + (f"; and {more} more" if more > 0 else ""))))
    return rows


def sort_of(name: Name) -> str:
    """What sort of name it is, in brackets; nothing for a name that is simply one."""
    return "" if name.kind == "name" else f" ({name.kind.replace('_', ' ')})"

"""What all formats share: words made harmless, and the notice on review.

Law: after `clean` nothing moves the cursor, turns the direction of writing or hides.
"""

import unicodedata

from orbat.views import Cited, Profile
from orbat.views.phrases import day

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
    if reviewed == len(lines):
        return "Every line was accepted by a person."
    if not reviewed:
        return "Not reviewed: read by a machine, accepted by no person yet."
    return f"{reviewed} of {len(lines)} lines were accepted by a person; the others are not reviewed."


def origin(cited: Cited) -> str:
    """Where a quote stands: title, publisher, date, page."""
    page = f"page {cited.page}" if cited.page is not None else ""
    date = day(cited.published) if cited.published else "no date"
    return clean(", ".join(x for x in (cited.title, cited.publisher, date, page) if x))

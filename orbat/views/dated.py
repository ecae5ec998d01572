"""What is true as of one day, and what was known on another.

Law: a sighting says nothing of the days before it, and what is not said to have ended may go on; so an answer
about a day is yes, no or perhaps, and "perhaps" says why.
"""

from dataclasses import dataclass, replace

from orbat.model import Finding, Kept, Period
from orbat.weigh import ALWAYS, days, overlap


@dataclass(frozen=True, slots=True)
class Dates:
    """The day that a view speaks of, and the day from which it is seen; ISO prefixes, None: not asked."""

    as_of: str | None = None
    known_on: str | None = None


ANY_DAY = Dates()


def known(kept: Kept, day: str | None) -> Kept:
    """What was known at the end of a day: from documents published, or else got, by then."""
    if day is None:
        return kept
    last = days(Period(day, day))[1]

    def out(text: str) -> bool:
        document = kept.documents[kept.texts[text].document]
        appeared = document.published or document.retrieved
        return appeared is None or days(Period(appeared[:10], appeared[:10]))[0] <= last

    texts = {id_ for id_ in kept.texts if out(id_)}
    return replace(kept, claims={i: c for i, c in kept.claims.items() if c.evidence.text in texts})


def doubtful(finding: Finding, as_of: str | None) -> str | None:
    """None: it does not hold as of the day. Empty: it does. Else why only perhaps."""
    if as_of is None:
        return ""
    held, asked = days(finding.period), days(Period(as_of, as_of))
    if held == ALWAYS:
        return "time not told"
    if overlap(held, asked):
        return ""
    over = finding.status == "ended" or (finding.period is not None and finding.period.ends)
    return None if asked[1] < held[0] or over else f"last told of {held[1][:4]}"

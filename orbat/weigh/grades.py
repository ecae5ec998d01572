"""The Admiralty code: how reliable a source is, A to F, and how credible a piece of information, 1 to 6.

Law 10: a grade is no part of how surely a text says a thing. Law 4: only people grade; a machine may suggest,
with its reasons, and what nobody graded is not judged.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from orbat.errors import UsageError
from orbat.model import Claim, Decision, Finding, Kept
from orbat.names import fold
from orbat.resolve import Index, as_mention, by_person, in_force

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
CONFIDENCE = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}  # STIX 2.1, appendix A; for 6 it is left out
AUTHOR = "author:"  # what a decision is about that grades an author whom no text mentions


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A credibility that the machine suggests for a finding, and why. It sets nothing."""

    credibility: str
    why: str


class Grades:
    """What people judged: letters of speakers, digits of claims. The later of two judgements holds."""

    def __init__(self, decisions: Iterable[Decision], index: Index) -> None:
        self._index = index
        self._speakers: dict[str, str] = {}
        self._claims: dict[str, str] = {}
        for decision in in_force(decisions):
            if decision.verdict != "grade" or not decision.other or not by_person(decision):
                continue
            if decision.other in CREDIBILITY:
                self._claims[decision.about] = decision.other
            elif decision.about.startswith(AUTHOR):
                self._speakers[decision.about.removeprefix(AUTHOR)] = decision.other
            elif entity := index.get(as_mention(decision.about)):
                self._speakers[entity.id] = decision.other

    def one(self, claim: str, speaker: str) -> str | None:
        """The grade of one claim: B2, or B or 2 where only that was judged; None: not judged."""
        return self._speakers.get(speaker, "") + self._claims.get(claim, "") or None

    def fields(self, kept: Kept, claim: Claim) -> dict[str, str | int]:
        """The grade of a claim and its STIX confidence, as fields of its line; none where nobody judged."""
        inner = claim.voices[-1].speaker if claim.voices else None
        entity = self._index.get(inner) if inner else None
        author = fold(kept.author_at(claim.evidence))
        named = [e.id for e in self._index.named(author) if e.kind in ("person", "group")]
        speaker = entity.id if entity else named[0] if len(named) == 1 else author
        given = self.one(claim.id, speaker)
        sure = confidence(given)
        return ({"grade": given} if given else {}) | ({"confidence": sure} if sure else {})

    def of(self, claims: Iterable[tuple[str, str]]) -> str | None:
        """The grades of several claims, each given with its speaker: "A2, B"."""
        return ", ".join(sorted({g for claim, speaker in claims if (g := self.one(claim, speaker))})) or None


def grade(about: str, given: str, by: str, at: str, why: str) -> Decision:
    """The decision that grades a claim (1 to 6), or a speaker (A to F) by an entity's id or an author's name.

    Raises UsageError for what is no grade, for a grade of the other kind, and for one without a reason.
    """
    wanted = CREDIBILITY if about.startswith("claim-") else RELIABILITY
    if given not in wanted:
        kind = "a claim is graded 1 to 6" if wanted is CREDIBILITY else "a voice is graded A to F"
        raise UsageError(f"{given!r} is no grade here: {kind}")
    if not why.strip():
        raise UsageError("a grade needs a reason: give --why")
    stands = about.startswith(("claim-", "entity-", "mention-"))
    return Decision(about if stands else AUTHOR + fold(about), "grade", by, at, given, why)


def confidence(grade: str | None) -> int | None:
    """The STIX confidence of a grade; None where the information was not judged, or cannot be."""
    return CONFIDENCE.get((grade or "")[-1:])


def suggest(finding: Finding) -> Suggestion | None:
    """What the code's own words would make of a finding; None where nothing speaks for or against it."""
    by_rule = {d.rule for d in finding.disputed}
    apart = {v.interest for v in finding.voices} - {"unknown"}
    voices = len(finding.voices)
    against = ", ".join(sorted(by_rule))
    if by_rule & {"doubted by the author", "doubted"}:
        return Suggestion("4", f"those who pass it on do not believe it: {against}")
    if by_rule:
        return Suggestion("3", f"it is disputed: {against}")
    if voices > 1 and (len(apart) > 1 or any(v.interest in ("unknown", "own eyes") for v in finding.voices)):
        return Suggestion(
            "1", f"independent voices: {voices}, not all of one interest, and nothing against it"
        )
    if voices > 1:
        return Suggestion("2", f"independent voices: {voices}, but all of one interest")
    return None

"""Claims and readings as JSON Lines: the fields of the guide, with every name known for a thing.

Law: `quote.exact` is the text between `quote.start` and `quote.end`, to the letter.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from orbat.model import Claim, Kept, Mention, Period, Quantity, Reading, Ref, Words, to_json
from orbat.read.attribution import outermost
from orbat.read.why import why

# What score_reading.py calls relations: predicates between two named things.
RELATIONS = frozenset((
    "part_of", "member_of", "auxiliary_to", "led_by", "controls", "opposed_to", "allied_with", "backed_by",
    "also_known_as", "based_in", "operates_in", "linked_to", "founded_by", "split_from", "merged_into",
    "recruits_from", "related_to",
))  # fmt: skip
CLOSE = 4  # characters between two names of one thing: a comma, a bracket


@lru_cache(maxsize=4)
def _spoken(kept: Kept) -> dict[str, list[str]]:
    """Every name of each thing of a text, by the id of its fullest mention; names that claims give too."""
    out: dict[str, dict[str, None]] = defaultdict(dict)
    for m in kept.mentions.values():
        if m.form != "pronoun":
            out[kept.fullest(m.id).id][m.name] = None
            out[kept.fullest(m.id).id][kept.quote(m.span)] = None
    for c in kept.claims.values():
        if c.predicate == "also_known_as" and isinstance(c.object, Words):
            out[kept.fullest(c.subject).id][c.object.text] = None
    return {k: list(v) for k, v in out.items()}


def names_of(kept: Kept, mention: str) -> dict[str, Any]:
    """{"name": the fullest, "names": every other name the text gives the thing}."""
    main = kept.fullest(mention)
    others = [n for n in _spoken(kept).get(main.id, []) if n != main.name]
    return {"name": main.name, **({"names": others} if others else {})}


def claim_line(kept: Kept, claim: Claim) -> dict[str, Any]:
    """One claim with the fields of the guide, its document's id, and where the quote stands."""
    span = claim.evidence
    line: dict[str, Any] = {
        "id": claim.id,
        "document": kept.document_of(claim).id,
        "subject": names_of(kept, claim.subject),
        "predicate": claim.predicate,
        "object": _object(kept, claim),
        "quote": {"exact": kept.quote(span), "start": span.start, "end": span.end},
        "attribution": [
            {"speaker": _speaker(kept, claim, i), "stance": v.stance} for i, v in enumerate(claim.voices)
        ],
    }
    if claim.period:
        line[claim.period.kind] = claim.period.edtf()
    if claim.place:
        line["place"] = "; ".join(_where(kept.fullest(m)) for m in claim.place)
    if claim.status != "said":
        line["status"] = claim.status
    q = claim.qualifiers
    for key in ("name_kind", "role", "rank", "event_type", "count"):
        if getattr(q, key) is not None:
            line[key] = getattr(q, key)
    together = [q.means] if q.means else [kept.fullest(m).name for m in q.with_]
    if together:
        line["with"] = "; ".join(together)
    if q.against:
        line["against"] = "; ".join(kept.fullest(m).name for m in q.against)
    return {**line, "rule": claim.rule}


def _where(place: Mention) -> str:
    """A country by its usual name where the text has but a code or a people, else the text's own words."""
    at = place.location
    if at is None or at.precision != "country" or not at.country:
        return place.name
    return at.country if place.name.replace(".", "").isupper() or ", by demonym" in at.why else place.name


def _speaker(kept: Kept, claim: Claim, i: int) -> str | dict[str, Any]:
    voice = claim.voices[i]
    return names_of(kept, voice.speaker) if voice.speaker else kept.speaker(claim, voice)


def _object(kept: Kept, claim: Claim) -> Any:
    value = claim.object
    if isinstance(value, Ref):
        return names_of(kept, value.mention)
    if isinstance(value, Words):
        return value.text
    if isinstance(value, Period):
        return value.edtf()
    assert isinstance(value, Quantity)
    plain = {k: v for k, v in to_json(value).items() if k != "is"}
    plain.setdefault("bound", "exact")
    if value.by:
        plain["by"] = kept.fullest(value.by).name
    return plain


def reading_line(document: str, reading: Reading) -> dict[str, Any]:
    """One reading: mentions, relations, attributions, times, places, rejects; offsets in characters."""
    seen = [m for m in reading.mentions if m.kind != "time"]
    return {
        "id": document,
        "mentions": [_mention(m) for m in reading.mentions],
        "relations": list(_relations(reading)),
        "attributions": [
            {"content": a.content, "source": a.source, "cue": a.cue, "stance": a.stance}
            for a in outermost(reading.attributions)
        ],
        "times": [
            {"start": m.span.start, "end": m.span.end, "value": m.value}
            for m in reading.mentions
            if m.kind == "time"
        ],
        "places": [_place(m) for m in seen if m.kind == "place" and m.form == "named"],
        "rejects": [to_json(r) for r in reading.run.rejects],
    }


def why_line(claim: Claim) -> dict[str, Any]:
    """Which pattern, lexicon line or model made a claim; without what does not apply."""
    return {k: v for k, v in dataclasses.asdict(why(claim)).items() if v is not None}


def reasons(reading: Reading) -> list[dict[str, Any]]:
    """The claims of a reading in short, each with why it was made; offsets in characters."""
    return [
        {
            "id": c.id,
            "predicate": c.predicate,
            "start": c.evidence.start,
            "end": c.evidence.end,
            "why": why_line(c),
        }
        for c in reading.claims
    ]


def _mention(m: Mention) -> dict[str, Any]:
    return {"start": m.span.start, "end": m.span.end, "kind": m.kind, "form": m.form, "name": m.name}


def _place(m: Mention) -> dict[str, Any]:
    at = m.location
    return {
        "start": m.span.start,
        "end": m.span.end,
        "lat": at.lat if at else None,
        "lon": at.lon if at else None,
    }


def _relations(reading: Reading) -> Iterator[dict[str, Any]]:
    """Pairs of mentions that claims tie: subject and object, who was where, who acted against and with whom;
    and two mentions beside each other that the text means as one.
    """
    by_id = {m.id: m for m in reading.mentions}
    seen: set[tuple[str, str, str]] = set()
    ties = ((t.predicate, t.source, t.target, t.rule) for t in reading.ties)
    every = (*_claimed(reading.claims), *_beside(reading.mentions), *ties)
    for predicate, source, target, rule in every:
        if source in by_id and target in by_id and source != target:
            if (predicate, source, target) not in seen:
                a, b = by_id[source].span, by_id[target].span
                ends = {"source": [a.start, a.end], "target": [b.start, b.end]}
                yield {"predicate": predicate, **ends, "rule": rule}
            seen.add((predicate, source, target))


def _claimed(claims: Iterable[Claim]) -> Iterator[tuple[str, str, str, str]]:
    """(predicate, mention, mention, rule) of each tie that a claim says."""
    for c in claims:
        if c.predicate in RELATIONS and isinstance(c.object, Ref):
            yield c.predicate, c.subject, c.object.mention, c.rule
        if c.predicate in ("took_part_in", "casualties"):
            yield from (("operates_in", c.subject, place, c.rule) for place in c.place)
            yield from (("opposed_to", c.subject, foe, c.rule) for foe in c.qualifiers.against)
            yield from (("allied_with", c.subject, friend, c.rule) for friend in c.qualifiers.with_)


def _beside(mentions: Iterable[Mention]) -> Iterator[tuple[str, str, str, str]]:
    """Two mentions of one thing, by name or description, with hardly a word between them."""
    told = [m for m in mentions if m.form != "pronoun" and m.kind != "time"]
    for a, b in pairwise(sorted(told, key=lambda m: m.span.start)):
        same = (a.same_as or a.id) == (b.same_as or b.id)
        if same and a.name != b.name and 0 <= b.span.start - a.span.end <= CLOSE:
            yield "also_known_as", a.id, b.id, "one thing in the text"

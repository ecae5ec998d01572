"""How many independent voices say a thing, and what each of them has to do with it.

Law 6: a voice counts once. Whoever is quoted is the voice, not the page that quotes; a copy adds none; who
speaks for a group is the group; and those who only cite one another are one voice between them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz

from orbat.model import Independent, Interest, Quantity, Remark
from orbat.names import fold
from orbat.resolve import Index
from orbat.weigh.facts import Draft, Fact, Speaker

Tie = Literal["patron", "foe", "ally"]

SAME_QUOTE = 80  # rapidfuzz ratio, 0 to 100, of two sentences in copies of one text; others stay under 60
# What a tie makes of a speaker: seen from the subject of the tie, and seen from its object.
TIES: dict[str, tuple[Tie, Tie]] = {
    "backed_by": ("ally", "patron"),
    "allied_with": ("ally", "ally"),
    "part_of": ("ally", "ally"),
    "auxiliary_to": ("ally", "ally"),
    "opposed_to": ("foe", "foe"),
}
BELONGING = {"led_by": "object", "member_of": "subject"}  # which end is the person who belongs to the other
PREDICATES = (*TIES, *BELONGING, "related_to")  # what must be known of a speaker to tell its interest


@cache
def _spokesman() -> re.Pattern[str]:
    posts = r"spokes(?:man|woman|person)|representative|press officer|press office|media office|page|website"
    return re.compile(rf"\b(?:official |media )?(?:{posts})\b", re.IGNORECASE)


def group_of(description: str) -> str | None:
    """Whom somebody without a name speaks for: the Hill Corps of "a spokesman for the Hill Corps"."""
    if not _spokesman().search(description):
        return None
    rest = re.sub(
        r"\b(?:an?|the|for|of|by|to|on|facebook|official)\b|'s\b", " ", description, flags=re.IGNORECASE
    )
    return fold(_spokesman().sub(" ", rest)) or None


class Interests:
    """What each speaker is to each subject, from the claims of belonging, backing, alliance and enmity."""

    def __init__(self, facts: Iterable[Fact], index: Index) -> None:
        self._index = index
        self._described: dict[Speaker, str | None] = {}
        self._kin: dict[str, set[str]] = defaultdict(set)
        self._groups: dict[str, set[str]] = defaultdict(set)
        self._speaks_for: dict[str, set[str]] = defaultdict(set)
        self._ties: dict[tuple[str, str], set[Tie]] = defaultdict(set)
        for fact in facts:
            predicate, other = fact.claim.predicate, fact.object
            if not isinstance(other, str) or fact.against or fact.claim.status != "said":
                continue
            if predicate in TIES:
                near, far = TIES[predicate]
                self._ties[fact.subject, other].add(near)
                self._ties[other, fact.subject].add(far)
            elif predicate == "related_to":
                self._kin[fact.subject].add(other)
                self._kin[other].add(fact.subject)
            elif predicate in BELONGING:
                ends = fact.subject, other
                person, group = ends if BELONGING[predicate] == "subject" else ends[::-1]
                self._groups[person].add(group)
                if predicate == "member_of" and _spokesman().search(fact.claim.qualifiers.role or ""):
                    self._speaks_for[person].add(group)

    def voice(self, speaker: Speaker) -> Speaker:
        """The speaker, or the one group that this is the spokesman of."""
        groups = self._speaks_for.get(speaker[0], set())
        if len(groups) == 1:
            return next(iter(groups)), speaker[1]
        if speaker not in self._described:
            named = self._index.named(group) if (group := group_of(speaker[1])) else []
            only = [e.id for e in named if e.kind == "group"]
            self._described[speaker] = only[0] if len(only) == 1 else None
        return self._described[speaker] or speaker[0], speaker[1]

    def of(self, speaker: str, fact: Fact, witnessed: bool) -> Interest:
        """What a speaker is to what a fact is about: the first that fits, from the top."""
        if witnessed:
            return "own eyes"
        mine = {speaker, *self._groups.get(speaker, ())}
        kin = self._kin.get(fact.subject, set())
        about = {fact.subject, *(g for p in (fact.subject, *kin) for g in self._groups.get(p, ()))}
        if fact.by in mine and isinstance(fact.object, Quantity) and fact.subject != fact.by:
            return "foe"
        if fact.subject == speaker or (mine - {speaker}) & about or speaker in about:
            return "itself"
        ties = {tie for a in mine for b in about for tie in self._ties.get((a, b), ())}
        order: tuple[Tie, ...] = ("patron", "foe", "ally")
        return next((tie for tie in order if tie in ties), "unknown")


def listen(draft: Draft, interests: Interests) -> None:
    """Find the voices of a draft that count, and remark on copies, circles and who stands behind whom."""
    draft.copies = _copied(draft.facts)
    said = {s for f in draft.facts if f.claim.id not in draft.copies for s in _vouching(f)}
    found: dict[str, set[Speaker]] = defaultdict(set)
    for speaker in said:
        found[interests.voice(speaker)[0]].add(speaker)
    # a group is called by its own name where it speaks for itself, else by that of its spokesman
    draft.sources = {v: min(found[v], key=lambda s: (s[0] != v, s[1]))[1] for v in sorted(found)}
    _circular(draft, interests)
    _backed(draft)


def _vouching(fact: Fact) -> Iterator[Speaker]:
    yield fact.speaker
    for at, voice in enumerate(fact.voices[:-1]):
        if voice.stance == "corroborates":
            yield fact.chain[at]


def _copied(facts: Sequence[Fact]) -> dict[str, str]:
    """Claims that stand in a copy, with the claim of an earlier part of the same origin that they repeat."""
    by_origin: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_origin[fact.origin].append(fact)
    out: dict[str, str] = {}
    for same in by_origin.values():
        if len({f.part for f in same}) < 2:
            continue
        ordered = sorted(same, key=lambda f: (f.part != f.origin, f.on or ("9999", ""), f.part, f.claim.id))
        first = [f for f in ordered if f.part == ordered[0].part]
        for fact in ordered[len(first) :]:
            like = next((f for f in first if fuzz.ratio(fold(f.words), fold(fact.words)) >= SAME_QUOTE), None)
            if like:
                out[fact.claim.id] = like.claim.id
            else:
                first.append(fact)
    return out


def independent(draft: Draft, interests: Interests) -> tuple[Independent, ...]:
    """The independent voices of a finding, each with all its claims and its interest, by name."""
    again = draft.copies
    circle = {s: c for c in _circles(draft, interests) for s in c}
    by_id = {f.claim.id: f for f in draft.facts}
    gathered: dict[str, list[tuple[Fact, Speaker]]] = defaultdict(list)
    for fact in draft.facts:
        source = by_id[again.get(fact.claim.id, fact.claim.id)]
        for speaker in _vouching(source):
            voice = interests.voice(speaker)[0]
            gathered[min(circle.get(voice, {voice: ""}))].append((fact, speaker))
    found = []
    for voice, said in gathered.items():
        eyes = any(
            f.voices[-1].basis == "witnessed" and f.claim.id not in again and f.speaker == s for f, s in said
        )
        interest = interests.of(voice, said[0][0], eyes)
        claims = tuple(sorted({f.claim.id for f, _ in said}))
        found.append(Independent(voice, draft.sources[voice], interest, claims))
    return tuple(sorted(found, key=lambda v: (v.name, v.speaker)))


def _circles(draft: Draft, interests: Interests) -> list[dict[str, str]]:
    """Speakers that cite one another in a circle for one thing: A says that B says it, and B that A does."""
    if sum(len(fact.chain) > 1 for fact in draft.facts) < 2:
        return []
    cites: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, str] = {}
    for fact in draft.facts:
        chain = [interests.voice(s) for s in fact.chain]
        names |= {key: name for key, name in sorted(chain, reverse=True) if key not in names}
        for outer, inner in pairwise(chain):
            if outer[0] != inner[0]:
                cites[outer[0]][inner[0]] = inner[1]
    if len(cites) < 2:
        return []
    reached = {speaker: _reached(speaker, cites) for speaker in cites}
    circles = {
        frozenset(b for b in found if speaker in reached.get(b, ()))
        for speaker, found in reached.items()
        if speaker in found
    }
    return [{s: names[s] for s in sorted(circle)} for circle in sorted(circles, key=sorted)]


def _reached(start: str, cites: dict[str, dict[str, str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        fresh = cites.get(waiting.pop(), {}).keys() - seen
        seen |= fresh
        waiting.extend(fresh)
    return seen


def _circular(draft: Draft, interests: Interests) -> None:
    """Name circular reporting where it is found, and count those who cite one another as one."""
    for circle in _circles(draft, interests):
        names = " and ".join(sorted(circle.values()))
        why = f"{names} cite one another: one voice between them, and none of them the first"
        draft.remarks.append(Remark("circular reporting", draft.claims, why))
        for speaker in circle:
            draft.sources.pop(speaker, None)
        draft.sources[min(circle)] = names


def _backed(draft: Draft) -> None:
    """Name who stands behind what another says, and which claims stand in copies."""
    again = draft.copies
    for fact in draft.facts:
        for at, voice in enumerate(fact.voices):
            if voice.stance == "corroborates":
                inner = fact.speaker[1] if at < len(fact.voices) - 1 else "it"
                what = f"what {inner} says" if inner != "it" else "it"
                draft.remarks.append(
                    Remark("corroborated", (fact.claim.id,), f"{fact.chain[at][1]} corroborates {what}")
                )
    if again:
        why = f"claims in copies of one text, which add no voice: {len(again)}"
        draft.remarks.append(Remark("the same text again", tuple(sorted(again)), why))

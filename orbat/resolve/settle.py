"""Who is one under two names: what is certain enough is joined, what is likely is proposed.

Law: names bring two together, and what is known of them keeps them apart. A machine joins only where nothing
speaks against it, where the two are each other's only choice, and where most pairs of the joined are alike
directly and not through others. The same rows in any order give the same joins (law 3).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import Literal

from orbat.model import MACHINE, Decision, Kept, Kind, Ref, Words
from orbat.names import Match, compare_many, forms, is_full, words
from orbat.resolve.blocking import likely_pairs
from orbat.resolve.entities import WEAK_NAMES, grouped, rows_of
from orbat.resolve.facts import plainly_said
from orbat.resolve.groups import NOTHING, Facts, Groups

SIGNED = f"{MACHINE}names 1"
CERTAIN = 0.95  # a join by itself
SUPPORT = 0.5  # the share of pairs of two groups that must be certain themselves
WEAK = 0.75  # the most that an acronym, kunya or other weak name can give
CROWD = 200  # pairs of parties by one pair of names: above it the names tell nobody apart
KINDS: tuple[Literal["person"], Literal["group"]] = ("person", "group")

EQUATING = ("also_known_as", "renamed_to")  # predicates between two names of one thing

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities that may be one: how likely, why, and the mentions and names that say so.

    `one` and `other` are entity ids.
    """

    one: str
    other: str
    score: float
    why: tuple[str, ...]
    mentions: Pair
    names: Pair


@dataclass(frozen=True, slots=True)
class Settled:
    """What a machine joins by itself, and what it asks a person, the likeliest first."""

    joins: tuple[Decision, ...]
    proposals: tuple[Proposal, ...]


@dataclass(slots=True)
class _Party:
    """One group of mentions that texts and people joined: its names, with a mention each, and its texts."""

    names: dict[tuple[Kind, str], tuple[str, bool]] = field(default_factory=dict)  # mention, whether full
    texts: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two parties that may be one, by their names."""

    pair: Pair
    score: float
    why: tuple[str, ...]
    mentions: Pair
    names: Pair
    certain: bool


@dataclass(frozen=True, slots=True)
class _Scene:
    """Parties by the id that stands for each, and what keeps them apart."""

    groups: Groups
    parties: dict[str, _Party]
    linked: frozenset[Pair]
    facts: dict[str, Facts]

    def apart(self, a: str, b: str) -> str | None:
        """Why two parties are surely two; None: nothing says so."""
        if (min(a, b), max(a, b)) in self.linked:
            return "a report tells of the two side by side"
        if self.groups.are_foes(a, b):
            return "said or decided to be two"
        return self.facts.get(a, NOTHING).conflict(self.facts.get(b, NOTHING))

    def doubts(self, a: str, b: str) -> Iterator[str]:
        """What keeps a machine from joining two parties by itself, for people."""
        if self.facts.get(a, NOTHING).abroad(self.facts.get(b, NOTHING)):
            yield "but of different countries"
        if not self.parties[a].texts.isdisjoint(self.parties[b].texts):
            yield "but one report has both names"


def settle(kept: Kept, at: str = "") -> Settled:
    """What a machine would join now, as decisions signed by it, and what it proposes.

    What machines joined before counts for nothing here. `at`: the time of the decisions, ISO 8601.
    """
    scene = _scene(kept)
    edges = list(_edges(scene))
    joins = tuple(
        Decision(e.mentions[0], "same", SIGNED, at, e.mentions[1], _said(e), round(e.score, 4))
        for e in _joined(scene, edges)
    )
    return Settled(joins, tuple(_proposed(scene, edges)))


def _said(edge: _Edge) -> str:
    return f"“{edge.names[0]}”, “{edge.names[1]}”: {'; '.join(edge.why)}"


def _scene(kept: Kept) -> _Scene:
    rows = rows_of(kept)
    groups = grouped(kept, rows, by_machines=False)
    parties: dict[str, _Party] = defaultdict(_Party)
    for mention in sorted(rows.mentions.values(), key=lambda m: m.id):
        if mention.kind in KINDS:
            party = parties[groups.find(mention.id)]
            party.texts.add(mention.span.text)
            if mention.form == "named":
                _add(party, mention.kind, mention.name, mention.id, True)
    for claim in rows.aliases:
        if plainly_said(claim) and isinstance(claim.object, Words):
            mention = rows.mentions[rows.anchor(claim.subject)]
            if mention.kind in KINDS:
                strong = claim.qualifiers.name_kind not in WEAK_NAMES
                _add(parties[groups.find(mention.id)], mention.kind, claim.object.text, mention.id, strong)
    linked = set()
    for claim in kept.claims.values():
        if isinstance(claim.object, Ref) and claim.predicate not in EQUATING and claim.status == "said":
            ends = [groups.find(m) for m in (claim.subject, claim.object.mention) if m in rows.mentions]
            if len(ends) == 2:
                linked.add((min(ends), max(ends)))
    facts = {root: f for root, f in groups.facts.items() if root in parties}
    return _Scene(groups, dict(parties), frozenset(linked), facts)


def _add(party: _Party, kind: Kind, name: str, mention: str, strong: bool) -> None:
    _, before = party.names.get((kind, name), ("", False))
    full = strong and is_full(name, kind)
    if not party.names.get((kind, name)) or (full and not before):
        party.names[(kind, name)] = (mention, full)


def _edges(scene: _Scene) -> Iterator[_Edge]:
    """Every two parties whose names are alike, by the most alike of them; those surely two are left out."""
    bearers: dict[tuple[Kind, str], list[str]] = defaultdict(list)
    for root, party in scene.parties.items():
        for name in party.names:
            bearers[name].append(root)
    names = sorted(bearers)
    best: dict[Pair, _Edge] = {}
    for one, other, match in _alike(names):
        found = {(min(a, b), max(a, b)) for a in bearers[one] for b in bearers[other] if a != b}
        if len(found) <= CROWD:
            for pair in found:
                edge = _edge(scene, pair, one, other, match)
                if edge and (pair not in best or _rank(edge) < _rank(best[pair])):
                    best[pair] = edge
    yield from _sure(scene, [best[pair] for pair in sorted(best)])


def _alike(names: list[tuple[Kind, str]]) -> Iterator[tuple[tuple[Kind, str], tuple[Kind, str], Match]]:
    """Pairs of names that match, and each full name with itself (which more than one party may bear)."""
    for name in names:
        if is_full(name[1], name[0]):
            yield name, name, Match(1.0, True, ("the same name",))
    for kind in KINDS:
        texts = [text for its_kind, text in names if its_kind == kind]
        pairs = list(likely_pairs(texts, kind))
        matches = compare_many((a, b, kind) for a, b in pairs)
        for (a, b), match in zip(pairs, matches, strict=True):
            if match.match:
                yield (kind, a), (kind, b), match


def _edge(
    scene: _Scene, pair: Pair, one: tuple[Kind, str], other: tuple[Kind, str], match: Match
) -> _Edge | None:
    if scene.apart(*pair):
        return None
    a, b = (scene.parties[root].names for root in pair)
    first, second = (one, other) if one in a and other in b else (other, one)
    (mention_a, full_a), (mention_b, full_b) = a[first], b[second]
    doubts = list(scene.doubts(*pair))
    full = full_a and full_b
    score = match.score if full else min(match.score, WEAK)
    certain = full and not doubts and match.score >= CERTAIN and one != other and word_by_word(one, other)
    why = (*match.why, *doubts, *(() if full else ("a name that tells nobody apart alone",)))
    return _Edge(pair, score, why, (mention_a, mention_b), (first[1], second[1]), certain)


def word_by_word(one: tuple[Kind, str], other: tuple[Kind, str]) -> bool:
    """Whether every word sounds like one of the other name, in the same order.

    Of groups the unit's word may stand at the other end: Liwa al-Baqir, Baqir Brigade. A name that lacks a
    word of the other's may be a brother's or another unit's, however alike the rest.
    """
    a, b = (_sounds(name, kind) for kind, name in (one, other))
    if one[0] == "person":
        return len(a) == len(b) and all(not x.isdisjoint(y) for x, y in zip(a, b, strict=True))
    places = [next((i for i, y in enumerate(b) if not x.isdisjoint(y)), -1) for x in a]
    if len(a) != len(b) or len(set(places)) != len(a) or -1 in places:
        return False
    return sorted(places) in (places, places[1:] + places[:1], places[-1:] + places[:-1])


@lru_cache(maxsize=1 << 17)
def _sounds(name: str, kind: Kind) -> tuple[frozenset[str], ...]:
    """For each word the keys that say how it sounds or what it means, or the word itself."""
    as_kind = "person" if kind == "person" else "group"
    return tuple(forms(word, as_kind).keys or frozenset((word,)) for word in words(name))


def _rank(edge: _Edge) -> tuple[bool, float, Pair]:
    return (not edge.certain, -edge.score, edge.names)


def _sure(scene: _Scene, edges: list[_Edge]) -> Iterator[_Edge]:
    """The edges, those certain only where neither party could as well be somebody who is surely another."""
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.certain or edge.score >= CERTAIN:
            near[edge.pair[0]].add(edge.pair[1])
            near[edge.pair[1]].add(edge.pair[0])

    def torn(root: str) -> bool:
        around = combinations(sorted(near[root]), 2)
        return any(scene.apart(a, b) or any(scene.doubts(a, b)) for a, b in around)

    tearing = {root for root in near if torn(root)}
    for edge in edges:
        if edge.certain and not tearing.isdisjoint(edge.pair):
            yield replace(edge, certain=False, why=(*edge.why, "but one of them could as well be another"))
        else:
            yield edge


def _joined(scene: _Scene, edges: Iterable[_Edge]) -> Iterator[_Edge]:
    """The certain edges that join two groups, the surest first. Joins them in the scene's groups too."""
    certain = sorted((e for e in edges if e.certain), key=_rank)
    direct = {e.pair for e in certain}
    members = {root: [root] for root in scene.parties}
    for edge in certain:
        a, b = (scene.groups.find(m) for m in edge.pair)
        if a == b or not scene.groups.fit(a, b):
            continue
        cross = [(min(x, y), max(x, y)) for x in members[a] for y in members[b]]
        supported = sum(pair in direct for pair in cross) / len(cross)
        if (
            supported >= SUPPORT
            and not any(_held(scene, *pair) for pair in cross)
            and scene.groups.join(a, b)
        ):
            members[min(a, b)] = members.pop(a) + members.pop(b)
            yield edge


def _held(scene: _Scene, a: str, b: str) -> bool:
    return (a, b) in scene.linked or any(scene.doubts(a, b))


def _proposed(scene: _Scene, edges: Iterable[_Edge]) -> Iterator[Proposal]:
    """The likeliest edge of every two groups that are still two, the likeliest first."""
    best: dict[Pair, _Edge] = {}
    for edge in sorted(edges, key=lambda e: (-e.score, e.names, e.pair)):
        a, b = sorted(scene.groups.find(m) for m in edge.pair)
        if a != b and not scene.groups.are_foes(a, b):
            best.setdefault((a, b), edge)
    for (a, b), edge in best.items():
        turned = scene.groups.find(edge.pair[0]) != a
        mentions, names = (edge.mentions[::-1], edge.names[::-1]) if turned else (edge.mentions, edge.names)
        one, other = (m.replace("mention-", "entity-", 1) for m in (a, b))
        yield Proposal(one, other, edge.score, edge.why, mentions, names)

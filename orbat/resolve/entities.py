"""Which mentions stand for one thing.

Law: supports are taken strongest first, and one that would bring together what must stay apart is left out.
So the weakest link of a wrong chain gives way, and the order of rows changes nothing (law 3).
Nothing is joined across documents by an acronym, by words that are all common, by one name of a person, or by
a description or pronoun; such mentions come along with the fullest name of their own document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from orbat.model import Claim, Entity, Kept, Kind, Mention, Name, NameKind, Ref, Words
from orbat.names import fold, is_acronym, is_full, words
from orbat.resolve.decisions import by_person, in_force

# How strong a support is; a smaller number is taken first.
PERSON, COREFERENCE, ALIAS, SAME_TEXT, MACHINE_SAID, SAME_NAME = range(6)
WEAK_NAMES: tuple[NameKind, ...] = ("acronym", "short", "nom_de_guerre", "misspelling")

Support = tuple[int, tuple[str, ...]]
Key = tuple[str, ...]


@dataclass(slots=True)
class _Groups:
    """Union-find over mention ids that honours what must stay apart."""

    parent: dict[str, str]
    foes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def find(self, item: str) -> str:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def keep_apart(self, a: str, b: str) -> None:
        self.foes[a].add(b)
        self.foes[b].add(a)

    def join(self, a: str, b: str) -> bool:
        """Whether the two are now one; not, where members of theirs must stay apart."""
        a, b = sorted((self.find(a), self.find(b)))
        if a == b:
            return True
        if any(self.find(foe) == b for foe in self.foes.get(a, ())):
            return False
        self.parent[b] = a
        for foe in self.foes.pop(b, ()):
            self.keep_apart(a, foe)
        return True

    def join_all(self, members: tuple[str, ...]) -> None:
        """Join every member with the first earlier one that it may be joined with."""
        heads: list[str] = []
        for member in members:
            if not any(self.join(head, member) for head in heads):
                heads.append(member)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What is joined: the mentions that can stand for an entity, and the claims that equate or tell apart."""

    mentions: dict[str, Mention]
    aliases: tuple[Claim, ...]
    distinct: tuple[Claim, ...]
    countries: frozenset[str]  # folded names that the gazetteer placed as countries

    def anchor(self, mention: str) -> str:
        """The fullest mention of the same thing in its text."""
        seen = {mention}
        while (fuller := self.mentions[mention].same_as) in self.mentions and fuller not in seen:
            assert fuller is not None
            seen.add(fuller)
            mention = fuller
        return mention

    def key(self, mention: Mention, name: str) -> Key:
        """What mentions of one thing have in common. A country that acts is the country that is a place."""
        folded = fold(name)
        if mention.kind in ("place", "group") and folded in self.countries:
            return ("country", folded)
        location = mention.location if mention.kind == "place" else None
        return (mention.kind, folded, (location.country or "") if location else "")


def plainly_said(claim: Claim) -> bool:
    """Said without doubt or denial by anybody in the chain, and not planned, negated or over."""
    return claim.status == "said" and all(
        v.stance in ("asserts", "relays", "corroborates") for v in claim.voices
    )


def _rows(kept: Kept) -> _Rows:
    mentions = {m.id: m for m in kept.mentions.values() if m.kind != "time"}
    said = sorted((c for c in kept.claims.values() if c.subject in mentions), key=lambda c: c.id)
    return _Rows(
        mentions,
        tuple(c for c in said if c.predicate == "also_known_as"),
        tuple(c for c in said if c.predicate == "distinct_from" and plainly_said(c)),
        frozenset(
            fold(m.name)
            for m in mentions.values()
            if m.kind == "place" and m.location and m.location.precision == "country"
        ),
    )


def _decided(kept: Kept, rows: _Rows) -> Iterator[tuple[str, str, str, bool]]:
    """(mention, mention, verdict, whether by a person): the decision that holds for each pair."""
    pairs: dict[frozenset[str], tuple[str, str, str, bool]] = {}
    for decision in in_force(kept.decisions):
        if decision.verdict not in ("same", "different", "unsure") or not decision.other:
            continue
        a, b = as_mention(decision.about), as_mention(decision.other)
        if a in rows.mentions and b in rows.mentions and a != b:
            anchors = frozenset((rows.anchor(a), rows.anchor(b)))
            pair = anchors if len(anchors) == 2 else frozenset((a, b))
            pairs[pair] = (a, b, decision.verdict, by_person(decision))
    yield from pairs.values()


def as_mention(id_: str) -> str:
    """The mention that a mention's or an entity's id stands on, so that a decision outlives a regrouping."""
    return id_.replace("entity-", "mention-", 1) if id_.startswith("entity-") else id_


def _by_name(rows: _Rows) -> Iterator[Support]:
    """Equal names: any name within a text, only full names of proper mentions across texts."""
    near: dict[Key, set[str]] = defaultdict(set)
    far: dict[Key, set[str]] = defaultdict(set)

    def add(mention: Mention, name: str, strong: bool, root: bool) -> None:
        key = rows.key(mention, name)
        if root:
            near[(mention.span.text, *key[:2])].add(mention.id)  # one text means one place by one name
        if strong and is_full(name, mention.kind):
            far[key].add(mention.id)

    for mention in rows.mentions.values():
        if mention.form == "named":
            add(mention, mention.name, True, mention.same_as not in rows.mentions)
    for claim in rows.aliases:
        if plainly_said(claim) and isinstance(claim.object, Words):
            subject = rows.mentions[rows.anchor(claim.subject)]
            add(subject, claim.object.text, claim.qualifiers.name_kind not in WEAK_NAMES, True)
    for strength, found in ((SAME_TEXT, near), (SAME_NAME, far)):
        yield from ((strength, tuple(sorted(ids))) for ids in found.values() if len(ids) > 1)


def _supports(rows: _Rows) -> Iterator[Support]:
    yield from _by_name(rows)
    for mention in rows.mentions.values():
        if mention.same_as in rows.mentions:
            assert mention.same_as is not None
            yield COREFERENCE, (mention.id, mention.same_as)
    for claim in rows.aliases:
        if plainly_said(claim) and isinstance(claim.object, Ref):
            a, b = rows.mentions[claim.subject], rows.mentions.get(claim.object.mention)
            if b and a.kind == b.kind:
                yield ALIAS, (a.id, b.id)


def entities(kept: Kept) -> list[Entity]:
    """Every entity, by id, which stands on the least id of its mentions. Times are no entities."""
    rows = _rows(kept)
    groups = _Groups({m: m for m in sorted(rows.mentions)})
    supports = list(_supports(rows))
    held_same: set[frozenset[str]] = set()
    for a, b, verdict, person in _decided(kept, rows):
        if verdict == "different":
            groups.keep_apart(a, b)
        elif verdict == "same":
            supports.append((PERSON if person else MACHINE_SAID, (a, b)))
            if person:
                held_same.add(frozenset((rows.anchor(a), rows.anchor(b))))
    for claim in rows.distinct:
        if isinstance(claim.object, Ref) and claim.object.mention in rows.mentions:
            a, b = rows.anchor(claim.subject), rows.anchor(claim.object.mention)
            if a != b and frozenset((a, b)) not in held_same:
                groups.keep_apart(a, b)
    for _, members in sorted(supports):
        groups.join_all(members)
    gathered: dict[str, list[Mention]] = defaultdict(list)
    for mention in rows.mentions.values():
        gathered[groups.find(mention.id)].append(mention)
    return _named(kept, rows, gathered.values())


def _named(kept: Kept, rows: _Rows, gathered: Iterable[list[Mention]]) -> list[Entity]:
    aliases: dict[str, list[Name]] = defaultdict(list)
    for claim in rows.aliases:
        if claim.status == "said" and all(v.stance not in ("denies", "doubts") for v in claim.voices):
            other = rows.mentions.get(claim.object.mention) if isinstance(claim.object, Ref) else None
            text = claim.object.text if isinstance(claim.object, Words) else other.name if other else ""
            if text.strip():
                aliases[claim.subject].append(Name(text, claim.qualifiers.name_kind or "name", claim.id))
    headings = [
        (as_mention(d.about), d.other) for d in in_force(kept.decisions) if d.verdict == "heading" and d.other
    ]
    found = []
    for group in gathered:
        members = sorted(group, key=lambda m: (m.span.text, m.span.start, m.id))
        ids = {m.id for m in members}
        chosen = next((name for about, name in reversed(headings) if about in ids), None)
        if chosen in rows.mentions:
            chosen = rows.mentions[chosen].name
        said = [name for m in members for name in aliases[m.id]]
        least = min(m.id for m in members).removeprefix("mention-")
        found.append(
            Entity(
                f"entity-{least}",
                _kind(members),
                _names(members, said, chosen),
                tuple(m.id for m in members),
                len(members),
                any(m.form == "named" for m in members),
                next((m.location for m in members if m.location and m.location.lat is not None), None),
            )
        )
    return sorted(found, key=lambda e: e.id)


def _kind(members: list[Mention]) -> Kind:
    """The commonest kind of its proper mentions, or of all where it has none."""
    counted = Counter(m.kind for m in members if m.form == "named") or Counter(m.kind for m in members)
    return min(counted, key=lambda kind: (-counted[kind], kind))


def _names(members: list[Mention], said: list[Name], chosen: str | None) -> tuple[Name, ...]:
    """The names from the heading down: proper names before weak ones, the fullest and most frequent first.

    A name whose words are all in another counts for the longer: "Khalid" speaks for "Khalid al-Hassan".
    """
    used = Counter(m.name for m in members if m.form == "named")
    if not used and not said:
        described = Counter(m.name for m in members if m.form == "described")
        longest = min(described, key=lambda n: (-len(n), n), default=f"unnamed {members[0].kind}")
        return (Name(chosen or longest),)
    typed = {
        fold(name.text): name for name in sorted(said, key=lambda n: (n.text, n.claim or ""), reverse=True)
    }
    spelled: dict[str, str] = {}
    for text in sorted([*used, *(n.text for n in said)], key=lambda t: (-used[t], t)):
        spelled.setdefault(fold(text), text)
    count: Counter[str] = Counter()
    for text, times in used.items():
        count[fold(text)] += times
    parts = {key: frozenset(words(key)) for key in spelled}
    place = members[0].kind == "place"  # "Aleppo city" is no fuller name of Aleppo

    def name(key: str) -> Name:
        if key in typed and (typed[key].kind not in ("name",) or not is_acronym(spelled[key])):
            return Name(spelled[key], typed[key].kind, typed[key].claim)
        return Name(spelled[key], "acronym" if is_acronym(spelled[key]) else "name")

    def rank(key: str) -> tuple[bool, bool, bool, int, bool, int, str]:
        fuller = [k for k in spelled if parts[key] < parts[k] and not _bracketed(spelled[k])]
        weight = count[key] + sum(count[k] for k in spelled if parts[k] < parts[key] and not place)
        kind = name(key).kind
        weak, short = kind in WEAK_NAMES, bool(fuller) and not place
        return (weak, _bracketed(spelled[key]), short, -weight, kind != "name", -len(spelled[key]), key)

    ranked = [name(key) for key in sorted(spelled, key=rank)]
    if chosen:
        ranked = [Name(chosen), *(n for n in ranked if fold(n.text) != fold(chosen))]
    return tuple(ranked)


def _bracketed(text: str) -> bool:
    """Words that hold two names, or a name and a remark, and make no heading."""
    return any(c in text for c in "()[]/,;\n")

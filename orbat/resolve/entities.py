"""Which mentions stand for one thing.

Law: supports are taken strongest first, and one that would bring together what must stay apart is left out.
So the weakest link of a wrong chain gives way, and the order of rows changes nothing (law 3).
Nothing is joined across documents by an acronym, by words that are all common, by one name of a person, or by
a description or pronoun; such mentions come along with the fullest name of their own document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orbat.model import LIST_ENTRY, Claim, Decision, Entity, Kept, Kind, Mention, Name, NameKind, Ref, Words
from orbat.names import fold, forms, is_acronym, is_full, word_set, words
from orbat.resolve.decisions import by_person, in_force, rejected, undone_joins
from orbat.resolve.facts import facts, plainly_said
from orbat.resolve.groups import Groups

# How strong a support is; a smaller number is taken first.
PERSON, COREFERENCE, ALIAS, SAME_TEXT, SAME_NAME, MACHINE_SAID = range(6)
BY_MACHINE = SAME_NAME  # from here on no text and no person says so
WEAK_NAMES: tuple[NameKind, ...] = ("acronym", "short", "nom_de_guerre", "misspelling")

Support = tuple[int, float, tuple[str, ...]]  # what it stands on; the surest first; the mentions
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
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


def rows_of(kept: Kept) -> Rows:
    """The rows of everything kept."""
    mentions = {m.id: m for m in kept.mentions.values() if m.kind != "time"}
    out = rejected(kept.decisions)
    told = (c for c in kept.claims.values() if c.subject in mentions and c.id not in out)
    said = sorted(told, key=lambda c: c.id)
    return Rows(
        mentions,
        tuple(c for c in said if c.predicate == "also_known_as"),
        tuple(c for c in said if c.predicate == "distinct_from" and plainly_said(c)),
        frozenset(
            fold(m.name)
            for m in mentions.values()
            if m.kind == "place" and m.location and m.location.precision == "country"
        ),
    )


def decided(kept: Kept, rows: Rows) -> Iterator[tuple[Decision, str, str]]:
    """The decision that holds for each pair of mentions, with the two."""
    pairs: dict[frozenset[str], tuple[Decision, str, str]] = {}
    for decision in in_force(kept.decisions):
        if decision.verdict not in ("same", "different", "unsure") or not decision.other:
            continue
        a, b = as_mention(decision.about), as_mention(decision.other)
        if a in rows.mentions and b in rows.mentions and a != b:
            anchors = frozenset((rows.anchor(a), rows.anchor(b)))
            pairs[anchors if len(anchors) == 2 else frozenset((a, b))] = (decision, a, b)
    yield from pairs.values()


def left_open(kept: Kept, rows: Rows) -> Iterator[tuple[str, str]]:
    """Pairs that a person left open: unsure of them, or undid what a machine had joined."""
    for decision, a, b in decided(kept, rows):
        if decision.verdict == "unsure" and by_person(decision):
            yield a, b
    for decision in undone_joins(kept.decisions):
        a, b = as_mention(decision.about), as_mention(decision.other or "")
        if a in rows.mentions and b in rows.mentions:
            yield a, b


def as_mention(id_: str) -> str:
    """The mention that a mention's or an entity's id stands on, so that a decision outlives a regrouping."""
    return id_.replace("entity-", "mention-", 1) if id_.startswith("entity-") else id_


def _by_name(rows: Rows) -> Iterator[Support]:
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
    either = _either(key[1] for key in far if key[0] == "person")
    for strength, found in ((SAME_TEXT, near), (SAME_NAME, far)):
        for key, ids in found.items():
            if len(ids) > 1 and not (strength == SAME_NAME and key[0] == "person" and key[1] in either):
                yield strength, 0.0, tuple(sorted(ids))


def _either(names: Iterable[str]) -> set[str]:
    """Folded names of people, first and last alone, that two in the casebook bear who differ between them.

    "Ali Nur" is either of Ali Hassan Nur and Ali Omar Nur, and joins nobody.
    """
    between: dict[tuple[str, str], list[frozenset[str]]] = defaultdict(list)
    short = {}
    for name in sorted(names):
        first, *middle, last = name.split()
        telling = [w for w in middle if w not in word_set("particles")]  # Omar bin Nur is Omar Nur
        if telling:
            between[(first, last)].append(
                frozenset(k for w in telling for k in forms(w, "person").keys or (w,))
            )
        elif not middle:
            short[(first, last)] = name
    return {
        short[ends]
        for ends, middles in between.items()
        if ends in short and any(m.isdisjoint(middles[0]) for m in middles[1:])
    }


def _supports(kept: Kept, rows: Rows) -> Iterator[Support]:
    yield from _by_name(rows)
    entries: dict[str, list[str]] = defaultdict(list)  # an entry of a list as it was, and as it is now
    for mention in rows.mentions.values():
        document = kept.documents.get(kept.texts[mention.span.text].document)
        if document and document.media_type == LIST_ENTRY:
            entries[document.uri].append(mention.id)
    yield from ((ALIAS, 0.0, tuple(sorted(ids))) for ids in entries.values() if len(ids) > 1)
    for mention in rows.mentions.values():
        if mention.same_as in rows.mentions:
            assert mention.same_as is not None
            yield COREFERENCE, 0.0, (mention.id, mention.same_as)
    for claim in rows.aliases:
        if plainly_said(claim) and isinstance(claim.object, Ref):
            a, b = rows.mentions[claim.subject], rows.mentions.get(claim.object.mention)
            if b and a.kind == b.kind:
                yield ALIAS, 0.0, (a.id, b.id)


def entities(kept: Kept) -> list[Entity]:
    """Every entity, by id, which stands on the least id of its mentions. Times are no entities."""
    rows = rows_of(kept)
    groups = grouped(kept, rows)
    gathered: dict[str, list[Mention]] = defaultdict(list)
    for mention in rows.mentions.values():
        gathered[groups.find(mention.id)].append(mention)
    return _named(kept, rows, gathered.values())


def grouped(kept: Kept, rows: Rows, by_machines: bool = True) -> Groups:
    """The mentions joined by every support that holds; `by_machines`: also by what machines decided."""
    groups = Groups.of(rows.mentions, {m: f for m, f in facts(kept).items() if m in rows.mentions})
    supports = list(_supports(kept, rows))
    held_same: set[frozenset[str]] = set()
    held_open = list(left_open(kept, rows))
    for decision, a, b in decided(kept, rows):
        person = by_person(decision)
        if decision.verdict == "different":
            groups.keep_apart(a, b)
        elif decision.verdict == "same" and (person or by_machines):
            sure = 0.0 if person else -(decision.score or 0.0)
            supports.append((PERSON if person else MACHINE_SAID, sure, (a, b)))
            if person:
                held_same.add(frozenset((rows.anchor(a), rows.anchor(b))))
    for claim in rows.distinct:
        if isinstance(claim.object, Ref) and claim.object.mention in rows.mentions:
            a, b = rows.anchor(claim.subject), rows.anchor(claim.object.mention)
            if a != b and frozenset((a, b)) not in held_same:
                groups.keep_apart(a, b)
    for strength, _, members in sorted(supports):
        while held_open and strength >= BY_MACHINE:
            a, b = held_open.pop()
            if groups.find(a) != groups.find(b):
                groups.keep_apart(a, b)
        if strength == SAME_NAME:
            groups.join_fitting(members)
        elif strength != MACHINE_SAID or groups.fit(*members):
            groups.join_all(members)
    return groups


def _named(kept: Kept, rows: Rows, gathered: Iterable[list[Mention]]) -> list[Entity]:
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

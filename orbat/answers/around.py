"""Which claims an answer about some entities is made from.

Law 3: the part answers as the whole would. Wherever one claim of a finding is taken, all that could support
or dispute that finding are taken with it, and all that the lines of the finding name.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cache

from orbat.answers.origins import read
from orbat.model import Kept, Quantity, Ref
from orbat.names import fold
from orbat.store import Row, WorkedOut
from orbat.views import TIES, Reach, Worked, follow, within_reach, work_out
from orbat.vocab import predicates
from orbat.weigh import BELONGING, Dates, Origins, group_of
from orbat.weigh import TIES as INTERESTS


@cache
def under() -> tuple[str, ...]:
    """The predicates that put one thing under another."""
    return tuple(name for name, p in predicates().items() if p.section == "under")


@cache
def _symmetric() -> tuple[str, ...]:
    return tuple(name for name, p in predicates().items() if p.symmetric)


class Around:
    """Gathers rows of claims, and makes of them what views are made from."""

    def __init__(self, worked: WorkedOut) -> None:
        self._worked = worked
        self.rows: dict[int, Row] = {}

    def take(self, rows: Iterable[Row]) -> list[Row]:
        """Add rows; gives those that are new."""
        fresh = [row for row in rows if row.seq not in self.rows]
        self.rows |= {row.seq: row for row in fresh}
        return fresh

    def of_subjects(self, entities: Collection[int], wanted: Collection[str]) -> list[Row]:
        """Add the claims about entities in some predicates, and of ties that hold either way round."""
        self.take(self._worked.rows("subject_in", entities, wanted))
        both = [name for name in wanted if name in _symmetric()]
        if both:
            self.take(self._worked.rows("object_in", entities, both))
        return [r for r in self.rows.values() if r.predicate in wanted and r.subject in entities]

    def touching(self, entities: Collection[int]) -> list[Row]:
        """Add every claim that entities have a part in, and those that weigh on them."""
        found = self.take(self._worked.rows("subject", entities))
        found += self.take(self._worked.rows("object", entities))
        found += self.take(self._worked.rows("part", entities))
        self.weighing(found, entities)
        return found

    def weighing(self, rows: Iterable[Row], whole: Collection[int] = ()) -> None:
        """Add what can agree with the claims or contradict them; of the entities `whole` all is there."""
        groups: dict[str, set[int]] = {}
        for row in rows:
            told = row.object in whole and not predicates()[row.predicate].functional
            if row.subject not in whole and not told:
                groups.setdefault(row.predicate, set()).add(row.subject)
        for predicate, subjects in sorted(groups.items()):
            self.of_subjects(subjects, (predicate,))

    def above(self, entities: Iterable[int]) -> None:
        """Add who is over the entities, however far up."""
        seen: set[int] = set()
        waiting = set(entities)
        while waiting:
            seen |= waiting
            found = self._worked.rows("subject_in", waiting, under())
            self.take(found)
            waiting = {r.object for r in found if r.object is not None} - seen

    def units(self, centre: int, whole: bool) -> set[int]:
        """The units of the trees that hold an entity; or only those under it, unless the `whole` is asked."""
        tops = {centre}
        if whole:
            self.above({centre})
            tops |= {r.object for r in self.rows.values() if r.object is not None}
        units: set[int] = set()
        waiting = tops
        while waiting:
            units |= waiting
            waiting = {r.subject for r in self._worked.rows("object_in", waiting, under())} - units
        return units

    def reached(self, centre: int, reach: Reach) -> tuple[set[int], int]:
        """The entities within reach of one, and how many more the limit leaves out."""
        wanted = tuple(reach.only) or TIES
        pairs: set[tuple[int, int]] = set()
        near, left_out = {centre: 0}, 0
        for step in range(1, reach.steps + 1):
            ring = [n for n, at in near.items() if at == step - 1]
            pairs |= set(self._worked.pairs(ring, wanted))
            near, left_out = within_reach(centre, pairs, replace(reach, steps=step))
        return set(near), left_out

    def ties(self, entities: Collection[int], wanted: Collection[str]) -> None:
        """Add the ties among entities."""
        among = self._worked.rows("subject_in", entities, wanted)
        self.weighing(self.take(r for r in among if r.object in entities))

    def people(self, centre: int) -> None:
        """Add what is told in a profile of the people of a group, and of their kin."""
        sections = {name: (p.section, p.inverse_section) for name, p in predicates().items()}
        people = {
            end
            for row in self.rows.values()
            if centre in (row.subject, row.object)
            and sections[row.predicate][row.subject != centre] == "people"
            for end in (row.subject, row.object)
            if end not in (None, centre)
        }
        told = self._told(people, follow("people"))
        kin = {e for r in told if r.predicate == "related_to" for e in (r.subject, r.object) if e is not None}
        self._told(kin - people, follow("kin"))

    def _told(self, entities: set[int], wanted: Collection[str]) -> list[Row]:
        found = self._worked.rows("subject_in", entities, wanted)
        found += self._worked.rows("object_in", entities, wanted)
        self.weighing(self.take(found), entities)
        return found

    def work_out(self, named: Iterable[int], dates: Dates) -> Worked:
        """What views are made from; `named`: entities that bear the name somebody asked for."""
        told = {(row.subject, row.predicate) for row in self.rows.values()}
        both = _symmetric()
        told |= {(r.object, r.predicate) for r in self.rows.values() if r.object and r.predicate in both}
        functional = {r.object for r in self.rows.values() if predicates()[r.predicate].functional}
        self.above(e for e in functional if e is not None)
        kept, numbers = self._kept()
        unnamed = [n for n, e in self._worked.entities([*numbers.values(), *named]).items() if not e.named]
        if self.take(self._worked.rows("subject_in", unnamed, ("related_to",))) or self.take(
            self._worked.rows("object_in", unnamed, ("related_to",))
        ):  # somebody without a name is labelled by kin
            kin = [r for r in self.rows.values() if r.predicate == "related_to"]
            told |= {(end, r.predicate) for r in kin for end in (r.subject, r.object) if end}
            kept, numbers = self._kept()
        origins = read(self._worked.origins(kept.texts).items())
        speakers = self._speakers(kept, numbers, origins)
        if self._interests({*speakers, *(numbers[m] for m in _speaking(kept) if m in numbers)}):
            kept, numbers = self._kept()
            origins = read(self._worked.origins(kept.texts).items())
            speakers |= self._speakers(kept, numbers, origins)
        mentions: dict[int, list[str]] = {}
        for mention, n in numbers.items():
            mentions.setdefault(n, []).append(mention)
        found = self._worked.entities([*mentions, *speakers, *named])
        held = [replace(e, mentions=tuple(mentions.get(n, ()))) for n, e in found.items()]
        about = {(found[n].id, predicate) for n, predicate in told if n in found}
        return work_out(kept, dates, held, origins, about)

    def _speakers(self, kept: Kept, numbers: dict[str, int], origins: Origins) -> set[int]:
        """Those who speak and are no mention of the text: authors, and whom a spokesman speaks for."""
        names = {fold(origins.author(claim.evidence)) for claim in kept.claims.values()}
        names |= {fold(kept.author_at(claim.evidence)) for claim in kept.claims.values()}
        described = self._worked.entities(numbers[m] for m in _speaking(kept) if m in numbers)
        names |= {group for e in described.values() if (group := group_of(e.heading))}
        return set(self._worked.numbers("entities_named", names))

    def _interests(self, speakers: set[int]) -> bool:
        """Add what tells how speakers stand to what they speak of; whether there is any."""
        before = len(self.rows)
        subjects = {row.subject for row in self.rows.values()}
        kin = self._worked.rows("subject_in", subjects, ("related_to",))
        kin += self._worked.rows("object_in", subjects, ("related_to",))
        people = {*speakers, *subjects, *(e for r in kin for e in (r.subject, r.object) if e is not None)}
        belonging: list[Row] = []
        theirs: set[int | None] = set(speakers)  # speakers and the groups that they are of
        for predicate, end in BELONGING.items():
            found = self._worked.rows(f"{end}_in", people, (predicate,))
            ends = [(r.subject, r.object) if end == "subject" else (r.object, r.subject) for r in found]
            theirs |= {group for person, group in ends if person in speakers}
            belonging += found
        groups = {e for r in belonging for e in (r.subject, r.object) if e is not None}
        ties = self._worked.rows("between", theirs - {None}, {*people, *groups}, INTERESTS)
        self.take([*kin, *belonging, *ties])
        return len(self.rows) > before

    def _kept(self) -> tuple[Kept, dict[str, int]]:
        """The claims of the rows with all that they name, and the number of each mention's entity."""
        claims = self._worked.claims(self.rows)
        wanted: set[str] = set()
        for claim in claims:
            wanted |= {claim.subject, *claim.place, *claim.qualifiers.with_, *claim.qualifiers.against}
            wanted |= {voice.speaker for voice in claim.voices if voice.speaker}
            if isinstance(claim.object, Ref):
                wanted.add(claim.object.mention)
            elif isinstance(claim.object, Quantity) and claim.object.by:
                wanted.add(claim.object.by)
        mentions = {}
        numbers = {}
        while wanted:
            for id_, (mention, n) in self._worked.mentions(wanted).items():
                mentions[id_] = mention
                if n is not None:
                    numbers[id_] = n
            fuller = {m.same_as for m in mentions.values() if m.same_as}
            wanted = {m for m in fuller - mentions.keys() if m not in wanted}
        texts = self._worked.texts(claim.evidence.text for claim in claims)
        documents = self._worked.documents(text.document for text in texts.values())
        by_id = {claim.id: claim for claim in claims}
        return Kept(documents, texts, mentions, by_id, self._worked.decisions()), numbers


def _speaking(kept: Kept) -> set[str]:
    """The mentions that speak."""
    return {v.speaker for c in kept.claims.values() for v in c.voices if v.speaker}

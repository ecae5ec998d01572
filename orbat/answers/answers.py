"""The questions that a casebook answers, each with one method. One object serves many questions quickly.

Law: every question is asked of one state of the casebook, whoever writes meanwhile.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from orbat.answers.around import Around, under
from orbat.answers.origins import read, write
from orbat.answers.packed import pack, unpack_dispute, unpack_finding, unpack_line
from orbat.model import Document, Entity, Finding, Location
from orbat.names import fold
from orbat.resolve import as_mention, entities, near
from orbat.store import Casebook
from orbat.views import (
    ABOUT_UNITS,
    BESIDE,
    TIES,
    Change,
    Cited,
    Disputed,
    Gap,
    Network,
    Profile,
    Reach,
    Tree,
    Worked,
    changes,
    cite,
    disputes,
    from_lines,
    gaps,
    line,
    network,
    profile,
    rank,
    tree,
    unheard,
    work_out,
)
from orbat.views.phrases import day
from orbat.vocab import predicates
from orbat.weigh import ANY_DAY, Copy, Dates, origins

BATCH = 200  # entities weighed at once for the list of disputes: it bounds memory
AROUND = 90  # characters of a text before and after a name
NEAR = 5  # names that are given for one that nothing bears
LINED = frozenset((*TIES, *ABOUT_UNITS))
NAMING = ("also_known_as", "distinct_from", "described_as")  # predicates that tell who is who
MADE = "2"  # counts up when resolving or weighing changes what is worked out


class Answers:
    """Answers from one casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self._worked = casebook.worked

    def profile(self, name: str, dates: Dates = ANY_DAY) -> Profile:
        """Who they are. Raises NotFoundError, with near names, where nothing bears the name."""
        return profile(self.about(name, dates), name)

    def about(self, name: str, dates: Dates = ANY_DAY) -> Worked:
        """All that a profile of the name is made from. Raises NotFoundError."""
        with self._looking():
            named = self._named(name)
            centre = named[0]
            around = Around(self._worked)
            around.touching((centre,))
            around.people(centre)
            return replace(around.work_out(named, dates), newest=self._worked.newest())

    def tree(self, name: str, dates: Dates = ANY_DAY, below: bool = False) -> tuple[Tree, ...]:
        """The trees that hold a name, or what is `below` it. Raises NotFoundError."""
        with self._looking():
            named = self._named(name)
            around = Around(self._worked)
            units = around.units(named[0], whole=not below)
            wanted = (*under(), *ABOUT_UNITS)
            if self._ready(dates):
                worked = self._lines(named, dates, "of_subjects", units, wanted)
            else:
                around.of_subjects(units, wanted)
                worked = around.work_out(named, dates)
        return tree(worked, name, below)

    def network(self, name: str, reach: Reach = BESIDE, dates: Dates = ANY_DAY) -> Network:
        """Who is tied to whom around a name. Raises NotFoundError."""
        with self._looking():
            named = self._named(name)
            around = Around(self._worked)
            near, left_out = around.reached(named[0], reach)
            wanted = tuple(reach.only) or TIES
            if self._ready(dates):
                worked = self._lines(named, dates, "among", near, wanted)
            else:
                around.ties(near, wanted)
                worked = around.work_out(named, dates)
            among = {entity.id for entity in self._worked.entities(near).values()}
        return replace(network(worked, name, reach, among), left_out=left_out)

    def gaps(self, name: str, dates: Dates = ANY_DAY) -> tuple[Gap, ...]:
        """What is not known of a name. Raises NotFoundError."""
        return gaps(self.about(name, dates), name)

    def diff(self, name: str, before: Dates, after: Dates) -> tuple[Change, ...]:
        """What changed of a name between two days. Raises NotFoundError."""
        then, now = self.about(name, before), self.about(name, after)
        return changes(then, now, now.find(name)[0].id)

    def who(self, name: str) -> Entity:
        """The most mentioned entity of this name or id, without its mentions. Raises NotFoundError."""
        with self._looking():
            number = self._named(name)[0]
            return self._worked.entities([number])[number]

    def named_like(self, words: str, limit: int) -> list[Entity]:
        """Entities with a name of which this is a part, for somebody who is typing one."""
        with self._looking():
            found = self._worked.named_like(words, limit)
            entities = self._worked.entities(found)
        return [entities[n] for n in found]

    def named(self, folded: list[str]) -> list[Entity]:
        """The entities that bear these folded names, in the order of the names."""
        with self._looking():
            found = [n for name in folded for n in self._worked.numbers("entities_named", [name])]
            entities = self._worked.entities(found)
        return [entities[n] for n in dict.fromkeys(found)]

    def place(self, name: str) -> Location | None:
        """Where the place of this name is; None where no text has one, or none that is on the map."""
        found = (e.location for e in self.named([fold(name)]) if e.kind == "place" or e.location)
        return next((at for at in found if at and at.lat is not None), None)

    def names(self) -> tuple[str, list[str]]:
        """Every folded name, and what it depends on: equal stamps, equal names."""
        with self._looking():
            return self._who_stamp(), self._worked.names()

    def stand_for(self, mentions: Iterable[str]) -> dict[str, Entity]:
        """The entity that each mention stands for; of times there is none."""
        with self._looking():
            numbers = {m: n for m, (_, n) in self._worked.mentions(mentions).items() if n is not None}
            found = self._worked.entities(numbers.values())
        return {mention: found[n] for mention, n in numbers.items()}

    def quotes(self, claims: Iterable[str]) -> tuple[Cited, ...]:
        """Claims of these ids, each with its words and who says so; unknown ids are left out."""
        wanted = list(claims)
        with self._looking():
            around = Around(self._worked)
            around.take(self._worked.rows("claims", wanted))
            worked = around.work_out((), ANY_DAY)
        return tuple(cite(worked, worked.kept.claims[id_]) for id_ in wanted if id_ in worked.kept.claims)

    def last_run(self) -> int:
        """The number of the last reading, to ask for the news since."""
        return self._worked.numbers("last_run_seq")[0]

    def news(self, since: int) -> tuple[Change, ...]:
        """What the readings after the one of this number changed."""
        with self._looking():
            fresh = {row.seq: row for row in self._worked.rows_since(since)}
            around = Around(self._worked)
            around.of_subjects({row.subject for row in fresh.values()}, tuple(predicates()))
            now = around.work_out((), ANY_DAY)
            read = {claim.id for claim in self._worked.claims(fresh)}
        kept = replace(now.kept, claims={i: c for i, c in now.kept.claims.items() if i not in read})
        then = work_out(kept, ANY_DAY, now.index.entities.values(), now.copies)
        about = {f.subject for f in now.findings.values() if read & set(f.supported)}
        return tuple(c for c in changes(then, now) if c.line.subject_id in about)

    def disputes(self, dates: Dates = ANY_DAY) -> list[Disputed]:
        """Everything that is disputed, by name."""
        if dates == ANY_DAY:
            self.prepare()
            with self._looking():
                if self._ready(dates):
                    found = [unpack_dispute(line) for line in self._worked.disputes()]
                    return sorted(found, key=rank)
        with self._looking():
            return sorted((d for _, _, found in self._weighed(dates) for d in found), key=rank)

    def is_prepared(self) -> bool:
        """Whether lines and disputes are worked out from what is kept now; nothing is worked out to tell."""
        fresh = self._worked.fresh("entities", self._who_stamp())
        return fresh and self._worked.fresh("lines", self._stamp())

    def resolve(self) -> None:
        """Work out who is who, where that is stale."""
        with self._looking():
            pass

    def copies(self, texts: Iterable[str]) -> tuple[Copy, ...]:
        """Which documents of these texts are earlier ones again."""
        with self._looking():
            return read(self._worked.origins(texts).items()).copies

    def around(self, entity: str, limit: int) -> tuple[tuple[str, str], ...]:
        """Words of a few texts around a mention of the entity, each with title and date of its document."""
        with self._looking():
            number = self._named(entity)[0]
            mentions = self._worked.some_mentions(number, limit)
            texts = self._worked.texts(m.span.text for m in mentions)
            documents = self._worked.documents(text.document for text in texts.values())
        return tuple(
            (
                surroundings(texts[m.span.text].body, m.span.start, m.span.end),
                _titled(documents[texts[m.span.text].document]),
            )
            for m in mentions
        )

    def disputes_of(self, name: str, dates: Dates = ANY_DAY) -> list[Disputed]:
        """What is disputed in the profile of a name. Raises NotFoundError."""
        worked = self.about(name, dates)
        shown = {(f.subject_id, f.predicate) for f in profile(worked, name).lines if f.disputes}
        shown |= {(x.object, x.predicate) for x in profile(worked, name).lines if x.disputes and x.object}
        found = disputes(worked, {subject for subject, _ in shown if subject})
        return [d for d in found if (d.entity, d.predicate) in shown]

    def prepare(self) -> None:
        """Work out the lines that trees and networks are made of, and all disputes, where they are stale."""
        with self._looking():
            stamp = self._stamp()
            if self._worked.fresh("lines", stamp):
                return
        self._worked.begin_lines()
        for worked, numbers, found in self._weighed(ANY_DAY):
            lines = (
                (f.id, numbers[f.subject], f.predicate, _entity(f), pack(f), pack(line(worked, f)))
                for f in worked.findings.values()
                if f.subject in numbers and f.predicate in LINED
            )  # fmt: skip
            self._worked.keep_lines(lines, map(pack, found))
        self._worked.end_lines(stamp)

    def _weighed(self, dates: Dates) -> Iterator[tuple[Worked, dict[str, int], list[Disputed]]]:
        """Every finding, a batch of subjects at a time: what is worked out, the subjects, the disputes."""
        subjects = self._worked.numbers("worked_subjects")
        for at in range(0, len(subjects), BATCH):
            batch = subjects[at : at + BATCH]
            around = Around(self._worked)
            around.of_subjects(batch, tuple(predicates()))
            numbers = {entity.id: n for n, entity in self._worked.entities(batch).items()}
            worked = around.work_out((), dates)
            yield worked, numbers, disputes(worked, numbers)

    def _ready(self, dates: Dates) -> bool:
        """Whether lines are there to answer with: they are of everything known."""
        return dates.known_on is None and self._worked.fresh("lines", self._stamp())

    def _lines(self, named: list[int], dates: Dates, of: str, *about: Iterable[object]) -> Worked:
        """What a view is made from, of lines that were worked out before."""
        findings, lines = {}, {}
        for id_, finding, shown in self._worked.lines(of, *about):
            findings[id_] = unpack_finding(finding, id_)
            lines[id_] = unpack_line(shown)
        ends = {e for f in findings.values() for e in (f.subject, f.object) if isinstance(e, str)}
        found = self._worked.entities([*named, *self._worked.numbers("numbers_of", ends)])
        unnamed = [n for n, entity in found.items() if not entity.named]
        labels = {}
        if unnamed:  # somebody without a name is labelled by kin
            kin = Around(self._worked).work_out(unnamed, ANY_DAY)
            labels = {found[n].id: kin.label(found[n].id) for n in unnamed}
        return from_lines(found.values(), findings, lines, labels, dates)

    def _named(self, name: str) -> list[int]:
        """The numbers of the entities with this name or id, the most mentioned first."""
        number = self._worked.number_of(name)
        if number is None and name.startswith("entity-"):  # it had this id before others joined it
            number = next((n for _, n in self._worked.mentions([as_mention(name)]).values()), None)
        if number is not None:
            return [number]
        found = self._worked.entities(self._worked.numbers("entities_named", [fold(name)]))
        if not found:
            raise unheard(name, self._near(name))
        return sorted(found, key=lambda n: (-found[n].mentioned, found[n].id))

    def _near(self, name: str) -> list[str]:
        folded = near(name, self._worked.names(), NEAR)
        found = self._worked.entities(self._worked.numbers("entities_named", folded)).values()
        order = {name: at for at, name in enumerate(folded)}
        best = {e.heading: min(order.get(fold(n.text), NEAR) for n in e.names) for e in found}
        return sorted(best, key=lambda heading: (best[heading], heading))[:NEAR]

    @contextmanager
    def _looking(self) -> Iterator[None]:
        """The worked-out tables made anew where they are stale, then one state of the casebook."""
        while True:
            stamp = self._who_stamp()
            if not self._worked.fresh("entities", stamp):
                kept, seqs = self._worked.to_resolve(NAMING)
                documents = {text.id: text.document for text in kept.texts.values()}
                self._worked.index(entities(kept), seqs, write(origins(kept), documents), stamp)
            with self._worked.looking():
                if self._worked.fresh("entities", self._who_stamp()):
                    yield
                    return

    def _stamp(self) -> str:
        return f"{MADE}/{self._worked.stamp()}"

    def _who_stamp(self) -> str:
        return f"{MADE}/{self._worked.who_stamp()}"


def surroundings(body: str, start: int, end: int) -> str:
    """The words of a stretch of text with some before and after, on one line."""
    low = max(0, start - AROUND)
    low = body.find(" ", low, start) + 1 if low else 0
    high = body.rfind(" ", end, end + AROUND)
    high = end + AROUND if high < 0 or end + AROUND >= len(body) else high
    return " ".join(body[low:high].split())


def _titled(document: Document) -> str:
    dated = f", {day(document.published)}" if document.published else ""
    return f"{document.title or document.uri}{dated}"


def _entity(finding: Finding) -> str | None:
    return finding.object if isinstance(finding.object, str) else None

"""The questions that a casebook answers, each with one method. One object serves many questions quickly.

Law: every question is asked of one state of the casebook, whoever writes meanwhile.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from orbat.answers.around import Around
from orbat.model import from_json, to_json
from orbat.names import fold
from orbat.resolve import entities, near
from orbat.store import Casebook
from orbat.views import (
    ANY_DAY,
    BESIDE,
    Dates,
    Disputed,
    Network,
    Profile,
    Reach,
    Tree,
    Worked,
    disputes,
    network,
    profile,
    rank,
    tree,
    unheard,
)
from orbat.vocab import predicates

BATCH = 200  # entities weighed at once for the list of disputes: it bounds memory
NEAR = 5  # names that are given for one that nothing bears
MADE = "1"  # counts up when resolving or weighing changes what is worked out


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
            return around.work_out(named, dates)

    def tree(self, name: str, dates: Dates = ANY_DAY, below: bool = False) -> tuple[Tree, ...]:
        """The trees that hold a name, or what is `below` it. Raises NotFoundError."""
        with self._looking():
            named = self._named(name)
            around = Around(self._worked)
            around.tree(named[0], whole=not below)
            worked = around.work_out(named, dates)
        return tree(worked, name, below)

    def network(self, name: str, reach: Reach = BESIDE, dates: Dates = ANY_DAY) -> Network:
        """Who is tied to whom around a name. Raises NotFoundError."""
        with self._looking():
            named = self._named(name)
            around = Around(self._worked)
            near, left_out = around.network(named[0], reach)
            worked = around.work_out(named, dates)
            among = {entity.id for entity in self._worked.entities(near).values()}
        return replace(network(worked, name, reach, among), left_out=left_out)

    def disputes(self, dates: Dates = ANY_DAY) -> list[Disputed]:
        """Everything that is disputed, by name. Of no particular day it is kept, and worked out once."""
        with self._looking():
            if dates != ANY_DAY:
                return self._disputes(dates)
            if not self._worked.fresh("disputes", self._stamp()):
                found, stamp = self._disputes(dates), self._stamp()
            else:
                return [from_json(Disputed, json.loads(line)) for line in self._worked.disputes()]
        self._worked.keep_disputes([json.dumps(to_json(d)) for d in found], stamp)
        return found

    def _disputes(self, dates: Dates) -> list[Disputed]:
        subjects = self._worked.numbers("worked_subjects")
        found: list[Disputed] = []
        for at in range(0, len(subjects), BATCH):
            batch = subjects[at : at + BATCH]
            around = Around(self._worked)
            around.of_subjects(batch, tuple(predicates()))
            ids = [entity.id for entity in self._worked.entities(batch).values()]
            found += disputes(around.work_out((), dates), ids)
        return sorted(found, key=rank)

    def _named(self, name: str) -> list[int]:
        """The numbers of the entities with this name or id, the most mentioned first."""
        number = self._worked.number_of(name)
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
            stamp = self._stamp()
            if not self._worked.fresh("entities", stamp):
                kept, seqs = self._worked.to_resolve(("also_known_as", "distinct_from"))
                self._worked.index(entities(kept), seqs, stamp)
            with self._worked.looking():
                if self._worked.fresh("entities", self._stamp()):
                    yield
                    return

    def _stamp(self) -> str:
        return f"{MADE}/{self._worked.stamp()}"

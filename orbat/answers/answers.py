"""The questions that a casebook answers, each with one method. One object serves many questions quickly.

Law: every question is asked of one state of the casebook, whoever writes meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from orbat.answers.around import Around
from orbat.names import fold
from orbat.resolve import entities, near
from orbat.store import Casebook
from orbat.views import Profile, Worked, profile, unheard

NEAR = 5  # names that are given for one that nothing bears
MADE = "1"  # counts up when resolving or weighing changes what is worked out


class Answers:
    """Answers from one casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self._worked = casebook.worked

    def profile(self, name: str) -> Profile:
        """Who they are. Raises NotFoundError, with near names, where nothing bears the name."""
        return profile(self.about(name), name)

    def about(self, name: str) -> Worked:
        """All that a profile of the name is made from. Raises NotFoundError."""
        with self._looking():
            named = self._named(name)
            centre = named[0]
            around = Around(self._worked)
            around.touching((centre,))
            around.people(centre)
            return around.work_out(named)

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

"""Which decisions hold.

Law 4: a person outranks a machine, later outranks earlier, undo is one more decision.
"""

from collections.abc import Iterable, Mapping

from orbat.model import MACHINE, Decision


def by_person(decision: Decision) -> bool:
    """Whether a person took the decision."""
    return not decision.by.startswith(MACHINE)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that nobody undid, weakest first: of two about one thing the later in the tuple holds.

    A machine cannot undo what a person decided. An undo can itself be undone.
    """
    given = set(decisions)
    undos = _undos(given)
    held = (d for d in given if d.verdict != "undo" and not _undone(d, undos))
    return tuple(sorted(held, key=lambda d: (by_person(d), d.at, d.id)))


def undone_joins(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """What a machine joined and a person took back: no machine joins the two again."""
    given = set(decisions)
    undos = _undos(given)
    people = {key: [u for u in against if by_person(u)] for key, against in undos.items()}
    joins = (d for d in given if d.verdict == "same" and d.other and not by_person(d))
    return tuple(
        sorted((d for d in joins if any(not _undone(u, undos) for u in people.get(d.id, ()))), key=_id)
    )


def _id(decision: Decision) -> str:
    return decision.id


def _undos(given: Iterable[Decision]) -> dict[str, list[Decision]]:
    undos: dict[str, list[Decision]] = {}
    for decision in given:
        if decision.verdict == "undo":
            undos.setdefault(decision.about, []).append(decision)
    return undos


def _undone(decision: Decision, undos: Mapping[str, list[Decision]]) -> bool:
    """Ends, since an undo names the id of what it undoes, which is made first."""
    against = undos.get(decision.id, [])
    return any((by_person(u) or not by_person(decision)) and not _undone(u, undos) for u in against)


def _judged(decisions: Iterable[Decision]) -> dict[str, Decision]:
    return {
        d.about: d for d in in_force(decisions) if d.verdict in ("accept", "reject", "unsure") and not d.other
    }


def accepted(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of what a person accepted, and nobody later rejected."""
    return frozenset(k for k, d in _judged(decisions).items() if d.verdict == "accept" and by_person(d))


def rejected(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of what a person rejected, and nobody later accepted."""
    return frozenset(k for k, d in _judged(decisions).items() if d.verdict == "reject" and by_person(d))

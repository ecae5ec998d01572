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


def _standing(decisions: Iterable[Decision]) -> dict[str, bool]:
    """Claims that people judged: whether each counts. What a person made counts while its decision holds."""
    given = list(decisions)
    people = [d for d in in_force(given) if by_person(d)]
    made = _made(given)
    counts = dict.fromkeys(made, False)
    for decision in people:
        match decision.verdict:
            case "accept" | "add":
                counts[decision.about] = True
            case "reject":
                counts[decision.about] = False
            case "correct":
                counts[decision.about] = False
                counts[decision.other or ""] = True
            case "unsure" if not decision.other and decision.about not in made:
                counts.pop(decision.about, None)
    return counts


def _made(decisions: Iterable[Decision]) -> set[str]:
    """The claims that decisions brought in."""
    given = list(decisions)
    added = {d.about for d in given if d.verdict == "add"}
    return added | {d.other for d in given if d.verdict == "correct" and d.other}


def taken_back(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of claims that a person made and took back: they are kept, and listed nowhere."""
    given = list(decisions)
    return frozenset(_made(given) - _made(in_force(given)))


def accepted(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of what a person accepted, or made, and nobody later rejected or corrected."""
    return frozenset(claim for claim, counts in _standing(decisions).items() if counts)


def rejected(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of what counts no more: rejected or corrected and not later accepted, or made and taken back."""
    return frozenset(claim for claim, counts in _standing(decisions).items() if not counts)

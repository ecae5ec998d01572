"""The machine's joins, kept as decisions that it signs, and brought up to what it would join now.

Law: after each bringing up, the machine's joins in force are a function of what was read and what people
decided, and not of its order (law 3); it undoes its own decisions and never a person's (law 4).
"""

import datetime

from orbat.model import Decision
from orbat.resolve import by_person, in_force
from orbat.resolve.settle import Proposal, settle
from orbat.store import Casebook


def now() -> str:
    """The time of a decision: fine enough that two of one person are never of one time."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def join(casebook: Casebook) -> tuple[Proposal, ...]:
    """Bring the machine's joins up to what they would be now; gives what it proposes."""
    kept = casebook.kept()
    settled = settle(kept, now())
    wanted = {frozenset((d.about, d.other or "")): d for d in settled.joins}
    with casebook.together():
        for held in in_force(kept.decisions):
            if held.verdict != "same" or by_person(held):
                continue
            if wanted.pop(frozenset((held.about, held.other or "")), None) is None:
                why = "no longer certain from what is kept"
                casebook.add_decision(Decision(held.id, "undo", held.by, now(), None, why))
        for decision in wanted.values():
            casebook.add_decision(decision)
    return settled.proposals

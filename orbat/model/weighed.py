"""What weighing works out of claims: findings with their voices, disputes, remarks and spells of time.

Law: a finding keeps every claim and every voice; none of it is kept, it can always be worked out again.
"""

from dataclasses import dataclass, field
from typing import Literal

from orbat.model.nouns import Stance, Status
from orbat.model.values import Period, Quantity, Words, identify

Standing = Literal["asserted", "hedged", "denied", "planned", "hypothetical", "ended"]
Interest = Literal["own eyes", "itself", "patron", "foe", "ally", "unknown"]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Why a finding is not agreed: the rule's name, the claims on the other side, a line for people."""

    rule: str
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What weighing saw that is no dispute: figures that add up, an author's backing, circular reporting."""

    rule: str
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Independent:
    """One independent voice behind a finding. `speaker`: an entity's id, or an author's folded name.

    `interest`: what the speaker is to what the finding is about. `claims`: all that go back to this voice,
    through however many pages.
    """

    speaker: str
    name: str
    interest: Interest
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """When something held, in ISO days, inclusive; 0000-00-00 and 9999-99-99 are ends that nobody tells.

    `seen`: it held on some day within each; `sure`: it held on every day of each. `begins`, `ends`: the first
    or last day stands for a beginning or an end and not for a sighting. `again`: when it is next told of;
    `over`: from when something else is told, and `why` what. `undated`: no day is told but that of reports,
    so that it may have held before. `rule` says how the spell was worked out.
    """

    seen: tuple[tuple[str, str], ...] = ()
    sure: tuple[tuple[str, str], ...] = ()
    begins: bool = False
    ends: bool = False
    undated: bool = False
    again: str | None = None
    over: str | None = None
    why: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Claims that say the same of the same thing. Worked out; keeps every claim and every voice.

    `subject` is an entity id, as is `object` where it is an entity. `sources`: the names of `voices`.
    `stance`: how the surest of its claims says it. `grade`: what people judged, never a machine.
    """

    subject: str
    predicate: str
    object: str | Words | Quantity | Period
    period: Period | None
    place: tuple[str, ...]
    status: Status
    supported: tuple[str, ...]
    disputed: tuple[Dispute, ...] = ()
    sources: tuple[str, ...] = ()
    grade: str | None = None
    why: str = ""
    stance: Stance = "asserts"
    voices: tuple[Independent, ...] = ()
    remarks: tuple[Remark, ...] = ()
    spell: Spell = Spell()
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "id", identify("finding", [self.subject, self.predicate, sorted(self.supported)])
        )

    @property
    def standing(self) -> Standing:
        """Asserted, hedged, denied, planned, hypothetical or ended."""
        if self.status != "said":
            return "denied" if self.status == "negated" else self.status
        return "hedged" if self.stance == "hedges" else "asserted"

"""A form to a claim: what an analyst types, with the words of the text that it is about.

Law: a name that is typed is one that the text has, or words of the text; nothing else can be meant.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, get_args

from starlette.datastructures import FormData

from orbat.dates import check_date
from orbat.errors import UsageError
from orbat.model import (
    Bound,
    Claim,
    Entity,
    Kept,
    Kind,
    Mention,
    Object,
    Period,
    Qualifiers,
    Quantity,
    Ref,
    Span,
    Stance,
    Status,
    Voice,
    Words,
)
from orbat.names import fold
from orbat.serve.given import field as given
from orbat.views.phrases import figure
from orbat.vocab import predicates

AUTHOR = "the author"
T = TypeVar("T", bound=str)
VOICES = 3  # rows of the form
STANCES: tuple[Stance, ...] = get_args(Stance)
STATUSES: tuple[Status, ...] = get_args(Status)
KINDS: tuple[Kind, ...] = ("group", "person", "place", "event", "thing")
CAUSES = ("killed", "wounded", "killed or wounded", "captured", "missing", "displaced")
BOUNDS: dict[str, Bound] = {
    "at least": "at_least", "more than": "at_least", "over": "at_least", "up to": "at_most",
    "at most": "at_most", "about": "about", "around": "about", "some": "about",
}  # fmt: skip
_FIGURE = re.compile(
    rf"(?P<bound>{'|'.join(BOUNDS)})?\s*(?P<low>\d[\d,.]*)(?:\s*(?:to|-|–)\s*(?P<high>\d[\d,.]*))?\s*(?P<rest>.*)"
)


@dataclass(slots=True)
class _Draft:
    """The text that a claim is made from, and the mentions made on the way."""

    kept: Kept
    stands_for: Mapping[str, Entity]
    near: int
    made: list[Mention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The id of the text."""
        return next(iter(self.kept.texts))

    @property
    def body(self) -> str:
        """Its characters."""
        return self.kept.texts[self.text].body

    def span(self, words: str) -> Span | None:
        """Where the words stand, nearest to where the claim is."""
        sought = r"\s+".join(re.escape(w) for w in words.split())
        found = [m.span() for m in re.finditer(sought, self.body)] if sought else []
        if not found:
            return None
        start, end = min(found, key=lambda at: (abs(at[0] - self.near), at[0]))
        return Span(self.text, start, end)

    def mention(self, words: str, kind: Kind) -> str:
        """The mention that is meant by a name of the text, or by words of it. Raises UsageError."""
        wanted = fold(words)
        known = [m for m in self.kept.mentions.values() if m.kind != "time" and wanted in self._names(m)]
        if known:
            return min(known, key=lambda m: (m.form != "named", abs(m.span.start - self.near), m.id)).id
        span = self.span(words)
        if span is None:
            raise UsageError(f"the text has no “{words}”: give a name or words as they stand there")
        made = Mention(span, kind, " ".join(words.split()))
        self.made.append(made)
        return made.id

    def _names(self, mention: Mention) -> set[str]:
        entity = self.stands_for.get(mention.id)
        return {fold(mention.name), *([fold(entity.heading)] if entity else [])}


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it is shown: each field in the words that it is typed in."""

    quote: str
    start: int
    subject: str = ""
    predicate: str = ""
    object: str = ""
    voices: tuple[tuple[str, str], ...] = ((AUTHOR, "asserts"),)
    period: str = ""
    places: tuple[str, ...] = ()
    role: str = ""
    status: str = "said"


def filled(
    kept: Kept, stands_for: Mapping[str, Entity], claim: Claim | None, words: str = "", start: int = 0
) -> Filled:
    """The form of a claim, or an empty one around words that are selected."""
    if claim is None:
        return Filled(words, start)

    def named(mention: str) -> str:
        entity = stands_for.get(mention)
        return entity.heading if entity else kept.fullest(mention).name

    value = claim.object
    if isinstance(value, Ref):
        said = named(value.mention)
    elif isinstance(value, Words):
        said = value.text
    else:
        said = value.edtf() if isinstance(value, Period) else figure(value)
    return Filled(
        kept.quote(claim.evidence),
        claim.evidence.start,
        named(claim.subject),
        claim.predicate,
        said,
        tuple((named(v.speaker) if v.speaker else AUTHOR, v.stance) for v in claim.voices),
        claim.period.edtf() if claim.period else "",
        tuple(map(named, claim.place)),
        claim.qualifiers.role or "",
        claim.status,
    )


def drafted(
    kept: Kept, stands_for: Mapping[str, Entity], form: FormData, old: Claim | None
) -> tuple[Claim, tuple[Mention, ...]]:
    """The claim that a form tells, and the mentions it needs; what was not changed stays as it was in `old`.

    Raises UsageError and DateError.
    """
    was = filled(kept, stands_for, old)
    at = given(form, "start")
    draft = _Draft(kept, stands_for, int(at) if at.isdecimal() else was.start)
    quote = given(form, "quote")
    evidence = old.evidence if old and quote.split() == was.quote.split() else draft.span(quote)
    if evidence is None:
        raise UsageError("the quote does not stand in the text: select the words that say it")
    draft.near = evidence.start
    predicate = given(form, "predicate")
    if predicate not in predicates():
        raise UsageError("choose what the claim says: a predicate")
    subject, time = _needed(form, "subject"), given(form, "period")
    qualifiers = old.qualifiers if old and old.predicate == predicate else Qualifiers()
    claim = Claim(
        old.subject
        if old and subject == was.subject
        else draft.mention(subject, _kind(form, "subject_kind")),
        predicate,
        _object(draft, form, predicate, (old, was)),
        evidence,
        tuple(_voices(draft, form, (old, was))),
        old.period if old and time == was.period else period(time),
        tuple(_places(draft, form, (old, was))),
        replace(qualifiers, role=given(form, "role") or None),
        _one(form, "status", STATUSES),
    )
    return claim, tuple(draft.made)


Before = tuple[Claim | None, Filled]


def _needed(form: FormData, name: str) -> str:
    value = given(form, name)
    if not value:
        raise UsageError(f"the {name} is missing")
    return value


def _kind(form: FormData, name: str) -> Kind:
    return _one(form, name, KINDS)


def _object(draft: _Draft, form: FormData, predicate: str, before: Before) -> Object:
    old, was = before
    value, wanted = _needed(form, "object"), predicates()[predicate].object
    if old and old.predicate == predicate and value == was.object:
        return old.object
    if wanted in ("entity", "place"):
        return Ref(draft.mention(value, "place" if wanted == "place" else _kind(form, "object_kind")))
    if wanted == "date":
        found = period(value)
        assert found is not None
        return found
    if wanted == "figure":
        return quantity(value, old.object if old and isinstance(old.object, Quantity) else None)
    return Words(" ".join(value.split()))


def _voices(draft: _Draft, form: FormData, before: Before) -> Iterator[Voice]:
    """The chain, outermost first; a row without a name is none."""
    old, was = before
    for row in range(VOICES):
        name, stance = given(form, f"voice{row + 1}"), _one(form, f"stance{row + 1}", STANCES)
        if old and row < len(was.voices) and name == was.voices[row][0]:
            yield replace(old.voices[row], stance=stance)
        elif name:
            yield Voice(None if fold(name) == fold(AUTHOR) else draft.mention(name, "person"), stance)


def _places(draft: _Draft, form: FormData, before: Before) -> Iterator[str]:
    old, was = before
    known = dict(zip(was.places, old.place, strict=True)) if old else {}
    for name in (each.strip() for each in given(form, "place").split(";")):
        if name:
            yield known[name] if name in known else draft.mention(name, "place")


def _one(form: FormData, name: str, allowed: tuple[T, ...]) -> T:
    """One of a few words; the first where none is given. Raises UsageError."""
    value = given(form, name)
    found = next((a for a in allowed if a == value), None) if value else allowed[0]
    if found is None:
        raise UsageError(f"{name} is one of: {', '.join(allowed)}")
    return found


def period(edtf: str) -> Period | None:
    """A time as it is typed: 2016, 2016-04~, 2015-10/2016-02, 2015-10/.., ../2014; "" for None.

    Raises DateError for all else.
    """
    about = "~" in edtf
    first, between, last = (part.strip() for part in edtf.replace("~", "").partition("/"))
    if not (first or between):
        return None
    if not between:
        return Period(check_date(first), check_date(first), approximate=about)
    if last in ("", ".."):
        return Period(check_date(first), None, starts=True, approximate=about)
    if first in ("", ".."):
        return Period(None, check_date(last), ends=True, approximate=about)
    return Period(check_date(first), check_date(last), approximate=about)


def quantity(words: str, old: Quantity | None = None) -> Quantity:
    """A figure as it is typed: "at least 15 killed", "30,000 to 40,000 fighters". Raises UsageError.

    `old`: the figure that it stands for, which keeps what is not typed (by whom, how).
    """
    plain = " ".join(words.lower().split())
    total = plain.endswith(" in all")
    found = _FIGURE.fullmatch(plain.removesuffix(" in all"))
    if found is None:
        raise UsageError(f"“{words}” is no figure: write “at least 15 killed” or “300 to 400 fighters”")
    numbers = [int(re.sub(r"\D", "", n)) for n in (found["low"], found["high"]) if n]
    rest = found["rest"].split(" by ")[0].split(" (")[0].strip()
    cause = next((c for c in sorted(CAUSES, key=len, reverse=True) if rest.endswith(c)), "")
    return replace(
        old or Quantity(),
        count=numbers[0] if len(numbers) == 1 else None,
        low=numbers[0] if len(numbers) == 2 else None,
        high=numbers[1] if len(numbers) == 2 else None,
        bound=BOUNDS.get(found["bound"] or "", "exact"),
        unit=rest.removesuffix(cause).strip() or None,
        kind=cause.replace(" ", "_") or None,
        cumulative=total,
    )

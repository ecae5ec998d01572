"""What was read and what was decided: documents, mentions, claims, decisions, and who is who by them.

Law: everything kept is frozen and named by its content, so that reading twice is reading once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from orbat.model.values import Object, Period, Span, identify

Role = Literal["title", "body", "quote", "caption", "chrome"]
Kind = Literal["person", "group", "place", "time", "work", "event", "thing"]
Form = Literal["named", "described", "pronoun"]
Stance = Literal["asserts", "hedges", "denies", "relays", "doubts", "corroborates"]
Basis = Literal["told", "witnessed", "inferred", "unsaid"]
Status = Literal["said", "planned", "negated", "hypothetical", "ended"]
Verdict = Literal[
    "same", "different", "unsure", "accept", "reject", "correct", "add", "undo", "heading", "grade"
]
NameKind = Literal[
    "name", "transliteration", "translation", "acronym", "nom_de_guerre", "former", "short", "misspelling"
]
Precision = Literal["point", "locality", "district", "area", "country", "unresolved"]
LIST_ENTRY = "application/x-list-entry"  # media type of an entry of a list, which no reader of prose reads
LIST_ENTRY_URI = "list:"  # then the list's key, "/" and the entry's reference there
MACHINE = "machine:"  # `by` of a decision that no person took starts so
PERSON = "person:"  # `reader` of a run starts so where a person read
PERSON_MADE = "person"  # `rule` of a claim that a person made


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a text with one role, one dateline and one author. Boilerplate is `chrome`, never cut.

    `dateline` is an EDTF date ("2016-05" where no day is known); None: the document's publication date.
    `author` is the voice in which the section speaks; None: the document's author, or else its publisher.
    """

    start: int
    end: int
    role: Role = "body"
    dateline: str | None = None
    author: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Where a place mention was found to be, WGS84 degrees; `why` names the rule and gazetteer used."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    why: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says or passes on. `speaker` is a mention's id; None is the author of the section."""

    speaker: str | None
    stance: Stance
    basis: Basis = "unsaid"


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """What a claim adds to its predicate. `with_` and `against` are mention ids."""

    name_kind: NameKind | None = None
    role: str | None = None
    rank: str | None = None
    event_type: str | None = None
    means: str | None = None  # arms, money, training, air support, orders
    count: int | None = None
    with_: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """What a reader found and could not stand behind: the words, where, and the reason."""

    start: int
    end: int
    words: str
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """Something published. `body` is the sha256 of the bytes, and the id stands on it alone."""

    body: str
    uri: str
    source: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    retrieved: str | None = None
    media_type: str = "text/plain"
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identify("doc", self.body))


@dataclass(frozen=True, slots=True)
class Text:
    """The characters of a document as a maker saw them. Offsets count Python code points of `body`."""

    document: str
    maker: str
    body: str
    language: str | None = None
    sections: tuple[Section, ...] = ()
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identify("text", self))


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of one text by one version of a reader. The id leaves `at` out."""

    text: str
    reader: str
    version: str
    settings: str = ""
    at: str = ""
    rejects: tuple[Reject, ...] = ()
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identify("run", [self.text, self.reader, self.version, self.settings]))

    @property
    def by_person(self) -> bool:
        """Whether a person read."""
        return self.reader.startswith(PERSON)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that stand for somebody or something.

    `name`: the words without article and rank. `same_as`: the id of the fullest mention of the same thing
    in this text (None: this is it). `value`: the TIMEX3 value of a time. `location`: of a resolved place.
    """

    span: Span
    kind: Kind
    name: str
    form: Form = "named"
    same_as: str | None = None
    value: str | None = None
    location: Location | None = None
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identify("mention", [self.span, self.kind, self.name, self.form]))


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement in one predicate, with the words that say it and the chain of who says so.

    `subject` and Ref objects are mention ids. `voices` run from the outermost (the author) inwards.
    `rule` names the pattern, lexicon line or model that made it.
    """

    subject: str
    predicate: str
    object: Object
    evidence: Span
    voices: tuple[Voice, ...]
    period: Period | None = None
    place: tuple[str, ...] = ()
    qualifiers: Qualifiers = Qualifiers()
    status: Status = "said"
    rule: str = ""
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identify("claim", self))


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about something kept, and why. Undo is one more decision.

    Claims that a person made: `add` is about the claim that was added; `correct` is about the claim that was
    wrong, and `other` is the one that stands for it.
    `score`: how sure a machine was, 0 to 1; of its joins that cannot all be, the surest holds.
    """

    about: str
    verdict: Verdict
    by: str
    at: str
    other: str | None = None
    why: str = ""
    score: float | None = None
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identify("decision", self))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans of one report of speech: who (None: nobody named), the cue, and what was said."""

    content: tuple[int, int]
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    stance: Stance = "asserts"


@dataclass(frozen=True, slots=True)
class Tie:
    """Two mentions that something may hold between: a place to look, too weak for a claim."""

    predicate: str
    source: str  # mention ids
    target: str
    rule: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one run read from one text."""

    run: Run
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity, with the claim that gives it (None: the words of a mention)."""

    text: str
    kind: NameKind = "name"
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that mentions stand for. Worked out; `names` runs from the heading down.

    `mentioned`: how often it is; `mentions` may hold only those of the claims that a view is made from.
    `named`: whether a text names it or only describes it. `location`: of the first mention that has one.
    """

    id: str
    kind: Kind
    names: tuple[Name, ...]
    mentions: tuple[str, ...]
    mentioned: int = 0
    named: bool = True
    location: Location | None = None

    @property
    def heading(self) -> str:
        """The name to show."""
        return self.names[0].text


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """Everything kept that a view is worked out from, by id. `claims` and `mentions` are of current runs."""

    documents: Mapping[str, Document]
    texts: Mapping[str, Text]
    mentions: Mapping[str, Mention]
    claims: Mapping[str, Claim]
    decisions: tuple[Decision, ...] = ()
    runs: tuple[Run, ...] = ()

    def quote(self, span: Span) -> str:
        """The exact words of a span."""
        return self.texts[span.text].body[span.start : span.end]

    def document_of(self, claim: Claim) -> Document:
        """The document that a claim was read from."""
        return self.documents[self.texts[claim.evidence.text].document]

    def section_of(self, span: Span) -> Section | None:
        """The section that a span starts in."""
        found = (s for s in self.texts[span.text].sections if s.start <= span.start < s.end)
        return next(found, None)

    def fullest(self, mention: str) -> Mention:
        """The fullest mention of the same thing in its text."""
        found = self.mentions[mention]
        while found.same_as and found.same_as in self.mentions:
            found = self.mentions[found.same_as]
        return found

    def author_at(self, span: Span) -> str:
        """Whose voice the words at `span` are: the section's author, or else the document's."""
        section = self.section_of(span)
        if section and section.author:
            return section.author
        document = self.documents[self.texts[span.text].document]
        return document.authors[0] if document.authors else document.source or document.uri

    def speaker(self, claim: Claim, voice: Voice) -> str:
        """The name of who speaks in one voice of a claim."""
        return self.fullest(voice.speaker).name if voice.speaker else self.author_at(claim.evidence)

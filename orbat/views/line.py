"""One line of a view: a finding in words, with every quote, voice and dispute behind it.

Law: no line without its quotes (1). How surely it is said (`stance`) and how believable it is (`grade`)
are two fields (10).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from orbat.errors import NotFoundError
from orbat.model import (
    Claim,
    Entity,
    Finding,
    Independent,
    Kept,
    NameKind,
    Period,
    Quantity,
    Remark,
    Stance,
    Status,
    Words,
)
from orbat.names import fold
from orbat.resolve import Index, accepted, entities
from orbat.views.phrases import chain, figure, heard, when
from orbat.vocab import predicates
from orbat.weigh import ANY_DAY, Dates, Origins, days, doubtful, findings, known, origins


@dataclass(frozen=True, slots=True)
class Cited:
    """One claim behind a line. `start` and `end` are code points of the text; `document` is an id."""

    claim: str
    quote: str
    voices: str
    stance: Stance
    document: str
    title: str
    publisher: str | None
    published: str | None
    start: int
    end: int
    page: int | None = None
    when: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Contest:
    """What speaks against a line: the rule that found it, a line for people, the claims on the other side."""

    rule: str
    why: str
    citations: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as it is read: `subject` `label` `text`. `object` is an entity's id where there is one.

    `perhaps`: why it only may hold as of the day that was asked about.
    """

    finding: str
    subject_id: str
    subject: str
    predicate: str
    label: str
    text: str
    object: str | None
    when: str
    edtf: str | None
    place: str
    status: Status
    stance: Stance
    grade: str | None
    sources: tuple[str, ...]
    citations: tuple[Cited, ...]
    disputes: tuple[Contest, ...]
    reviewed: bool
    voices: tuple[Independent, ...] = ()
    remarks: tuple[Remark, ...] = ()
    perhaps: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What to know before taking the line as said: hedged, planned, said not to be so, disputed."""
        status = {"said": "", "negated": "said not to be so", "ended": "no longer so"}.get(
            self.status, self.status
        )
        stance = {"hedges": "hedged", "doubts": "doubted"}.get(self.stance, "")
        disputed = "disputed" if self.disputes else ""
        perhaps = f"perhaps: {self.perhaps}" if self.perhaps else ""
        return tuple(m for m in (status, stance, disputed, perhaps) if m)

    @property
    def notes(self) -> tuple[str, ...]:
        """What weighing saw besides: its grade, its independent voices, what adds up."""
        said = heard([(v.name, v.interest) for v in self.voices])
        graded = f"graded {self.grade}" if self.grade else ""
        return tuple(n for n in (graded, said, *(f"{r.rule}: {r.why}" for r in self.remarks)) if n)


@dataclass(frozen=True, slots=True)
class Worked:
    """What all views are made from. `about`: the findings that an entity has any part in, by its id."""

    kept: Kept
    index: Index
    findings: Mapping[str, Finding]
    about: Mapping[str, tuple[Finding, ...]]
    accepted: frozenset[str]
    dates: Dates
    copies: Origins
    lines: Mapping[str, Line] = field(default_factory=dict)  # lines that are there already, by their finding
    labelled: Mapping[str, str] = field(default_factory=dict)  # and labels of those without a name
    newest: str = ""  # when the newest text of the casebook was published

    def find(self, name: str) -> tuple[Entity, tuple[Entity, ...]]:
        """The most mentioned entity of this name, and the others. Raises NotFoundError with near names."""
        found = self.index.named(name)
        if found:
            return found[0], tuple(found[1:])
        raise unheard(name, self.index.near(name))

    def label(self, entity: str) -> str:
        """The heading, or for somebody without a name whose kin we know: "brother of Khalid al-Hassan"."""
        found = self.index.entities[entity]
        if entity in self.labelled:
            return self.labelled[entity]
        if not found.named:
            for finding in self.about.get(entity, ()):
                role = next((c.qualifiers.role for c in self.claims(finding) if c.qualifiers.role), None)
                kin = finding.predicate == "related_to" and finding.subject == entity and finding.object
                if kin and role and isinstance(kin, str):
                    return f"{role} of {self.index.entities[kin].heading}"
        return found.heading

    def claims(self, finding: Finding) -> list[Claim]:
        """The claims that support a finding, in reading order."""
        found = (self.kept.claims[c] for c in finding.supported)
        return sorted(found, key=lambda c: (c.evidence.text, c.evidence.start, c.evidence.end, c.id))

    def labels(self, mentions: Iterable[str]) -> list[str]:
        """The labels of the entities that mentions stand for, each once."""
        return list(dict.fromkeys(self.label(e.id) for m in mentions if (e := self.index.get(m))))


def unheard(name: str, near: Iterable[str]) -> NotFoundError:
    """What to say where nothing bears a name; `near`: headings that look like it."""
    shown = ["".join(c for c in heading if c.isprintable()) for heading in near]
    hint = f"; near it: {', '.join(shown)}" if shown else "; `orbat status` says what was read"
    return NotFoundError(f"nobody and nothing is named {name!r} in the casebook{hint}")


def work_out(
    of: Kept | Worked,
    dates: Dates = ANY_DAY,
    resolved: Iterable[Entity] | None = None,
    copies: Origins | None = None,
) -> Worked:
    """Entities and findings of everything kept; as of a day, without what does not hold then.

    Who is who is what is known today, whatever the dates, so that two days can be compared. Of a part of what
    is kept: with the entities of that part, and the copies among everything. What is worked out already is
    given back as it is.
    """
    if isinstance(of, Worked):
        return of
    kept = known(of, dates.known_on)
    found = list(entities(of) if resolved is None else resolved)
    index = Index(found)
    copies = copies or origins(kept)
    weighed = {f.id: f for f in findings(kept, found, copies) if doubtful(f, dates.as_of) is not None}
    about: dict[str, list[Finding]] = defaultdict(list)
    for finding in weighed.values():
        for entity in sorted(_parties(finding, kept, index)):
            about[entity].append(finding)
    by_entity = {k: tuple(v) for k, v in about.items()}
    newest = max((d.published for d in kept.documents.values() if d.published), default="")
    return Worked(kept, index, weighed, by_entity, accepted(kept.decisions), dates, copies, newest=newest)


def from_lines(
    entities: Iterable[Entity],
    found: Mapping[str, Finding],
    lines: Mapping[str, Line],
    labels: Mapping[str, str],
    dates: Dates,
) -> Worked:
    """What trees and networks are made from, where the lines of their findings are there already."""
    held = {id_: found[id_] for id_ in sorted(found) if doubtful(found[id_], dates.as_of) is not None}
    about: dict[str, list[Finding]] = defaultdict(list)
    for finding in held.values():
        about[finding.subject].append(finding)
    by_subject = {subject: tuple(told) for subject, told in about.items()}
    nothing = Kept({}, {}, {}, {})
    return Worked(
        nothing, Index(entities), held, by_subject, frozenset(), dates, origins(nothing), lines, labels
    )


def _parties(finding: Finding, kept: Kept, index: Index) -> set[str]:
    parties = {finding.subject, *finding.place}
    if isinstance(finding.object, str):
        parties.add(finding.object)
    for claim in (kept.claims[c] for c in finding.supported):
        others = [*claim.qualifiers.with_, *claim.qualifiers.against]
        if isinstance(claim.object, Quantity) and claim.object.by:
            others.append(claim.object.by)
        parties.update(e.id for m in others if (e := index.get(m)))
    return parties


def cite(worked: Worked, claim: Claim) -> Cited:
    """A claim with its exact words, who says so, and where they stand."""
    kept = worked.kept
    document, section = kept.document_of(claim), kept.section_of(claim.evidence)
    voices = [
        (
            next(iter(worked.labels([v.speaker] if v.speaker else [])), None) or kept.speaker(claim, v),
            v.stance,
        )
        for v in claim.voices
    ]
    author = kept.author_at(claim.evidence)
    return Cited(
        claim.id,
        kept.quote(claim.evidence),
        chain(voices or [(author, "asserts")]),
        claim.voices[-1].stance if claim.voices else "asserts",
        document.id,
        document.title or document.uri,
        document.source,
        (section and section.dateline) or document.published,
        claim.evidence.start,
        claim.evidence.end,
        section.page if section else None,
        when(claim.period),
        ", ".join(worked.labels(claim.place)),
    )


def line(worked: Worked, finding: Finding, seen_from: str | None = None) -> Line:
    """A finding as a line; seen from its object it is turned round: "has under it X" for "part of Y"."""
    if seen_from is None and finding.id in worked.lines:
        perhaps = doubtful(finding, worked.dates.as_of) or ""
        return replace(worked.lines[finding.id], perhaps=perhaps)
    claims = worked.claims(finding)
    predicate = predicates()[finding.predicate]
    other = finding.object if isinstance(finding.object, str) else None
    turned = seen_from is not None and seen_from == other != finding.subject
    subject, object_ = (other, finding.subject) if turned and other else (finding.subject, other)
    label = (predicate.inverse or predicate.label) if turned else predicate.label
    if finding.predicate == "related_to" and (
        role := next(filter(None, (c.qualifiers.role for c in claims)), None)
    ):
        label = f"has as {role}" if turned else f"{role} of"
    if isinstance(finding.object, Quantity):
        label = "was" if worked.index.entities[subject].kind == "person" else f"{label}:"
    text = worked.label(object_) if object_ else _words(worked, finding, claims)
    who = worked.label(subject)  # of somebody known as kin alone it says what the line says
    dated = _dated(finding)
    stances = {c.voices[-1].stance for c in claims if c.voices} or {"asserts"}
    order: tuple[Stance, ...] = ("asserts", "relays", "corroborates", "hedges", "denies", "doubts")
    return Line(
        finding.id,
        subject,
        who if who != f"{label} {text}" else "somebody unnamed",
        finding.predicate,
        label,
        text + _extras(worked, claims),
        object_,
        when(finding.period),
        dated.edtf() if dated and (dated.first or dated.last) else None,
        ", ".join(worked.label(p) for p in finding.place),
        finding.status,
        next(s for s in order if s in stances),
        finding.grade,
        finding.sources,
        tuple(cite(worked, c) for c in claims),
        tuple(_contest(worked, d.rule, d.why, d.claims) for d in finding.disputed),
        any(c in worked.accepted for c in (finding.id, *finding.supported)),
        finding.voices,
        finding.remarks,
        doubtful(finding, worked.dates.as_of) or "",
    )


def _contest(worked: Worked, rule: str, why: str, claims: tuple[str, ...]) -> Contest:
    return Contest(rule, why, tuple(cite(worked, worked.kept.claims[c]) for c in claims))


NAME_KINDS: dict[NameKind, str] = {
    "nom_de_guerre": "nom de guerre",
    "former": "former name",
    "short": "short form",
}


def _words(worked: Worked, finding: Finding, claims: list[Claim]) -> str:
    value = finding.object
    if isinstance(value, Quantity):
        by = worked.labels([value.by] if value.by else [])
        return figure(value, ", ".join(by), one=worked.index.entities[finding.subject].kind == "person")
    if isinstance(value, Period):
        return when(value)
    assert isinstance(value, Words)
    return value.text


def _extras(worked: Worked, claims: list[Claim]) -> str:
    """Role, rank, means and company, as the claims give them."""
    said = [c.qualifiers for c in claims]
    parts: list[str] = []
    kinds = (NAME_KINDS.get(q.name_kind, q.name_kind) for q in said if q.name_kind)
    kin = claims[0].predicate == "related_to"  # there the role is in the label
    roles = (w for q in said for w in (q.rank, q.role) if w and not kin)
    parts += [*kinds, *roles]
    if means := dict.fromkeys(q.means for q in said if q.means):
        parts.append(f"means: {', '.join(means)}")
    parts += [f"{q.count:,} of them" for q in said if q.count]
    for word, mentions in (
        ("with", [m for q in said for m in q.with_]),
        ("against", [m for q in said for m in q.against]),
    ):
        if labels := worked.labels(mentions):
            parts.append(f"{word} {', '.join(labels)}")
    distinct = {fold(p): p for p in reversed(parts)}
    return f" ({'; '.join(reversed(distinct.values()))})" if distinct else ""


def in_words(shown: Line) -> str:
    """A line as one run of words: "River Guard led by Ali Nur (captain), since 2016"."""
    when = f", {shown.when}" if shown.when and shown.when != shown.text else ""
    at = f", at {shown.place}" if shown.place else ""
    return f"{shown.subject} {shown.label} {shown.text}{when}{at}"


def in_time(lines: Iterable[tuple[Finding, Line]]) -> list[Line]:
    """Lines by date, undated last."""
    return [
        shown
        for finding, shown in sorted(
            lines, key=lambda p: (_dated(p[0]) is None, days(_dated(p[0])), p[1].text, p[1].finding)
        )
    ]


def _dated(finding: Finding) -> Period | None:
    return finding.object if isinstance(finding.object, Period) else finding.period

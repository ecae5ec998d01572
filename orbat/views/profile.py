"""Who are they? Everything that is said of one entity, part by part, and what nobody says.

Law 7: what a person rejected and which other entities share the name is said in `notes`.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from orbat.model import Entity, Finding, Kept, Name, Quantity
from orbat.resolve import rejected
from orbat.views.line import Contest, Line, Worked, in_time, line, work_out
from orbat.views.phrases import day
from orbat.vocab import predicates
from orbat.weigh import ANY_DAY, Copy, Dates

Placed = tuple[str, Finding, Line]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a profile; `key` is a section of vocab.toml."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Lines about one thing that do not agree, side by side, and the rule that found it.

    `against`: what speaks against them and is no line of its own, such as a denial or the author's doubt.
    """

    rule: str
    subject: str
    sides: tuple[Line, ...]
    against: tuple[Contest, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that the profile stands on, with how many of its claims are shown.

    `again`: what earlier text it is once more, and how that is known.
    """

    document: str
    title: str
    publisher: str | None
    published: str | None
    uri: str
    claims: int
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """Who an entity is. `glance`: titles and lines for a short table. `unknown`: what no text read says."""

    entity: str
    heading: str
    kind: str
    names: tuple[Name, ...]
    glance: tuple[tuple[str, tuple[Line, ...]], ...]
    parts: tuple[Part, ...]
    disputed: tuple[Disagreement, ...]
    unknown: tuple[str, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]

    @property
    def lines(self) -> list[Line]:
        """Every line once, in the order of the parts."""
        return list({shown.finding: shown for part in self.parts for shown in part.lines}.values())


@cache
def _layout() -> dict[str, Any]:
    return tomllib.loads(files("orbat.views").joinpath("sections.toml").read_text(encoding="utf-8"))


def follow(of: str) -> tuple[str, ...]:
    """The predicates that are told of the `people` of a group, or of their `kin`, in its own profile."""
    return tuple(_layout()["follow"][of])


def profile(of: Kept | Worked, name: str, dates: Dates = ANY_DAY) -> Profile:
    """The profile of the most mentioned entity that bears `name`, or whose id it is.

    Raises NotFoundError, with near names, where nothing bears it.
    """
    worked = work_out(of, dates)
    entity, others = worked.find(name)
    placed = list(_placed(worked, entity))
    parts = tuple(_parts(placed, entity))
    shown = list({x.finding: x for part in parts for x in part.lines}.values())
    return Profile(
        entity.id,
        worked.label(entity.id),
        entity.kind,
        entity.names,
        tuple(_glance(parts, entity)),
        parts,
        tuple(_disagreements(shown)),
        tuple(_unknown(worked, entity)),
        tuple(_sources(worked, shown)),
        tuple(_notes(worked, entity, others, name)),
    )


def _placed(worked: Worked, entity: Entity) -> Iterator[Placed]:
    """Each finding of the entity with the part it stands in, and what is said of its people and their kin."""
    people: set[str] = set()
    for finding in worked.about.get(entity.id, ()):
        section = _section(worked, finding, entity)
        yield section, finding, line(worked, finding, entity.id)
        if section == "people":
            people |= {x for x in (finding.subject, finding.object) if isinstance(x, str)} - {entity.id}
    follow = _layout()["follow"]
    told: set[str] = set()
    kin: set[str] = set()
    for person in sorted(people):
        for finding in worked.about.get(person, ()):
            if finding.predicate == "related_to":
                kin |= {x for x in (finding.subject, finding.object) if isinstance(x, str)}
    for group, wanted in ((people, follow["people"]), (kin - people, follow["kin"])):
        for person in sorted(group - {entity.id}):
            for finding in worked.about.get(person, ()):
                fits = finding.predicate in wanted and person in (finding.subject, finding.object)
                if fits and finding.id not in told:
                    told.add(finding.id)
                    yield "people", finding, line(worked, finding)


def _section(worked: Worked, finding: Finding, entity: Entity) -> str:
    predicate = predicates()[finding.predicate]
    if finding.subject == entity.id:
        return predicate.section
    if finding.object == entity.id:
        return predicate.inverse_section or "here"
    if entity.id in finding.place:
        return "here"
    by = {c.object.by for c in worked.claims(finding) if isinstance(c.object, Quantity) and c.object.by}
    return "inflicted" if by & set(entity.mentions) else "operations"


def _parts(placed: list[Placed], entity: Entity) -> Iterator[Part]:
    grouped: dict[str, list[tuple[Finding, Line]]] = defaultdict(list)
    for section, finding, shown in placed:
        grouped[section].append((finding, shown))
    ranks = {name: i for i, name in enumerate(predicates())}

    def weight(pair: tuple[Finding, Line]) -> tuple[bool, int, int, int, str, str]:
        finding, shown = pair
        own = entity.id in (finding.subject, finding.object)
        return (
            not own,
            ranks[finding.predicate],
            -len(finding.sources),
            -len(shown.citations),
            shown.text,
            finding.id,
        )

    for key, layout in _layout()["section"].items():
        if key in grouped:
            title = (
                layout.get("title_person", layout["title"]) if entity.kind == "person" else layout["title"]
            )
            timed = layout.get("order") == "time"
            lines = in_time(grouped[key]) if timed else [x for _, x in sorted(grouped[key], key=weight)]
            yield Part(key, title, tuple(lines))


def _glance(parts: Iterable[Part], entity: Entity) -> Iterator[tuple[str, tuple[Line, ...]]]:
    for part in parts:
        wanted = _layout()["section"][part.key].get("glance", ())
        lines = [x for x in part.lines if x.predicate in wanted and x.subject_id == entity.id]
        if lines:
            yield part.title, tuple(lines)


def _disagreements(shown: Iterable[Line]) -> Iterator[Disagreement]:
    grouped: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for each in shown:
        for rule in sorted({d.rule for d in each.disputes}):
            grouped[(each.subject, each.predicate, rule)].append(each)
    for (subject, _, rule), sides in grouped.items():
        cited = {c.claim for side in sides for c in side.citations}
        contests = dict.fromkeys(c for side in sides for c in side.disputes if c.rule == rule)
        against = (
            replace(c, citations=tuple(x for x in c.citations if x.claim not in cited)) for c in contests
        )
        alone = len(sides) == 1
        yield Disagreement(rule, subject, tuple(sides), tuple(c for c in against if c.citations or alone))


def _unknown(worked: Worked, entity: Entity) -> Iterator[str]:
    about = worked.about.get(entity.id, ())
    said = {f.predicate for f in about if f.subject == entity.id and f.status == "said"}
    inverse = {f.predicate for f in about if f.object == entity.id and f.status == "said"}
    for gap in _layout()["unknown"]:
        known = not said.isdisjoint(gap["predicates"]) or not inverse.isdisjoint(gap.get("inverse", ()))
        if gap["kind"] == entity.kind and not known:
            yield gap["text"]


def _sources(worked: Worked, shown: Iterable[Line]) -> Iterator[Source]:
    kept = worked.kept
    cited: dict[str, set[str]] = defaultdict(set)
    for each in shown:
        for c in (*each.citations, *(c for d in each.disputes for c in d.citations)):
            cited[c.document].add(c.claim)
    for id_ in sorted(cited, key=lambda d: (kept.documents[d].published or "9999", d)):
        doc = kept.documents[id_]
        again = tuple(posted_again(kept, c) for c in worked.copies.copies if c.document == id_)
        yield Source(id_, doc.title or doc.uri, doc.source, doc.published, doc.uri, len(cited[id_]), again)


def posted_again(kept: Kept, copy: Copy) -> str:
    """In words: "the text of May 2016 by A. Writer again: the page gives that date"."""
    first = kept.documents[copy.of] if copy.of else None
    title = f"“{first.title or first.uri}”" if first else "the text"
    on = f" of {day(copy.on)}" if copy.on != "9999" else ""
    return f"{title}{on} by {copy.by} again: {copy.why}"


def _notes(worked: Worked, entity: Entity, others: tuple[Entity, ...], name: str) -> Iterator[str]:
    for other in others:
        yield f"{name!r} is also a name of: {worked.label(other.id)} ({other.kind}, {other.id})"
    if worked.dates.known_on:
        yield f"as known on {day(worked.dates.known_on)}: what was published later is not shown"
    if worked.dates.as_of:
        yield f"as of {day(worked.dates.as_of)}: what does not hold then is not shown"
    out = rejected(worked.kept.decisions)
    lost = [c for c in worked.kept.claims.values() if c.id in out and worked.index.get(c.subject) == entity]
    if lost:
        yield f"claims that a person rejected, not shown: {len(lost)}"

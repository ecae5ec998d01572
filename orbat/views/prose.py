"""A profile as an analyst would write it: paragraphs by theme, every sentence with its quotes.

Law 1: no sentence without a quote; what is not known is said from the gaps and cites nothing.
Law 3: the same findings in any order give the same text: templates (prose.toml) and no model.
Law 10: a sentence is hedged as its voices hedge, and a dispute is told as one.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from orbat.model import Entity, Finding, Kept, Period, Quantity, Words
from orbat.names import fold
from orbat.views.gaps import gaps
from orbat.views.line import Cited, Line, Worked, line, work_out
from orbat.views.phrases import article, dated, figure, listed
from orbat.weigh import ANY_DAY, Dates

SAME = "By the same account, "


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the numbers of its footnotes, from 1."""

    text: str
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """The text: paragraphs of sentences by theme, and the quotes they stand on, in order of first use."""

    entity: str
    heading: str
    paragraphs: tuple[tuple[str, tuple[Sentence, ...]], ...]
    footnotes: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding as it is written: `words` with {x} for the other end, and what must be equal to be merged."""

    finding: Finding
    line: Line
    theme: str
    words: str
    other: str
    lead: str  # "According to Tomas Everglade, "
    surely: bool  # the lead says who says so and no more: what comes after may say "by the same account"
    tail: str  # " in March 2016, at Aleppo"


@cache
def _plans() -> dict[str, Any]:
    return tomllib.loads(files("orbat.views").joinpath("prose.toml").read_text(encoding="utf-8"))


def prose(of: Kept | Worked, name: str, dates: Dates = ANY_DAY) -> Prose:
    """The profile of the entity of this name in prose. Raises NotFoundError."""
    worked = work_out(of, dates)
    entity = worked.find(name)[0]
    told: dict[str, list[_Told]] = defaultdict(list)
    for finding in worked.about.get(entity.id, ()):
        if entity.id in (finding.subject, finding.object):
            each = _told(worked, finding, entity)
            told[each.theme].append(each)
    notes: dict[Cited, int] = {}
    paragraphs = [
        (theme, tuple(_paragraph(worked, entity, told[theme], notes)))
        for theme in _plans()["themes"]
        if told[theme]
    ]
    unknown = [gap.text for gap in gaps(worked, entity.id) if not gap.lines]
    if unknown:
        paragraphs.append(("gaps", tuple(Sentence(text, ()) for text in unknown)))
    return Prose(entity.id, worked.label(entity.id), tuple(paragraphs), tuple(notes))


def _told(worked: Worked, finding: Finding, entity: Entity) -> _Told:
    plan = _plans()["predicate"][finding.predicate]
    shown = line(worked, finding)
    seen = finding.subject != entity.id and "seen" in plan
    over = finding.status == "ended" or (finding.period is not None and finding.period.last is not None)
    form = "was" if over and not plan.get("once") else "is"
    key = ("seen_was" if form == "was" and "seen_was" in plan else "seen") if seen else form
    words = plan["person"] if entity.kind == "person" and "person" in plan else plan[key]
    theme = plan.get("seen_theme", plan["theme"]) if seen else plan["theme"]
    other = _other(worked, finding, entity, words)
    words = words.replace("{a}", "{x}").replace("{on}", "{x}")
    when = "" if isinstance(finding.object, Period) else dated(finding.period)
    place = listed([worked.label(p) for p in finding.place])
    tail = (f" {when}" if when else "") + (f", at {place}" if place else "")
    return _Told(finding, shown, theme, words, other, *_lead(finding, shown), tail)


def _other(worked: Worked, finding: Finding, entity: Entity, words: str) -> str:
    value = finding.object
    if isinstance(value, Period):
        return dated(value) or "at a time not told"
    if isinstance(value, Quantity):
        by = worked.labels([value.by] if value.by else [])
        return figure(value, ", ".join(by), one=entity.kind == "person")
    if isinstance(value, Words):
        said = article(value.text) if "{a}" in words else value.text
        return said + _company(worked, finding, said)
    end = finding.subject if value == entity.id != finding.subject else value
    return worked.label(end) + _role(worked, finding)


def _role(worked: Worked, finding: Finding) -> str:
    """A post as it is added to a name: "Ali Nur, its captain"; means: "Iran (arms)"."""
    given = [c.qualifiers for c in worked.claims(finding)]
    roles = sorted({" ".join(w for w in (q.rank, q.role) if w) for q in given} - {""})
    means = sorted({q.means for q in given if q.means})
    extra = [*roles, *(f"with {m}" for m in means)]
    return f" ({listed(extra)})" if extra else ""


def _company(worked: Worked, finding: Finding, said: str) -> str:
    """Beside whom and against whom, where the words do not say it."""
    claims = worked.claims(finding)
    beside = worked.labels(m for c in claims for m in c.qualifiers.with_)
    against = worked.labels(m for c in claims for m in c.qualifiers.against)
    beside, against = ([n for n in names if fold(n) not in fold(said)] for names in (beside, against))
    return (f" beside {listed(sorted(beside))}" if beside else "") + (
        f" against {listed(sorted(against))}" if against else ""
    )


def _lead(finding: Finding, shown: Line) -> tuple[str, bool]:
    """How a sentence begins that says who says so, and how surely; whether it says only who."""
    names = listed(sorted({v.name for v in shown.voices} or set(shown.sources)))
    own = bool(shown.voices) and all(v.interest == "itself" for v in shown.voices)
    if finding.status == "negated":
        return f"According to {names}, it is not so that ", False
    if finding.status == "planned":
        return f"According to {names}, it was planned that ", False
    if finding.status == "hypothetical":
        return f"{names} considered it possible that ", False
    if shown.stance == "hedges":
        return f"According to {names}, who would not say so firmly, ", False
    if shown.stance in ("doubts", "denies"):
        return f"{names} doubted that ", False
    if own:
        return "By its own account, ", True
    return ("", False) if len(shown.voices) > 1 else (f"According to {names}, ", True)


def _paragraph(
    worked: Worked, entity: Entity, told: Sequence[_Told], notes: dict[Cited, int]
) -> Iterable[Sentence]:
    """The sentences of one theme: what agrees first, in the order of time; then what is disputed."""
    heading = worked.label(entity.id)
    grouped: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    disputed: dict[str, list[_Told]] = defaultdict(list)
    for each in sorted(told, key=_order):
        if each.line.disputes:
            disputed[each.finding.predicate].append(each)
        else:
            grouped[each.words, each.lead, each.tail].append(each)
    named, before = False, ""
    for (words, lead, tail), group in grouped.items():
        others = listed(list(dict.fromkeys(each.other for each in group)))
        it = _it(entity, heading, named)
        named = True
        said = f"{it} {words.replace('{x}', others)}{tail}."
        opening, before = SAME if lead == before and group[0].surely else lead, lead
        yield Sentence(_capital(opening + _small(said, it) if lead else said), _cite(group, notes))
    for predicate in sorted(disputed):
        it = _it(entity, heading, named)
        named = True
        yield _disputed(disputed[predicate], it, notes)


def _order(each: _Told) -> tuple[str, int, str, str, str]:
    return (each.line.edtf or "9999", -len(each.line.voices), each.words, each.other, each.finding.id)


def _it(entity: Entity, heading: str, named: bool) -> str:
    return "It" if named and entity.kind not in ("person", "place") else heading


def _small(said: str, it: str) -> str:
    return said[0].lower() + said[1:] if it == "It" else said


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _disputed(sides: Sequence[_Told], it: str, notes: dict[Cited, int]) -> Sentence:
    """Sides told against each other: nobody is believed more than another."""
    parts: list[str] = []
    for each in sides:
        lead = each.lead or f"According to {listed(sorted(each.line.sources))}, "
        parts.append(f"{lead[0].lower() if parts else lead[0]}{lead[1:]}")
        parts[-1] += f"{_small(it + ' ' + each.words.replace('{x}', each.other), it)}{each.tail}"
    said = "; but ".join(parts) if len(parts) < 3 else "; ".join(parts[:-1]) + "; and " + parts[-1]
    rules = listed(sorted({d.rule for each in sides for d in each.line.disputes}))
    against = sorted({d.why for d in sides[0].line.disputes}) if len(sides) == 1 else []
    why = f": {'; '.join(against)}" if against else ""
    return Sentence(_capital(f"{said}. This is disputed ({rules}){why}."), _cite(sides, notes))


def _cite(group: Iterable[_Told], notes: dict[Cited, int]) -> tuple[int, ...]:
    cited = [c for each in group for c in each.line.citations]
    cited += [c for each in group for d in each.line.disputes for c in d.citations]
    return tuple(sorted({notes.setdefault(c, len(notes) + 1) for c in cited}))

"""The notation of tests/cases: what it says, as a Kept, and what weighing makes of it, in the same notation.

docs/weighing.md shows it. A claim is one line: who says it, then subject, predicate, object and the rest.

    Ana @2020-05 > River Guard denies: River Guard | part_of | Hill Corps | when=2019 | place=Alba
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gold_kept import period

from orbat.model import (
    Claim,
    Document,
    Finding,
    Kept,
    Kind,
    Mention,
    Object,
    Qualifiers,
    Quantity,
    Ref,
    Section,
    Span,
    Text,
    Voice,
    Words,
    identify,
)
from orbat.resolve import Index
from orbat.vocab import predicates
from orbat.weigh import Dates, doubtful
from orbat.weigh.times import words as in_words

CASES = Path(__file__).parent / "cases"
STANCES = ("asserts", "relays", "hedges", "denies", "doubts", "corroborates")
BOUNDS = ("at least", "at most", "about")
KINDS = ("killed_or_wounded", "killed", "wounded", "captured", "missing", "displaced")
FIGURE = re.compile(
    rf"(?:(?P<bound>{'|'.join(BOUNDS)}) )?(?:(?P<low>\d+)-(?P<high>\d+) ?|(?P<count>\d+) ?)?"
    rf"(?:(?P<kind>{'|'.join(KINDS)})|(?P<unit>[a-z]+))?(?P<all> in all)?(?: \((?P<manner>[^)]+)\))?"
)


@dataclass(frozen=True)
class Case:
    """One case of a file: its claims or its prose, and the findings that are expected."""

    file: str
    name: str
    claims: tuple[str, ...] = ()
    pages: tuple[Mapping[str, Any], ...] = ()
    people: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    as_of: str | None = None
    known_on: str | None = None
    finds: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    prose: bool = False
    why: str = ""

    @property
    def dates(self) -> Dates:
        return Dates(self.as_of, self.known_on)


def cases() -> list[Case]:
    """Every case of every file, in order."""
    found = []
    for file in sorted(CASES.glob("*.toml")):
        for plain in tomllib.loads(file.read_text("utf-8"))["case"]:
            lists = {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}
            found.append(Case(file.stem, **lists))
    return found


@dataclass
class _Page:
    """A page while it is written: its words, and the claims that stand in it."""

    author: str
    published: str | None
    about: Mapping[str, Any] = field(default_factory=dict)
    claims: list[tuple[Sequence[str], Sequence[str], Mapping[str, str]]] = field(default_factory=list)


def kept_of(case: Case) -> Kept:
    """What a perfect reader would have kept of the case."""
    pages: dict[str, _Page] = {}
    for about in case.pages:
        pages[about["page"]] = _Page(about.get("by", ""), about.get("on"), about)
    for line in case.claims:
        who, _, what = line.partition(": ")
        voices = who.split(" > ")
        outer, _, published = voices[0].partition(" @")
        published, _, stance = published.partition(" ")
        author, said = _stance(outer)
        fields = what.split(" | ")
        more = dict(f.split("=", 1) for f in fields[3:])
        page = more.pop("page", f"{author} {published}")
        if page not in pages:
            pages[page] = _Page(author, published or None)
        chain = (f"{pages[page].author or author} {stance or said or ''}".strip(), *voices[1:])
        pages[page].claims.append((chain, fields[:3], more))
    return _together(_page(name, page, case) for name, page in pages.items())


def _together(parts: Iterable[Kept]) -> Kept:
    found = list(parts)
    return Kept(
        {k: v for p in found for k, v in p.documents.items()},
        {k: v for p in found for k, v in p.texts.items()},
        {k: v for p in found for k, v in p.mentions.items()},
        {k: v for p in found for k, v in p.claims.items()},
    )


def _stance(voice: str) -> tuple[str, str | None]:
    name, _, last = voice.rpartition(" ")
    return (name, last) if last in STANCES or last == "saw" else (voice, None)


def _page(name: str, page: _Page, case: Case) -> Kept:
    body = page.about.get("text")
    quotes = [more.get("quote") or _sentence(page, *claim, more) for *claim, more in page.claims]
    if body is None:  # words of its own keep a page from being a copy of another that says the same
        body = " ".join(f"{q}." for q in quotes)
        body += "\n" + " ".join(f"{page.author}{page.published}{i}" for i in range(len(body.split()) + 9))
    document = Document(
        identify("body", [name, body]),
        page.about.get("uri", name),
        None,
        page.about.get("title"),
        (page.author,) if page.author else (),
        page.published,
        retrieved=page.about.get("got"),
    )
    sections = tuple(
        Section(
            body.index(s["text"]),
            body.index(s["text"]) + len(s["text"]),
            author=s.get("by"),
            dateline=s.get("on"),
        )
        for s in page.about.get("sections", ())
    )
    text = Text(document.id, "case", body, "en", sections)
    mentions: dict[str, Mention] = {}
    claims = []
    for (chain, (subject, predicate, what), more), quote in zip(page.claims, quotes, strict=True):
        at = body.index(quote)

        def mention(who: str, kind: Kind = "group", at: int = at) -> str:
            kind = "person" if who in case.people else kind
            if who not in mentions:
                start = body.find(who, at) if who in body[at:] else body.find(who)
                span = Span(text.id, start, start + len(who)) if start >= 0 else Span(text.id, at, at + 1)
                form = "described" if who[:1].islower() else "named"
                mentions[who] = Mention(span, kind, who, form)  # type: ignore[arg-type]
            return mentions[who].id

        voices = []
        for depth, voice in enumerate(chain):
            speaker, stance = _stance(voice)
            usual = "asserts" if depth == len(chain) - 1 else "relays"
            saw = "witnessed" if stance == "saw" else "unsaid"
            how = usual if stance in (None, "saw") else stance
            voices.append(Voice(mention(speaker) if depth else None, how, saw))  # type: ignore[arg-type]
        when = next((period(more[k], k) for k in ("when", "as_of", "reported_on") if k in more), None)
        claims.append(
            Claim(
                mention(subject),
                predicate,
                _object(predicate, what, mention, more),
                Span(text.id, at, at + len(quote)),
                tuple(voices),
                when,
                tuple(mention(p, "place") for p in more.get("place", "").split("; ") if p),
                Qualifiers(role=more.get("role"), means=more.get("means")),
                more.get("status", "said"),
                "case",  # type: ignore[arg-type]
            )
        )
    return Kept(
        {document.id: document},
        {text.id: text},
        {m.id: m for m in mentions.values()},
        {c.id: c for c in claims},
    )


def _sentence(page: _Page, chain: Sequence[str], what: Sequence[str], more: Mapping[str, str]) -> str:
    said = " ".join([*what, *(f"{k} {v}" for k, v in more.items())])
    return f"{' '.join(chain)} on {page.published}: {said}"


def _object(predicate: str, what: str, mention: Any, more: Mapping[str, str]) -> Object:
    match predicates()[predicate].object:
        case "figure":
            found = FIGURE.fullmatch(what)
            assert found, f"no figure: {what}"
            number = {k: int(found[k]) for k in ("low", "high", "count") if found[k]}
            return Quantity(
                **number, bound=(found["bound"] or "exact").replace(" ", "_"), kind=found["kind"],
                unit=found["unit"], by=mention(more["by"]) if "by" in more else None,
                cumulative=bool(found["all"]), manner=found["manner"],
            )  # type: ignore[arg-type]  # fmt: skip
        case "date":
            return period(what)
        case "entity":
            return Ref(mention(what, "person" if predicate in ("led_by", "related_to") else "group"))
        case "place":
            return Ref(mention(what, "place"))
        case _:
            return Words(what)


def told_of(finding: Finding, index: Index, dates: Dates) -> dict[str, str]:
    """A finding in the notation: what it says, and each thing that a case may expect of it."""
    value = finding.object
    if isinstance(value, str):
        what = index.entities[value].heading
    elif isinstance(value, Quantity):
        what = _figure(value)
    else:
        what = value.text if isinstance(value, Words) else value.edtf()
    spell = finding.spell
    voices = [v.name + ("" if v.interest == "unknown" else f" ({v.interest})") for v in finding.voices]
    return {
        "says": _says(index.entities[finding.subject].heading, finding.predicate, what),
        "standing": finding.standing,
        "voices": ", ".join(voices),
        "claims": str(len(finding.supported)),
        "disputed": ", ".join(sorted({d.rule for d in finding.disputed})),
        "remark": ", ".join(sorted({r.rule for r in finding.remarks})),
        "why": "; ".join([*(d.why for d in finding.disputed), *(r.why for r in finding.remarks)]),
        "when": finding.period.edtf() if finding.period else "",
        "seen": ", ".join(in_words(s) for s in spell.seen),
        "sure": ", ".join(in_words(s) for s in spell.sure),
        "rule": spell.rule,
        "over": spell.over or "",
        "grade": finding.grade or "",
        "perhaps": doubtful(finding, dates.as_of) or "",
    }


def _says(subject: str, predicate: str, what: str) -> str:
    """What is said; of a tie that holds either way round always the same way."""
    ends = sorted((subject, what)) if predicates()[predicate].symmetric else (subject, what)
    return f"{ends[0]} | {predicate} | {ends[1]}"


def _figure(value: Quantity) -> str:
    bound = "" if value.bound == "exact" else value.bound.replace("_", " ") + " "
    number = f"{value.low}-{value.high}" if value.low is not None else str(value.count or "")
    words = " ".join(filter(None, (number, value.kind or value.unit)))
    manner = f" ({value.manner})" if value.manner else ""
    return f"{bound}{words}{' in all' if value.cumulative else ''}{manner}"


def expected(line: str) -> dict[str, str]:
    """An expected finding: what it says, its standing, and `name: value` for the rest."""
    fields = line.split(" | ")
    more: dict[str, str] = defaultdict(str, (f.split(": ", 1) for f in fields[4:]))
    given = {"says": _says(*fields[:3]), "standing": fields[3], **more}
    return {"disputed": "", "remark": "", "perhaps": "", **given}

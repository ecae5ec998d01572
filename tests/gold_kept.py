"""Claims in the gold format, with their text, as a Kept: what a perfect reader would have kept of it."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from orbat.model import (
    Claim,
    Document,
    Form,
    Kept,
    Kind,
    Mention,
    Object,
    Period,
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
from orbat.vocab import predicates

GOLD = Path(__file__).resolve().parents[1].parent / "shared" / "gold"
PLACED = {"based_in", "operates_in", "controls"}
Plain = Mapping[str, Any]


def gold(*names: str) -> Kept:
    """The gold documents of these names in one Kept; skips the test where the folder is missing."""
    if not GOLD.exists():
        pytest.skip("needs the gold claims in ../shared/gold")
    return merge(*(_gold(GOLD / name) for name in names))


def _gold(stem: Path) -> Kept:
    claims = [json.loads(line) for line in stem.with_suffix(".claims.jsonl").read_text().splitlines() if line]
    names = json.loads(stem.with_suffix(".entities.json").read_text())
    source = json.loads(stem.with_suffix(".source.json").read_text())
    return build(stem.with_suffix(".txt").read_text(), claims, names, source)


def merge(*parts: Kept) -> Kept:
    """Several Kept as one."""
    return Kept(
        {k: v for p in parts for k, v in p.documents.items()},
        {k: v for p in parts for k, v in p.texts.items()},
        {k: v for p in parts for k, v in p.mentions.items()},
        {k: v for p in parts for k, v in p.claims.items()},
        tuple(d for p in parts for d in p.decisions),
        tuple(r for p in parts for r in p.runs),
    )


def build(body: str, claims: Sequence[Plain], names: Mapping[str, Sequence[str]], source: Plain) -> Kept:
    """One document: mentions are made where a name of `names` or of a claim stands in `body`."""
    outer = Counter(c["attribution"][0]["speaker"] for c in claims)
    author = outer.most_common(1)[0][0] if outer else "Somebody"
    document = Document(
        identify("body", body), source.get("uri", "memory:"), source.get("publisher"), source.get("title"),
        (author,), source.get("published"),
    )  # fmt: skip
    sections = []
    for voice, start in sorted({(c["attribution"][0]["speaker"], body.find(c["quote"])) for c in claims}):
        if voice != author and start >= 0:
            begin = body.rfind("\n", 0, start) + 1
            sections.append(Section(begin, (body.find("\n", start) + 1) or len(body), author=voice))
    text = Text(document.id, "test", body, "en", tuple(sections))
    made = _Mentions(text, claims, names)
    read = [_claim(c, text, made, author) for c in claims]
    return Kept(
        {document.id: document}, {text.id: text}, {m.id: m for m in made.all}, {c.id: c for c in read if c}
    )


class _Mentions:
    """The mentions of one text, by the name that the claims use."""

    def __init__(self, text: Text, claims: Sequence[Plain], names: Mapping[str, Sequence[str]]) -> None:
        self.text = text
        self.all: list[Mention] = []
        self.first: dict[str, Mention] = {}
        kinds = _kinds(claims)
        spelled = {alias: key for key, aliases in names.items() for alias in aliases if "(" not in alias}
        spelled |= {key: key for key in [*names, *kinds]}
        taken: set[int] = set()
        found: dict[str, list[tuple[int, str]]] = {}
        for alias in sorted(spelled, key=lambda a: (-len(a), a)):
            for hit in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text.body):
                if taken.isdisjoint(range(*hit.span())):
                    taken.update(range(*hit.span()))
                    found.setdefault(spelled[alias], []).append((hit.start(), alias))
        for key, hits in found.items():
            self._add(key, kinds.get(key, "group"), hits)
        for key in kinds:
            if key not in self.first:
                start = text.body.find(next(c["quote"] for c in claims if key in _used(c)))
                self.first[key] = Mention(Span(text.id, start, start + 1), kinds[key], key, "described")
                self.all.append(self.first[key])

    def _add(self, key: str, kind: Kind, hits: list[tuple[int, str]]) -> None:
        best = max(sorted(hits), key=lambda h: (h[1] == key, len(h[1])))
        for hit in [best, *sorted(h for h in hits if h != best)]:
            start, alias = hit
            form: Form = (
                "named" if re.sub(r"^[Tt]he |^[Aa]n? |^al-", "", alias)[:1].isupper() else "described"
            )
            fuller = self.first[key].id if key in self.first else None
            name = alias if form == "named" else key
            span = Span(self.text.id, start, start + len(alias))
            mention = Mention(span, kind, re.sub(r"^[Tt]he ", "", name), form, fuller)
            self.first.setdefault(key, mention)
            self.all.append(mention)

    def __call__(self, name: str) -> str:
        return self.first[name].id


def _used(claim: Plain) -> Iterable[str]:
    """The names of entities that a claim uses."""
    yield claim["subject"]
    if isinstance(claim["object"], str) and predicates()[claim["predicate"]].object in ("entity", "place"):
        yield claim["object"]
    for key in ("place", "with", "against"):
        if claim["predicate"] != "backed_by" or key != "with":
            yield from filter(None, claim.get(key, "").split("; "))
    if isinstance(claim["object"], Mapping) and claim["object"].get("by"):
        yield from claim["object"]["by"].split("; ")
    yield from (v["speaker"] for v in claim["attribution"][1:])


def _kinds(claims: Sequence[Plain]) -> dict[str, Kind]:
    kinds: dict[str, Kind] = {}
    for claim in claims:
        kinds |= {name: "group" for name in _used(claim) if name not in kinds}
    for claim in claims:
        kinds |= {name: "place" for name in claim.get("place", "").split("; ") if name}
        if claim["predicate"] in PLACED and isinstance(claim["object"], str):
            kinds[claim["object"]] = "place"
    for claim in claims:
        if claim["predicate"] in ("led_by", "related_to"):
            kinds[claim["object"]] = "person"
        if claim["predicate"] in ("member_of", "related_to"):
            kinds[claim["subject"]] = "person"
    return kinds


def _claim(plain: Plain, text: Text, mention: _Mentions, author: str) -> Claim | None:
    start = text.body.find(plain["quote"])
    if start < 0:
        return None
    predicate = predicates()[plain["predicate"]]
    voices = [
        Voice(None if i == 0 else mention(v["speaker"]), v["stance"])
        for i, v in enumerate(plain["attribution"])
    ]
    backed = plain["predicate"] == "backed_by"
    return Claim(
        mention(plain["subject"]), plain["predicate"], _object(plain["object"], predicate.object, mention),
        Span(text.id, start, start + len(plain["quote"])), tuple(voices), _when(plain),
        tuple(mention(p) for p in plain.get("place", "").split("; ") if p),
        Qualifiers(
            plain.get("name_kind"), plain.get("role"), plain.get("rank"), plain.get("event_type"),
            plain.get("with") if backed else None, plain.get("count"),
            () if backed else tuple(mention(p) for p in plain.get("with", "").split("; ") if p),
            tuple(mention(p) for p in plain.get("against", "").split("; ") if p),
        ),
        plain.get("status", "said"), "gold",
    )  # fmt: skip


def _object(plain: Any, wanted: str, mention: _Mentions) -> Object:
    if isinstance(plain, Mapping):
        by = plain.get("by")
        return Quantity(**{**plain, **({"by": mention(by.split("; ")[0])} if by else {})})
    if wanted == "date":
        return period(plain)
    return Ref(mention(plain)) if wanted in ("entity", "place") else Words(plain)


def _when(plain: Plain) -> Period | None:
    for kind in ("when", "as_of", "reported_on"):
        if plain.get(kind) and "X" not in plain[kind]:
            return period(plain[kind], kind)
    return None


def period(edtf: str, kind: Any = "when") -> Period:
    """A level 1 date or interval as a Period."""
    first, _, last = edtf.partition("/")
    loose = first.endswith("~") or last.endswith("~")
    first, last = first.rstrip("~"), last.rstrip("~")
    if last == "..":
        return Period(first, None, True, False, loose, kind)
    return Period(None if first == ".." else first, last or first, False, first == "..", loose, kind)


def said(subject: str, predicate: str, what: Any, quote: str, *voices: tuple[str, str], **more: Any) -> Plain:
    """A claim in the gold format; `voices` outermost first, by default the author who asserts."""
    chain = [{"speaker": who, "stance": how} for who, how in voices or (("A. Writer", "asserts"),)]
    claim = {"subject": subject, "predicate": predicate, "object": what, "quote": quote, "attribution": chain}
    return {**claim, **more}


def told(*claims: Plain, names: Mapping[str, Sequence[str]] | None = None, **source: Any) -> Kept:
    """One document whose words are the quotes of the claims."""
    body = ".\n".join(dict.fromkeys(c["quote"] for c in claims)) + ".\n"
    return build(body, claims, names or {}, source)

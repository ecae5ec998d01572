"""Names that a text equates: in brackets, after "known as", as an acronym set off by commas.

Law: the subject is the fuller name; the object is the other name, letter for letter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from orbat.model import NameKind
from orbat.read.chains import initials, is_generic
from orbat.read.language import text_of
from orbat.read.lexicon import phrases, words
from orbat.read.name_edges import ARABIC, lower_words
from orbat.read.scene import Actor, Scene


def anyof(key: str) -> str:
    """A pattern that takes any phrase of a list of [aliases]: one for "known", any number for the others."""
    found = "|".join(re.escape(p).replace("WORD", r"\w+") for p in phrases("aliases", key))
    return (
        f"(?:{found})"
        if key == "known"
        else f"(?:(?:{found}) ?)*"
        if key == "before"
        else f"(?:(?:{found}) )+"
    )


BRACKET = re.compile(r"[\s'\"”’]{0,3}[(\[]([^()\[\]]{1,90})[)\]]")
NAME = r"((?:al-|el-)?[A-Z][\w'’‘-]*(?: (?:of |al-|the |and )?[A-Z][\w'’‘-]*){0,6})"
KNOWN = re.compile(rf",? ?\(?{anyof('before')}{anyof('known')} (?:the |\"|“)*{NAME}")
CALLED = re.compile(rf"[^.,;:()]{{0,60}}? {anyof('known')} (?:the |\"|“)*")
COMMA = re.compile(r", ([A-Z]{2,7})(?=[,.;])")
LEAD = re.compile(f"^{anyof('lead')}", re.IGNORECASE)
PARTS = re.compile(r"\s+[-–—]\s+|;\s*|,\s+(?:or\s+)?|\s+or\s+|\s*/\s*")


@dataclass(frozen=True, slots=True)
class Alias:
    """`actor` is also known as `name`, said at text characters [start, end)."""

    actor: Actor
    name: str
    kind: NameKind
    start: int
    end: int
    rule: str


def find_aliases(scene: Scene) -> list[Alias]:
    """Every alias of the text, each joined to its thing."""
    found: list[Alias] = []
    _called(scene)
    for actor in [
        a for a in scene.actors if a.form == "named" and a.kind in ("group", "person") and not is_generic(a)
    ]:
        for alias in (*_bracketed(actor), *_known_as(actor), *_comma(actor)):
            found.append(alias)
    out = [_turned(scene, alias) for alias in found]
    return [a for a in out if a]


def _called(scene: Scene) -> None:
    """A set of militias known as X: the description stands for what it is known as."""
    for actor in [a for a in scene.actors if a.form == "described" and a.kind == "group"]:
        rest, _ = _after(actor)
        match = CALLED.match(rest)
        if not match:
            continue
        named = next((a for a in scene.actors if a.start == actor.end + match.end()), None)
        if named is not None and named.form == "named" and named.kind == "group":
            named.chain.join(actor.chain)


def _after(actor: Actor) -> tuple[str, int]:
    passage = actor.passage
    at = actor.end - passage.offset
    return text_of(passage.doc)[at : at + 160], at


def _bracketed(actor: Actor) -> Iterator[Alias]:
    rest, _ = _after(actor)
    match = BRACKET.match(rest)
    if not match:
        return
    end = actor.end + match.end()
    for part in PARTS.split(match.group(1)):
        lead = LEAD.match(part)
        former = bool(lead and "formerly" in lead.group().lower())
        name = (part[lead.end() :] if lead else part).strip(" '\"“”‘’.:")
        whole = part.strip(" '\"“”‘’")
        kind = alias_kind(actor, name, former)
        if kind:
            keep = whole if lead and lead.group().lower() == "the " else name
            yield Alias(actor, keep, kind, actor.start, end, "alias in brackets")


def _known_as(actor: Actor) -> Iterator[Alias]:
    rest, _ = _after(actor)
    match = KNOWN.match(rest)
    if match:
        kind = alias_kind(actor, match.group(1), "formerly" in match.group() or "previously" in match.group())
        if kind:
            yield Alias(actor, match.group(1), kind, actor.start, actor.end + match.end(), "known as")


def _comma(actor: Actor) -> Iterator[Alias]:
    rest, _ = _after(actor)
    match = COMMA.match(rest)
    if match and match.group(1) in initials(actor.name):
        yield Alias(
            actor, match.group(1), "acronym", actor.start, actor.end + match.end(1), "acronym after a comma"
        )


def alias_kind(actor: Actor, name: str, former: bool) -> NameKind | None:
    """What kind of other name this is; None where the brackets hold no name at all."""
    if (
        not re.match(r"(?:[ae]l-)?[A-ZÀ-Þ'‘ʿ]", name)
        or re.search(r"\d", name)
        or len(name.split()) > 9
        or name == actor.name
    ):
        return None
    if former:
        return "former"
    if (
        re.fullmatch(r"[A-Z][A-Za-z]?[A-Z][A-Za-z]{0,2}[A-Z]{0,4}(?:-[A-Z]{1,5})?", name)
        and not actor.passage.wire
    ):
        return "acronym" if actor.kind == "group" else None
    if actor.kind == "person":
        return "nom_de_guerre" if len(name.split()) <= 4 and _all_capital(name) else None
    if not _all_capital(name):
        return None
    foreign, native = _transliterated(name), _transliterated(actor.name)
    if re.fullmatch(r"[A-Z]{2,7}", name):
        return "acronym"
    if native and not foreign:
        return "translation"
    if foreign and not native:
        return "transliteration"
    if re.fullmatch(r"[A-Z]{2,7}", actor.name):
        return "acronym"
    return "translation" if set(lower_words(name)) & words("groups", "last") else None


def _transliterated(name: str) -> bool:
    """Whether a name is written in words of another language: Liwa, Frente, al-."""
    own = words("groups", "first") - words("groups", "last")
    return bool(set(lower_words(name)) & own) or re.search(r"\b[Aa]l-", name) is not None


def _all_capital(name: str) -> bool:
    small = {"of", "the", "and", "for", "wa", "bin", "ibn", "de", "la", "del", "al", "el", "y", "in"}
    return all(
        p[:1].isupper() or p.lower() in small or re.match(rf"{ARABIC}-", p)
        for p in re.findall(r"[\w'’‘ʿ-]+", name)
    )


def _turned(scene: Scene, alias: Alias) -> Alias | None:
    """Join the two names; where the first is the acronym of the second, the second is the subject."""
    actor = alias.actor
    other = next(
        (
            a
            for a in scene.actors
            if a is not actor
            and alias.start < a.start
            and a.end <= alias.end
            and a.name.strip("'") in alias.name
            and a.form == "named"
        ),
        None,
    )
    if other is not None and other.kind != actor.kind:
        if other.sure >= 4 and not (actor.kind == "person" or alias.kind == "acronym"):
            return None
        other.kind = actor.kind
    if (
        re.fullmatch(r"[A-Z]{2,7}", actor.name)
        and other is not None
        and len(alias.name) > len(actor.name)
        and not re.fullmatch(r"[A-Z]{2,7}", alias.name)
    ):
        other.chain.join(actor.chain)
        return Alias(other, actor.name, "acronym", alias.start, alias.end, alias.rule)
    if other is not None:
        actor.chain.join(other.chain)
    actor.chain.extra.append(alias.name)
    return alias

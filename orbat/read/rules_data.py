"""The pattern lines of data/*.tsv, read once.

Law: a pattern is one line that a person of the field can check; code only knows how to follow lines.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class VerbLine:
    """A verb that says a relation. `prep`: the preposition or particle it needs; slots name arguments."""

    line: str
    verb: str
    prep: str
    predicate: str
    subject: str
    object: str
    kinds: tuple[str, str] = ("any", "any")
    means: bool = False  # only where it tells of means: receives weapons from


@dataclass(frozen=True, slots=True)
class NounLine:
    """A noun that says a relation or an event; see the head of nouns.tsv."""

    line: str
    noun: str
    does: str
    more: str = ""


def rows(name: str) -> list[list[str]]:
    """The cells of data/NAME.tsv, comment lines left out."""
    text = files("orbat.read").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def verbs() -> dict[str, list[VerbLine]]:
    """Lines of verbs.tsv by lemma."""
    out: dict[str, list[VerbLine]] = defaultdict(list)
    for lemmas, predicate, subject, obj, *more in rows("verbs"):
        kinds = ("any", "any")
        if more and more[0].startswith("kinds "):
            _, a, b = more[0].split()
            kinds = (a, b)
        means = more == ["means"]
        for lemma in lemmas.split():
            verb, _, prep = lemma.partition("+")
            swap = {"prep": prep}
            line = VerbLine(
                lemma, verb, prep, predicate, swap.get(subject, subject), swap.get(obj, obj), kinds, means
            )
            out[verb].append(line)
    return dict(out)


@cache
def nouns() -> dict[str, list[NounLine]]:
    """Lines of nouns.tsv by noun."""
    out: dict[str, list[NounLine]] = defaultdict(list)
    for lemmas, does, *more in rows("nouns"):
        for lemma in lemmas.split():
            out[lemma].append(NounLine(lemma, lemma, does, more[0] if more else ""))
    return dict(out)


@cache
def event_types() -> dict[str, str]:
    """Verb or noun lemma -> event type, from events.tsv."""
    return {lemma: kind for kind, lemmas in rows("events") for lemma in lemmas.split()}

"""The lexicon of cues: words that report, judge or hold back.

Law: every word lives in data/cues.toml; this module only reads it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, get_args

from orbat.errors import ReadError
from orbat.model import Stance

CONSTRUCTIONS = frozenset(
    {"clause", "infinitive", "quote", "noun", "complement", "passive", "seem"}
)  # any other word that a line `takes` is a preposition

VERDICTS: tuple[Stance, ...] = ("doubts", "corroborates")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a lemma does: the stance of who uses it, the constructions and the prepositions it takes."""

    stance: Stance
    takes: frozenset[str]

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions whose phrase is reported."""
        return self.takes - CONSTRUCTIONS


@dataclass(frozen=True, slots=True)
class Lexicon:
    """data/cues.toml, by lemma or by word. `verdicts`: whole phrases that judge."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    according: tuple[tuple[str, ...], ...]
    openers: frozenset[str]
    possessed: frozenset[str]
    counted: frozenset[str]
    counts: frozenset[str]
    hedges: Mapping[str, frozenset[str]]
    negations: Mapping[str, frozenset[str]]
    judgement: Mapping[str, frozenset[str]]
    verdicts: Mapping[str, Stance]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package. Raises ReadError for a stance that is none."""
    data = tomllib.loads(resources.files("orbat.read").joinpath("data/cues.toml").read_text("utf-8"))
    according = _words({k: v for k, v in data["according"].items() if k not in ("stance", "phrases")})
    lines = data["according"]["phrases"].strip().splitlines()
    phrases = tuple(tuple(line.removesuffix("{}").split()) for line in lines)
    return Lexicon(
        verbs=_cues(data["verb"]),
        nouns=_cues(data["noun"]),
        adjectives=_cues(data["adjective"]),
        according=phrases,
        openers=frozenset(phrase[0] for phrase in phrases),
        possessed=according["possessed"],
        counted=according["counted"],
        counts=according["counts"],
        hedges=_words(data["hedges"]),
        negations=_words(data["negations"]),
        judgement=_words(data["judgement"]),
        verdicts={
            line: stance
            for stance in VERDICTS
            for line in data["judgement"][f"phrases_{stance}"].strip().splitlines()
        },
    )


def _words(table: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words.split()) for key, words in table.items()}


def _cues(groups: list[dict[str, Any]]) -> dict[str, Cue]:
    """A lemma may stand in several groups: it takes what any says; the first stance but asserts holds."""
    cues: dict[str, Cue] = {}
    for group in groups:
        if group["stance"] not in get_args(Stance):
            raise ReadError(f"cues.toml: {group['stance']!r} is no stance; use one of {get_args(Stance)}")
        for word in group["words"].split():
            known = cues.get(word, Cue(group["stance"], frozenset()))
            stance = group["stance"] if known.stance == "asserts" else known.stance
            cues[word] = Cue(stance, known.takes | set(group["takes"]))
    return cues

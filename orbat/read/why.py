"""Why a claim was made: its rule's name traced to the finder and the line of data that the finder followed.

Law: worked out from the name that the claim carries, never kept beside it: the same claim has the same
reason, and its id stays what it is. A line is shown only where it holds the very words of the rule.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from orbat.model import Claim

Means = Literal["lexicon", "grammar", "model", "reader"]
# The start of a rule's name -> its finder, the file and table that it takes words from ("": grammar alone)
FINDERS = {
    "verb": ("relations", "verbs.tsv", ""),
    "noun": ("noun_relations", "nouns.tsv", ""),
    "adjective": ("adjectives", "adjectives.tsv", ""),
    "event verb": ("events", "events.tsv", ""),
    "event noun own": ("events", "events.tsv", ""),
    "event noun by": ("events", "events.tsv", ""),
    "event noun of": ("events", "events.tsv", ""),
    "event noun light": ("events", "events.tsv", ""),
    "harm": ("figures", "lexicon.toml", "harm"),
    "figure": ("figures", "lexicon.toml", "strength"),
    "arms": ("arms", "lexicon.toml", "weapons"),
    "description": ("descriptions", "", ""),
    "alias in brackets": ("aliases", "", ""),
    "known as": ("aliases", "lexicon.toml", "aliases"),
    "statement": ("statements", "cues.toml", ""),
    "verdict": ("verdicts", "cues.toml", "judgement"),
    "denial": ("verdicts", "cues.toml", ""),
    "table": ("tables", "tables.toml", "columns"),
    "model": ("learned", "", ""),
}
_SHOWN = 160  # characters of a line of data: some hold a hundred words


@dataclass(frozen=True, slots=True)
class Why:
    """`rule`: the name the claim carries. `finder`: the module that proposed it, None for another reader's.

    `line`: the number of the line of `file` that it followed, and `words`: what stands there.
    """

    rule: str
    means: Means
    finder: str | None = None
    file: str | None = None
    line: int | None = None
    words: str | None = None

    def said(self) -> str:
        """In one line, for people."""
        if self.line:
            return f"{self.rule}; {self.file}, line {self.line}: {self.words}"
        by = {"grammar": f"a pattern of {self.finder}", "model": "the trained model", "reader": "its reader"}
        return f"{self.rule}; {by.get(self.means, self.finder)}"


def why(claim: Claim) -> Why:
    """Which pattern, lexicon line or model made a claim."""
    return _why(claim.rule, claim.predicate)


@cache
def _why(rule: str, predicate: str) -> Why:
    name, _, rest = rule.partition(":")
    if name not in FINDERS:
        return Why(rule, "reader")
    module, file, table = FINDERS[name]
    finder = f"orbat.read.{module}"
    if module == "learned":
        return Why(rule, "model", finder)
    found = _line(file, table, rest.split(), predicate) if file and rest else None
    if found is None:
        return Why(rule, "grammar", finder)
    return Why(rule, "lexicon", finder, f"orbat/read/data/{file}", *found)


def _line(file: str, table: str, sought: list[str], predicate: str) -> tuple[int, str] | None:
    """The line with all words of a rule: in its table, and of its predicate where a line names one."""
    found = None
    inside = not table
    for number, line in enumerate(_lines(file), 1):
        if line.startswith("[") and table:
            inside = line.strip("[] ") == table
        held = set(re.split(r'[\s"\[\],=]+', line))
        if inside and not line.startswith("#") and held.issuperset(sought):
            if predicate in held:
                return number, _short(line)
            found = found or (number, _short(line))
    return found


def _short(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _SHOWN else line[: line.rfind(" ", 0, _SHOWN)] + " …"


@cache
def _lines(file: str) -> tuple[str, ...]:
    return tuple(files("orbat.read").joinpath(f"data/{file}").read_text("utf-8").splitlines())

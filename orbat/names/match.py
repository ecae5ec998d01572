"""How far two names can mean one thing, and why.

Law: symmetric; a score that decides is always explained; different numbers never match, and neither do
names in which a word of the one stands against a word of the other. Kunyas, nisbas and common words are no
match for a name that says more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from orbat.names import lexicon
from orbat.names.forms import TELLING, Forms, Kind, Word, forms, spellings
from orbat.names.near import HEARD, Aligned, align

THRESHOLD = 0.7
DIFFERENT = 0.3  # the most of different numbers
AGAINST = 0.65  # the most where something stands against it
SPELLED = 0.99  # the most where the spelling differs
ACRONYM = 0.75  # an acronym that a name's words make; others make it too
EVIDENCE = 1.4  # the least that the words that answer each other must tell, where a name says more
CLASH = 1.5  # a word against a word, in words that answer each other
# What one more word takes off, in words that answer each other: a person's father's name is often left out, a
# company's other word is often another company.
MISSING: dict[Kind, float] = {"person": 0.15, "group": 0.9, "place": 0.8, "other": 0.5}
ONE_NAME = 0.75  # the most that one name of a person gives
COMMON = 0.75  # what a given name tells that many bear
TURNED = 0.9  # a person's names in another order, and no comma that says so
EITHER = 0.9  # the most that one of the names which a line gives can score
IDLE = ("legal", "common", "initial", "number")  # words that stand against none
MOST_MISSING = 3  # words of a person's name: who lacks so many may be anybody


@dataclass(frozen=True, slots=True)
class Match:
    """`score` 0 to 1; `match`: whether that is enough to say that they are one; `why`: the reasons."""

    score: float
    match: bool
    why: tuple[str, ...]


def compare(name1: str, name2: str, kind: Kind = "other") -> Match:
    """Compare two names of things of one kind."""
    found = compare_forms(forms(name1, kind), forms(name2, kind))
    if not found.match:
        ones, others = spellings(name1), spellings(name2)
        if len(ones) + len(others) > 2:
            return max((found, *_either(product(ones, others), kind)), key=lambda m: m.score)
    return found


def _either(pairs: Iterable[tuple[str, str]], kind: Kind) -> Iterator[Match]:
    for one, other in pairs:
        found = compare_forms(forms(one, kind), forms(other, kind))
        yield Match(min(found.score, EITHER), found.match, ("one of its names", *found.why))


def compare_many(pairs: Iterable[tuple[str, str, Kind]]) -> list[Match]:
    """Compare many pairs (name, name, kind)."""
    return [compare(*pair) for pair in pairs]


def compare_forms(a: Forms, b: Forms) -> Match:
    """Compare two names taken apart, of one kind."""
    if a.joined == b.joined and a.folded == b.folded:
        return _SAME
    if a.name > b.name:
        a, b = b, a
    if (a.acronym and a.acronym in b.acronyms) or (b.acronym and b.acronym in a.acronyms):
        return Match(ACRONYM, True, (f"“{a.acronym or b.acronym}” is the other's acronym",))
    aligned = align(a, b)
    if not aligned.pairs and not aligned.spaced:
        return _NOTHING
    score = _score(a, b, aligned)
    most, against = SPELLED, []
    for limit, why in _against(a, b, aligned):
        most = min(most, limit)
        against.append(why)
    score = min(score, most)
    return Match(score, score >= THRESHOLD, (*_alike(aligned), *against))


_SAME = Match(1.0, True, ("the same name",))
_NOTHING = Match(0.0, False, ("no word in common",))


def _score(a: Forms, b: Forms, aligned: Aligned) -> float:
    """How much of the names answers each other, less what does not."""
    held = got = 0.0
    for one, other, near in aligned.pairs:
        weight = max(one.weight, other.weight)
        held += weight
        got += weight * near
    if aligned.rest or aligned.other_rest:
        ones, others = sum([w.weight for w in aligned.rest]), sum([w.weight for w in aligned.other_rest])
        if aligned.spaced:
            held += max(ones, others)
            got += max(ones, others) * aligned.spaced
        else:
            clash = min(ones, others)
            held += CLASH * clash + MISSING[a.kind] * (max(ones, others) - clash)
    turned = aligned.crossed and a.kind == "person" and "," not in a.name and "," not in b.name
    return got / held * (TURNED if turned else 1)


def _against(a: Forms, b: Forms, aligned: Aligned) -> Iterator[tuple[float, str]]:
    """What speaks against it: the most that the score can then be, and why."""
    if a.numbers != b.numbers:
        both = bool(a.numbers and b.numbers)
        yield (DIFFERENT if both else AGAINST), "different numbers" if both else "one has a number"
    if aligned.spaced:
        return
    if aligned.rest and aligned.other_rest:
        yield from _clashes(aligned.rest, aligned.other_rest)
    if a.kind == "person":
        yield from _against_person(a, b, aligned)
    shared = [min(one.weight, other.weight) for one, other, _ in aligned.pairs]
    most = max(shared)
    little = most < TELLING or (a.kind == "person" and sum(shared) < EVIDENCE)
    if little and any(w.role != "legal" for w in (*aligned.rest, *aligned.other_rest)):
        yield 0.6, "what they share tells nobody apart alone"
    elif little and a.kind == "person":
        yield (ONE_NAME if most > COMMON else AGAINST), "one name tells few apart"


def _clashes(rest: Sequence[Word], other_rest: Sequence[Word]) -> Iterator[tuple[float, str]]:
    """Words of the one that stand against words of the other."""
    one, other = _first(rest), _first(other_rest)
    if one and other:
        place = one.role == other.role == "place"
        yield (0.5 if place else AGAINST), f"“{one.seen}” against “{other.seen}”"
    sizes = [[w for w in words if any(map(lexicon.is_size, w.meanings))] for words in (rest, other_rest)]
    if all(sizes):
        yield AGAINST, f"“{sizes[0][0].seen}” is not “{sizes[1][0].seen}”"


def _against_person(a: Forms, b: Forms, aligned: Aligned) -> Iterator[tuple[float, str]]:
    missing = max(len(aligned.rest), len(aligned.other_rest))
    if missing >= MOST_MISSING and missing >= len(aligned.pairs):
        yield AGAINST, "one lacks most of the other"
    if (
        aligned.crossed
        and len(a.words) == len(b.words) == 2
        and {w.role for w in (*a.words, *b.words)} == {"given"}
    ):
        yield AGAINST, "given names in another order"


def _first(words: Sequence[Word]) -> Word | None:
    """A word left over that names its bearer."""
    return next((w for w in words if w.role not in IDLE), None)


def _alike(aligned: Aligned) -> Iterator[str]:
    """What speaks for it."""
    same = [one.text == other.text for one, other, _ in aligned.pairs]
    if any(same):
        whole = all(same) and not aligned.rest and not aligned.other_rest
        yield "the same words" if whole else "words in common"
    for one, other, near in aligned.pairs:
        if one.seen.casefold() != other.seen.casefold() and (near < 1 or one.meanings):
            how = "means" if one.meanings and near == 1 else "sounds like" if near >= HEARD else "is near"
            yield f"“{one.seen}” {how} “{other.seen}”"
    if aligned.spaced:
        yield "the same letters, put together differently"
    elif aligned.rest or aligned.other_rest:
        yield "without " + ", ".join([f"“{w.seen}”" for w in (*aligned.rest, *aligned.other_rest)])

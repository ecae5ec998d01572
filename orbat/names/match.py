"""How far two names can mean one thing, and why.

Law: symmetric; a score that decides is always explained; different numbers never match, and neither do names in
which a word of the one stands against a word of the other. Acronyms, kunyas, nisbas and common words are
no match for a name that says more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from orbat.names import lexicon
from orbat.names.forms import TELLING, Forms, Kind, Word, forms, spellings
from orbat.names.near import HEARD, Aligned, align

THRESHOLD = 0.7
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
    if a.folded == b.folded:
        return _SAME
    if a.name > b.name:
        a, b = b, a
    if (a.acronym and a.acronym in b.acronyms) or (b.acronym and b.acronym in a.acronyms):
        return Match(ACRONYM, True, (f"“{a.acronym or b.acronym}” is the other's acronym",))
    aligned = align(a, b)
    score = _score(a, b, aligned)
    most, against = 1.0, []
    for limit, why in _against(a, b, aligned):
        most = min(most, limit)
        against.append(why)
    score = min(score, most, SPELLED)
    return Match(score, score >= THRESHOLD, (*_alike(a, b, aligned), *against))


_SAME = Match(1.0, True, ("the same name",))


def _score(a: Forms, b: Forms, aligned: Aligned) -> float:
    """How much of the names answers each other, less what does not."""
    held = got = 0.0
    for pair in aligned.pairs:
        weight = max(a.words[pair.one].weight, b.words[pair.other].weight)
        held += weight
        got += weight * pair.near
    ones, others = _weight(aligned.rest), _weight(aligned.other_rest)
    if aligned.spaced:
        held += max(ones, others)
        got += max(ones, others) * aligned.spaced
        ones = others = 0.0
    clash = min(ones, others)
    lost = CLASH * clash + MISSING[a.kind] * (max(ones, others) - clash)
    score = got / (held + lost) if held else 0.0
    turned = aligned.crossed and a.kind == "person" and "," not in a.name and "," not in b.name
    return score * TURNED if turned else score


def _weight(words: Sequence[Word]) -> float:
    return sum(w.weight for w in words)


def _against(a: Forms, b: Forms, aligned: Aligned) -> Iterator[tuple[float, str]]:
    """What speaks against it: the most that the score can then be, and why."""
    rest, other_rest = ((), ()) if aligned.spaced else (aligned.rest, aligned.other_rest)
    if a.numbers != b.numbers:
        both = bool(a.numbers and b.numbers)
        yield (0.3 if both else AGAINST), "different numbers" if both else "one has a number"
    one, other = (_first(words, a.kind) for words in (rest, other_rest))
    if one and other:
        yield AGAINST, f"“{one.seen}” against “{other.seen}”"
    places = [[w for w in words if w.role == "place"] for words in (rest, other_rest)]
    if all(places):
        yield 0.5, f"“{places[0][0].seen}” is not “{places[1][0].seen}”"
    sizes = [[w for w in words if any(map(lexicon.is_size, w.meanings))] for words in (rest, other_rest)]
    if all(sizes):
        yield AGAINST, f"“{sizes[0][0].seen}” is not “{sizes[1][0].seen}”"
    if a.kind == "person":
        yield from _against_person(a, b, aligned)
    yield from _too_little(a, b, aligned)


def _too_little(a: Forms, b: Forms, aligned: Aligned) -> Iterator[tuple[float, str]]:
    """Whether what is shared could be anybody's."""
    if aligned.spaced:
        return
    shared = [min(a.words[p.one].weight, b.words[p.other].weight) for p in aligned.pairs]
    little = sum(shared) < EVIDENCE if a.kind == "person" else max(shared, default=0) < TELLING
    if any(w.role != "legal" for w in (*aligned.rest, *aligned.other_rest)):
        if little or max(shared, default=0) < TELLING:
            yield 0.6, "what they share tells nobody apart alone"
    elif a.kind == "person" and little:
        yield (ONE_NAME if max(shared, default=0) > COMMON else AGAINST), "one name tells few apart"


def _against_person(a: Forms, b: Forms, aligned: Aligned) -> Iterator[tuple[float, str]]:
    if aligned.spaced:
        return
    missing = max(len(aligned.rest), len(aligned.other_rest))
    if missing >= MOST_MISSING and missing >= len(aligned.pairs):
        yield AGAINST, "one lacks most of the other"
    both = {w.role for w in (*a.words, *b.words)}
    if aligned.crossed and both == {"given"} and len(a.words) == len(b.words) == 2:
        yield AGAINST, "given names in another order"


def _first(words: Sequence[Word], kind: Kind) -> Word | None:
    """A word left over that names its bearer."""
    return next((w for w in words if w.role not in ("legal", "common", "initial", "number")), None)


def _alike(a: Forms, b: Forms, aligned: Aligned) -> Iterator[str]:
    """What speaks for it."""
    if not aligned.pairs and not aligned.spaced:
        yield "no word in common"
    if aligned.pairs and all(p.near >= 0.999 for p in aligned.pairs):
        yield "the same words" if not aligned.rest and not aligned.other_rest else "words in common"
    for pair in aligned.pairs:
        one, other = a.words[pair.one], b.words[pair.other]
        if one is other or pair.near >= 1 and one.text == other.text and not one.meanings:
            continue
        how = "means" if one.meanings else "sounds like" if pair.near >= HEARD else "is near"
        if one.seen.casefold() != other.seen.casefold():
            yield f"“{one.seen}” {how} “{other.seen}”"
    if aligned.spaced:
        yield "the same letters, put together differently"
    elif left := (*aligned.rest, *aligned.other_rest):
        yield "without " + ", ".join(f"“{w.seen}”" for w in left)

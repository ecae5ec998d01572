"""How near two words are, 0 to 1, and how many of two names' words answer each other.

Law: symmetric; words that mean different things are never near, however alike their letters.
"""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from orbat.names.forms import Forms, Word
from orbat.names.sound import voiceless

NEAR = 0.70  # one letter in four may differ (Musk, Mosk), and of six two may not (Cooney, Carney)
HEARD = 0.97  # spelled differently, sounds alike
BONES = 0.9  # the same consonants, one of them in a script without vowels
CONSONANTS = 0.85  # the same consonants, both with vowels: Hejazi, Hijazi have more in common than these say
VOICED = 0.75  # Jang, Chang
CORE = 0.8  # Samad, Abdul Samad
LISTED = 0.9  # the most that a name of the list can be near one that is not on it
INITIAL = 0.8
SPACED = 0.84  # the same letters, put together differently: Jong-un, Jongun
EDITS = 2  # the most letters that differ between near words, however long: Constructors, Construction are two
Pair = tuple[Word, Word, float]  # words that answer each other, and how near they are
_distance, _nearness = OSA.distance, OSA.normalized_similarity


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words that answer each other, and those left over in each name.

    `spaced`: how near the rests are as one word each.
    """

    pairs: tuple[Pair, ...]  # in the order of the one name
    rest: tuple[Word, ...]
    other_rest: tuple[Word, ...]
    spaced: float
    crossed: bool  # in another order


@lru_cache(maxsize=1 << 18)
def near(a: Word, b: Word) -> float:
    """How near two words are; 0 below NEAR."""
    if (a.role == "kunya") != (b.role == "kunya"):
        return 0.0  # Abu Musab is not Musab
    if a.meanings and b.meanings:
        return 0.0 if a.meanings.isdisjoint(b.meanings) else 1.0
    if a.text == b.text:
        return 1.0
    if a.whole and b.whole:
        return 0.0
    if a.role == "initial" or b.role == "initial":
        return INITIAL if a.text[0] == b.text[0] or a.coarse[:1] == b.coarse[:1] != "" else 0.0
    if a.role == "number" or b.role == "number":
        return 0.0
    if (a.core == b.text or b.core == a.text) and len(a.core) > 2:
        return CORE
    found = _bare(a, b) if a.bare or b.bare else _voiced(a, b)
    if a.meanings or b.meanings:
        found = min(found, LISTED)
    return found if found >= NEAR else 0.0


def _bare(a: Word, b: Word) -> float:
    if a.bare and b.bare:
        return _nearness(a.text, b.text)
    if a.coarse == b.coarse:
        return BONES if len(a.coarse) > 1 else NEAR
    return _nearness(a.coarse, b.coarse) * BONES if len(a.coarse) > 2 else 0.0


def _voiced(a: Word, b: Word) -> float:
    if a.sound == b.sound:
        return HEARD
    if _distance(a.text, b.text, score_cutoff=EDITS) > EDITS and a.skeleton != b.skeleton:
        return VOICED if voiceless(a.sound) == voiceless(b.sound) else 0.0
    found = (_nearness(a.text, b.text) + _nearness(a.sound, b.sound)) / 2
    if (a.core is not a.text or b.core is not b.text) and _nearness(a.core, b.core) < NEAR:
        return 0.0
    if a.skeleton == b.skeleton and len(a.skeleton) > 2:
        return max(found, CONSONANTS)
    if voiceless(a.sound) == voiceless(b.sound):
        return max(found, VOICED)
    return found


def align(a: Forms, b: Forms) -> Aligned:
    """The words of two names, each with the nearest that is left of the other's."""
    found = []
    for i, one in enumerate(a.words):
        for j, other in enumerate(b.words):
            how = 1.0 if one is other else near(one, other)
            if how:
                found.append((-how, abs(i - j), i, j))
    if not found:
        return Aligned((), a.words, b.words, _spaced(a.words, b.words, False), False)
    found.sort()
    chosen: dict[int, tuple[int, float]] = {}
    others: set[int] = set()
    for how, _, i, j in found:
        if i not in chosen and j not in others:
            chosen[i] = (j, -how)
            others.add(j)
    order = sorted(chosen)
    places = [chosen[i][0] for i in order]
    pairs = tuple([(a.words[i], b.words[chosen[i][0]], chosen[i][1]) for i in order])
    rest, other_rest = a.words, b.words
    rest = tuple([w for i, w in enumerate(rest) if i not in chosen]) if len(chosen) < len(rest) else ()
    if len(chosen) < len(other_rest):
        other_rest = tuple([w for j, w in enumerate(other_rest) if j not in others])
    else:
        other_rest = ()
    return Aligned(pairs, rest, other_rest, _spaced(rest, other_rest, True), places != sorted(places))


def _spaced(a: tuple[Word, ...], b: tuple[Word, ...], held: bool) -> float:
    """How near the two rests are when each is written as one word; 0 where neither puts words together.

    `held`: other words answer each other, so that one word may be the initials of many.
    """
    if not a or not b or len(a) == len(b):
        return 0.0
    few, many = sorted((a, b), key=len)
    if held and few[0].text == "".join(w.text[0] for w in many) and len(few) == 1:
        return SPACED
    if any(w.bare for w in (*a, *b)):
        one, other = ("".join(w.coarse for w in words) for words in (a, b))
        return BONES if one == other and len(one) > 2 else 0.0
    one, other = ("".join(w.text for w in words) for words in (a, b))
    found = _nearness(one, other)
    return found if found >= SPACED else 0.0

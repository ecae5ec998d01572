"""What the trained model sees in a text: named and described actors, and which predicates hold between two
of them, or between one and the word that tells an event, a description or a weapon.

Law: the model only proposes, with a number between 0 and 1; thresholds are data beside its weights, and what
it proposes passes the same gate as the rules. It sees tokens, never offsets, so it cannot move a quote.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from spacy.tokens import Doc, Token

    Floats = NDArray[np.float32]

ACTORS = ("person", "group", "place")
WORD = "word"  # the head of an event, a description or a weapon told in words
KINDS = (*ACTORS, WORD)
PREDICATES = (
    "also_known_as", "described_as", "part_of", "auxiliary_to", "founded_by", "split_from", "merged_into",
    "renamed_to", "led_by", "member_of", "related_to", "backed_by", "allied_with", "opposed_to", "linked_to",
    "recruits_from", "based_in", "operates_in", "controls", "took_part_in", "uses", "named_after",
)  # fmt: skip
LONGEST = 120  # tokens of one stretch
Tagged = tuple[int, int, str]  # first and last token, kind


def chunks(doc: "Doc") -> Iterator[tuple[int, int]]:
    """First and last token of each stretch: whole sentences beside each other, LONGEST tokens at most."""
    first = None
    last = 0
    for sentence in doc.sents:
        start, end = sentence.start, sentence.end
        if first is not None and end - first > LONGEST:
            yield first, last
            first = None
        while end - start > LONGEST:
            if first is not None:
                yield first, last
                first = None
            yield start, start + LONGEST - 1
            start += LONGEST
        if start < end:
            first, last = (start if first is None else first), end - 1
    if first is not None:
        yield first, last


SHAPES = 5
BETWEEN = 24  # tokens between two spans that are looked at, half after the first, half before the second
EDGES = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 60)  # tokens between two spans, by bucket


def shape(word: str) -> int:
    """The capitals of a word, unseen by an uncased model: 0 none, 1 first, 2 all, 3 mixed, 4 no letter."""
    if not any(c.isalpha() for c in word):
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 3


def gap(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Which bucket the distance of two spans falls in; the second half of the buckets is for b before a."""
    between = max(a[0], b[0]) - min(a[1], b[1]) - 1
    bucket = sum(between >= edge for edge in EDGES)
    return bucket + (len(EDGES) + 1 if b[0] < a[0] else 0)


def context(a: tuple[int, int], b: tuple[int, int], width: int) -> tuple[list[int], list[int]]:
    """The tokens around two spans (three each side, all where there are none), and between them."""
    left, right = min(a[0], b[0]), max(a[1], b[1])
    around = [*range(max(0, left - 3), left), *range(right + 1, min(width, right + 4))]
    between = list(range(min(a[1], b[1]) + 1, max(a[0], b[0])))
    if len(between) > BETWEEN:
        between = between[: BETWEEN // 2] + between[-BETWEEN // 2 :]
    return around or list(range(width)), between


def path(heads: Sequence[int], a: tuple[int, int], b: tuple[int, int]) -> tuple[list[int], int]:
    """The tokens on the way through the syntax tree from one span to another, and the word above both."""
    return _joined(_climb(heads, _root(heads, a)), _climb(heads, _root(heads, b)))


def _joined(up: list[int], down: list[int]) -> tuple[list[int], int]:
    top = next((t for t in up if t in down), down[0])
    way = [*(up[: up.index(top) + 1] if top in up else up), *down[: down.index(top)]]
    return way, top


def _root(heads: Sequence[int], span: tuple[int, int]) -> int:
    return next((i for i in range(span[0], span[1] + 1) if not span[0] <= heads[i] <= span[1]), span[1])


def _climb(heads: Sequence[int], token: int) -> list[int]:
    out = [token]
    while heads[out[-1]] != out[-1] and heads[out[-1]] not in out:
        out.append(heads[out[-1]])
    return out


def tells(token: "Token") -> bool:
    """Whether a word may be the head of an event, a description or a weapon."""
    return (
        token.pos_ in ("VERB", "NOUN", "ADJ", "PROPN")
        and token.dep_ not in ("aux", "auxpass")
        and token.ent_type_ not in ("DATE", "TIME", "CARDINAL", "ORDINAL")
    )


def paired(a: Tagged, b: Tagged, sentences: Sequence[int]) -> bool:
    """Whether two spans of a stretch are worth asking about: an actor first, both in one sentence."""
    return a[2] in ACTORS and a[:2] != b[:2] and sentences[a[0]] == sentences[b[0]]


MODEL = Path(__file__).parent / "model"
BATCH = 12  # stretches run at once
PIECES = 512
PART = re.compile(r"[^\W_]+|[^\w\s]|_")  # words, and each mark by itself


@dataclass(frozen=True, slots=True)
class Stretch:
    """What the encoder made of tokens first..last of a Doc: a vector for each token, and actors.

    `hidden`: float32 [tokens, width]. `spans`: (first, last, kind) in tokens of the Doc; `sure`: their odds.
    """

    first: int
    last: int
    hidden: "Floats"
    spans: tuple[Tagged, ...]
    sure: tuple[float, ...]
    inside: "Floats"  # for each token the odds that it is in an actor's words


@cache
def _session() -> "InferenceSession":
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1  # more documents at once are read by more processes
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(str(MODEL / "encoder.onnx"), options, providers=["CPUExecutionProvider"])


@cache
def _judge() -> "dict[str, NDArray[Any]]":
    with np.load(MODEL / "judge.npz", allow_pickle=False) as kept:
        return {name: kept[name].astype(np.float32) for name in kept.files}


@cache
def thresholds() -> dict[str, float]:
    """The least odds at which a predicate, or a kind of span, is proposed; set on texts held out."""
    found: dict[str, float] = json.loads((MODEL / "thresholds.json").read_text("utf-8"))
    return found


@cache
def _vocabulary() -> dict[str, int]:
    return {word: i for i, word in enumerate((MODEL / "vocab.txt").read_text("utf-8").splitlines())}


@lru_cache(65536)
def word_pieces(word: str) -> tuple[int, ...]:
    """Ids of the pieces of a token, as BERT's uncased tokenizer cuts it (Devlin et al. 2019), 12 at most."""
    plain = unicodedata.normalize("NFD", word.lower())
    plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cc", "Cf"))
    out: list[int] = []
    for part in PART.findall(plain):
        out += _greedy(part)
    return tuple(out[:12]) or (_vocabulary()["[UNK]"],)


def _greedy(part: str) -> list[int]:
    """The longest pieces from the left; one unknown where a rest is in no piece."""
    known, ids, start = _vocabulary(), [], 0
    while start < len(part):
        lead = "##" if start else ""
        end = next((e for e in range(len(part), start, -1) if lead + part[start:e] in known), None)
        if end is None:
            return [known["[UNK]"]]
        ids.append(known[lead + part[start:end]])
        start = end
    return ids


def look(docs: "Sequence[Doc]") -> list[list[Stretch]]:
    """The stretches of each Doc, encoded and tagged."""
    jobs = [(d, first, last) for d, doc in enumerate(docs) for first, last in chunks(doc)]
    jobs.sort(key=lambda j: j[1] - j[2])
    out: list[list[Stretch]] = [[] for _ in docs]
    for i in range(0, len(jobs), BATCH):
        for (d, *_), stretch in zip(jobs[i : i + BATCH], _encode(docs, jobs[i : i + BATCH]), strict=True):
            out[d].append(stretch)
    return [sorted(stretches, key=lambda s: s.first) for stretches in out]


def _encode(docs: "Sequence[Doc]", jobs: list[tuple[int, int, int]]) -> Iterator[Stretch]:
    cls, sep = _vocabulary()["[CLS]"], _vocabulary()["[SEP]"]
    made = []
    for d, first, last in jobs:
        ids, starts, shapes = [cls], [], [4]
        for token in docs[d][first : last + 1]:
            found = word_pieces(token.text)
            if len(ids) + len(found) >= PIECES:
                break
            starts.append(len(ids))
            ids += found
            shapes += [shape(token.text)] * len(found)
        made.append(([*ids, sep], starts, [*shapes, 4]))
    width = max(len(m[0]) for m in made)
    feed = np.zeros((3, len(made), width), dtype=np.int64)
    for n, (ids, _, shapes) in enumerate(made):
        feed[0, n, : len(ids)], feed[1, n, : len(ids)], feed[2, n, : len(ids)] = ids, 1, shapes
    hidden, tags = _session().run(None, {"ids": feed[0], "mask": feed[1], "shapes": feed[2]})
    for (_, first, _), h, t, (_, starts, _) in zip(jobs, hidden, tags, made, strict=True):
        odds = np.exp(t[starts] - t[starts].max(-1, keepdims=True))
        odds /= odds.sum(-1, keepdims=True)
        spans = list(_tagged(odds, first))
        last = first + len(starts) - 1
        tagged, sure = tuple(s for s, _ in spans), tuple(o for _, o in spans)
        yield Stretch(first, last, h[starts], tagged, sure, 1 - odds[:, 0])


def _tagged(odds: "Floats", offset: int) -> Iterator[tuple[Tagged, float]]:
    """Actors by the best tag of each token, with the mean odds of their tags."""
    best = odds.argmax(-1)
    i = 0
    while i < len(best):
        end = i
        if best[i]:
            k = (int(best[i]) - 1) // 2
            while end + 1 < len(best) and best[end + 1] == 2 * k + 2:
                end += 1
            sure = float(odds[i : end + 1, 2 * k + 1 : 2 * k + 3].sum(-1).mean())
            yield (offset + i, offset + end, ACTORS[k]), sure
        i = end + 1


def judge(
    stretch: Stretch, heads: Sequence[int], spans: Sequence[Tagged], where: Sequence[tuple[int, int]]
) -> "Floats":
    """Odds [pairs, predicates] that each predicate holds between two spans (tokens of the Doc)."""
    low, hidden = stretch.first, stretch.hidden
    flat = [(a - low, b - low) for a, b, _ in spans]
    climbs = [_climb(heads, _root(heads, span)) for span in flat]
    one, other, around, way = (np.zeros((len(where), len(hidden)), dtype=np.float32) for _ in range(4))
    tops, held = np.zeros(len(where), dtype=np.int64), np.zeros((len(where), hidden.shape[1]), np.float32)
    highest: dict[tuple[int, int], Floats] = {}
    for n, (i, j) in enumerate(where):
        (a, b), (c, d) = flat[i], flat[j]
        one[n, a : b + 1], other[n, c : d + 1] = 1 / (b - a + 1), 1 / (d - c + 1)
        near, between = context(flat[i], flat[j], len(hidden))
        around[n, near] = 1 / len(near)
        if between:
            edges = between[0], between[-1]
            if edges not in highest:
                highest[edges] = hidden[between].max(0)
            held[n] = highest[edges]
        steps, tops[n] = _joined(climbs[i], climbs[j])
        way[n, steps] = 1 / len(steps)
    w = _judge()
    parts = np.split(w["hidden_w"], [hidden.shape[1] * k for k in range(1, 7)], axis=1)
    seen = [hidden @ part.T for part in parts[:6]]  # means are linear: once a token, not once a pair
    kinds = w["kinds"][[[KINDS.index(spans[i][2]), KINDS.index(spans[j][2])] for i, j in where]]
    gaps = w["gap"][[gap(flat[i], flat[j]) for i, j in where]]
    x = one @ seen[0] + other @ seen[1] + held @ parts[2].T + around @ seen[3] + way @ seen[4] + seen[5][tops]
    x += np.concatenate([kinds.reshape(len(where), -1), gaps], axis=-1) @ parts[6].T + w["hidden_b"]
    x = np.maximum(x, 0) @ w["out_w"].T + w["out_b"]
    odds: Floats = (1 / (1 + np.exp(-x))).astype(np.float32)
    return odds

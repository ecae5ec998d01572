"""The network: MiniLM over word pieces, a tagger of actors, a judge of pairs of spans.

Law: what runs in `orbat.read.gist` is this, exported; nothing is computed differently there.
"""

from typing import Any

import torch
from torch import nn

from orbat.read.gist import ACTORS, EDGES, KINDS, PREDICATES, SHAPES

WIDTH = 384
BUCKETS = len(EDGES) + 1


class Encoder(nn.Module):
    """Word pieces and their shapes -> hidden states, and the logits of their tags."""

    def __init__(self, bert: Any) -> None:
        super().__init__()
        self.bert = bert
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.drop = nn.Dropout(0.2)
        self.tags = nn.Linear(WIDTH, 1 + 2 * len(ACTORS))

    def forward(self, ids: Any, mask: Any, shapes: Any) -> Any:
        """ids, mask, shapes: [batch, pieces] -> hidden [batch, pieces, WIDTH], tags [batch, pieces, 7]."""
        words = self.bert.embeddings.word_embeddings(ids) + self.shapes(shapes)
        hidden = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return hidden, self.tags(self.drop(hidden))


class Judge(nn.Module):
    """Two spans, what lies between, their kinds and distance -> a logit for every predicate."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds = nn.Embedding(len(KINDS), 24)
        self.gap = nn.Embedding(2 * BUCKETS, 24)
        self.hidden = nn.Linear(WIDTH * 6 + 24 * 3, 320)
        self.out = nn.Linear(320, len(PREDICATES))
        self.drop = nn.Dropout(0.3)

    def forward(self, vectors: Any, kinds: Any, gaps: Any) -> Any:
        """vectors [pairs, 6 * WIDTH], kinds [pairs, 2], gaps [pairs] -> [pairs, predicates]."""
        more = self.kinds(kinds).flatten(1)
        x = torch.cat([vectors, more, self.gap(gaps)], dim=-1)
        return self.out(self.drop(torch.relu(self.hidden(self.drop(x)))))

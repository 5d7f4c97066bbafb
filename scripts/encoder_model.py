"""The encoder as a torch module: BERT's layers and the heads for cues, contents and sources."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN, INNER, HEADS, LAYERS, POSITIONS = 384, 1536, 12, 6, 192
"""The shape of MiniLM-L6, with positions cut to the longest window."""

PROJECTED = 96
"""Width of the two projections that the biaffine heads compare."""

ROLES = ("none", "content", "source", "begin", "end")
"""What a piece is to a cue: one of the first three, and whether a part of the content begins or ends there."""

REACH = 32
"""Buckets of distance on each side of the cue: four a doubling."""


class Views(NamedTuple):
    """What the heads give for a batch: logits of cue tags by piece, and the two projections by piece."""

    cues: Tensor
    as_cue: Tensor
    as_word: Tensor


class Layer(nn.Module):
    """One transformer layer, its norm after each half as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.mixed, self.widen, self.narrow = (
            nn.Linear(HIDDEN, HIDDEN),
            nn.Linear(HIDDEN, INNER),
            nn.Linear(INNER, HIDDEN),
        )
        self.first_norm, self.second_norm = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """Return the next layer's input; `mask` is true where there is a piece, (batch, 1, 1, length)."""
        batch, length, _ = hidden.shape
        query, key, value = (
            part(hidden).view(batch, length, HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        likeness = query @ key.transpose(-1, -2) * (HIDDEN / HEADS) ** -0.5  # torch's fused one is slow backwards
        if mask is not None:
            likeness = likeness.masked_fill(~mask, -1e4)
        seen = likeness.softmax(-1).to(value.dtype) @ value
        hidden = self.first_norm(hidden + self.mixed(seen.transpose(1, 2).reshape(batch, length, HIDDEN)))
        inner = self.narrow(functional.gelu(self.widen(hidden)))
        normed: Tensor = self.second_norm(hidden + self.dropout(inner))
        return normed


class CueEncoder(nn.Module):
    """Word pieces → cue tags (outside, begins, inside) and the projections that relate a piece to a cue."""

    def __init__(self, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.cue = nn.Linear(HIDDEN, 3)
        self.as_cue, self.as_word = nn.Linear(HIDDEN, PROJECTED), nn.Linear(HIDDEN, PROJECTED)
        self.bilinear = nn.Parameter(torch.randn(len(ROLES), PROJECTED + 1, PROJECTED + 1) * 0.02)
        self.distance = nn.Parameter(torch.zeros(len(ROLES), 2 * REACH + 1))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor | None) -> Views:
        """Return the views of a batch of windows; `mask` is true where there is a piece, None if everywhere."""
        hidden = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1])))
        for layer in self.layers:
            hidden = layer(hidden, None if mask is None else mask[:, None, None, :])
        hidden = self.dropout(hidden.float())
        return Views(self.cue(hidden), self.as_cue(hidden).relu(), self.as_word(hidden).relu())

    def relate(self, cues: Tensor, words: Tensor, places: Tensor) -> Tensor:
        """Return logits (cue, piece, role).

        Args:
            cues: Projection of each cue's anchor, (cue, width).
            words: Projections of the pieces of that cue's window, (cue, length, width).
            places: Where each anchor stands in its window.
        """
        left = torch.cat([cues, cues.new_ones(len(cues), 1)], -1)
        right = torch.cat([words, words.new_ones(*words.shape[:2], 1)], -1)
        scores = torch.einsum("cd,kde,cte->ctk", left, self.bilinear, right)
        bias: Tensor = self.distance[:, buckets(places, words.shape[1])]
        return scores + bias.permute(1, 2, 0)


def buckets(places: Tensor, length: int) -> Tensor:
    """Return the bucket of distance of each piece from each anchor, (cue, length)."""
    apart = torch.arange(length)[None] - places[:, None]
    steps = (torch.log2(apart.abs().float() + 1) * 4).clamp(max=REACH).long()
    return torch.sign(apart) * steps + REACH


def load_base(model: CueEncoder, weights: Path) -> None:
    """Fill the layers of `model` from the base model's safetensors file; the heads stay random."""
    base = load_file(weights)
    named = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "mixed": "attention.output.dense",
        "first_norm": "attention.output.LayerNorm",
        "widen": "intermediate.dense",
        "narrow": "output.dense",
        "second_norm": "output.LayerNorm",
    }
    state = model.state_dict()
    kinds = base["embeddings.token_type_embeddings.weight"][0]
    state["words.weight"] = base["embeddings.word_embeddings.weight"]
    state["places.weight"] = base["embeddings.position_embeddings.weight"][:POSITIONS] + kinds
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = base[f"embeddings.LayerNorm.{part}"]
        for layer in range(LAYERS):
            for ours, theirs in named.items():
                state[f"layers.{layer}.{ours}.{part}"] = base[f"encoder.layer.{layer}.{theirs}.{part}"]
    model.load_state_dict(state)

"""The encoder as a torch module: BERT's layers and the heads for cues, contents and sources."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

POSITIONS = 192
"""Pieces of the longest window: positions of the base model beyond them are left out."""

PROJECTED = 96
"""Width of the two projections that the biaffine heads compare."""

ROLES = ("none", "content", "source", "begin", "end")
"""What a piece is to a cue: one of the first three, and whether a part of the content begins or ends there."""

REACH = 32
"""Buckets of distance on each side of the cue: four a doubling."""


HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported()
"""Whether the processor multiplies half-precise numbers itself: others take twenty times as long for them."""

FAR = 128
"""Pieces apart from which on MPNet tells no distances."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a base model: widths, heads, layers, and buckets of MPNet's bias by distance (BERT has none)."""

    hidden: int
    inner: int
    heads: int
    layers: int
    eps: float
    distances: int


def shape_of(base: Path) -> Shape:
    """Return the shape of the base model in a folder, from its `config.json`."""
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    return Shape(
        hidden=config["hidden_size"],
        inner=config["intermediate_size"],
        heads=config["num_attention_heads"],
        layers=config["num_hidden_layers"],
        eps=config["layer_norm_eps"],
        distances=config.get("relative_attention_num_buckets", 0),
    )


class Views(NamedTuple):
    """What the heads give for a batch: logits of cue tags by piece, and the two projections by piece."""

    cues: Tensor
    as_cue: Tensor
    as_word: Tensor


class Layer(nn.Module):
    """One transformer layer, its norm after each half as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        hidden, self.heads = shape.hidden, shape.heads
        self.query, self.key, self.value, self.mixed = (nn.Linear(hidden, hidden) for _ in range(4))
        self.widen, self.narrow = nn.Linear(hidden, shape.inner), nn.Linear(shape.inner, hidden)
        self.first_norm, self.second_norm = (nn.LayerNorm(hidden, eps=shape.eps) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        """Return the next layer's input; `bias` is added to what pieces see of each other, (…, length, length)."""
        batch, length, width = hidden.shape
        query, key, value = (
            part(hidden).view(batch, length, self.heads, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        likeness = query @ key.transpose(-1, -2) * (width / self.heads) ** -0.5  # torch's fused one is slow backwards
        if bias is not None:
            likeness = likeness + bias
        seen = likeness.softmax(-1).to(value.dtype) @ value
        hidden = self.first_norm(hidden + self.mixed(seen.transpose(1, 2).reshape(batch, length, width)))
        inner = self.narrow(functional.gelu(self.widen(hidden)))
        normed: Tensor = self.second_norm(hidden + self.dropout(inner))
        return normed


class CueEncoder(nn.Module):
    """Word pieces → cue tags (outside, begins, inside) and the projections that relate a piece to a cue."""

    def __init__(self, shape: Shape, vocabulary: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, shape.hidden)
        self.places = nn.Embedding(POSITIONS, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.eps)
        self.apart = nn.Embedding(shape.distances, shape.heads) if shape.distances else None
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.cue = nn.Linear(shape.hidden, 3)
        self.as_cue, self.as_word = (nn.Linear(shape.hidden, PROJECTED) for _ in range(2))
        self.bilinear = nn.Parameter(torch.randn(len(ROLES), PROJECTED + 1, PROJECTED + 1) * 0.02)
        self.distance = nn.Parameter(torch.zeros(len(ROLES), 2 * REACH + 1))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, mask: Tensor | None) -> Views:
        """Return the views of a batch of windows; `mask` is true where there is a piece, None if everywhere."""
        hidden, bias = self.embed(ids, mask)
        for layer in self.layers:
            hidden = layer(hidden, bias)
        hidden = self.dropout(hidden.float())
        return Views(self.cue(hidden), self.as_cue(hidden).relu(), self.as_word(hidden).relu())

    def embed(self, ids: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor | None]:
        """Return the first layer's input and every layer's bias."""
        length = ids.shape[1]
        hidden: Tensor = self.norm(self.words(ids) + self.places(torch.arange(length)))
        bias = None if mask is None else (~mask[:, None, None, :]).to(hidden.dtype) * -1e4
        if self.apart is not None:
            near = self.apart(distances(length, self.apart.num_embeddings)).permute(2, 0, 1)
            bias = near if bias is None else bias + near
        return hidden, bias

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


def distances(length: int, count: int) -> Tensor:
    """Return the bucket of distance between any two of `length` pieces as MPNet has them (and T5 before it)."""
    half, exact = count // 2, count // 4
    apart = torch.arange(length)[:, None] - torch.arange(length)[None]
    far = exact + (torch.log(apart.abs().clamp(min=1) / exact) / math.log(FAR / exact) * (half - exact)).long()
    steps = torch.where(apart.abs() < exact, apart.abs(), far.clamp(max=half - 1))
    return steps + (apart < 0) * half


BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "first_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "second_norm": "output.LayerNorm",
}
MPNET = BERT | {
    "query": "attention.attn.q",
    "key": "attention.attn.k",
    "value": "attention.attn.v",
    "mixed": "attention.attn.o",
    "first_norm": "attention.LayerNorm",
}
"""Names of a layer's parts in the files of the two kinds of base models."""

PIECES = {"[CLS]": "<s>", "[SEP]": "</s>"}
"""Pieces that MPNet's vocabulary, else BERT's, spells in another way."""


def load_base(model: CueEncoder, base: Path, vocabulary: Sequence[str]) -> None:
    """Fill the layers of `model` from the base model in a folder; the heads stay random.

    `vocabulary` gives the order of the pieces, so that models of either kind read the same numbers.
    """
    file = load_file(base / "model.safetensors")
    state = model.state_dict()
    mpnet = model.apart is not None
    own = {piece: number for number, piece in enumerate(read_vocabulary(base))}
    order = [own.get(PIECES.get(piece, piece) if mpnet else piece, own["[UNK]"]) for piece in vocabulary]
    state["words.weight"] = file["embeddings.word_embeddings.weight"][order]
    if mpnet:
        state["apart.weight"] = file["encoder.relative_attention_bias.weight"]
        state["places.weight"] = file["embeddings.position_embeddings.weight"][2 : POSITIONS + 2]  # two for padding
    else:
        kind = file["embeddings.token_type_embeddings.weight"][0]
        state["places.weight"] = file["embeddings.position_embeddings.weight"][:POSITIONS] + kind
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = file[f"embeddings.LayerNorm.{part}"]
        for layer in range(len(model.layers)):
            for ours, theirs in (MPNET if mpnet else BERT).items():
                state[f"layers.{layer}.{ours}.{part}"] = file[f"encoder.layer.{layer}.{theirs}.{part}"]
    model.load_state_dict(state)


def read_vocabulary(base: Path) -> list[str]:
    """Return the word pieces of the base model in a folder, in the order of their numbers."""
    return (base / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]

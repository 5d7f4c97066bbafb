"""The fine-tuned encoder out of torch: its file for onnxruntime."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from encoder_model import CueEncoder
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from quoteminer.ranking.encoder import FORMAT, HEADS, OUTPUTS
from quoteminer.ranking.wordpiece import FIRST, LAST, UNKNOWN, WordPiece

OPSET = 17

_ENGLISH = re.compile(r"(?:##)?[\x21-\x7e£¥§©«°´·»×ßæøœ‐-”„†•…′″€™−a-zà-ÿ]+")
"""Pieces that a text in English can hold; the base model's others (a thousand spare places, letters of other
scripts) are left out of the file."""


class Plain(nn.Module):
    """The model for one window without padding: cue probabilities and projections."""

    def __init__(self, model: CueEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> tuple[Tensor, ...]:
        """Return the outputs of the graph in the order of `OUTPUTS`."""
        views = self.model(ids, None)
        return views.cues.softmax(-1), views.as_cue, views.as_word


def export(model: CueEncoder, tokenizer: WordPiece, out: Path, *, reduce_range: bool = True) -> None:
    """Write the model as one ONNX file: 8-bit matrices and embeddings, its vocabulary in the metadata.

    `reduce_range` keeps weights in 7 bits, so that processors without VNNI give the same figures as those with it.
    """
    kept = [
        number
        for number, piece in enumerate(tokenizer.vocabulary)
        if piece in (UNKNOWN, FIRST, LAST) or (_ENGLISH.fullmatch(piece) and not piece.startswith("[unused"))
    ]
    words = nn.Embedding.from_pretrained(model.words.weight.detach()[kept])
    model.words = words
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Plain(model).eval(),
            (torch.arange(9)[None],),
            str(whole),
            input_names=["ids"],
            output_names=OUTPUTS,
            dynamic_axes={name: {1: "pieces"} for name in ("ids", *OUTPUTS)},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(
            whole, out, per_channel=True, reduce_range=reduce_range, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )  # fmt: skip
    file = onnx.load(out)
    for name in HEADS:
        _add_constant(file.graph, name, getattr(model, name).detach().numpy())
    metadata = {"format": FORMAT, "vocabulary": "\n".join(tokenizer.vocabulary[number] for number in kept)}
    onnx.helper.set_model_props(file, metadata)
    onnx.save(file, out)


def _add_constant(graph: onnx.GraphProto, name: str, value: NDArray[np.float32]) -> None:
    """Make `value` an output of the graph."""
    graph.initializer.append(onnx.numpy_helper.from_array(value, f"{name}_value"))
    graph.node.append(onnx.helper.make_node("Identity", [f"{name}_value"], [name]))
    graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, value.shape))

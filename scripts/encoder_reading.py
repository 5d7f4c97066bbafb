"""What an encoder reads in articles, exported or not, for training what builds on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from encoder_data import Row, article_windows
from encoder_model import HALF, CueEncoder, shape_of
from numpy.typing import NDArray
from torch import nn

from quoteminer.ranking.encoder import HEADS, Encoder
from quoteminer.ranking.views import VIEW_NAMES
from quoteminer.ranking.wordpiece import WordPiece


def load_model(path: Path, base: Path, tokenizer: WordPiece) -> CueEncoder:
    """Return the fine-tuned model of a file that `train_encoder.py fit` wrote."""
    model = CueEncoder(shape_of(base), len(tokenizer.vocabulary))
    model.load_state_dict(torch.load(path, weights_only=True))
    return model.eval()


class TorchSession:
    """A model of torch in the place of onnxruntime's session: a teacher is not worth a file of its own."""

    def __init__(self, model: CueEncoder) -> None:
        self._model = model
        for part in model.layers.modules() if HALF else ():
            if isinstance(part, nn.Linear):
                part.to(torch.bfloat16)  # once: `autocast` would do it for every window

    def run(self, names: Sequence[str], feed: Mapping[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        """Return the heads, or the outputs for one window."""
        if list(names) == HEADS:
            return [getattr(self._model, name).detach().numpy() for name in names]
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            views = self._model(torch.from_numpy(feed["ids"]), None)
        return [view.float().numpy() for view in (views.cues.float().softmax(-1), views.as_cue, views.as_word)]


def read(encoder: Encoder, rows: Sequence[Row], out: Path) -> None:
    """Write what an encoder says about every piece of the articles.

    Keys of the archive: `bilinear`, `distance`, and `ID/NAME` for each article and each array of `Views`.
    """
    arrays: dict[str, Any] = {"bilinear": encoder.heads.bilinear, "distance": encoder.heads.distance}
    for row in rows:
        views = encoder.views(list(article_windows(row["text"], encoder.tokenizer)))
        for name in VIEW_NAMES:
            array = getattr(views, name)
            arrays[f"{row['id']}/{name}"] = array.astype(np.float16 if array.dtype == np.float32 else np.int32)
    np.savez(out, **arrays)

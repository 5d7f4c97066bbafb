"""The fine-tuned text encoder behind `--ranker large`, run by onnxruntime on one thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.tokens import Doc

from quoteminer.errors import ModelError
from quoteminer.ranking.views import Heads, Reading, Views
from quoteminer.ranking.windows import Window, windows
from quoteminer.ranking.wordpiece import WordPiece

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FILE = Path(__file__).parents[1] / "data" / "en" / "large.onnx"
"""The encoder that ships with the package."""

FORMAT = "1"
"""The file's format: its inputs, outputs and metadata. Another one is refused."""

OUTPUTS = ["cues", "as_cue", "as_word"]
HEADS = ["bilinear", "distance"]
"""What the graph gives for a window, and what is the same for every window."""


class Encoder:
    """Reads Docs: word pieces in windows through the graph, and back to tokens."""

    def __init__(self, session: InferenceSession, tokenizer: WordPiece) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self.heads = Heads(*session.run(HEADS, {"ids": np.array([[tokenizer.first]], np.int64)}))

    def read(self, doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> Reading:
        """Return what the encoder says about the tokens of `doc`.

        Args:
            doc: The article; only its text and tokens are used.
            paragraphs: Token ranges in their order, as of `extract.paragraphs.paragraphs_of`; nothing else is read.
        """
        spans = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in paragraphs if end > start]
        return Reading(doc, self.views(list(windows(doc.text, spans, self.tokenizer))), self.heads)

    def views(self, read: Sequence[Window]) -> Views:
        """Return the encoder's output for the windows, each run alone so that none can change another's."""
        outputs = [self._session.run(OUTPUTS, {"ids": window.ids[None]}) for window in read]
        width = self.heads.bilinear.shape[1] - 1
        shapes = (3, width, width)
        cues, as_cue, as_word = (
            np.concatenate([output[i][0] for output in outputs] or [np.zeros((0, shapes[i]), np.float32)])
            for i in range(3)
        )
        none = np.zeros(0, np.int64)
        return Views(
            starts=np.concatenate([window.starts for window in read] or [none]),
            ends=np.concatenate([window.ends for window in read] or [none]),
            window=np.repeat(np.arange(len(read)), [len(window.ids) for window in read]),
            cues=cues,
            as_cue=as_cue,
            as_word=as_word,
        )


@cache
def load_encoder(path: Path | None = None) -> Encoder:
    """Return the encoder of a file, or the one that ships with the package.

    Raises:
        ModelError: onnxruntime is not installed, or the file is missing, broken or of another format.
    """
    runtime = _runtime()
    path = path or FILE
    if not path.is_file():
        raise ModelError(f"There is no encoder at {path}.", "Use --ranker small, or install quoteminer anew.")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors have no common base but this
        raise ModelError(f"The encoder {path} does not load: {error}", "Install quoteminer anew.") from error
    metadata = session.get_modelmeta().custom_metadata_map
    if metadata.get("format") != FORMAT:
        raise ModelError(
            f"The encoder {path} has format {metadata.get('format')!r}, not {FORMAT!r}.",
            "Export it anew with scripts/train_encoder.py of this version.",
        )
    return Encoder(session, WordPiece(metadata["vocabulary"].split("\n")))


def _runtime() -> Any:
    try:
        import onnxruntime  # noqa: PLC0415  (an extra)
    except ImportError as error:
        raise ModelError(
            "--ranker large needs onnxruntime, which is not installed.", "Install it: pip install 'quoteminer[large]'"
        ) from error
    return onnxruntime

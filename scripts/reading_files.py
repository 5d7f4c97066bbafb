"""What an encoder said about articles, as `train_encoder.py read` wrote it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from quoteminer.ranking.views import VIEW_NAMES, Heads, Views

Stored = Callable[[str], tuple[Views, Heads] | None]
"""What an encoder said about an article, by its id; None where it has not read the article."""


def stored(files: Sequence[Path]) -> Stored:
    """Return what the files hold; of an article in two of them, what the last one says."""
    archives = [np.load(file, allow_pickle=False) for file in files]
    home = {name.rsplit("/", 1)[0]: archive for archive in archives for name in archive.files if "/" in name}

    def read(article: str) -> tuple[Views, Heads] | None:
        archive = home.get(article)
        if archive is None:
            return None
        views = Views(**{name: archive[f"{article}/{name}"] for name in VIEW_NAMES})
        return views, Heads(archive["bilinear"], archive["distance"])

    return read

"""The first layers of spaCy's network, which see one token alone, run once for each kind of token.

They make a vector of a token's features (its norm, prefix, suffix, shape and the like) and take a third of the time
of the whole; the layers behind them, which look at neighbours, run on every token as always.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline.tok2vec import Tok2Vec
from spacy.tokens import Doc
from thinc.api import Model

from quoteminer.answers import Answers, Table
from quoteminer.neighbours import neighbours_of

if TYPE_CHECKING:
    from spacy.language import Language

Vectors = NDArray[np.float32]

_BLOCK = 32
"""Tokens asked about at once: in a product of matrices the last bits of a row depend on how many there are."""

_DOCS = 32
"""Docs whose neighbours are looked at together: all paragraphs of a long article would fill the memory."""

_ALONE = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]
"""What the layers that see one token alone begin with, as spaCy's MultiHashEmbed puts them together."""


class TokenVectors:
    """The vectors of tokens, without their neighbours."""

    def __init__(self, component: Tok2Vec) -> None:
        self.asked = component.model
        alone, together = component.model.layers
        self._together = neighbours_of(together) or together
        self._features, _, self._looked_up, self._mixed, _ = alone.layers
        self._component, self._vectors = component, Answers(self._ask)

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Annotate Docs as the component would."""
        docs = [doc for doc in docs if len(doc)]
        for first in range(0, len(docs), _DOCS):
            some = docs[first : first + _DOCS]
            features: list[Table] = self._features.predict(some)
            vectors = self._vectors(np.concatenate(features))
            apart = np.split(vectors, np.cumsum([len(doc) for doc in some])[:-1])
            self._component.set_annotations(some, self._together.predict(apart))

    def _ask(self, features: Table) -> Vectors:
        filled = np.concatenate([features, np.repeat(features[:1], -len(features) % _BLOCK, axis=0)])
        looked_up = self._looked_up.predict(filled)
        blocks = [self._mixed.predict(looked_up[i : i + _BLOCK]) for i in range(0, len(filled), _BLOCK)]
        return cast("Vectors", np.concatenate(blocks)[: len(features)])


def vectors_of(nlp: Language) -> TokenVectors | None:
    """Return the vectors of the tokens of a pipeline that begins with spaCy's own network, None of another."""
    component = nlp.pipeline[0][1] if nlp.pipeline else None
    if not isinstance(component, Tok2Vec) or type(component) is not Tok2Vec or not _is_known(component.model):
        return None
    found = _VECTORS.get(nlp)
    if found is None or found.asked is not component.model:
        found = _VECTORS[nlp] = TokenVectors(component)
    return found


def _is_known(model: Model[Any, Any]) -> bool:
    """Return whether the model is made of layers that see tokens alone, and of others."""
    alone = model.layers[0].layers if len(model.layers) == 2 else []
    return len(alone) == len(_ALONE) and all(
        layer.name.startswith(name) for layer, name in zip(alone, _ALONE, strict=True)
    )


_VECTORS: WeakKeyDictionary[Language, TokenVectors] = WeakKeyDictionary()

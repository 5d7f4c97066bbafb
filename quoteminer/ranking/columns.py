"""What features are one-hot columns of: frames, tags, dependency labels, surface kinds."""

from __future__ import annotations

from functools import lru_cache

from quoteminer.ranking.spans import CUTS

FRAMES = (
    "clause", "quote", "object", "judgement", "predicate", "infinitive", "passive",
    "that-clause", "to-clause", "of-object",
)  # fmt: skip
POS = ("VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "ADV", "ADP", "SCONJ", "PUNCT", "NUM", "DET")
TAGS = ("VBD", "VBZ", "VBP", "VB", "VBG", "VBN", "NN", "NNS", "NNP", "NNPS")
DEPS = (
    "ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "pobj", "dobj", "nsubj",
    "nsubjpass", "prep", "agent", "appos", "compound", "amod", "dep", "poss", "attr", "acomp", "oprd", "npadvmod",
)  # fmt: skip
CHILDREN = (
    "nsubj", "nsubjpass", "ccomp", "dobj", "xcomp", "prep", "advcl", "agent", "aux", "auxpass", "neg", "acl", "mark",
    "parataxis", "dative", "oprd", "conj", "punct", "poss", "relcl", "attr", "acomp", "prt", "advmod", "npadvmod",
    "det", "amod", "compound",
)  # fmt: skip
SURFACE = (
    "cut", "cut mark", *(f"cut {d}" for d in CUTS), "rest", "before", "head", "sentence before",
    "sentence after", "sentence after cue", "sentence before cue", "paragraph after", "paragraph before", "quotation",
    "next quotation", "other sentence", "pattern", "name before", "name after",
)  # fmt: skip
LABELS = (*CHILDREN[:8], "pobj", "pcomp", "appos", "acl", "relcl", "attr", "acomp", "oprd", "advcl", "conj", *SURFACE)


@lru_cache(maxsize=1000)
def one_hot(value: str, values: tuple[str, ...]) -> tuple[float, ...]:
    """Return 1.0 in the column of the value."""
    return tuple(1.0 if value == v else 0.0 for v in values)

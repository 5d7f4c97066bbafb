"""Train the small classifier of stances toward a mention, and measure `stance_toward`.

    python scripts/train_stance.py fit GOLD.jsonl --soft SOFT.jsonl --vectors FOLDER --out quoteminer/data/en/stance.npz
    python scripts/train_stance.py score GOLD.jsonl...

GOLD has NewsMTSC's format: one sentence a line (`sentence_normalized`) with `targets` (`from`, `to`, `polarity` 2, 4 or
6). SOFT has mentions with a teacher's probabilities (scripts/train_stance_teacher.py). FOLDER is the `vocab` folder of
a spaCy pipeline with word vectors (en_core_web_md); from them and the words of stance.yaml it is learnt how well or ill
any word speaks. `fit` needs the extra `train-stance`; about 6 CPU-minutes with 30,000 soft mentions.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from quoteminer.extract.stance.features import Features, Valence, view_of
from quoteminer.extract.stance.lexicon import BAD_THINGS, GOOD_THINGS, Lexicon, stance_lexicon
from quoteminer.extract.stance.model import LABELS, StanceModel, hash_of, save_stance_model
from quoteminer.extract.stance.toward import judgements_toward, stance_toward
from quoteminer.pipeline import load

POLARITIES = {2: "against", 4: "neutral", 6: "favor"}

SOFT_WEIGHT = 0.7
"""What a teacher's label counts beside one of the gold."""

STRENGTH = 0.1
"""Inverse of the regularisation (scikit-learn's C)."""

RAREST = 3
"""Mentions that a feature must have to be kept."""

WEAKEST = 0.01
"""Weights below this are dropped with their feature: they change no answer."""

KNOWN = 0.05
"""Valence from which on a word is kept."""

SURE = 0.85
"""Precision that a class must have on mentions that were not trained on for an answer to be sure."""

FOLDS = 4

_ARTICLE = re.compile(r".*?_[0-9]+(?=_)")
"""The start of a row's id that names the article, or the event that several articles tell of."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked mention with the probability of each class; `group` keeps the mentions of one article together."""

    text: str
    start: int
    end: int
    probabilities: tuple[float, ...]
    weight: float
    group: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the options and run one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    fitting = commands.add_parser("fit")
    fitting.add_argument("gold", type=Path)
    fitting.add_argument("--soft", type=Path)
    fitting.add_argument("--vectors", type=Path, required=True)
    fitting.add_argument("--out", type=Path, required=True)
    scoring = commands.add_parser("score")
    scoring.add_argument("gold", type=Path, nargs="+")
    options = parser.parse_args(arguments)
    if options.command == "score":
        for path in options.gold:
            sys.stdout.write(score(list(read_gold(path)), path.stem) + "\n")
        return 0
    mentions = [*read_gold(options.gold), *(read_soft(options.soft) if options.soft else ())]
    save_stance_model(fit(mentions, Vocab().from_disk(options.vectors)), options.out)
    return 0


def read_gold(path: Path) -> Iterator[Mention]:
    """Yield the mentions of a file in NewsMTSC's format."""
    for row in _rows(path):
        found = _ARTICLE.match(str(row["primary_gid"]))
        group = found[0] if found else "-"
        for target in row["targets"]:
            label = POLARITIES[int(target["polarity"])]
            certain = tuple(float(label == one) for one in LABELS)
            yield Mention(row["sentence_normalized"], target["from"], target["to"], certain, 1.0, group)


def read_soft(path: Path) -> Iterator[Mention]:
    """Yield the mentions of a file that a teacher labelled."""
    for row in _rows(path):
        yield Mention(row["text"], row["from"], row["to"], tuple(row["probabilities"]), SOFT_WEIGHT, "")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def parsed(mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Span]]:
    """Yield the mentions as spans of parsed sentences, those of a sentence together."""
    by_text: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_text.setdefault(mention.text, []).append(mention)
    for doc in load().pipe(by_text):
        for mention in by_text[doc.text]:
            yield mention, span_of(doc, mention)


def span_of(doc: Doc, mention: Mention) -> Span:
    """Return the tokens that a mention touches."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span if span is not None else doc[0:1]


def fit(mentions: Sequence[Mention], vocab: Vocab) -> StanceModel:
    """Return the model trained on the mentions."""
    lexicon = stance_lexicon()
    pairs = list(parsed(mentions))
    words = {t.lemma_.lower() for _, span in pairs for t in span.sent if t.is_alpha and t.pos_ != "PROPN"}
    valences = learn_valences(lexicon, vocab, words)
    rows = [features_of(lexicon, span, lambda word: valences.get(word, 0.0)) for _, span in pairs]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= RAREST)
    kept = [mention for mention, _ in pairs]
    cuts = learn_cuts(rows, kept, names)
    weights = learn_weights(rows, kept, names)
    strong = np.abs(weights).max(axis=1) >= WEAKEST
    return _packed([n for n, s in zip(names, strong, strict=True) if s], weights[strong], valences, cuts)


def features_of(lexicon: Lexicon, span: Span, valence: Valence) -> Features:
    """Return the features of a mention as `stance_toward` sees them."""
    return view_of(lexicon, span, list(judgements_toward(span.doc, span, lexicon)), valence).features


def _packed(
    names: Sequence[str], weights: NDArray[np.float32], valences: dict[str, float], cuts: NDArray[np.float32]
) -> StanceModel:
    hashes = np.array([hash_of(name) for name in names], dtype=np.uint32)
    order = np.argsort(hashes, kind="stable")
    words = sorted((hash_of(word), value) for word, value in valences.items() if abs(value) >= KNOWN)
    return StanceModel(
        names=hashes[order],
        weights=weights[order],
        words=np.array([number for number, _ in words], dtype=np.uint32),
        valences=np.array([value for _, value in words], dtype=np.float32),
        cuts=cuts,
    )


def learn_valences(lexicon: Lexicon, vocab: Vocab, words: Iterable[str]) -> dict[str, float]:
    """Return how well or ill words speak: those of the lexicon as it says, the others as their vectors are like them.

    One regression tells good words from bad ones, another words of the lexicon from the rest; a word's valence is
    the product.
    """
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - only for training

    good, bad = (sorted(w for w in words_ if vocab.has_vector(w)) for words_ in known_words(lexicon))
    others = sorted(w for w in words if vocab.has_vector(w) and w not in {*good, *bad})
    matrices = [_unit(_vectors(vocab, part)) for part in (good, bad, others)]
    lexical = np.vstack(matrices[:2])
    settings = {"C": 3.0, "max_iter": 500, "class_weight": "balanced"}
    sides = LogisticRegression(**settings).fit(lexical, [1] * len(good) + [0] * len(bad))
    judging = LogisticRegression(**settings).fit(
        np.vstack([lexical, matrices[2]]), [1] * len(lexical) + [0] * len(others)
    )
    guessed = (2 * sides.predict_proba(matrices[2])[:, 1] - 1) * judging.predict_proba(matrices[2])[:, 1]
    known = dict.fromkeys(good, 1.0) | dict.fromkeys(bad, -1.0)
    return dict(zip(others, map(float, guessed), strict=True)) | known


def known_words(lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """Return the single words of the lexicon that speak well and ill; words that do both are in neither."""
    data = lexicon.data
    good = {word for word, value in lexicon.adjectives.items() if value > 0}
    bad = {word for word, value in lexicon.adjectives.items() if value < 0}
    good |= {word for word, name in lexicon.nouns.items() if name in GOOD_THINGS | {"goods"}}
    bad |= {word for word, name in lexicon.nouns.items() if name in BAD_THINGS | {"harms"}}
    outcomes = (data.deeds, data.fortunes, data.fates, data.possessions, data.labels, data.epithets)
    good = good.union(data.attitudes.favor, data.manners.good, *(o.good for o in outcomes))
    bad = bad.union(data.attitudes.against, data.manners.bad, *(o.ill for o in outcomes))
    both = good & bad
    return {w for w in good - both if " " not in w}, {w for w in bad - both if " " not in w}


def _vectors(vocab: Vocab, words: Sequence[str]) -> NDArray[np.float32]:
    return np.array([vocab.get_vector(word) for word in words], dtype=np.float32)


def _unit(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    out: NDArray[np.float32] = matrix / (np.linalg.norm(matrix, axis=1, keepdims=True) + 1e-9)
    return out


def learn_weights(rows: Sequence[Features], mentions: Sequence[Mention], names: Sequence[str]) -> NDArray[np.float32]:
    """Return a linear model's weights by feature and class; a mention counts for each class with its probability."""
    from scipy.sparse import vstack  # noqa: PLC0415 - only for training
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    matrix = _matrix(rows, names)
    shares = np.array([mention.probabilities for mention in mentions]) * np.array([[m.weight] for m in mentions])
    classes, counted, used = [], [], []
    for label in range(len(LABELS)):
        chosen = np.flatnonzero(shares[:, label] > 0.01)
        used.append(matrix[chosen])
        classes += [label] * len(chosen)
        counted.append(shares[chosen, label])
    model = LogisticRegression(C=STRENGTH, max_iter=300, fit_intercept=False)
    model.fit(vstack(used), classes, sample_weight=np.concatenate(counted))
    out: NDArray[np.float32] = model.coef_.T.astype(np.float32)
    return out


def _matrix(rows: Sequence[Features], names: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - only for training

    columns = {name: k for k, name in enumerate(names)}
    found = [[(columns[name], value) for name, value in row.items() if name in columns] for row in rows]
    ends = np.cumsum([0, *map(len, found)])
    indices = np.array([column for row in found for column, _ in row])
    values = np.array([value for row in found for _, value in row], dtype=np.float32)
    return csr_matrix((values, indices, ends), shape=(len(rows), len(names)))


def learn_cuts(rows: Sequence[Features], mentions: Sequence[Mention], names: Sequence[str]) -> NDArray[np.float32]:
    """Return for each class the lowest probability from which on its answers reach the precision of `SURE`.

    Measured on articles of the gold that were left out in turn.
    """
    gold = [k for k, mention in enumerate(mentions) if mention.group]
    truth = np.array([mentions[k].probabilities for k in gold]).argmax(axis=1)
    said = np.zeros((len(gold), len(LABELS)))
    fold_of = np.array([zlib.crc32(mentions[k].group.encode()) % FOLDS for k in gold])
    for fold in range(FOLDS):
        held = {k for k, f in zip(gold, fold_of, strict=True) if f == fold}
        taught = [k for k in range(len(rows)) if k not in held]
        weights = learn_weights([rows[k] for k in taught], [mentions[k] for k in taught], names)
        logits = _matrix([rows[k] for k in gold], names) @ weights
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        said[fold_of == fold] = (shares / shares.sum(axis=1, keepdims=True))[fold_of == fold]
    return np.array([_cut(said[:, label], truth == label) for label in range(len(LABELS))], dtype=np.float32)


def _cut(probabilities: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    for cut in np.arange(0.4, 1.0, 0.01):
        chosen = probabilities >= cut
        if chosen.any() and right[chosen].mean() >= SURE:
            return float(cut)
    return 1.0


def score(mentions: Sequence[Mention], name: str) -> str:
    """Return a line of figures: macro-F1 of forced answers, share and precision of those that take a side unforced."""
    truths: list[str] = []
    forced: list[str] = []
    free: list[str] = []
    ruled: list[str] = []
    for mention, span in parsed(mentions):
        truths.append(LABELS[int(np.argmax(mention.probabilities))])
        forced.append(stance_toward(span.doc, span, decide=True).label)
        stance = stance_toward(span.doc, span)
        free.append(stance.label)
        ruled.append(stance.label if stance.rule != "classifier" else "unclear")
    return (
        f"{name}: {len(truths)} mentions, macro-F1 {100 * _macro_f1(truths, forced):.1f}; "
        f"decided {_sided(truths, free)}; by rules alone {_sided(truths, ruled)}"
    )


def _sided(truths: Sequence[str], given: Sequence[str]) -> str:
    """Return for how many a side was taken, and how often rightly."""
    sided = [(label, truth) for label, truth in zip(given, truths, strict=True) if label in ("favor", "against")]
    right = sum(label == truth for label, truth in sided)
    return f"{100 * len(sided) / len(truths):.1f}% with precision {100 * right / max(len(sided), 1):.1f}"


def _macro_f1(truths: Sequence[str], given: Sequence[str]) -> float:
    total = 0.0
    for label in LABELS:
        both = sum(t == g == label for t, g in zip(truths, given, strict=True))
        total += 2 * both / max(truths.count(label) + list(given).count(label), 1)
    return total / len(LABELS)


if __name__ == "__main__":
    sys.exit(main())

"""Fine-tune a text encoder on stances toward a mention, to label mentions for the small classifier.

    python scripts/train_stance_teacher.py fit GOLD.jsonl --base FOLDER --out teacher.pt
    python scripts/train_stance_teacher.py label TEXTS.jsonl... --base FOLDER --model teacher.pt --out SOFT.jsonl

GOLD has NewsMTSC's format (scripts/train_stance.py). FOLDER holds the base model: `model.safetensors` and `vocab.txt`
of all-MiniLM-L6-v2. TEXTS are news texts, one object a line with `text`, or files in NewsMTSC's format: people and
pronouns in their sentences, and some other names, are labelled. The teacher is not shipped: it only teaches. `fit`
takes about 13 CPU-minutes, `label` one minute for 5,000 mentions; both need the extra `train-encoder`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from pathlib import Path

import torch
from encoder_model import POSITIONS, CueEncoder, Shape, load_base, read_vocabulary, shape_of
from spacy.tokens import Doc
from torch import Tensor, nn
from torch.nn import functional
from train_stance import Mention, read_gold

from quoteminer.extract.stance.lexicon import stance_lexicon
from quoteminer.extract.stance.model import LABELS
from quoteminer.pipeline import load
from quoteminer.ranking.wordpiece import WordPiece

FROZEN = 2
"""Layers at the bottom that stay as they are; so do the embeddings."""

EPOCHS, BATCH, RATE, HEAD_RATE, SMOOTHING = 3, 32, 8e-5, 1e-3, 0.05
LONGEST = 94
"""Word pieces of a sentence that are read; of a longer one those around the mention."""

SENTENCE = range(30, 400)
"""Lengths in characters of sentences that are labelled."""

OTHER_NAMES = 0.25
"""Share of organisations, places and peoples that are labelled beside the people."""

Encoded = tuple[list[int], list[float]]
"""The ids of word pieces, and 1.0 for those of the mention."""


class Teacher(nn.Module):
    """The encoder with a mark on the mention's pieces, and a head over the mention and the whole sentence."""

    def __init__(self, shape: Shape, vocabulary: int) -> None:
        super().__init__()
        self.encoder = CueEncoder(shape, vocabulary)
        self.mark = nn.Parameter(torch.randn(shape.hidden) * 0.02)
        self.dropout = nn.Dropout(0.2)
        self.head = nn.Linear(2 * shape.hidden, len(LABELS))

    def forward(self, ids: Tensor, mask: Tensor, mention: Tensor) -> Tensor:
        """Return the logits of the classes; `mask` is 1 where there is a piece, `mention` where it is the mention's."""
        hidden, bias = self.encoder.embed(ids, mask.bool())
        for depth, layer in enumerate(self.encoder.layers):
            if depth == FROZEN:
                hidden = hidden.detach() + mention[..., None] * self.mark
            hidden = layer(hidden, bias)
        pooled = [
            (hidden * part[..., None]).sum(1) / part.sum(1, keepdim=True).clamp(min=1) for part in (mention, mask)
        ]
        logits: Tensor = self.head(self.dropout(torch.cat(pooled, 1)))
        return logits


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the options and run one of the commands."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    tokenizer = WordPiece(read_vocabulary(options.base))
    teacher = Teacher(shape_of(options.base), len(tokenizer.vocabulary))
    if options.command == "fit":
        load_base(teacher.encoder, options.base, tokenizer.vocabulary)
        fit(teacher, tokenizer, list(read_gold(options.gold)), seed=options.seed)
        torch.save(teacher.state_dict(), options.out)
        return 0
    teacher.load_state_dict(torch.load(options.model, weights_only=True))
    with options.out.open("w", encoding="utf-8") as out:
        for path in options.texts:
            label(teacher, tokenizer, mentions_in(path, seed=options.seed), out.write)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    fitting, labelling = commands.add_parser("fit"), commands.add_parser("label")
    fitting.add_argument("gold", type=Path)
    labelling.add_argument("texts", type=Path, nargs="+")
    labelling.add_argument("--model", type=Path, required=True)
    for command in (fitting, labelling):
        command.add_argument("--base", type=Path, required=True)
        command.add_argument("--out", type=Path, required=True)
        command.add_argument("--seed", type=int, default=0)
    return parser


def encode(tokenizer: WordPiece, mention: Mention) -> Encoded:
    """Return a mention's sentence in word pieces, cut around the mention where it is long."""
    pieces = tokenizer.split(mention.text)
    inside = [
        float(start < mention.end and end > mention.start)
        for start, end in zip(pieces.starts, pieces.ends, strict=True)
    ]
    middle = inside.index(1.0) if 1.0 in inside else 0
    first = max(0, min(middle - LONGEST // 2, len(pieces) - LONGEST))
    ids, marks = pieces.ids[first : first + LONGEST], inside[first : first + LONGEST]
    return [tokenizer.first, *ids, tokenizer.last], [0.0, *marks, 0.0]


def as_batch(encoded: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Return ids, mask and mention marks of sentences, padded to the longest."""
    length = min(max(len(ids) for ids, _ in encoded), POSITIONS)
    ids = torch.zeros(len(encoded), length, dtype=torch.long)
    mask, mention = torch.zeros(len(encoded), length), torch.zeros(len(encoded), length)
    for row, (numbers, marks) in enumerate(encoded):
        ids[row, : len(numbers)] = torch.tensor(numbers)
        mask[row, : len(numbers)] = 1.0
        mention[row, : len(numbers)] = torch.tensor(marks)
    return ids, mask, mention


def fit(teacher: Teacher, tokenizer: WordPiece, mentions: Sequence[Mention], *, seed: int) -> None:
    """Train the teacher on mentions with certain labels."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    encoded = [encode(tokenizer, mention) for mention in mentions]
    labels = torch.tensor([mention.probabilities for mention in mentions]).argmax(1)
    _freeze(teacher)
    layers = [p for p in teacher.encoder.layers.parameters() if p.requires_grad]
    groups = [{"params": layers, "lr": RATE}, {"params": [teacher.mark, *teacher.head.parameters()], "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * (-(-len(mentions) // BATCH))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    teacher.train()
    for _ in range(EPOCHS):
        for chosen in _batches([len(ids) for ids, _ in encoded], chance):
            logits = teacher(*as_batch([encoded[k] for k in chosen]))
            loss = functional.cross_entropy(logits, labels[chosen], label_smoothing=SMOOTHING)
            loss.backward()
            nn.utils.clip_grad_norm_(layers, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()


def _freeze(teacher: Teacher) -> None:
    for parameter in teacher.encoder.parameters():
        parameter.requires_grad_(False)
    for parameter in teacher.encoder.layers[FROZEN:].parameters():
        parameter.requires_grad_(True)


def _batches(lengths: Sequence[int], chance: random.Random) -> Iterator[list[int]]:
    """Yield batches in random order whose sentences are about as long as one another."""
    order = list(range(len(lengths)))
    chance.shuffle(order)
    chunks = [sorted(order[k : k + 20 * BATCH], key=lengths.__getitem__) for k in range(0, len(order), 20 * BATCH)]
    batches = [chunk[k : k + BATCH] for chunk in chunks for k in range(0, len(chunk), BATCH)]
    chance.shuffle(batches)
    yield from batches


def mentions_in(path: Path, *, seed: int) -> Iterator[Mention]:
    """Yield the mentions of a file's sentences that the file itself does not label."""
    chance = random.Random(seed)
    labelled: dict[str, list[tuple[int, int]]] = {}
    texts: dict[str, None] = {}
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"] if "text" in row else row["sentence_normalized"]
            texts.update(dict.fromkeys(part.strip() for part in text.split("\n")))
            labelled.setdefault(text, []).extend((t["from"], t["to"]) for t in row.get("targets", ()))
    words = stance_lexicon().data.targets
    pronouns = (words.people | words.plural) & words.third_person
    for doc in load().pipe(texts):
        for sentence in doc.sents:
            if len(sentence.text) in SENTENCE:
                known = labelled.get(sentence.text, ())
                for start, end in _spans_of(sentence.as_doc(), pronouns, chance):
                    if not any(start < right and end > left for left, right in known):
                        yield Mention(sentence.text, start, end, (), 1.0, "")


def _spans_of(doc: Doc, pronouns: AbstractSet[str], chance: random.Random) -> list[tuple[int, int]]:
    """Return where the people, the pronouns and some other names of a sentence stand."""
    spans = {(token.idx, token.idx + len(token)) for token in doc if token.lower_ in pronouns}
    for entity in doc.ents:
        if entity.label_ == "PERSON" or (entity.label_ in ("ORG", "NORP", "GPE") and chance.random() < OTHER_NAMES):
            spans.add((entity.start_char, entity.end_char))
    return sorted(spans)


def label(teacher: Teacher, tokenizer: WordPiece, mentions: Iterable[Mention], write: Callable[[str], object]) -> None:
    """Write a line for each mention with the teacher's probabilities."""
    teacher.eval()
    rest = iter(mentions)
    while some := sorted(islice(rest, 64 * BATCH), key=lambda mention: len(mention.text)):
        for first in range(0, len(some), 2 * BATCH):
            _label_batch(teacher, tokenizer, some[first : first + 2 * BATCH], write)


def _label_batch(
    teacher: Teacher, tokenizer: WordPiece, batch: Sequence[Mention], write: Callable[[str], object]
) -> None:
    with torch.no_grad():
        shares = teacher(*as_batch([encode(tokenizer, mention) for mention in batch])).softmax(-1).tolist()
    for mention, share in zip(batch, shares, strict=True):
        row = {"text": mention.text, "from": mention.start, "to": mention.end}
        write(json.dumps({**row, "probabilities": [round(p, 3) for p in share]}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())

"""Fine-tune the text encoder behind `--ranker large` on a gold file in the scorer's format.

    python scripts/train_encoder.py fit GOLD --base FOLDER --out full.pt [--fold 0|1] [--epochs 4] [--seed 0]
    python scripts/train_encoder.py export --base FOLDER --model full.pt --out quoteminer/data/en/large.onnx
    python scripts/train_encoder.py read GOLD --model fold0.onnx --out fold0.npz [--fold 0|1]
    python scripts/train_encoder.py fit GOLD --base FOLDER --out full.pt --teacher t0.npz [--silver ARTICLES]
    python scripts/train_encoder.py blend first.pt full.pt --share 0.7 --out blend.pt

FOLDER holds the base model: `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2. `--fold K` leaves the articles
of fold K (of two, by a hash of the id) out of `fit`, and makes `read` read these alone, so that a ranker can be
trained on what the encoder says about articles it has not seen. `fit` goes on from `OUT.part` when it was
interrupted; the same seed and data give the same model.

A bigger base, such as all-mpnet-base-v2, may teach: `fit --base BIG --pieces FOLDER` trains it on FOLDER's word pieces,
`read --base BIG --pieces FOLDER --model big.pt` writes what it says, and `--teacher` mixes that into the gold's truth
(Hinton, Vinyals and Dean 2015). GOLD of `fit --silver` has articles without `attributions`. `blend` takes each weight
between those of two models, of which the second went on from the first (Wortsman et al. 2022): it keeps what the first
one knew of rare words.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from encoder_data import Batch, Row, batches, fold_of, read_gold
from encoder_export import export
from encoder_model import HALF, CueEncoder, Views, load_base, read_vocabulary, shape_of
from encoder_reading import TorchSession, load_model, read
from reading_files import stored
from torch import Tensor, nn
from torch.nn import functional

from quoteminer.ranking.encoder import Encoder, load_encoder
from quoteminer.ranking.wordpiece import WordPiece

TOP_RATE, HEAD_RATE, DECAY = 2e-4, 1e-3, 0.85
"""Learning rates of the last layer (of a base 384 wide) and of the heads, and what a layer keeps of the one above."""

WARM_UP = 0.06
"""Share of the steps in which the rates rise; then they fall evenly to nothing."""

CUE_WEIGHT, ROLE_WEIGHT, BORDER_WEIGHT = 4.0, 2.0, 1.0
"""Parts of the loss: cues are the rarest truth, borders only help the roles."""

SAVED_EVERY = 120.0
"""Seconds between two checkpoints."""


@dataclass(slots=True)
class Training:
    """What a checkpoint holds, but the state of torch's random numbers."""

    model: CueEncoder
    optimizer: torch.optim.AdamW
    steps: int
    done: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the options and run one of the commands."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(1)
    if options.command == "read":
        kept = [r for r in read_gold(options.gold) if options.fold is None or fold_of(r["id"]) == options.fold]
        encoder = load_encoder(options.model) if options.base is None else teacher_of(options)
        read(encoder, kept, options.out)
        return 0
    if options.command == "blend":
        torch.save(blended(options.models, options.share), options.out)
        return 0
    tokenizer = WordPiece(read_vocabulary(options.pieces or options.base))
    if options.command == "export":
        export(load_model(options.model, options.base, tokenizer), tokenizer, options.out)
        return 0
    kept = [r for r in read_gold(options.gold) if options.fold is None or fold_of(r["id"]) != options.fold]
    fit(kept + (read_gold(options.silver) if options.silver else []), tokenizer, options)
    return 0


def blended(models: Sequence[Path], share: float) -> dict[str, Tensor]:
    """Return the weights of two models of one shape, `share` of the second one's."""
    one, other = (torch.load(path, weights_only=True) for path in models)
    return {name: torch.lerp(weights, other[name], share) for name, weights in one.items()}


def teacher_of(options: argparse.Namespace) -> Encoder:
    """Return the encoder of a model that was not exported."""
    tokenizer = WordPiece(read_vocabulary(options.pieces or options.base))
    return Encoder(TorchSession(load_model(options.model, options.base, tokenizer)), tokenizer)


def fit(rows: Sequence[Row], tokenizer: WordPiece, options: argparse.Namespace) -> None:
    """Train on the rows and write the model; a checkpoint stands beside it until then."""
    torch.manual_seed(options.seed)
    model = CueEncoder(shape_of(options.base), len(tokenizer.vocabulary))
    load_base(model, options.base, tokenizer.vocabulary)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    teacher = stored(options.teacher) if options.teacher else None

    def plan() -> Iterator[Batch]:
        for epoch in range(options.epochs):
            yield from batches(rows, tokenizer, np.random.default_rng((options.seed, epoch)), teacher)

    steps = sum(1 for _ in plan())
    training = Training(model, _optimizer(model, options.rate, options.frozen), steps)
    part = options.out.with_name(options.out.name + ".part")
    if part.exists():
        _resume(training, part)
    saved = time.monotonic()
    model.train()
    for batch in islice(plan(), training.done, options.stop_after):
        losses = step(training, batch)
        if training.done % 20 == 0:
            cpu = time.process_time()
            _tell(f"{training.done}/{steps} " + " ".join(f"{loss:.4f}" for loss in losses) + f" {cpu:.0f} CPU-s")
        if time.monotonic() - saved > SAVED_EVERY:
            _save(training, part)
            saved = time.monotonic()
    torch.save(model.state_dict(), options.out)
    part.unlink(missing_ok=True)


def step(training: Training, batch: Batch) -> list[float]:
    """Take one step of the optimizer and return the parts of the loss: cues, roles, borders."""
    done, model = training.done, training.model
    warm = training.steps * WARM_UP
    share = min((done + 1) / warm, (training.steps - done) / (training.steps - warm))
    for group in training.optimizer.param_groups:
        group["lr"] = group["top"] * share
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
        views = model(batch.ids, batch.mask)
    weights = (CUE_WEIGHT, ROLE_WEIGHT, BORDER_WEIGHT)
    parts = [weight * part for weight, part in zip(weights, _losses(model, views, batch), strict=True)]
    training.optimizer.zero_grad()
    torch.stack(parts).sum().backward()
    nn.utils.clip_grad_norm_((p for p in model.parameters() if p.requires_grad), 1.0)
    training.optimizer.step()
    training.done += 1
    return [part.item() for part in parts]


def _losses(model: CueEncoder, views: Views, batch: Batch) -> Iterator[Tensor]:
    views = Views(*(view.float() for view in views))
    yield _cross_entropy(views.cues, batch.tags)
    if not len(batch.rows):
        yield from (views.cues.sum() * 0, views.cues.sum() * 0)
        return
    scores = model.relate(views.as_cue[batch.rows, batch.places], views.as_word[batch.rows], batch.places)
    yield _cross_entropy(scores[..., :3], batch.roles * torch.tensor([1.0, 1.0, 2.0]))
    borders = functional.binary_cross_entropy_with_logits(scores[..., 3:], batch.borders, reduction="none")
    yield borders[batch.roles.sum(-1) > 0].mean() * 10


def _cross_entropy(logits: Tensor, truth: Tensor) -> Tensor:
    """Return the mean over pieces, weighed with the truth's sum; padding has none."""
    return -(logits.log_softmax(-1) * truth).sum() / truth.sum()


def _optimizer(model: CueEncoder, rate: float, frozen: int) -> torch.optim.AdamW:
    for part in (model.words, model.places, model.norm, model.apart, *model.layers[:frozen]):
        if part is not None:
            part.requires_grad_(False)
    groups = [
        {"params": list(layer.parameters()), "top": rate * DECAY ** (len(model.layers) - 1 - number)}
        for number, layer in enumerate(model.layers)
        if number >= frozen
    ]
    taken = {id(p) for group in groups for p in group["params"]}  # type: ignore[attr-defined]
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in taken]
    return torch.optim.AdamW([*groups, {"params": heads, "top": HEAD_RATE}], lr=rate, weight_decay=0.01, fused=True)


def _save(training: Training, path: Path) -> None:
    state = {
        "model": training.model.state_dict(),
        "optimizer": training.optimizer.state_dict(),
        "done": training.done,
        "random": torch.get_rng_state(),
    }
    fresh = path.with_name(path.name + ".new")
    torch.save(state, fresh)
    fresh.replace(path)


def _resume(training: Training, path: Path) -> None:
    state = torch.load(path, weights_only=True)
    training.model.load_state_dict(state["model"])
    training.optimizer.load_state_dict(state["optimizer"])
    training.done = state["done"]
    torch.set_rng_state(state["random"])


def _tell(message: str) -> None:
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    blend = commands.add_parser("blend")
    blend.add_argument("models", type=Path, nargs=2)
    blend.add_argument("--share", type=float, default=0.5, help="of the second model")
    blend.add_argument("--out", type=Path, required=True)
    for name in ("fit", "read", "export"):
        command = commands.add_parser(name)
        if name != "export":
            command.add_argument("gold", type=Path)
            command.add_argument("--fold", type=int, choices=(0, 1))
        if name != "fit":
            command.add_argument("--model", type=Path, required=True)
        command.add_argument("--base", type=Path, required=name != "read", help="folder of the base model")
        command.add_argument("--pieces", type=Path, help="folder whose vocab.txt numbers the pieces, if not BASE's")
        command.add_argument("--out", type=Path, required=True)
        if name == "fit":
            command.add_argument("--epochs", type=int, default=4)
            command.add_argument("--rate", type=float, default=TOP_RATE, help="learning rate of the last layer")
            command.add_argument("--frozen", type=int, default=0, help="lowest layers that stay as they are")
            command.add_argument("--seed", type=int, default=0)
            command.add_argument(
                "--teacher", type=Path, nargs="+", help="what a better encoder `read`, of all articles"
            )
            command.add_argument(
                "--silver", type=Path, help="more articles, without attributions: the teacher's are taken"
            )
            command.add_argument("--start", type=Path, help="a model that `fit` wrote, to go on from")
            command.add_argument("--stop-after", type=int, help="steps, for trying the script")
    return parser


if __name__ == "__main__":
    sys.exit(main())

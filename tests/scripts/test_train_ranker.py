"""Training of the rankers: the same seed gives the same file, which the program reads and new limits are chosen for."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from quoteminer.ranking.network import Network
from quoteminer.ranking.ranker import load_ranker

GOLD = Path(__file__).parents[1] / "gold" / "articles.jsonl"

Train = Callable[..., dict[str, Any]]


@pytest.fixture
def script(load_script: Callable[[str], ModuleType]) -> ModuleType:
    """Return the script, what it is made of loaded before it."""
    for name in ("network_training", "ranker_lessons", "ranker_settling", "reading_files"):
        load_script(name)
    return load_script("train_ranker")


@pytest.fixture
def train(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Train:
    """Return a function that trains on a few articles, one of them held out, and gives the arrays of the file."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    held_out = [row for row in rows if is_held_out(row["id"])]
    taken = [*[row for row in rows if not is_held_out(row["id"])][:3], *held_out[:1]]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in taken), encoding="utf-8")

    def run(name: str, *options: str) -> dict[str, Any]:
        out = tmp_path / name
        docs = str(tmp_path / "docs.bin")
        monkeypatch.setattr(sys, "argv", ["train_ranker.py", str(gold), "--out", str(out), "--docs", docs, *options])
        script.main()
        with np.load(out, allow_pickle=False) as stored:
            return {key: stored[key] for key in stored.files}

    return run


def is_held_out(article: str) -> bool:
    """Return whether the article is in the tenth that nothing is fitted on, as docs/accuracy.md says."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 10 == 0


def test_gold_has_articles_of_both_kinds() -> None:
    """The articles that the other tests train on have some to choose limits on."""
    ids = [json.loads(line)["id"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert {is_held_out(article) for article in ids} == {True, False}


def test_training_gives_the_same_model_twice(train: Train, tmp_path: Path) -> None:
    """Seed and data decide; new limits leave the networks as they are; the program loads the file."""
    one, same = (train(name, "--members", "1") for name in ("one.npz", "same.npz"))
    assert one.keys() == same.keys()
    assert all(np.array_equal(one[key], same[key]) for key in one)
    spoilt = {**one, "limits": np.full_like(one["limits"], 0.9)}
    np.savez(tmp_path / "spoilt.npz", **spoilt)
    settled = train("settled.npz", "--networks", str(tmp_path / "spoilt.npz"))
    assert all(np.array_equal(one[key], settled[key]) for key in one if key != "limits")
    assert settled["limits"].tolist() != spoilt["limits"].tolist()
    given = train("given.npz", "--networks", str(tmp_path / "one.npz"), "--limits", "0.31", "0.47")
    limits = load_ranker(tmp_path / "given.npz").limits
    assert (limits.accept, limits.quoted) == (0.31, 0.47)
    assert all(np.array_equal(one[key], given[key]) for key in one if key != "limits")
    assert load_ranker(tmp_path / "one.npz").rates.by_key


def test_silver_articles_are_learned_from(train: Train, tmp_path: Path) -> None:
    """Articles that a ranker annotated change the networks and the rates, and are never held out."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    silver = tmp_path / "silver.jsonl"
    silver.write_text("".join(json.dumps(row) + "\n" for row in rows[-2:]), encoding="utf-8")
    plain, taught = train("plain.npz", "--members", "1"), train("taught.npz", "--members", "1", "--silver", str(silver))
    assert len(taught["rates.keys"]) > len(plain["rates.keys"])
    assert not np.array_equal(plain["cue.mean"], taught["cue.mean"])


def test_another_seed_gives_another_network(script: ModuleType, load_script: Callable[[str], ModuleType]) -> None:
    """Members start from random weights of their seed."""
    training = load_script("network_training")
    rows = np.arange(12, dtype=np.float32).reshape(6, 2)
    targets = np.array([[0], [1], [0], [1], [1], [0]], dtype=np.float32)

    def weights(seed: int) -> Any:
        plan = training.Plan(hidden=(4,), epochs=2, members=1, seed=seed)
        return training.train(rows, 1, training.binary(targets), training.shuffled(6, 3), plan).first

    assert np.array_equal(weights(0), weights(0))
    assert not np.array_equal(weights(0), weights(1))


def test_a_blind_member_learns_from_the_other_columns(load_script: Callable[[str], ModuleType]) -> None:
    """What it answers does not change with columns that it was not to see; the others' answers do."""
    training = load_script("network_training")
    rows = np.random.default_rng(0).standard_normal((40, 3)).astype(np.float32)
    targets = (rows[:, :1] + rows[:, 2:] > 0).astype(np.float32)
    plan = training.Plan(hidden=(4,), epochs=3, members=2, blind=1, unseen=slice(2, None))
    net = training.train(rows, 1, training.binary(targets), training.shuffled(40, 8), plan)
    other = np.c_[rows[:, :2], -rows[:, 2:]]
    answers = [
        [Network(mean=net.mean, scale=net.scale, members=(member,)).predict(x) for x in (rows, other)]
        for member in net.members
    ]
    assert [np.array_equal(seen, changed) for seen, changed in answers] == [False, True]

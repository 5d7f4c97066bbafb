"""Loading and merging: what a user's file changes, what stays, and what is cached."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from quoteminer.errors import PatternsError
from quoteminer.patterns import loader
from quoteminer.patterns.document import parse_document
from quoteminer.patterns.loader import default_patterns_path, load_data, load_patterns, merge_patterns
from quoteminer.patterns.schema import DEFAULT_PRIOR, Patterns

Merge = Callable[..., Patterns]


class _Words(BaseModel):
    """A language data file of the tests."""

    words: list[str]


def _ids(patterns: Patterns) -> list[str]:
    return [pattern.id for pattern in patterns.patterns]


def test_merge_patterns_keeps_a_cue_named_no(merge: Merge) -> None:
    """Words that YAML 1.1 takes for booleans are cues like others."""
    merged = merge("version: 1\ncues:\n  no: {frames: [clause]}\n  on: {frames: {clause: 1}}\n")
    assert merged.cues["no"].frames == {"clause": DEFAULT_PRIOR}
    assert merged.cues["on"].frames == {"clause": 1.0}


def test_merge_patterns_replaces_a_whole_cue(merge: Merge) -> None:
    """A cue of the user's file takes the place of the shipped one; all others stay."""
    merged = merge("version: 1\ncues:\n  claim: {act: accuse, frames: [quote]}\n  tweet: {frames: [clause]}\n")
    assert sorted(merged.cues) == ["claim", "say", "tweet"]
    assert merged.cues["claim"].act == "accuse"
    assert merged.cues["claim"].distance == "neutral"
    assert list(merged.cues["claim"].frames) == ["quote"]
    assert merged.noun_cues["claim"].distance == "distancing"


def test_merge_patterns_replaces_a_pattern_in_its_place_and_appends_a_new_one(merge: Merge) -> None:
    """Order is preference: an overridden pattern keeps its own."""
    merged = merge(
        "version: 1\npatterns:\n  - {id: new, cue: [{LOWER: via}], content: clause}\n"
        "  - {id: clause, cue: {frame: clause}, content: host-clause}\n"
    )
    assert _ids(merged) == ["clause", "quote-after", "according-to", "new"]
    assert merged.patterns[0].content == "host-clause"
    assert merged.patterns[0].examples == ()


def test_merge_patterns_replaces_weights_by_key(merge: Merge) -> None:
    """A weight that the user's file does not name stays."""
    merged = merge("version: 1\nweights: {bias: -1, 'pattern:clause': 0.5}\n")
    assert merged.weights == {"prior": 1.0, "bias": -1.0, "pattern:clause": 0.5}


def test_merge_patterns_switches_patterns_off(merge: Merge) -> None:
    """`disable` takes patterns of the files below out, and cues may go on naming their frames."""
    merged = merge("version: 1\ndisable: [clause, according-to]\n")
    assert _ids(merged) == ["quote-after"]
    assert merged.disable == ()
    assert "clause" in merged.cues["say"].frames


def test_merge_patterns_lays_files_over_each_other_in_order(merge: Merge) -> None:
    """The last file has the last word, and brings back what another switched off."""
    merged = merge(
        "version: 1\ndisable: [quote-after]\ncues: {say: {act: warn, frames: [clause]}}\n",
        "version: 1\npatterns: [{id: quote-after, cue: {frame: quote}, content: quote-before}]\n"
        "cues: {say: {act: ask, frames: [clause]}}\n",
    )
    assert _ids(merged) == ["clause", "according-to", "quote-after"]
    assert merged.cues["say"].act == "ask"


def test_merge_patterns_lets_a_users_file_bring_its_own_frame(merge: Merge) -> None:
    """A cue and the pattern that serves it may both be new."""
    merged = merge(
        "version: 1\ncues: {tweet: {frames: [post]}}\npatterns: [{id: post, cue: {frame: post}, content: clause}]\n"
    )
    assert _ids(merged)[-1] == "post"


def test_patterns_round_trip_through_yaml(merge: Merge) -> None:
    """What is dumped and read again is the same, to the digest."""
    merged = merge("version: 1\ncues: {no: {act: deny, stance: against, target: object, frames: {quote: 0.25}}}\n")
    again = merge_patterns([parse_document(json.dumps(merged.model_dump(mode="json")), "again.yaml")])
    assert again.model_dump() == merged.model_dump()
    assert again.digest == merged.digest


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("version: 1 # a comment\n", True),
        (
            "version: 1\ncues:\n  claim: {frames: {clause: 0.7}, distance: distancing}\n"
            "  say: {frames: [quote, clause]}\n",
            True,
        ),
        ("version: 1\ncues: {say: {frames: [quote]}}\n", False),
        ("version: 1\nweights: {prior: 1.5}\n", False),
        ("version: 1\ndisable: [clause]\n", False),
    ],
)
def test_digest_changes_with_the_content_alone(merge: Merge, text: str, same: bool) -> None:
    """Comments, and the order of keys, do not count."""
    assert (merge(text).digest == merge().digest) is same
    assert len(merge(text).digest) == 12


def test_load_patterns_reads_the_shipped_file() -> None:
    """Without arguments the shipped patterns come, and twice the same object."""
    patterns = load_patterns()
    assert "say" in patterns.cues
    assert load_patterns() is patterns
    assert [Path(document.origin).name for document in patterns.documents] == [default_patterns_path().name]


def test_load_patterns_lays_extra_files_over_the_shipped_ones(tmp_path: Path) -> None:
    """One line adds a verb to all that is shipped."""
    extra = tmp_path / "mine.yaml"
    extra.write_text("version: 1\ncues:\n  blurble: {frames: [clause]}\n", encoding="utf-8")
    patterns = load_patterns(extra=[extra])
    assert patterns.cues.keys() - load_patterns().cues.keys() == {"blurble"}
    assert patterns.digest != load_patterns().digest


def test_load_patterns_reads_an_edited_file_again(base_file: Path) -> None:
    """The cache does not outlive the file's state."""
    before = load_patterns(base_file)
    base_file.write_text(base_file.read_text(encoding="utf-8").replace("  say:", "  declare:"), encoding="utf-8")
    assert sorted(before.cues) == ["claim", "say"]
    assert sorted(load_patterns(base_file).cues) == ["claim", "declare"]


def test_load_patterns_names_every_missing_file(base_file: Path, tmp_path: Path) -> None:
    """Missing files are told together."""
    with pytest.raises(PatternsError) as caught:
        load_patterns(base_file, extra=[tmp_path / "a.yaml", tmp_path / "b.yaml"])
    assert [line.rpartition(": ")[0] for line in caught.value.message.splitlines()] == [
        f"{tmp_path}/a.yaml: cannot be read",
        f"{tmp_path}/b.yaml: cannot be read",
    ]


def test_default_patterns_path_prefers_the_installed_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a wheel the file lies in the package, in a source tree beside it."""
    package = tmp_path / "quoteminer"
    (package / "data").mkdir(parents=True)
    monkeypatch.setattr(loader, "PACKAGE", package)
    monkeypatch.setattr(loader, "DATA", package / "data")
    with pytest.raises(PatternsError, match="is missing"):
        default_patterns_path()
    (tmp_path / "patterns.yaml").touch()
    assert default_patterns_path() == tmp_path / "patterns.yaml"
    (package / "data" / "patterns.yaml").touch()
    assert default_patterns_path() == package / "data" / "patterns.yaml"


def test_load_data_returns_the_schema_and_names_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Language data goes through the same strict loader."""
    (tmp_path / "xx").mkdir()
    monkeypatch.setattr(loader, "DATA", tmp_path)
    file = tmp_path / "xx" / "words.yaml"
    file.write_text("words: [no, on, off]\n", encoding="utf-8")
    data = load_data("words", _Words, language="xx")
    assert data.words == ["no", "on", "off"]
    assert load_data("words", _Words, language="xx") is data
    file.write_text("words: [no,\n  12]\n", encoding="utf-8")
    with pytest.raises(
        PatternsError, match=r"words.yaml:2: words\[1\]: must be text, not 12; put it in quotation marks"
    ):
        load_data("words", _Words, language="xx")
    with pytest.raises(PatternsError, match=r"other.yaml: cannot be read: No such file"):
        load_data("other", _Words, language="xx")

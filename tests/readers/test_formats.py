"""The table of input formats."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from quoteminer.errors import UsageError
from quoteminer.readers import READERS, Reading, read_articles
from quoteminer.readers.formats import format_of, split_name, suffixes


@pytest.mark.parametrize("name", READERS)
def test_every_reader_loads(name: str) -> None:
    """Each line of the table names a function."""
    assert callable(READERS[name].load())


def test_suffixes_mean_one_format_each() -> None:
    """No suffix is in the table twice."""
    assert len(set(suffixes())) == len(suffixes()) == sum(len(known.suffixes) for known in READERS.values())


@pytest.mark.parametrize(
    ("path", "stem", "form"),
    [
        ("news/a.txt", "news/a", "text"),
        ("a.b.HTM", "a.b", "html"),
        ("a.jsonl.gz", "a", "jsonl"),
        ("a.ndjson.ZST", "a", "jsonl"),
        ("a.warc.gz", "a", "warc"),
        ("a.gz", "a", None),
        ("a", "a", None),
        (".txt", ".txt", None),
        ("a.pdf", "a", None),
    ],
)
def test_format_of_reads_the_suffix_below_the_packing(path: str, stem: str, form: str | None) -> None:
    """A packed file is what stands before its last suffix."""
    assert split_name(path)[0] == stem
    assert format_of(path) == form


def test_read_articles_mixes_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory may hold files of every kind; a file with several articles gives them their own ids."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("A")
    Path("b.md").write_text("*B*")
    Path("c.jsonl").write_text('{"text": "C1"}\n{"text": "C2", "id": "own"}\n')
    Path("d.csv").write_text("text\nD\n")
    found = [(getattr(a, "id", None), getattr(a, "text", None)) for a in read_articles(["."])]
    assert found == [("a", "A"), ("b", "*B*"), ("c:1", "C1"), ("own", "C2"), ("d:2", "D")]


def test_read_articles_takes_the_format_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--input-format` beats the suffix, in a directory for every visible file, and on standard input."""
    monkeypatch.chdir(tmp_path)
    Path("a.dat").write_text('{"text": "A"}')
    Path(".hidden").write_text("x")
    reading = Reading(format="jsonl")
    assert [getattr(a, "text", None) for a in read_articles(["."], reading=reading)] == ["A"]
    assert [getattr(a, "text", None) for a in read_articles(["a.dat"], reading=reading)] == ["A"]
    stream = BytesIO(b'{"text": "B"}')
    assert [getattr(a, "text", None) for a in read_articles(["-"], stdin=stream, reading=reading)] == ["B"]


def test_read_articles_refuses_an_unknown_format() -> None:
    """The message names the formats there are."""
    with pytest.raises(UsageError, match="'pdf' is no input format"):
        read_articles(["-"], reading=Reading(format="pdf"))


def test_table_imports_no_library() -> None:
    """The table, which help pages show, costs no reader's library and no YAML."""
    code = (
        "import sys, quoteminer.readers\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
    )
    command = [sys.executable, "-I", "-c", code]
    found = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    libraries = {"yaml", "markdown_it", "trafilatura", "lxml", "pyarrow", "fastwarc", "backports", "numpy", "spacy"}
    assert "quoteminer" in found
    assert not found & libraries

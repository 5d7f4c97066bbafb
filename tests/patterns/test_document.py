"""Strict YAML: which values come out, which files are refused, on which line."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteminer.patterns import document as document_module
from quoteminer.patterns.document import MAX_BYTES, parse_document, place, read_document

_PLAIN_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
# without digits: YAML 1.1 and ours differ on what is a number ("-.5"), and PyYAML quotes only its own
_YAML_TEXT = st.text(st.sampled_from("abno é\n:-,[]{}#&*!'\"%@~|>?`"), max_size=30)


def _values(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Return nested values of a document, their keys and texts drawn from `texts`."""
    return st.recursive(
        st.none() | st.booleans() | st.integers(-(10**12), 10**12) | texts,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
        max_leaves=12,
    )


_YAML_LIKE = st.text(st.sampled_from("ab01 \n\t-:,?[]{}&*!|>'\"%@#~.\\é\u2028\ufeff\x00\x85"), max_size=60)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("y", "y"),
        ("off", "off"),
        ("1:30", "1:30"),
        ("12:30:45", "12:30:45"),
        ("2024-05-01", "2024-05-01"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("007", "007"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
        ("<<", "<<"),
        ("True", "True"),
        ("NULL", "NULL"),
        ("9" * 40, "9" * 40),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("0.5", 0.5),
        (".5", 0.5),
        ("-1.5e-3", -0.0015),
        ("'true'", "true"),
        ('"12"', "12"),
        ("|\n  12\n", "12\n"),
    ],
)
def test_parse_document_keeps_plain_values_what_they_look_like(text: str, value: object) -> None:
    """Only true, false, null and decimal numbers are no text."""
    read = parse_document(f"key: {text}", "a.yaml")
    assert read.problems == ()
    assert read.data == {"key": value}
    assert type(read.data["key"]) is type(value)


@pytest.mark.parametrize("key", ["no", "on", "true", "null", "12", "1.5", "~", "<<", "2024-05-01"])
def test_parse_document_keeps_every_key_text(key: str) -> None:
    """A cue called `no` is the word no, whatever YAML 1.1 makes of it."""
    read = parse_document(f"{key}: {{}}", "a.yaml")
    assert (read.problems, read.data) == ((), {key: {}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", "a.yaml:3: a: the key stands twice, first on line 1"),
        ("x:\n  y: {a: 1, a: 2}\n", "a.yaml:2: x.y.a: the key stands twice, first on line 2"),
        ("x: [{a: 1},\n {b: 1,\n b: 2}]\n", "a.yaml:3: x[1].b: the key stands twice, first on line 2"),
        ('no: 1\n"no": 2\n', "a.yaml:2: no: the key stands twice, first on line 1"),
        ("a: &x 1\n", "a.yaml:1: a: anchor `&x` is not allowed"),
        ("a: 1\nb: *x\n", "a.yaml:2: b: alias `*x` is not allowed; write it out"),
        ("? *x\n: 1\n", "a.yaml:1: the file: a key must be a word, not an alias, a list or a mapping"),
        ("a: 1\n? [b, c]\n: 2\n", "a.yaml:2: the file: a key must be a word"),
        ("&k a: 1\n", "a.yaml:1: a: anchor `&k` is not allowed"),
        ("a: !!python/object:os.system x\n", "a.yaml:1: a: tag `tag:yaml.org,2002:python/object:os.system`"),
        ("a: !!set {b, c}\n", "a.yaml:1: a: tag `tag:yaml.org,2002:set` is not allowed"),
        ("- !x y\n", "a.yaml:1: [0]: tag `!x` is not allowed"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: a second document starts here (`---`); put all into one"),
        ("a: 1\nb: [\n", "a.yaml:3: is not valid YAML: while parsing a flow node"),
        ("a: b: c\n", "a.yaml:1: is not valid YAML: mapping values are not allowed in this context"),
        ("a: 'open\n", "is not valid YAML: while scanning a quoted scalar"),
        ("a:\n\tb: 1\n", "a.yaml:2: is not valid YAML: while scanning for the next token"),
        ("a: \x00\n", "is not valid YAML"),
        ("a: \ud800\n", "a.yaml:1: has a character that is not allowed"),
        ("a: 1\nb: \ud800\n", "a.yaml:2: has a character that is not allowed"),
    ],
)
def test_parse_document_names_line_and_key_of_what_is_refused(text: str, expected: str) -> None:
    """Each refusal says file, line and dotted key."""
    problems = parse_document(text, "a.yaml").problems
    assert any(expected in str(problem) for problem in problems), problems


def test_parse_document_reports_every_problem_at_once() -> None:
    """Repeated keys, anchors and tags do not hide one another."""
    read = parse_document("a: &x 1\na: !t 2\nb: *x\nc: {d: 1, d: 2}\n", "a.yaml")
    assert [problem.line for problem in read.problems] == [1, 2, 2, 3, 4]
    assert read.complete


def test_parse_document_does_not_expand_an_alias_bomb() -> None:
    """Nine lines that would be a thousand million strings are nine problems and more, at once."""
    bomb = "a0: &a0 [x, x, x]\n" + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
    read = parse_document(bomb, "a.yaml")
    assert len(read.problems) == 10 + 9 * 9
    assert read.data["a9"] == [None] * 9


@pytest.mark.parametrize("text", ["[" * 5000, "a: " + "{b: " * 5000, "- " * 5000, "? " * 5000])
def test_parse_document_stops_at_a_depth(text: str) -> None:
    """Thousands of levels are one problem, and no recursion error."""
    read = parse_document(text, "a.yaml")
    told = ("is nested more than 20 deep", "exceeded maximum nesting depth")  # ours, and newer libyaml's own
    assert any(words in str(problem) for problem in read.problems for words in told)
    assert (read.data, read.complete) == (None, False)


@settings(deadline=None)
@given(_YAML_LIKE | st.text(max_size=40))
def test_parse_document_never_raises(text: str) -> None:
    """Any text gives data or problems."""
    read = parse_document(text, "a.yaml")
    assert read.complete or read.problems


@settings(deadline=None)
@given(_values(_PLAIN_TEXT))
def test_parse_document_reads_json_back(value: Any) -> None:
    """JSON is YAML: what goes in comes out."""
    assert parse_document(json.dumps(value), "a.yaml").data == value


@settings(deadline=None)
@given(_values(_YAML_TEXT))
def test_parse_document_reads_dumped_yaml_back(value: Any) -> None:
    """What PyYAML writes is read back, with libyaml and without."""
    text = yaml.safe_dump(value, allow_unicode=True)
    read = parse_document(text, "a.yaml")
    assert (read.problems, read.data) == ((), value)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document_module, "_Loader", yaml.SafeLoader)
        assert parse_document(text, "a.yaml").data == value


@pytest.mark.parametrize("text", ['a: "\\UFFFFFFFF"', "%YAML 9.9\n---\na: 1", "a: \x00", "[" * 5000])
def test_parse_document_never_raises_without_the_c_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What PyYAML's own scanner stumbles over is a problem too."""
    monkeypatch.setattr(document_module, "_Loader", yaml.SafeLoader)
    assert parse_document(text, "a.yaml").problems


def test_place_finds_the_nearest_line() -> None:
    """A missing key is reported where its mapping begins."""
    read = parse_document("a:\n  - b: 1\n    c:\n      d: 2\n", "a.yaml")
    assert [place(read, location) for location in [("a", 0, "c", "d"), ("a", 0, "x"), ("y",), ()]] == [
        4,
        2,
        1,
        1,
    ]


def test_read_document_accepts_a_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    """A file saved on Windows is read like any other."""
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: é\r\nb: 2\r\n".encode())
    assert read_document(path).data == {"a": "é", "b": 2}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a: 1\nb: \xff\n", ":2: is not UTF-8 text"),
        (b"# " + b"x" * MAX_BYTES, ": is larger than 2,000,000 bytes"),
    ],
)
def test_read_document_names_an_unusable_file(tmp_path: Path, content: bytes, expected: str) -> None:
    """Encoding and size are told with the file's name."""
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    read = read_document(path)
    assert [str(problem) for problem in read.problems] == [f"{path}{expected}"]
    assert not read.complete


def test_read_document_reads_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without an end, such as a device, does not fill the memory."""

    class Endless(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert 0 < size <= MAX_BYTES + 1
            return b"#" * size

    monkeypatch.setattr(Path, "open", lambda path, mode: Endless())
    assert [problem.message for problem in read_document(Path("a.yaml")).problems] == ["is larger than 2,000,000 bytes"]


@pytest.mark.parametrize("name", ["missing.yaml", "", "a\0b"])
def test_read_document_says_why_it_cannot_be_read(tmp_path: Path, name: str) -> None:
    """A missing file, a directory and an impossible name are problems, not exceptions."""
    read = read_document(tmp_path / name)
    assert len(read.problems) == 1
    assert ": cannot be read: " in str(read.problems[0])


def test_read_document_shows_a_path_below_the_working_directory_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages name the file as one would type it."""
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_document(tmp_path / "a.yaml").origin == "a.yaml"

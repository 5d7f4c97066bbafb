"""JSON lines → articles."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.readers import json_lines

Read = Callable[..., Any]


def lines(*rows: object) -> bytes:
    """Return the rows as JSON lines."""
    return "".join(f"{json.dumps(row)}\n" for row in rows).encode()


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


def test_read_jsonl_looks_into_objects(read: Read) -> None:
    """Parts of nested objects have dotted names: what news interfaces send is read as it comes."""
    rows = [
        {"source": {"id": None, "name": "The Post"}, "title": "Fees", "content": "One.", "publishedAt": "2025-03-04"},
        {"_id": {"$oid": "5f1"}, "headline": {"main": "Ferry"}, "body": "Two."},
        {"id": "a", "webTitle": "Quay", "fields": {"bodyText": "Three."}, "webPublicationDate": "2025-03-05T10:00:00Z"},
    ]
    found = read(lines(*rows), "jsonl").articles
    assert [(one.id, one.title, one.outlet, one.text, one.published) for one in found] == [
        ("stdin:1", "Fees", "The Post", "One.", "2025-03-04"),
        ("5f1", "Ferry", None, "Two.", None),
        ("a", "Quay", None, "Three.", "2025-03-05"),
    ]
    asked = read(lines({"a": {"b": {"c": "Deep."}}, "e": {}}), "jsonl", text_key="a.b.c")
    assert asked.texts == ["Deep."]
    assert "the keys are: a, e." in read(lines({"a": {"b": "Deep."}, "e": {}}), "jsonl").errors[0]


def test_read_jsonl_reads_lines_in_another_encoding(read: Read) -> None:
    """A line that is not UTF-8 is read in the encoding that was named."""
    raw = '{"text": "Zoë’s café"}\n'.encode("windows-1252") + lines({"text": "“Zażółć”"})
    assert read(raw, "jsonl", encoding="windows-1252").texts == ["Zoë’s café", "“Zażółć”"]
    assert len(read(raw, "jsonl", strict_encoding=True).errors) == 1


@given(texts=st.lists(WORDS, min_size=1, max_size=5), letters=st.booleans())
def test_read_jsonl_gives_back_what_was_written(read: Read, texts: list[str], letters: bool) -> None:
    """Any text comes back as it was, escaped or not."""
    written = "".join(json.dumps({"id": f"a{k}", "text": t}, ensure_ascii=letters) + "\n" for k, t in enumerate(texts))
    found = read(written.encode(), "jsonl")
    assert found.texts == texts
    assert [article.id for article in found.articles] == [f"a{k}" for k in range(len(texts))]
    assert not found.errors


@given(st.binary(max_size=200))
def test_read_jsonl_never_crashes(read: Read, raw: bytes) -> None:
    """Any bytes give articles or errors of the readers' own."""
    assert not [message for message in read(b'{"text": ""}\n' + raw, "jsonl").errors if "Run again" in message]


def test_read_jsonl_takes_everything_from_a_row(read: Read) -> None:
    """Id, date, title, address and outlet come from the usual keys, whatever their letter case."""
    row = {
        "ID": 7,
        "Body": "Text.",
        "Date": "2025-09-23T10:00:00Z",
        "headline": " A\n b ",
        "link": "https://www.x.org/1",
    }
    (article,) = read(lines(row), "jsonl").articles
    assert (article.id, article.text, article.published) == ("7", "Text.", "2025-09-23")
    assert (article.title, article.url, article.outlet) == ("A b", "https://www.x.org/1", "x.org")


def test_read_jsonl_takes_the_keys_that_are_named(read: Read) -> None:
    """`--text-key`, `--id-key` and `--date-key` beat the usual ones."""
    row = {"text": "no", "id": "no", "date": "2020-01-01", "words": "Text.", "key": "k1", "when": "23 September 2025"}
    (article,) = read(lines(row), "jsonl", text_key="words", id_key="key", date_key="when").articles
    assert (article.id, article.text, article.published) == ("k1", "Text.", "2025-09-23")


def test_read_jsonl_guesses_the_encoding_of_a_line(read: Read) -> None:
    """A line of Windows-1252 costs no word, and is told and counted; the strict refuse it by its byte."""
    raw = lines({"text": "a"}) + b'{"text": "caf\xe9 \x93noir\x94"}\n' + lines({"text": "c"})
    found = read(raw, "jsonl")
    assert found.texts == ["a", "café “noir”", "c"]
    assert found.log.recoded == 1
    assert found.log.warnings == ["-: 1 row is not UTF-8, the first on line 2; read as well as can be."]
    strict = read(raw, "jsonl", strict_encoding=True)
    assert strict.texts == ["a", "c"]
    (error,) = strict.errors
    assert error.startswith("-:2: not UTF-8: byte 0xe9.")


def test_read_jsonl_numbers_articles_without_an_id(read: Read) -> None:
    """An article without an id has its line's number."""
    found = read(b'\xef\xbb\xbf\n{"text": "a"}\n\n{"text": "b", "id": ""}\n', "jsonl")
    assert [article.id for article in found.articles] == ["stdin:2", "stdin:4"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{bad", "-:2: no JSON: Expecting property name"),
        (b"[1]", "-:2: no JSON object."),
        (b"\xff\0", "-:2: the text: looks binary: a NUL byte at offset 1."),
        (b"[" * 100_000, "-:2: no JSON: "),
        (b'{"text": ' + b"1" * 5000 + b"}", "-:2: "),
        (b'{"title": "x"}', "-:2: there is no text; the keys are: title."),
        (b'{"text": ["x"]}', "-:2: the text is no string but list."),
        (b'{"text": null}', "-:2: there is no text; the keys are: text."),
        (b'{"text": "a\\u0000b"}', "-:2: the text looks binary"),
    ],
)
def test_read_jsonl_goes_on_after_a_bad_line(read: Read, line: bytes, message: str) -> None:
    """A line that holds no article is told with its number and costs no other."""
    found = read(lines({"text": "a"}) + line + b"\n" + lines({"text": "c"}), "jsonl")
    assert found.texts == ["a", "c"]
    (error,) = found.errors
    assert error.startswith(message)


@pytest.mark.parametrize(
    ("row", "wishes", "message"),
    [
        ('{"story": "a", "n": 1}', {}, "no key is known to hold the text; the keys are: story, n. Say --text-key KEY."),
        ('{"text": "a"}', {"text_key": "x"}, "there is no key 'x'; the keys are: text. Say --text-key KEY."),
        ('{"text": "a"}', {"id_key": "x"}, "there is no key 'x'; the keys are: text. Say --id-key KEY."),
        ('{"text": "a"}', {"date_key": "x"}, "there is no key 'x'; the keys are: text. Say --date-key KEY."),
        ('{"schema": 1, "quote": "a"}', {}, "holds extracted quotes, not articles. `quoteminer grep` reads them."),
        ('[{"text": "a"},', {}, "is one JSON array, not an object a line. Convert it: jq -c '.[]'"),
    ],
)
def test_read_jsonl_tells_a_wrong_file_once(read: Read, row: str, wishes: dict[str, str], message: str) -> None:
    """What is wrong with every line is told once, with the keys there are."""
    (error,) = read(f"{row}\n".encode() * 9, "jsonl", **wishes).errors
    assert error.startswith(f"-: {message}")


def test_read_jsonl_replaces_lone_surrogates(read: Read) -> None:
    """Half a character, which UTF-8 cannot write, is replaced one for one."""
    assert read(b'{"text": "a\\ud800b"}', "jsonl").texts == ["a\ufffdb"]


def test_read_jsonl_refuses_an_endless_line(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any article is told, and the next is read."""
    monkeypatch.setattr(json_lines, "LARGEST", 40)
    longest = {"text": "b" * 28}  # 40 bytes
    found = read(lines({"text": "a"}, {"text": "b" * 29}, longest), "jsonl")
    assert found.texts == ["a", "b" * 28]
    assert [error.split(".")[0] for error in found.errors] == ["-:2: the line is longer than 0 MiB"]


def test_read_jsonl_names_an_empty_row(read: Read) -> None:
    """An article without a word is named by its id."""
    assert read(lines({"text": " ", "id": "x1"}), "jsonl").log.empty == ["-: x1"]

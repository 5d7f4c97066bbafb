"""Inputs for fuzzing: news and what damages it, files of every format, rows, patterns.

Each is built from one string of bytes, as a program from its code: that is fast to draw, and what fails shrinks to few
bytes.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from hypothesis import strategies as st

from quoteminer.model import DISTANCES, KINDS, SPEECH_ACTS, STANCE_LABELS, Quote, Stance
from quoteminer.patterns.loader import default_patterns_path
from quoteminer.writers import WRITERS, Style

MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "‟", "‚", "‹", "›", "``", "''", "″", "′", "`", "＂"]
ODD = (
    "\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x80\x85\x9b\x9f\u00a0\u00ad\u0301\u0489\u061c\u200b\u200c\u200d\u200e\u2028"
    "\u2029\u202e\u2060\u2066\u2069\u3000\ufe0f\ufeff\ufffd\ufffe\ud800\udc80\U000e0041\U0001f600ʼ＝ßİŁé漢"
)
WORDS = [
    *("said", "told reporters", "according to", "claimed that", "denied", "did not say", "asked", "warned", "added,"),
    *("Ann Lee", "Mayor Max Roe", "he", "she", "the Kremlin", "a spokesman", "O’Neill", "Lee’s", "Mr. Roe", "LEE:"),
    *("on Monday", "last week", "3 May 2024", "a day earlier", "31 February 2020", "in 0000", "03/04/2025", "Sept."),
    *("the dam is safe", "it would rain", "NATO", "[sic]", ":smile:", "not", "never", "who", "and", "that", "which"),
    *(".", ",", ":", ";", "—", "-", "–", "…", "?", "!", "(", ")", "[", "]", "{", "}", "/", "\\", "&amp;", "<b>", "|"),
    *("I", "a", "the statement", "support for", "must", "the report", "accused", "of", "by", "as", "x" * 300, "@x"),
    *("=1+1", "99", "5'11\"", "$5", "%", "#", "*", "_", "~", "</script>", "\x1b]0;x\x07", "\ufeff"),
]
LAYOUT = ["\n", "\n\n", "\r\n", "\r", "\t", "  ", "\ndate 2024-05-03\n", "---\n", "\nKYIV, Ukraine (AP) — ", "\n# "]
SENTENCES = [
    *("“The dam is safe,” said Ann Lee. ", "Max Roe said: “No.” ", "He said the dam was safe. ", "\n* x\n", "\n> y\n"),
    *("“If it rains,” said Lee, “we go.” ", "According to Roe, it rained on Monday. ", "[x](http://a.example/y) "),
]
PIECES = [*MARKS, *MARKS, *(word + " " for word in WORDS), *WORDS[:40], *LAYOUT, *SENTENCES, *ODD]
"""What texts are made of; a byte names one."""


def say(code: bytes) -> str:
    """Return the text that the bytes stand for."""
    return "".join(PIECES[number % len(PIECES)] for number in code)


articles = st.binary(max_size=40).map(say)
"""Texts that look like news, with marks, control characters and nonsense in them."""

any_text = articles | articles | st.text(max_size=100)
"""Texts of any kind."""


def _damage(whole: bytes, wound: bytes) -> bytes:
    """Return the bytes with a part cut out, replaced or doubled, as the wound says: where, how long, by what."""
    if len(wound) < 3:
        return whole
    start = (wound[0] << 8 | wound[1]) % (len(whole) + 1)
    end = start + wound[2] % 32
    return whole[:start] + (whole[start:end] * 2 if wound[2] & 64 else wound[3:]) + whole[end:]


def damaged(whole: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """Return a strategy for bytes, of which some are damaged."""
    return st.builds(_damage, whole, st.binary(max_size=8))


_ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "shift-jis")


def _encoded(code: bytes) -> bytes:
    encoding = _ENCODINGS[(code or b"\0")[0] % len(_ENCODINGS)]
    return say(code[1:]).encode(encoding, "surrogatepass" if encoding == "utf-8" else "replace")


texts = damaged(st.binary(max_size=40).map(_encoded)) | st.binary(max_size=100)
"""Files of text in several encodings, some broken."""

_KEYS = ["text", "body", "id", "date", "published", "title", "url", "outlet", "schema", "Text ", "x", ""]
_VALUES: list[Callable[[bytes], Any]] = [
    *(say, say, say, say, lambda code: say(code).encode("utf-8", "replace").hex(), lambda code: None),
    *(len, lambda code: float("nan"), lambda code: 10.0 ** (len(code) * 20), lambda code: 10 ** len(code)),
    *(lambda code: [say(code), {"x": None}], lambda code: {say(code): True}, lambda code: "\ud800"),
    *(lambda code: "2024-05-03", lambda code: "03/04/2025", lambda code: "http://[" + say(code), lambda code: True),
]


def _chunks(code: bytes, size: int) -> Iterator[bytes]:
    yield from (code[start : start + size] for start in range(0, len(code), size))


def _row(code: bytes) -> dict[str, Any]:
    pairs = ((chunk[0], chunk[1:2] or b"\0", chunk[2:]) for chunk in _chunks(code, 8))
    return {_KEYS[key % len(_KEYS)]: _VALUES[kind[0] % len(_VALUES)](words) for key, kind, words in pairs}


def _lines(code: bytes) -> bytes:
    rows = [{"text": "“Yes,” said Lee."}, *(_row(chunk) for chunk in _chunks(code, 24))]
    lines = (json.dumps(row, ensure_ascii=len(code) % 2 == 0) for row in rows[len(code) % 3 == 0 :])
    return "\n".join(lines).encode("utf-8", "surrogatepass")


json_lines = damaged(st.binary(max_size=72).map(_lines))
"""Files of JSON lines, some broken."""


def _table(code: bytes) -> bytes:
    delimiter = ",;\t|"[len(code) % 4]
    records = ((f'"{say(cell)}"' for cell in _chunks(chunk, 5)) for chunk in _chunks(code, 15))
    lines = [delimiter.join(["id", "text", "date"]), *map(delimiter.join, records)]
    return "\r\n".join(lines).encode("utf-8", "surrogatepass")


tables = damaged(st.binary(max_size=60).map(_table))
"""Files of CSV and TSV, some broken."""

packed = damaged(texts.map(lambda raw: gzip.compress(raw, 1)))
"""Packed files, some broken."""


def _page(body: str) -> bytes:
    return (
        f"<html><head><title>News</title><meta charset=utf-8></head><body><article><h1>News</h1><p>{body}</p>"
        f"<p>{'The dam on the river is safe and well kept, said the mayor. ' * 4}</p></article></body></html>"
    ).encode("utf-8", "surrogatepass")


pages = damaged(articles.map(_page))
"""Pages of HTML, some broken."""


def _record(raw: bytes) -> bytes:
    payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + raw
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.ardle.example/1\r\n"
        "WARC-Date: 2025-09-24T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000001-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    record = head.encode() + payload + b"\r\n\r\n"
    return (record, record + record, gzip.compress(record, 1))[len(raw) % 3]


archives = damaged(pages.map(_record))
"""Archives of pages, some broken."""

_SAMPLE = """\
version: 1
cues:
  tweet: {act: deny, distance: neutral, frames: [clause]}
patterns:
  - id: a
    cue: {frame: clause}
    content: clause
  - id: b
    cue: [{LOWER: {REGEX: "ab{0,3}"}}]
    content: clause
    examples: [{text: x, quote: y}]
weights: {prior: 1.5}
"""
_FILES = [_SAMPLE] * 8 + [
    f"version: 1\n\npatterns:\n{pattern}" if pattern.startswith("  - id:") else f"version: 1\n\n{pattern}"
    for pattern in default_patterns_path().read_text("utf-8").split("\n\n")
]
_SIGNS = "ab1 \n:,[]{}&*!'\"~-.?|>%@\t\x00\x1b\ud800é"


def _yaml(code: bytes) -> str:
    text = _FILES[(code or b"\0")[0] % len(_FILES)]
    for wound in _chunks(code[1:], 8):
        start = int.from_bytes(wound[:2], "big") % (len(text) + 1)
        signs = "".join(_SIGNS[number % len(_SIGNS)] for number in wound[3:])
        text = text[:start] + signs + text[start + sum(wound[2:3]) % 20 :]
    return text


yaml_texts = st.binary(max_size=25).map(_yaml)
"""YAML that is damaged somewhere: a small file of patterns, or a stretch of the shipped one."""

regexes = st.binary(max_size=20).map(lambda code: "".join("ab.*+?{}()[]|^$\\123,"[number % 20] for number in code))
"""Regular expressions, most of them wrong."""


def _quote(code: bytes) -> Quote:
    code += bytes(24 - len(code)) if len(code) < 24 else b""
    words = [say(chunk) or None for chunk in _chunks(code[4:], 5)]
    span = (code[0], code[0] << code[1] % 48)
    label = STANCE_LABELS[code[2] % len(STANCE_LABELS)]
    stance = Stance(target=words[1], label=label, evidence=(span,), rule="cue")  # type: ignore[arg-type]
    return Quote(
        id=f"{code[3]}",
        article=words[0] or "",
        path=words[1],
        url=words[2],
        title=words[3],
        line=code[0] + 1,
        kind=KINDS[code[0] % len(KINDS)],
        quote=words[3] or "",
        sentence=words[0] or "",
        content=(span,),
        cue=((1, 2), (4, 7)),
        source=(span,) if code[1] % 2 else (),
        cue_text=words[1] or "",
        source_text=words[2],
        speaker=words[0],
        speaker_role=words[1],
        addressee=words[2],
        speech_act=SPEECH_ACTS[code[2] % len(SPEECH_ACTS)],  # type: ignore[arg-type]
        distance=DISTANCES[code[2] % len(DISTANCES)],  # type: ignore[arg-type]
        stance=stance.label,
        stance_target=stance.target,
        stances=(stance,) * (code[3] % 3),
        confidence=code[3] / 255,
        pattern="fuzz",
    )


quotes = st.binary(min_size=24, max_size=96).map(lambda code: [_quote(chunk) for chunk in _chunks(code, 24)])
"""Lists of quotes with any words in them."""


def _written(code: bytes) -> bytes:
    memory = BytesIO()
    write = WRITERS[("jsonl", "jsonl", "csv", "tsv")[len(code) % 4]].load()
    write([_quote(chunk) for chunk in _chunks(code, 24)], memory, Style())
    return memory.getvalue()


row_files = damaged(st.binary(max_size=72).map(_written))
"""Files of extracted rows, some broken."""


def _columns(code: bytes) -> bytes:
    import pyarrow  # noqa: PLC0415 - large, and only here
    import pyarrow.parquet  # noqa: PLC0415

    clean = [say(chunk).encode("utf-8", "replace").decode() for chunk in _chunks(code, 5)]
    values: list[Any] = [clean, [text.encode() for text in clean], list(range(len(clean))), [clean] * len(clean)]
    memory = BytesIO()
    table = pyarrow.table({"id": clean, _KEYS[len(code) % 2]: values[len(code) % 7 % 4]})
    pyarrow.parquet.write_table(table, memory)
    return memory.getvalue()


columns = damaged(st.binary(max_size=30).map(_columns))
"""Files of Parquet, some broken."""

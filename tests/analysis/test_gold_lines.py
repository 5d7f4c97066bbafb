"""Gold files and predicted rows are checked, and a wrong line is named."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from quoteminer.analysis.gold import parse_gold, parse_rows
from quoteminer.errors import InputError

GOOD = {"id": "a", "text": "Yes, he said.", "attributions": [{"content": [[0, 3]], "speaker": None}]}


def test_parse_gold_reads_an_article_a_line() -> None:
    """Blank lines are skipped, `published` may be there, and unknown keys do no harm."""
    lines = [json.dumps(GOOD), " \n", json.dumps({**GOOD, "id": "b", "published": "2024-05-01", "x": 1})]
    first, second = parse_gold(lines, name="gold.jsonl")
    assert (first.id, first.text, first.published) == ("a", "Yes, he said.", None)
    assert first.attributions == ({"content": [[0, 3]], "speaker": None},)
    assert (second.id, second.published) == ("b", "2024-05-01")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"id": None}, '"id" must be text'),
        ({"text": 3}, '"text" must be text'),
        ({"attributions": None}, '"attributions" must be a list'),
        ({"published": 2024}, '"published" must be text or null'),
        ({"attributions": ["x"]}, "every attribution must be an object"),
        ({"attributions": [{"content": [0, 3]}]}, '"content" must be a list'),
        ({"attributions": [{"cue": "said"}]}, '"cue" must be a list'),
        ({"attributions": [{"source": [[0, 3.5]]}]}, '"source" must be a list'),
        ({"attributions": [{"source": [[False, True]]}]}, '"source" must be a list'),
        ({"attributions": [{"stance": ["favor"]}]}, '"stance" must be text or null'),
    ],
)
def test_parse_gold_names_the_line_and_what_is_wrong(change: dict[str, object], complaint: str) -> None:
    """Every article up to the wrong one is read; the message says which line it is."""
    articles = parse_gold([json.dumps(GOOD), "", json.dumps({**GOOD, **change})], name="gold.jsonl")
    assert next(articles).id == "a"
    with pytest.raises(InputError, match=r"gold\.jsonl:3: ") as caught:
        next(articles)
    assert complaint in caught.value.message


@pytest.mark.parametrize("line", ["{", "[]", "3", "[" * 200_000, '{"content": [[0, 3]]}', '{"article": 7}'])
def test_parse_rows_names_a_wrong_line(line: str) -> None:
    """What is no object, is nested without end, or names no article, is an error with its line."""
    with pytest.raises(InputError, match=r"rows\.jsonl:1: "):
        list(parse_rows([line], name="rows.jsonl"))


def test_parse_gold_reads_the_example_of_the_documentation() -> None:
    """The gold shown in docs/accuracy.md is one, and its offsets cut what they should."""
    page = (Path(__file__).parents[2] / "docs" / "accuracy.md").read_text(encoding="utf-8")
    example = re.search(r"^    \{.*?\}\]\}$", page, re.MULTILINE | re.DOTALL)
    assert example
    (article,) = parse_gold([" ".join(example.group().split())], name="docs/accuracy.md")
    (row,) = article.attributions
    words = [article.text[slice(*row[key][0])] for key in ("content", "cue", "source")]
    assert words == ["The harbour stays open", "said", "Mayor Ann Lee"]


def test_parse_rows_takes_the_id_where_there_is_no_article() -> None:
    """Rows of other extractors may name the article by `id`, and need nothing else."""
    lines = ['{"id": "a"}', '{"article": "b", "id": "q1", "content": [[0, 1]], "cue": null}']
    assert [row["id"] for row in parse_rows(lines, name="rows")] == ["a", "q1"]

"""Features of possible cues: what is summed up once an article is what each row's own words say."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quoteminer.extract.core import knowledge
from quoteminer.extract.layout import lay_out
from quoteminer.pipeline import parse
from quoteminer.ranking.columns import POS, one_hot
from quoteminer.ranking.cue_features import CUE_NAMES, cue_row
from quoteminer.ranking.groups import context_of, cue_groups
from quoteminer.ranking.rates import Rates

TEXT = (
    "“It will hold,” Ann Lee said, and warned that the “old” dam leaks. She claimed it fell. “No,” he told us.\n\n"
    "The council denied it and promised to say more: “Soon.” Nobody spoke"
)


@pytest.mark.parametrize("text", [TEXT, "Lee left.", "“They said so,” Lee said"])
def test_sentences_are_summed_up(text: str, nlp: Language) -> None:
    """Shares and sides of what is quoted, and the best other cue of the sentence."""
    known = knowledge(None, None)
    layout = lay_out(parse(nlp, text), grammar=known.grammar, marks=known.marks, speakers=known.speakers)
    rates = Rates({"say|verb": 0.9, "warn|verb": 0.8, "claim|verb": 0.7, "leak|verb": 0.2})
    groups, _ = cue_groups(layout, known.patterns, rates)
    context = context_of(layout, groups, rates)
    assert groups
    for i, group in groups.items():
        row = dict(zip(CUE_NAMES, cue_row(context, group), strict=True))
        first, last = layout.sentences[layout.sentence[i]]
        quoted = [layout.is_quoted(j) for j in range(first, last)]
        assert row["sentence quoted"] == sum(quoted) / len(quoted)
        assert row["quote follows"] == (any(quoted[i + 1 - first :]) and not layout.is_quoted(i))
        assert row["quote precedes"] == (any(quoted[: i - first]) and not layout.is_quoted(i))
        others = [j for j in range(first, last) if j != i]
        assert row["rule beside"] == max((context.rule[j] for j in others), default=0.0)
        assert row["rate beside"] == max((context.rate[j] for j in others), default=0.0)


def test_one_hot() -> None:
    """One in the column of the value, none for a value that has no column."""
    assert sum(one_hot("NOUN", POS)) == one_hot("NOUN", POS)[POS.index("NOUN")] == 1
    assert one_hot("SPACE", POS) == (0.0,) * len(POS)

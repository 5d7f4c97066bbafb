"""Explanations: every candidate with its score and fate, by the rules and by a trained ranker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from spacy.language import Language

from quoteminer.errors import ModelError, UsageError
from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.core import extract
from quoteminer.extract.cues import CueHit
from quoteminer.model import Article
from quoteminer.patterns.loader import load_patterns
from quoteminer.patterns.schema import Cue, Limits, Pattern, Patterns
from quoteminer.pipeline import parse
from quoteminer.ranking import choice
from quoteminer.ranking.assessment import Assessed, network_contributions
from quoteminer.ranking.explanation import CandidateExplanation, SentenceExplanation, explain
from quoteminer.ranking.joint import JOINT_NAMES
from quoteminer.ranking.judges import Judge, judge_of, trained_judge
from quoteminer.ranking.network import Network
from quoteminer.ranking.outcomes import Verdict, outcomes
from quoteminer.ranking.ranker import from_arrays

Explained = Callable[..., list[SentenceExplanation]]
RandomModel = Callable[..., dict[str, NDArray[np.generic]]]

SAID = "Mayor Ann Lee said that the bridge is safe."
SURE = "As Lee put it, the bridge is safe."
SENTENCES = [
    SAID,
    "“The bridge is safe,” Lee said, according to Reuters.",
    "“The bridge,” Lee said, “will hold.”",
    "Lee denied claims that the bridge is closed. Smith said: “It leaks.\n\n“It shakes.”",
]


@pytest.fixture(scope="session")
def explained(nlp: Language) -> Explained:
    """Return a function that explains a text, by default with the rules."""

    def run(text: str, judge: Judge | None = None, patterns: Patterns | None = None) -> list[SentenceExplanation]:
        article = Article(id="bridge", text=text)
        return list(explain(parse(nlp, article), article=article, judge=judge or judge_of("rules"), patterns=patterns))

    return run


def candidates(sentences: Iterable[SentenceExplanation]) -> list[CandidateExplanation]:
    """Return all candidates."""
    return [candidate for sentence in sentences for cue in sentence.cues for candidate in cue.candidates]


@pytest.mark.parametrize(
    ("text", "pattern", "why"),
    [
        (SAID, "clause", "the best reading of its cue"),
        (SAID, "clause-text", "another reading of the same cue scored higher"),
        ("Lee said that Smith had claimed the bridge was closed.", "clause", "score under the limit 0.4"),
        (SENTENCES[1], "according-to", "only names the outlet (via)"),
        ("They were seated according to age.", "according-to", "vetoed by the pattern measure"),
        (SENTENCES[2], "quote-after", "the best reading of its cue, joined with its other parts"),
        ("Lee denied Smith’s claims that the bridge is closed.", "noun-clause", "nested in another quote"),
    ],
)
def test_explain_says_what_became_of_a_candidate(explained: Explained, text: str, pattern: str, why: str) -> None:
    """Each way to win and to lose has its words."""
    assert (pattern, why) in [(c.pattern, c.why) for c in candidates(explained(text))]


@pytest.mark.parametrize("text", SENTENCES)
def test_explain_tells_the_quotes_of_extract(explained: Explained, nlp: Language, text: str) -> None:
    """Each quote is told once, with its id, confidence, words and pattern."""
    article = Article(id="bridge", text=text)
    quotes = extract(parse(nlp, article), article=article)
    told = [c for c in candidates(explained(text)) if c.quote]
    assert {(c.quote, c.confidence, c.content, c.source, c.pattern) for c in told} == {
        (q.id, q.confidence, q.content, q.source, q.pattern) for q in quotes
    }
    assert len(told) == len({c.quote for c in told})


def test_explain_puts_the_winner_first_and_then_the_best(explained: Explained) -> None:
    """Candidates of a cue stand best first; offsets cut the words out."""
    (sentence,) = explained(SAID)
    (cue,) = sentence.cues
    assert [c.quote is not None for c in cue.candidates] == [True, False]
    assert cue.candidates[0].score > cue.candidates[1].score
    (span,) = cue.candidates[0].content
    assert SAID[slice(*span)] == cue.candidates[0].content_text == "the bridge is safe"
    assert (cue.cue_text, cue.candidates[0].source_text) == ("said", "Mayor Ann Lee")
    assert sentence.ids == (cue.candidates[0].quote,)


def test_explain_adds_the_rules_weights_up(explained: Explained) -> None:
    """The contributions are weight × value, the largest first, and their sum is the score's log odds."""
    weights = load_patterns().weights
    best = candidates(explained(SAID))[0]
    sizes = [abs(f.contribution) for f in best.features]
    assert sum(f.contribution for f in best.features) == pytest.approx(log(best.score / (1 - best.score)), abs=0.01)
    assert sizes == sorted(sizes, reverse=True)
    assert all(f.contribution == f.value * weights.get(f.name, 0.0) for f in best.features)


def test_explain_gives_the_prior_of_a_sure_pattern(explained: Explained) -> None:
    """A sure pattern weighs nothing: its prior decides."""
    line = candidates(explained(SURE))[0]
    assert [(f.name, f.value) for f in line.features] == [("prior of a sure pattern", line.score)]


def test_explain_names_cues_without_candidates(explained: Explained) -> None:
    """A known word that attributes nothing here, or to the writer alone, is shown with the reason."""
    for text in ("The statement was long.", "I would say that the bridge is safe."):
        (cue,) = explained(text)[0].cues
        assert cue.candidates == ()
        assert cue.why == "no pattern finds words that it attributes to anyone but the writer"


def test_explain_keeps_sentences_without_cues(explained: Explained) -> None:
    """A sentence in which no word is known is there, with nothing in it."""
    assert [(s.text, s.cues) for s in explained("The bridge is old.")] == [("The bridge is old.", ())]


def test_explain_counts_lines_of_sentences_and_contents(explained: Explained) -> None:
    """A sentence belongs to its own lines and to those of the quotes that its cues attribute."""
    found = explained("Smith said: “It leaks.\n\n“It shakes.”\n\nThe end.")
    assert [(s.line, s.lines) for s in found] == [(1, (1, 2, 3)), (3, (3,)), (5, (5,))]


def test_explain_uses_the_given_patterns(explained: Explained, tmp_path: Path) -> None:
    """A verb of the user's own has candidates."""
    own = tmp_path / "mine.yaml"
    own.write_text("version: 1\ncues:\n  toot: {frames: [clause]}\n", "utf-8")
    text = "Lee tooted that the bridge is safe."
    assert not candidates(explained(text))
    assert {c.cue_text for c in candidates(explained(text, patterns=load_patterns(extra=[own])))} == {"tooted"}


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet="“”\"' \n\r\t.,:Lsaid\u202e\x1b") | st.lists(st.sampled_from(SENTENCES)).map("\n".join))
def test_explain_bears_any_text(explained: Explained, nlp: Language, text: str) -> None:
    """Whatever the text, every quote is explained, and every sentence is cut out of it."""
    article = Article(id="bridge", text=text)
    found = explained(text)
    assert {i for s in found for i in s.ids} == {q.id for q in extract(parse(nlp, article), article=article)}
    assert all(" ".join(text[slice(*s.span)].split()) == s.text for s in found)


@pytest.mark.parametrize("text", SENTENCES)
def test_explain_tells_the_quotes_of_a_trained_ranker(
    explained: Explained, nlp: Language, random_model: RandomModel, text: str
) -> None:
    """Each quote of the networks is told once, with the features of the deciding row, the largest first."""
    judge = trained_judge("small", from_arrays(random_model()))
    article = Article(id="bridge", text=text)
    quotes = list(extract(parse(nlp, article), article=article, find=judge.find))
    told = [c for c in candidates(explained(text, judge)) if c.quote]
    assert quotes
    assert sorted((c.quote, c.confidence) for c in told) == sorted((q.id, q.confidence) for q in quotes)
    assert all({f.name for f in c.features} == set(JOINT_NAMES) for c in told)
    assert all(c.exact is not None and 0 <= c.exact <= 1 for c in told)


def test_explain_shows_what_networks_left(explained: Explained, random_model: RandomModel) -> None:
    """Of the networks' readings of a cue one comes to the resolution; the others are told with their scores."""
    (sentence,) = explained(SAID, trained_judge("small", from_arrays(random_model(accept=0.0))))
    (cue,) = [cue for cue in sentence.cues if cue.cue_text == "said"]
    assert sentence.ranker == "small"
    assert len(cue.candidates) > 2
    assert {c.why for c in cue.candidates[1:]} == {"another reading of the same cue scored higher"}


def test_explain_says_which_cues_networks_do_not_read(explained: Explained, random_model: RandomModel) -> None:
    """A cue that is unlikely by the first network shows what the patterns proposed for it."""
    found = candidates(explained(SAID, trained_judge("small", from_arrays(random_model(likely=-40.0)))))
    assert {c.pattern for c in found} == {"clause", "clause-text"}
    assert {c.why for c in found} == {"not read as a cue: its probability 0.00 is under 0.12"}


def test_explain_lets_sure_patterns_go_before_networks(explained: Explained, random_model: RandomModel) -> None:
    """Where a pattern is sure, its candidate is the quote."""
    found = candidates(explained(SURE, trained_judge("small", from_arrays(random_model()))))
    assert ("as-put-it", 0.85) in [(c.pattern, c.score) for c in found if c.quote]
    lost = {c.why for c in found if c.cue_text.startswith("put") and not c.quote}
    assert lost == {"the pattern as-put-it is sure of this cue"}


def test_network_contributions_are_weights_of_a_linear_network() -> None:
    """Without hidden layers a contribution is the weight times the distance from the mean."""
    weights, bias = np.array([[2.0], [-3.0]], dtype=np.float32), np.zeros(1, dtype=np.float32)
    mean, scale = np.array([0.0, np.log(2)], dtype=np.float32), np.ones(2, dtype=np.float32)
    network = Network(mean=mean, scale=scale, members=(((weights, bias),),))
    found = network_contributions(network, [np.e - 1, 1.0], ["first", "second"])
    assert [(f.name, f.weight) for f in found] == [("first", None), ("second", None)]
    assert [f.contribution for f in found] == pytest.approx([2.0, 0.0], abs=1e-5)


def test_judge_of_reads_the_model_file(random_model_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small ranker's judge goes by the limits of its file."""
    monkeypatch.setattr(choice, "SMALL", random_model_file)
    assert judge_of("small").limits(load_patterns()) == Limits(accept=0.4, nested=0.6)


def test_judge_of_refuses_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown name and a missing file are errors that say what to do."""
    monkeypatch.setattr(choice, "SMALL", tmp_path / "gone.npz")
    with pytest.raises(ModelError, match="no usable ranker"):
        judge_of("small")
    with pytest.raises(UsageError, match="no ranker 'tiny'"):
        judge_of("tiny")


FRAME = Pattern(id="clause", cue={"frame": "clause"}, content="clause")
LEXEME = Cue(frames={"clause": 0.8})


def attribution(**changes: Any) -> Attribution:
    """Return what was kept: tokens 10 to 19, said at 5 by token 4."""
    values: dict[str, Any] = {"anchor": 5, "cue": (5,), "content": tuple(range(10, 20)), "source": (4,), "score": 0.9}
    return Attribution(**{**values, **changes}, lexeme=LEXEME, pattern="clause")


def assessed(anchor: int, content: Iterable[int], *, score: float = 0.7, source: tuple[int, ...] = (30,)) -> Assessed:
    """Return a candidate that came to the resolution."""
    hit = CueHit(key="say", lexeme=LEXEME, anchor=anchor, link=anchor, chain=(anchor,), tokens=(anchor,))
    candidate = Candidate(hit=hit, pattern=FRAME, prior=0.8, content=tuple(content), source=source)
    return Assessed(candidate=candidate, score=score, worth=score, explain=tuple)


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (assessed(31, range(15, 25)), "overlaps quote q"),
        (assessed(6, range(40, 45)), "its cue belongs to quote q"),
        (assessed(12, range(13, 15)), "lies inside the content of quote q"),
        (assessed(12, range(13, 25)), "lies inside the content of quote q and reaches beyond it"),
        (assessed(12, range(13, 15), source=()), "lies inside the content of quote q and names no speaker"),
        (
            assessed(12, range(13, 15), score=0.5),
            "lies inside the content of quote q, and its score is under the limit 0.6 there",
        ),
        (assessed(12, range(13, 15), score=0.3), "score under the limit 0.4"),
        (assessed(31, range(40, 45), score=0.3), "score under the limit 0.4"),
        (assessed(31, range(40, 45)), "no room"),
        (assessed(5, range(40, 45)), "another reading of the same cue scored higher"),
        (assessed(5, range(40, 45), score=0.9), "another reading of the same cue scored the same and is no shorter"),
    ],
)
def test_outcomes_say_why_a_candidate_lost(one: Assessed, why: str) -> None:
    """Every reason of the resolution is told, with the quote that has the place."""
    verdict = Verdict(found=[attribution(cue=(5, 6))], ids=["q"], limit=lambda _: 0.4, nested=0.6)
    winner = assessed(5, range(10, 20), score=0.9, source=(4,))
    assert [o.why for o in outcomes([winner, one], verdict)] == ["the best reading of its cue", why]


def test_outcomes_say_that_a_winner_was_trimmed() -> None:
    """What resolution cut off is told."""
    verdict = Verdict(found=[attribution(content=(10, 11, 12))], ids=["q"], limit=lambda _: 0.4, nested=0.6)
    (outcome,) = outcomes([assessed(5, range(10, 14), score=0.9, source=(4,))], verdict)
    assert (outcome.won, outcome.why) == (0, "the best reading of its cue, trimmed where it overlaps another")

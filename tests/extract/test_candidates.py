"""Candidates: what each cue and each pattern proposes, and what a veto forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from spacy.language import Language

from quoteminer.extract.candidates import Candidate, find_candidates
from quoteminer.extract.layout import Layout
from quoteminer.patterns.document import parse_document
from quoteminer.patterns.loader import merge_patterns
from quoteminer.patterns.schema import DEFAULT_PRIOR, Patterns
from quoteminer.pipeline import mine

Lay = Callable[[str], Layout]
Words = Callable[[Layout, Iterable[int]], str]

PATTERNS = """\
version: 1
cues:
  say: {frames: {clause: 0.8, quote: 0.9}}
  call: {frames: {predicate: 0.5}}
noun_cues:
  claim: {frames: {that-clause: 0.4}}
patterns:
  - {id: clause, cue: {frame: clause}, content: clause, source: subject, prior: 0.5}
  - {id: quote-after, cue: {frame: quote}, content: quote-after, source: subject}
  - {id: predicate, cue: {frame: predicate}, content: predicate, source: subject}
  - {id: noun-clause, cue: {frame: that-clause}, content: noun-clause}
  - {id: in-the-words-of, cue: [{LOWER: in}, {LOWER: the}, {LOWER: words}, {LOWER: of}], content: rest-of-sentence,
     source: pobj, act: warn, distance: endorsing}
  - {id: saying-grace, cue: [{LEMMA: say}, {LOWER: grace}], veto: true}
"""


@pytest.fixture(scope="module")
def small() -> Patterns:
    """Return a small set of patterns."""
    return merge_patterns([parse_document(PATTERNS, "small.yaml")])


@pytest.fixture
def proposed(lay: Lay, words: Words, small: Patterns) -> Callable[[str], list[tuple[str, str, str, str]]]:
    """Return a function: text → (pattern, key, content, source) of its candidates."""

    def propose(text: str) -> list[tuple[str, str, str, str]]:
        layout = lay(text)
        found = find_candidates(layout, small)
        return [(c.pattern.id, c.hit.key, words(layout, c.content), words(layout, c.source)) for c in found]

    return propose


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ann said it rained.", [("clause", "say", "it rained", "Ann")]),
        (
            "Ann said: “It rained.”",
            [("clause", "say", "“It rained.”", "Ann"), ("quote-after", "say", "“It rained.”", "Ann")],
        ),
        ("Ann called the plan a gamble.", [("predicate", "call", "the plan a gamble", "Ann")]),
        ("The claim that it rained is false.", [("noun-clause", "claim", "it rained", "")]),
        ("In the words of Ann, it rained.", [("in-the-words-of", "in-the-words-of", "it rained", "Ann")]),
        (
            "Ann said it rained and Max said it snowed.",
            [("clause", "say", "it rained", "Ann"), ("clause", "say", "it snowed", "Max")],
        ),
        # the writer's own voice is nobody's; the US is not us
        ("I said it rained.", []),
        ("We said it rained.", []),
        ("US said it rained.", [("clause", "say", "it rained", "US")]),
        ("Ann said.", []),
        ("It rained.", []),
        ("In the words of\n\nAnn it rained.", []),
        ("", []),
    ],
)
def test_find_candidates_of_each_pattern(
    text: str, wanted: list[tuple[str, str, str, str]], proposed: Callable[[str], list[tuple[str, str, str, str]]]
) -> None:
    """Every cue gives a candidate for each pattern of its frames that finds a content; token patterns give theirs."""
    assert proposed(text) == wanted


def test_find_candidates_multiplies_priors(lay: Lay, small: Patterns) -> None:
    """A pattern's prior lowers the cue's; a token pattern without one has the default."""
    layout = lay("In the words of Ann, it rained. Max said it snowed.")
    priors = {c.pattern.id: c.prior for c in find_candidates(layout, small)}
    assert priors == {"clause": pytest.approx(0.4), "in-the-words-of": DEFAULT_PRIOR}


def test_find_candidates_of_a_token_pattern_has_its_act(lay: Lay, small: Patterns) -> None:
    """A token pattern brings act and distance; its tokens are the cue."""
    layout = lay("In the words of Ann, it rained.")
    (found,) = find_candidates(layout, small)
    assert (found.hit.lexeme.act, found.hit.lexeme.distance) == ("warn", "endorsing")
    assert [layout.doc[i].text for i in found.hit.tokens] == ["In", "the", "words", "of"]


def test_find_candidates_veto_forbids_the_cue(
    proposed: Callable[[str], list[tuple[str, str, str, str]]],
) -> None:
    """Where a veto matches, its tokens are no cue; other cues of the text are."""
    assert proposed("Ann said grace was over and Max said it rained.") == [("clause", "say", "it rained", "Max")]


def test_find_candidates_of_an_endless_sentence(lay: Lay, small: Patterns) -> None:
    """In a sentence that is none, only quotations are read."""
    layout = lay("Ann said it rained and " * 60 + "she said: “It snowed.”")
    assert max(end - start for start, end in layout.sentences) > 300
    assert {c.pattern.id for c in find_candidates(layout, small)} == {"quote-after"}


def test_find_candidates_names_words_only(lay: Lay, candidates_of: Callable[[Layout], list[Candidate]]) -> None:
    """With the shipped patterns, content and source of a candidate are sorted tokens, and a content has a word."""
    text = "“It rained,” Ann Lee said, adding that the plan was “a gamble”, according to Max. SMITH: “Why?” — Ann"
    layout = lay(text)
    found = candidates_of(layout)
    assert len({c.pattern.id for c in found}) >= 4
    for candidate in found:
        for tokens in (candidate.content, candidate.source, candidate.hit.tokens):
            assert list(tokens) == sorted(set(tokens))
        assert any(layout.words[i] for i in candidate.content)
        assert 0 < candidate.prior <= 1


def test_find_candidates_asks_no_other_pattern_beside_a_sure_one(lay: Lay) -> None:
    """What a sure pattern finds is the cue's only reading."""
    sure = "  - {id: noun-clause, cue: {frame: that-clause}, content: noun-clause, sure: true}\n"
    both = sure + "  - {id: rest, cue: {frame: that-clause}, content: text-after}\n"
    plain = "  - {id: noun-clause, cue: {frame: that-clause}, content: noun-clause}\n"
    texts = [PATTERNS.replace(plain, new) for new in (both, both.replace(", sure: true", ""))]
    layout = lay("Olga doubts the claim that the vase was stolen.")
    found = [find_candidates(layout, merge_patterns([parse_document(text, "sure.yaml")])) for text in texts]
    assert [[c.pattern.id for c in some] for some in found] == [["noun-clause"], ["noun-clause", "rest"]]


@pytest.mark.parametrize("ranker", ["rules", "small"])
def test_the_writer_is_quoted(nlp: Language, ranker: str) -> None:
    """What the writer has said in quotation marks is a quote."""
    found = [(q.source_text, q.quote) for q in mine("“The bus is late again,” I said.", nlp=nlp, ranker=ranker)]
    assert found == [("I", "The bus is late again,")]


def test_the_writer_asks(nlp: Language) -> None:
    """So is what he has asked; what he says without the marks is his own."""
    assert [q.quote for q in mine("“And what did you do?” I asked.", nlp=nlp, ranker="rules")] == [
        "And what did you do?"
    ]
    assert not list(mine("I would say that the bus is late.", nlp=nlp, ranker="rules"))

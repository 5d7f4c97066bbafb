"""What the classifier sees of a mention, marked `<mention>`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from quoteminer.extract.stance.features import View, view_of
from quoteminer.extract.stance.judgement import Judgement
from quoteminer.extract.stance.lexicon import stance_lexicon
from quoteminer.extract.stance.toward import judgements_toward

Look = Callable[[str], View]
VALENCES = {"mislead": -1.0, "crowd": 0.25}


@pytest.fixture(scope="module")
def look(nlp: Language) -> Look:
    """Return a function that gives what is seen of the marked mention."""
    lexicon = stance_lexicon()

    def find(marked: str) -> View:
        before, rest = marked.split("<", 1)
        mention, after = rest.split(">", 1)
        doc = nlp(before + mention + after)
        span = doc.char_span(len(before), len(before) + len(mention), alignment_mode="expand")
        found: list[Judgement] = list(judgements_toward(doc, span, lexicon))
        return view_of(lexicon, span, found, lambda word: VALENCES.get(word, 0.0))

    return find


@pytest.mark.parametrize(
    ("marked", "feature"),
    [
        ("<Silva> misled the council.", "does mislead"),
        ("<Silva> misled the council.", "does mislead council"),
        ("<Silva> did not mislead the council.", "does not mislead"),
        ("<Silva> was arrested on Monday.", "suffers arrest"),
        ("<Silva> was arrested on Monday.", "head nsubjpass arrest"),
        ("Protesters condemned <Silva>.", "head dobj condemn"),
        ("Protesters condemned <Silva>.", "left condemn"),
        ("<Silva>’s speech pleased the crowd.", "head poss speech"),
        ("The disgraced <Silva> left.", "child amod disgraced"),
        ("Protesters condemned <Silva>.", "rules against"),
        ("<Silva> is brave.", "color +"),
        ("<Silva> is a cruel man.", "color -"),
        ("Did <Silva> leave?", "question"),
        ("“It rained,” said <Silva>.", "with quotation"),
    ],
)
def test_view_has_a_feature(look: Look, marked: str, feature: str) -> None:
    """A word counts with the place it has to the mention."""
    assert look(marked).features[feature] > 0


@pytest.mark.parametrize(
    ("marked", "feature"),
    [
        ("Costa misled the council, and <Silva> left.", "does mislead"),
        ("<Silva> misled the council.", "does not mislead"),
        ("<Silva> arrested the man.", "suffers arrest"),
        ("Protesters met <Silva>.", "rules against"),
        ("It rained, said <Silva>.", "with quotation"),
    ],
)
def test_view_lacks_a_feature(look: Look, marked: str, feature: str) -> None:
    """What is not so is not seen."""
    assert feature not in look(marked).features


def test_view_knows_no_names(look: Look) -> None:
    """Neither the mention nor another name is a feature: the words are judged, not whom they are about."""
    features = " ".join(look("Mayor Costa and <Anna Silva> praised Lisbon.").features).lower()
    assert not any(name in features for name in ("costa", "anna", "silva", "lisbon"))


def test_view_of_one_person_is_that_of_another(look: Look) -> None:
    """Only the name differs, so the features do not."""
    one, other = look("<Costa> misled the council."), look("<Silva> misled the council.")
    assert one.features == other.features


def test_view_sums_valences_by_place(look: Look) -> None:
    """Good and bad words are summed apart and together."""
    features = look("<Silva> misled the crowd.").features
    assert features["valence in +"] == 0.25
    assert features["valence in -"] == 1.0
    assert features["valence in"] == -0.75


def test_view_says_where_its_words_stand(look: Look) -> None:
    """Origins are the tokens that a feature comes from; words that tell nothing have none."""
    origins = look("<Silva> misled the council.").origins
    assert origins["does mislead"] == {1}
    assert origins["in council"] == {3}
    assert "right2 the" not in origins


def test_view_of_a_whole_sentence_as_mention(look: Look) -> None:
    """There is nothing around it, and nothing breaks."""
    assert look("<Silva>").features["bias"] == 1.0

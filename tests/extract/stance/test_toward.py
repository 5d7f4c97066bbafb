"""The stance of a text toward a mention, marked `<mention>`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from spacy.language import Language

import quoteminer
from quoteminer.extract.stance.model import LABELS, StanceModel, hash_of, load_stance_model
from quoteminer.extract.stance.toward import stance_toward
from quoteminer.model import STANCE_LABELS, Stance

Toward = Callable[..., tuple[str, Stance]]

SURE = np.zeros(3, dtype=np.float32)
NEVER_SURE = np.full(3, 1.1, dtype=np.float32)
"""Cuts that let every answer of the classifier pass, and none."""


@pytest.fixture(scope="module")
def toward(nlp: Language) -> Toward:
    """Return a function that gives the text and the stance toward its marked mention."""

    def find(marked: str, *, decide: bool = False) -> tuple[str, Stance]:
        before, rest = marked.split("<", 1)
        mention, after = rest.split(">", 1)
        doc = nlp(before + mention + after)
        span = doc.char_span(len(before), len(before) + len(mention), alignment_mode="expand")
        return doc.text, stance_toward(doc, span, decide=decide)

    return find


@pytest.fixture
def with_cuts(monkeypatch: pytest.MonkeyPatch) -> Callable[[NDArray[np.float32]], None]:
    """Return a function that gives the shipped classifier other cuts."""
    model = load_stance_model()

    def change(cuts: NDArray[np.float32]) -> None:
        changed = replace(model, cuts=cuts)
        monkeypatch.setattr("quoteminer.extract.stance.toward.load_stance_model", lambda: changed)

    return change


def shown(text: str, stance: Stance) -> str:
    """Return the words that show a stance."""
    return " ".join(text[start:end] for start, end in stance.evidence)


@pytest.mark.parametrize(
    ("marked", "label", "words"),
    [
        # what others make of somebody
        ("Protesters condemned <Mayor Silva> over the floods.", "against", "condemned"),
        ("<Silva> was criticized by the auditors.", "against", "criticized"),
        ("The union accused <the minister> of lying.", "against", "accused"),
        ("“We trust <Silva>,” the neighbours said.", "favor", "trust"),
        ("The court heard the evidence against <Silva>.", "against", "evidence against"),
        ("There were allegations that <Silva> took bribes.", "against", "allegations took bribes"),
        ("Voters called <Silva> a liar.", "against", "liar"),
        # what somebody is and does
        ("<Silva> is a brave and honest woman.", "favor", "brave honest"),
        ("<Silva> misled the council.", "against", "misled"),
        ("<Silva>, who lied to the court, resigned.", "against", "lied"),
        ("<Silva> falsely claimed to be a doctor.", "against", "falsely claimed"),
        ("<Silva> did not lie.", "unclear", ""),
        ("If <Silva> lied, she will go.", "unclear", ""),
        ("Did <Silva> lie?", "unclear", ""),
        # plain facts
        ("<Silva> was arrested on Monday.", "against", "arrested"),
        ("<Silva> won the election.", "favor", "won"),
        ("<Silva> pleaded guilty.", "against", "pleaded guilty"),
        ("The arrest of <Silva> surprised the town.", "against", "arrest"),
        ("<Silva>'s victory was clear.", "favor", "victory"),
        ("The disgraced <Silva> left the hall.", "against", "disgraced"),
        ("Police named the gunman, <Silva>.", "against", "gunman"),
        ("<Silva> is under investigation.", "against", "under investigation"),
        # what is said of somebody's things, and with a pronoun
        ("<Silva>’s campaign is a disaster.", "against", "disaster"),
        ("<Silva> said he had misled the council.", "against", "misled"),
        ("<Silva> said Costa had misled the council.", "unclear", ""),
        # many words of one colour, in a sentence about nobody else
        ("Honest, brave and generous people filled the hall where <Silva> spoke.", "favor", "Honest brave generous"),
        ("Liars and crooks were all that the crowd saw in the failed party of <Silva>.", "unclear", ""),
        # nothing decides
        ("<Silva> travelled to Lisbon.", "unclear", ""),
        ("<Silva> met the United States vice president.", "unclear", ""),
    ],
)
def test_stance_toward_a_mention(
    toward: Toward,
    with_cuts: Callable[[NDArray[np.float32]], None],
    marked: str,
    label: str,
    words: str,
) -> None:
    """What the rules say alone: the label, and the words that show it; unclear where none do."""
    with_cuts(NEVER_SURE)
    text, stance = toward(marked)
    assert (stance.label, shown(text, stance)) == (label, words)


def test_stance_toward_judged_both_ways_is_mixed(toward: Toward) -> None:
    """Good and bad words for one mention."""
    assert toward("Critics condemned <Silva>, who is honest.")[1].label == "mixed"


@pytest.mark.parametrize(
    ("marked", "label", "rule"),
    [
        ("Protesters condemned <Silva>.", "against", "judging"),
        ("Critics condemned <Silva>, who is honest.", None, "classifier"),
        ("<Silva> travelled to Lisbon.", "neutral", "classifier"),
        ("<Silva>", None, "classifier"),
    ],
)
def test_stance_toward_decides_when_asked(toward: Toward, marked: str, label: str | None, rule: str) -> None:
    """The rules first, where they agree; else the classifier."""
    stance = toward(marked, decide=True)[1]
    assert stance.label in LABELS
    assert label in (None, stance.label)
    assert stance.rule is not None
    assert (stance.rule == "classifier") == (rule == "classifier")


def test_stance_toward_is_unclear_under_the_cut(
    toward: Toward, with_cuts: Callable[[NDArray[np.float32]], None]
) -> None:
    """The same words, with a classifier that is sure of nothing and one that is sure of all."""
    marked = "<Silva> travelled to Lisbon."
    with_cuts(NEVER_SURE)
    assert toward(marked)[1] == Stance(target="Silva", label="unclear")
    with_cuts(SURE)
    assert toward(marked)[1].rule == "classifier"


def test_stance_of_the_classifier_has_words(toward: Toward, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it takes a side, the evidence is the words that speak for it, cut from the text."""
    model = StanceModel(
        names=np.array([hash_of("does burgle")], dtype=np.uint32),
        weights=np.array([[3.0, 0.0, 0.0]], dtype=np.float32),
        words=np.zeros(0, dtype=np.uint32),
        valences=np.zeros(0, dtype=np.float32),
        cuts=SURE,
    )
    monkeypatch.setattr("quoteminer.extract.stance.toward.load_stance_model", lambda: model)
    text, stance = toward("On Monday <Silva> burgled a shop.")
    assert (stance.label, stance.rule, shown(text, stance)) == ("against", "classifier", "burgled")


def test_stance_toward_is_public() -> None:
    """`from quoteminer import stance_toward`."""
    assert quoteminer.stance_toward is stance_toward


NAMES = st.sampled_from(["Silva", "the mayor", "she", "“Silva”", "Silva’s", "anti-Silva"])
ENDS = st.sampled_from(["condemned", "is a liar", "must resign", "", "?", "'s crimes", "and who", "was right to lie"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ENDS, mention=NAMES, after=ENDS, decide=st.booleans())
def test_stance_toward_never_crashes(toward: Toward, before: str, mention: str, after: str, *, decide: bool) -> None:
    """Any mention in any place has a label, decided when asked, and evidence that cuts words."""
    text, stance = toward(f"{before} <{mention}> {after}".strip(), decide=decide)
    assert stance.label in (LABELS if decide else STANCE_LABELS)
    assert (stance.rule is None) == (stance.label == "unclear")
    assert not stance.evidence or stance.label not in ("neutral", "unclear")
    assert all(text[start:end].strip() for start, end in stance.evidence)

"""The stance of a text toward a mention, marked `<mention>`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import quoteminer
from quoteminer.extract.stance_toward import stance_toward
from quoteminer.model import STANCE_LABELS, Stance

Toward = Callable[[str], tuple[str, Stance]]


@pytest.fixture(scope="module")
def toward(nlp: Language) -> Toward:
    """Return a function that gives the text and the stance toward its marked mention."""

    def find(marked: str) -> tuple[str, Stance]:
        before, rest = marked.split("<", 1)
        mention, after = rest.split(">", 1)
        doc = nlp(before + mention + after)
        span = doc.char_span(len(before), len(before) + len(mention), alignment_mode="expand")
        return doc.text, stance_toward(doc, span)

    return find


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
        # nothing decides
        ("<Silva> travelled to Lisbon.", "unclear", ""),
        ("<Silva> met the United States vice president.", "unclear", ""),
    ],
)
def test_stance_toward_a_mention(toward: Toward, marked: str, label: str, words: str) -> None:
    """The label, and the words that show it; unclear where none do."""
    text, stance = toward(marked)
    assert (stance.label, shown(text, stance)) == (label, words)


def test_stance_toward_judged_both_ways_is_mixed(toward: Toward) -> None:
    """Good and bad words for one mention."""
    assert toward("Critics condemned <Silva>, who is honest.")[1].label == "mixed"


def test_stance_toward_is_public() -> None:
    """`from quoteminer import stance_toward`."""
    assert quoteminer.stance_toward is stance_toward


NAMES = st.sampled_from(["Silva", "the mayor", "she", "“Silva”", "Silva’s", "anti-Silva"])
ENDS = st.sampled_from(["condemned", "is a liar", "must resign", "", "?", "'s crimes", "and who", "was right to lie"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ENDS, mention=NAMES, after=ENDS)
def test_stance_toward_never_crashes(toward: Toward, before: str, mention: str, after: str) -> None:
    """Any mention in any place has a label, and evidence that cuts words."""
    text, stance = toward(f"{before} <{mention}> {after}".strip())
    assert stance.label in STANCE_LABELS
    assert bool(stance.evidence) == (stance.label != "unclear")
    assert all(text[start:end].strip() for start, end in stance.evidence)

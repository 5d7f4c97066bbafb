"""Possible cues, with what the patterns and the rules say of them."""

from __future__ import annotations

from spacy.language import Language

from quoteminer.extract.knowledge import knowledge
from quoteminer.extract.layout import lay_out
from quoteminer.model import Article
from quoteminer.pipeline import parse
from quoteminer.ranking.groups import cue_groups
from quoteminer.ranking.rates import Rates


def test_cue_groups_leaves_out_who_only_passes_a_quote_on(nlp: Language) -> None:
    """The outlet of "according to" beside a quote's own cue is that quote's `via`, and no cue of its own."""
    known = knowledge()
    doc = parse(nlp, Article(id="a", text="“The dam will hold,” Ann Lee said, according to Interfax."))
    groups, via = cue_groups(
        lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers), known.patterns, Rates()
    )
    assert [doc[anchor].text for anchor, group in groups.items() if group.listed] == ["said"]
    assert [doc[i].text for outlet in via.values() for i in outlet.name] == ["Interfax"]


def test_cue_groups_holds_unlisted_verbs(nlp: Language) -> None:
    """Verbs that patterns.yaml does not know are possible cues too, without proposals."""
    known = knowledge()
    doc = parse(nlp, Article(id="a", text="Ann Lee burbled that the dam would hold."))
    groups, _ = cue_groups(
        lay_out(doc, grammar=known.grammar, marks=known.marks, speakers=known.speakers), known.patterns, Rates()
    )
    found = {doc[anchor].text: group for anchor, group in groups.items()}
    assert not found["burbled"].listed
    assert found["burbled"].proposals == ()

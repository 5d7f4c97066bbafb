"""A candidate's content without what is not the speaker's: the reporter's words in it, and the next report."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from quoteminer.extract.asides import (
    is_anothers,
    without_bearing,
    without_hearer,
    without_host,
    without_next_speaker,
    without_predicate,
    without_scene,
    without_stir,
    without_venue,
    without_verdict,
)
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.content_tokens import leads_clause
from quoteminer.extract.deeds import without_place
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.next_acts import (
    without_headline_act,
    without_next_act,
    without_next_deed,
    without_next_report,
    without_parting,
)
from quoteminer.extract.nothing_said import says_nothing
from quoteminer.extract.office_words import with_office_before, without_office
from quoteminer.extract.unsaid import without_unsaid

_COMMA = ","

_SETTING = 8
"""Tokens between a cue and a quotation that may say to whom, where and how it was said: longer ones are its object."""

_UTTERANCE = 3
"""Words of an utterance without a verb behind a colon at least: “What a night.”"""

_STOPS = (".", "?", "!")

_CONNECTIVE = 2
"""Words of a connective at most: "But still, …"."""


_LIKELY = 0.3
"""Score of the rules from which on a verb between the halves of a quotation may report on its own: "adding that …"."""


def own_words(layout: Layout, candidate: Candidate) -> Candidate | None:
    """Return the candidate without the reporter's words in its content, or None where nothing else holds it up."""
    if says_nothing(layout, candidate):
        return None
    candidate = with_office_before(layout, candidate)
    content = without_next_speaker(layout, candidate.content, candidate.hit.anchor)
    if not content or is_anothers(layout, content, candidate.hit):
        return None
    content = without_hearer(layout, content, candidate.hit)
    content = without_verdict(layout, without_stir(layout, content, candidate.hit.anchor), candidate.hit.anchor)
    content = without_next_report(layout, content, candidate.hit.anchor)
    content = without_headline_act(layout, content, candidate.hit.anchor)
    content = without_parting(layout, content, candidate.hit.anchor)
    content = without_next_act(layout, content, candidate.hit.anchor, candidate.source)
    content = without_next_deed(layout, content, candidate.hit.anchor)
    content = without_predicate(layout, content, candidate.hit)
    content = without_source_clause(layout, content, candidate.source)
    content = without_office(layout, content, candidate.source)
    content = without_address(layout, content, candidate.hit.anchor)
    content = without_place(layout, content, candidate.hit)
    content = without_unsaid(layout, content, candidate.hit.anchor)
    content = without_deed(layout, content, candidate.hit.anchor)
    content = without_venue(layout, content, candidate.hit.anchor)
    content = without_scene(layout, without_bearing(layout, content, candidate.hit.anchor), candidate.hit.anchor)
    content = without_host(layout, without_setting(layout, content, candidate.hit.anchor), candidate.hit.anchor)
    content = without_connective(layout, without_lead_in(layout, content, candidate.hit.anchor))
    halves = _halves(layout, content, candidate.hit.anchor)
    if halves is not None:
        end, start = halves
        gap = {i for i in content if candidate.hit.anchor < i < start}
        if any(layout.words[i] for i in gap):
            verbs = (layout.tokens[i].pos_ == "VERB" for i in range(end, candidate.hit.anchor))
            if not any(verbs):
                content = tuple(i for i in content if i not in gap)
            elif candidate.prior < _LIKELY:  # "…,” Lee said, wiping her eyes, “…": the cue is "said"
                return None
    content = _without_loose_marks(layout, content, candidate.hit.anchor)
    return candidate if content == candidate.content else replace(candidate, content=content)


def _without_loose_marks(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return a content that a report is inserted into without the commas around that."""
    runs = layout.runs(content)
    if not any(end <= anchor < runs[k + 1][0] for k, (_, end) in enumerate(runs[:-1])):
        return content
    return tuple(i for start, end in runs for i in layout.trim(range(start, end)))


def _halves(layout: Layout, content: Tokens, anchor: int) -> tuple[int, int] | None:
    """Return where a quotation breaks off at a comma before the cue, and where the content goes on with it.

    Behind a comma, too: what lies between is where, when and to whom it was said. “If it rains,” Lee told the inquiry
    on Friday, “we go home.”
    """
    start = next((layout.regions[layout.region[i]].start for i in content if i > anchor and layout.is_quoted(i)), None)
    if start is None or start <= anchor or layout.tokens[start - 1].text != _COMMA:
        return None
    before = next((k for k in range(layout.region[start] - 1, -1, -1) if layout.regions[k].end <= anchor), None)
    if before is None or layout.regions[before].paragraph != layout.regions[layout.region[start]].paragraph:
        return None
    end = layout.regions[before].end
    broken = any(layout.tokens[i].text == _COMMA for i in range(end - 2, min(end + 1, anchor)))
    stops = any(layout.tokens[i].is_sent_start for i in range(end + 1, start))
    return (end, start) if broken and not stops else None


def without_source_clause(layout: Layout, content: Tokens, source: Tokens) -> Tokens:
    """Return the content without the clause or apposition that it begins with, and that tells of the source before it.

    According to Rutte, who spoke in Brussels, allies must do more.
    """
    behind = [
        c for i in source for c in layout.children(layout.tokens[i], "relative", "apposition") if c.i not in source
    ]
    asides = (c for c in behind if not layout.is_role(c, "apposition") or _is_aside(layout, c))
    told = {i for aside in asides for i in layout.subtree(aside.i)}
    if not content or content[0] not in told:
        return content
    between = (i for i in range(max(source) + 1, content[0]) if layout.words[i])
    return content if any(between) else layout.trim(i for i in content if i not in told) or content


def _is_aside(layout: Layout, apposition: Token) -> bool:
    """Return whether an apposition stands between commas: "Tusk, the Polish prime minister, …"."""
    before, behind = layout.left[apposition.i] - 1, layout.right[apposition.i] + 1
    closed = behind < len(layout.tokens) and layout.tokens[behind].text == _COMMA
    return closed and before > 0 and layout.tokens[before].text == _COMMA


def without_address(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content from behind the "that" of the cue's clause, where only whom and where stands before it.

    Lee warned French radio that it would rain. Lee assured at a press conference that it would not.
    """
    joins = [i for i in content if i > anchor and leads_clause(layout, i) and layout.tokens[i].dep_ == "mark"]
    that = next((i for i in joins if layout.tokens[i].head.head.i == anchor), None)
    if that is None and joins and all(layout.tokens[i].pos_ == "ADV" for i in range(anchor + 1, joins[0])):
        that = joins[0]  # "said later that students already enrolled would be able to finish"
    if that is None or content[0] < anchor or content[0] == that:
        return content
    before, grammar = [i for i in content if i < that], layout.grammar
    spoken = any(layout.is_quoted(i) or layout.tokens[i].pos_ in grammar.verb_tags for i in before)
    told = any(layout.tokens[i].lemma_ in grammar.utterances for i in before)  # "a statement that …" may be the cue
    return content if spoken or told else layout.trim(i for i in content if i > that) or content


def without_deed(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a participle behind its last quotation: what the speaker did, or added, meanwhile.

    Lee said, “It will rain,” promising umbrellas to all.
    """
    quoted = [i for i in content if layout.is_quoted(i)]
    if not quoted or quoted[0] < anchor:
        return content
    tail = [i for i in content if i > quoted[-1] and layout.words[i]]
    if not tail or layout.tokens[tail[0]].tag_ != "VBG":
        return content
    comma = any(t.text == _COMMA for t in layout.tokens[quoted[-1] - 1 : tail[0]])
    return layout.trim(i for i in content if i <= quoted[-1]) if comma else content


def without_setting(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content from its quotation on, where only whom, where or how stands between that and the cue.

    Lee told Radio Ardle, “It will rain.” Lee said in a joint statement: “It will rain.” A quotation without a verb is
    a name or a phrase that belongs to the words before it: "referred to her by a nickname, “Gert”".
    """
    words = [i for i in content if layout.words[i]]
    first = next((i for i in words if layout.is_quoted(i)), None)
    if (
        first is None
        or words[0] <= anchor
        or first == words[0]
        or not all(layout.is_quoted(i) for i in words if i > first)
    ):
        return content
    start, said = layout.regions[layout.region[first]].start, [layout.tokens[i] for i in words if i >= first]
    led = layout.tokens[start - 1].text in (_COMMA, ":") and said[0].text[:1].isupper()
    setting = [layout.tokens[i] for i in range(anchor + 1, start) if layout.words[i]]
    verbs = layout.grammar.verb_tags
    whole = layout.tokens[start - 1].text == ":" and len(said) >= _UTTERANCE and _ends_in_stop(layout, said[-1].i)
    if (
        not led
        or len(setting) > _SETTING
        or any(t.pos_ in verbs for t in setting)
        or not (whole or any(t.pos_ in verbs for t in said))
    ):
        return content
    return layout.trim(i for i in content if i >= start)


def _ends_in_stop(layout: Layout, last: int) -> bool:
    return last + 1 < len(layout.tokens) and layout.tokens[last + 1].text[:1] in _STOPS


def without_lead_in(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content from its quotation on, where a colon leads to it and the cue follows.

    His final word: “It is late,” Lee said.
    """
    words = [i for i in content if layout.words[i]]
    first = next((i for i in words if layout.is_quoted(i)), None)
    if first is None or first == words[0] or anchor < first:
        return content
    start = layout.regions[layout.region[first]].start
    whole = all(layout.is_quoted(i) for i in words if i > first)
    led = whole and start > 0 and layout.tokens[start - 1].text == ":"
    return layout.trim(i for i in content if i >= start) if led else content


def without_connective(layout: Layout, content: Tokens) -> Tokens:
    """Return the content without an adverb that only joins a quotation to the text: Still, “it rains,” Lee said."""
    words = [i for i in content if layout.words[i]]
    before = next((k for k, i in enumerate(words) if layout.is_quoted(i)), 0)
    if not 0 < before <= _CONNECTIVE or not all(layout.is_quoted(i) for i in words[before:]):
        return content
    joins = all(layout.tokens[i].lower_ in layout.grammar.connectives for i in words[:before])
    opens = layout.sentences[layout.sentence[words[0]]][0] == words[0]
    return layout.trim(i for i in content if i > words[before - 1]) if joins and opens else content

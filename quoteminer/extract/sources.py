"""Sources: who a cue attributes to, read off the parse. Each strategy returns the mention's tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.fronted import judge
from quoteminer.extract.hearsay import quoted_one
from quoteminer.extract.labels import (
    after_dash,
    closing_label,
    label,
    sentence_label,
    speaker_above,
    speaking_label,
)
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.noun_phrases import Source, mention, phrase_head

Strategy = Callable[[Layout, CueHit], Source]

_GAP = 30
"""Tokens between a quotation and its cue: a name with its apposition."""


_MAX_CLIMB = 5
"""Verbs between a cue and the subject it shares: chains of participles and conjuncts are hardly ever longer."""


def subject(layout: Layout, hit: CueHit) -> Source:
    """Return the cue's subject, its agent, the subject it shares, or what its relative clause hangs on."""
    verb = _governing_verb(layout, hit)
    if verb is None:
        return Source()
    passive = any(True for _ in layout.children(verb, "passive_auxiliary", "passive_subject"))
    if passive or is_bare(layout, verb):
        return agent(layout, hit)
    return _active_subject(layout, verb, hit)


def is_bare(layout: Layout, verb: Token) -> bool:
    """Return whether a participle has neither subject nor auxiliary: "Asked about it, Lee said …"."""
    opens = layout.sentences[layout.sentence[verb.i]][0] == verb.i and verb.tag_ in ("VBN", "VBD")
    bare = opens or (verb.tag_ == "VBN" and layout.is_role(verb, "adverbial", "reduced"))
    return bare and not any(True for _ in layout.children(verb, "auxiliary", "subject"))


def agent(layout: Layout, hit: CueHit) -> Source:
    """Return the agent of a passive: "was dubbed … by Putin", also where the parse hangs it on the predicate."""
    verb = layout.tokens[hit.anchor]
    agents = list(layout.children(verb, "agent"))
    _, end = layout.sentences[layout.sentence[verb.i]]
    agents += [
        layout.tokens[i]
        for i in range(verb.i + 1, min(layout.right[verb.i] + 1, end))
        if layout.tokens[i].lower_ in layout.grammar.agent_prepositions and not layout.is_quoted(i)
    ]
    for by in agents:
        for child in layout.children(by, "object"):
            if not layout.is_time(child) and child.pos_ != "VERB":
                return Source(tokens=mention(layout, child, without=hit.anchor))
    return Source()


def possessor(layout: Layout, hit: CueHit) -> Source:
    """Return whose the noun is: "Trump’s latest statement", "a statement by the ministry"; else its verb's subject."""
    noun = layout.tokens[hit.anchor]
    for child in noun.children:  # the parse takes some possessors for subjects: "the company’s claim that …"
        owns = layout.is_role(child, "possessor") or any(c.dep_ == "case" for c in child.children)
        if owns and child.i < noun.i:
            return Source(tokens=mention(layout, child, without=hit.anchor))
    for by in noun.children:
        if by.lower_ in layout.grammar.agent_prepositions and by.i > noun.i:
            for child in layout.children(by, "object"):
                return Source(tokens=mention(layout, child, without=hit.anchor))
    verb = _governing_verb(layout, hit)
    others = layout.grammar.checking | layout.grammar.disowning
    if verb is None or verb.lemma_ in others:  # who checks or denies a claim has not made it
        return Source()
    return _active_subject(layout, verb, hit)


def pobj(layout: Layout, hit: CueHit) -> Source:
    """Return the object of the cue's last preposition: "according to X"."""
    for child in layout.tokens[hit.link].children:
        if child.i > hit.link and not child.is_punct:
            return Source(tokens=mention(layout, child, without=hit.anchor))
    return Source()


def nobody(layout: Layout, hit: CueHit) -> Source:
    """Return no source: the words name none."""
    return Source()


def inverted(layout: Layout, hit: CueHit) -> Source:
    """Return the subject, or the noun phrase right behind the cue ("wrote the Financial Times"), or before it."""
    found = subject(layout, hit)
    if found.tokens:
        return found
    before = _before(layout, hit)
    return before if before.tokens else _behind(layout, hit)


def beside_quote(layout: Layout, hit: CueHit) -> Source:
    """Return what stands between a quotation and the cue ("“…,” Max Lee, a teacher, said"), or behind the cue.

    A long quotation often breaks the parse around it; the order of words does not change.
    """
    between = words_between(layout, hit)
    if between is None:
        return inverted(layout, hit)
    nominal = [i for i in between if layout.tokens[i].pos_ in ("NOUN", "PROPN", "PRON")]
    if not nominal:
        behind = _behind(layout, hit)
        return behind if behind.tokens else inverted(layout, hit)
    found = subject(layout, hit)
    if found.tokens and not found.elided and set(found.tokens) <= set(between):
        return found
    verb = next((i for i in between if layout.tokens[i].pos_ in layout.grammar.verb_tags), None)
    kept = [i for i in between if verb is None or i < verb]
    while kept and layout.tokens[kept[0]].pos_ in ("CCONJ", "SCONJ", "ADV", "PUNCT", "SPACE"):
        kept.pop(0)
    return Source(tokens=layout.trim(kept))


def words_between(layout: Layout, hit: CueHit) -> Tokens | None:
    """Return the tokens between the quotation before the cue and the cue; None when no quotation ends there."""
    low = min(hit.tokens)
    above = {t.i for t in _shared_verbs(layout, hit)}
    start = layout.paragraphs[layout.paragraph[hit.anchor]][0]
    for i in range(low - 1, max(start, low - _GAP) - 1, -1):
        if layout.is_quoted(i):
            return tuple(range(i + 1, low)) if layout.region[i] != layout.region[hit.anchor] else None
        token = layout.tokens[i]
        if token.pos_ in layout.grammar.verb_tags and i not in above:
            return None
        if token.text in (".", "?", "!", ":"):
            return None
    return None


def _shared_verbs(layout: Layout, hit: CueHit) -> Iterator[Token]:
    """Yield the verbs that the cue is the infinitive of, with their auxiliaries: "can be heard asking"."""
    token = layout.tokens[hit.anchor]
    for _ in range(_MAX_CLIMB):
        yield token
        yield from layout.children(token, "auxiliary")
        if layout.is_role(token, "gerund"):  # "was quoted as saying"
            token = token.head
        elif not layout.is_role(token, "infinitive", "auxiliary"):
            return
        if token.head.i == token.i:
            return
        token = token.head


def _behind(layout: Layout, hit: CueHit) -> Source:
    after = max(hit.tokens) + 1
    if after < len(layout.doc) and layout.paragraph[after] == layout.paragraph[hit.anchor]:
        head = phrase_head(layout, after, hit)
        if head is not None:
            return Source(tokens=mention(layout, head, without=hit.anchor))
    return Source()


def _before(layout: Layout, hit: CueHit) -> Source:
    """Return the noun phrase right before a cue that the parse gives no subject."""
    low = min(hit.tokens)
    start = layout.sentences[layout.sentence[hit.anchor]][0]
    for i in range(low - 1, max(start, low - 4) - 1, -1):
        token = layout.tokens[i]
        if layout.is_quoted(i) != layout.is_quoted(hit.anchor):
            break
        if token.lower_ in layout.grammar.expletives:
            break
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            tokens = [j for j in mention(layout, token, without=hit.anchor) if j < low]
            return Source(tokens=layout.trim(tokens))
        if not token.is_punct and token.pos_ not in ("ADV", "PART"):
            break
    return Source()


def _governing_verb(layout: Layout, hit: CueHit) -> Token | None:
    """Return the verb of the cue: itself, or the nearest one above a noun or an adjective."""
    token = layout.tokens[hit.anchor]
    for _ in range(_MAX_CLIMB):
        if token.pos_ in layout.grammar.verb_tags:
            return token
        if token.head.i == token.i or layout.is_role(token, "subject", "passive_subject", "relative"):
            return None
        token = token.head
    return None


def _active_subject(layout: Layout, verb: Token, hit: CueHit) -> Source:
    elided = False
    for _ in range(_MAX_CLIMB):
        own = next(iter(_subjects(layout, verb)), None)
        if own is not None and layout.region[own.i] not in (-1, layout.region[hit.anchor]):
            return Source()
        if own is not None:
            return Source(tokens=_with_antecedent(layout, own, verb, hit), elided=elided)
        if layout.is_role(verb, "relative", "reduced") and verb.head.pos_ in layout.grammar.nominal_tags:
            return Source(tokens=mention(layout, verb.head, without=verb.i), elided=elided)
        above = _verb_above(layout, verb)
        if above is None:
            return Source()
        quoted = quoted_one(layout, verb)
        if quoted is not None:
            return Source(tokens=mention(layout, quoted, without=hit.anchor), elided=elided)
        verb, elided = above, True
    return Source()


def _subjects(layout: Layout, verb: Token) -> Iterator[Token]:
    yield from layout.children(verb, "subject")
    yield from layout.children(verb, "passive_subject")


def _verb_above(layout: Layout, verb: Token) -> Token | None:
    token = verb
    moved = layout.misattached(verb)
    if moved is not None:
        return moved
    for _ in range(3):
        if token.head.i == token.i or not layout.is_role(token, "shares_subject"):
            return None
        token = token.head
        if token.pos_ in layout.grammar.verb_tags:
            return token
    return None


def _with_antecedent(layout: Layout, own: Token, verb: Token, hit: CueHit) -> Tokens:
    """Return the subject's mention; a relative pronoun comes with what it stands for: "Trump, who".

    Words that speak are their speaker's: of "Peskov’s comments" it is Peskov.
    """
    if own.lower_ in layout.grammar.relative_pronouns and layout.is_role(verb, "relative"):
        return () if layout.is_time(verb.head) else mention(layout, verb.head, without=hit.anchor, relative=own)
    owner = next(layout.children(own, "possessor"), None) if own.lemma_.lower() in layout.grammar.utterances else None
    if owner is not None and owner.pos_ != "PRON":
        own = owner
    return () if layout.is_time(own) else mention(layout, own, without=hit.anchor)


SOURCE_STRATEGIES: dict[str, Strategy] = {
    "subject": subject,
    "inverted-subject": inverted,
    "beside-quote": beside_quote,
    "agent": agent,
    "possessor": possessor,
    "judge": judge,
    "pobj": pobj,
    "nobody": nobody,
    "label": label,
    "speaking-label": speaking_label,
    "sentence-label": sentence_label,
    "closing-label": closing_label,
    "speaker-above": speaker_above,
    "after-dash": after_dash,
}

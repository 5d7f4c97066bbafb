"""Speech acts: what a speaker does with the words. The cue's act; a neutral cue takes it from the content."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import is_passive, negation_of, subject_of
from quoteminer.extract.stance.cues import by_cue, side_of
from quoteminer.extract.stance.judgement import Judgement
from quoteminer.extract.stance.judgements import find_opinions
from quoteminer.extract.stance.speaker import Speaking
from quoteminer.model import SpeechAct

NEUTRAL: SpeechAct = "assert"

ACT_OF_RULE: dict[tuple[str, str], SpeechAct] = {
    ("judging", "against"): "condemn",
    ("judging", "favor"): "praise",
    ("copula", "against"): "condemn",
    ("copula", "favor"): "support",
    ("duty", "against"): "demand",
    ("duty", "favor"): "demand",
    ("wanting", "favor"): "demand",
    ("wanting", "against"): "deny",
    ("attitude", "against"): "condemn",
    ("attitude", "favor"): "support",
    ("attitude-adjective", "against"): "condemn",
    ("attitude-adjective", "favor"): "support",
    ("blame", "against"): "accuse",
    ("deed", "against"): "accuse",
    ("deed", "favor"): "praise",
}
"""What a judgement in a main clause does."""


def speech_act_of(speaking: Speaking) -> SpeechAct:
    """Return the cue's speech act, or what the content of a neutral cue does."""
    attribution, lexicon = speaking.attribution, speaking.lexicon
    acts = lexicon.data.acts
    anchor = speaking.anchor
    if lexicon.is_role(anchor, "infinitive") and lexicon.verb(anchor.head, "failing"):  # "declined to say …"
        return "other"
    if attribution.pattern.endswith("infinitive") and anchor.lemma_.lower() in acts.ordering:
        return "demand"
    if attribution.lexeme.act != NEUTRAL and negation_of(lexicon, anchor) is None:
        side = side_of(speaking) if attribution.lexeme.act == "other" else None
        return ACT_OF_RULE["attitude", side] if side is not None else attribution.lexeme.act
    for judgement in by_cue(speaking):
        if judgement.rule == "judging" and judgement.label != "unclear":
            return ACT_OF_RULE[judgement.rule, judgement.label]
    return min(_acts(speaking), key=lambda found: found[0], default=(0, NEUTRAL))[1]


def _acts(speaking: Speaking) -> Iterator[tuple[int, SpeechAct]]:
    """Yield what the main clauses do, each with its place in the text."""
    mains = [t for t in speaking.content if _is_main(speaking, t)]
    if mains and _asks(speaking):
        yield 0, "ask"
    for verb in mains:
        act = next((a for a in (find(speaking, verb) for find in _ACTS) if a), None)
        if act is not None:
            yield verb.i, act
    places = {t.i for t in mains}
    for judgement in _own(speaking):
        act = _act_of(speaking, judgement)
        place = next((i for i in map(_clause_of(speaking), judgement.evidence) if i in places), None)
        if act is not None and place is not None:
            yield place, act


def _own(speaking: Speaking) -> Iterator[Judgement]:
    for judgement in find_opinions(speaking.lexicon, speaking.content):
        named = [t for t in (judgement.holder, judgement.reporter) if t is not None]
        own = all(speaking.is_own_side(t) for t in named)
        if own and not speaking.is_self(judgement.target):
            yield judgement


def _act_of(speaking: Speaking, judgement: Judgement) -> SpeechAct | None:
    """Return what a judgement does, None where it is no act by itself."""
    rule, acts = judgement.rule, speaking.lexicon.data.acts
    lemmas = {speaking.doc[i].lemma_.lower() for i in judgement.evidence}
    if judgement.label == "against":
        if rule == "consequence":
            modal = any(c.tag_ == "MD" for i in judgement.evidence for c in speaking.doc[i].children)
            return "warn" if modal else "accuse"
        accuses = rule in ("copula", "judging") and lemmas & acts.accusing
        return "accuse" if accuses else ACT_OF_RULE.get((rule, judgement.label))
    needed = {"attitude": acts.endorsing, "wanting": acts.demanding}.get(rule)
    if needed is not None and not lemmas & needed:
        return None
    praises = rule == "copula" and _is_person(speaking, judgement.target)
    return "praise" if praises else ACT_OF_RULE.get((rule, judgement.label))


def _is_person(speaking: Speaking, target: Token) -> bool:
    people = speaking.lexicon.data.targets.people | speaking.lexicon.grammar.hearer
    return target.lower_ in people or speaking.is_person(target.i)


def _clause_of(speaking: Speaking) -> Callable[[int], int]:
    tags = speaking.lexicon.grammar.verb_tags

    def verb_above(index: int) -> int:
        token = speaking.doc[index]
        while token.pos_ not in tags or token.dep_ in ("aux", "auxpass"):
            if token.head.i == token.i:
                break
            token = token.head
        return token.i

    return verb_above


def _is_main(speaking: Speaking, token: Token) -> bool:
    """Return whether a token heads a main clause of the content, or the clause of "it is clear that …"."""
    lexicon = speaking.lexicon
    for _ in range(4):
        if token.head.i == token.i or token.head.i not in speaking.inside:
            return True
        framed = lexicon.is_role(token, "clause", "infinitive") and _only_frames(speaking, token.head)
        if not framed and not lexicon.is_role(token, "conjunct", "parenthetical"):
            return False
        token = token.head
    return False


def _only_frames(speaking: Speaking, verb: Token) -> bool:
    """Return whether the clause above only leads into this one: "it is clear that", "I think that", "need to"."""
    subject = subject_of(speaking.lexicon, verb)
    if subject is None or verb.pos_ not in speaking.lexicon.grammar.verb_tags:
        return True
    return subject.lower_ in speaking.lexicon.grammar.expletives or speaking.is_self(subject)


def _asks(speaking: Speaking) -> bool:
    """Return whether all the content is one question that the speaker puts."""
    words = [t for t in speaking.content if not t.is_quote and not t.is_space]
    if not words or not speaking.is_quoted(words[-1].i):
        return False
    last = words[-1]
    behind = speaking.doc[last.i + 1 : last.i + 2].text  # a content may end before its mark
    return "?" in (last.text, behind) and len({t.sent.start for t in words}) == 1


def _order(speaking: Speaking, verb: Token) -> SpeechAct | None:
    """Return demand for an imperative: "Mind the step!"."""
    if verb.tag_ != "VB" or not speaking.is_quoted(verb.i) or subject_of(speaking.lexicon, verb) is not None:
        return None
    if speaking.lexicon.verb(speaking.anchor, "judging") is not None:  # "called it “incomprehensible”", tagged VB
        return None
    helped = any(c.dep_ == "aux" and c.lemma_ != "do" for c in verb.children)
    before = [t for t in verb.doc[verb.left_edge.i : verb.i] if t.pos_ in ("NOUN", "PROPN", "PRON", "VERB")]
    return None if helped or before else "demand"


def _denial(speaking: Speaking, verb: Token) -> SpeechAct | None:
    """Return deny for what denies: "is not X", "had nothing to do with", "did not do it", "that is false"."""
    untrue = any(
        c.dep_ in ("acomp", "attr", "oprd") and c.lower_ in speaking.lexicon.data.acts.untrue for c in verb.children
    )
    return "deny" if untrue or _is_denying_phrase(speaking, verb) or _negates(speaking, verb) else None


def _is_denying_phrase(speaking: Speaking, verb: Token) -> bool:
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    below = verb.doc[verb.left_edge.i : verb.right_edge.i + 1]
    words = f" {' '.join([t.lower_ for t in below if t.i in speaking.inside])} "
    return any(f" {phrase} " in words for phrase in speaking.lexicon.data.acts.denying_phrases)


def _negates(speaking: Speaking, verb: Token) -> bool:
    """Return whether a negated clause denies: not "do not know", "would not help"."""
    lexicon, acts = speaking.lexicon, speaking.lexicon.data.acts
    negation = negation_of(lexicon, verb)
    if negation is None or _is_modal(verb) or verb.lemma_.lower() in acts.not_denying:
        return False
    subject = subject_of(lexicon, verb)
    bare = not any(c.i > negation.i and not c.is_punct for c in verb.children)
    if bare and subject is not None and speaking.is_self(subject) and verb.head.i not in speaking.attribution.content:
        return True  # "I do not."
    if verb.lemma_.lower() in acts.intending and not is_passive(lexicon, verb):
        return subject is None or subject.lower_ not in lexicon.grammar.hearer
    if lexicon.verb(verb, "copulas", "equatives"):
        return any(c.dep_ in ("attr", "dobj") and c.pos_ in ("NOUN", "PROPN") for c in verb.children)
    past = verb.tag_ == "VBD" or any(c.tag_ == "VBD" or c.lemma_ == "have" for c in verb.children if c.dep_ != "ccomp")
    own = subject is not None and speaking.is_self(subject) and not is_passive(lexicon, verb)
    harmful = lexicon.verb(verb, "causing", "committing", "ill deeds") is not None  # "was not caused by …"
    return (past and (own or harmful)) or (own and verb.pos_ == "AUX")


def _is_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def _promise(speaking: Speaking, verb: Token) -> SpeechAct | None:
    """Return promise for "we will …", "is prepared to …" of one's own side, and announced plans."""
    lexicon = speaking.lexicon
    acts = lexicon.data.acts
    subject = subject_of(lexicon, verb)
    words = acts.futures if speaking.is_quoted(verb.i) else acts.futures | acts.conditional_future
    will = any(c.lower_ in words for c in verb.children if c.dep_ == "aux")
    refused = negation_of(lexicon, verb) is not None and verb.lemma_.lower() in acts.not_denying
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)  # "would have survived"
    will = will and not refused and not perfect and verb.lemma_.lower() not in acts.not_promising
    said = [verb, *(c for c in verb.children if c.dep_ == "acomp")]
    resolved = any(c.lower_ in acts.resolved and _has_infinitive(c, acts.not_promising) for c in said)
    announces = speaking.anchor.lemma_.lower() in acts.announcing
    if verb.pos_ == "NOUN" and verb.lemma_.lower() in acts.plans and announces:
        return "promise"
    if not (will or resolved) or subject is None:
        return None
    own = speaking.is_own_side(subject) or speaking.anchor.lemma_.lower() == "announce"
    return "promise" if own and not is_passive(lexicon, verb) else None


def _has_infinitive(token: Token, idle: frozenset[str]) -> bool:
    """Return whether the word leads to something to do: "going to act", not "not going to lie"."""
    return any(c.dep_ == "xcomp" and c.lemma_.lower() not in idle for c in token.children)


def _threat(speaking: Speaking, verb: Token) -> SpeechAct | None:
    """Return warn for a conditional consequence: "if …, there will be consequences"."""
    lexicon = speaking.lexicon
    will = any(c.lower_ in lexicon.data.acts.futures for c in verb.children)
    if not will:
        return None
    conditional = any(
        c.dep_ == "advcl" and any(m.lower_ in lexicon.grammar.conditionals for m in c.children) for c in verb.children
    )
    threatens = conditional and any(t.lemma_.lower() in lexicon.data.acts.threatening for t in verb.subtree)
    return "warn" if threatens else None


def _concession(speaking: Speaking, verb: Token) -> SpeechAct | None:
    """Return concede for owning up: "I was wrong", "we apologise"."""
    lexicon = speaking.lexicon
    subject = subject_of(lexicon, verb)
    if subject is None or not speaking.is_self(subject) or negation_of(lexicon, verb) is not None:
        return None
    acts = lexicon.data.acts
    said = [verb, *(c for c in verb.children if c.dep_ in ("acomp", "attr"))]
    if any(t.lemma_.lower() in acts.conceding for t in said):
        return "concede"
    errs = [t for t in verb.subtree if t.i > verb.i and t.lemma_.lower() in acts.errors and t.head.i >= verb.i]
    errs = errs if verb.lemma_.lower() in acts.erring and verb.tag_ != "VB" else []
    negations = lexicon.grammar.negations
    return "concede" if any(not any(c.lower_ in negations for c in t.children) for t in errs) else None


_ACTS = (_order, _denial, _concession, _promise, _threat)
"""What a main verb may do, in order of preference."""

"""Where the speaker of a quote stands: toward what, for or against, shown by which words.

The order is that of docs/stance.md: the cue, then constructions that judge, then words that judge inside a phrase;
the first one found gives the main stance, every other target may give its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from quoteminer.extract.stance.clauses import is_relative, subject_of
from quoteminer.extract.stance.cues import by_cue, by_reply, carried_on
from quoteminer.extract.stance.judgement import Judgement
from quoteminer.extract.stance.judgements import find_opinions
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.extract.stance.speaker import Speaking
from quoteminer.extract.stance.targets import evidence_spans, resolved, target_words
from quoteminer.extract.stance.values import judges
from quoteminer.model import Span, Stance, StanceLabel

IN_PHRASES = frozenset({"modifier", "owner", "name"})
"""Rules of the third step: words that judge inside a phrase."""

OWN_ONLY = frozenset({"commitment", "attitude", "attitude-noun", "attitude-adjective", "denial", "refusal"})
"""Rules that show the speaker's stance only where the speaker is their subject."""


def stances_of(speaking: Speaking) -> tuple[Stance, ...]:
    """Return the speaker's stances, the main one first; one neutral or unclear one where no words show any."""
    stances = _merged(speaking.lexicon, own_judgements(speaking))
    return stances or (Stance(target=None, label=_undecided(speaking)),)


def own_judgements(speaking: Speaking) -> list[Judgement]:
    """Return the speaker's judgements in the order of the steps."""
    found = [*by_cue(speaking), *by_reply(speaking)]
    open_ = speaking.attribution.lexeme.act == "deny" or _leaves_open(speaking)
    inside = [] if open_ else list(_by_content(speaking))  # "disputes that X is needed" is not for X
    found += [j for j in inside if j.rule not in IN_PHRASES]
    found += [j for j in inside if j.rule in IN_PHRASES]
    return found or list(carried_on(speaking))


def _leaves_open(speaking: Speaking) -> bool:
    """Return whether it is only asked whether something is so: "is asking whether Lee lied"."""
    first = next((t for t in speaking.content if not t.is_punct), None)
    asks = speaking.attribution.lexeme.act == "ask" and first is not None
    return asks and first is not None and first.lower_ in speaking.lexicon.grammar.conditionals


def _by_content(speaking: Speaking) -> Iterator[Judgement]:
    for found in find_opinions(speaking.lexicon, speaking.content):
        if _is_own(speaking, found) and _is_target(speaking, found):
            yield found


def _is_own(speaking: Speaking, found: Judgement) -> bool:
    """Return whether it is the speaker who judges: by default, but not where the words name somebody else."""
    if found.reporter is not None and not speaking.is_own_side(found.reporter):
        return False
    if found.holder is None:
        return found.rule not in OWN_ONLY
    return speaking.is_own_side(found.holder)


def _is_target(speaking: Speaking, found: Judgement) -> bool:
    """Return whether a stance may be toward the target: not the speaker, nor a word that stands for nothing."""
    target = found.target
    if found.rule == "deed" and any(c.dep_ == "poss" and speaking.is_self(c) for c in target.children):
        return False  # "his cooler failed"
    if found.label == "against" and _is_represented(speaking, target):
        return False
    grammar = speaking.lexicon.grammar
    if is_relative(speaking.lexicon, target) or target.dep_ == "expl":
        return False
    if target.lower_ in grammar.hearer:  # "you" is somebody where it is called something, anybody elsewhere
        return found.rule == "copula"
    if target.pos_ in ("PRON", "DET") and target.lower_ not in speaking.lexicon.data.targets.pronouns:  # "all", "one"
        return False
    return not speaking.is_self(target) and not target.is_punct


def _is_represented(speaking: Speaking, target: Token) -> bool:
    """Return whether the speaker speaks for them: "her client was weak" pleads for the client."""
    is_ward = target.lemma_.lower() in speaking.lexicon.data.targets.represented
    return is_ward and any(c.dep_ == "poss" and speaking.is_self(c) for c in target.children)


def _merged(lexicon: Lexicon, found: Iterable[Judgement]) -> tuple[Stance, ...]:
    """Return one stance a target, in the order found; a target judged both ways is mixed."""
    stances: dict[str, Stance] = {}
    for judgement in found:
        head = judgement.target if _is_of_people(lexicon, judgement) else resolved(lexicon, judgement.target)
        is_action = judgement.is_action and head.i == judgement.target.i
        words = target_words(lexicon, head, judgement.evidence, is_action=is_action)
        evidence = evidence_spans(head.doc, judgement.evidence)
        if words is None or not evidence:
            continue
        new = Stance(target=words, label=judgement.label, evidence=evidence, rule=judgement.rule)
        known = stances.get(words.lower())
        said = known is not None and known.rule == "cue" and new.rule in IN_PHRASES  # "hailed a “monstrous” effort"
        stances[words.lower()] = new if known is None else known if said else _joined(known, new)
    return tuple(stances.values())


def _is_of_people(lexicon: Lexicon, found: Judgement) -> bool:
    """Return whether only people are or do so, not words or deeds before: "They ignored us", "They are liars"."""
    shown = [found.target.doc[i] for i in found.evidence]
    if any(lexicon.section(t) in ("villains", "heroes") for t in shown):
        return True
    return found.rule == "deed" and not any(lexicon.verb(t, "lacking", "having") for t in shown)


def _joined(one: Stance, other: Stance) -> Stance:
    label: StanceLabel = one.label if one.label == other.label else "mixed"
    evidence: tuple[Span, ...] = tuple(sorted({*one.evidence, *other.evidence}))
    return Stance(target=one.target, label=label, evidence=evidence, rule=one.rule)


def _undecided(speaking: Speaking) -> StanceLabel:
    """Return neutral for plain fact, unclear where the cue or the words judge but do not say what."""
    if _leaves_open(speaking):
        return "neutral"
    if speaking.attribution.lexeme.act in speaking.lexicon.data.acts.taking_sides:
        return "unclear"
    words = [t for t in speaking.content if not _is_felt_by_others(speaking, t)]
    return "unclear" if judges(speaking.lexicon, words) else "neutral"


def _is_felt_by_others(speaking: Speaking, word: Token) -> bool:
    """Return whether the word tells how somebody else feels: "the parents are angry", not "I am angry"."""
    lexicon = speaking.lexicon
    if word.lower_ not in lexicon.data.qualities.feelings:
        return False
    head = word.head
    while lexicon.is_role(head, "conjunct") and head.pos_ == "ADJ":
        head = head.head
    feeler = subject_of(lexicon, head) if head.pos_ in lexicon.grammar.verb_tags else head
    return feeler is not None and feeler.i != word.i and not speaking.is_self(feeler)

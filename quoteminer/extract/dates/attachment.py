"""Whether an expression of time dates the cue, and not what was said.

The parse often hangs "on Monday" on the wrong word, so closeness decides first: an adverbial of time follows
the verb it dates, stands between subject and verb, or opens the clause. The tree has its say where words that
could take the date for themselves stand between. In doubt the answer is no.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from quoteminer.extract.dates.setting import (
    NOUNS,
    VERBS,
    Dated,
    Setting,
    governor_of,
    is_hyphenated,
    is_speech_participle,
    last_preposition,
    rivals_in,
    source_head,
    verb_above,
)

_PREMODIFIERS = ("NOUN", "PROPN", "ADJ")
_DETERMINERS = ("DET", "PRON")

_MAX_PREMODIFIERS = 4
"""Words from a date to its noun: "his Friday evening BBC radio interview"."""

_OPENING = 3
"""Tokens from the start of a sentence in which a participle opens it: "When asked", "Speaking later"."""

_DATELINE = 6
"""Tokens from a dateline's date to its dash: "(AP) —"."""


def dates_cue(dated: Dated, setting: Setting) -> bool:
    """Return whether the expression says when the cue's saying took place."""
    inside = range(dated.start, dated.end)
    if any(i in setting.content or setting.is_quoted(i) for i in inside) or _is_bounded(dated, setting):
        return False
    if any(i in setting.cue for i in inside) and not dated.modifier:
        return True
    noun = _modified_noun(dated, setting)
    if noun is not None:
        return _dates_noun(noun, dated, setting)
    if dated.modifier or any(i in setting.source for i in inside):
        return not dated.modifier and _dates_source(dated, setting)
    return _follows(dated, setting) if dated.start > setting.anchor else _precedes(dated, setting)


def _is_bounded(dated: Dated, setting: Setting) -> bool:
    """Return whether a word before the date makes it no day of speaking: "since Monday", "until 2019"."""
    return dated.start > setting.start and setting.doc[dated.start - 1].lower_ in setting.data.bounds


def _modified_noun(dated: Dated, setting: Setting) -> Token | None:
    """Return the noun behind the date that the date modifies: "his Friday interview", "Monday's attack"."""
    doc, at = setting.doc, dated.end
    possessive = at < setting.end and doc[at].lower_ in setting.data.possessives
    if doc[dated.start].pos_ == "ADP" and not possessive:
        return None
    at += possessive
    run: list[int] = []
    while at < setting.end and len(run) < _MAX_PREMODIFIERS and _premodifies(doc[at], dated, setting):
        run.append(at)
        at += 1
    nouns = [i for i in run if doc[i].pos_ in NOUNS]
    if possessive:
        return doc[nouns[-1] if nouns else dated.end]
    determined = dated.start > setting.start and doc[dated.start - 1].pos_ in _DETERMINERS
    attached = doc[dated.start : dated.end].root.head.i in nouns
    return doc[nouns[-1]] if nouns and (determined or attached) else None


def _premodifies(token: Token, dated: Dated, setting: Setting) -> bool:
    """Return whether the token may stand in the noun phrase that starts with the date."""
    same_side = (token.i in setting.source) == (dated.start in setting.source)
    named = token.pos_ in _PREMODIFIERS or is_hyphenated(token)
    return named and same_side and token.i not in setting.content


def _dates_noun(noun: Token, dated: Dated, setting: Setting) -> bool:
    """Return whether the modified noun is the saying itself, or the occasion on which it was said."""
    if noun.i in setting.cue:
        return True
    if noun.lemma_.lower() not in setting.data.occasions:
        return False
    if noun.i in setting.source:
        return noun == source_head(setting) and noun.pos_ == "NOUN"  # "the 1951 Convention" is a name
    before = setting.free(setting.start, dated.start)
    preposition = last_preposition(before)
    if preposition is None or preposition in setting.data.ahead | setting.data.topic:
        return False
    between = setting.free(min(noun.i, setting.anchor) + 1, max(dated.start, setting.anchor))
    return not rivals_in(between, setting) or verb_above(noun) == setting.anchor


def _dates_source(dated: Dated, setting: Setting) -> bool:
    """Return whether the date is that of a speaking document: "a statement released on Monday"."""
    head = source_head(setting)
    if head.lemma_.lower() not in setting.data.occasions or head.i >= dated.start:
        return False
    verbs = [t for t in setting.doc[head.i + 1 : dated.start] if t.pos_ in VERBS]
    return all(is_speech_participle(verb, setting) for verb in verbs)


def _follows(dated: Dated, setting: Setting) -> bool:
    """Return whether a date behind the cue is the cue's: "told Fox News on Monday"."""
    doc = setting.doc
    if _opens_next_clause(dated, setting):
        return False
    between = setting.free(setting.anchor + 1, dated.start)
    rivals = rivals_in(between, setting)
    if rivals and not _closes_with_occasion(between, setting):
        told = is_speech_participle(rivals[-1], setting) and not _tells_of_other(rivals[-1], setting)
        return told or _is_meanwhile(rivals[0], between, setting)
    last = doc[dated.start - 1]
    if last.i in setting.content and not last.is_punct and governor_of(dated, setting) != setting.anchor:
        return False
    said = max((i for i in setting.content if i < dated.start), default=setting.anchor)
    return _lets_through([t for t in between if t.i > said], dated, setting)


def _closes_with_occasion(between: Sequence[Token], setting: Setting) -> bool:
    """Return whether a phrase of its own names the occasion: "…, which hurt, in an interview on Friday"."""
    commas = [k for k, token in enumerate(between) if token.is_punct and not is_hyphenated(token)]
    phrase = between[commas[-1] + 1 :] if commas else ()
    if not phrase or phrase[0].pos_ != "ADP" or phrase[0].lower_ in setting.data.ahead | setting.data.topic:
        return False
    occasions = any(token.lemma_.lower() in setting.data.occasions for token in phrase)
    return occasions and not rivals_in(phrase, setting)


def _tells_of_other(participle: Token, setting: Setting) -> bool:
    """Return whether the participle dates another speaker: "Smith agreed, but a report released on Monday warned"."""
    noun = participle.head
    return noun.dep_ in setting.data.subjects and noun.head.i != setting.anchor


def _is_meanwhile(verb: Token, between: Sequence[Token], setting: Setting) -> bool:
    """Return whether the clause says what the speaker did at the time: "said as he left Kyiv on Monday"."""
    first = next((t for t in between if t.pos_ in ("SCONJ", "ADV")), None)
    if first is None or first.lower_ not in setting.data.simultaneous or first.head.i != verb.i:
        return False
    return any(child.dep_ in setting.data.subjects and child.pos_ == "PRON" for child in verb.children)


def _opens_next_clause(dated: Dated, setting: Setting) -> bool:
    """Return whether the date starts a clause of its own: "Smith said, and on Monday Jones agreed"."""
    previous = setting.doc[dated.start - 1]
    if previous.pos_ in ("CCONJ", "SCONJ") and previous.i not in setting.cue:
        return True
    verb = verb_above(setting.doc[dated.start : dated.end].root)
    return previous.is_punct and verb is not None and verb >= dated.end and verb != setting.anchor


def _precedes(dated: Dated, setting: Setting) -> bool:
    """Return whether a date before the cue is the cue's: "On Friday, Smith said", "Smith on Friday said"."""
    left = _clause_before(dated, setting)
    if _is_dateline(dated, setting) or _is_clause_apart(dated, left, setting):
        return False
    between = setting.free(dated.end, setting.anchor)
    verbs = rivals_in(left, setting)
    if verbs:
        tells = is_speech_participle(verbs[-1], setting) or _opens_scene(verbs[-1], dated, setting)
        return tells and _opens_cue_clause(verbs[-1], between, setting)
    if _opens_content(dated, setting):
        return False
    rivals = [t for t in rivals_in(between, setting) if not any(a.i in setting.source for a in t.ancestors)]
    if rivals and governor_of(dated, setting) != setting.anchor and not _opens_main_clause(dated, setting):
        return False
    return _lets_through(left, dated, setting)


def _is_clause_apart(dated: Dated, left: Sequence[Token], setting: Setting) -> bool:
    """Return whether the date stands before the cue's relative clause, or behind another verb's subject."""
    anchor = setting.doc[setting.anchor]
    if anchor.dep_ in setting.data.relatives and dated.end <= anchor.left_edge.i:
        return True
    return any(token.dep_ in setting.data.subjects and token.head.i != anchor.i for token in left)


def _is_dateline(dated: Dated, setting: Setting) -> bool:
    """Return whether the date stands in a dateline: "LVIV, Ukraine, Oct. 4 (AP) — The mayor said"."""
    after = setting.doc[dated.end : min(dated.end + _DATELINE, setting.anchor)]
    if dated.start == 0 or not setting.doc[dated.start - 1].is_punct or setting.doc[dated.start].pos_ == "ADP":
        return False
    return any(token.text in setting.data.dashes for token in after)


def _clause_before(dated: Dated, setting: Setting) -> list[Token]:
    """Return the tokens between the date and whatever closes it off to the left, in order."""
    out: list[Token] = []
    for i in range(dated.start - 1, setting.start - 1, -1):
        token = setting.doc[i]
        if not setting.is_free(i) or token.pos_ == "CCONJ" or (token.is_punct and not is_hyphenated(token)):
            break
        out.append(token)
    return out[::-1]


def _opens_content(dated: Dated, setting: Setting) -> bool:
    """Return whether unquoted content follows at once: the date then stands in what was said."""
    for i in range(dated.end, setting.anchor):
        if i in setting.content and not setting.doc[i].is_punct:
            return not setting.is_quoted(i)
        if not setting.doc[i].is_punct:
            return False
    return False


def _opens_main_clause(dated: Dated, setting: Setting) -> bool:
    """Return whether the date opens the sentence, with a comma, and the cue is its main verb."""
    if dated.start > setting.start + 1 or dated.end >= setting.end:
        return False
    return setting.doc[dated.end].is_punct and setting.doc[setting.anchor].head.i == setting.anchor


def _opens_scene(verb: Token, dated: Dated, setting: Setting) -> bool:
    """Return whether what the speaker did meanwhile opens the sentence: "Opening talks on Monday, Smith said"."""
    helped = any(child.dep_ in ("aux", "auxpass", "nsubj") for child in verb.children)
    closed = dated.end < setting.end and setting.doc[dated.end].is_punct
    return verb.tag_ == "VBG" and verb.i == setting.start and closed and not helped


def _opens_cue_clause(verb: Token, between: Sequence[Token], setting: Setting) -> bool:
    """Return whether the participle belongs to the cue: "Asked on Monday whether it hurt, Smith said"."""
    if any(a.i == setting.anchor for a in verb.ancestors):
        return True
    others = [t for t in rivals_in(between, setting) if not verb.is_ancestor(t)]
    return verb.i < setting.start + _OPENING and not others


def _lets_through(between: Sequence[Token], dated: Dated, setting: Setting) -> bool:
    """Return whether the nouns between cue and date leave the date to the cue.

    "told lawmakers on Monday" and "in Brussels on Monday" do, "ahead of the vote on Monday" does not, and for
    "about the attack on Monday" the parse decides.
    """
    nouns = [t for t in between if t.pos_ in NOUNS]
    if not nouns:
        return True
    data, noun = setting.data, nouns[-1]
    preposition = last_preposition([t for t in between if t.i < noun.i])
    if preposition in data.ahead:
        return False
    occasions = [t for t in nouns if t.lemma_.lower() in data.occasions]
    leading = [last_preposition([t for t in between if t.i < occasion.i]) for occasion in occasions]
    if any(word not in data.ahead | data.topic for word in leading):
        return True
    if preposition in data.topic or (preposition in data.loose and noun.pos_ != "PROPN"):
        return governor_of(dated, setting) == setting.anchor
    return True

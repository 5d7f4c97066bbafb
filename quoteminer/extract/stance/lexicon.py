"""The stance words of stance.yaml, indexed for look-up by token."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Span, Token

from quoteminer.patterns.loader import load_data, load_patterns
from quoteminer.patterns.schema import Grammar, Patterns, Words
from quoteminer.patterns.schema_speakers import SpeakersData
from quoteminer.patterns.schema_stance import StanceData

Further = tuple[str, ...]
"""The further words of an entry: behind a verb, or before the last word of a phrase."""

GOOD_THINGS = frozenset({"merits", "boons", "heroes"})
BAD_THINGS = frozenset({"misdeeds", "ills", "villains"})
"""Lists of nouns that judge by themselves."""

LONGEST_PHRASE = 6
"""Words of the longest phrase in stance.yaml; a test holds it."""

_GAP = 3
"""Tokens from one further word of an entry to the next: "put an end to", not "stood in the rain up to …"."""

_PIECE = re.compile(r"[^\s-]+|-")
"""Entries are cut as the tokenizer cuts them: at spaces and hyphens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbHit:
    """A verb entry found at a token: its list, its tokens, and the one that its object hangs on."""

    section: str = ""
    verb: Token
    link: Token
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """Stance words: adjectives with +1 or -1, nouns with their list, phrases by last and verbs by first word."""

    data: StanceData
    grammar: Grammar
    places: Mapping[str, str]
    adjectives: Mapping[str, int]
    nouns: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[Further, int], ...]]
    verbs: Mapping[str, tuple[tuple[str, Further], ...]]
    hostile: Mapping[str, tuple[Further, ...]]
    plights: Mapping[str, tuple[Further, ...]]
    denying: Mapping[str, tuple[Further, ...]]

    def verb(self, token: Token, *sections: str) -> VerbHit | None:
        """Return the longest entry of the sections that begins at the verb, or None."""
        known = self.verbs.get(token.lemma_.lower())
        if known is None or token.pos_ not in self.grammar.verb_tags:
            return None
        entries = [entry for entry in known if entry[0] in sections]
        if not entries:
            return None
        has_particle = any(self.is_role(c, "particle") for c in token.children)  # "shot back" is not "shot"
        for section, rest in entries:
            if rest or not has_particle:
                chain = _chain(token, rest)
                if chain is not None:
                    tokens = tuple(sorted(t.i for t in chain))
                    return VerbHit(section=section, verb=token, link=chain[-1], tokens=tokens)
        return None

    def phrase_ending(self, token: Token) -> tuple[int, int] | None:
        """Return value and first token of the longest phrase that ends with the token, or None."""
        for before, value in self.phrases.get(token.lower_) or self.phrases.get(token.lemma_.lower(), ()):
            start = token.i - len(before)
            if start >= 0 and all(_is_word(token.doc[start + k], word) for k, word in enumerate(before)):
                return value, start
        return None

    def is_inside_phrase(self, token: Token) -> bool:
        """Return whether the token belongs to a phrase that ends behind it."""
        doc = token.doc
        for end in range(token.i + 1, min(token.i + LONGEST_PHRASE, len(doc))):
            found = self.phrase_ending(doc[end])
            if found is not None and found[1] <= token.i:
                return True
        return False

    def section(self, token: Token) -> str | None:
        """Return the list of `things` that a noun is in; names are in none ("Justice Department")."""
        if token.pos_ not in self.grammar.noun_tags or (token.pos_ == "PROPN" and not token.is_lower):
            return None
        return self.nouns.get(token.lemma_.lower()) or self.nouns.get(token.lower_)

    def is_role(self, token: Token, *roles: str) -> bool:
        """Return whether the token's dependency label plays one of the roles of the grammar."""
        dep, labels = token.dep_, self.grammar.roles
        for role in roles:  # noqa: SIM110 - asked dozens of times a token
            if dep in labels[role]:
                return True
        return False


def stance_lexicon(patterns: Patterns | None = None) -> Lexicon:
    """Return the stance words, those of the patterns' cues included.

    Raises:
        PatternsError: a file is wrong.
    """
    data, grammar = load_data("stance", StanceData), load_data("grammar", Grammar)
    return _lexicon(patterns or load_patterns(), data, grammar, load_data("speakers", SpeakersData))


@lru_cache(maxsize=8)
def _lexicon(patterns: Patterns, data: StanceData, grammar: Grammar, speakers: SpeakersData) -> Lexicon:
    adjectives = dict.fromkeys(data.qualities.good, 1) | dict.fromkeys(data.qualities.bad, -1)
    things = data.things
    nouns = {word: name for name in reversed(list(type(things).model_fields)) for word in getattr(things, name)}
    return Lexicon(
        data=data,
        grammar=grammar,
        places=speakers.place_names,
        adjectives={word: value for word, value in adjectives.items() if len(_pieces(word)) == 1},
        nouns={word: name for word, name in nouns.items() if len(_pieces(word)) == 1},
        phrases=_phrases(data, adjectives, nouns),
        verbs=_verbs(data, patterns),
        hostile=_by_first(data.hostile_phrases),
        plights=_by_first(data.plights),
        denying=_by_first(data.acts.denying_phrases),
    )


def beginning(token: Token, phrases: Mapping[str, tuple[Further, ...]]) -> Span | None:
    """Return the first phrase of an index that begins at the token, or None."""
    for rest in phrases.get(token.lower_, ()):
        end = token.i + 1 + len(rest)
        found = token.doc[token.i : end]
        if all(t.lower_ == word for t, word in zip(found[1:], rest, strict=False)) and len(found) == len(rest) + 1:
            return found
    return None


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[Further, ...]]:
    """Index phrases by their first word, longest first."""
    out: dict[str, list[Further]] = {}
    for phrase in sorted(phrases, key=lambda p: (-len(p.split()), p)):
        first, *rest = phrase.split()
        out.setdefault(first, []).append(tuple(rest))
    return {first: tuple(found) for first, found in out.items()}


def _phrases(
    data: StanceData, adjectives: Mapping[str, int], nouns: Mapping[str, str]
) -> dict[str, tuple[tuple[Further, int], ...]]:
    values = {word: 1 for word, name in nouns.items() if name in GOOD_THINGS}
    values |= {word: -1 for word, name in nouns.items() if name in BAD_THINGS}
    values |= dict(adjectives)
    phrases = data.phrases
    for words, value in ((phrases.good, 1), (phrases.bad, -1), (phrases.plain, 0)):
        values |= dict.fromkeys(words, value)
    out: dict[str, list[tuple[Further, int]]] = {}
    for phrase in sorted(values, key=lambda w: (-len(_pieces(w)), w)):
        *before, last = _pieces(phrase)
        if before:
            out.setdefault(last, []).append((tuple(before), values[phrase]))
    return {last: tuple(found) for last, found in out.items()}


def _verbs(data: StanceData, patterns: Patterns) -> dict[str, tuple[tuple[str, Further], ...]]:
    sections: dict[str, Words] = {
        "favor": data.attitudes.favor | _cues(patterns, "favor"),
        "against": data.attitudes.against | _cues(patterns, "against"),
        "ill deeds": data.deeds.ill,
        "good deeds": data.deeds.good,
        "ill fortunes": data.fortunes.ill,
        "good fortunes": data.fortunes.good,
        "ill fates": data.fates.ill,
        "good fates": data.fates.good,
    }
    sections |= {name: getattr(data.verbs, name) for name in type(data.verbs).model_fields}
    out: dict[str, list[tuple[str, Further]]] = {}
    entries = [(name, entry.split()) for name, words in sections.items() for entry in words]
    for name, (first, *rest) in sorted(entries, key=lambda e: (-len(e[1]), e)):
        out.setdefault(first, []).append((name, tuple(rest)))
    return {first: tuple(found) for first, found in out.items()}


def _cues(patterns: Patterns, label: str) -> frozenset[str]:
    return frozenset(key for key, cue in patterns.cues.items() if cue.stance == label and cue.target == "object")


def _pieces(entry: str) -> list[str]:
    return _PIECE.findall(entry)


def _is_word(token: Token, word: str) -> bool:
    return word in (token.lower_, token.lemma_.lower())


def _chain(token: Token, rest: Further) -> list[Token] | None:
    """Return the tokens of an entry, each word a dependent of one before it and behind the verb, or None."""
    chain = [token]
    for word in rest:
        found = next(
            (c for head in reversed(chain) for c in head.children if c.i > token.i and _is_word(c, word)), None
        )
        loose = len(chain) > 1 or (found is not None and len(rest) > 1 and found.dep_ != "dobj")
        if found is None or (loose and found.i > chain[-1].i + _GAP):
            return None
        chain.append(found)
    return chain

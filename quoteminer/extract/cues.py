"""Cues: the words and phrases of an article that may attribute, found by the lexicon.

A key of the lexicon is one lemma ("say"), a verb with a particle, preposition or predicate ("point out", "call for",
"make clear"), or a longer chain ("express support for"): each further word is a dependent of one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from quoteminer.extract.layout import Layout, Tokens
from quoteminer.patterns.schema import Cue, Patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class CueHit:
    """One occurrence of a cue.

    `anchor` is its first word of content ("said", "call", "statement"); `link` the word that the complement hangs
    on: the anchor itself or the last word of the key ("for"); `tokens` the cue as the record shows it.
    """

    key: str
    lexeme: Cue
    anchor: int
    link: int
    chain: Tokens
    tokens: Tokens


ANY = "*"
"""The key of any other verb that stands beside a quotation: “…,” grinned the actress."""

_BESIDE = 4
"""Tokens between a quotation and such a verb."""

TAKING_OBJECTS = frozenset({"object", "judgement", "predicate", "infinitive"})
"""Frames in which "express support for X" leaves no object to "express"."""

Index = Mapping[str, tuple[tuple[str, Cue], ...]]


@cache
def _index(patterns: Patterns) -> Mapping[str, Index]:
    """Return, by part of speech, the first word of each key → the keys that begin with it, longest first."""
    out: dict[str, dict[str, list[tuple[str, Cue]]]] = {}
    for tag, table in (("verb", patterns.cues), ("noun", patterns.noun_cues), ("adjective", patterns.adjective_cues)):
        by_first = out.setdefault(tag, {})
        for key in sorted(table, key=lambda k: -len(k.split())):
            by_first.setdefault(key.split()[0], []).append((key, table[key]))
    return {tag: {word: tuple(keys) for word, keys in table.items()} for tag, table in out.items()}


def find_cues(layout: Layout, patterns: Patterns) -> Iterator[CueHit]:
    """Yield every occurrence of a lexicon key, in text order; a longer key takes a shorter one's objects."""
    found = list(_occurrences(layout, patterns))
    longest: dict[int, int] = {}
    for hit in found:
        length = len(hit.chain)
        longest[hit.anchor] = max(length, longest.get(hit.anchor, 0))
        if length == longest[hit.anchor]:
            yield hit
        elif spared := {f: p for f, p in hit.lexeme.frames.items() if f not in TAKING_OBJECTS}:
            yield replace(hit, lexeme=hit.lexeme.model_copy(update={"frames": spared}))


def _occurrences(layout: Layout, patterns: Patterns) -> Iterator[CueHit]:
    index = _index(patterns)
    for start, end in layout.paragraphs:
        for i in range(start, end):
            if not layout.open[i]:
                continue
            token = layout.tokens[i]
            kind = _word_class(token, layout)
            keys = index[kind].get(token.lemma_.lower(), ())
            if not keys and kind == "verb" and _stands_by_quotation(layout, token):
                keys = index[kind].get(ANY, ())
            for key, lexeme in keys:
                chain = _chain(token, key.split()[1:])
                if chain is not None and not _is_parted(token, chain):
                    yield CueHit(
                        key=key,
                        lexeme=lexeme,
                        anchor=i,
                        link=chain[-1],
                        chain=tuple(sorted(chain)),
                        tokens=cue_group(token, chain, layout),
                    )


def _stands_by_quotation(layout: Layout, token: Token) -> bool:
    """Return whether a verb stands right behind a quotation, or behind a name right behind one."""
    if layout.is_quoted(token.i) or token.pos_ == "AUX":
        return False
    for i in range(token.i - 1, max(token.i - _BESIDE, layout.paragraphs[layout.paragraph[token.i]][0]) - 1, -1):
        if layout.is_quoted(i):
            return True
        if layout.tokens[i].pos_ not in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "ADV", "SPACE"):
            return False
    return False


def _word_class(token: Token, layout: Layout) -> str:
    if token.pos_ in layout.grammar.verb_tags:
        return "verb"
    return "noun" if token.pos_ in layout.grammar.noun_tags else "adjective"


def _chain(token: Token, rest: list[str]) -> list[int] | None:
    """Return the tokens of a key, each word a dependent of one before it, or None."""
    chain = [token]
    for word in rest:
        found = next(
            (c for head in reversed(chain) for c in head.children if c.i > token.i and word in (c.lower_, c.lemma_)),
            None,
        )
        if found is None:
            return None
        chain.append(found)
    return [t.i for t in chain]


def _is_parted(token: Token, chain: list[int]) -> bool:
    """Return whether a predicate of the verb's own parts a key: "called it “madness” on X" is not "called on"."""
    return any(c.dep_ == "oprd" and token.i < c.i < chain[-1] for c in token.children)


def cue_group(token: Token, chain: list[int], layout: Layout) -> Tokens:
    """Return the cue as the gold shows it: the verb group with auxiliaries, negation and adverb, and the phrase."""
    group = set(chain)
    if token.pos_ in layout.grammar.verb_tags:
        for child in token.children:
            near = layout.is_role(child, "auxiliary", "negation") or _is_adverb(child, layout)
            if (child.i < token.i and near and child.i >= token.i - 6) or layout.is_role(child, "particle"):
                group.add(child.i)
    first, last = min(group), max(group)
    if len(chain) > 1 and last - first <= len(chain) + 6:
        return tuple(range(first, last + 1))
    # only what stands together: "have, in a statement, said" is "said"
    kept = {token.i}
    for i in range(token.i - 1, first - 1, -1):
        if i not in group and layout.tokens[i].pos_ != "PART":
            break
        kept.add(i)
    kept.update(i for i in group if i > token.i and all(j in group for j in range(token.i, i)))
    return tuple(sorted(kept))


def _is_adverb(token: Token, layout: Layout) -> bool:
    grammar = layout.grammar
    return token.dep_ == "advmod" and (token.lower_.endswith(grammar.adverb_suffix) or token.lower_ in grammar.adverbs)

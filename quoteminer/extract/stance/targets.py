"""Targets: the words of the article for what a stance is toward, cut to size, pronouns resolved where that is plain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import category

from spacy.tokens import Doc, Token

from quoteminer.extract.stance.clauses import is_passive
from quoteminer.extract.stance.lexicon import Lexicon
from quoteminer.model import Span

_BACK = 90
"""Tokens that "such a suggestion" or "they" may look back: about three sentences."""


def target_words(lexicon: Lexicon, head: Token, evidence: Iterable[int] = (), *, is_action: bool = False) -> str | None:
    """Return the target's words: its phrase without article, clauses and appositions, not too long.

    Words of the evidence behind the head are no part of it, nor is what follows: "the raid | unacceptable".
    """
    tokens = action_tokens(lexicon, head) if is_action else phrase_tokens(lexicon, head)
    evidence = frozenset(evidence)
    end = min((i for i in evidence if i > head.i), default=len(head.doc))
    while end < len(head.doc) and (head.doc[end - 1].is_quote or head.doc[end - 1].pos_ == "ADV"):
        end -= 1  # the judgement's own mark and adverb: "the raid | “utterly unacceptable”"
    if tokens and tokens[0] in evidence and tokens[0] < head.i and head.doc[tokens[0]].dep_ == "det":
        tokens = tokens[1:]  # "no negligence would be tolerated"
    tokens = _trimmed(lexicon, head, [i for i in tokens if i < end])
    if not tokens or (len(tokens) == 1 and head.lemma_ in lexicon.data.targets.empty_verbs):
        return None
    doc = head.doc
    return " ".join(doc[tokens[0] : tokens[-1] + 1].text.split())


def phrase_tokens(lexicon: Lexicon, head: Token) -> list[int]:
    """Return the tokens of a noun phrase or a clause used as one, in one piece around the head."""
    return _shortened(lexicon, head, _one_piece(_kept(lexicon, head, top=True), head.i))


def _kept(lexicon: Lexicon, head: Token, *, top: bool = False) -> list[int]:
    """Return the head and what hangs on it: clauses and appositions left out, on top also what is coordinated."""
    out = [head.i]
    for child in head.children:
        if child.i > head.i and child.is_punct and not child.is_quote and child.text != "-":
            break
        coordinated = child.dep_ == "cc" or lexicon.is_role(child, "conjunct")
        judges = top and child.lower_ in lexicon.data.judging_prepositions
        judges = judges or (top and _gives_reason(lexicon, child))
        if not _is_left_out(lexicon, child) and not (top and coordinated) and not judges:
            out += _kept(lexicon, child)
    return out


def _gives_reason(lexicon: Lexicon, child: Token) -> bool:
    """Return whether a preposition leads to what something is praised or blamed for: "the board for its patience"."""
    if child.lower_ not in lexicon.data.reason_prepositions:
        return False
    things = [thing for thing in child.children if thing.i > child.i]
    return any(t.dep_ == "pcomp" or any(c.dep_ == "poss" and c.pos_ == "PRON" for c in t.children) for t in things)


def _shortened(lexicon: Lexicon, head: Token, tokens: list[int]) -> list[int]:
    """Cut the phrases at the end of a target that is too long, one by one."""
    limit = lexicon.data.targets.longest
    while _count(head.doc, tokens) > limit:
        cuts = [i for i in tokens if i > head.i + 1 and head.doc[i].pos_ in ("ADP", "SCONJ", "VERB")]
        if not cuts:
            return tokens[: tokens.index(head.i) + 1]
        tokens = tokens[: tokens.index(cuts[-1])]
    return tokens


def _count(doc: Doc, tokens: Iterable[int]) -> int:
    return sum(any(c.isalnum() for c in doc[i].text) for i in tokens)


def action_tokens(lexicon: Lexicon, verb: Token) -> list[int]:
    """Return the tokens of what is done: the verb with its object and phrases, without subject and auxiliaries."""
    tokens = [verb.i]
    for child in verb.rights:
        if lexicon.is_role(child, "conjunct", "adverbial", "parenthetical") or child.is_punct or child.dep_ == "cc":
            break
        tokens += _kept(lexicon, child)
    if is_passive(lexicon, verb):  # "the rules should be changed": what is done has no other object
        subjects = (c for c in verb.lefts if lexicon.is_role(c, "passive_subject"))
        first = min((i for c in subjects for i in _kept(lexicon, c)), default=verb.i)
        negated = any(lexicon.is_role(c, "negation") for c in verb.lefts)  # what must not be is "punished"
        tokens += () if negated else range(first, verb.i)
    return _shortened(lexicon, verb, _one_piece(tokens, verb.i))


def _is_left_out(lexicon: Lexicon, child: Token) -> bool:
    if lexicon.is_role(child, "relative", "apposition", "parenthetical") or child.dep_ == "mark":
        return True
    if child.lower_ in lexicon.data.targets.articles and child.dep_ == "det":
        return True
    clause = lexicon.is_role(child, "clause", "adverbial", "auxiliary", "negation")
    return (child.is_punct and not child.is_quote and child.text != "-") or (clause and child.dep_ != "acl")


def _one_piece(tokens: Iterable[int], head: int) -> list[int]:
    """Return the run of tokens around the head; marks and hyphens inside it are bridged."""
    chosen = set(tokens)
    first = last = head
    while first - 1 in chosen or first - 2 in chosen:
        first -= 1 if first - 1 in chosen else 2
    while last + 1 in chosen or last + 2 in chosen:
        last += 1 if last + 1 in chosen else 2
    return list(range(first, last + 1))


def _trimmed(lexicon: Lexicon, head: Token, tokens: list[int]) -> list[int]:
    """Cut marks, articles and loose ends off both edges."""
    doc, kept = head.doc, list(tokens)
    while kept and kept[0] != head.i and _is_loose(lexicon, doc[kept[0]], start=True):
        if doc[kept[0]].is_quote and any(doc[i].is_quote for i in kept[1:]):
            break
        kept.pop(0)
    while kept and kept[-1] != head.i and _is_loose(lexicon, doc[kept[-1]], start=False):
        # the closing mark of a quotation that begins inside belongs to it
        if doc[kept[-1]].is_quote and any(doc[i].is_quote for i in kept[:-1]):
            break
        kept.pop()
    behind = doc[kept[-1] + 1 : kept[-1] + 2] if kept else ()
    if sum(doc[i].is_quote for i in kept) == 1 and any(mark.is_quote for mark in behind):  # "what he called “a mess”"
        kept.append(kept[-1] + 1)
    return kept


def _is_loose(lexicon: Lexicon, token: Token, *, start: bool) -> bool:
    if not any(c.isalnum() or category(c) == "Sc" for c in token.text):
        return True
    if start:
        return token.lower_ in lexicon.data.targets.articles or token.pos_ in ("CCONJ", "ADP")
    return token.pos_ in ("ADP", "CCONJ", "SCONJ", "DET", "PART") and not lexicon.is_role(token, "particle")


def evidence_spans(doc: Doc, tokens: Iterable[int]) -> tuple[Span, ...]:
    """Return the character spans of tokens that show a stance, one a contiguous run of words."""
    out: list[tuple[int, int]] = []
    last = -1
    for token in (doc[i] for i in sorted(set(tokens))):
        if not any(c.isalnum() for c in token.text):
            continue
        start, end = token.idx, token.idx + len(token)
        if out and doc[last + 1 : token.i].text.strip() in ("", "-"):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        last = token.i
    return tuple(out)


def resolved(lexicon: Lexicon, head: Token) -> Token:
    """Return what "such a suggestion", "these comments" or a plural pronoun points back to, else the head itself."""
    words = lexicon.data.targets
    noun = head.lemma_.lower()
    kin = next((k for k in words.kin if noun in k), None)
    if kin is not None and any(c.lower_ in words.pointing for c in head.children):
        known = {noun} if noun in words.policies else kin  # "this budget" is not the deal named before
        return next((t for t in _before(head) if _is_free(lexicon, t) and t.lemma_.lower() in known), head)
    if head.pos_ in lexicon.grammar.verb_tags:  # "take such action"
        objects = (c for c in head.children if c.dep_ == "dobj")
        return next((r for o in objects for r in [resolved(lexicon, o)] if r.i != o.i), head)
    if head.lower_ in words.singular and head.dep_ == "dobj":  # "rejected it"
        known = frozenset().union(*words.kin)
        nouns = (t for t in _before(head) if _is_free(lexicon, t) and t.tag_ == "NN")
        return next((t for t in nouns if t.lemma_.lower() in known), head)
    if head.lower_ in words.plural and not any(lexicon.is_role(c, "relative") for c in head.children):
        return next((t for t in _before(head) if _may_be_meant(lexicon, t)), head)
    return head


def _before(head: Token) -> Iterator[Token]:
    doc = head.doc
    return (doc[i] for i in range(head.i - 1, max(head.i - _BACK, -1), -1))


def _is_free(lexicon: Lexicon, token: Token) -> bool:
    """Return whether a noun stands for itself and points to nothing before it."""
    pointing = any(c.lower_ in lexicon.data.targets.pointing for c in token.children)
    return token.pos_ == "NOUN" and token.dep_ not in ("compound", "npadvmod") and not pointing


def _may_be_meant(lexicon: Lexicon, token: Token) -> bool:
    """Return whether a plural noun is what is quarrelled about: words, deeds and harms."""
    if token.tag_ != "NNS" or not _is_free(lexicon, token):
        return False
    noun = token.lemma_.lower()
    return lexicon.section(token) in ("harms", "misdeeds") or any(noun in kin for kin in lexicon.data.targets.kin)

"""Scores: how sure a candidate is, from features that name no word.

A scorer is `Callable[[Features], float]`; this one weighs the features with the `weights` of patterns.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from math import exp, log

from spacy.tokens import Token

from quoteminer.extract.attribution import Attribution
from quoteminer.extract.candidates import Candidate
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.patterns.schema import Limits

Features = dict[str, float]
Scorer = Callable[[Features], float]


def rules(weights: Mapping[str, float]) -> Scorer:
    """Return the scorer that adds up the weights of the features as log odds."""

    def score(features: Features) -> float:
        total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    return score


def score_all(
    layout: Layout, candidates: Iterable[Candidate], weights: Mapping[str, float]
) -> Iterator[tuple[float, Candidate]]:
    """Yield the candidates with the rules' scores; that of a `sure` pattern is its prior."""
    score = rules(weights)
    for candidate in candidates:
        yield candidate.prior if candidate.pattern.sure else score(features(layout, candidate)), candidate


def calibrated(found: Iterable[Attribution], limits: Limits) -> Iterator[Attribution]:
    """Yield the attributions with the confidence that their score amounts to."""
    for attribution in found:
        score = min(max(attribution.score, 1e-6), 1 - 1e-6)
        odds = limits.slope * log(score / (1 - score)) + limits.offset
        yield replace(attribution, confidence=1 / (1 + exp(-odds)))


def features(layout: Layout, candidate: Candidate) -> Features:
    """Return the candidate's features: prior, pattern, tree shape, distances and quotation marks."""
    prior = min(max(candidate.prior, 0.02), 0.98)
    out: Features = {"prior": log(prior / (1 - prior)), f"pattern:{candidate.pattern.id}": 1.0}
    out.update(_cue_features(layout, candidate))
    out.update(_source_features(layout, candidate))
    out.update(_content_features(layout, candidate))
    out.update(_mark_features(layout, candidate))
    return {name: value for name, value in out.items() if value}


def _cue_features(layout: Layout, candidate: Candidate) -> Features:
    token, grammar = layout.tokens[candidate.hit.anchor], layout.grammar
    auxiliaries = {c.lower_ for c in layout.children(token, "auxiliary")}
    negated = any(True for _ in layout.children(token, "negation"))
    start, end = layout.sentences[layout.sentence[token.i]]
    return {
        "cue quoted": float(layout.is_quoted(token.i)),
        "cue negated": float(negated),
        "cue modal": float(bool(auxiliaries & grammar.modals)),
        "cue future": float(bool(auxiliaries & grammar.futures)),
        "cue infinitive": float("to" in auxiliaries),
        "cue participle": float(token.tag_ == "VBG" and not auxiliaries),
        "cue present": float(token.tag_ in ("VBP", "VB")),
        "cue relative": float(layout.is_role(token, "relative")),
        "cue adverbial": float(layout.is_role(token, "adverbial")),
        "cue root": float(token.head.i == token.i),
        "cue under clause": float(layout.is_role(token, "clause") and not _is_free_relative(token)),
        "cue noun": float(token.pos_ in grammar.noun_tags),
        "cue noun with owner": float(
            token.pos_ in grammar.noun_tags and any(True for _ in layout.children(token, "possessor"))
        ),
        "cue name": float(token.is_title and token.i > start and _in_name(layout, token.i)),
        "question": float(
            layout.tokens[end - 1].text == "?" or (end < len(layout.doc) and layout.tokens[end].text == "?")
        ),
    }


def _in_name(layout: Layout, index: int) -> bool:
    """Return whether a capitalised word stands beside a name, as a part of it."""
    beside = (i for i in (index - 1, index, index + 1) if 0 <= i < len(layout.tokens))
    return any(layout.tokens[i].pos_ == "PROPN" for i in beside)


def _is_free_relative(token: Token) -> bool:
    """Return whether the cue's clause is one of its own making: "what X called Y"."""
    return any(c.tag_ == "WP" and c.dep_ in ("dobj", "attr") and c.i < token.i for c in token.children)


def _source_features(layout: Layout, candidate: Candidate) -> Features:
    source, grammar = candidate.source, layout.grammar
    words = [layout.tokens[i] for i in source if layout.words[i]]
    lone = words[0] if len(words) == 1 else None
    low = lone.lower_ if lone is not None else ""
    return {
        "source none": float(not words),
        "source elided": float(candidate.elided),
        "source writer": float(low in grammar.writer and lone is not None and lone.pos_ == "PRON"),
        "source hearer": float(low in grammar.hearer),
        "source it": float(low in grammar.expletives),
        "source relative": float(low in grammar.relative_pronouns),
        "source pronoun": float(lone is not None and lone.pos_ == "PRON"),
        "source name": float(any(w.pos_ == "PROPN" for w in words)),
        "source long": float(len(words) > 12),
        "source quoted": float(bool(words) and all(layout.is_quoted(w.i) for w in words)),
        "source plural noun": float(any(w.tag_ == "NNS" for w in words)),
        "source bare noun": float(bool(words) and all(w.pos_ in ("NOUN", "DET", "ADJ") for w in words)),
    }


def _content_features(layout: Layout, candidate: Candidate) -> Features:
    content, anchor = candidate.content, candidate.hit.anchor
    words = [i for i in content if layout.words[i]]
    quoted = sum(layout.is_quoted(i) for i in words) / max(1, len(words))
    root = layout.doc[min(content) : max(content) + 1].root
    return {
        "content words": log(1 + len(words)),
        "content one word": float(len(words) == 1),
        "content two words": float(len(words) == 2),
        "content pronoun": float(len(words) == 1 and layout.tokens[words[0]].pos_ == "PRON"),
        "content quoted": float(quoted > 0.9),
        "content part quoted": float(0 < quoted <= 0.9),
        "content before": float(max(content) < anchor),
        "content clause": float(root.pos_ in layout.grammar.verb_tags),
        "content number": float(root.pos_ == "NUM" or layout.is_time(root)),
        "content to sentence end": float(_ends_sentence(layout, content)),
        "content adjacent": float(min(content) - max(candidate.hit.tokens) in (1, 2)),
        "content with subject": float(any(layout.is_role(c, "subject", "passive_subject") for c in root.children)),
        "content in parts": float(len(layout.runs(content)) > 1),
        "key words": float(len(candidate.hit.key.split()) > 1),
        "content far": float(max(0, min(content) - anchor) > 12),
    }


def _ends_sentence(layout: Layout, content: Tokens) -> bool:
    """Return whether only punctuation follows the content in its sentence."""
    last = max(content)
    return not any(layout.words[i] for i in range(last + 1, layout.sentences[layout.sentence[last]][1]))


def _mark_features(layout: Layout, candidate: Candidate) -> Features:
    """Return how a content that is one quotation is punctuated: a statement, or a fragment of the reporter's clause."""
    first, last = min(candidate.content), max(candidate.content)
    region = layout.region[first]
    if region < 0 or layout.region[last] != region or not candidate.hit.lexeme.frames.keys() & {"quote"}:
        return {}
    inner = [i for i in range(first, last + 1) if layout.words[i]]
    before = layout.tokens[first - 1].text if first else ""
    ends = next((c for c in reversed(layout.doc[inner[-1] : last + 1].text) if c in ",.?!;:—…"), "")
    after = layout.tokens[last + 1].text if last + 1 < len(layout.doc) else ""
    is_before = last < candidate.hit.anchor
    side = "before" if is_before else "after"
    verb = layout.tokens[candidate.hit.anchor]
    return {
        f"quote {side} ends in comma": float(ends == "," or after == ","),
        f"quote {side} ends in question": float(ends in ("?", "!")),
        f"quote {side} ends in stop": float(ends == "."),
        f"quote {side} ends bare": float(not ends and after != ","),
        f"quote {side} starts upper": float(layout.tokens[inner[0]].text[:1].isupper()),
        f"quote {side} opens sentence": float(any(layout.tokens[i].is_sent_start for i in (first, inner[0]))),
        f"quote {side} next sentence": float(layout.sentence[last if is_before else first] != layout.sentence[verb.i]),
        f"quote {side} follows colon": float(before == ":"),
        f"quote {side} follows comma": float(before == ","),
        f"quote {side} with clause": float(
            any(not layout.is_quoted(c.i) for c in layout.children(verb, "clause") if c.i > verb.i)
        ),
        f"quote {side} words": log(1 + len(inner)),
    }

"""Next acts: what a speaker did or said next is no part of what was said: "said it would rain and accused him"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from quoteminer.extract.asides import tail_of
from quoteminer.extract.layout import Layout, Tokens
from quoteminer.extract.quotations import is_headline

_FINITE = ("VBD", "VBZ")
"""Tags of verbs that no infinitive looks like."""

_OWN = "own"
"""What stands in `partings` for a thing of his or hers."""

_MANY = frozenset({"NNS", "NNPS"})
"""Tags of nouns in the plural."""


def without_next_report(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a finite verb that only the parse takes into it.

    In "said it would rain and accused him of lying", "called on her to resign and vowed to sue" the second verb cannot
    stand beside "would rain" or "to resign": it is what the speaker did next.
    """
    for verb in _joined_verbs(layout, content, anchor):
        leads = _leads(layout, verb)
        same = verb.tag_ == layout.tokens[anchor].tag_
        possible = same and ("MD" in leads or (verb.tag_ == "VBZ" and "VBP" in leads))  # "roads remain shut and calls"
        acts = same and verb.lemma_.lower() in layout.grammar.next_acts and _acts_for(layout, verb)
        if (
            possible
            or acts
            or (same and _is_told_by(layout, verb))
            or ("TO" in leads and _wants(layout, anchor, verb.head.i))
        ):
            return layout.without_conjunction(layout.trim(k for k in content if k < layout.left[verb.i])) or content
    return content


def _wants(layout: Layout, anchor: int, infinitive: int) -> bool:
    """Return whether an infinitive is what a cue calls for, and not what is done or belongs to another clause."""
    finite = {*layout.grammar.finite_tags, "MD"}
    other = any(t.tag_ in finite for t in layout.tokens[anchor + 1 : infinitive])
    return not other and layout.tokens[anchor].lemma_ not in layout.grammar.doing


def _joined_verbs(layout: Layout, content: Tokens, anchor: int) -> Iterator[Token]:
    """Yield the finite verbs behind the cue that "and" joins to a bare one of the content."""
    inside = set(content)
    for i in content:
        verb = layout.tokens[i]
        if i < anchor or verb.tag_ not in _FINITE or layout.is_quoted(i) or not layout.is_role(verb, "conjunct"):
            continue
        joined = layout.tokens[layout.left[i] - 1].dep_ == "cc"
        if joined and verb.head.i in inside and not any(True for _ in layout.children(verb, "subject")):
            yield verb


def _acts_for(layout: Layout, verb: Token) -> bool:
    """Return whether a thing is the subject of the verb before one of speech: "said sales rose and accused him"."""
    by = any(c.lower_ in layout.grammar.agent_prepositions for c in verb.children)
    subject = next(layout.children(verb.head, "subject", "passive_subject"), None)
    data, grammar = layout.speakers, layout.grammar
    if by or subject is None or not _is_things(layout, verb.head):
        return False
    forms = {subject.lower_, subject.lemma_.lower()}
    return forms.isdisjoint(data.document_nouns) and forms.isdisjoint(grammar.label_nouns)


def _is_told_by(layout: Layout, verb: Token) -> bool:
    """Return whether a verb joined to one that has a thing for its subject says something: no price "warned that …"."""
    clauses = layout.children(verb, "clause")
    told = any(layout.tokens[layout.left[c.i]].lower_ in layout.grammar.complementizers for c in clauses)
    subject = next(layout.children(verb.head, "subject", "passive_subject"), None) if told else None
    if subject is None or subject.pos_ != "NOUN" or subject.i in layout.names.by_token:
        return False
    data = layout.speakers
    bodies = (data.group_nouns, data.organisation_nouns, data.document_nouns, layout.grammar.label_nouns)
    people = (data.human_words, *bodies)
    return not any(word in words for words in people for word in (subject.lower_, subject.lemma_.lower()))


def _leads(layout: Layout, conjunct: Token) -> set[str]:
    """Return the tags of the modal, "to" or "are" before the verb that a conjunct is joined to, and its own."""
    verb = conjunct.head
    while layout.is_role(verb, "conjunct") and verb.tag_ == verb.head.tag_:
        verb = verb.head
    auxiliaries = {c.tag_ for c in layout.children(verb, "auxiliary")}
    if verb.tag_ == "VB":
        return {c.tag_ for c in verb.children}
    return {*auxiliaries & {"MD", "VBP"}, *({verb.tag_} & {"VBP"})}


def without_next_deed(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a verb behind its last quotation that is joined to the cue: what its subject did next.

    Lee called the plan “a mess” and appealed to the board.
    """
    tail = {token.i for token in tail_of(layout, content, anchor)}
    for verb in layout.children(layout.tokens[anchor], "conjunct"):
        own = any(layout.is_role(child, "subject") for child in verb.children)
        if verb.i in tail and verb.tag_ == layout.tokens[anchor].tag_ and not own:
            return layout.without_conjunction(layout.trim(i for i in content if i < layout.left[verb.i])) or content
    return content


def without_headline_act(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to what the speaker does next in a headline: "Marketers deny hoarding, blame depots"."""
    if not content or content[0] <= anchor or not is_headline(layout, anchor):
        return content
    _, end = layout.paragraphs[0]
    if layout.tokens[end - 1].is_punct and not layout.is_quoted(end - 1):
        return content
    for i in content[1:]:
        acts = layout.tokens[i].lemma_.lower() in layout.grammar.next_acts and not layout.is_quoted(i)
        if acts and layout.tokens[i - 1].text == ",":
            return layout.trim(k for k in content if k < i) or content
    return content


def without_parting(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a verb that tells what the speaker did then, and that no thing does.

    Lee said the vote was “a farce” and walked out.
    """
    content = _without_joined(layout, content, anchor)
    for verb in _joined_verbs(layout, content, anchor):
        if verb.tag_ == layout.tokens[anchor].tag_ and _is_parting(layout, verb) and _is_things(layout, verb.head):
            return layout.without_conjunction(layout.trim(k for k in content if k < layout.left[verb.i])) or content
    return content


def _without_joined(layout: Layout, content: Tokens, anchor: int) -> Tokens:
    """Return the content up to a verb that even the parse joins to the cue: "called on him to pay and appealed to"."""
    for verb in layout.children(layout.tokens[anchor], "conjunct"):
        start = layout.left[verb.i]
        acts = verb.lemma_.lower() in layout.grammar.next_acts and verb.tag_ == layout.tokens[anchor].tag_
        own = any(True for _ in layout.children(verb, "subject", "passive_subject")) or layout.is_quoted(verb.i)
        if acts and not own and verb.i in content and anchor < content[0] < start - 1:
            return layout.without_conjunction(layout.trim(k for k in content if k < start)) or content
    return content


def _is_parting(layout: Layout, verb: Token) -> bool:
    """Return whether a verb, alone or with what goes with it, is one of `partings`: "walk", "leave room", "hang up"."""
    behind = {word for child in verb.children if child.i > verb.i for word in (child.lower_, child.lemma_)}
    lemma, partings = verb.lemma_.lower(), layout.grammar.partings
    last = not any(True for child in verb.children if child.i > verb.i and not child.is_punct)
    owned = {*layout.speakers.pronouns.male, *layout.speakers.pronouns.female}
    if any(layout.tokens[i].tag_ == "PRP$" and layout.tokens[i].lower_ in owned for i in layout.subtree(verb.i)):
        behind.add(_OWN)
    keys = {f"{lemma} {word}" for word in (*behind, *("." for _ in range(last)))} | {lemma}
    return not keys.isdisjoint(partings)


def _is_things(layout: Layout, verb: Token) -> bool:
    """Return whether the subject of a verb is a thing, which walks nowhere."""
    subject = next(layout.children(verb, "subject", "passive_subject"), None)
    if subject is None or subject.i in layout.names.by_token or subject.pos_ == "PROPN":
        return False
    if subject.pos_ == "PRON":
        return subject.lower_ in layout.grammar.expletives or subject.tag_ == "DT"
    return not _is_somebody(layout, subject)


def _is_somebody(layout: Layout, noun: Token) -> bool:
    data = layout.speakers
    people = (data.human_words, data.group_nouns, data.organisation_nouns)
    return any(word in words for words in people for word in (noun.lower_, noun.lemma_.lower()))


def without_next_act(layout: Layout, content: Tokens, anchor: int, source: Tokens) -> Tokens:
    """Return the content up to what its speaker did next behind an inserted report, where a pronoun means him.

    The plan, Lee said, was dead, and she refused to discuss it further.
    """
    if not content or not source or content[0] > anchor:
        return content
    for i in content:
        if i > anchor and is_next_act(layout, i, anchor, source, content):
            return layout.trim(k for k in content if k < i) or content
    return content


def is_next_act(layout: Layout, at: int, anchor: int, source: Tokens, content: Tokens) -> bool:
    """Return whether a conjunction behind a comma leads to what the speaker, "she" or "they", did next."""
    tokens, grammar = layout.tokens, layout.grammar
    joins = {*grammar.conjunctions, *grammar.resuming}
    if tokens[at].lower_ not in joins or tokens[at - 1].text != "," or at + 2 >= len(tokens):
        return False
    subject, verb = tokens[at + 1], tokens[at + 1].head
    if subject.pos_ != "PRON" or not layout.is_role(subject, "subject") or verb.lemma_.lower() not in grammar.next_acts:
        return False
    modal = any(c.tag_ == "MD" for c in layout.children(verb, "auxiliary"))
    acts = verb.tag_ == tokens[anchor].tag_ or (modal and any(True for _ in layout.children(verb, "negation")))
    return acts and _means(layout, subject.lower_, source, [i for i in content if i < at])


def _means(layout: Layout, pronoun: str, source: Tokens, said: Sequence[int]) -> bool:
    """Return whether a pronoun means a source, and nobody that is spoken of before it."""
    words = layout.speakers.pronouns
    many = pronoun in words.plural
    if not many and pronoun not in words.male | words.female:
        return False
    lone = layout.tokens[source[0]].lower_ if len(source) == 1 else pronoun
    if lone != pronoun and layout.tokens[source[0]].pos_ == "PRON":
        return False
    if many != any(layout.tokens[i].tag_ in _MANY or layout.tokens[i].lower_ == pronoun for i in source) and many:
        return False
    others = (layout.tokens[i] for i in said if layout.tokens[i].pos_ in layout.grammar.nominal_tags)
    return not any(_may_be_meant(layout, token, many=many) for token in others if token.lower_ != lone)


def _may_be_meant(layout: Layout, token: Token, *, many: bool) -> bool:
    """Return whether a word names somebody whom a pronoun may mean."""
    data = layout.speakers
    if token.pos_ == "PRON":
        return token.lower_ in data.pronouns.male | data.pronouns.female | data.pronouns.plural
    known = layout.names.by_token.get(token.i)
    if known is not None:
        return known.entity.kind == "person" or many
    if token.pos_ not in layout.grammar.noun_tags or (many and token.tag_ not in _MANY):
        return False
    return _is_somebody(layout, token) if many else bool({token.lower_, token.lemma_.lower()} & data.human_words)

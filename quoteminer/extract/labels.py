"""Names that stand before a colon or behind a dash: labels of transcripts, headlines, signatures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from quoteminer.extract.cues import CueHit
from quoteminer.extract.layout import LABEL, Layout, Tokens
from quoteminer.extract.noun_phrases import Source, mention, without_clock
from quoteminer.patterns.folding import fold

_STOPS = frozenset(".,?!…")
_BARE = frozenset({"NOUN", "PROPN", "ADJ", "PUNCT"})
"""Parts of speech of a speaker without an article."""

_DASHES = frozenset("-–—―") | {"--"}


def label(layout: Layout, hit: CueHit) -> Source:
    """Return the name that a paragraph begins with, before a colon: "SMITH: …", "Gillibrand on Clinton: ‘…’"."""
    start, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    return Source(tokens=_label(layout, start, hit.anchor)) if hit.anchor + 1 < end else Source()


def speaking_label(layout: Layout, hit: CueHit) -> Source:
    """Return the label that a paragraph begins with where it names somebody who can speak: "Poll: …", "Ann Lee: …"."""
    found = label(layout, hit)
    return found if found.tokens and _can_speak(layout, found.tokens[-1]) else Source()


def sentence_label(layout: Layout, hit: CueHit) -> Source:
    """Return the speaker that a sentence begins with, before a colon, or the part of it behind a dash.

    Behind a dash any name will do: "Rain in the north - PollWatcher: …". So it will behind the preposition of an
    origin: "More from Ann Lee: …", "From the report: …".
    """
    return Source(tokens=speaker_before(layout, hit.anchor))


def speaker_before(layout: Layout, colon: int) -> Tokens:
    """Return the speaker that the sentence of a colon begins with, or the part of it behind a dash."""
    start, _ = layout.sentences[layout.sentence[colon]]
    dash = next((i for i in range(colon - 1, start, -1) if _is_dash(layout, i)), None)
    first = start if dash is None else dash + 1
    tokens = _label(layout, first, colon)
    known = any(_can_speak(layout, i) for i in tokens if layout.words[i])
    alone = dash is not None and tokens == layout.trim(range(first, colon))
    if tokens and (known or (alone and layout.tokens[tokens[-1]].pos_ == "PROPN")):
        return tokens
    return _role(layout, first, colon) or _origin(layout, first, colon)


def _role(layout: Layout, start: int, colon: int) -> Tokens:
    """Return the words from `start` to a colon if they are somebody by her role alone: "Its director: …"."""
    tokens = layout.trim(without_clock(layout, range(start, colon))) if colon - start <= 2 * LABEL else ()
    if not 1 < len(tokens) <= LABEL or not layout.tokens[tokens[0]].text[:1].isupper():
        return ()
    odd = any(layout.is_quoted(i) or layout.tokens[i].pos_ == "ADP" or layout.tokens[i].dep_ == "case" for i in tokens)
    plain = not odd and all(layout.words[i] for i in tokens)
    return tokens if plain and _can_speak(layout, tokens[-1]) and not any(_is_verb(layout, i) for i in tokens) else ()


def _is_dash(layout: Layout, i: int) -> bool:
    """Return whether a token is a dash and no hyphen, as in "(R-Texas)"."""
    text = layout.tokens[i].text
    return text in _DASHES and (text != "-" or bool(layout.tokens[i - 1].whitespace_))


def _origin(layout: Layout, start: int, colon: int) -> Tokens:
    """Return whom the words from `start` to a colon, which are no clause, say that what follows comes from."""
    words = range(start, colon)
    at = next((i for i in reversed(words) if layout.tokens[i].lower_ in layout.grammar.origin_prepositions), None)
    if at is None or colon - at > LABEL or any(layout.is_quoted(i) or _is_verb(layout, i) for i in words):
        return ()
    tokens = layout.trim(range(at + 1, colon))
    named = tuple(i for i in tokens if layout.tokens[i].lower_ not in layout.grammar.conjunctions)
    return tokens if named and (_is_name(layout, named) or _can_speak(layout, named[-1])) else ()


def speaker_above(layout: Layout, hit: CueHit) -> Source:
    """Return who speaks before a colon where no verb says so: "Her answer: …", "Ann Lee was blunt: …".

    It is whose noun stands before the colon, else the subject of the main clause, else the nearest subject, else the
    first of whom something is.
    """
    start, _ = layout.sentences[layout.sentence[hit.anchor]]
    words = [t for t in layout.tokens[start : hit.anchor] if layout.words[t.i]]
    owners = [t for t in words if layout.is_role(t, "possessor")]
    subjects = [t for t in reversed(words) if layout.is_role(t, "subject")]
    subjects.sort(key=lambda t: t.head.head.i != t.head.i)
    origins = [c for t in words if _is_utterance(layout, t) for c in _givers(layout, t)]
    for token in (*(t for t in owners if t.head.i == words[-1].i), *subjects, *origins, *owners):
        if (token in origins or _can_speak(layout, token.i)) and not layout.is_quoted(token.i):
            return Source(tokens=mention(layout, token, without=hit.anchor))
    return Source()


def _is_utterance(layout: Layout, token: Token) -> bool:
    return token.lemma_.lower() in layout.grammar.utterances and token.pos_ in layout.grammar.noun_tags


def _givers(layout: Layout, noun: Token) -> Iterator[Token]:
    """Yield whom words come from: "the full statement from the water board", "the board's statement in full"."""
    yield from (c for c in layout.children(noun, "possessor") if c.pos_ in layout.grammar.noun_tags)
    for link in noun.children:
        if link.i > noun.i and link.lower_ in layout.grammar.origin_prepositions:
            yield from layout.children(link, "object")


def closing_label(layout: Layout, hit: CueHit) -> Source:
    """Return the speaker that a headline ends with, behind a colon or a dash: "Ferry fares will not rise: minister".

    Behind a dash, which joins much else to a headline, the speaker has no article: "Ferry fares will rise - minister".
    """
    _, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    if layout.tokens[hit.anchor].text in _DASHES:
        behind = layout.trim(range(hit.anchor + 1, end)) if _is_dash(layout, hit.anchor) else ()
        return Source(tokens=behind) if behind and _is_headlines(layout, behind, end) else Source()
    stops = layout.tokens[end - 1].text == "."  # headlines have none; "Two were left: Ann and her son." is a sentence
    tokens = layout.trim(range(hit.anchor + 1, end)) if end - hit.anchor <= LABEL and not stops else ()
    named = bool(tokens) and not any(_is_verb(layout, i) or layout.is_quoted(i) for i in tokens)
    return Source(tokens=tokens) if named and _can_speak(layout, tokens[-1]) else Source()


def is_label(layout: Layout, tokens: Tokens) -> bool:
    """Return whether a name in front of a colon is a transcript's label.

    So it is where it is used again, stands in capitals among others, or is a person's in a text of which half the
    paragraphs begin so, with more than one.
    """
    words = tuple(layout.tokens[i].text for i in tokens if layout.words[i])
    if words and layout.labels.get(words, 0) >= 2:
        return True
    if not words or _quotes_first(layout, tokens[-1]):
        return False
    person = layout.names.is_person(tokens[-1]) or fold(words[-1]) in layout.speakers.human_words
    turns = [n for label, n in layout.labels.items() if label]
    if person and len(turns) > 1 and 2 * sum(turns) >= len(layout.paragraphs):
        return True
    capitals = (n for label, n in layout.labels.items() if label and all(w.isupper() or w == "." for w in label))
    return all(w.isupper() for w in words) and sum(capitals) >= 2


def _quotes_first(layout: Layout, last: int) -> bool:
    """Return whether a quotation of a sentence follows the label, and then other words: "THE DAY: “…,” Lee said. …"."""
    _, end = layout.paragraphs[layout.paragraph[last]]
    first = next((i for i in range(last + 1, end) if layout.words[i]), last)
    if not layout.is_quoted(first):
        return False
    region = layout.regions[layout.region[first]]
    stops = any(layout.tokens[i].text in _STOPS for i in range(region.end - 2, region.end))
    return stops and any(layout.words[i] for i in range(region.end, end))


def after_dash(layout: Layout, hit: CueHit) -> Source:
    """Return the name behind a dash that ends the paragraph: “…” ― Ann Lee, mayor."""
    start, end = layout.paragraphs[layout.paragraph[hit.anchor]]
    tokens = layout.trim(range(hit.anchor + 1, end)) if end - hit.anchor <= 4 * LABEL else ()
    if not tokens or len(tokens) > 2 * LABEL or any(layout.is_quoted(i) for i in tokens):
        return Source()
    comma = next((k for k, i in enumerate(tokens) if layout.tokens[i].text == ","), len(tokens))
    named = tokens[:1] if start == hit.anchor else tokens[:comma]  # a line of its own: "— Advisory board, Lumo"
    commas = (k for k, i in enumerate(tokens[:-1]) if layout.tokens[i].text == ",")
    occasion = next((k for k in commas if layout.tokens[tokens[k + 1]].lower_ in layout.grammar.occasions), None)
    tokens = tokens[:occasion]  # "— Ann Lee, mayor, on leaving the meeting"
    signs = _is_name(layout, named) and not any(layout.tokens[i].pos_ == "VERB" for i in tokens)
    return Source(tokens=tokens) if signs or _is_headlines(layout, tokens, end) else Source()


def _is_headlines(layout: Layout, tokens: Tokens, end: int) -> bool:
    """Return whether the words are a speaker as headlines have it, without article and stop: “Stay home” - police.

    A name may be the writer's or the outlet's.
    """
    if not tokens or tokens[-1] != end - 1 or len(tokens) > LABEL:
        return False
    rest = next((k for k, i in enumerate(tokens) if layout.tokens[i].pos_ == "ADP"), len(tokens))  # "police in Ardle"
    words = [layout.tokens[i] for i in tokens[:rest]]
    bare = all(t.pos_ in _BARE for t in words[:-1]) and not any(t.text[0].isupper() for t in words)
    return bool(words) and bare and _can_speak(layout, words[-1].i)  # whose tag says little: "– report"


def _label(layout: Layout, start: int, colon: int) -> Tokens:
    """Return the name that the tokens from `start` to a colon are, without what follows a preposition in them."""
    tokens = layout.trim(without_clock(layout, range(start, colon))) if colon - start <= 3 * LABEL else ()
    tokens = _without_age(layout, tokens)
    if introduced := _introduced(layout, tokens):
        return introduced
    head = next((k for k, i in enumerate(tokens) if layout.tokens[i].pos_ == "ADP"), len(tokens))
    named = tokens[:head]
    if not named or len(named) > LABEL or any(layout.is_quoted(i) for i in tokens):
        return ()
    shouted = all(layout.tokens[i].text.isupper() for i in named if layout.words[i])  # "SEN. MARK LEE" is one name
    ends = (":", ";") if shouted else (".", ":", ";")
    if any(_is_verb(layout, i) for i in named) or any(layout.tokens[i].text in ends for i in tokens):
        return ()
    named = layout.trim(named)
    lone = layout.tokens[named[0]].lower_ if len(named) == 1 else ""
    part = lone in layout.grammar.section_labels or (shouted and _is_section(layout, tokens))
    part = part or _is_dateline(layout, named, colon)
    return named if named and _is_name(layout, named) and not part else ()


def _is_dateline(layout: Layout, named: Tokens, colon: int) -> bool:
    """Return whether a report begins with where it was written, as in India: "NEW DELHI: The court on Monday …"."""
    words = tuple(layout.tokens[i].text for i in named)
    if fold(" ".join(words)) not in layout.speakers.place_names or layout.labels.get(words, 0) > 1:
        return False
    start, end = layout.paragraphs[layout.paragraph[colon]]
    told = any(layout.words[i] and not layout.is_quoted(i) for i in range(colon + 1, end))
    return named[0] == start and told and layout.tokens[end - 1].text in _STOPS


def _without_age(layout: Layout, tokens: Tokens) -> Tokens:
    """Return the tokens of a person without her age at their end: "Ann Lee, 71", "Ann Lee (71)"."""
    words = layout.trim(i for i in tokens if layout.tokens[i].text not in ("(", ")"))
    if len(words) < 3 or not layout.tokens[words[-1]].text.isdecimal():
        return tokens
    named = layout.trim(words[:-1])
    return named if layout.names.is_person(named[-1]) else tokens


def _introduced(layout: Layout, tokens: Tokens) -> Tokens:
    """Return the tokens if they are a person with what she is: "Ann Lee, chair of the board"."""
    comma = next((k for k, i in enumerate(tokens) if layout.tokens[i].text == ","), 0)
    odd = any(layout.is_quoted(i) or _is_verb(layout, i) or layout.tokens[i].text in (".", ":", ";") for i in tokens)
    if odd or not comma or len(tokens) > 2 * LABEL:
        return ()
    name, role = tokens[:comma], tokens[comma + 1 :]
    office = any(fold(layout.tokens[i].lower_) in layout.speakers.human_words for i in role)
    return tokens if office and layout.names.is_person(name[-1]) and _is_name(layout, name) else ()


def _is_section(layout: Layout, tokens: Tokens) -> bool:
    """Return whether a label in capitals names a part of the text, "QUOTE OF THE DAY", and nobody, as "THE COURT"."""
    words = {layout.tokens[i].lower_ for i in tokens}
    data = layout.speakers
    phrase = len(tokens) > 1 and bool(words & (data.determiners | data.phrase_ends))  # "A:" answers "Q:"
    return phrase and not any(_can_speak(layout, i) for i in tokens)


def _is_verb(layout: Layout, i: int) -> bool:
    """Return whether the token is a verb; the tagger, whom a headline's capitals mislead, takes some names for such."""
    return layout.tokens[i].pos_ in layout.grammar.verb_tags and not _is_in_name(layout, i)


def _is_in_name(layout: Layout, i: int) -> bool:
    """Return whether the token belongs to a name or to the words that lead to one: "Harbour master Inga Holm"."""
    return i in layout.names.by_token or i in layout.names.led or layout.tokens[i].dep_ == "compound"


def _is_name(layout: Layout, tokens: Tokens) -> bool:
    words = [layout.tokens[i] for i in tokens if layout.words[i]]
    nominal = any(w.pos_ in layout.grammar.noun_tags or w.i in layout.names.by_token for w in words)
    capital = bool(words) and words[0].text[:1].isupper()
    named = capital and all(w.text[:1].isupper() or w.i in layout.names.led or w.dep_ == "case" for w in words)
    return (nominal and named) or _is_handle(words)


def _is_handle(words: Sequence[Token]) -> bool:
    """Return whether the words are the name of an account: "@annlee"."""
    return len(words) == 1 and words[0].text[0] == "@"


def _can_speak(layout: Layout, i: int) -> bool:
    """Return whether a token is the head of somebody: a person or body, a role, what reports ("poll"), he or she."""
    token, data = layout.tokens[i], layout.speakers
    mention = layout.names.by_token.get(i)
    if _is_handle([token]):
        return True
    if mention is not None and (layout.names.is_person(i) or mention.entity.kind == "organisation"):
        return True
    nouns = (data.human_words, data.group_nouns, layout.grammar.label_nouns)
    people = (*nouns, data.pronouns.male, data.pronouns.female, data.pronouns.plural)
    return any(word in words for word in (fold(token.lower_), fold(token.lemma_)) for words in people)

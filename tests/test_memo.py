"""Attribute ruler and lemmatizer through their memo: every token as the two themselves annotate it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

from quoteminer import answers, memo, pipeline
from quoteminer.memo import memo_of
from quoteminer.pipeline import parse

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
SENTENCES = [
    "Ann Lee said she would've gone, but he isn't going.",
    "They're gonna leave, and I gotta stay.",
    "Let's go; let 's see. LET'S GO!",
    "There is a dam. There's no dam. There were dams.",
    "He ain't here. C'mon, y'all, that's nuthin' and nothin'.",
    "She's the mayor's best friend, and I've done it better.",
    "It was I who did it: I did, you did, it did.",
    "  Two spaces,   three.\t\tTabs  ",
    "The boys' club met; the men, women and geese worse than ever.",
    "Doin' it all 'cause of 'em, ol' boy, 'nuff said.",
    "“Well,” he said — “can’t you?” (10% of $5, #3 @home)",
    "Ťřĭ 😀 e\u0301 \ufffc \ufffc \ufffc gon na gon\ufffcna.",
    "got on got ta let all",
]
WORDS = ["gon", "na", "Gon", "got", "ta", "let", "'s", "LET", "there", "is", "c'm", "on", "y", "all", "ai", "n't", "I"]
WORDS += ["it", "saw", "geese", "better", "that", "do", "had", " ", "\n", "\ufffc", "Nothin'", "a", "’s", "tag"]


@pytest.fixture
def plain(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Iterator[Language]:
    """The pipeline with an empty memo, which the test may bend."""
    monkeypatch.delitem(memo._MEMOS, nlp, raising=False)
    yield nlp
    memo._MEMOS.pop(nlp, None)


def tokens(doc: Doc) -> list[tuple[str, ...]]:
    """Return all that the two components write."""
    return [(t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in doc]


def components(nlp: Language) -> tuple[AttributeRuler, EnglishLemmatizer]:
    """Return the pipeline's own two."""
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    assert isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, EnglishLemmatizer)
    return ruler, lemmatizer


def tagged(nlp: Language, texts: Sequence[str]) -> list[Doc]:
    """Return the texts as they are before the two components."""
    with nlp.select_pipes(disable=["attribute_ruler", "lemmatizer", "ner"]):
        return list(nlp.pipe(texts))


def annotated(nlp: Language, docs: Sequence[Doc]) -> list[list[tuple[str, ...]]]:
    """Return what the components themselves write."""
    ruler, lemmatizer = components(nlp)
    return [tokens(lemmatizer(ruler(doc))) for doc in docs]


def remembered(nlp: Language, docs: Sequence[Doc]) -> list[list[tuple[str, ...]]]:
    """Return what the memo writes."""
    found = memo_of(nlp)
    assert found is not None
    found[0].annotate(docs)
    return [tokens(doc) for doc in docs]


def test_memo_annotates_as_the_components_do(plain: Language) -> None:
    """Every token of the table is the same, the first time and when all of them are known."""
    wanted = annotated(plain, tagged(plain, SENTENCES))
    assert remembered(plain, tagged(plain, SENTENCES)) == wanted
    assert remembered(plain, tagged(plain, SENTENCES)) == wanted
    assert remembered(plain, tagged(plain, SENTENCES[::-1])) == wanted[::-1]


@pytest.mark.filterwarnings(r"ignore:\[W108\]")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_memo_annotates_anything_as_the_components_do(nlp: Language, data: st.DataObject) -> None:
    """Words with any tags, labels and lemmas, however unlikely, are annotated alike."""
    ruler, _ = components(nlp)
    labels = {
        "TAG": ["", "_SP", *nlp.get_pipe("tagger").labels],
        "DEP": ["", *nlp.get_pipe("parser").labels],
        "LEMMA": ["", "", "", "be"],
    }
    word = st.tuples(st.sampled_from(WORDS), *map(st.sampled_from, labels.values()))
    drawn = data.draw(st.lists(st.lists(word, max_size=8), max_size=4))

    def docs() -> list[Doc]:
        return [
            Doc(nlp.vocab, words=[w for w, *_ in row]).from_array(
                list(labels), np.array([[ruler.vocab.strings.add(x) for x in rest] for _, *rest in row], np.uint64)
            )
            for row in drawn
            if row
        ]

    assert remembered(nlp, docs()) == annotated(nlp, docs())


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
@pytest.mark.parametrize("direct_only", [False, True])
def test_parse_annotates_samples_as_the_components_do(
    path: Path, direct_only: bool, plain: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sample article's Doc is the same with and without the memo."""
    text = path.read_text("utf-8")
    found = parse(plain, text, direct_only=direct_only)
    monkeypatch.setattr(pipeline, "memo_of", lambda nlp: None)
    wanted = parse(plain, text, direct_only=direct_only)
    assert tokens(found) == tokens(wanted)
    assert [(s.start, s.end) for s in found.sents] == [(s.start, s.end) for s in wanted.sents]


def test_memo_asks_once_for_a_kind(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words seen before are not asked about again, whatever text they stand in."""
    remembered(plain, tagged(plain, ["Ann Lee said the dam is safe.", "The dam said Ann Lee is safe."]))
    docs = tagged(plain, ["Ann Lee said the dam is safe."])
    asked: list[Doc] = []
    monkeypatch.setattr(AttributeRuler, "__call__", lambda self, doc: asked.append(doc))
    assert [lemma for *_, lemma in remembered(plain, docs)[0]][2:6] == ["say", "the", "dam", "be"]
    assert asked == []


def test_memo_is_bounded(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """It forgets what it knew once that is too much, and goes on annotating alike."""
    monkeypatch.setattr(answers, "MOST", 8)
    found, *_ = memo_of(plain) or pytest.fail("no memo")
    longest = max(len(doc) for doc in tagged(plain, SENTENCES))
    for sentence in SENTENCES:
        assert remembered(plain, tagged(plain, [sentence])) == annotated(plain, tagged(plain, [sentence]))
        assert all(len(part) <= answers.MOST + longest for part in (found._stand_ins, found._ruled, found._lemmas))


def test_memo_of_no_docs(plain: Language) -> None:
    """Nothing, and Docs without a token, are annotated as nothing."""
    assert remembered(plain, []) == []
    assert remembered(plain, [Doc(plain.vocab)]) == [[]]


class OwnLemmatizer(Lemmatizer):
    """A lemmatizer that might look at anything."""


@Language.factory("own_lemmatizer", default_config={"mode": "lookup"})
def create_own(nlp: Language, name: str, mode: str) -> OwnLemmatizer:
    """Return one."""
    return OwnLemmatizer(nlp.vocab, None, name, mode=mode)


def with_rules(*rules: dict[str, Any], lemmatizer: str = "lemmatizer") -> Language:
    """Return a small pipeline: a ruler of these rules, and a lemmatizer that looks words up."""
    nlp = spacy.blank("en")
    ruler, own = nlp.add_pipe("attribute_ruler"), nlp.add_pipe(lemmatizer, config={"mode": "lookup"})
    assert isinstance(ruler, AttributeRuler) and isinstance(own, Lemmatizer)
    ruler.add_patterns([{"patterns": [[{"LOWER": "dam"}]], "attrs": {"POS": "NOUN"}}, *rules])
    own.lookups.add_table("lemma_lookup", {"dams": "dam"})
    return nlp


def rule(*pattern: dict[str, Any], **attrs: str) -> dict[str, Any]:
    """Return a rule of one pattern."""
    return {"patterns": [list(pattern)], "attrs": attrs or {"POS": "VERB"}}


@pytest.mark.parametrize(
    "rules",
    [
        [],
        [rule({"ORTH": "Dam"}, LEMMA="DAM")],
        [rule({"TEXT": {"REGEX": "^d"}}), rule({"LOWER": {"NOT_IN": ["dam", "weir"]}}, TAG="NN")],
        [rule({"LOWER": "dam"}, {"IS_SPACE": True}, {"LOWER": "weir"}, LEMMA="both")],
        [rule({"LOWER": "dam"}, {"LOWER": {"IN": ["weir", "dams"]}}, LEMMA="both")],
    ],
    ids=["one", "orth", "other predicates", "three", "two"],
)
def test_memo_serves_rules_about_tokens(rules: list[dict[str, Any]]) -> None:
    """Rules of a pipeline that look at words are remembered, alike, those over several tokens as well."""
    nlp = with_rules(*rules)
    texts = ["Dam dam dams", "the dam  weir", "dam weir", "dam dams Dam", "DAM Weir weir \n d"]
    found = memo_of(nlp)
    assert found is not None
    docs = [nlp.make_doc(text) for text in texts]
    found[0].annotate(docs)
    assert list(map(tokens, docs)) == list(map(tokens, nlp.pipe(texts)))


@pytest.mark.parametrize(
    "rules",
    [
        [rule({"IS_TITLE": True})],
        [rule({"LOWER": "dam", "OP": "+"})],
        [rule({"LOWER": {"FUZZY": "damm"}})],
        [rule({"LOWER": {"REGEX": {"IN": ["d.m"]}}})],
        [rule({"SENT_START": 1})],
        [rule({"LOWER": "dam"}, NORM="weir")],
        [rule({"LOWER": "\ufffc"})],
        [rule({"LOWER": "dam"}, {"TAG": {"NOT_IN": ["NN"]}})],
        [rule({}, {"LOWER": "dam"})],
    ],
    ids=["flag", "repeated", "fuzzy", "expressions", "sentence", "norm", "apart", "any label", "anything"],
)
def test_memo_leaves_rules_that_look_further_to_the_ruler(
    rules: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a rule may look further than at words and labels, the components themselves annotate."""
    nlp = with_rules(*rules)
    assert_components_annotate(nlp, monkeypatch)


def test_memo_leaves_another_lemmatizer_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lemmatizer that is not spaCy's own may look at anything."""
    assert_components_annotate(with_rules(lemmatizer="own_lemmatizer"), monkeypatch)


def assert_components_annotate(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no memo, and a parse is as the pipeline annotates."""
    assert memo_of(nlp) is None
    monkeypatch.setattr(memo.Memo, "annotate", lambda self, docs: pytest.fail("the memo annotates"))
    text = "Dam dam dams the \ufffc dam"
    assert tokens(parse(nlp, text)) == tokens(nlp(text))


def test_memo_of_a_pipeline_without_the_two() -> None:
    """A pipeline without a ruler, or with one that is switched off, has no memo."""
    assert memo_of(spacy.blank("en")) is None
    nlp = with_rules()
    with nlp.select_pipes(disable=["attribute_ruler"]):
        assert memo_of(nlp) is None
    assert memo_of(nlp) is not None


def test_memo_of_no_memory_zone() -> None:
    """In a memory zone, where strings do not last, nothing is remembered."""
    nlp = with_rules()
    with nlp.memory_zone():
        assert memo_of(nlp) is None


def test_memo_begins_anew_with_new_rules() -> None:
    """A rule that is added later holds for words already known."""
    nlp = with_rules()
    before = memo_of(nlp)
    assert before is not None and memo_of(nlp) == before
    assert [t.pos_ for t in parse(nlp, "dam weir")] == ["NOUN", ""]
    nlp.get_pipe("attribute_ruler").add([[{"LOWER": "weir"}]], {"POS": "VERB"})  # type: ignore[attr-defined]
    assert [t.pos_ for t in parse(nlp, "dam weir")] == ["NOUN", "VERB"]


def test_components_behind_the_memo_run_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind the lemmatizer sees the lemmas."""
    nlp = with_rules()
    seen: list[str] = []

    @Language.component("sees_lemmas")
    def look(doc: Doc) -> Doc:
        seen.extend(token.lemma_ for token in doc)
        return doc

    nlp.add_pipe("sees_lemmas")
    parse(nlp, "the dams")
    assert seen == ["the", "dam"]

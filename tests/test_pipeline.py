"""load, parse and mine: paragraphs parsed apart, offsets of the text as read, errors that say what to do."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, get_current_ops

from quoteminer import pipeline
from quoteminer.errors import ModelError, PatternsError
from quoteminer.extract.paragraphs import SPAN_KEY
from quoteminer.model import Article
from quoteminer.patterns.loader import load_data, load_patterns
from quoteminer.patterns.schema import Pattern, PipelineData
from quoteminer.pipeline import load, mine, parse

SAID = "Ann Lee said the dam is safe."
WIDE = "The council of Ardle met on Tuesday and talked until the lamps"
WRAPPED = f"""{WIDE}
had burnt down. Nobody had eaten since the early morning. ‘I
am tired,’ said Mayor Ann Lee. The council of Ardle had to go
home in the dark, and the people of the town lit candles and
went to bed."""


def test_load_gives_one_pipeline() -> None:
    """The best installed pipeline is loaded once."""
    assert isinstance(load(), Language)
    assert load() is load()


def test_load_names_a_missing_pipeline() -> None:
    """A pipeline that is not there is named, with what to do."""
    with pytest.raises(ModelError, match="no_such_pipeline") as error:
        load("no_such_pipeline")
    assert "pip install no_such_pipeline" in error.value.hint


def test_load_without_any_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none is installed, the error says which were looked for and which to install."""
    monkeypatch.setattr(pipeline, "find_spec", lambda name: None)
    load.cache_clear()
    try:
        with pytest.raises(ModelError, match="en_core_web_sm") as error:
            load()
    finally:
        load.cache_clear()
    assert "pip install" in error.value.hint


TEXTS = [
    "",
    " ",
    "\n\n\n",
    SAID,
    f"\n\n {SAID}\n\n{SAID} \n",
    f"{SAID}\r\n\r\n{SAID}\r\n",
    f"{SAID}\t\u00a0{SAID}\u2003\u200b\ufeff{SAID}\x0b\x0c",
    f"“{SAID}\u2028Yes,”\x85 he\u00a0said.\x00\x1c\x1b[0m",
    "Zażółć gęślą 😀 e\u0301 \u202eabc",
    "\r\r\r",
    WRAPPED,
    f"{WRAPPED}\n\n{WRAPPED}".replace("\n", "\r\n"),
    SAID + " " + "word " * 3000,
    "“" * 300,
    "a" * 5000,
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_parse_keeps_text_and_offsets(text: str, nlp: Language) -> None:
    """The Doc's text is as long as the text as read, and differs in white space only; tokens stand where they stood."""
    doc = parse(nlp, text)
    assert len(doc.text) == len(text)
    changed = {(a, b) for a, b in zip(doc.text, text, strict=True) if a != b}
    assert all(a == " " and (b.isspace() or b in "\u200b\ufeff") for a, b in changed)
    assert all(token.text == text[token.idx : token.idx + len(token)] for token in doc if not token.is_space)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("aB. \n\r\t\u00a0\u200b“’\x00\u2029😀"), max_size=60) | st.text(max_size=30))
def test_parse_keeps_any_text(nlp: Language, text: str) -> None:
    """Any text keeps its length, and its paragraphs lie in order inside it."""
    doc = parse(nlp, text)
    assert len(doc.text) == len(text)
    spans = [(span.start_char, span.end_char) for span in doc.spans.get(SPAN_KEY, ())]
    assert spans == sorted(spans)
    assert all(text[start:end].strip() for start, end in spans)


@pytest.mark.parametrize(
    ("text", "metadata", "wanted"),
    [
        ("One is.\n\nTwo is.", (), ["One is.", "Two is."]),
        ("One is.\r\nTwo is.\r\n", (), ["One is.", "Two is."]),
        ("date 2025-09-24\n\nOne is.", ((0, 15),), ["One is."]),
        ("---\na: “b”\n---\nOne is.", ((0, 14),), ["One is."]),
        ("", (), []),
        ("\n \n", (), []),
    ],
)
def test_parse_knows_the_paragraphs(
    text: str, metadata: tuple[tuple[int, int], ...], wanted: list[str], nlp: Language
) -> None:
    """Paragraphs are spans of the Doc; metadata is in none of them."""
    doc = parse(nlp, Article(id="a", text=text, metadata=metadata))
    assert [span.text for span in doc.spans.get(SPAN_KEY, ())] == wanted


def test_parse_unwraps_hard_wrapped_lines(nlp: Language) -> None:
    """A sentence over two lines of hard-wrapped text is one sentence, and its quote one quote."""
    (quote,) = mine(WRAPPED, nlp=nlp)
    assert (quote.quote, quote.speaker) == ("I am tired,", "Ann Lee")
    assert [WRAPPED[a:b] for a, b in quote.content] == ["‘I\nam tired,’"]
    assert quote.line == 2


def test_parse_parses_paragraphs_as_if_alone(nlp: Language) -> None:
    """What stands in another paragraph changes no tag and no head, and no sentence crosses a paragraph's end."""
    first, second = "Ann Lee said the dam", "is safe and well kept."
    doc, alone = parse(nlp, f"{first}\n\n{second}"), nlp(second)
    there = doc[len(doc) - len(alone) :]
    for here, wanted in zip(there, alone, strict=True):
        assert (here.text, here.tag_, here.dep_) == (wanted.text, wanted.tag_, wanted.dep_)
    assert [t.head.i - there.start for t in there] == [t.head.i for t in alone]
    assert there[0].is_sent_start


def test_mine_takes_text_and_article(nlp: Language) -> None:
    """A text is an article without metadata."""
    (one,), (other,) = mine(SAID, nlp=nlp), mine(Article(id="text", text=SAID), nlp=nlp)
    assert one == other
    assert (one.quote, one.speaker, one.published) == ("the dam is safe", "Ann Lee", None)


def test_mine_loads_a_pipeline_itself() -> None:
    """Without a pipeline the best installed one is used."""
    assert [quote.speaker for quote in mine(SAID)] == ["Ann Lee"]


def test_mine_does_not_search_metadata(nlp: Language) -> None:
    """Words in the metadata are no quote, and offsets count from the text's beginning."""
    head = f"---\ntitle: {SAID}\n---\n"
    text = head + SAID.replace("Ann", "Max")
    (quote,) = mine(Article(id="a", text=text, metadata=((0, len(head) - 1),)), nlp=nlp)
    assert quote.speaker == "Max Lee"
    assert [text[a:b] for a, b in quote.content] == ["the dam is safe"]


@pytest.mark.parametrize("space", ["\u00a0", "\t", "\u2009", "\u200b", "\u3000", "\x0b", "\u2028", "\r", " \ufeff"])
def test_mine_bears_odd_spaces(space: str, nlp: Language) -> None:
    """Odd white space between words loses nothing; the offsets cut what was read."""
    text = "“The dam is safe,” said Mayor Ann Lee.".replace(" ", space)
    (quote,) = mine(text, nlp=nlp)
    assert (quote.cue_text, quote.speaker) == ("said", "Ann Lee")
    assert [text[a:b] for a, b in quote.content] == ["“The dam is safe,”".replace(" ", space)]


@pytest.mark.parametrize("mark", ["“", "”", '"', "‘", "’", "'", "«", "»", "„", "``", "''", "″", "(", "["])
@pytest.mark.parametrize("place", ["The boat{} sank.", "{}The boat sank.", "The boat sank.{}", "The {}boat sank."])
def test_mine_odd_mark_loses_no_other_quote(mark: str, place: str, nlp: Language) -> None:
    """One odd mark anywhere in a paragraph costs nothing in the others."""
    text = f"“The dam is safe,” said Ann Lee.\n\n{place.format(mark)}\n\nMax Roe said: “The lake is full.”"
    found = [(quote.speaker, quote.quote) for quote in mine(text, nlp=nlp)]
    assert ("Ann Lee", "The dam is safe,") in found
    assert ("Max Roe", "The lake is full.") in found


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("“The dam is safe.”Ann Lee said.", "“The dam is safe.”", "Ann Lee"),
        ("“The dam is safe,”said Ann Lee.", "“The dam is safe,”", "Ann Lee"),
        ("Ann Lee said:“The dam is safe.”It rained.", "“The dam is safe.”", "Ann Lee"),
        ("Ann Lee said:«The dam is safe.»It rained.", "«The dam is safe.»", "Ann Lee"),
        ('"The dam is safe,"said Ann Lee.', '"The dam is safe,"', "Ann Lee"),
        ('It rained.\n\nRep. Ann Lee (R-S.C.):"The dam is safe and sound."', '"The dam is safe and sound."', "Ann Lee"),
        ('It rained.\n\nMayor Ann Lee:"The dam is safe and sound."', '"The dam is safe and sound."', "Ann Lee"),
    ],
)
def test_mine_finds_quotes_glued_to_words(text: str, content: str, speaker: str, nlp: Language) -> None:
    """A mark with no space on either side ends a word as any other mark does."""
    (quote,) = mine(text, nlp=nlp)
    assert (quote.kind, quote.speaker) == ("direct", speaker)
    assert [text[a:b] for a, b in quote.content] == [content]
    assert parse(nlp, text).text == text


def test_parse_ends_sentences_behind_millions(nlp: Language) -> None:
    """The stop of "£220m." ends a sentence where a capital follows."""
    doc = parse(nlp, "The firm expects £220m. Sales fell in May. It has $4m. in cash.")
    assert [sent.text.strip() for sent in doc.sents][:2] == ["The firm expects £220m.", "Sales fell in May."]


def test_mine_bears_lone_surrogates(nlp: Language) -> None:
    """Half a character, as broken JSON may hold it, costs nothing."""
    text = "“The dam \ud83d is safe,” said Ann \udc00Lee."
    (quote,) = mine(text, nlp=nlp)
    assert quote.speaker == "Ann Lee"
    assert [text[a:b] for a, b in quote.content] == ["“The dam \ud83d is safe,”"]


def test_mine_one_huge_line(nlp: Language) -> None:
    """A line of thousands of words gives its quotes with right offsets."""
    text = "“The dam is safe,” said Ann Lee. The boat sank in May. " * 200
    quotes = list(mine(text, nlp=nlp))
    assert len(quotes) == 200
    assert {text[a:b] for quote in quotes for a, b in quote.content} == {"“The dam is safe,”"}


def test_mine_names_wrong_strategies(nlp: Language) -> None:
    """A pattern with a strategy that does not exist is an error before anything is searched."""
    shipped = load_patterns()
    wrong = Pattern(id="wrong", cue={"frame": "clause"}, content="clauses")
    patterns = shipped.model_copy(update={"patterns": (*shipped.patterns, wrong)})
    with pytest.raises(PatternsError, match="no strategy is called 'clauses'; did you mean 'clause'"):
        list(mine(SAID, nlp=nlp, patterns=patterns))


@pytest.mark.parametrize(
    "unit",
    ["said ", "Ann said it rained and ", "“‘", "(", ": ", "— ", '"a" ', "LEE: a b\n", "Lee’s ", "“a\n", "‘Yes "],
)
def test_mine_bears_hostile_text(unit: str, nlp: Language) -> None:
    """The same few characters again and again end in rows, no error and no endless time."""
    text = unit * (3000 // len(unit)) + "\n\n“The dam is safe,” said Ann Lee."
    assert [quote.speaker for quote in mine(text, nlp=nlp)][-1:] == ["Ann Lee"]


@pytest.mark.parametrize(("threads", "blis"), [("1", False), ("2", True), (None, True)])
def test_load_changes_nothing_but_its_own_pipeline(
    monkeypatch: pytest.MonkeyPatch, threads: str | None, blis: bool
) -> None:
    """Only where numpy was told to use one thread is its product used, and only by the pipeline that was loaded."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if threads:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
    before = get_current_ops().use_blis
    models = [pipe.model for _, pipe in load.__wrapped__(None).pipeline if hasattr(pipe, "model")]
    used = {node.ops.use_blis for model in models if isinstance(model, Model) for node in model.walk()}
    assert used == {blis}
    assert get_current_ops().use_blis is before is True


def test_load_keeps_the_lemmatizers_words_so_that_they_are_found_at_once(tmp_path: Path) -> None:
    """They are the same words in the same order, and the pipeline can be stored and read again with them."""
    name = next(name for name in load_data("pipeline", PipelineData).pipelines if find_spec(name))
    lists = spacy.load(name).get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    load.__wrapped__(None).to_disk(tmp_path)
    stored = spacy.load(tmp_path).get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    assert {kind: list(words) for kind, words in stored.items()} == dict(lists.items())
    assert all(isinstance(words, dict) for words in stored.values())


def test_mine_direct_only_finds_quotations_and_their_speakers(nlp: Language) -> None:
    """Only quotes in marks are found, and whoever was introduced in a paragraph without marks is known."""
    text = (
        "Mayor Ann Lee spoke on Monday.\n\nShe warned that the dam is weak.\n\n“It will hold,” Lee said.\n\n"
        "The union called it “a lie” and said that nobody had asked."
    )
    found = list(mine(text, nlp=nlp, direct_only=True))
    assert [(quote.kind, quote.quote) for quote in found] == [("direct", "It will hold,"), ("mixed", "it “a lie”")]
    assert found[0].speaker == "Ann Lee"
    every = list(mine(text, nlp=nlp))
    assert {quote.id for quote in found} == {quote.id for quote in every if quote.kind != "indirect"}
    assert len(every) > len(found)


def test_mine_direct_only_finds_what_patterns_of_tokens_attribute(nlp: Language) -> None:
    """Their cues are found where a quotation is near, in whichever paragraph, with the offsets of the text."""
    text = "According to Bo Ek, it rains.\n\nThe town met.\n\nThe dam is “safe”, according to Mayor Ann Lee."
    (found,) = mine(text, nlp=nlp, direct_only=True)
    assert (found.speaker, found.kind) == ("Ann Lee", "mixed")
    assert [text[start:end] for start, end in found.cue] == ["according to"]


def test_a_dateline_dates_no_headline(nlp: Language) -> None:
    """What stands between paragraphs is no part of the sentence before it."""
    text = "Mayor calls the bridge “safe”\n\nARDLE, Nov 27 (HNA) - Mayor Ann Lee said on Friday that it was safe."
    assert [quote.date_text for quote in mine(text, nlp=nlp)] == [None, "on Friday"]
    assert next(sent.text.strip() for sent in parse(nlp, text).sents) == "Mayor calls the bridge “safe”"


def test_paragraphs_that_are_not_parsed_keep_their_sentences(nlp: Language) -> None:
    """With `direct_only` they begin where stops end the ones before."""
    doc = parse(nlp, "Ann Lee slept. Max Roe came.\n\n“No,” he said.", direct_only=True)
    assert [sent.text.strip() for sent in doc.sents if sent.text.strip()] == [
        "Ann Lee slept.",
        "Max Roe came.",
        "“No,” he said.",
    ]


def test_paragraphs_are_joined_as_spacy_joins_docs() -> None:
    """What the paragraphs' tokens carry is what Doc.from_docs makes of them; an unparsed one keeps its sentence."""
    nlp = load()
    docs = [
        nlp("“We’re gonna win,” Ann Lee said. She can't."),
        nlp.make_doc("\n\n"),
        nlp("It cost £3."),
    ]
    ours, theirs = pipeline._joined(docs), Doc.from_docs(docs, ensure_whitespace=False, exclude=["tensor"])
    names = list(Doc._get_array_attrs())
    assert ours.text == theirs.text == "".join(doc.text for doc in docs)
    parsed = [token.i for token in ours if not token.is_space]
    assert (ours.to_array(names)[parsed] == theirs.to_array(names)[parsed]).all()
    assert [token.text for token in ours if token.is_sent_start] == ["“", "She", "\n\n", "It"]


@pytest.mark.parametrize("text", ["Lee wrote on X. Roe left.", "Lee posted it on X. “No.”"])
def test_platform_of_one_letter_ends_a_sentence(nlp: Language, text: str) -> None:
    """Behind "on", an X with a stop is no initial."""
    assert "X" in [token.text for token in parse(nlp, text)]
    assert "X." in [token.text for token in parse(nlp, "Lee met X. Roe.")]

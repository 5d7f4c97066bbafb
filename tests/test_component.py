"""The spaCy component gives the rows of the command line, through processes, DocBin and disk."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from quoteminer.component import Quoteminer, quotes_of
from quoteminer.model import Article
from quoteminer.pipeline import mine, parse

TEXT = """DOVER, March 3 - “We will rebuild the pier,” Mayor Ann Lee told reporters on Monday. “It will stand.”

Lee said that the harbour had been closed. Critics called the plan “a waste of money”."""

ARTICLE = Article(id="pier", text=TEXT, published="2025-03-04")


def with_component(nlp: Language) -> Language:
    """Return a pipeline of its own with the component, sharing nothing with the session's."""
    own = spacy.load(nlp.meta["lang"] + "_" + nlp.meta["name"])
    own.add_pipe("quoteminer")
    return own


def test_component_gives_the_rows_of_mine(nlp: Language) -> None:
    """A Doc of parse() has the quotes that mine() yields, metadata included."""
    wanted = list(mine(ARTICLE, nlp=nlp))
    assert wanted
    assert parse(with_component(nlp), ARTICLE)._.quotes == wanted
    assert quotes_of(Quoteminer()(parse(nlp, ARTICLE))) == wanted


def test_component_survives_a_docbin(nlp: Language) -> None:
    """Quotes come back from a DocBin that stores user data."""
    doc = parse(with_component(nlp), ARTICLE)
    box = DocBin(store_user_data=True, docs=[doc])
    (back,) = DocBin(store_user_data=True).from_bytes(box.to_bytes()).get_docs(nlp.vocab)
    assert back._.quotes == doc._.quotes != []


def test_component_runs_in_two_processes(nlp: Language) -> None:
    """`nlp.pipe(n_process=2)` gives the quotes of one process."""
    own = with_component(nlp)
    texts = [TEXT, "Nobody spoke.", "“It is safe,” said Ann Lee."]
    alone = [doc._.quotes for doc in own.pipe(texts)]
    assert [doc._.quotes for doc in own.pipe(texts, n_process=2)] == alone
    assert [bool(quotes) for quotes in alone] == [True, False, True]


def test_component_is_loaded_from_disk(nlp: Language, tmp_path: object) -> None:
    """A pipeline with the component is written and loaded like any other."""
    own = with_component(nlp)
    own.to_disk(str(tmp_path))
    assert spacy.load(str(tmp_path))(TEXT)._.quotes == own(TEXT)._.quotes != []

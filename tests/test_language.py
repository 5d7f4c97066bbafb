"""Articles that are not in the pipeline's language are told from those that are."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

import pytest
import spacy
import spacy.lang
from spacy.language import Language

from quoteminer import language
from quoteminer.errors import LanguageError
from quoteminer.model import Article

SEEDS = sorted(Path(__file__).parents[1].joinpath("seeds").glob("*.txt"))
GERMAN = (
    "Der Hafen bleibt geöffnet, sagte Bürgermeisterin Anna Lehmann am Montag vor Journalisten in der Stadt. "
    "Niemand habe uns gefragt, erklärte dagegen der Leiter der Fährgesellschaft; Hunderte von Stellen seien "
    "bedroht, wenn die Anlegestelle im Winter tatsächlich geschlossen werde. Die Regierung will in der kommenden "
    "Woche über den Antrag der Opposition beraten, wie ein Sprecher mitteilte."
)


@cache
def blank(code: str) -> Language:
    """Return an empty pipeline of the language, made once."""
    return spacy.blank(code)


def check_language(article: Article, code: str = "en") -> None:
    """Check the article as the core does with a pipeline of the language."""
    nlp = blank(code)
    language.check_language(article, language=type(nlp).__name__, common=nlp.Defaults.stop_words)


def examples() -> list[tuple[str, str]]:
    """Return spaCy's example sentences of other languages, by language, as long as an article's first sentences."""
    found = []
    for module in pkgutil.iter_modules(spacy.lang.__path__):
        try:
            sentences = importlib.import_module(f"spacy.lang.{module.name}.examples").sentences
        except (ImportError, SyntaxWarning):  # not every language has some
            continue
        if module.name not in ("en", "xx"):
            found.append((module.name, " ".join(sentences) * 15))
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_check_language_lets_english_through(path: Path) -> None:
    """News in English are English, and so is each of their longer paragraphs."""
    text = path.read_text("utf-8")
    check_language(Article(id="whole", text=text))
    for paragraph in text.split("\n"):
        check_language(Article(id="paragraph", text=paragraph))


def test_check_language_stops_other_languages() -> None:
    """Sentences of some sixty other languages, and other scripts, are not taken for English."""
    languages = examples()
    assert len(languages) > 40
    for name, text in languages:
        with pytest.raises(LanguageError, match="does not seem to be in English"):
            check_language(Article(id=name, text=text))


def test_check_language_goes_by_the_pipeline() -> None:
    """What is left out with one pipeline is right for another; a language without a list leaves nothing out."""
    article = Article(id="hafen", text=GERMAN)
    with pytest.raises(LanguageError, match="Say --any-language"):
        check_language(article)
    check_language(article, "de")
    check_language(article, "xx")


def test_check_language_does_not_judge_a_line() -> None:
    """A few words tell no language: they are read."""
    check_language(Article(id="line", text=GERMAN[:200]))


def test_check_language_passes_over_metadata() -> None:
    """Front matter in English makes no English article."""
    head = "---\nnote: this is what you may do with it, and how and when and why it was here before\n---\n" * 3
    with pytest.raises(LanguageError):
        check_language(Article(id="hafen", text=head + GERMAN, metadata=((0, len(head)),)))

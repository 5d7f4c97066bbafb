"""Echoes: the same quote in several articles, where it appeared first, and how its words drifted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from quoteminer.analysis.echo_clusters import cluster
from quoteminer.analysis.echo_drift import Change, Text, compare, shared_words
from quoteminer.analysis.echo_likeness import Likeness
from quoteminer.analysis.echo_sayings import Saying, read_sayings
from quoteminer.analysis.echo_words import EchoLanguage
from quoteminer.model import Kind, Quote

COVERED = 0.8
"""A version is compared with the first one that has this share of its words, and else with the one that has most."""

INSIDE = ("replaced", "dropped", "added")
"""Changes of words inside what two versions share; an excerpt has none."""

MOST_REFERENCES = 20
"""Of so many earlier versions the best to compare with is looked for, so that a quote in a thousand wordings ends."""

SPEAKER_DIFFERS = "speaker differs"
HEADLINE_DIFFERS = "headline differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Where a quote stands: its row's id (None for words that only the article's title has) and its article."""

    id: str | None
    article: str
    path: str | None
    url: str | None
    outlet: str | None
    published: str | None
    line: int | None
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The same words, wherever they were printed; a headline's are a version of their own.

    `against` is the number of the version it is compared with, None for the first; `changes` are empty then.
    """

    quote: str
    kind: Kind
    headline: bool
    appearances: tuple[Appearance, ...]
    against: int | None
    changes: tuple[Change, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A quote that was printed more than once: its versions, the one that appeared first in front.

    `articles` counts them, `outlets` names those that are known, `drifts` says whether any words differ inside what
    the versions share, and `flags` is all that was flagged in any version.
    """

    quote: str
    speakers: tuple[str, ...]
    first: Appearance
    articles: int
    outlets: tuple[str, ...]
    undated: int
    drifts: bool
    flags: tuple[str, ...]
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which echoes: in how many articles, of which likeness, only those with other words or with flags."""

    likeness: Likeness = field(default_factory=Likeness)
    min_articles: int = 2
    drift: bool = False
    flagged: bool = False


def find_echoes(quotes: Iterable[Quote], language: EchoLanguage, wanted: Wanted | None = None) -> list[Echo]:
    """Return the quotes that appear in several articles, those in most articles first.

    A quote whose words in its own article's headline differ is an echo in one article.
    """
    wanted = wanted or Wanted()
    sayings = list(read_sayings(quotes, language))
    groups = cluster(sayings, wanted.likeness)
    echoes = [_echo([sayings[index] for index in group], language) for group in groups]
    kept = [echo for echo in echoes if _is_wanted(echo, wanted)]
    return sorted(kept, key=lambda echo: (-echo.articles, echo.first.published or "9999", echo.quote))


def _is_wanted(echo: Echo, wanted: Wanted) -> bool:
    return (
        (echo.articles >= wanted.min_articles or (wanted.min_articles <= 2 and HEADLINE_DIFFERS in echo.flags))
        and (echo.drifts or not wanted.drift)
        and (bool(echo.flags) or not wanted.flagged)
    )


def _echo(sayings: Sequence[Saying], language: EchoLanguage) -> Echo:
    ordered = _in_order(sayings)
    versions = _versions(ordered, language)
    flags = {flag: None for version in versions for flag in version.flags}
    if len({saying.person for saying in ordered if saying.person}) > 1:
        flags[SPEAKER_DIFFERS] = None
    names = Counter(saying.speaker for saying in ordered if saying.speaker)
    places = {saying.place: saying for saying in ordered}
    return Echo(
        quote=ordered[0].quote,
        speakers=tuple(name for name, _ in names.most_common()),
        first=_appearance(ordered[0]),
        articles=len(places),
        outlets=tuple(dict.fromkeys(saying.outlet for saying in ordered if saying.outlet)),
        undated=sum(saying.published is None for saying in places.values()),
        drifts=any(change.op in INSIDE for version in versions for change in version.changes),
        flags=tuple(flags),
        versions=versions,
    )


def _in_order(sayings: Sequence[Saying]) -> list[Saying]:
    """Return the sayings by the day of their article, undated ones last, else as read; the headline last in each."""
    read = {saying.place: number for number, saying in reversed(list(enumerate(sayings)))}
    return sorted(sayings, key=lambda it: (it.published or "9999", read[it.place], it.headline))


def _versions(ordered: Sequence[Saying], language: EchoLanguage) -> tuple[Version, ...]:
    same: dict[tuple[tuple[str, ...], bool], list[Saying]] = defaultdict(list)
    for saying in ordered:
        same[tuple(word.text for word in saying.words), saying.headline].append(saying)
    printed = list(same.values())
    texts = [Text(text=members[0].quote, words=members[0].words) for members in printed]
    versions = []
    for number, members in enumerate(printed):
        against = _reference(number, printed, texts) if number else None
        changes = compare(texts[against], texts[number], language) if against is not None else ()
        flags = {flag: None for change in changes for flag in change.flags}
        if members[0].headline and any(change.op in INSIDE for change in changes):
            flags[HEADLINE_DIFFERS] = None
        versions.append(
            Version(
                quote=members[0].quote,
                kind=members[0].kind,
                headline=members[0].headline,
                appearances=tuple(map(_appearance, members)),
                against=against,
                changes=changes,
                flags=tuple(flags),
            )
        )
    return tuple(versions)


def _reference(number: int, printed: Sequence[Sequence[Saying]], texts: Sequence[Text]) -> int:
    """Return the version to compare with: a headline's own article, else the first that covers this one."""
    earlier: Sequence[int] = range(min(number, MOST_REFERENCES))
    if printed[number][0].headline:
        places = {saying.place for saying in printed[number]}
        own = [i for i in range(number) if not printed[i][0].headline and any(it.place in places for it in printed[i])]
        earlier = own or earlier
    enough = COVERED * len(texts[number].words)
    shared = {}
    for index in earlier:
        shared[index] = shared_words(texts[index], texts[number])
        if shared[index] >= enough:
            return index
    return max(shared, key=lambda index: (shared[index], -index))


def _appearance(saying: Saying) -> Appearance:
    return Appearance(
        id=saying.id,
        article=saying.article,
        path=saying.path,
        url=saying.url,
        outlet=saying.outlet,
        published=saying.published,
        line=saying.line,
        speaker=saying.speaker,
    )

"""Paths → articles and error rows: ids, order, what is left out, what fails."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteminer.errors import UsageError
from quoteminer.model import Article, ErrorRow
from quoteminer.readers import Reading, ReadLog, read_articles
from quoteminer.readers.formats import suffixes

Tree = Callable[..., None]


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Return a function that writes files below the current directory, each holding its own name."""
    monkeypatch.chdir(tmp_path)

    def write(*names: str) -> None:
        for name in names:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(name)

    return write


def read(*paths: str | Path, log: ReadLog | None = None) -> list[tuple[str, str | None]]:
    """Return id and path of the articles, or the kind and message of an error."""
    found: list[tuple[str, str | None]] = []
    for article in read_articles(paths, log=log):
        found.append((article.id, article.path) if isinstance(article, Article) else (article.kind, article.message))
    return found


@pytest.mark.parametrize("argument", ["news", "news/", "./news", "news/../news"])
def test_read_articles_names_articles_below_a_directory(tree: Tree, argument: str) -> None:
    """An id is the path below the argument without its suffix; the order is that of the names."""
    tree("news/b.txt", "news/a.md", "news/c/d.TXT", "news/a.b/e.text", "news/Z.txt")
    assert [name for name, _ in read(argument)] == ["Z", "a.b/e", "a", "b", "c/d"]


def test_read_articles_gives_the_path_that_opens(tree: Tree) -> None:
    """The path of a record is the argument and what is below it."""
    tree("news/c/d.txt")
    assert read("news/") == [("c/d", "news/c/d.txt")]
    assert read(Path.cwd() / "news") == [("c/d", str(Path.cwd() / "news/c/d.txt"))]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["news/a.txt"], ["a"]),
        (["news/README"], ["README"]),
        (["news/a.txt", "news/b.txt"], ["news/a", "news/b"]),
        (["news", "old/"], ["news/a", "news/b", "old/a"]),
        (["old/a.txt", "news"], ["old/a", "news/a", "news/b"]),
    ],
)
def test_read_articles_names_articles_of_arguments(tree: Tree, arguments: list[str], ids: list[str]) -> None:
    """A file's id is its stem; of several arguments each stands in front."""
    tree("news/a.txt", "news/b.txt", "news/README", "old/a.txt")
    assert [name for name, _ in read(*arguments)] == ids


def test_read_articles_skips_hidden_and_counts_other_files(tree: Tree) -> None:
    """Hidden files and directories are passed over; files without a reader are counted."""
    tree("news/a.txt", "news/.b.txt", "news/.git/c.txt", "news/d.pdf", "news/e", "news/f/g.gz")
    log = ReadLog()
    assert [name for name, _ in read("news", log=log)] == ["a"]
    assert (log.articles, log.skipped) == (1, 3)


def test_read_articles_reads_a_hidden_file_that_is_named(tree: Tree) -> None:
    """What the user names is read."""
    tree(".news/.a.txt")
    assert [name for name, _ in read(".news/.a.txt")] == [".a"]


def test_read_articles_follows_links_once(tree: Tree) -> None:
    """A directory is read once, however many links lead to it, and a loop ends."""
    tree("news/a/x.txt", "other/y.txt")
    Path("news/loop").symlink_to("..", target_is_directory=True)
    Path("news/z").symlink_to(Path("other").absolute(), target_is_directory=True)
    Path("news/self.txt").symlink_to("self.txt")
    names = [name for name, _ in read("news")]
    assert names == ["a/x", "loop/other/y", "input"]


def test_read_articles_tells_a_broken_link(tree: Tree) -> None:
    """A link to nowhere is named, and costs no other article."""
    tree("news/b.txt")
    Path("news/a.txt").symlink_to("gone.txt")
    first, second = read("news")
    assert first[0] == "input"
    assert str(first[1]).startswith("news/a.txt: no such file or directory.")
    assert second[0] == "b"


def test_read_articles_tells_a_directory_that_it_cannot_look_at(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is below too long a path, or on a disk that fails, is an error and not one more file of other kinds."""
    tree("news/a.txt", "news/deep/b.txt", "news/note.doc")
    Path("news/nowhere").symlink_to("gone")
    look = Path.stat

    def fail(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "deep":
            raise OSError(errno.ENAMETOOLONG, "File name too long")
        return look(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", fail)
    log = ReadLog()
    assert read("news", log=log) == [
        ("a", "news/a.txt"),
        ("input", "news/deep: cannot be read: File name too long. Check the path and the disk."),
    ]
    assert log.skipped == 2


def test_read_articles_tells_a_directory_that_it_may_not_list(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, and the articles beside it are read."""
    tree("news/a.txt", "news/b/c.txt")
    names = os.listdir

    def refuse(path: str) -> list[str]:
        if path.endswith("b"):
            raise PermissionError(13, "Permission denied")
        return names(path)

    monkeypatch.setattr(os, "listdir", refuse)
    first, second = read("news")
    assert first == ("a", "news/a.txt")
    assert str(second[1]).startswith("news/b: no permission to read it.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_read_articles_does_not_wait_for_a_pipe_in_a_directory(tree: Tree) -> None:
    """A named pipe below a directory is passed over: nobody may be writing to it."""
    tree("news/b.txt")
    os.mkfifo("news/a.txt")
    log = ReadLog()
    assert [name for name, _ in read("news", log=log)] == ["b"]
    assert log.skipped == 1


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("gone.txt", "gone.txt: no such file or directory. Check the spelling"),
        ("", ": no such file or directory."),
        ("a\0b", "a\0b: cannot be read: "),
        ("news/a.txt/b", "news/a.txt/b: cannot be read: Not a directory."),
        ("empty", f"empty: holds no article: no {', '.join(suffixes())} file in it, 0 of other kinds."),
        ("pictures", f"pictures: holds no article: no {', '.join(suffixes())} file in it, 2 of other kinds."),
        (
            "pictures/it's.png",
            f"pictures/it's.png: no reader for .png files (readable: {', '.join(suffixes())}, each also with "
            ".gz or .zst). If it is plain text: ",
        ),
        (os.devnull, f"{os.devnull}: is no file and no directory."),
        ("-", "-: there is no standard input here."),
    ],
)
def test_read_articles_explains_what_it_cannot_read(tree: Tree, argument: str, message: str) -> None:
    """An input that fails gives an error row that says what, where and what next; the others are read."""
    tree("news/a.txt", "pictures/it's.png", "pictures/b.jpg")
    Path("empty").mkdir()
    (row, article) = read(argument, "news/a.txt")
    assert row[0] == "input"
    assert str(row[1]).startswith(message)
    assert article == ("news/a", "news/a.txt")


def test_read_articles_masks_the_path_in_a_command_it_proposes(tree: Tree) -> None:
    """A command to copy is quoted for the shell."""
    tree("$(touch x).png")
    ((_, message),) = read("$(touch x).png")
    assert str(message).endswith("quoteminer extract --input-format text '$(touch x).png'")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_read_articles_tells_missing_permission(tree: Tree) -> None:
    """A file or directory that may not be read is named."""
    tree("news/a.txt", "news/b/c.txt", "news/d.txt")
    Path("news/a.txt").chmod(0)
    Path("news/b").chmod(0)
    found = read("news")
    Path("news/b").chmod(0o700)
    assert [name for name, _ in found] == ["input", "input", "d"]
    assert [str(text).split(".")[0] for _, text in found][:2] == [
        "news/a",
        "news/b: no permission to read it",
    ]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FileNotFoundError(2, "No such file"), "a.txt: no such file or directory. Check the spelling"),
        (PermissionError(13, "Permission denied"), "a.txt: no permission to read it. Check its permissions"),
        (OSError(5, "Input/output error"), "a.txt: cannot be read: Input/output error. Check the path and the disk."),
    ],
)
def test_read_articles_explains_what_the_system_says(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, error: Exception, message: str
) -> None:
    """Whatever fails on opening a file, the row says what it was and what to look at; the others are read."""

    def fail(path: Path, *arguments: object) -> object:
        if path.name == "a.txt":
            raise error
        return BytesIO(b"text")

    tree("a.txt", "b.txt")
    monkeypatch.setattr(Path, "open", fail)
    (row, article) = read("a.txt", "b.txt")
    assert str(row[1]).startswith(message)
    assert article == ("b", "b.txt")


def test_read_articles_goes_on_after_undecodable_files(tree: Tree) -> None:
    """Binary files give error rows with their article's id, undecodable ones where that is asked for."""
    tree("news/b.txt")
    Path("news/a.txt").write_bytes(b"caf\xe9")
    Path("news/c.txt").write_bytes(b"\0\1")
    assert [row.article for row in read_articles(["news"]) if isinstance(row, ErrorRow)] == ["c"]
    rows = list(read_articles(["news"], reading=Reading(strict_encoding=True)))
    assert [row.article for row in rows if isinstance(row, ErrorRow)] == ["a", "c"]
    assert [row.id for row in rows if isinstance(row, Article)] == ["b"]


def test_read_articles_goes_on_after_a_fault_in_a_reader(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader's own bug costs one file."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("oops")

    tree("news/a.md", "news/b.txt")
    monkeypatch.setattr("quoteminer.readers.markdown.read_markdown", broken)
    first, second = read("news")
    assert str(first[1]).startswith("news/a.md: ZeroDivisionError: oops")
    assert second[0] == "b"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\t"])
def test_read_articles_names_empty_files(tree: Tree, content: bytes) -> None:
    """A file without a word is an article without quotes, and is named."""
    tree("news/b.txt")
    Path("news/a.txt").write_bytes(content)
    log = ReadLog()
    assert [name for name, _ in read("news", log=log)] == ["a", "b"]
    assert (log.articles, log.empty) == (2, ["news/a.txt"])


def test_read_articles_refuses_a_line_of_100_megabytes() -> None:
    """More than an article has is an error, in whatever lines it stands."""
    (row,) = read_articles(["-"], stdin=io.BytesIO(b"a" * 100_000_000))
    assert isinstance(row, ErrorRow)
    assert row.message.startswith("-: is larger than 64 MiB, more than one article.")


def test_read_articles_reads_ten_thousand_files(tmp_path: Path) -> None:
    """Very many files in one directory are all read, by name."""
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").touch()
    log = ReadLog()
    assert [one.id for one in read_articles([tmp_path], log=log) if isinstance(one, Article)] == [
        f"{number:05}" for number in range(10_000)
    ]
    assert (log.articles, len(log.empty)) == (10_000, 10_000)


def test_read_articles_reads_standard_input() -> None:
    """Standard input is the article "stdin" at "-"."""
    (article,) = read_articles(["-"], stdin=BytesIO(b"\xef\xbb\xbfdate 2025-09-23 News\r\nText"))
    assert article == Article(
        id="stdin", path="-", text="date 2025-09-23 News\r\nText", published="2025-09-23", metadata=((0, 15),)
    )


def test_read_articles_refuses_standard_input_twice() -> None:
    """It can be read once."""
    with pytest.raises(UsageError, match="named twice"):
        read_articles(["-", "-"])


def test_read_articles_takes_everything_from_front_matter(tree: Tree) -> None:
    """All that the head says is in the article."""
    tree("a.md")
    Path("a.md").write_text("---\ntitle: T\ndate: 2025-09-23\nurl: https://x.org/1\nsource: The X\n---\nText")
    (article,) = read_articles(["a.md"], reading=Reading(published="2020-01-01"))
    assert isinstance(article, Article)
    assert (article.title, article.published, article.url, article.outlet) == (
        "T",
        "2025-09-23",
        "https://x.org/1",
        "The X",
    )


def test_read_articles_fills_missing_dates_only(tree: Tree) -> None:
    """`published` fills a gap and overrides nothing."""
    tree("news/a.txt", "news/b.txt")
    Path("news/b.txt").write_text("date 2025-09-23 News")
    articles = read_articles(["news"], reading=Reading(published="2020-01-01"))
    assert [article.published for article in articles if isinstance(article, Article)] == [
        "2020-01-01",
        "2025-09-23",
    ]


def test_read_articles_refuses_a_wrong_day_at_once() -> None:
    """A wrong `published` is told before anything is read."""
    with pytest.raises(UsageError, match="is not a day"):
        read_articles(["gone"], reading=Reading(published="23/09/2025"))


@pytest.mark.parametrize(
    ("published", "order", "day", "warnings"),
    [(None, None, None, 1), ("2020-01-01", None, "2020-01-01", 0), (None, "day-first", "2025-04-03", 0)],
)
def test_read_articles_warns_of_ambiguous_dates(
    tree: Tree, published: str | None, order: str | None, day: str | None, warnings: int
) -> None:
    """An ambiguous date is left out with a warning that says what to do."""
    tree("a.txt")
    Path("a.txt").write_text("Headline\n03/04/2025\nText")
    log = ReadLog()
    reading = Reading(published=published, day_order=order)  # type: ignore[arg-type]
    (article,) = read_articles(["a.txt"], reading=reading, log=log)
    assert isinstance(article, Article)
    assert article.published == day
    assert len(log.warnings) == warnings
    assert all("--day-first or --month-first" in warning for warning in log.warnings)


def test_read_articles_is_lazy(tree: Tree) -> None:
    """An article is read when it is asked for: a pile of any size passes through."""
    tree("news/a.txt", "news/b.txt")
    articles = read_articles(["news"])
    next(articles)
    Path("news/b.txt").write_text("changed")
    article = next(articles)
    assert isinstance(article, Article)
    assert article.text == "changed"


def test_read_articles_tells_a_file_that_vanished(tree: Tree) -> None:
    """A file that is gone when its turn comes is an error row."""
    tree("news/a.txt", "news/b.txt", "news/c.txt")
    articles = read_articles(["news"])
    next(articles)
    Path("news/b.txt").unlink()
    assert [getattr(row, "article", None) or getattr(row, "id", None) for row in articles] == ["b", "c"]


@given(st.binary(max_size=300))
def test_read_articles_never_crashes_on_any_bytes(raw: bytes) -> None:
    """Any bytes give one article or one error row."""
    assert len(list(read_articles(["-"], stdin=BytesIO(raw)))) == 1

"""What runs on an executor: Arrow batches of articles in, Arrow batches of quotes and errors out."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from quoteminer.batch import Mine, load_mine, run_batch
from quoteminer.errors import InputError
from quoteminer.model import Article, ErrorRow, Row
from quoteminer.readers.fields import RowSource, str_of
from quoteminer.readers.formats import READERS, split_name
from quoteminer.readers.json_lines import parse_line
from quoteminer.readers.settings import Reading, Settings
from quoteminer.readers.unpacking import unpack
from quoteminer.readers.walk import Origin, ReadLog, error_row, unreadable
from quoteminer.rows import clean, to_clean_row
from quoteminer.writers.parquet import record_schema

if TYPE_CHECKING:
    import pyarrow

FILE, NUMBER = "quoteminer_file", "quoteminer_number"
"""Columns that say in which file an article stands, and as which row of it."""

SOURCE = (FILE, NUMBER)

_SLICE = 32
"""Articles whose rows are handed on together: some seconds of work."""

ERROR = ("error_kind", "error_message")
"""The columns beside those of the record."""

WARNING = "warning"
"""The `error_kind` of a row that tells what is odd and costs no quote: a date that can be two days, say."""

Contents = tuple[tuple[str, str], ...]
"""Name and content of files, as they are sent along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What an executor must know: how quotes are found, and how articles are read.

    `patterns` and `speakers` are the names and contents of files. Where rows come from files, `root` is the
    address of the PATH argument `given`. `load`, where there is one, loads another core.
    """

    patterns: Contents = ()
    speakers: Contents = ()
    model: str | None = None
    ranker: str | None = None
    direct_only: bool = False
    reading: Reading = field(default_factory=Reading)
    root: str = ""
    given: str = ""
    load: Callable[[], Mine] | None = None

    def core(self) -> Mine:
        """Return the core, loaded."""
        if self.load:
            return self.load()
        return _load(
            self.patterns,
            self.speakers,
            model=self.model,
            ranker=self.ranker,
            any_language=self.reading.any_language,
            direct_only=self.direct_only,
        )

    def source(self, file: str | None) -> RowSource:
        """Return the reader of rows of a file, or of rows that come from nowhere."""
        return RowSource(origin=self._origin(file), settings=Settings(log=ReadLog(), reading=self.reading))

    def _origin(self, file: str | None) -> Origin:
        if file is None:
            return Origin(id="row", path="", format="parquet")
        file = plain_path(file)
        below = file.removeprefix(self.root).lstrip("/") if file.startswith(self.root) else file
        path = f"{self.given.rstrip('/')}/{below}" if below else self.given
        return Origin(id=split_name(below or Path(self.given).name)[0], path=path, format="parquet")


def plain_path(address: str) -> str:
    """Return the path of a local file's address, and any other address as it is."""
    if address.startswith("file:"):
        return "/" + unquote(address.removeprefix("file:")).lstrip("/")
    return address


def mine_rows(
    batches: Iterable[pyarrow.RecordBatch], *, job: Job, line: str | None = None
) -> Iterator[pyarrow.RecordBatch]:
    """Yield the quotes and errors of the articles that rows hold, or the JSON in their column `line`; then warnings."""
    sources: dict[str | None, RowSource] = {}
    mine = job.core()
    for batch in batches:
        for start in range(0, batch.num_rows, _SLICE):
            inputs = [_read_row(row, job, sources, line) for row in _rows(batch.slice(start, _SLICE))]
            yield _found(inputs, mine)
    for source in sources.values():
        source.finish()
        yield _warned(source.settings.log, source.origin.path)


def mine_files(batches: Iterable[pyarrow.RecordBatch], *, job: Job) -> Iterator[pyarrow.RecordBatch]:
    """Yield the quotes, errors and warnings of the articles in the WARC files that the column `path` names."""
    mine = job.core()
    for batch in batches:
        for path in batch.column("path").to_pylist():
            log = ReadLog()
            inputs = _read_file(path, job, log)
            while some := list(islice(inputs, _SLICE)):
                yield _found(some, mine)
            yield _warned(log, path)


@cache
def output_schema() -> Any:
    """Return the Arrow schema of the result: the record's keys, any of them null, and the error's."""
    import pyarrow as arrow  # noqa: PLC0415 - an extra

    fields = [arrow.field(one.name, one.type) for one in record_schema(arrow)]
    return arrow.schema(fields + [arrow.field(name, arrow.string()) for name in ERROR])


@cache
def _load(  # noqa: PLR0913 - options
    patterns: Contents,
    speakers: Contents,
    *,
    model: str | None,
    ranker: str | None,
    any_language: bool,
    direct_only: bool,
) -> Mine:
    """Return the core, which every Python process of an executor loads once."""
    with tempfile.TemporaryDirectory() as directory:
        return load_mine(
            patterns=_write(patterns, Path(directory) / "patterns"),
            speakers=_write(speakers, Path(directory) / "speakers"),
            model=model,
            ranker=ranker,
            any_language=any_language,
            direct_only=direct_only,
        )


def _write(contents: Contents, directory: Path) -> list[Path]:
    """Write files, each into a directory of its own, for two may have one name; return their paths."""
    files = []
    for number, (name, content) in enumerate(contents):
        file = directory / str(number) / name
        file.parent.mkdir(parents=True)
        file.write_text(content, "utf-8")
        files.append(file)
    return files


def _rows(batch: pyarrow.RecordBatch) -> Iterator[dict[str, object]]:
    """Yield the rows; a text that is not UTF-8 is given as bytes, of which the reader tells."""
    columns = {name: batch.column(name) for name in batch.schema.names}
    for number in range(batch.num_rows):
        yield {name: _value(column[number]) for name, column in columns.items()}


def _value(scalar: Any) -> object:
    try:
        return cast(object, scalar.as_py())
    except UnicodeDecodeError:
        return bytes(scalar.as_buffer())


def _read_row(
    row: dict[str, object], job: Job, sources: dict[str | None, RowSource], line: str | None
) -> Article | ErrorRow:
    file, number = cast("str | None", row.pop(FILE, None)), cast("int | None", row.pop(NUMBER, None))
    source = sources.setdefault(file, job.source(file))
    name = number if number is not None else _digest(row)
    values = row
    if line is not None:
        try:
            values = parse_line(source.decode(cast(bytes, row[line]), name).encode())
        except InputError as error:
            return source.fail(name, error.message, error.hint)
    article = source.article(values, name)
    return article if file is not None else replace(article, path=str_of(row.get("path")))


def _digest(row: Row) -> str:
    """Return what tells the row from others, whatever the order in which a cluster reads them."""
    return hashlib.sha256(json.dumps(row, default=str, sort_keys=True).encode()).hexdigest()[:12]


def _read_file(path: str, job: Job, log: ReadLog) -> Iterator[Article | ErrorRow]:
    """Yield the articles of a WARC file; if it cannot be read to its end, that is the last row."""
    origin = Origin(id=split_name(path)[0], path=path, format="warc")
    settings = Settings(log=log, reading=job.reading)
    try:
        with closing(_open(path)) as stream:
            yield from READERS["warc"].load()(unpack(stream, where=path), origin, settings)
    except InputError as error:
        yield error_row(error, path=path)
    except OSError as error:
        yield error_row(unreadable(path, error), path=path)


def _open(path: str) -> IO[bytes]:
    """Return the open file: a local one, or one that Arrow knows to reach (s3, gs, hdfs).

    Raises:
        InputError: Arrow does not know what the address means.
        OSError: the file cannot be opened.
    """
    if "://" not in path:
        return Path(path).open("rb")
    from pyarrow import fs  # noqa: PLC0415 - an extra

    try:
        system, name = fs.FileSystem.from_uri(path.replace("s3a://", "s3://", 1))
    except ValueError as error:
        raise InputError(f"{path}: {error}.", "Name a path, or an address with s3://, gs:// or hdfs://.") from error
    return cast(IO[bytes], system.open_input_file(name))


def _found(inputs: Iterable[Article | ErrorRow], mine: Mine) -> pyarrow.RecordBatch:
    """Return the rows of a few inputs."""
    inputs = list(inputs)
    failed = [one for one in inputs if isinstance(one, ErrorRow)]
    quotes, errors = run_batch([one for one in inputs if isinstance(one, Article)], mine)
    return _batch([to_clean_row(quote) for quote in quotes] + [_error_row(error) for error in [*failed, *errors]])


def _warned(log: ReadLog, path: str) -> pyarrow.RecordBatch:
    """Return a row for each thing that reading found odd."""
    told = [*log.warnings, *(f"{name}: is empty." for name in log.empty)]
    return _batch([_error_row(ErrorRow(article=None, path=path, kind=WARNING, message=message)) for message in told])


def _batch(rows: list[Row]) -> pyarrow.RecordBatch:
    import pyarrow as arrow  # noqa: PLC0415 - an extra

    return arrow.RecordBatch.from_pylist(rows, schema=output_schema())


def _error_row(error: ErrorRow) -> Row:
    row: Row = clean(
        {
            "article": error.article,
            "path": error.path or None,
            "error_kind": error.kind,
            "error_message": error.message,
        }
    )
    return row

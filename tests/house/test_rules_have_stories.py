"""Each rule that the program enforces has a story in which it refuses, and a twin that passes."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import admission.domain.decider  # noqa: F401 - importing it registers every rule
from admission.domain.kernel.rules import COMPUTED, ENFORCED

ROOT: Final = Path(__file__).parents[2]
_OBJECTS: Final = {"refused", "refused_only", "late"}
_ACCEPTS: Final = {"accepted", "records", "carried", "leaves"}


class Marked(NamedTuple):
    """A test function with one mark of ours: `refuses`, `accepts` or `computes`."""

    name: str
    mark: str
    rule: str
    calls: frozenset[tuple[str, str]]
    """The methods it calls, each with its first argument where that is a text."""


def _marked() -> Iterator[Marked]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield from _marks_of(node)


def _marks_of(function: ast.FunctionDef) -> Iterator[Marked]:
    for decorator in function.decorator_list:
        found = re.fullmatch(
            r"pytest\.mark\.(refuses|accepts|computes)\('([A-Z]+-\d{2,3})'\)",
            ast.unparse(decorator),
        )
        if found:
            yield Marked(function.name, found[1], found[2], frozenset(_calls(function)))


def _calls(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            first = node.args[0] if node.args else None
            text = first.value if isinstance(first, ast.Constant) else ""
            yield node.func.attr, text if isinstance(text, str) else ""


def _codes_of_the_program() -> frozenset[str]:
    text = "".join(path.read_text() for path in (ROOT / "admission" / "domain").rglob("*.py"))
    return frozenset(re.findall(r'"(SYS-\d{2,3})"', text))


MARKED: Final = tuple(_marked())
BY_MARK: Final[dict[str, set[str]]] = defaultdict(set)
for _one in MARKED:
    BY_MARK[_one.mark].add(_one.rule)
WANTED: Final = sorted(ENFORCED.keys() | _codes_of_the_program())


@pytest.mark.parametrize("rule", WANTED)
def test_a_rule_that_is_enforced_has_a_story_that_refuses_and_a_twin(rule: str) -> None:
    assert rule in BY_MARK["refuses"], f"{rule} refuses in no story"
    assert rule in BY_MARK["accepts"], f"{rule} is kept in no story"


@pytest.mark.parametrize("rule", sorted(COMPUTED))
def test_a_rule_by_which_something_is_reckoned_has_a_story(rule: str) -> None:
    assert rule in BY_MARK["computes"], f"by {rule} nothing is reckoned in a story"


def test_no_story_speaks_of_a_rule_that_is_not_enforced() -> None:
    assert BY_MARK["refuses"] | BY_MARK["accepts"] <= set(WANTED)
    assert BY_MARK["computes"] <= COMPUTED.keys()


@pytest.mark.parametrize("story", MARKED, ids=lambda one: f"{one.rule}-{one.mark}-{one.name}")
def test_a_story_that_is_marked_says_so_itself(story: Marked) -> None:
    if story.mark == "refuses":
        assert any((call, story.rule) in story.calls for call in _OBJECTS), story.name
    elif story.mark == "accepts":
        assert {call for call, _ in story.calls} & _ACCEPTS, story.name

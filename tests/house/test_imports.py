"""What import contracts cannot say about where time, chance and the environment come from."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = ("admission/domain", "admission/projections")

# Dotted names, as they are after imports have been followed: the name itself and all below it.
OUTSIDE_WORLD = (
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "os.environ",
    "os.getenv",
    "random",
    "secrets",
    "time",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid_utils",
)
CLOCK_IN_SQL = re.compile(
    r"\bcurrent_(?:date|time|timestamp)\b"
    r"|\b(?:now|random|randomblob|gen_random_uuid|clock_timestamp)\s*\("
    r"|\b(?:date|time|datetime|julianday|unixepoch|strftime)\s*\([^)]*'now'",
    re.IGNORECASE,
)


def imported_names(tree: ast.Module) -> dict[str, str]:
    """The local name of everything imported, with the dotted name that it stands for."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str | None:
    """The dotted name of a chain of attributes that begins at an imported name."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute) and (owner := dotted(node.value, names)):
        return f"{owner}.{node.attr}"
    return None


def names_in(node: ast.AST, names: dict[str, str]) -> list[str]:
    """The dotted names that one node imports or uses."""
    match node:
        case ast.Import():
            return [alias.name for alias in node.names]
        case ast.ImportFrom():
            return [f"{node.module}.{alias.name}" for alias in node.names]
        case ast.Attribute() | ast.Name():
            return [name for name in [dotted(node, names)] if name]
        case _:
            return []


def touches_of_the_outside_world(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of each use of a clock, of chance or of the environment."""
    tree = ast.parse(source)
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for match in CLOCK_IN_SQL.finditer(node.value):
                yield node.lineno, match[0]
        elif isinstance(node, ast.stmt | ast.expr):
            for name in names_in(node, names):
                if any(name == bad or name.startswith(f"{bad}.") for bad in OUTSIDE_WORLD):
                    yield node.lineno, name


@pytest.mark.parametrize("folder", [*PURE, "admission", "cli", "tests"])
def test_the_given_folders_are_packages(folder: str) -> None:
    assert (ROOT / folder / "__init__.py").is_file()


@pytest.mark.parametrize("folder", PURE)
def test_no_clock_chance_or_environment_in(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, name in touches_of_the_outside_world(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("folder", PURE)
def test_no_clock_or_chance_in_the_sql_of(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted((ROOT / folder).rglob("*.sql"))
        for match in CLOCK_IN_SQL.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\ndate.today()",
        "from datetime import date as day\nday.today()",
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "from datetime import datetime\nclock = datetime.utcnow",
        "import time",
        "from time import monotonic",
        "from random import choice",
        "from os import environ",
        "import os\nos.environ['HOME']",
        "from uuid import uuid4",
        "from uuid_utils import uuid7",
        "from uuid_utils.compat import uuid7",
        "QUERY = 'select current_date'",
        "QUERY = \"select date('now')\"",
    ],
)
def test_the_search_sees(source: str) -> None:
    assert list(touches_of_the_outside_world(source))


@pytest.mark.parametrize(
    "source",
    [
        "def decide(context):\n    return context.today, context.now",
        "from datetime import date, time\ndate.fromisoformat('2025-07-15')",
        "from uuid import UUID\nUUID(int=0)",
        "from datetime import timedelta\nterm = timedelta(days=1)",
        "QUERY = 'select * from milestones where day <= :as_of'",
    ],
)
def test_the_search_leaves_alone(source: str) -> None:
    assert list(touches_of_the_outside_world(source)) == []


def test_the_build_tool_is_one_pin_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [pin] = project["build-system"]["requires"]
    assert project["dependency-groups"]["build"] == [pin]
    for lock in ("core.txt", "dev.txt"):
        assert f"\n{pin} \\\n" in (ROOT / "requirements" / lock).read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", ["core.txt", "dev.txt", "lock.txt", "outside.txt", "peers.txt"])
def test_every_locked_version_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    pins = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert "://" not in text
    assert "--index" not in text

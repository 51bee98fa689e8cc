"""Who emits an event and who reads it, found in the code: names of classes, sets of types."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from admission.domain import decider
from admission.domain.decider import EVENTS
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event
from admission.domain.kinds import KINDS
from admission.projections import PROJECTIONS

_DOMAIN: Final = Path(decider.__file__).parent
_FOLDS: Final = {"state", "evolve"}
_SAY_ONLY: Final = {"events", "commands"}
_ROOM_DEPTH: Final = 3
"""Parts of a path below the domain where a room's file lies: `registers/notes/state.py`."""


def emitters_of(kind: type[Event]) -> list[str]:
    """The stages and registers that emit an event: that of its command, or that which makes it."""
    return [_room_of(kind.COMMAND)] if kind.COMMAND else sorted(_makers().get(kind.TYPE, ()))


def folds_of(kind: type[Event]) -> list[str]:
    """The stages and registers whose states name the event, or else whose stream it is on."""
    return sorted(_folding().get(kind.TYPE) or _own_fold(kind))


def _own_fold(kind: type[Event]) -> Iterator[str]:
    stream = kind.COMMAND.STREAM if kind.COMMAND else ""
    own = KINDS.get(ids.kind_of(stream) if ids.is_only(stream) else stream)
    if own is not None:
        yield "/".join(own.evolve.__module__.split(".")[2:4])


def projections_of(kind: type[Event]) -> list[str]:
    """The read models whose rows the event changes."""
    return sorted(_projecting().get(kind.TYPE, ()))


@cache
def _projecting() -> Mapping[str, set[str]]:
    found = ((name, _project(name).READS) for name in PROJECTIONS)
    return _gathered((type_name, name) for name, reads in found for type_name in reads)


def _project(name: str) -> Any:  # noqa: ANN401 - a module
    return import_module(f"admission.projections.{name}.project")


@cache
def _folding() -> Mapping[str, set[str]]:
    return _gathered(
        (type_name, _room(path))
        for path in _sources()
        if path.stem in _FOLDS
        for node in ast.walk(_tree(path))
        for type_name in _types(_meant(node, _module(path)), bases=_is_in_a_room(path))
    )


@cache
def _makers() -> Mapping[str, set[str]]:
    return _gathered(
        (type_name, room)
        for path in _sources()
        if path.stem not in _FOLDS | _SAY_ONLY
        for type_name in _made_in(path)
        for room in _rooms_at(path)
    )


def _made_in(path: Path) -> Iterator[str]:
    """The types that a file makes events of: `X(…)`, `X.of(…)`, `trusted(X, …)`."""
    module = _module(path)
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            yield from _types(_meant(_made_by(node), module), bases=False)


def _made_by(call: ast.Call) -> ast.expr:
    called = call.func
    if isinstance(called, ast.Attribute) and called.attr == "of":
        return called.value
    return call.args[0] if isinstance(called, ast.Name) and called.id == "trusted" else called


def _rooms_at(path: Path) -> Iterable[str]:
    """The room of a file, or the rooms that use what several share."""
    if _is_in_a_room(path):
        return [_room(path)]
    return sorted(
        {
            _room(other)
            for other in _sources()
            if _is_in_a_room(other)
            for node in ast.walk(_tree(other))
            if isinstance(node, ast.ImportFrom) and node.module == _name(path)
        }
    )


def _types(meant: object, *, bases: bool) -> Iterator[str]:
    """The types of event that a class, or a table by classes, stands for."""
    if isinstance(meant, dict):
        for key in meant if bases else ():
            yield from _types(key, bases=True)
    elif isinstance(meant, type) and issubclass(meant, Event):
        if "TYPE" in vars(meant):
            yield meant.TYPE
        elif bases and meant.__module__.endswith(".events"):
            yield from (name for name, kind in EVENTS.items() if issubclass(kind, meant))


def _meant(node: ast.AST, module: ModuleType) -> object:
    """What a name, or a name in a module, means where it stands."""
    if isinstance(node, ast.Name):
        return vars(module).get(node.id)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return getattr(vars(module).get(node.value.id), node.attr, None)
    return None


def _gathered(pairs: Iterable[tuple[str, str]]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return found


@cache
def _sources() -> tuple[Path, ...]:
    return tuple(
        path
        for part in ("stages", "registers")
        for path in sorted((_DOMAIN / part).rglob("*.py"))
        if path.stem != "__init__"
    )


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _name(path: Path) -> str:
    return ".".join(("admission", "domain", *path.relative_to(_DOMAIN).with_suffix("").parts))


def _module(path: Path) -> ModuleType:
    return import_module(_name(path))


def _is_in_a_room(path: Path) -> bool:
    return len(path.relative_to(_DOMAIN).parts) == _ROOM_DEPTH


def _room(path: Path) -> str:
    """`registers/notes`, or for what several share its own name, such as `stages/evolve`."""
    return "/".join(path.relative_to(_DOMAIN).with_suffix("").parts[:2])


def _room_of(kind: type[object]) -> str:
    return "/".join(kind.__module__.split(".")[2:4])

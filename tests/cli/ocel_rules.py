"""The rules of OCEL 2.0 as we read them (ocel-standard.org), one by one.

Each is a question to a log in its JSON form; the published schema asks for some of them, and for
none that holds between two places of a file.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

Log = dict[str, Any]

_LISTS: Final = ("eventTypes", "events", "objectTypes", "objects")
_VALUES: Final = {"string", "time", "integer", "float", "boolean"}
_NUMBER: Final = re.compile(r"-?\d+")


def broken(log: Log) -> list[str]:
    """The rules that a log does not keep."""
    if any(not isinstance(log.get(name), list) for name in _LISTS):
        return ["a log is four lists: types and things, of events and of objects"]
    return [rule for rule, kept in RULES.items() if not kept(log)]


def _types(log: Log) -> Iterator[dict[str, Any]]:
    yield from log["eventTypes"]
    yield from log["objectTypes"]


def _things(log: Log) -> Iterator[dict[str, Any]]:
    yield from log["events"]
    yield from log["objects"]


def _links(log: Log) -> Iterator[dict[str, Any]]:
    for each in _things(log):
        yield from each.get("relationships", ())


def _stated(log: Log, things: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each attribute of each thing, with what its type is declared to be (empty: not at all)."""
    declared = {
        (kind["name"], each["name"]): each["type"]
        for kind in log[f"{things[:-1]}Types"]
        for each in kind["attributes"]
    }
    for thing in log[things]:
        for each in thing.get("attributes", ()):
            yield declared.get((thing["type"], each["name"]), ""), each


def _every_stated(log: Log) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _stated(log, "events")
    yield from _stated(log, "objects")


def _differ(names: list[str]) -> bool:
    return len(set(names)) == len(names)


def _is_time(text: Any) -> bool:  # noqa: ANN401 - whatever a file holds
    """ISO 8601 with its offset, for a moment in no time zone is no moment."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _fits(kind: str, value: Any) -> bool:  # noqa: ANN401 - as above
    if not isinstance(value, str):
        return False
    if kind == "time":
        return _is_time(value)
    return kind != "integer" or _NUMBER.fullmatch(value) is not None


def _all_named(log: Log, things: str) -> bool:
    declared = {kind["name"] for kind in log[f"{things[:-1]}Types"]}
    return all(each["type"] in declared for each in log[things])


def _once_at_a_time(log: Log) -> bool:
    """An attribute of an object has one value at one moment."""
    return all(
        _differ([f"{said['name']} {said['time']}" for said in each.get("attributes", ())])
        for each in log["objects"]
    )


def _linked_once(log: Log) -> bool:
    return all(
        _differ([f"{to['qualifier']} {to['objectId']}" for to in each.get("relationships", ())])
        for each in _things(log)
    )


RULES: Final[dict[str, Callable[[Log], bool]]] = {
    "a type of events is declared once": lambda log: _differ(
        [each["name"] for each in log["eventTypes"]]
    ),
    "a type of objects is declared once": lambda log: _differ(
        [each["name"] for each in log["objectTypes"]]
    ),
    "an attribute is declared once in its type": lambda log: all(
        _differ([said["name"] for said in each["attributes"]]) for each in _types(log)
    ),
    "an attribute is a string, a time, an integer, a float or a boolean": lambda log: all(
        said["type"] in _VALUES for each in _types(log) for said in each["attributes"]
    ),
    "no two events or objects have one id": lambda log: _differ(
        [each["id"] for each in _things(log)]
    ),
    "an event is of a declared type": lambda log: _all_named(log, "events"),
    "an object is of a declared type": lambda log: _all_named(log, "objects"),
    "an event is at a moment": lambda log: all(
        _is_time(each.get("time")) for each in log["events"]
    ),
    "an attribute of an object holds from a moment on": lambda log: all(
        _is_time(each.get("time")) for _, each in _stated(log, "objects")
    ),
    "an attribute is one that its type declares": lambda log: all(
        kind for kind, _ in _every_stated(log)
    ),
    "a value is a text that reads as its type": lambda log: all(
        _fits(kind, each["value"]) for kind, each in _every_stated(log)
    ),
    "an attribute of an object has one value at a moment": _once_at_a_time,
    "an event says each attribute once": lambda log: all(
        _differ([said["name"] for said in each.get("attributes", ())]) for each in log["events"]
    ),
    "a relation leads to an object that is there": lambda log: (
        {each["objectId"] for each in _links(log)} <= {each["id"] for each in log["objects"]}
    ),
    "a relation says as what": lambda log: all(
        isinstance(each.get("qualifier"), str) for each in _links(log)
    ),
    "one thing is related to another as one thing once": _linked_once,
}

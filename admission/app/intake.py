"""From a line of JSON to a command: its form is checked, nothing is decided."""

import json
import re
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from admission.app.internal import INTERNAL, only_by_the_program
from admission.app.shapes import in_words
from admission.domain.decider import COMMANDS
from admission.domain.kernel import ids
from admission.domain.kernel.messages import Command

_ENVELOPE: Final = ("command", "id", "actor", "role", "for_unit", "recorded_at")


class Malformed(ValueError):  # noqa: N818 - said to people as it is
    """A line that is no command: its number from 1, and one sentence."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"line {line}: {sentence}")
        self.line = line
        self.sentence = sentence


class Line(NamedTuple):
    """One command with the envelope that its line carried."""

    number: int
    command: Command
    id: str
    actor: str | None
    role: str | None
    for_unit: str | None
    recorded_at: datetime | None


def read_line(text: str, number: int) -> Line:
    """The command that a line of JSON says.

    Raises:
        Malformed: with the line's number, and what would be right.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed(number, f"this is not JSON ({error}).") from error
    if not isinstance(given, dict):
        raise Malformed(number, 'a command is an object, {"command": …, "id": …, …}.')
    envelope = {key: given.pop(key, None) for key in _ENVELOPE}
    name = envelope["command"]
    if isinstance(name, str) and name in INTERNAL:
        raise Malformed(number, only_by_the_program(name))
    command = read_command(name, given, number)
    return Line(
        number,
        command,
        _id(envelope["id"], number),
        _actor(envelope, number),
        _text(envelope, "role", number),
        _text(envelope, "for_unit", number),
        _time(envelope["recorded_at"], number),
    )


def read_command(name: Any, fields: dict[str, Any], number: int = 1) -> Command:  # noqa: ANN401
    """The command of a name with these fields; raises `Malformed` as `read_line` does."""
    kind = COMMANDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Malformed(number, f"there is no command {name!r}; `admission schema` lists them all.")
    try:
        command: Command = kind.__pydantic_validator__.validate_python(fields)
    except ValidationError as error:
        raise Malformed(number, f"{name}: {explain(error)}") from error
    return command


def explain(error: ValidationError) -> str:
    """Every fault of a form in one sentence; the values themselves are not repeated."""
    faults = []
    for fault in error.errors(include_input=False, include_url=False):
        place = ".".join(str(part) for part in fault["loc"] if not _is_branch(part))
        said = {
            "missing": f"{place} is missing",
            "extra_forbidden": f"there is no field {place}",
        }.get(fault["type"], f"{place}: {_said(fault)}")
        if "Erased" not in fault["loc"]:
            faults.append(said)
    return "; ".join(dict.fromkeys(faults)) + "."


def _said(fault: ErrorDetails) -> str:
    """What should stand there."""
    named = _ID.match(str(fault.get("ctx", {}).get("pattern", "")))
    if named:
        thing = in_words(named[1])
        return f"this is no id of {thing}; lists of them show ids, keys of your own are for lists"
    if fault["type"].startswith("date_"):
        return "a day is written YYYY-MM-DD, for example 2025-07-01"
    return fault["msg"].removeprefix("Value error, ").replace("Input should be", "it should be")


_ID: Final = re.compile(r"\^(?:\(\?:)?([a-z|]+)\)?-\[0-9a-f\]")


def _is_branch(part: str | int) -> bool:
    """Parts that name a branch of a union, not a field."""
    return isinstance(part, str) and (part == "Erased" or "[" in part or "constrained" in part)


def _id(value: Any, number: int) -> str:  # noqa: ANN401 - whatever the line says
    try:
        return str(UUID(value))
    except (ValueError, AttributeError, TypeError) as error:
        raise Malformed(
            number, "every line needs an `id`, a UUID that no other command has."
        ) from error


def _actor(envelope: dict[str, Any], number: int) -> str | None:
    actor = _text(envelope, "actor", number)
    if actor is None or ids.may_act(actor):
        return actor
    raise Malformed(number, "actor is the id of an account or a person.")


def _text(envelope: dict[str, Any], key: str, number: int) -> str | None:
    value = envelope[key]
    if value is None or isinstance(value, str):
        return value
    raise Malformed(number, f"{key} is text.")


def _time(value: Any, number: int) -> datetime | None:  # noqa: ANN401 - whatever the line says
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (ValueError, TypeError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Malformed(number, "recorded_at is a time with its zone: 2024-03-05T02:15:00Z.")
    return moment

"""Lines of a scenario as commands, and a second copy of its people told late."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

from admission.app.envelope import Act
from admission.app.intake import read_command
from admission.domain.kernel.messages import Command
from admission.scenarios import SCENARIOS

_ENVELOPE: Final = ("command", "id", "recorded_at", "actor", "role", "for_unit")
_ONCE: Final = frozenset(
    {
        "register-account",
        "adopt-rulebook",
        "adopt-calendar",
        "amend-calendar",
        "found-unit",
        "authorise-unit",
        "assign-target",
        "revise-target",
        "confirm-period",
        "rank-unit",
    }
)
_AGAIN: Final = re.compile(
    r"^((?:person|candidate|meeting|class|directive|task|figure)-[0-9a-f]{8}-[0-9a-f]{4}-7)"
)
Item = tuple[Command, Act]


def items(name: str) -> Iterator[Item]:
    """A scenario's commands with their acts."""
    for line in SCENARIOS[name]():
        yield item(line)


def item(line: dict[str, Any]) -> Item:
    """One line as a command with its act."""
    fields = dict(line)
    envelope = {key: fields.pop(key, None) for key in _ENVELOPE}
    act = Act(
        envelope["id"],
        envelope["actor"],
        role=envelope["role"],
        acting_for=envelope["for_unit"],
        recorded_at=datetime.fromisoformat(envelope["recorded_at"]),
    )
    return read_command(envelope["command"], fields), act


def twice(name: str) -> Iterator[dict[str, Any]]:
    """A scenario's lines, then its people's once more under other ids, recorded after its end."""
    last = ""
    for line in SCENARIOS[name]():
        last = line["recorded_at"]
        yield dict(line)
    end, seconds = datetime.fromisoformat(last), count(1)
    for line in SCENARIOS[name]():
        if line["command"] not in _ONCE:
            again = _renamed(line)
            moment = end + timedelta(seconds=next(seconds))
            again["id"] = f"f{line['id'][1:]}"
            again["recorded_at"] = moment.isoformat().replace("+00:00", "Z")
            yield again


def _renamed(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    if isinstance(value, dict):
        return {key: _renamed(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(part) for part in value]
    if isinstance(value, str) and _AGAIN.match(value) and not value.startswith("account"):
        kind, _, rest = value.partition("-")
        return f"{kind}-f{rest[1:]}"
    return value

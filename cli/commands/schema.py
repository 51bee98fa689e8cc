"""`admission schema`: the form of every command and event, as JSON Schema."""

from typing import Any

import click

from admission.app.internal import INTERNAL, OFFERED, only_by_the_program
from admission.domain.decider import EVENTS
from cli.output import as_json, write


@click.command()
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Print the JSON Schema of commands and events, or of the one called NAME."""
    if name is None:
        whole = {
            "schema": "admission.schema/1",
            "commands": {key: _of_command(key) for key in sorted(OFFERED)},
            "events": {key: EVENTS[key].model_json_schema() for key in sorted(EVENTS)},
        }
    elif name in OFFERED:
        whole = _of_command(name)
    elif name in EVENTS:
        whole = EVENTS[name].model_json_schema()
    elif name in INTERNAL:
        raise click.ClickException(only_by_the_program(name))
    else:
        raise click.ClickException(
            f"There is no command or event {name}; `schema` prints them all."
        )
    write(as_json(whole))


def _of_command(name: str) -> dict[str, Any]:
    """The fields of a command, and beside them those of its line in a file for `apply`."""
    found = OFFERED[name].model_json_schema()
    found["properties"] = {
        "command": {"const": name},
        "id": {"type": "string", "format": "uuid"},
        "actor": {"type": "string"},
        "role": {"type": "string"},
        "for_unit": {"type": "string"},
        "recorded_at": {
            "type": "string",
            "format": "date-time",
            "description": "Only in a demonstration.",
        },
        **found["properties"],
    }
    found["required"] = ["command", "id", *found.get("required", [])]
    return found

"""One command recorded from the options of a sub-command, and its answer told."""

from typing import Any
from uuid import UUID

import click

from admission.app.answers import Answer
from admission.app.bootstrap import new_id
from admission.app.intake import Malformed, read_command
from admission.domain.kernel.messages import Command
from cli import exits
from cli.output import as_json, say, write
from cli.writing import Desk, reasons, told


def command_id(given: str | None) -> str:
    """The id of a command: the one given, else a new one."""
    if given is None:
        return new_id()
    try:
        return str(UUID(given))
    except ValueError as error:
        raise click.BadParameter(f"{given!r} is no UUID.", param_hint="--id") from error


def command_of(name: str, fields: dict[str, Any]) -> Command:
    """The command of a name with these fields; a fault of their form is a wrong usage."""
    try:
        return read_command(name, fields)
    except Malformed as error:
        raise click.ClickException(error.sentence) from error


def recorded(
    desk: Desk, name: str, fields: dict[str, Any], id_: str, *, dry_run: bool = False
) -> Answer:
    """What becomes of a command with these fields; a fault of their form is a wrong usage."""
    command = command_of(name, fields)
    act = desk.act(id_)
    if not dry_run:
        return desk.admission.handle(command, act)
    [answer] = desk.admission.rehearse([(command, act)])
    if isinstance(answer, Answer):
        return answer
    raise answer


def tell(
    here: Desk,
    name: str,
    answer: Answer,
    made: dict[str, str],
    *,
    as_object: bool = False,
    dry_run: bool = False,
) -> None:
    """Print an answer, as sentences or as one JSON object; a refusal ends the program with 1."""
    if as_object:
        write(as_json({**told(answer), **made}))
    elif answer.outcome == "refused":
        say(f"refused: {name}")
        for reason, objection in zip(reasons(answer), answer.objections, strict=True):
            say(f"  {objection.code}  {here.in_words(reason)}")
    else:
        for key, value in made.items():
            write(f"{key} {value}")
        write(f"{name} {_done(answer, dry_run=dry_run)}")
        for heading, rules in (("late by", answer.late), ("against", answer.against)):
            if rules:
                write(f"{heading} {', '.join(rules)}")
        write(f"id {answer.command_id}")
    if answer.outcome == "refused":
        click.get_current_context().exit(exits.REFUSED)


def _done(answer: Answer, *, dry_run: bool) -> str:
    if answer.repeated:
        return f"was recorded before, at {answer.positions[0]}"
    if dry_run:
        return "would be recorded"
    return f"is recorded at {answer.positions[0]}"

"""A correction from the options of `correct` and `annul`: recorded, or only looked at."""

import json
from collections.abc import Callable
from typing import Any, Final

import click

from admission.app.correcting import Consequences, FactAt, consequences, fact_at, place_of
from admission.app.publications import PublishedMove, published_moves
from admission.app.shapes import Shape, field_shape, is_pair, model_of
from admission.domain.kernel.documents import Document
from admission.domain.kernel.values import Value
from cli import exits
from cli.clocks import day
from cli.context import Settings
from cli.fields import DOCUMENT, leaf_value, plain
from cli.output import as_json, write
from cli.recording import command_id, command_of, recorded, tell
from cli.writing import Desk, desk, told

_OPTIONS: Final = (
    click.option("--reason", required=True, metavar="TEXT", help="Why it is wrong."),
    click.option(
        "--document",
        required=True,
        metavar="KEY=VALUE,…|JSON",
        help=f"Paper that shows it; keys: {', '.join(Document.model_fields)}",
    ),
    click.option(
        "--second",
        metavar="ID",
        help="Account or person who approves it too; needed but for one's own entry of today.",
    ),
    click.option("--on", type=day, help="Day on which it was decided to correct. [default: today]"),
    click.option("--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]"),
    click.option("--dry-run", is_flag=True, help="Say what would become of it, and what moves."),
    click.option("--json", "json_", is_flag=True, help="Print one JSON object."),
)


def correction(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every correction has."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def annulled(settings: Settings, position: int, options: dict[str, Any]) -> None:
    """Annul the event at a position."""
    with desk(settings, log="warning") as here:
        place = place_of(here.admission, position)
        if place is None:
            raise _nothing_at(position)
        fields = {"about": place[0], "fact": place[1]}
        _done(here, "annul-fact", fields, options)


def corrected(
    settings: Settings, position: int, changes: tuple[str, ...], options: dict[str, Any]
) -> None:
    """Correct the fact at a position: as it stands, but for the changes (`field=value`)."""
    with desk(settings, log="warning") as here:
        found = fact_at(here.admission, position)
        if found is None:
            raise _nothing_at(position)
        fields = {
            "about": found.about,
            "fact": found.fact,
            "replacement": _replacement(found, changes),
        }
        _done(here, "correct-fact", fields, options)


def _nothing_at(position: int) -> click.ClickException:
    return click.ClickException(
        f"There is nothing at position {position}; `history` shows the positions."
    )


def _replacement(found: FactAt, changes: tuple[str, ...]) -> dict[str, Any]:
    if found.command is None:
        raise click.ClickException(
            f"{found.type} was brought about by another step: correct that step, and this follows."
        )
    fields = found.command.model_dump(mode="json", exclude_none=True)
    for change in changes:
        name, equals, said = change.partition("=")
        if not equals:
            raise click.BadParameter(
                f"{change!r} is no FIELD=VALUE, such as on=2024-03-28.", param_hint="--set"
            )
        _set(type(found.command), fields, name.strip().replace("-", "_").split("."), said)
    return {"command": found.command.NAME, **fields}


def _set(model: type[Value], fields: dict[str, Any], path: list[str], said: str) -> None:
    """Put a value into a field, at whatever depth; an empty one takes it out."""
    name, *rest = path
    if name not in model.model_fields:
        raise click.BadParameter(
            f"There is no field {name}; there are {', '.join(model.model_fields)}.",
            param_hint="--set",
        )
    shape = field_shape(model.model_fields[name])
    inner = model_of(shape)
    if rest and inner and not shape.several:
        _set(inner, fields.setdefault(name, {}), rest, said)
    elif said:
        fields[name] = _value(shape, said)
    else:
        fields.pop(name, None)


def _value(shape: Shape, said: str) -> Any:  # noqa: ANN401 - a value of any field
    if is_pair(shape):
        return plain(shape, said.split(","), "--set")
    if shape.several:
        if not said.startswith("["):
            return [_value(shape._replace(several=False), one) for one in said.split(",")]
        try:
            return json.loads(said)
        except ValueError as error:
            raise click.BadParameter(f"this is not JSON ({error}).", param_hint="--set") from error
    return plain(shape, said, "--set") if model_of(shape) else leaf_value(shape, said, "--set")


def _done(here: Desk, name: str, fields: dict[str, Any], options: dict[str, Any]) -> None:
    as_object, dry_run = options["json_"], options["dry_run"]
    id_ = command_id(options["id_"])
    fields |= {
        "on": options["on"] or here.admission.today(),
        "reason": options["reason"],
        "document": plain(DOCUMENT, options["document"], "--document"),
    }
    if options["second"]:
        fields["second"] = options["second"]
    comes_of_it, published = _looked_at(here, name, fields, id_)
    answer = recorded(here, name, fields, id_, dry_run=dry_run)
    done = comes_of_it if answer.outcome == "done" and not answer.repeated else None
    if as_object:
        write(as_json({**told(answer), **(_as_json(done, published) if done else {})}))
        if answer.outcome == "refused":
            click.get_current_context().exit(exits.REFUSED)
        return
    tell(here, name, answer, {}, dry_run=dry_run)
    for line in (*_lines(here, done), *_published(here, published)) if done else ():
        write(line)


def _looked_at(
    here: Desk, name: str, fields: dict[str, Any], id_: str
) -> tuple[Consequences | None, tuple[PublishedMove, ...]]:
    command = command_of(name, fields)
    act = here.act(id_)
    found = consequences(here.admission, command, act.actor)
    return found, published_moves(here.admission, command, act) if found else ()


def _as_json(done: Consequences, published: tuple[PublishedMove, ...]) -> dict[str, Any]:
    return {
        "standing_before": done.before,
        "standing_after": done.after,
        "later": [each._asdict() for each in done.later],
        "moves": [each._asdict() for each in done.moves],
        "published": [each._asdict() for each in published],
    }


def _lines(here: Desk, done: Consequences) -> list[str]:
    lines = [f"standing {done.before}"] if done.before else []
    if done.before != done.after:
        lines = [f"standing {done.before}, now {done.after}"]
    for position, type_, on, against, late in done.later:
        rules = [f"against {', '.join(against)}"] if against else []
        rules += [f"late by {', '.join(late)}"] if late else []
        said = " and ".join(rules) or "against no rule any more"
        lines.append(f"{type_} of {on} (at {position}) is {said}")
    for milestone, year, unit, by in done.moves:
        lines.append(f"{milestone} {year} in {here.unit_name(unit)}: {by:+d}")
    return lines


def _published(here: Desk, moves: tuple[PublishedMove, ...]) -> list[str]:
    return [
        f"{report}: {figure} of {here.unit_name(unit)} {by:+d}"
        for report, unit, figure, by in moves
    ]

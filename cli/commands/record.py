"""`admission record`: one sub-command for each command model, its options made from the fields."""

from typing import Any, Final

import click

from admission.app.internal import INTERNAL, OFFERED, only_by_the_program
from admission.app.shapes import KEPT_KEY, NEW, field_shape
from admission.domain.decider import REGISTERS, STAGES
from admission.domain.kernel.messages import Command
from admission.domain.stages.steps import StepCommand
from cli.clocks import day
from cli.context import Settings
from cli.fields import about, about_fields, flag_of, option_of, plain
from cli.output import Form
from cli.recording import command_id, recorded, tell
from cli.steps import options_for_many, step_fields, step_options
from cli.writing import Desk, desk

_OWN: Final = ("on", "consents", "irregular", KEPT_KEY)
_KINDS: Final = {"class_id": "class"}


class Steps(click.Group):
    """Every command model, grouped by the stage or register that it belongs to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, stage by stage."""
        del ctx
        return list(OFFERED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, made now."""
        if cmd_name in INTERNAL:
            raise click.UsageError(only_by_the_program(cmd_name), ctx)
        kind = OFFERED.get(cmd_name)
        return _command(kind) if kind else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One list for each stage and register."""
        del ctx
        for room, commands in (STAGES | REGISTERS).items():
            where = "Stage" if room in STAGES else "Register"
            offered = [(kind.NAME, about(kind)) for kind in commands if kind.NAME in OFFERED]
            if offered:
                with formatter.section(f"{where} {room}"):
                    formatter.write_dl(offered)


@click.command(cls=Steps)
def command() -> None:
    """Record one step.

    Ids for new things are made where none is given, and printed. A unit may be given by id, code or
    exact name. A document is written `kind=cell-resolution,number=12-NQ/CB,signed=2024-03-01`, or
    as JSON. To repeat a step safely, give it an id of its own with --id.
    """


def _command(kind: type[Command]) -> click.Command:
    params: list[click.Parameter] = [
        option_of(name, field, required=field.is_required() and name not in _named_later(kind))
        for name, field in kind.model_fields.items()
        if name not in _OWN
    ]
    params.append(click.Option(["--on"], type=day, help="Effective day.  [default: today]"))
    if issubclass(kind, StepCommand):
        params += step_options(kind)
    if _takes_many(kind):
        params += options_for_many()
    params += [
        click.Option(
            ["--id", "id_"],
            metavar="UUID",
            help="Id of the command, to repeat it safely (with --on).  [default: a new one]",
        ),
        click.Option(["--dry-run"], is_flag=True, help="Say what would become of it."),
        click.Option(["--json", "json_"], is_flag=True, help="Print one JSON object."),
    ]

    @click.pass_obj
    def callback(settings: Settings, /, **options: Any) -> None:  # noqa: ANN401 - one of each type
        _record(settings, kind, options)

    return click.Command(
        kind.NAME,
        params=params,
        callback=callback,
        help=f"{about(kind)}\n\n{about_fields(kind)}".rstrip(),
        short_help=about(kind),
    )


def _takes_many(kind: type[Command]) -> bool:
    """Whether it is the step of a candidate who is in the store."""
    return issubclass(kind, StepCommand) and kind.NAME not in NEW


def _named_later(kind: type[Command]) -> tuple[str, ...]:
    """The fields that are needed and yet may be left out: what is new, who is selected."""
    return (NEW.get(kind.NAME, "candidate" if _takes_many(kind) else ""),)


def _record(settings: Settings, kind: type[Command], options: dict[str, Any]) -> None:
    where, as_csv = options.pop("where", ()), options.pop("csv", False)
    if where:
        _record_each(settings, kind, options, where, as_csv=as_csv)
        return
    if _takes_many(kind) and options["candidate"] is None:
        raise click.UsageError("Say for whom: --candidate, or --where for several.")
    if as_csv:
        raise click.UsageError("--csv goes with --where.")
    as_object, dry_run = options.pop("json_"), options.pop("dry_run")
    id_ = command_id(options.pop("id_"))
    with desk(settings) as here:
        fields = _fields(kind, options, here)
        made = _made(kind, fields, id_)
        answer = recorded(here, kind.NAME, fields, id_, dry_run=dry_run)
    tell(here, kind.NAME, answer, made, as_object=as_object, dry_run=dry_run)


def _record_each(
    settings: Settings,
    kind: type[Command],
    options: dict[str, Any],
    where: tuple[str, ...],
    *,
    as_csv: bool,
) -> None:
    from cli.selections import Asked, record_each

    as_object, dry_run = options.pop("json_"), options.pop("dry_run")
    if options.pop("id_") or options["candidate"]:
        raise click.UsageError("--where selects by itself: leave --candidate and --id out.")
    if options["on"] is None:
        raise click.UsageError(
            "--where needs --on: on another day the same words would be another step, "
            "and nobody could tell who was done before."
        )
    form = Form.JSON if as_object else Form.CSV if as_csv else Form.TABLE
    with desk(settings, log="warning") as here:
        asked = Asked(kind, _fields(kind, options, here), dry_run, form)
        click.get_current_context().exit(record_each(here, where, asked))


def _fields(kind: type[Command], options: dict[str, Any], here: Desk) -> dict[str, Any]:
    """What the options say, as a line of `apply` would."""
    fields: dict[str, Any] = {"on": options.pop("on") or here.admission.today()}
    if issubclass(kind, StepCommand):
        fields |= step_fields(options)
    for name, given in options.items():
        if given is None or given == ():
            continue
        shape = field_shape(kind.model_fields[name])
        value = plain(shape, given, flag_of(name, shape))
        fields[name] = value if name == NEW.get(kind.NAME) else _with_ids(here, shape.kind, value)
    return fields


def _with_ids(here: Desk, kind: str, value: Any) -> Any:  # noqa: ANN401 - plain JSON
    """What an option names by a code, a name or a key, by its id."""
    if not kind or "|" in kind:
        return value
    if isinstance(value, list):
        return [_with_ids(here, kind, one) for one in value]
    return here.unit(value) if kind == "unit" else here.begun(kind, value)


def _made(kind: type[Command], fields: dict[str, Any], id_: str) -> dict[str, str]:
    """The id made for a new thing, put among the fields: of the command's, so as to be repeated."""
    name = NEW.get(kind.NAME)
    if name is None or name in fields:
        return {}
    fields[name] = f"{_KINDS.get(name, name)}-{id_}"
    return {name: fields[name]}

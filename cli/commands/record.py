"""`admission record`: one sub-command for each command model, its options made from the fields."""

from typing import Any, Final

import click

from admission.domain.decider import COMMANDS, REGISTERS, STAGES
from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Command
from admission.domain.stages.steps import StepCommand
from cli.context import Settings
from cli.fields import DOCUMENT, about, about_fields, field_shape, flag_of, option_of, plain
from cli.questions import day
from cli.recording import command_id, recorded, tell
from cli.writing import Desk, desk

NEW: Final = {
    "enter-pool": "candidate",
    "take-over": "candidate",
    "register-person": "person",
    "register-account": "account",
    "found-unit": "unit",
    "order-class": "class_id",
    "hold-meeting": "meeting",
    "write-note": "note",
    "state-figure": "figure",
}
"""The field in which a command may name a thing that does not exist yet: an id is made for it."""
_OWN: Final = ("on", "consents", "irregular")
_KINDS: Final = {"class_id": "class"}


class Steps(click.Group):
    """Every command model, grouped by the stage or register that it belongs to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, stage by stage."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, made now."""
        del ctx
        kind = COMMANDS.get(cmd_name)
        return _command(kind) if kind else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One list for each stage and register."""
        del ctx
        for room, commands in (STAGES | REGISTERS).items():
            where = "Stage" if room in STAGES else "Register"
            with formatter.section(f"{where} {room}"):
                formatter.write_dl([(kind.NAME, about(kind)) for kind in commands])


@click.command(cls=Steps)
def command() -> None:
    """Record one step.

    Ids for new things are made where none is given, and printed. A unit may be given by id, code or
    exact name. A document is written `kind=cell-resolution,number=12-NQ/CB,signed=2024-03-01`, or
    as JSON. To repeat a step safely, give it an id of its own with --id.
    """


def _command(kind: type[Command]) -> click.Command:
    params: list[click.Parameter] = [
        option_of(name, field, required=field.is_required() and name != NEW.get(kind.NAME))
        for name, field in kind.model_fields.items()
        if name not in _OWN
    ]
    params.append(click.Option(["--on"], type=day, help="Effective day.  [default: today]"))
    if issubclass(kind, StepCommand):
        params += _step_options(kind)
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


def _step_options(kind: type[StepCommand]) -> list[click.Parameter]:
    own_reason = "reason" in kind.model_fields
    names = ["--irregular-reason"] if own_reason else ["--irregular-reason", "--reason"]
    document = f"keys: {', '.join(Document.model_fields)}"
    return [
        click.Option(
            ["--consent"],
            multiple=True,
            metavar="RULE=DOCUMENT",
            help="Document of a superior that allows what a rule bars; repeatable.",
        ),
        click.Option(
            ["--irregular"],
            is_flag=True,
            help="It happened against a rule: record it all the same.",
        ),
        click.Option(
            [*names, "irregular_reason"],
            metavar="TEXT",
            help="Why.  [default: --reason]" if own_reason else "Why.",
        ),
        click.Option(["--irregular-document"], metavar="KEY=VALUE,…|JSON", help=document),
        click.Option(["--second"], metavar="ID", help="Account or person who vouches for it too."),
    ]


def _record(settings: Settings, kind: type[Command], options: dict[str, Any]) -> None:
    as_object, dry_run = options.pop("json_"), options.pop("dry_run")
    id_ = command_id(options.pop("id_"))
    with desk(settings) as here:
        fields = _fields(kind, options, here)
        made = _made(kind, fields, id_)
        answer = recorded(here, kind.NAME, fields, id_, dry_run=dry_run)
    tell(kind.NAME, answer, made, as_object=as_object, dry_run=dry_run)


def _fields(kind: type[Command], options: dict[str, Any], here: Desk) -> dict[str, Any]:
    """What the options say, as a line of `apply` would."""
    fields: dict[str, Any] = {"on": options.pop("on") or here.admission.today()}
    if issubclass(kind, StepCommand):
        fields |= _step_fields(options)
    for name, given in options.items():
        if given is None or given == ():
            continue
        shape = field_shape(kind.model_fields[name])
        value = plain(shape, given, flag_of(name, shape))
        fields[name] = here.unit(value) if shape.kind == "unit" else value
    return fields


def _step_fields(options: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if consents := options.pop("consent"):
        fields["consents"] = [_consent(one) for one in consents]
    reason, document, second = (
        options.pop(name) for name in ("irregular_reason", "irregular_document", "second")
    )
    if not options.pop("irregular"):
        if reason or document or second:
            raise click.UsageError(
                "--irregular-document, --second and its reason go with --irregular."
            )
        return fields
    reason = reason or options.get("reason")
    if not (reason and document and second):
        raise click.UsageError("--irregular needs a reason, --irregular-document and --second.")
    paper = plain(DOCUMENT, document, "--irregular-document")
    fields["irregular"] = {"reason": reason, "document": paper, "second": second}
    return fields


def _consent(text: str) -> dict[str, Any]:
    rule, equals, document = text.partition("=")
    if not equals:
        raise click.BadParameter("write RULE=kind=…,number=…", param_hint="--consent")
    return {"rule": rule, "document": plain(DOCUMENT, document, "--consent")}


def _made(kind: type[Command], fields: dict[str, Any], id_: str) -> dict[str, str]:
    """The id made for a new thing, put among the fields: of the command's, so as to be repeated."""
    name = NEW.get(kind.NAME)
    if name is None or name in fields:
        return {}
    fields[name] = f"{_KINDS.get(name, name)}-{id_}"
    return {name: fields[name]}

"""From the fields of a command model to options, and from options back to plain JSON values."""

import json
import re
from typing import Any, Final

import click
from pydantic.fields import FieldInfo

from admission.app.shapes import TRUE_OR_FALSE, Shape, field_shape, is_pair, model_of, pair
from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Value

DOCUMENT: Final = Shape(Document)


def flag_of(name: str, shape: Shape) -> str:
    """The flag of a field; of pairs one is given at a time: `--date` for `dates`."""
    return f"--{name.replace('_', '-')}".removesuffix("s" if is_pair(shape) else "")


def option_of(name: str, field: FieldInfo, *, required: bool) -> click.Option:
    """The option for a field."""
    shape = field_shape(field)
    flag = flag_of(name, shape)
    about: dict[str, Any] = {"required": required, "help": _help(field, shape)}
    if shape.leaf is bool:
        return click.Option([f"{flag}/--no-{flag[2:]}", name], default=None, **about)
    if shape.choices:
        kind: Any = click.Choice(shape.choices)
    else:
        kind = click.INT if shape.leaf is int else click.STRING
    return click.Option(
        [flag, name],
        type=kind,
        multiple=shape.several,
        metavar=None if shape.choices or kind is click.INT else _metavar(shape),
        **about,
    )


def _help(field: FieldInfo, shape: Shape) -> str:
    said = [f"keys: {', '.join(model.model_fields)}"] if (model := model_of(shape)) else []
    if is_pair(shape):
        said = ["? where it is unknown"]
    said += ["repeatable"] if shape.several else []
    if not field.is_required() and field.default not in (None, ()):
        said.append(f"default: {field.default}")
    return "; ".join(said)


def _metavar(shape: Shape) -> str:
    model = model_of(shape)
    if model and is_pair(shape):
        first, second = model.model_fields
        return f"{first.upper()}={_metavar(field_shape(model.model_fields[second]))}|?"
    if model:
        return "KEY=VALUE,…|JSON"
    if shape.form:
        return shape.form
    if shape.kind:
        return "UNIT" if shape.kind == "unit" else f"{shape.kind.upper()}-ID"
    return {"date": "YYYY-MM-DD"}.get(shape.leaf.__name__, "TEXT")


def plain(shape: Shape, given: Any, flag: str) -> Any:  # noqa: ANN401 - what click parsed
    """The plain JSON value of what an option was given."""
    if is_pair(shape):
        return [_pair(shape.leaf, one, flag) for one in given]
    if shape.several:
        return [plain(shape._replace(several=False), one, flag) for one in given]
    model = model_of(shape)
    return _model(model, given, flag) if model else given


def _model(model: type[Value], text: str, flag: str) -> dict[str, Any]:
    """A nested value, from JSON or from `key=value,key=value`; a comma may stand in a value."""
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text)
        except ValueError as error:
            raise click.BadParameter(f"this is not JSON ({error}).", param_hint=flag) from error
        return dict(found)
    keys = "|".join(model.model_fields).replace("_", "[-_]")
    value: dict[str, Any] = {}
    for part in re.split(rf",(?=(?:{keys})=)", text):
        key, equals, said = part.partition("=")
        key = key.strip().replace("-", "_")
        if not equals or key not in model.model_fields:
            raise click.BadParameter(
                f"{part!r} is no key=value; the keys are {', '.join(model.model_fields)}.",
                param_hint=flag,
            )
        value[key] = leaf_value(field_shape(model.model_fields[key]), said, f"{flag} {key}")
    return value


def _pair(model: type[Value], text: str, flag: str) -> dict[str, Any]:
    try:
        return pair(model, text)
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint=flag) from error


def leaf_value(shape: Shape, said: str, flag: str) -> Any:  # noqa: ANN401 - of any leaf type
    """The plain JSON value of a text for a field that holds no model."""
    if shape.leaf is int:
        if not said.strip().isdecimal():
            raise click.BadParameter(f"{said!r} is no number.", param_hint=flag)
        return int(said)
    if shape.leaf is bool:
        if said.lower() not in TRUE_OR_FALSE:
            raise click.BadParameter(f"{said!r} is neither true nor false.", param_hint=flag)
        return TRUE_OR_FALSE[said.lower()]
    return said


def about(model: type[object]) -> str:
    """What a command does, or what fields say, in one line."""
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def about_fields(command: type[Command]) -> str:
    """What the options of a command are for; empty where no class of fields says it."""
    shared = [about(base) for base in command.__bases__ if not issubclass(base, Command)]
    said = " ".join(text[0].lower() + text[1:] for text in shared if text)
    return f"What to give: {said}" if said else ""

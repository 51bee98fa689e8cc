"""What the fields of command models take: read from their annotations."""

import re
from collections.abc import Sequence
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from admission.domain.kernel.values import Erased, Value, WrittenAs

NEW: Final = {
    "enter-pool": "candidate",
    "take-over": "candidate",
    "register-person": "person",
    "register-account": "account",
    "found-unit": "unit",
    "order-class": "class_id",
    "hold-meeting": "meeting",
    "write-note": "note",
    "request-standard-review": "review",
    "receive-complaint": "complaint",
    "begin-inspection": "inspection",
    "raise-finding": "finding",
    "state-figure": "figure",
    "issue-directive": "directive",
    "assign-task": "task",
    "plan-attendance": "attendance",
    "note-weakness": "weakness",
    "publish-report": "report",
}
"""The field in which a command may name a thing that does not exist yet: an id is made for it."""
KEPT_KEY: Final = "listed_as"
"""The field that keeps the key which a list has for the thing that it begins; filled by lists."""

TRUE_OR_FALSE: Final = {"true": True, "yes": True, "false": False, "no": False}
"""How people write what is so or not so."""
_TWO: Final = 2


class Shape(NamedTuple):
    """What a field takes: a leaf type, a closed list of words, or a model; perhaps several."""

    leaf: type
    choices: tuple[str, ...] = ()
    several: bool = False
    kind: str = ""
    """For an id, the kind of thing it names, such as `unit`."""
    form: str = ""
    """How it is typed, where that is not plain from the leaf."""


def shape_of(annotation: Any, metadata: Sequence[Any] = ()) -> Shape:  # noqa: ANN401
    """The shape of an annotation, without marks, without `None`, without `Erased`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *marks = get_args(annotation)
        return shape_of(inner, (*metadata, *marks))
    if origin in (Union, UnionType):
        rest = [arm for arm in get_args(annotation) if arm not in (NoneType, Erased)]
        return shape_of(rest[0], metadata)
    if origin is tuple:
        return shape_of(get_args(annotation)[0])._replace(several=True)
    if origin is Literal:
        return Shape(str, tuple(map(str, get_args(annotation))))
    if issubclass(annotation, StrEnum):
        return Shape(str, tuple(word.value for word in annotation))
    form = next((mark.form for mark in metadata if isinstance(mark, WrittenAs)), "")
    return Shape(annotation, kind=_kind(metadata), form=form)


def _kind(metadata: Sequence[Any]) -> str:
    patterns = [getattr(mark, "pattern", None) or "" for mark in metadata]
    found = [re.match(r"\^(\(\?:)?([a-z|]+)\)?-\[0-9a-f\]", str(pattern)) for pattern in patterns]
    return next((match[2] for match in found if match), "")


def field_shape(field: FieldInfo) -> Shape:
    """The shape of a model's field."""
    return shape_of(field.annotation, field.metadata)


def in_words(kind: str) -> str:
    """What a field that takes ids of a kind names.

    >>> in_words("account"), in_words("candidate|unit")
    ('an account', 'a candidate or unit')
    """
    article = "an" if kind[0] in "aeio" else "a"
    return f"{article} {kind.replace('|', ' or ')}"


def model_of(shape: Shape) -> type[Value] | None:
    """The model that a field holds, such as a document; None for a plain value."""
    return shape.leaf if issubclass(shape.leaf, Value) else None


def is_pair(shape: Shape) -> bool:
    """Whether a field holds values of two plain parts, typed `FIRST=SECOND`."""
    model = model_of(shape)
    if model is None or not shape.several:
        return False
    parts = [field_shape(field) for field in model.model_fields.values()]
    return len(parts) == _TWO and not any(map(model_of, parts))


def pair(model: type[Value], text: str) -> dict[str, str]:
    """A value of two parts from `FIRST=SECOND`; the second is left out for `?`.

    Raises:
        ValueError: the text is none; the message says what it should be.
    """
    first, second = model.model_fields
    said, equals, value = text.partition("=")
    if not (said and equals and value):
        msg = f"{text!r} is no {first}={second}; write ? where it is unknown"
        raise ValueError(msg)
    return {first: said} if value == "?" else {first: said, second: value}

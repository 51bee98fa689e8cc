"""The columns that a list of one command may have: its fields, those of a nested value dotted."""

from collections.abc import Collection, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Final, NamedTuple

from admission.app.internal import INTERNAL, OFFERED, only_by_the_program
from admission.app.lists.faults import ListFault
from admission.app.shapes import KEPT_KEY, NEW, Shape, field_shape, in_words, is_pair, model_of
from admission.domain.kernel.ids import is_only
from admission.domain.kernel.messages import Command
from admission.domain.kernel.values import Value

SEPARATOR: Final = "|"
"""Between several values in one cell."""
REASON: Final = "refusal_reason"
"""The column in which refused rows come back with their reason; passed over when it is read."""
ENVELOPE: Final = {
    "id": "id of the command, a UUID; left out, it is made of what the row says",
    "actor": "id of the account or person who acts",
    "role": "in which role the actor acts",
    "for_unit": "for which unit: its id, code or exact name",
    "recorded_at": "when it was recorded; only in a demonstration",
}
"""Columns beside the fields, as in a line of JSON, and what they say."""
_RARE: Final = frozenset({"irregular"})


class Column(NamedTuple):
    """One column: its name, where its value goes in the command, what it takes."""

    name: str
    path: tuple[str, ...]
    shape: Shape
    required: bool
    new: bool
    """Whether it names the thing that the row begins; empty, its id is made of the row."""

    @property
    def form(self) -> str:
        """How a cell of it is written."""
        many = f"; several with {SEPARATOR} between" if self.shape.several else ""
        return f"{_form(self.shape)}{many}"


def _form(shape: Shape) -> str:
    if (model := model_of(shape)) and is_pair(shape):
        return f"{'='.join(model.model_fields)}, ? where it is unknown"
    if shape.choices:
        return ", ".join(shape.choices)
    if shape.kind:
        return _of_a_thing(shape.kind)
    leaves = {date: "day: 2025-07-01 or 01/07/2025", int: "whole number", bool: "true or false"}
    return shape.form or leaves.get(shape.leaf, "text")


def _of_a_thing(kind: str) -> str:
    if kind == "unit":
        return "code, exact name, id or key of a unit"
    way = "id, or kind:key," if "|" in kind else "id or key"
    return f"{way} of {in_words(kind)}"


def columns_of(kind: type[Command]) -> tuple[Column, ...]:
    """Every column for a field of the command."""
    new = NEW.get(kind.NAME)
    return tuple(
        column._replace(new=column.name == new, required=column.required and column.name != new)
        for column in _columns(kind, (), required=True)
        if column.name != KEPT_KEY
    )


def template_of(kind: type[Command]) -> tuple[Column, ...]:
    """The columns that are offered, what it is about first: all but those of irregular acts."""
    offered = (column for column in columns_of(kind) if column.path[0] not in _RARE)
    return tuple(sorted(offered, key=lambda one: (one.name != kind.STREAM, one.name != "on")))


def _columns(model: type[Value], path: tuple[str, ...], *, required: bool) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        shape, here = field_shape(field), (*path, name)
        if _is_table(shape):
            continue
        needed = required and field.is_required()
        if (nested := model_of(shape)) and not is_pair(shape):
            yield from _columns(nested, here, required=needed)
        else:
            yield Column(".".join(here), here, shape, needed, new=False)


def _is_listed(kind: type[Command]) -> bool:
    """Whether it is about one of many things, and all that it must say goes into cells."""
    needed = [field_shape(field) for field in kind.model_fields.values() if field.is_required()]
    return not is_only(kind.STREAM) and not any(map(_is_more_than_cells, needed))


def _is_more_than_cells(shape: Shape) -> bool:
    return _is_table(shape) or issubclass(shape.leaf, Command)


def _is_table(shape: Shape) -> bool:
    return shape.several and model_of(shape) is not None and not is_pair(shape)


LISTED: Final = tuple(name for name, kind in OFFERED.items() if _is_listed(kind))
"""The commands that lists can be of."""


_INSTEAD: Final = {
    "conclude-class": "give `admission record conclude-class` one --results for each person, or "
    "list the certificates alone: `admission template record-certificate`",
    "split-unit": "give `admission record split-unit` one --parts for each part, and then list who "
    "goes where: `admission template place-person`",
    "correct-fact": "correct each fact with `admission correct`",
    "adopt-calendar": "use `admission calendar adopt`",
    "amend-calendar": "use `admission calendar amend`",
    "adopt-rulebook": "use `admission rulebook adopt`",
}
"""What to do with those of them that people record."""


def kind_called(name: str) -> type[Command]:
    """The command that a list is of.

    Raises:
        ListFault: there is none of this name, or it cannot be said in cells.
    """
    if name in INTERNAL:
        raise ListFault(only_by_the_program(name))
    kind = OFFERED.get(name)
    if kind is None:
        raise ListFault(f"there is no command {name!r}{nearest(name, OFFERED)}.")
    if name not in LISTED:
        instead = _INSTEAD.get(name, "use `apply` with a file of JSON lines")
        raise ListFault(f"{name} does not go into a row of cells: {instead}.")
    return kind


def nearest(name: str, known: Collection[str]) -> str:
    """A question for the end of a sentence: did you mean one of these?"""
    close = get_close_matches(name.lower(), known, n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(close)}?" if close else ""

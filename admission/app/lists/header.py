"""The first line of a list: which delimiter it has, and which column stands where."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from admission.app.lists.columns import (
    ENVELOPE,
    LISTED,
    REASON,
    Column,
    columns_of,
    kind_called,
    nearest,
)
from admission.app.lists.faults import ListFault
from admission.domain.kernel.messages import Command

_DELIMITERS: Final = (",", ";", "\t")


class Header(NamedTuple):
    """The names as they were written, and the place of each column of ours."""

    written: tuple[str, ...]
    fields: tuple[tuple[int, Column], ...]
    envelope: tuple[tuple[int, str], ...]


def delimiter_of(first_line: str) -> str:
    """The delimiter that stands most often in the first line."""
    return max(_DELIMITERS, key=first_line.count)


def read_header(cells: Sequence[str], kind: type[Command], *, demonstration: bool) -> Header:
    """Which column of a list stands where.

    Raises:
        ListFault: a column is unknown, missing, there twice or without a name; every one is said.
    """
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    fields = {column.name: column for column in columns_of(kind)}
    faults = tuple(_faults(names, fields, kind, demonstration=demonstration))
    if faults:
        raise ListFault(f"the header does not fit {kind.NAME}: {'; '.join(faults)}.")
    return Header(
        tuple(cells),
        tuple((at, fields[name]) for at, name in enumerate(names) if name in fields),
        tuple((at, name) for at, name in enumerate(names) if name in _beside(fields)),
    )


def commands_with(first_line: str) -> tuple[str, ...]:
    """The commands whose lists may have this first line."""
    cells = next(csv.reader([first_line], delimiter=delimiter_of(first_line)), [])
    names = [cell.strip() for cell in cells]
    return tuple(name for name in LISTED if _fits(names, kind_called(name)))


def _fits(names: Sequence[str], kind: type[Command]) -> bool:
    fields = {column.name: column for column in columns_of(kind)}
    return not any(_faults(names, fields, kind, demonstration=True))


def _beside(fields: dict[str, Column]) -> frozenset[str]:
    """The names that do not belong to a field: a field of the same name goes first."""
    return frozenset(ENVELOPE) - set(fields)


def _faults(
    names: Sequence[str], fields: dict[str, Column], kind: type[Command], *, demonstration: bool
) -> Iterator[str]:
    if not any(names):
        yield f"the first line names no column; `admission template {kind.NAME}` writes it"
        return
    known = {*fields, *ENVELOPE, REASON}
    for at, name in enumerate(names, start=1):
        if not name:
            yield f"column {at} has no name"
        elif name not in known:
            yield f"there is no column {name!r}{nearest(name, sorted(known))}"
    yield from (
        f"{name} is there {n} times" for name, n in Counter(names).items() if n > 1 and name
    )
    missing = [name for name, column in fields.items() if column.required and name not in names]
    if missing:
        yield f"these are missing: {', '.join(missing)}"
    if "recorded_at" in names and not demonstration:
        yield "only a demonstration store takes `recorded_at`"

"""Units as people name them: by id, code or exact name."""

from typing import Final

import click

from admission.projections.asking import Connection
from admission.projections.units.queries import find_units
from admission.projections.units.tree import UnitRow

_THINGS: Final = ("candidate-", "class-", "meeting-", "person-", "target-", "unit-")


def names_a_thing(text: str) -> bool:
    """Whether a text looks like the id of something that scans and notes go with."""
    return text.startswith(_THINGS)


def unit_called(rows: Connection, text: str, as_of: str, known_at: int | None = None) -> str:
    """The id of the one unit that an id, a code or an exact name means on a day."""
    found = units_called(rows, text, as_of, known_at)
    if len(found) == 1:
        return found[0].unit
    if not found:
        raise click.ClickException(
            f"There is no unit {text} on {as_of}; `unit list` shows them all."
        )
    several = ", ".join(f"{row.name} ({row.unit})" for row in found[:5])
    raise click.ClickException(f"{text} means {len(found)} units: give the id of one: {several}.")


def units_called(
    rows: Connection, text: str, as_of: str, known_at: int | None = None
) -> list[UnitRow]:
    """The units that an id, a code or an exact name means on a day."""
    from unicodedata import normalize

    return find_units(rows, normalize("NFC", text), as_of=as_of, known_at=known_at)


def not_there(unit: str, tree: str) -> click.ClickException:
    """What is said of a unit that has no place in the tree of a report."""
    return click.ClickException(
        f"There was no unit {unit} in that period, in the tree {tree}, as known then; "
        "`unit acts` shows what founded, changed and ended units."
    )

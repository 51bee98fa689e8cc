"""What moved a figure: the rows of an answer."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from admission.projections.movements.queries import KINDS

FIGURES: Final = {
    "progress": (
        "target",
        "admitted",
        "recognised",
        "certified",
        "decided_without_ceremony",
        "dossiers_open",
    ),
    "coverage": ("target", "admitted", "decided", "at_authority", "dossiers_before_authority"),
    "balance": ("opening", *(kind.replace("-", "_") for kind in KINDS), "closing_stated"),
}
"""By the kind of report, the figures that are compared; the others follow from them."""


class Printed(NamedTuple):
    """What a report prints of one unit; of a figure None where it has no number."""

    name: str
    code: str | None
    figures: Mapping[str, int | None]


class MovingEvent(NamedTuple):
    """A fact that moved a figure `by` so much; of a candidate's, `person` and the name.

    `stream` is what it is recorded of, `corrects` the position of the fact that it corrects.
    `type`, `on_day`, `recorded_at` and `actor` are None where it is of a kind that is never asked.
    """

    by: int
    position: int
    stream: str
    type: str | None = None
    on_day: str | None = None
    recorded_at: str | None = None
    actor: str | None = None
    corrects: int | None = None
    person: str | None = None
    name: str | None = None


class MovedRow(NamedTuple):
    """One figure of one unit that is otherwise; what its `events` moved adds up to `difference`.

    `was` and `now` are None where the unit was not, or is not, in the report, or has no target.
    """

    unit: str
    name: str
    code: str | None
    figure: str
    was: int | None
    now: int | None
    difference: int
    events: tuple[MovingEvent, ...]


def printed_of(kind: str, row: Mapping[str, object]) -> Printed:
    """What a row of a report prints, its counts as they are counted."""
    figures = {figure: row.get(f"{figure}_counted", row.get(figure)) for figure in FIGURES[kind]}
    numbers = {key: said if isinstance(said, int) else None for key, said in figures.items()}
    code = row["code"]
    return Printed(str(row["name"]), None if code is None else str(code), numbers)

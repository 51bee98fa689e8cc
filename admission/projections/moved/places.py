# ruff: noqa: S608 - statements are made of pieces of ours
"""In which units something counts, or ever did, whatever is believed of it now."""

from typing import Final

from admission.projections.asking import Connection, ask

_ROWS: Final = {
    "candidate": (
        ("milestones", "unit", "candidate"),
        ("pipeline", "unit", "candidate"),
        ("movements", "cell", "stream"),
    ),
    "person": (("movements", "cell", "stream"),),
    "target": (("targets", "unit", "target"),),
    "figure": (("stated", "unit", "figure"),),
}
"""By kind of stream, the tables whose rows say of what unit it is: unit, and stream."""


def units_over(connection: Connection, stream: str) -> set[str]:
    """The units of a candidate, person, target or figure, and all above them at any time."""
    kind = stream[:-37]
    new = {stream} if kind == "unit" else set()
    for table, unit, of in _ROWS.get(kind, ()):
        query = f"SELECT DISTINCT {unit} FROM {table} WHERE {of} = ?"
        new |= {row[0] for row in ask(connection, query, (stream,))}
    found: set[str] = set()
    while new:
        found |= new
        new = _right_above(connection, new) - found
    return found


def _right_above(connection: Connection, units: set[str]) -> set[str]:
    marks = ", ".join("?" * len(units))
    query = f"SELECT DISTINCT parent FROM units WHERE unit IN ({marks}) AND parent IS NOT NULL"
    return {row[0] for row in ask(connection, query, sorted(units))}

"""How coverage is laid out: by `coverage` as it stands, in a published report as it stood."""

from typing import Any, Final

from admission.projections.coverage.queries import Coverage
from cli.layout import LaidOut
from cli.output import UNKNOWN, Column

_COUNTED: Final = ("admitted", "decided", "at_authority", "dossiers_before_authority")
COLUMNS: Final = (
    Column("unit", "id of the unit; its row counts it and all under it"),
    Column("name", "name on that day", "unit"),
    Column("code", "code on that day, or null"),
    Column("kind", "kind of unit"),
    Column("depth", "how far below the first row, which has 0"),
    Column("year", "year asked for"),
    Column("target", "target of the year that counts, or null", "target", number=True),
    Column("target_source", "own, sum (of the units right below) or none"),
    Column("promised_by", "day by which its own target is promised, else the end of the year"),
    Column("admitted", "admitted in the year; null for an unconfirmed 0", "admitted", number=True),
    Column("percent", "per cent of the target, rounded half up, or null", "%", number=True),
    Column("decided", "decided on, no ceremony yet, likewise", "decided", number=True),
    Column(
        "at_authority",
        "resolved by the last body before the authority, no decision yet, likewise",
        "at authority",
        number=True,
    ),
    Column("dossiers_before_authority", "dossiers open before that, likewise", "open", number=True),
    Column(
        "not_in_pipeline",
        "what the target lacks beside all of these, never below 0, or null",
        "not in pipeline",
        number=True,
    ),
    Column("surplus", "by how many these exceed the target, never below 0, or null"),
    Column(
        "plan",
        "above (more admitted than the target), on, below, none, unconfirmed (none recorded, "
        "not confirmed), or null",
        "plan",
    ),
    Column("months_left", "months to the promised day, one that has begun whole", "months left"),
    Column(
        "pace_needed", "people a month for the rest, rounded up, or null", "needed", number=True
    ),
    Column("pace_so_far", "admitted a month since 1 January, or null", "so far", number=True),
    Column("confirmed_to", "last day to whose end the records are confirmed, or null"),
    *(Column(f"{figure}_counted", f"count of {figure}, 0 too") for figure in _COUNTED),
    Column("base_name", "of what its own target is a per cent, or null"),
    Column("base_count", "the count of that base, or null"),
    Column("percent_of_base", "admitted, in per cent of the base, or null"),
    Column("floor_percent", "the per cent that its own target asks for, or null"),
)
EXTRA: Final = {
    "summary": "sentences on the unit asked for and the bodies right below it",
    "counts": "the sentence that says what counts as admitted",
}
_LEGEND: Final = (
    "not in pipeline = target - admitted - decided - at authority - open, by the promised day",
    "needed, so far = people a month; a month that has begun counts whole",
)


def laid_out(found: Coverage, *, year: int) -> LaidOut:
    """An answer of coverage, ready to be printed."""
    counts = found.admitted.line
    notes = [*found.summary, counts, *_LEGEND]
    if any(None in [getattr(row, figure) for figure in _COUNTED] for row in found.rows):
        notes.append(f"{UNKNOWN} = none recorded, and the unit has not confirmed that up to there")
    rows = [row._asdict() for row in found.rows]
    extra = {"summary": found.summary, "counts": counts}
    return LaidOut(f"coverage {year}", notes, COLUMNS, rows, extra)


def cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table shows it: indented, with a mark for what is not known."""
    unknown = {figure: UNKNOWN for figure in _COUNTED if row[figure] is None}
    return {**row, **unknown, "name": "  " * row["depth"] + row["name"]}

"""How progress is laid out: by `progress` as it stands, in a published report as it stood."""

from collections.abc import Sequence
from typing import Any, Final

from admission.projections.progress.figures import By
from admission.projections.progress.queries import Progress, ProgressRow
from admission.projections.stated.queries import FigureRow
from cli.layout import LaidOut
from cli.output import UNKNOWN, Column

UNRESOLVED: Final = "-unresolved"
"""How the name of a group ends that a source states without saying what it is."""
COUNTED: Final = (
    "admitted",
    "recognised",
    "certified",
    "decided_without_ceremony",
    "dossiers_open",
    "year_admitted",
)
COLUMNS: Final = (
    Column("unit", "id of the unit; its row counts it and all under it"),
    Column("name", "name on that day", "unit"),
    Column("code", "code on that day, or null"),
    Column("kind", "kind of unit"),
    Column("depth", "how far below the first row, which has 0"),
    Column("year", "year asked for"),
    Column("period", "the year, or with --by quarter such as 2024-Q1", "period"),
    Column("group", "with --by group the group, else null", "group"),
    Column("target", "target that counts, or null", "target", number=True),
    Column("target_source", "own, sum (of the units right below) or none", "source"),
    Column("target_own", "the unit's own target, or null"),
    Column("target_sum", "sum of what the units right below are asked for, or null"),
    Column(
        "admitted", "admitted in the period; null for an unconfirmed 0", "admitted", number=True
    ),
    Column("percent", "per cent of the target, rounded half up, or null", "%", number=True),
    Column("recognised", "recognised in the period, likewise", "recognised", number=True),
    Column("certified", "awareness certificates in the period, likewise", "certified", number=True),
    Column(
        "decided_without_ceremony",
        "decided, no ceremony yet, likewise",
        "decided",
        number=True,
    ),
    Column("dossiers_open", "dossiers open at the end, likewise", "open", number=True),
    Column("year_target", "target of the whole year, or null"),
    Column("year_admitted", "admitted from 1 January to the end of the period, likewise"),
    Column("year_percent", "of the year's target, or null", "% of year", number=True),
    Column(
        "confirmed_to",
        "last day to whose end the unit's records are confirmed as complete, or null",
        "complete to",
    ),
    *(Column(f"{figure}_counted", f"count of {figure}, 0 too") for figure in COUNTED),
    Column(
        "recorded_late",
        "how many of the admitted were recorded after the period's last day (the day asked, where "
        "that is earlier); null in what was not asked for it",
    ),
    Column(
        "stated",
        "figures that somebody stated, in no count: null, or a list of `indicator`, `period`, "
        "`number`, `stated_on`, `document_kind`, `document_number`, `document_signed`",
        "stated",
    ),
)
EXTRA: Final = {
    "counts": "by figure, the sentence that says what it counts, and by which rule",
}


def laid_out(found: Progress, *, year: int, by: By) -> LaidOut:
    """An answer of progress, ready to be printed."""
    lines = {counting.figure: counting.line for counting in found.counts}
    lines["dossiers_open"] = "dossiers open = permitted, no decision yet, not ended"
    notes = [*lines.values(), "% = admitted of target, rounded half up"]
    if any(map(_summed, found.rows)):
        notes.append("source sum = no target of its own: the sum of those of the units right below")
    if any(map(_awaiting, found.rows)):
        notes.append("decided = admission decided, ceremony not yet held")
    if any(map(_unconfirmed, found.rows)):
        notes.append(f"{UNKNOWN} = none recorded, and the unit has not confirmed that up to there")
    if any(row.stated for row in found.rows):
        notes.append("stated = as somebody stated it, on the paper named; nobody is counted by it")
    if any((row.group or "").endswith(UNRESOLVED) for row in found.rows):
        notes.append(f"…{UNRESOLVED} = as a source states it; what it means is not resolved")
    notes += [_late(row) for row in found.rows if row.recorded_late and not row.depth]
    notes += [_differing(row) for row in found.rows if _differs(row)]
    rows = [_as_json_says(row) for row in found.rows]
    return LaidOut(f"progress {year}", notes, _columns(by, found.rows), rows, {"counts": lines})


def cells(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a table shows it: indented, with a mark for what is not known."""
    shown = dict(row)
    shown["stated"] = [_told(figure, row["period"]) for figure in row["stated"] or ()]
    shown["name"] = "  " * row["depth"] + row["name"]
    return shown | {figure: UNKNOWN for figure in COUNTED if shown[figure] is None}


def _as_json_says(row: ProgressRow) -> dict[str, Any]:
    shown = row._asdict()
    shown["stated"] = [_stated(figure) for figure in row.stated] if row.stated else None
    return shown


def _columns(by: By, rows: Sequence[ProgressRow]) -> tuple[Column, ...]:
    """In a table, only the columns that say something in this arrangement, of these rows."""
    idle = {
        "unit": {"period", "group", "year_percent"},
        "quarter": {"group"},
        "group": {"period", "year_percent"},
    }[by]
    if not any(map(_summed, rows)):
        idle.add("target_source")
    if not any(map(_awaiting, rows)):
        idle.add("decided_without_ceremony")
    return tuple(
        column._replace(heading="") if column.key in idle else column for column in COLUMNS
    )


def _stated(figure: FigureRow) -> dict[str, Any]:
    told = figure._asdict()
    return {key: told[key] for key in told if key not in ("figure", "unit", "unit_name")}


def _told(figure: dict[str, Any], period: str) -> str:
    """In a table: `admitted 52 [telephone, 2024-04-02]`."""
    of = f" in {figure['period']}" if figure["period"] != period else ""
    paper = " ".join(filter(None, (figure["document_kind"], figure["document_number"])))
    return f"{figure['indicator']} {figure['number']}{of} [{paper}, {figure['stated_on']}]"


def _unconfirmed(row: ProgressRow) -> bool:
    return None in (row.admitted, row.recognised, row.certified, row.dossiers_open)


def _summed(row: ProgressRow) -> bool:
    return row.target_source == "sum"


def _awaiting(row: ProgressRow) -> bool:
    return bool(row.decided_without_ceremony_counted)


def _late(row: ProgressRow) -> str:
    of = ", ".join(filter(None, (row.name, row.period, row.group)))
    counts = f"{row.recorded_late} of {row.admitted} admitted"
    return f"{of}: {counts} recorded after the last day that counts"


def _differs(row: ProgressRow) -> bool:
    return None not in (row.target_own, row.target_sum) and row.target_own != row.target_sum


def _differing(row: ProgressRow) -> str:
    return f"{row.name}: own target {row.target_own}, handed down {row.target_sum}"

"""`admission analytics`: the log exported run by run, and questions that no projection answers."""

from pathlib import Path
from typing import Final

import click

from cli.auditing import in_base64
from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.output import Column, Form, Listing, as_json, counted, write
from cli.questions import shared_options

_STORES: Final = {
    "stores": "list of objects: `store` (its id), `province` (the name of its first unit), "
    "`position`, `recorded_at`, and `size` and `root` of the log that was exported"
}
_PROVINCE: Final = Column("province", "name of the unit above all others of the store", "province")
_UNIT: Final = (
    Column("unit", "id of the unit that the facts are of"),
    Column("unit_name", "its name on the day asked", "unit"),
)
_YEAR: Final = Column("year", "year", "year", number=True)
_DAYS: Final = (
    Column("median_days", "days that half of them do not exceed", "median", number=True),
    Column("p90_days", "days that nine in ten do not exceed", "90 %", number=True),
    Column("longest_days", "days of the longest", "longest", number=True),
)
ADMISSIONS: Final = Listing(
    "analytics-admissions/1",
    (_PROVINCE, *_UNIT, _YEAR, Column("admitted", "ceremonies held", "admitted", number=True)),
    _STORES,
)
STEPS: Final = Listing(
    "analytics-steps/1",
    (
        _PROVINCE,
        *_UNIT,
        _YEAR,
        Column("step", "milestone", "step"),
        Column("times", "how often it was reached", "times", number=True),
    ),
    _STORES,
)
BETWEEN_STEPS: Final = Listing(
    "analytics-between-steps/1",
    (
        _PROVINCE,
        Column("year", "year of the later step", "year", number=True),
        Column("from_step", "milestone that was reached first", "from"),
        Column("to_step", "milestone that was reached later, with others between or not", "to"),
        Column("paths", "paths that reached both", "paths", number=True),
        *_DAYS,
    ),
    _STORES,
)
REFUSALS: Final = Listing(
    "analytics-refusals/1",
    (
        _PROVINCE,
        _YEAR,
        Column("rule", "rule that refused", "rule"),
        Column("command", "name of the command", "command"),
        Column("times", "refusals by this rule", "times", number=True),
        Column("commands", "different commands that were refused", "commands", number=True),
    ),
    _STORES,
)
RECORDED_LATE: Final = Listing(
    "analytics-recorded-late/1",
    (
        _PROVINCE,
        Column("year", "year of recording", "year", number=True),
        Column("type", "type of event", "type"),
        Column("events", "how many", "events", number=True),
        Column("same_day", "recorded on their day, or before", "same day", number=True),
        Column("within_week", "recorded 1 to 7 days after", "1-7", number=True),
        Column("within_30", "recorded 8 to 30 days after", "8-30", number=True),
        Column("within_90", "recorded 31 to 90 days after", "31-90", number=True),
        Column("within_365", "recorded 91 to 365 days after", "91-365", number=True),
        Column("later", "recorded more than 365 days after", "later", number=True),
        _DAYS[0],
        _DAYS[2],
    ),
    _STORES,
)
WORKLOAD: Final = Listing(
    "analytics-workload/1",
    (
        _PROVINCE,
        Column("year", "year of recording", "year", number=True),
        Column("role", "role in which was recorded, empty where none was said", "role"),
        Column("weekday", "day of the week, 1 for Monday", "weekday", number=True),
        Column("events", "events recorded", "events", number=True),
        Column("commands", "commands recorded", "commands", number=True),
        Column("actors", "how many recorded", "actors", number=True),
        Column("days", "days on which something was recorded", "days", number=True),
    ),
    _STORES,
)
OWN: Final = Listing("analytics-sql/1", (), _STORES)
LISTINGS: Final = {
    listing.schema.removeprefix("analytics-").removesuffix("/1"): listing
    for listing in (ADMISSIONS, STEPS, BETWEEN_STEPS, REFUSALS, RECORDED_LATE, WORKLOAD)
}
"""By the name of each report."""
_JSON: Final = click.option("--json", "json_", is_flag=True, help="Print one JSON object.")


@click.group()
def command() -> None:
    """Export for analysis, and ask what was exported: of one province, or of many together."""


@command.command("export")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_JSON
@pass_settings
def export(settings: Settings, *, folder: Path, json_: bool) -> None:
    """Add what was recorded since the last run to the folder of this store in DIR, as Parquet.

    The folder is called after the id of the store; `manifest.json` in it says up to which position
    it goes. Nothing in it is personal. That it goes out is recorded first, unless the store is
    locked or read-only. A run that is interrupted leaves the folder as it was. Needs pyarrow.
    """
    from admission.app.views import open_views
    from cli.analysing import exporting_at_hand, folders_told
    from cli.exporting import leaving

    exporting = exporting_at_hand()
    with (
        folders_told(),
        leaving(
            settings, "analytics", lambda store: exporting.begun(store, folder), personal=False
        ) as store,
        open_views(settings.db) as views,
    ):
        place, before = exporting.place_of(store, folder), exporting.begun(store, folder)
        after = exporting.export_analytics(views, folder, bar)
    new = after.position - before.position
    root = in_base64(after.head.root)
    if json_:
        told = {"folder": str(place), "position": after.position, "new": new}
        told |= {"size": after.head.size, "root": root}
        write(as_json({"schema": "admission.analytics-export/1", **told}))
        return
    write(f"{counted(new, 'new event')} up to position {after.position} are in {place}")
    write(f"root {root}")


@command.command("list")
@_JSON
def list_(*, json_: bool) -> None:
    """List the reports, and what each of them answers."""
    from cli.analysing import asking_at_hand
    from cli.tables import table

    found = asking_at_hand().reports()
    if json_:
        rows = [{"name": name, "question": question} for name, question in found.items()]
        write(as_json({"schema": "admission.analytics-list/1", "rows": rows}))
    else:
        table(["report", "question"], [list(each) for each in found.items()], [False, False])


@command.command("report")
@click.argument("words", metavar="[NAME] DIR...", nargs=-1, required=True)
@click.option(
    "--sql",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ask the SELECT in this file, instead of a report by its NAME.",
)
@shared_options()
def report(
    words: tuple[str, ...],
    *,
    sql: Path | None,
    as_of: str | None,
    known_at: str | None,
    limit: int | None,
    after: str | None,
    form: Form | None,
) -> None:
    """Print the report NAME over every store exported to the folders DIR.

    Facts are counted for the unit that they are of, not for those above it. --known-at with a
    position is for the folder of one store alone. --db is not asked. Needs duckdb.
    """
    from cli.analysing import Analysis, print_report

    print_report(Analysis(words, sql, as_of, known_at, limit, after, form), LISTINGS, OWN)

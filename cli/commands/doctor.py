"""`admission doctor`: checks of the store and of the machine it is on."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

import click

from admission.app.projector import Projector
from admission.app.recorders.errors import StoreUnusable, Translated
from admission.app.recorders.one_writer import engine_needs_turns
from admission.app.recorders.reading import StoreReader, open_reader
from admission.app.views import open_views
from admission.projections.calendars.queries import list_calendars
from admission.projections.rulebooks.queries import list_rulebooks
from cli import exits
from cli.context import Settings, pass_settings
from cli.output import DEMONSTRATION, Answer, Column, Form, Listing, show
from cli.questions import today

CHECKS: Final = Listing(
    "doctor/1",
    (
        Column("verdict", "pass, note (worth knowing) or fail", "verdict"),
        Column("check", "what was looked at", "check"),
        Column("detail", "what was found, and what to do", "found"),
    ),
)
_FREE_BYTES: Final = 256 * 1024 * 1024
_PRAGMAS: Final = ("journal_mode", "synchronous", "foreign_keys", "page_size")
_FULL: Final = 2


class Check(NamedTuple):
    """One thing looked at."""

    verdict: str
    check: str
    detail: str


@click.command()
@click.option("--csv", "form", flag_value=Form.CSV, type=Form, help="Print CSV.")
@click.option("--json", "form", flag_value=Form.JSON, type=Form, help="Print one JSON object.")
@pass_settings
def command(settings: Settings, form: Form | None) -> None:
    """Check the store and the machine; exit with 1 when a check fails."""
    with open_reader(settings.db) as reader:
        info = reader.info()
        checks = list(_checks(reader, info))
        answer = Answer(
            [check._asdict() for check in checks],
            today(info),
            reader.head(),
            demonstration=info["origin"] == "demo",
            title=f"doctor of {settings.db}",
        )
    show(CHECKS, answer, form or Form.TABLE)
    if any(check.verdict == "fail" for check in checks):
        click.get_current_context().exit(exits.REFUSED)


def _checks(reader: StoreReader, info: dict[str, str]) -> Iterator[Check]:
    yield _engine()
    yield from _file(reader)
    yield _space(reader)
    kind = DEMONSTRATION if info["origin"] == "demo" else "live"
    yield Check("pass", "origin", f"{kind}, begun {info['created_at']}, {info['time_zone']}")
    yield Check("pass", "position", f"{reader.head()} events, store format {info['format']}")
    yield _secret(reader)
    yield _refusals(reader)
    try:
        yield from _projections(reader)
    except StoreUnusable as error:
        yield Check("note", "projections", f"queries build them elsewhere: {error}")
    yield from _adopted(reader, date.fromisoformat(today(info)))


def _engine() -> Check:
    version = sqlite3.sqlite_version
    if engine_needs_turns():
        return Check(
            "note",
            "engine",
            f"SQLite {version} can lose a commit while its log is reset; writers take turns here, "
            "so that it cannot happen: write with this program only, or use 3.51.3 or newer",
        )
    return Check("pass", "engine", f"SQLite {version}")


def _file(reader: StoreReader) -> Iterator[Check]:
    connection = reader.sessions.connection()
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _PRAGMAS}
    said = ", ".join(f"{name} {value}" for name, value in found.items())
    yield Check("pass" if found["synchronous"] == _FULL else "fail", "pragmas", said)
    try:
        wrong = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.DatabaseError as error:
        wrong = [str(error)]
    if wrong == ["ok"]:
        yield Check("pass", "integrity", "the file is whole")
    else:
        yield Check("fail", "integrity", f"damaged ({'; '.join(wrong)}): restore the newest backup")


def _space(reader: StoreReader) -> Check:
    free = shutil.disk_usage(reader.path.parent).free
    needed = max(_FREE_BYTES, reader.path.stat().st_size // 4)
    return Check(
        "pass" if free >= needed else "fail",
        "free space",
        f"{free // 2**20:,} MiB free, at least {needed // 2**20:,} wanted",
    )


def _secret(reader: StoreReader) -> Check:
    path = reader.path.with_name(f"{reader.path.name}.secret")
    if path.exists():
        return Check("pass", "key", f"{path.name} is beside the store; back it up with it")
    return Check(
        "note", "key", f"{path.name} is missing: repeated commands cannot be compared; restore it"
    )


def _refusals(reader: StoreReader) -> Check:
    try:
        with Translated(reader.path):
            found = reader.sessions.connection().execute("SELECT count(*) FROM refusals")
            (count,) = found.fetchone()
    except StoreUnusable as error:
        return Check("fail", "refusals", str(error))
    return Check("pass", "refusals", f"{count} commands were refused so far")


def _projections(reader: StoreReader) -> Iterator[Check]:
    with Projector(reader) as projector:
        behind = max(row.behind_by for row in projector.status())
        quarantined = projector.quarantined()
    said = f"behind by {behind}: the next query takes that in" if behind else "up to date"
    yield Check("note" if behind else "pass", "projections", said)
    for one in quarantined[:10]:
        yield Check(
            "fail", "quarantine", f"{one.projection}, position {one.position}: {one.reason}"
        )
    if not quarantined:
        yield Check("pass", "quarantine", "every event was taken in")


def _adopted(reader: StoreReader, day: date) -> Iterator[Check]:
    ahead = day.replace(year=day.year + 1, day=min(day.day, 28))
    with open_views(reader.path) as views:
        books = list_rulebooks(views.connection, as_of=day.isoformat())
        years = {
            row.year
            for row in list_calendars(views.connection, as_of=day.isoformat())
            if row.adopted
        }
    names = ", ".join(dict.fromkeys(row.rulebook for row in books))
    now, later = (
        any(
            row.unit is None
            and row.first <= on.isoformat()
            and (row.last is None or on.isoformat() <= row.last)
            for row in books
        )
        for on in (day, ahead)
    )
    if not now:
        said = "none is in force today for all units: `admission rulebook adopt`"
        yield Check("note", "rulebooks", said)
    elif not later:
        yield Check("note", "rulebooks", f"{names}; none is in force on {ahead} yet")
    else:
        yield Check("pass", "rulebooks", names)
    missing = [str(year) for year in (day.year, ahead.year) if year not in years]
    said = f"adopted for {len(years)} year{'s' if len(years) != 1 else ''}"
    if missing:
        said += (
            f"; deadlines in {' and '.join(missing)} are provisional: `admission calendar adopt`"
        )
    yield Check("note" if missing else "pass", "calendars", said)

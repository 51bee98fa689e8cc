"""What a package of a unit holds as tables: each with the sentence that says what it is."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from admission.app.audit.packaging import proof_name
from admission.app.views import Views
from admission.projections.balance.queries import balance
from admission.projections.coverage.queries import coverage
from admission.projections.pipeline.queries import list_status
from admission.projections.progress.queries import progress
from admission.projections.timeline.queries import history
from admission.projections.units.acts import list_acts
from cli import balance_layout, coverage_layout, progress_layout
from cli.clocks import position_named
from cli.layout import LaidOut
from cli.output import Column

_AT_ONCE: Final = 500
EVENTS: Final = (
    Column("position", "place of the event in the log"),
    Column("candidate", "id of the candidacy that it is of"),
    Column("person", "id of the person"),
    Column("name", "name of the person; null in a package without personal details"),
    Column("unit", "id of the cell of the candidacy at the end of the period"),
    Column("type", "what happened"),
    Column("on_day", "day on which it took effect"),
    Column("recorded_at", "when it was recorded (UTC)"),
    Column("rulebook", "rulebook by which it was decided, or null"),
    Column("late", "rules by which it was recorded as late"),
    Column("against", "rules that it went against"),
    Column("reading", "how a later correction has it read, or null"),
    Column("proof", "file that proves it to be in the log"),
)


class Scope(NamedTuple):
    """Of what a package is: a unit, the days of a period (ISO), as of which day, known up to.

    `today` is the day on which it is made: papers and reports on a period come after it.
    """

    unit: str
    first: str
    last: str
    as_of: str
    known_at: int
    today: str

    @property
    def asked(self) -> dict[str, Any]:
        """The unit at both clocks, as query functions take them."""
        return {"unit": self.unit, "as_of": self.as_of, "known_at": self.known_at}

    @property
    def years(self) -> range:
        """The years of which the period has a day."""
        return range(int(self.first[:4]), int(self.last[:4]) + 1)


class Part(NamedTuple):
    """One table of a package: `name` of its files, of which `kind`, and of which year; its rows."""

    name: str
    kind: str
    columns: Sequence[Column]
    rows: Sequence[dict[str, Any]]
    notes: Sequence[str] = ()
    year: int | None = None


def figures(views: Views, scope: Scope) -> Iterator[Part]:
    """Progress and coverage of each year, and the balance of the period, to the lowest units."""
    for year in scope.years:
        of_year = progress(
            views.connection,
            year=year,
            known_by=lambda on: position_named(views.store, views.store.info(), on) or 0,
            depth=None,
            **scope.asked,
        )
        yield _part("progress", progress_layout.laid_out(of_year, year=year, by="unit"), year)
        yield _part(
            "coverage",
            coverage_layout.laid_out(
                coverage(views.connection, year=year, depth=None, **scope.asked), year=year
            ),
            year,
        )
    days = (scope.first, scope.last)
    found = balance(views.connection, first=days[0], last=days[1], depth=None, **scope.asked)
    yield _part("balance", balance_layout.laid_out(found.rows, *days))


def unit_acts(views: Views, scope: Scope, columns: Sequence[Column]) -> Part:
    """The acts of the period that moved the count of units under the unit."""
    since = (date.fromisoformat(scope.first) - timedelta(days=1)).isoformat()
    found = list_acts(views.connection, since=since, **scope.asked)
    rows = [row._asdict() for row in found.rows]
    return Part("unit-acts", "unit-acts", columns, rows)


def events(views: Views, scope: Scope, *, personal: bool) -> Part:
    """The events of the unit's candidacies that took effect in the period."""
    found = list_status(views.connection, **scope.asked).rows
    of = {row.candidate: row for row in found}
    streams, rows = list(of), []
    for at in range(0, len(streams), _AT_ONCE):
        some = streams[at : at + _AT_ONCE]
        page = history(views.connection, *some, as_of=scope.as_of, known_at=scope.known_at)
        for step in page.rows:
            if scope.first <= step.on_day <= scope.last:
                path = of[step.stream]
                told = step._asdict() | {
                    "candidate": path.candidate,
                    "person": path.person,
                    "name": path.name if personal else None,
                    "unit": path.unit,
                    "proof": proof_name(step.position),
                }
                rows.append({column.key: told[column.key] for column in EVENTS})
    rows.sort(key=lambda row: row["position"])
    return Part("events", "events", EVENTS, rows)


def _part(kind: str, laid_out: LaidOut, year: int | None = None) -> Part:
    name = f"figures/{kind}-{year}" if year else f"figures/{kind}"
    return Part(name, kind, laid_out.columns, laid_out.rows, laid_out.notes, year)

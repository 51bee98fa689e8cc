"""Rulebooks and calendars: whether they reach far enough."""

from collections.abc import Iterator
from datetime import date

from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.calendars.queries import list_calendars
from admission.projections.rulebooks.queries import list_rulebooks


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """Whether a rulebook and calendars are in force for today and the coming year."""
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

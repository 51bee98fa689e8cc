"""Records that are likely to be of one person."""

from collections.abc import Iterator
from datetime import date

from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.people.twins import count_twins


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """How many pairs of records look like one person; whose they are is for `person twins`."""
    with open_views(reader.path) as views:
        pairs = count_twins(views.connection, as_of=day.isoformat())
    if not pairs:
        yield Check("pass", "twins", "no two records look like one person")
        return
    said = "1 likely pair" if pairs == 1 else f"{pairs:,} likely pairs"
    yield Check("note", "twins", f"{said} of records of one person: `admission person twins`")

"""Trees: whether a report counts the same people through each of them."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.asking import Connection
from admission.projections.progress.queries import progress
from admission.projections.units.lenses import AS_NOW, AS_WAS


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """Over all units, this year and the year before read alike as-was and as-now."""
    with open_views(reader.path) as views:
        for year in (day.year - 1, day.year):
            counted = {tree: _admitted(views.connection, year, day, tree) for tree in _TREES}
            said = ", ".join(f"{people} admitted {tree}" for tree, people in counted.items())
            alike = len(set(counted.values())) == 1
            yield Check("pass" if alike else "fail", "trees", f"{year}: {said}")


def _admitted(connection: Connection, year: int, day: date, tree: str) -> int:
    found = progress(connection, year=year, as_of=day.isoformat(), tree=tree, depth=0)
    return sum(row.admitted_counted for row in found.rows)


_TREES: Final = (AS_WAS, AS_NOW)

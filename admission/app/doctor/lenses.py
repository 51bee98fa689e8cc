"""Trees: whether reports and lists count the same people through each of them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from admission.app.doctor.check import Check
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.asking import Connection
from admission.projections.attendance.queries import list_attendances
from admission.projections.balance.queries import balance
from admission.projections.classes.queries import list_classes
from admission.projections.coverage.queries import coverage
from admission.projections.movements.queries import CAME, WENT, tally_kinds
from admission.projections.pipeline.queries import count_standings
from admission.projections.progress.queries import progress
from admission.projections.stated.queries import list_figures
from admission.projections.targets.queries import list_targets
from admission.projections.tasks.queries import list_tasks
from admission.projections.units.lenses import AS_NOW, AS_WAS
from admission.projections.units.queries import list_units

_TREES: Final = (AS_WAS, AS_NOW)


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """Over all units reports of two years, and under the roots of today lists, come to the same."""
    with open_views(reader.path) as views:
        for year in (day.year - 1, day.year):
            yield from _reports(views.connection, year, day.isoformat())
        yield from _lists(views.connection, day.isoformat())


def _reports(connection: Connection, year: int, as_of: str) -> Iterator[Check]:
    for report, count in _REPORTS.items():
        counted = {tree: count(connection, year, as_of=as_of, tree=tree) for tree in _TREES}
        said = ", ".join(f"{people} {report} {tree}" for tree, people in counted.items())
        yield _check(len(set(counted.values())) == 1, f"{year}: {said}")


def _lists(connection: Connection, as_of: str) -> Iterator[Check]:
    roots = [row.unit for row in list_units(connection, as_of=as_of, depth=0).rows]
    for what, count in _LISTS.items():
        whole = count(connection, as_of=as_of, tree=AS_NOW)
        under = sum(count(connection, as_of=as_of, tree=AS_NOW, unit=root) for root in roots)
        yield _check(whole == under, f"{whole} {what}, {under} under the roots {AS_NOW}")


def _check(alike: bool, said: str) -> Check:  # noqa: FBT001 - the verdict
    return Check("pass" if alike else "fail", "trees", said)


def _admitted(connection: Connection, year: int, **asked: Any) -> int:  # noqa: ANN401
    rows = progress(connection, year=year, depth=0, **asked).rows
    return sum(row.admitted_counted for row in rows)


def _covered(connection: Connection, year: int, **asked: Any) -> int:  # noqa: ANN401
    rows = coverage(connection, year=year, depth=0, **asked).rows
    return sum(
        row.admitted_counted
        + row.decided_counted
        + row.at_authority_counted
        + row.dossiers_before_authority_counted
        for row in rows
    )


def _balanced(connection: Connection, year: int, **asked: Any) -> int:  # noqa: ANN401
    period: Any = {"first": f"{year}-01-01", "last": f"{year}-12-31"}
    rows = balance(connection, **period, depth=0, **asked).rows
    return sum((row.opening or 0) + _gained(row._asdict()) for row in rows)


def _gained(row: Mapping[str, Any]) -> int:
    came, went = ([row[kind.replace("-", "_")] for kind in kinds] for kinds in (CAME, WENT))
    gained: int = sum(came) - sum(went)
    return gained


def _standing(connection: Connection, **asked: Any) -> int:  # noqa: ANN401
    return sum(count.candidates for count in count_standings(connection, **asked))


def _moved(connection: Connection, **asked: Any) -> int:  # noqa: ANN401
    year = asked["as_of"][:4]
    found = tally_kinds(connection, f"{year}-01-01", f"{year}-12-31", **asked)
    return sum(moved.people for moved in found)


_REPORTS: Final[Mapping[str, Callable[..., int]]] = {
    "admitted": _admitted,
    "admitted or on the way": _covered,
    "members": _balanced,
}
_LISTS: Final[Mapping[str, Callable[..., int]]] = {
    "candidates": _standing,
    "movements of the year": _moved,
    "classes": lambda rows, **asked: len(list_classes(rows, **asked).rows),
    "targets": lambda rows, **asked: len(list_targets(rows, **asked).rows),
    "attendances": lambda rows, **asked: len(list_attendances(rows, **asked).rows),
    "tasks": lambda rows, **asked: len(list_tasks(rows, **asked).rows),
    "stated figures": lambda rows, **asked: len(list_figures(rows, **asked).rows),
}

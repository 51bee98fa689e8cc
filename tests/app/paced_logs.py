"""Rows of logs whose paths are drawn at a pace that is known: for the forecast to be tried on.

Entries come to each cell by chance. Time runs in each quarter at a pace of its own, in part the
same for all units of the root, in part of a grassroots unit alone: so what is forecast from the
past comes sooner or later than it says. The rows are those that the projections would hold.
"""

import sqlite3
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

import numpy as np

from admission.app.projection_file import statements
from admission.projections.asking import FOREVER, STILL_KNOWN

Numbers = np.ndarray[Any, np.dtype[np.float64]]

STAGES: Final = (
    "pool-entered",
    "dossier-permitted",
    "cell-resolved",
    "admission-decided",
    "ceremony-held",
)
_SHAPE: Final = 2.0
_MEAN_DAYS: Final = (70.0, 30.0, 25.0, 15.0)
_LEAVES: Final = (0.08, 0.04, 0.02, 0.0)
_QUARTER: Final = 91.3125


class Paced(NamedTuple):
    """What a log is drawn from.

    `pace` and `own` are standard deviations of the logarithm of how fast a quarter runs, for all
    units of the root and for a grassroots unit by itself; `entries` are people a year of a cell.
    """

    seed: int
    years: int = 3
    pace: float = 0.15
    own: float = 0.1
    grassroots: int = 12
    cells: int = 4
    entries: float = 8.0
    first: int = 2020

    @property
    def last_year(self) -> int:
        """The year to be forecast."""
        return self.first + self.years - 1


def paced_log(paced: Paced) -> sqlite3.Connection:
    """The rows of such a log, in memory; a row is known from its day on, taken as a position."""
    connection = sqlite3.connect(":memory:")
    for projection in ("units", "milestones", "rulebooks", "pipeline"):
        for statement in statements(projection):
            connection.execute(statement)
    drawn = _Drawn(paced)
    mark = "(?, ?, ?, NULL, ?, 1, ?, NULL, ?, ?, 0, ?)"
    connection.executemany(f"INSERT INTO units VALUES {mark}", drawn.units())  # noqa: S608
    mark = "(?, ?, ?, '', ?, '', '', 0, ?, ?, ?, ?)"
    connection.executemany(f"INSERT INTO milestones VALUES {mark}", drawn.milestones())  # noqa: S608
    return connection


def known_by(day: str) -> int:
    """The last position that was recorded by the end of a day."""
    return date.fromisoformat(day).toordinal()


class _Drawn:
    def __init__(self, paced: Paced) -> None:
        self._paced = paced
        self._chance = np.random.default_rng(paced.seed)
        self._began = date(paced.first, 1, 1)
        self._days = (date(paced.last_year, 12, 31) - self._began).days
        self._together = self._quarters(paced.pace)

    def units(self) -> list[tuple[Any, ...]]:
        names: list[tuple[str, str, str | None]] = [("root", "province", None)]
        for number in range(self._paced.grassroots):
            here = f"g{number:02}"
            names.append((here, "grassroots", "root"))
            names += [(f"{here}c{cell:02}", "cell", here) for cell in range(self._paced.cells)]
        begun = self._began.isoformat()
        return [(n, kind, n, above, begun, begun, FOREVER, STILL_KNOWN) for n, kind, above in names]

    def milestones(self) -> list[tuple[Any, ...]]:
        return [
            row
            for number in range(self._paced.grassroots)
            for clock in [self._clock()]
            for cell in range(self._paced.cells)
            for row in self._of_a_cell(f"g{number:02}c{cell:02}", clock)
        ]

    def _quarters(self, deviation: float) -> Numbers:
        """How fast each quarter runs; on average as the clock does."""
        count = int(self._days / _QUARTER) + 2
        return np.exp(self._chance.normal(-(deviation**2) / 2, deviation, count))

    def _clock(self) -> Numbers:
        """How much time has run by the end of each day, for one grassroots unit."""
        speed = self._together * self._quarters(self._paced.own)
        return np.cumsum(speed[(np.arange(self._days + 1) / _QUARTER).astype(int)])

    def _of_a_cell(self, cell: str, clock: Numbers) -> list[tuple[Any, ...]]:
        rate = self._paced.entries * self._chance.gamma(4.0, 0.25)
        people = self._chance.poisson(rate * self._paced.years)
        found = []
        for number, entered in enumerate(self._chance.integers(0, self._days + 1, people)):
            for name, day in self._path(int(entered), clock):
                on = self._began + timedelta(day)
                row = (f"{cell}p{number}", name, on.isoformat(), cell, on.isoformat(), FOREVER)
                found.append((*row, on.toordinal(), STILL_KNOWN))
        return found

    def _path(self, entered: int, clock: Numbers) -> list[tuple[str, int]]:
        """The days that are over by the end of the log."""
        took = self._chance.gamma(_SHAPE, np.array(_MEAN_DAYS) / _SHAPE)
        leaves = self._chance.random(len(_LEAVES)) < _LEAVES
        times = accumulate(took, initial=clock[entered])
        days = [int(np.searchsorted(clock, time)) for time in times]
        path = [(STAGES[0], entered)]
        for (name, gone), (_, day) in zip(
            zip(STAGES[1:], leaves, strict=True), pairwise(days), strict=True
        ):
            if day > self._days:
                break
            path.append(("ended" if gone else name, day))
            if gone:
                break
        return path

"""The whole question: one pass over the paths, one over the votes, and what was refused before."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import groupby
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from admission.app.conformance.findings import Deviation, Finding
from admission.app.conformance.judging import FROM_PAPER, VOTES, Beside, Judge
from admission.app.conformance.lines import Base, Line, lines_of
from admission.app.conformance.refused import Accepted, accepted_after_refusal
from admission.app.conformance.sides import Sides
from admission.app.recorders.reading import StoreReader
from admission.app.replay.streams import Replay
from admission.domain.kernel import ids
from admission.projections.asking import Connection, Moment
from admission.projections.conformance.queries import StepRow, list_steps
from admission.projections.units.places import Places
from admission.projections.units.queries import tree as units_under
from admission.projections.units.scope import Reading

_PAGE: Final = 5_000
_NOT_CARRIED: Final = b'"carried":false'
_PLACES: Final = ("unit", "body", "cell")


class Asked(NamedTuple):
    """Which part of the log: a moment, a unit with all under it, a tree, days (ISO); None: all."""

    as_of: str
    known_at: int
    unit: str | None = None
    tree: str = "as-was"
    first: str | None = None
    last: str | None = None


class Conformance(NamedTuple):
    """The lines, and how many steps of how many paths were asked."""

    lines: list[Line]
    steps: int
    paths: int


class _Pass:
    """One pass over the log; what is held does not grow with it, but for what was found."""

    def __init__(self, reader: StoreReader, rows: Connection, asked: Asked) -> None:
        self._reader, self._rows, self._asked = reader, rows, asked
        self.base: Base = Counter()
        self.paths = 0
        self._replay = Replay(reader, asked.known_at, asked.as_of)
        self._home = cache(self._in_the_tree)

    def findings(self) -> Iterator[Finding]:
        """Every finding; `base` and `paths` are whole after the last."""
        accepted = accepted_after_refusal(
            self._reader, self._asked.known_at, self._replay.rulebooks()
        )
        refused = {each.row.position: each for each in accepted}
        codes = {position: each.codes for position, each in refused.items()}
        sides = Sides(self._rows, self._asked.known_at)
        zone = ZoneInfo(self._reader.info()["time_zone"])
        judge = Judge(self._replay, sides, zone, Beside(frozenset(self._failed()), codes))
        for _, rows in groupby(self._steps(), key=lambda row: row.candidate):
            path = list(rows)
            self._count(path)
            yield from judge.findings(path)
        for each in refused.values():
            yield from self._of_no_path(each)

    def _steps(self) -> Iterator[StepRow]:
        after: str | None = None
        while True:
            page = list_steps(self._rows, **self._asked._asdict(), limit=_PAGE, after=after)
            yield from (row._replace(unit=self._home(row.unit)) for row in page.rows)
            if page.next is None:
                return
            after = page.next

    def _count(self, path: list[StepRow]) -> None:
        self.paths += 1
        for row in path:
            if row.corrects is None and row.how != "annulled":
                self.base[row.unit, row.on_day[:4], row.type in FROM_PAPER] += 1

    def _failed(self) -> Iterator[int]:
        """The positions of votes that were not carried."""
        types, after = tuple(vote.TYPE for vote in VOTES), 0
        while rows := self._reader.log_rows(after, _PAGE, types=types):
            yield from (row.position for row in rows if _NOT_CARRIED in row.state)
            after = rows[-1].position

    def _of_no_path(self, accepted: Accepted) -> Iterator[Finding]:
        """What was refused before, of anything but a path."""
        row, codes = accepted
        if ids.kind_of(row.stream) == "candidate":
            return
        said = json.loads(row.state)
        day = str(said["on"])
        unit = self._home(next((said[name] for name in _PLACES if said.get(name)), None))
        if self._is_asked(unit, day):
            rule = " ".join(codes)
            yield Finding(Deviation.AFTER_REFUSAL, rule, row.position, day, unit)

    def _is_asked(self, unit: str | None, day: str) -> bool:
        first, last = self._asked.first or day, self._asked.last or day
        return first <= day <= min(last, self._asked.as_of) and (
            self._asked.unit is None or unit in self._under
        )

    @cached_property
    def _under(self) -> frozenset[str]:
        as_of, known_at, unit, *_ = self._asked
        below = units_under(self._rows, as_of=as_of, known_at=known_at, unit=unit)
        return frozenset(row.unit for row in below)

    def _in_the_tree(self, unit: str | None) -> str | None:
        """The unit that stands for another in the tree that is asked for."""
        moment = Moment(self._asked.as_of, self._asked.known_at)
        day = Reading(moment, tree=self._asked.tree).day
        if unit is None or day is None:
            return unit
        return Places(self._rows, self._asked.known_at).in_place_of(unit, day) or unit


def conformance(reader: StoreReader, rows: Connection, asked: Asked) -> Conformance:
    """Where practice left the rules, in the part of the log that is asked about."""
    going = _Pass(reader, rows, asked)
    lines = lines_of(going.findings(), going.base)
    return Conformance(lines, going.base.total(), going.paths)

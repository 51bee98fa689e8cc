"""The whole question: a pass over the paths, one over the other streams, one over the votes."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache, cached_property
from itertools import groupby
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from admission.app.conformance.acts import streams
from admission.app.conformance.again import Again
from admission.app.conformance.findings import PATH, Finding
from admission.app.conformance.judging import FROM_PAPER, VOTES, Beside, Judge
from admission.app.conformance.lines import Base, Line, lines_of
from admission.app.conformance.refused import accepted_after_refusal
from admission.app.conformance.registers import Before, Registers, is_from_paper
from admission.app.conformance.sides import Sides
from admission.app.recorders.reading import StoreReader
from admission.app.replay.streams import Replay
from admission.projections.asking import Connection, Moment
from admission.projections.conformance.queries import StepRow, list_steps
from admission.projections.units.places import Places
from admission.projections.units.queries import tree as units_under
from admission.projections.units.scope import Reading

_PAGE: Final = 5_000
_NOT_CARRIED: Final = b'"carried":false'


class Asked(NamedTuple):
    """Which part of the log: a moment, a unit with all under it, a tree, days (ISO); None: all."""

    as_of: str
    known_at: int
    unit: str | None = None
    tree: str = "as-was"
    first: str | None = None
    last: str | None = None


class Conformance(NamedTuple):
    """The lines, how many steps of how many paths were asked, and how many acts beside paths."""

    lines: list[Line]
    steps: int
    paths: int
    acts: int


class _Pass:
    """One pass over the log; what is held does not grow with it, but for what was found."""

    def __init__(self, reader: StoreReader, rows: Connection, asked: Asked) -> None:
        self._reader, self._rows, self._asked = reader, rows, asked
        self.base: Base = Counter()
        self.steps = self.paths = 0
        self._replay = Replay(reader, asked.known_at, asked.as_of)
        self._home = cache(self._in_the_tree)

    def findings(self) -> Iterator[Finding]:
        """Every finding; `base`, `steps` and `paths` are whole after the last."""
        position = self._asked.known_at
        accepted = accepted_after_refusal(self._reader, position, self._replay.rulebooks())
        codes = {each.row.position: each.codes for each in accepted}
        sides = Sides(self._rows, position)
        zone = ZoneInfo(self._reader.info()["time_zone"])
        judge = Judge(self._replay, sides, zone, Beside(frozenset(self._failed()), codes))
        for _, rows in groupby(self._steps(), key=lambda row: row.candidate):
            path = list(rows)
            self._count(path)
            yield from judge.findings(path)
        yield from self._of_registers(Registers(
            self._replay, sides, zone, Again(self._reader, self._replay, position, zone),
            Before(self._first_day(zone), codes),
        ))  # fmt: skip

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
                self.base[row.unit, row.on_day[:4], row.type in FROM_PAPER, PATH] += 1
                self.steps += 1

    def _failed(self) -> Iterator[int]:
        """The positions of votes that were not carried."""
        types, after = tuple(vote.TYPE for vote in VOTES), 0
        while rows := self._reader.log_rows(after, _PAGE, types=types):
            yield from (row.position for row in rows if _NOT_CARRIED in row.state)
            after = rows[-1].position

    def _of_registers(self, registers: Registers) -> Iterator[Finding]:
        """What was left in every stream that is no path."""
        for stream in streams(self._replay):
            for act in stream.acts:
                unit, day = self._home(act.unit), act.said["on"]
                if not act.annulled and self._is_asked(unit, day):
                    self.base[unit, day[:4], is_from_paper(act), act.kind] += 1
            for each in registers.findings(stream):
                found = each._replace(unit=self._home(each.unit))
                if self._is_asked(found.unit, found.day):
                    yield found

    def _first_day(self, zone: ZoneInfo) -> str:
        began = datetime.fromisoformat(self._reader.info()["created_at"])
        return began.astimezone(zone).date().isoformat()

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
    return Conformance(lines, going.steps, going.paths, going.base.total() - going.steps)

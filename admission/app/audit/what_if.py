"""The steps of a year decided again under another rulebook, path by path, in flat memory."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from admission.app.as_known import AsKnown
from admission.app.envelope import metadata_of
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader
from admission.domain.decider import COMMANDS
from admission.domain.kernel.messages import Context
from admission.domain.registers.rulebooks.state import SupposedShelf
from admission.domain.rulebooks.rulebook import Effect
from admission.domain.stages.steps import StepCommand
from admission.domain.supposing import DecidedAgain, Step, decided_again


class Days(NamedTuple):
    """The days whose steps are asked for, both included."""

    first: date
    last: date

    def have(self, on: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= on <= self.last


class Refusals(NamedTuple):
    """The steps that were refused: how many, by which rules, how many by what is not asked now.

    Of a refused command its rules are kept and not what it said, so it cannot be decided again.
    """

    kept: int
    rules: Mapping[str, int]
    not_asked: int


class WhatIf:
    """One question: which steps would have become otherwise under the rulebook put on a shelf."""

    def __init__(
        self, reader: StoreReader, known: AsKnown, shelf: SupposedShelf, days: Days
    ) -> None:
        self._reader = reader
        self._shelf = shelf
        self._days = days
        self._known = known
        self._zone = ZoneInfo(reader.info()["time_zone"])

    def decided_again(self, candidates: Iterable[list[str]]) -> Iterator[DecidedAgain]:
        """The steps of these days, of candidates given some at a time, in their order."""
        world = self._known.world()
        for some in candidates:
            for candidate, rows in self._reader.rows_of(some).items():
                path = self._until_the_last_asked(list(self._path(rows)))
                yield from decided_again(world, self._shelf, candidate, path, self._days.have)

    def refusals(self, until: str) -> Refusals:
        """The refused steps that were recorded on these days, up to a time (as stored)."""
        kept, not_asked = 0, 0
        rules: Counter[str] = Counter()
        for codes in self._refused(until):
            kept += 1
            rules.update(codes)
            not_asked += all(self._lets_pass(code) for code in codes)
        return Refusals(kept, dict(sorted(rules.items())), not_asked)

    def _path(self, rows: list[EventRow]) -> Iterator[Step]:
        by_version = {row.version: row for row in rows}
        for fact in self._known.among(rows):
            row = by_version[fact.version]
            actor = metadata_of(row.metadata).actor
            yield Step(fact, Context(self._day(row.recorded_at), actor))

    def _until_the_last_asked(self, path: list[Step]) -> list[Step]:
        while path and not self._days.have(path[-1].fact.event.on):
            path.pop()
        return path

    def _refused(self, until: str) -> Iterator[list[str]]:
        after = ""
        while rows := self._reader.refusals(after):
            after = rows[-1].refusal_id
            for row in rows:
                is_step = issubclass(COMMANDS.get(row.command, object), StepCommand)
                in_time = row.recorded_at <= until and self._days.have(self._day(row.recorded_at))
                if is_step and in_time:
                    yield row.codes.split()

    def _lets_pass(self, code: str) -> bool:
        effect = self._shelf.instead.rulebook.effect(code)
        return not code.startswith("SYS") and effect in (Effect.NONE, Effect.LATE)

    def _day(self, recorded_at: str) -> date:
        return datetime.fromisoformat(recorded_at).astimezone(self._zone).date()

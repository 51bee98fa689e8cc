"""Which paths rest on something: the rows say, and of what they have not yet, the log."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from admission.app.projector import Projector
from admission.app.recorders.reading import StoreReader
from admission.app.states import recorded
from admission.domain.registers.corrections.resting import named_by
from admission.projections.resting.project import READS
from admission.projections.resting.queries import paths_resting_on

_TYPES: Final = sorted(READS)
_AT_ONCE: Final = 1000


class Resting:
    """Asked at corrections only; it keeps what it has read of the log that has no rows yet."""

    def __init__(self, reader: StoreReader, projector: Projector) -> None:
        self._reader = reader
        self._projector = projector
        self._after = self._seen = 0
        self._kept: dict[str, set[str]] = {}

    def paths(self, things: Sequence[str]) -> list[str]:
        """The candidates of whose steps any has ever named one of these things, sorted."""
        if not self._reader.sessions.connection().in_transaction:
            self._projector.catch_up()
        reached, found = self._projector.ask(partial(paths_resting_on, things=things))
        self._read_on(reached)
        return sorted(found.union(*(self._kept.get(thing, ()) for thing in things)))

    def forget(self) -> None:
        """Forget what was read, after a transaction was undone."""
        self._begin_after(0)

    def _begin_after(self, position: int) -> None:
        self._after = self._seen = position
        self._kept.clear()

    def _read_on(self, reached: int) -> None:
        if not self._after <= reached <= self._seen:  # the rows went on past it, or began anew
            self._begin_after(reached)
        while rows := self._reader.log_rows(self._seen, _AT_ONCE, types=_TYPES):
            for row in rows:
                for thing in named_by(recorded(row, self._reader.lock.seals).event):
                    self._kept.setdefault(thing, set()).add(row.stream)
            self._seen = rows[-1].position

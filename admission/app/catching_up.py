"""From the checkpoints of rows on to a later position of the log, batch by batch."""

from typing import Final, NamedTuple

from admission.app.facts import Facts
from admission.app.live_rows import LiveRows
from admission.app.recorders.errors import refused
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import StoreReader
from admission.app.row_writers import DirectWriter, writer_of
from admission.app.taking_in import set_checkpoints, take_in

POSITIONS: Final = "SELECT projection, position FROM checkpoints"
"""How far each projection is."""


class Run:
    """One run over the log: rows and checkpoints go into the file together, batch by batch."""

    def __init__(self, store: StoreReader, file: LiveRows, facts: Facts, batch: int) -> None:
        self.store = store
        self._rows = file
        self._facts = facts
        self._batch = batch

    def to(self, until: int) -> int:
        """Go on from the checkpoints to a position; returns how many positions were done."""
        done = 0
        while step := self._batch_done(until):
            done += step.positions
            if step.reached >= until:
                break
        return done

    def _batch_done(self, until: int) -> "_Step | None":
        """Write one batch; fact by fact where the database refuses some of it."""
        try:
            with self._rows.writing() as connection:
                return self._written(connection, until)
        except Exception as error:
            if not refused(error):
                raise  # the disk or a lock: no fact's fault
        with self._rows.writing() as connection:
            return self._written(connection, until, one_by_one=True)

    def _written(
        self, connection: Connection, until: int, *, one_by_one: bool = False
    ) -> "_Step | None":
        at = dict(connection.execute(POSITIONS).fetchall())
        lowest = min(at.values())
        # Another program may have gone further meanwhile.
        rows = self.store.log_rows(lowest, max(0, min(self._batch, until - lowest)))
        if not rows:
            return None
        self._facts.look_ahead(rows)
        writer = DirectWriter(connection, at_once=True) if one_by_one else writer_of(connection)
        for row in rows:
            fact = self._facts.fact(row)
            take_in(connection, fact, at, writer.write, one_by_one=one_by_one)
        writer.finish()
        set_checkpoints(connection, rows[-1].position, rows[-1].command_id)
        return _Step(rows[-1].position - lowest, rows[-1].position)


class _Step(NamedTuple):
    """How many positions a batch brought, and which one it reached."""

    positions: int
    reached: int

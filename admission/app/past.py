"""What was recorded, event by event, as corrections look at it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admission.app.envelope import metadata_of
from admission.app.recorders.reading import StoreReader
from admission.app.resting import Resting
from admission.app.states import recorded
from admission.domain.kernel.messages import Entered, Recorded


class StoredPast:
    """The past of a store; days of recording are those of the organisation's time zone."""

    def __init__(self, reader: StoreReader, zone: ZoneInfo, resting: Resting) -> None:
        self._reader = reader
        self._resting = resting
        self._seals = reader.lock.seals.strict
        self._zone = zone

    def history(self, stream: str) -> tuple[Recorded, ...]:
        """Every event of a stream, corrections among them, in order."""
        rows = self._reader.stream_rows(stream)
        return tuple(recorded(row, self._seals) for row in rows)

    def entered(self, stream: str, version: int) -> Entered:
        """How the event at a place of a stream came in; KeyError if there is none."""
        row = next(iter(self._reader.stream_rows(stream, version - 1)), None)
        if row is None:
            raise KeyError(stream, version)
        command = self._reader.command(row.command_id)
        first, last = (command.first, command.last) if command else (row.position, row.position)
        together = self._reader.log_rows(first - 1, last - first + 1)
        return Entered(
            metadata_of(row.metadata).actor,
            datetime.fromisoformat(row.recorded_at).astimezone(self._zone).date(),
            row.subject,
            tuple((each.stream, each.version) for each in together),
        )

    def resting_on(self, things: Sequence[str]) -> list[str]:
        """The candidates of whose steps any has ever named one of these things, each once."""
        return self._resting.paths(things)

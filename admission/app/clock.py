"""The time to record: now, and never before what is recorded already."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from admission.app.envelope import Act, utc_text
from admission.app.recorders.reading import StoreReader
from admission.domain.registers.store.state import Skew

MOST_SKEW: Final = timedelta(seconds=5)
"""How far a clock may go back before it is said to have been set back."""


class NotADemonstration(Exception):  # noqa: N818 - said to people as it is
    """A store for live use was asked to record under another clock, or that clock ran backwards."""


class Moment(NamedTuple):
    """The time to record, and as stored; what the clock says, where it was set back (UTC text)."""

    at: datetime
    text: str
    set_back_to: str = ""


class RecordClock:
    """The clock of one open store."""

    def __init__(
        self, now: Callable[[], datetime], reader: StoreReader, *, demonstration: bool
    ) -> None:
        self._now = now
        self._reader = reader
        self._demonstration = demonstration
        self._last = ""

    def recorded(self, text: str) -> None:
        """Something was recorded at this time."""
        self._last = text

    def forget(self) -> None:
        """Look the newest record up again: others may have recorded, or it was undone."""
        self._last = ""

    def moment(self, act: Act) -> Moment:
        """The time of an act of recording.

        Raises:
            NotADemonstration: the act says a time of its own, and may not.
        """
        self._last = last = self._last or self.newest()
        if act.recorded_at is not None:
            return self._as_told(act.recorded_at, last)
        now = self._now()
        text = utc_text(now)
        if text >= last:
            return Moment(now, text)
        newest = datetime.fromisoformat(last)
        skewed = newest - now > MOST_SKEW and not self._demonstration
        return Moment(newest, last, text if skewed else "")

    def newest(self) -> str:
        """When the newest record was made (UTC text), empty where there is none."""
        rows = self._reader.log_rows(self._reader.head() - 1, 1)
        return rows[0].recorded_at if rows else ""

    def _as_told(self, told: datetime, last: str) -> Moment:
        if not self._demonstration:
            msg = "only a demonstration records under another clock: leave `recorded_at` out"
            raise NotADemonstration(msg)
        text = utc_text(told)
        if text < last:
            msg = f"`recorded_at` {text} lies before the last record, {last}"
            raise NotADemonstration(msg)
        return Moment(told, text)


def is_told(moment: Moment, before: Skew | None) -> bool:
    """Whether a clock that was set back is still as far back as the last skew says."""
    if before is None or before.last != moment.text:
        return False
    clock = datetime.fromisoformat(moment.set_back_to)
    return datetime.fromisoformat(before.clock) - clock <= MOST_SKEW

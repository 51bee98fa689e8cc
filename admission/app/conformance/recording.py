"""How long after its day something was recorded."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

LATE_AFTER_DAYS: Final = 30
"""An act is recorded late where more days than these lie between it and its recording."""


def delay(on_day: str, recorded_at: str, zone: ZoneInfo) -> int:
    """Days between a day (ISO) and the recording (UTC); 0 where it is surely not late."""
    on = _number(on_day)
    if _number(recorded_at[:10]) - on < LATE_AFTER_DAYS:
        return 0
    recorded = datetime.fromisoformat(recorded_at).astimezone(zone).date()
    return recorded.toordinal() - on


@lru_cache(maxsize=16_384)
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()

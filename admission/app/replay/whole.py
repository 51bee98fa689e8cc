"""The whole log passed through to a position: what there is of each type, and of each kind."""

from collections import Counter
from typing import NamedTuple

from admission.app.recorders.reading import StoreReader


class Totals(NamedTuple):
    """How many events there are of each type, and streams of each kind."""

    events: Counter[str]
    streams: Counter[str]


def totals(reader: StoreReader, position: int) -> Totals:
    """What is in the log up to a position, read once, in pieces; nothing of it is decoded."""
    found = Totals(Counter(), Counter())
    for of_type, kind, begins, events in reader.counted(position):
        found.events[of_type] += events
        if begins:
            found.streams[kind] += events
    return found

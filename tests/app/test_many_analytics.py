"""A million events: DuckDB counts what reading and folding them one by one counts."""

from collections import Counter
from pathlib import Path

import pytest

from admission.app.recorders.reading import open_reader
from admission.app.states import recorded
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.stages.admission.events import CeremonyHeld
from benchmarks.long_store import make
from tests.app.analytics_folders import all_of, exported

EVENTS = 1_000_000
_ADMITTED = (
    "SELECT year(on_day), count(DISTINCT (candidate, on_day)) FROM milestones "
    "WHERE name = 'ceremony-held' AND known_to > 9e18 GROUP BY ALL"
)
"""Ceremonies that were held, of those as well whose decision was cancelled afterwards."""


@pytest.mark.slow
def test_totals_of_a_million_events_are_those_of_reading_them_again(tmp_path: Path) -> None:
    make(tmp_path / "long.db", EVENTS)
    found = exported(tmp_path / "long.db", tmp_path / "out")
    types, streams = Counter[str](), set[str]()
    with open_reader(tmp_path / "long.db") as reader:
        head = reader.head()
        for row in reader.iterate():
            types[row.type] += 1
            if row.type == CeremonyHeld.TYPE:
                streams.add(row.stream)
        admitted = Counter[int]()
        for stream in streams:
            told = (recorded(each, reader.lock.seals) for each in reader.stream_rows(stream))
            standing = (each.event for each in as_they_stand(told))
            admitted.update(each.on.year for each in standing if isinstance(each, CeremonyHeld))
    with all_of(tmp_path / "out") as connection:
        counts = connection.execute("SELECT type, count(*) FROM events GROUP BY ALL").fetchall()
        ceremonies = connection.execute(_ADMITTED).fetchall()
    assert dict(counts) == types
    assert dict(ceremonies) == admitted
    assert found.position == head
    assert types.total() >= EVENTS

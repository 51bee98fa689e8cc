"""What facts are made of: the state of a stream only where a projection follows it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from admission.app.facts import Facts
from admission.app.readers import is_followed, readers
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import StoreReader, open_reader
from admission.domain.kernel.messages import Event
from admission.domain.registers.people.events import (
    CandidacyOpened,
    MembershipBegan,
    PersonRegistered,
)
from admission.projections import OF_EVENTS_ALONE, PROJECTIONS
from admission.projections.facts import Fact, Span
from tests.projections.histories import History, an_id
from tests.projections.organisation.who import C1, person
from tests.projections.rows import rows_of

ONE, TWO = 1, 2


class Watched(tuple[Span, ...]):  # noqa: SLOT001 - it notes something
    """Spans that note when they are looked at."""

    looked_at = False

    def __iter__(self) -> Iterator[Span]:
        self.looked_at = True
        return super().__iter__()


def test_projections_of_events_alone_are_those_that_look_at_no_spans(organisation: Path) -> None:
    """None reads spans that were not made: of what another reads, the stream is followed."""
    looking: set[str] = set()
    with open_reader(organisation) as store:
        facts = Facts(store)
        for row in store.log_rows(0, 10_000):
            fact = facts.fact(row)
            assert isinstance(fact, Fact)
            for name, project in readers().get(row.type, ()):
                spans = Watched(fact.spans)
                list(project(fact._replace(spans=spans)))
                assert is_followed(row.type) or not spans.looked_at
                looking |= {name} if spans.looked_at else set()
    assert looking == set(PROJECTIONS) - OF_EVENTS_ALONE


@pytest.fixture
def past(tmp_path: Path) -> Iterator[History]:
    with History(tmp_path / "past.db") as history:
        yield history


def registered(number: int) -> tuple[str, Event]:
    return person(PersonRegistered, number, "2024-01-01", name=f"Lê {number}")


def opened(number: int) -> tuple[str, Event]:
    return person(CandidacyOpened, number, "2024-02-01", candidate=an_id("candidate", number))


def began(number: int) -> tuple[str, Event]:
    said = {"candidate": an_id("candidate", number), "cell": C1}
    return person(MembershipBegan, number, "2024-03-01", **said)


def test_a_stream_is_not_reread_for_an_event_whose_state_nobody_follows(
    past: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the next one that somebody follows, the passed over events with it."""
    past.write_many(map(registered, (ONE, TWO)))
    with past.projector() as projector:
        projector.catch_up()
    reread: list[str] = []

    def noted(self: StoreReader, streams: list[str]) -> dict[str, list[EventRow]]:
        reread.extend(streams)
        return rows_of_streams(self, streams)

    def alone(_: StoreReader, stream: str, after_version: int = 0) -> list[EventRow]:
        raise AssertionError((stream, after_version))

    rows_of_streams = StoreReader.rows_of
    with past.projector() as projector:
        monkeypatch.setattr(StoreReader, "rows_of", noted)
        monkeypatch.setattr(StoreReader, "stream_rows", alone)
        past.write_many(map(opened, (ONE, TWO)))
        projector.catch_up()
        assert reread == []
        past.write(began(ONE))
        projector.catch_up()
        assert reread == [an_id("person", ONE)]
        followed = rows_of(projector.path)
        projector.rebuild()
        assert rows_of(projector.path) == followed


def test_a_state_that_stood_still_is_never_gone_on_with(past: History) -> None:
    """Where an event was not seen, one that nobody follows does not hide that."""
    past.write_many((registered(ONE), opened(ONE), opened(ONE), began(ONE)))
    rows = past.recorder.log_rows(0, 4)
    whole, with_a_gap = Facts(past.recorder), Facts(past.recorder)
    *_, spans = (_spans(whole, row) for row in rows)
    found = [_spans(with_a_gap, row) for row in (rows[0], *rows[2:])]
    assert found[1:] == [(), spans]
    assert spans != ()


def _spans(facts: Facts, row: EventRow) -> tuple[Span, ...]:
    fact = facts.fact(row)
    assert isinstance(fact, Fact)
    return fact.spans

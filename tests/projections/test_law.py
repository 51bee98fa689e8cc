# ruff: noqa: S608 - the names in the statements are ours
"""The law of the two clocks: a query at a day and a position is the fold of what qualifies."""

from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from admission.app.projection_file import beside
from admission.domain import decider
from admission.domain.kernel.dates import ONE_DAY, add_months
from admission.domain.kernel.messages import Event, Recorded
from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.registers.corrections.events import (
    FactAnnulled,
    FactCorrected,
    Reread,
    StepReread,
)
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.rulebooks.reading import read
from admission.domain.stages.candidate import Candidate, Reached
from admission.domain.stages.clocks import open_clocks
from admission.domain.stages.lapse import LAPSED
from admission.domain.stages.standings import STAGE, Standing
from admission.domain.stages.taking_over.state import told_official, told_since
from admission.projections.asking import Connection, ask, holds
from admission.projections.milestones.queries import list_milestones
from admission.projections.path import COUNTED
from admission.projections.pipeline.queries import StatusRow, list_status
from admission.projections.timeline.queries import history
from tests.placing import examples
from tests.projections.histories import PAPER, SMALL, History, reference
from tests.projections.rows import connect, rows_of
from tests.projections.steps import CELL, Of

ONE, TWO = Of(1, groups=("youth", "women")), Of(2)
_UNKNOWN: Final = Reached(date.min, None, UNKNOWN)
FIRST: Final = date(2024, 1, 1)
DAYS: Final = 90
SMALL_BOOK: Final = read(SMALL)
SMALL_REFERENCE: Final = reference("small")

days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
candidates = st.sampled_from((ONE, ONE, ONE, TWO))
known_dates = st.one_of(days, st.sampled_from(("2024", "2024-02")))
stated_dates = st.one_of(st.none(), known_dates)
steps = st.one_of(
    st.builds(Of.entered, candidates, days),
    st.builds(Of.certified, candidates, days, days),
    st.builds(Of.permitted, candidates, days),
    st.builds(Of.helped, candidates, days, st.integers(5, 6)),
    st.builds(Of.asked, candidates, days, st.sampled_from(("self", "father"))),
    st.builds(Of.answered, candidates, days, st.sampled_from(("self", "father"))),
    st.builds(Of.voted, candidates, days, carried=st.booleans()),
    st.builds(Of.voted, candidates, days, against_rules=st.just(("DEC-01",))),
    st.builds(Of.resolved, candidates, days),
    st.builds(Of.decided, candidates, days),
    st.builds(Of.returned, candidates, days),
    st.builds(Of.admitted, candidates, days),
    st.builds(Of.recognised, candidates, days),
    st.builds(Of.cancelled, candidates, days),
    st.builds(Of.redone, candidates, days, st.sampled_from(("ceremony-held", "cell-resolved"))),
    st.builds(Of.withdrew, candidates, days),
    st.builds(
        Of.taken_over,
        candidates,
        days,
        st.sampled_from(("certified", "awaiting-ceremony", "on-probation", "official-member")),
        class_certified=stated_dates,
        admission_decided=stated_dates,
        ceremony_held=stated_dates,
        term_ended=stated_dates,
    ),
    st.builds(Of.stated, candidates, days, known_dates, st.just("pool_entered")),
    st.builds(
        Of.stated,
        candidates,
        days,
        known_dates,
        st.just("admission_decided"),
        st.just("awaiting-ceremony"),
    ),
    st.builds(Of.extended, candidates, days, st.just("DEC-22"), st.integers(1, 5)),
)


class Correcting(NamedTuple):
    """A correction of some earlier fact or correction of a candidate; annulled without a step."""

    of: Of
    on: date
    which: int
    step: tuple[str, Event] | None
    later: tuple[int, tuple[str, Event]] | None


class Rereading(NamedTuple):
    """A step of a candidate read anew, for the sake of a person's fact that was corrected."""

    of: Of
    on: date
    which: int
    step: tuple[str, Event]


correcting = st.one_of(
    st.builds(Rereading, candidates, days, st.integers(0, 30), steps),
    st.builds(Correcting, candidates, days, st.integers(0, 30), steps, st.none()),
    st.builds(Correcting, candidates, days, st.integers(0, 30), st.none(), st.none()),
    st.builds(
        Correcting,
        candidates,
        days,
        st.integers(0, 30),
        st.one_of(st.none(), steps),
        st.tuples(st.integers(0, 30), steps),
    ),
)
told = st.lists(st.one_of(steps, steps, steps, correcting), max_size=14)
Told = list[tuple[str, Event] | Correcting | Rereading]


def in_order(said: Told) -> list[tuple[str, Event]]:
    """The events, corrections pointing at what was recorded of the same candidate before them."""
    found: list[tuple[str, Event]] = []
    for each in said:
        if not isinstance(each, Correcting | Rereading):
            found.append(each)
            continue
        recorded = sum(1 for of, _ in found if of == each.of.id)
        if recorded:
            if isinstance(each, Correcting):
                found.append((each.of.id, _correction(each, recorded)))
            else:
                found.append((each.of.id, _rereading(each, recorded)))
    return found


def _rereading(said: Rereading, recorded: int) -> Event:
    fields = {"on": said.on, "about": said.of.id, "fact": 1 + said.which % recorded}
    person = said.of.person
    at = {"about": person, "fact": 2}
    return StepReread.model_validate(
        {**fields, "event": said.step[1], "person": person, "correction": at}
    )


def _correction(said: Correcting, recorded: int) -> Event:
    later = said.later and Reread(fact=1 + said.later[0] % recorded, event=said.later[1][1])
    fields = {
        "on": said.on,
        "about": said.of.id,
        "fact": 1 + said.which % recorded,
        "reason": "wrong",
        "document": PAPER,
        "later": (later,) if later else (),
    }
    if said.step is None:
        return FactAnnulled.model_validate(fields)
    return FactCorrected.model_validate({**fields, "event": said.step[1]})


class Asked(NamedTuple):
    """What is asked at one day and one position, of a history."""

    events: list[tuple[str, Event]]
    as_of: date
    known_at: int

    def known(self, stream: str) -> Iterable[Recorded]:
        """The events of a stream that were known, in recorded order."""
        version = 0
        for position, (of, event) in enumerate(self.events, start=2):  # 1 adopts the rulebook
            if of == stream and position <= self.known_at:
                version += 1
                yield Recorded(event, SMALL_REFERENCE, position, version)

    def qualifying(self, stream: str) -> Iterable[Recorded]:
        """The facts of a stream that had taken effect, as known, in their places."""
        facts = as_they_stand(self.known(stream))
        return (each for each in facts if each.event.on <= self.as_of)


@settings(max_examples=examples(100))
@given(told, st.randoms(use_true_random=False))
def test_a_query_equals_the_fold_of_what_qualifies(said: Told, chance: Random) -> None:
    """For any history, with late entries and corrections in it, and any day and position."""
    events = in_order(said)
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        past.adopt("small")
        past.write_many(events)
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as connection:
            now = past.recorder.head()
            acts = [event.on for _, event in events] or [FIRST]
            for known_at in range(1, now + 1):
                for as_of in (chance.choice(acts), chance.choice(acts) + ONE_DAY, max(acts)):
                    answers_like_a_fold(connection, Asked(events, as_of, known_at), now)


@settings(max_examples=examples(50))
@given(st.lists(st.one_of(steps, steps, correcting), max_size=25), st.integers(1, 6))
def test_rows_built_anew_are_those_of_the_live_loop(said: Told, batch: int) -> None:
    """Stream by stream in memory, or by statements in the order of the log: every row the same."""
    events = in_order(said)
    with TemporaryDirectory() as folder, History(Path(folder) / "law.db") as past:
        past.adopt("small")
        past.write_many(events)
        with past.projector(batch=batch) as projector:
            projector.catch_up()
            live = rows_of(projector.path)
            projector.rebuild()
            assert rows_of(projector.path) == live


def answers_like_a_fold(connection: Connection, asked: Asked, now: int) -> None:
    known_at = None if asked.known_at == now else asked.known_at
    when: dict[str, Any] = {"as_of": asked.as_of.isoformat(), "known_at": known_at}
    rows = list_status(connection, **when).rows
    standing = {row.candidate: row for row in rows}
    assert len(standing) == len(rows)
    for one in (ONE, TWO):
        recorded = list(asked.qualifying(one.id))
        state: Candidate = decider.fold(one.id, recorded)
        assert shown(standing.get(one.id)) == expected(state, asked.as_of)
        assert counted(connection, one.id, when) == reached(state, recorded)
        assert clocks(connection, one.id, when) == sorted(
            (
                clock.rule,
                clock.key,
                clock.starts.isoformat() if clock.runs else "",
                clock.amount + clock.extra,
            )
            for clock in open_clocks(state, lambda _: SMALL_BOOK)
        )
        assert breaches(connection, one.id, when) == sorted(
            {(breach.type, breach.on.isoformat()) for breach in state.breaches}
        )
        assert [row.position for row in history(connection, one.id, **when).rows] == [
            each.position for each in asked.known(one.id) if each.event.on <= asked.as_of
        ]


Shown = tuple[str, str, str, str, str | None, str | None, tuple[str, ...], int]


def shown(row: StatusRow | None) -> Shown | None:
    if row is None:
        return None
    return (
        row.unit,
        row.stage,
        row.standing,
        row.since,
        row.helper,
        row.official_on,
        row.groups,
        row.failed_votes,
    )


def expected(state: Candidate, as_of: date) -> Shown | None:
    if state.standing is Standing.UNKNOWN:
        return None
    standing, since = state.standing.value, told_since(state)
    certificate = [c for c in open_clocks(state, lambda _: SMALL_BOOK) if c.rule == "DOS-07"]
    stated = state.milestones.get("class-certified", _UNKNOWN).stated
    if state.standing is Standing.CERTIFIED and certificate and stated != UNKNOWN:
        lapsed = add_months(certificate[0].starts, 2) + ONE_DAY
        if lapsed <= as_of:
            standing, since = LAPSED, lapsed.isoformat()
    return (
        state.unit,
        STAGE[state.standing].value,
        standing,
        since,
        state.helper,
        told_official(state),
        state.groups,
        state.failed_votes,
    )


def counted(connection: Connection, candidate: str, when: dict[str, Any]) -> list[tuple[str, str]]:
    rows = list_milestones(connection, candidate=candidate, **when).rows
    assert {row.unit for row in rows} <= {CELL, ""}
    return sorted((row.name, row.on_day) for row in rows)


def reached(state: Candidate, recorded: list[Recorded]) -> list[tuple[str, str]]:
    """What the state has reached; and what it reached before and then again, nothing undone."""
    found = {(n, counts_on(at)) for n, at in state.milestones.items() if n in COUNTED}
    before = Candidate(state.id)
    earlier: set[tuple[str, str]] = set()
    for each in recorded:
        after = decider.evolve(state.id, before, each)
        earlier = {(n, d) for n, d in earlier if n in after.milestones}
        earlier |= {(n, counts_on(at)) for n, at in after.milestones.items() if n in COUNTED}
        before = after
    return sorted(found | earlier)


def counts_on(reached: Reached) -> str:
    """The day on which a milestone counts; none if it is unknown."""
    return "" if reached.stated == UNKNOWN else reached.on.isoformat()


def clocks(
    connection: Connection, candidate: str, when: dict[str, Any]
) -> list[tuple[str, str, str, int]]:
    here = holds("d", **when)
    query = (
        "SELECT d.rule, d.clock, d.starts, d.amount + d.extra FROM due d "
        f"WHERE d.candidate = ? AND {here.sql}"
    )
    return sorted(ask(connection, query, (candidate, *here.parameters)))


def breaches(connection: Connection, candidate: str, when: dict[str, Any]) -> list[tuple[str, str]]:
    here = holds("b", **when)
    query = f"SELECT b.act, b.on_day FROM breaches b WHERE b.candidate = ? AND {here.sql}"
    return sorted(ask(connection, query, (candidate, *here.parameters)))

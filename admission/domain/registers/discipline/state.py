"""What screenings, disciplines, appeals and exits change in the conduct of a person or a unit."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, TypeVar

from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Value
from admission.domain.registers.discipline import events as e
from admission.domain.registers.discipline.conduct import (
    Appeal,
    Conduct,
    Discipline,
    Exit,
    Screening,
)
from admission.domain.registers.movements.events import (
    CellChanged,
    ExitFileSent,
    ExitSlipIssued,
    MembershipEnded,
    MemberTransferred,
    PersonDeparted,
)
from admission.domain.registers.people.events import CandidacyClosed
from admission.domain.stages.standings import Standing

V = TypeVar("V", bound=Value)
ENDING_MEASURES: Final = {"expulsion": "expelled", "deletion": "deleted"}
"""The decisions that end a membership, and as which ground that is recorded."""
_ON_PROBATION: Final = {
    Standing.WITHDRAWN: "left",
    Standing.DELETED: "deleted",
    Standing.DIED: "died",
}
"""As which ground the membership of somebody on probation ends."""


def changed(value: V, **fields: Any) -> V:  # noqa: ANN401 - fields of any type
    """The same value but for some fields."""
    return value.model_copy(update=fields)


def _latest(values: tuple[V, ...], fits: Callable[[V], bool], **fields: Any) -> tuple[V, ...]:  # noqa: ANN401
    """The values, the last that fits changed; the same where none does."""
    for at in reversed(range(len(values))):
        if fits(values[at]):
            return (*values[:at], changed(values[at], **fields), *values[at + 1 :])
    return values


def listed(state: Conduct, event: e.MemberListed) -> Conduct:
    """A screening goes on."""
    found = Screening(ground=event.ground, listed_on=event.on, unit=event.unit)
    return changed(state, screenings=(*state.screenings, found))


def educated(state: Conduct, event: e.MemberEducated) -> Conduct:
    """The time to conclude runs."""
    fields = {"helper": event.helper, "educated_on": event.on}
    return changed(state, screenings=_latest(state.screenings, _goes_on, **fields))


def kept(state: Conduct, event: e.MemberKept) -> Conduct:
    """The screening is over."""
    return _screened(state, "kept", event.on)


def _goes_on(screening: Screening) -> bool:
    return screening.outcome is None


def _screened(state: Conduct, outcome: str, on: date) -> Conduct:
    ended = _latest(state.screenings, _goes_on, outcome=outcome, ended_on=on)
    return state if ended is state.screenings else changed(state, screenings=ended)


def disciplined(state: Conduct, event: e.MemberDisciplined) -> Conduct:
    """One more discipline."""
    found = Discipline(
        form=event.form,
        on=event.on,
        unit=event.unit,
        body=event.body,
        paper=event.document.cited,
        probationer=event.probationer,
    )
    return changed(state, disciplines=(*state.disciplines, found))


def unit_disciplined(state: Conduct, event: e.UnitDisciplined) -> Conduct:
    """One more discipline of the organisation."""
    found = Discipline(
        form=event.form,
        on=event.on,
        unit=event.unit,
        body=event.body,
        paper=event.document.cited,
    )
    return changed(state, disciplines=(*state.disciplines, found))


def appealed(state: Conduct, event: e.AppealLodged | e.UnitAppealLodged) -> Conduct:
    """An appeal waits."""
    found = Appeal(
        against=event.against,
        decided_on=event.decided_on,
        unit=event.unit,
        level=event.level,
        lodged_on=event.on,
        late=bool(event.late),
    )
    return changed(state, appeals=(*state.appeals, found))


def resolved(state: Conduct, event: e.AppealResolved | e.UnitAppealResolved) -> Conduct:
    """The appeal is over, and the decision stands, is another, or stands no longer."""
    appeal = state.appeal
    if appeal is None:
        return state
    ended = {"outcome": event.outcome, "resolved_on": event.on}
    state = changed(state, appeals=_latest(state.appeals, lambda a: a.outcome is None, **ended))
    if event.outcome != "upheld":
        state = _not_as_decided(state, appeal, event)
    if isinstance(event, e.AppealResolved) and event.restored:
        return _restored(state, appeal, event)
    return state


def _not_as_decided(
    state: Conduct, appeal: Appeal, event: e.AppealResolved | e.UnitAppealResolved
) -> Conduct:
    becomes = {"form": event.form} if event.form else {"lifted_on": event.on}

    def is_it(one: Discipline) -> bool:
        return (one.form, one.on) == (appeal.against, appeal.decided_on)

    return changed(state, disciplines=_latest(state.disciplines, is_it, **becomes))


def _restored(state: Conduct, appeal: Appeal, event: e.AppealResolved) -> Conduct:
    ground = ENDING_MEASURES.get(appeal.against)

    def is_it(one: Exit) -> bool:
        return (one.ground, one.on) == (ground, appeal.decided_on)

    return changed(state, exits=_latest(state.exits, is_it, restored_on=event.on))


def cleared(state: Conduct, event: e.RecordCleared) -> Conduct:
    """The time to re-admission runs from this day."""
    return changed(state, record_cleared_on=event.on)


def conduct_after(state: Conduct, event: Event) -> Conduct:
    """The conduct after any event of the person."""
    if isinstance(event, MembershipEnded):
        return _ended(state, event)
    if isinstance(event, CandidacyClosed):
        return _closed(state, event)
    if isinstance(event, PersonDeparted) and event.member_of:
        return _screened(state, Standing.MOVED_AWAY.value, event.on)
    if isinstance(event, MemberTransferred | CellChanged):
        moved = _latest(state.screenings, _goes_on, unit=event.cell)
        return state if moved is state.screenings else changed(state, screenings=moved)
    change = CHANGES.get(type(event))
    return change(state, event) if change else state


def _ended(state: Conduct, event: MembershipEnded) -> Conduct:
    """A membership ended: with it a screening; an expulsion is a discipline, too."""
    exited = Exit(
        on=event.on,
        ground=event.ground,
        unit=event.member_of,
        circumstance=event.circumstance,
    )
    state = _screened(changed(state, exits=(*state.exits, exited)), event.ground, event.on)
    if event.ground != "expelled":
        return state
    found = Discipline(
        form="expulsion",
        on=event.on,
        unit=event.member_of,
        body=event.body,
        paper=event.document.cited,
    )
    return changed(state, disciplines=(*state.disciplines, found))


def _closed(state: Conduct, event: CandidacyClosed) -> Conduct:
    """A membership on probation ended, unless it never was one: then only a screening is over."""
    if event.standing is Standing.CANCELLED:
        return _screened(state, Standing.CANCELLED.value, event.on)
    ground = _ON_PROBATION.get(event.standing)
    if event.member_of is None or ground is None:
        return state
    exited = Exit(on=event.on, ground=ground, unit=event.member_of)
    return _screened(changed(state, exits=(*state.exits, exited)), ground, event.on)


def slip_issued(state: Conduct, event: ExitSlipIssued) -> Conduct:
    """The file is to be sent."""
    waits = _latest(state.exits, lambda one: one.slip_on is None, slip_on=event.on)
    return changed(state, exits=waits)


def file_sent(state: Conduct, event: ExitFileSent) -> Conduct:
    """Nothing is left to send."""
    waits = _latest(state.exits, lambda one: one.slip_on is not None, sent_on=event.on)
    return changed(state, exits=waits)


CHANGES: Final[dict[type[Event], Callable[[Conduct, Any], Conduct]]] = {
    e.MemberListed: listed,
    e.MemberEducated: educated,
    e.MemberKept: kept,
    e.MemberDisciplined: disciplined,
    e.AppealLodged: appealed,
    e.AppealResolved: resolved,
    e.RecordCleared: cleared,
    ExitSlipIssued: slip_issued,
    ExitFileSent: file_sent,
}

OF_UNITS: Final[dict[type[Event], Callable[[Conduct, Any], Conduct]]] = {
    e.UnitDisciplined: unit_disciplined,
    e.UnitAppealLodged: appealed,
    e.UnitAppealResolved: resolved,
}


def of_all(conducts: Iterable[Conduct]) -> Conduct:
    """What several records of one person say together, by the days."""
    some = [each for each in conducts if each != Conduct()]
    if len(some) <= 1:
        return some[0] if some else Conduct()
    return Conduct(
        screenings=_by_day(some, "screenings", "listed_on"),
        disciplines=_by_day(some, "disciplines", "on"),
        appeals=_by_day(some, "appeals", "lodged_on"),
        exits=_by_day(some, "exits", "on"),
        record_cleared_on=next((c.record_cleared_on for c in some if c.record_cleared_on), None),
    )


def _by_day(conducts: Iterable[Conduct], name: str, day: str) -> tuple[Any, ...]:
    return tuple(
        sorted((o for each in conducts for o in getattr(each, name)), key=lambda o: getattr(o, day))
    )

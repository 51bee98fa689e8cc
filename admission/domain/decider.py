"""Decide, evolve and fold over every room of the domain: the only index."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, get_args

from admission.domain.kernel import ids
from admission.domain.kernel.kinds import kinds_of
from admission.domain.kernel.messages import (
    Accepted,
    Command,
    Context,
    Event,
    Objection,
    Recorded,
    Refused,
    UnknownReferenceError,
)
from admission.domain.kernel.rules import objection
from admission.domain.kernel.values import Value
from admission.domain.kinds import KINDS, folded
from admission.domain.registers.accounts import decide as accounts
from admission.domain.registers.answers import Deciders
from admission.domain.registers.attendance import decide as attendance
from admission.domain.registers.badges import decide as badges
from admission.domain.registers.calendars import decide as calendars
from admission.domain.registers.cards import decide as cards
from admission.domain.registers.classes import decide as classes
from admission.domain.registers.complaints import decide as complaints
from admission.domain.registers.confirmations import decide as confirmations
from admission.domain.registers.corrections import decide as corrections
from admission.domain.registers.corrections.state import as_they_stand
from admission.domain.registers.discipline import decide as discipline
from admission.domain.registers.divisions import decide as divisions
from admission.domain.registers.documents import decide as documents
from admission.domain.registers.enlistment import decide as enlistment
from admission.domain.registers.erasure import decide as erasure
from admission.domain.registers.identity import decide as identity
from admission.domain.registers.inspections import decide as inspections
from admission.domain.registers.meetings import decide as meetings
from admission.domain.registers.movements import decide as movements
from admission.domain.registers.notes import decide as notes
from admission.domain.registers.particulars import decide as particulars
from admission.domain.registers.people import decide as people
from admission.domain.registers.rankings import decide as rankings
from admission.domain.registers.reports import decide as reports
from admission.domain.registers.reviews import decide as reviews
from admission.domain.registers.rulebooks import decide as rulebooks
from admission.domain.registers.stated import decide as stated
from admission.domain.registers.store import decide as store
from admission.domain.registers.supervision import decide as supervision
from admission.domain.registers.targets import decide as targets
from admission.domain.registers.tasks import decide as tasks
from admission.domain.registers.units import decide as units
from admission.domain.stages.admission import decide as admission
from admission.domain.stages.awareness import decide as awareness
from admission.domain.stages.awareness.commands import EnterPool
from admission.domain.stages.case import AnyCase, Case
from admission.domain.stages.competence import as_units_have_it
from admission.domain.stages.dossier import decide as dossier
from admission.domain.stages.judging import Proposals, judge
from admission.domain.stages.membership import decide as membership
from admission.domain.stages.probation import decide as probation
from admission.domain.stages.standings import Standing
from admission.domain.stages.steps import StepCommand
from admission.domain.stages.taking_over import decide as taking_over
from admission.domain.stages.transfer import decide as transfer
from admission.domain.world import World


def as_it_was(world: World, command: Command, context: Context) -> Accepted | Refused:
    """What a command comes to that tells what was: a breach flags a step, and refuses it not."""
    if isinstance(command, StepCommand):
        return _decide_step(world, command, context, vouched=True)
    answer: Accepted | Refused = _HOW[type(command)](world, command, context)
    return answer


STAGES: Final[dict[str, Proposals | Deciders]] = {
    "awareness": awareness.DECIDE,
    "dossier": dossier.DECIDE,
    "admission": admission.DECIDE,
    "probation": probation.DECIDE,
    "membership": membership.DECIDE,
    "taking_over": taking_over.DECIDE,
    "transfer": transfer.DECIDE,
}
"""The commands of each stage, and what each would record; a take-over is not judged."""

REGISTERS: Final[dict[str, Deciders]] = {
    "store": store.DECIDE,
    "accounts": accounts.DECIDE,
    "units": units.DECIDE,
    "people": people.DECIDE,
    "particulars": particulars.DECIDE,
    "movements": movements.DECIDE,
    "discipline": discipline.DECIDE,
    "divisions": divisions.DECIDE,
    "identity": identity.DECIDE,
    "targets": targets.DECIDE,
    "stated": stated.DECIDE,
    "confirmations": confirmations.DECIDE,
    "reports": reports.DECIDE,
    "classes": classes.DECIDE,
    "meetings": meetings.DECIDE,
    "cards": cards.DECIDE,
    "badges": badges.DECIDE,
    "calendars": calendars.DECIDE,
    "rulebooks": rulebooks.DECIDE,
    "documents": documents.DECIDE,
    "notes": notes.DECIDE,
    "rankings": rankings.DECIDE,
    "tasks": tasks.DECIDE,
    "enlistment": enlistment.DECIDE,
    "supervision": supervision.DECIDE,
    "reviews": reviews.DECIDE,
    "complaints": complaints.DECIDE,
    "attendance": attendance.DECIDE,
    "inspections": inspections.DECIDE,
    "erasure": erasure.DECIDE,
    "corrections": corrections.deciders(as_it_was),
}
"""The commands of each register, and what becomes of them."""

COMMANDS: Final[dict[str, type[Command]]] = {
    command.NAME: command
    for rooms in (STAGES.values(), REGISTERS.values())
    for room in rooms
    for command in room
}
"""Every command by its name."""

_HOW: Final[dict[type[Command], Callable[..., Any]]] = {
    command: how
    for rooms in (STAGES.values(), REGISTERS.values())
    for room in rooms
    for command, how in room.items()
}


def decide(world: World, command: Command, context: Context) -> Accepted | Refused:
    """Accept a command with the events to record, or refuse it with every reason.

    Raises `UnknownReferenceError` when the command names something that is not in the store.
    """
    ahead = _ahead(command, context.today)
    if ahead:
        return Refused(tuple(ahead))
    if isinstance(command, StepCommand):
        return _decide_step(world, command, context)
    answer: Accepted | Refused = _HOW[type(command)](world, command, context)
    return answer


def _ahead(command: Command, today: date) -> list[Objection]:
    """A fact does not lie in the future; a plan may."""
    found: list[Objection] = []
    for name in _facts(type(command)):
        value = getattr(command, name)
        if value:  # neither None nor an empty tuple, as consents mostly are
            found += _days_ahead(name, value, today)
    return found


@cache
def _facts(kind: type[Command]) -> tuple[str, ...]:
    """The fields of a kind of command whose days may not lie ahead."""
    return tuple(name for name in _with_days(kind) if name not in kind.PLANS)


@cache
def _with_days(kind: type[Value]) -> tuple[str, ...]:
    """The fields of a kind of value that may hold a day, at whatever depth."""
    return tuple(n for n, field in kind.model_fields.items() if _may_hold(field.annotation))


def _may_hold(annotation: Any) -> bool:  # noqa: ANN401 - whatever a field is declared as
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return bool(_with_days(annotation))
    return annotation is date or any(map(_may_hold, get_args(annotation)))


def _days_ahead(name: str, value: object, today: date) -> Sequence[Objection]:
    if isinstance(value, Command):
        return _ahead(value, today)
    if isinstance(value, date):
        return (objection("SYS-02", field=name, on=value, today=today),) if value > today else ()
    found: list[Objection] = []
    if isinstance(value, Value):
        for inner in _with_days(type(value)):
            part = getattr(value, inner)
            if part:
                found += _days_ahead(f"{name}.{inner}", part, today)
    elif isinstance(value, tuple):
        for part in value:
            found += _days_ahead(name, part, today)
    return found


def _decide_step(
    world: World, command: StepCommand, context: Context, *, vouched: bool = False
) -> Accepted | Refused:
    state = as_units_have_it(world.candidate(command.candidate), world, command.on)
    begins = isinstance(command, EnterPool)
    if state.standing is Standing.UNKNOWN and not begins:
        raise UnknownReferenceError(command.candidate)
    if command.irregular is not None and not world.is_actor(command.irregular.second):
        raise UnknownReferenceError(command.irregular.second)
    unit = state.unit or (command.unit if isinstance(command, EnterPool) else "")
    adoption = world.rulebook_in_force(command.on, unit)
    if adoption is None:
        return Refused((objection("SYS-06", on=command.on),))
    case: AnyCase = Case(command, state, world, context, adoption)
    if state.standing not in command.STANDINGS:
        return Refused((_wrong_standing(case),))
    return judge(case, _HOW[type(command)](case), vouched=vouched)


def _wrong_standing(case: AnyCase) -> Objection:
    return objection(
        "SYS-01",
        standing=case.state.standing,
        step=case.command.NAME,
        accepted=" ".join(sorted(case.command.STANDINGS)),
    )


def fold(stream: str, recorded: Iterable[Recorded]) -> Any:  # noqa: ANN401 - a state of any kind
    """The state of a stream after these events, in their recorded order, as corrected."""
    return folded(stream, as_they_stand(recorded))


def evolve(stream: str, state: Any, recorded: Recorded) -> Any:  # noqa: ANN401 - as in fold
    """The state of a stream after one more event, which is no correction: those are folded anew."""
    return KINDS[ids.kind_of(stream)].evolve(state, recorded)


EVENTS: Final[dict[str, type[Event]]] = {kind.TYPE: kind for kind in kinds_of(Event, "TYPE")}
"""Every event by its permanent type name."""

"""Who may correct: two persons, or one alone one's own entry on which nothing rests yet."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from admission.domain.kernel import ids
from admission.domain.kernel.messages import (
    Context,
    Entered,
    Event,
    Recorded,
    UnknownReferenceError,
)
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.confirmations.commands import ConfirmationKey
from admission.domain.registers.corrections import commands as c
from admission.domain.registers.corrections import events as e
from admission.domain.registers.corrections.draft import Draft
from admission.domain.registers.reports.commands import PublishedKey
from admission.domain.registers.reports.state import Listed

_DECIDED_AT: Final = "meeting"
"""Decisions rest on a meeting's roll as soon as it is recorded."""


_WHERE: Final = ("unit", "cell", "from_cell", "member_of")
"""The fields of a fact that say in which unit it counts."""
_OF_ALL: Final = frozenset(("progress", "coverage", "balance"))
_RESTS_ON: Final = {
    "person": frozenset(("balance",)),
    "target": frozenset(("progress", "coverage")),
    "figure": frozenset(("progress", "balance")),
}
"""By kind of stream, the kinds of reports that rest on its facts, where that is not all."""


def is_approved(
    draft: Draft, command: c.CorrectionCommand, context: Context, entered: Entered
) -> Objections:
    """A second person approves, but for one's own entry of the same day that nothing rests on."""
    if command.second is not None:
        if not draft.world.is_actor(command.second):
            raise UnknownReferenceError(command.second)
        concerned = (context.actor, draft.world.subject(command.about))
        if any(who and draft.world.are_one(command.second, who) for who in concerned):
            yield objection("SYS-08", second=command.second)
        return
    own = entered.actor == context.actor and entered.on == context.today
    resting = sum(1 for _ in _resting(draft, command, context, entered))
    later = resting + draft.read_elsewhere
    confirmed = any(_is_confirmed(draft, day) for day in draft.days)
    reports = sum(1 for _ in _published(draft, command))
    if not own or later or confirmed or reports or draft.breaks_rules:
        yield objection(
            "SYS-66",
            recorded_on=entered.on,
            later=later,
            confirmed="yes" if confirmed else "",
            reports=reports,
        )


def _resting(
    draft: Draft, command: c.CorrectionCommand, context: Context, entered: Entered
) -> Iterator[Recorded]:
    """What was recorded after the fact, not with it, nor by the same person to correct it."""
    past = draft.world.past
    if ids.kind_of(command.about) == _DECIDED_AT:
        yield past.history(command.about)[0]
    for each in past.history(command.about)[command.fact :]:
        own = past.entered(command.about, each.version).actor == context.actor
        together = (command.about, each.version) in entered.places
        if not together and not (own and isinstance(each.event, e.Correction)):
            yield each


def _published(draft: Draft, command: c.CorrectionCommand) -> Iterator[Listed]:
    """The reports that knew the fact, and are of a unit above it or of all."""
    world, history = draft.world, draft.world.past.history(command.about)
    told = tuple(_told(history, command.fact))
    units, kinds = _units(draft, told), _RESTS_ON.get(ids.kind_of(draft.about), _OF_ALL)
    if not units:
        return
    day = min(*draft.days, *(event.on for event in told))
    over = {each.id for unit in units for each in world.units_from(unit, day)}
    for above in (None, *sorted(over)):
        for report in world.published(PublishedKey(unit=above).published).reports:
            if (
                report.kind in kinds
                and report.known_at >= history[command.fact - 1].position
                and report.as_of >= day
            ):
                yield report


def _told(history: Sequence[Recorded], place: int) -> Iterator[Event]:
    """What a fact says; of a correction what stands instead, and in the end the fact itself."""
    event = history[place - 1].event
    if isinstance(event, e.Correction):
        if event.instead is not None:
            yield event.instead
        yield from _told(history, event.fact)
    else:
        yield event


def _units(draft: Draft, told: Sequence[Event]) -> set[str]:
    """The units in whose figures something counts; none of what counts in none."""
    if ids.kind_of(draft.about) == "candidate":
        unit = draft.world.candidate(draft.about).unit
        return {unit} if unit else set()
    named = (getattr(fact, field, None) for fact in told for field in _WHERE)
    return {unit for unit in named if unit}


def _is_confirmed(draft: Draft, day: date) -> bool:
    """Whether the cell of a candidate, or a unit above it, has confirmed its figures to a day."""
    if ids.kind_of(draft.about) != "candidate":
        return False
    world = draft.world
    unit = world.candidate(draft.about).unit
    units = world.units_from(unit, day) if unit else ()  # none of a candidacy that was annulled
    keys = (ConfirmationKey(unit=above.id) for above in units)
    known = (world.confirmation(key.confirmation).through for key in keys)
    return any(through is not None and day <= through for through in known)

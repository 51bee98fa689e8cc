"""Who may correct: two persons, or one alone one's own entry on which nothing rests yet."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Context, Entered, Recorded, UnknownReferenceError
from admission.domain.kernel.rules import Objections, objection
from admission.domain.registers.confirmations.commands import ConfirmationKey
from admission.domain.registers.corrections import commands as c
from admission.domain.registers.corrections import events as e
from admission.domain.registers.corrections.draft import Draft

_DECIDED_AT: Final = "meeting"
"""Decisions rest on a meeting's roll as soon as it is recorded."""


def is_approved(
    draft: Draft, command: c.CorrectionCommand, context: Context, entered: Entered
) -> Objections:
    """A second person approves, but for one's own entry of the same day that nothing rests on."""
    if command.second is not None:
        if not draft.world.is_actor(command.second):
            raise UnknownReferenceError(command.second)
        if command.second == context.actor:
            yield objection("SYS-08", second=command.second)
        return
    own = entered.actor == context.actor and entered.on == context.today
    later = sum(1 for _ in _resting(draft, command, context, entered))
    confirmed = any(_is_confirmed(draft, day) for day in draft.days)
    if not own or later or confirmed or draft.breaks_rules:
        yield objection(
            "SYS-66", recorded_on=entered.on, later=later, confirmed="yes" if confirmed else ""
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

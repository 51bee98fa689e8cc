"""What a person is to the register, since when, and how long the rulebook keeps such people."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from admission.domain.kernel.dates import add_months
from admission.domain.kernel.rules import Objections, computes, objection
from admission.domain.registers.erasure import state
from admission.domain.registers.people.state import Person
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.entries.records import Erasure, PersonClass
from admission.domain.world import World

_MONTHS: Final = 12
_FOREVER: Final = "for-ever"


class Standing(NamedTuple):
    """The class of a person, and since when."""

    who: PersonClass
    since: date


def standing_of(world: World, person: Person) -> Standing:
    """What somebody is, all records of the person taken together."""
    if person.is_member or person.is_on_probation_from_elsewhere:
        return Standing(PersonClass.MEMBER, person.here_since)
    if person.candidacy is not None:
        return Standing(PersonClass.APPLICANT, world.candidate(person.candidacy).entered)
    if person.was_member or person.ended_on is not None:
        since = max(filter(None, (person.ended_on, person.died_on)), default=person.here_since)
        return Standing(PersonClass.FORMER_MEMBER, since)
    if person.candidacies:
        ended = max(world.candidate(candidate).since for candidate in person.candidacies)
        return Standing(PersonClass.NOT_ADMITTED, ended)
    return Standing(PersonClass.OUTSIDE, person.since)


@computes("CRD-05")
def kept(world: World, person: Person, unit: str, on: date) -> Objections:
    """Whoever the rulebook keeps on that day is not erased."""
    found = standing_of(world, person)
    adoption = world.rulebook_in_force(on, unit)
    if adoption is None:
        yield objection("SYS-06", on=on)
        return
    entry = _entry(adoption.rulebook.erasure, found.who, on)
    until = None if entry is None else _until(entry, found.since)
    if until is None or on < until:
        source = entry.source if entry else ""
        yield objection("SYS-97", source, who=found.who, until=until or _FOREVER)


def old_keys_gone_by(world: World, erasure: state.Erasure, on: date) -> date | None:
    """The day by which no backup opens any more what was erased; None without a rulebook for it.

    Source: `old_keys_gone_within_days` of the rulebook in force on the day of the erasure.
    """
    adoption = world.rulebook_in_force(on, erasure.unit)
    times = in_force(adoption.rulebook.erasure_time, on) if adoption else ()
    return erasure.requested_on + timedelta(times[0].old_keys_gone_within_days) if times else None


def _entry(entries: tuple[Erasure, ...], who: PersonClass, on: date) -> Erasure | None:
    return next((entry for entry in in_force(entries, on) if entry.who is who), None)


def _until(entry: Erasure, since: date) -> date | None:
    """The first day on which somebody is no longer kept; None where that never comes."""
    if entry.kept_years is None:
        return None
    return add_months(since, _MONTHS * entry.kept_years)

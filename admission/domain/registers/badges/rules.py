"""The rules of badges: which there are, in which rounds, when somebody's is due."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from admission.domain.kernel.dates import add_months
from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.registers.badges import commands as c
from admission.domain.registers.discipline.conduct import Discipline
from admission.domain.registers.people.state import Person
from admission.domain.registers.rulebooks.state import Adoption
from admission.domain.rulebooks.entries.entry import in_force
from admission.domain.rulebooks.entries.members import BadgeWait
from admission.domain.rulebooks.rulebook import Rulebook
from admission.domain.stages.membership.party_age import Counted
from admission.domain.stages.standings import Standing

_MONTHS_A_YEAR: Final = 12
POSTHUMOUS: Final = "posthumous"


def reached_on(since: date, years: int) -> date:
    """The day on which somebody whose party age counts from a day has so many years of it."""
    return add_months(since, _MONTHS_A_YEAR * years)


def waits_until(disciplines: Iterable[Discipline], waits: Iterable[BadgeWait]) -> date | None:
    """The first day on which no discipline delays a badge any more; None where none does.

    Of several the last to end counts; forms that the rulebook does not name delay nothing
    (Q294 28.3.1c).
    """
    months = {wait.form: wait.months for wait in waits}
    ends = (add_months(d.on, months[d.form]) for d in disciplines if d.form in months)
    return max(ends, default=None)


class Due(NamedTuple):
    """The day on which a badge is due, and the rule that sets it."""

    on: date
    rule: str


def due_on(counted: Counted, years: int, waits: date | None) -> Due:
    """When the party age is reached, or the wait after discipline is over, if that is later."""
    reached = reached_on(counted.since, years)
    if waits is not None and waits > reached:
        return Due(waits, "BDG-04")
    return Due(reached, "BDG-01")


@rule("BDG-01", "BDG-02", "BDG-04")
def is_due(
    person: Person, command: c.AwardBadge, waits: date | None, adoption: Adoption
) -> Objections:
    """By the day of the round, or of the death, at most so many months early as the ground allows.

    Which badges there are is said by the rulebook on the day of the round (Q294 28.3.1).
    """
    book = adoption.rulebook
    known = [y for entry in in_force(book.badge, command.round) for y in entry.years]
    if command.years not in known:
        yield objection("BDG-01", years=command.years, known=" ".join(map(str, known)))
        return
    counted, by = person.counted, _age_counts_to(person, command)
    if counted is None or by is None:
        yield objection("SYS-134", person=person.id)
        return
    due, early = due_on(counted, command.years, waits), _months_early(book, command)
    if add_months(due.on, -early) > by:
        code = due.rule if command.ground == "party-age" else "BDG-02"
        yield objection(code, due=due.on, by=by, months_early=early)


def _age_counts_to(person: Person, command: c.AwardBadge) -> date | None:
    """The day of the round for a member, that of the death of one who died; else None."""
    if command.ground == POSTHUMOUS:
        return person.ended_on if person.ended_as == Standing.DIED else None
    return command.round if person.is_full_member(command.round) else None


def _months_early(book: Rulebook, command: c.AwardBadge) -> int:
    """By how much the ground allows the badge before its day."""
    entries = (
        entry
        for entry in in_force(book.badge_early, command.round)
        if entry.ground == command.ground and entry.from_years <= command.years
    )
    found = max(entries, key=lambda entry: entry.from_years, default=None)
    return found.months if found else 0


@rule("BDG-03")
def in_a_round(command: c.AwardBadge, kind: str, adoption: Adoption) -> Objections:
    """On one of the days of the year for it, by a committee of the kind for it (H06 18.4, 18.5)."""
    for entry in in_force(adoption.rulebook.badge_round, command.round):
        if command.round.isoformat()[5:] not in entry.days:
            yield objection("BDG-03", entry.source, round=command.round, known=" ".join(entry.days))
        if kind not in entry.by:
            yield objection("BDG-03", entry.source, body=command.body, expected=" ".join(entry.by))

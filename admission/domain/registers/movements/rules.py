"""The rules of what follows when a membership ends."""

from datetime import date

from admission.domain.kernel.rules import Objections, objection, rule
from admission.domain.registers.people.state import Person
from admission.domain.stages.standings import Standing


@rule("OUT-05")
def withdrawn_from_the_living(person: Person, held_since: date | None, on: date) -> Objections:
    """What a member held is withdrawn after the end; on death the family keeps it (H06 18.4).

    A membership whose decision was cancelled is such an end, too. `held_since` is the day it was
    received, None where that is not known here.
    """
    ended = person.earlier[-1] if person.earlier else None
    received_since = ended is not None and held_since is not None and held_since > ended.ended_on
    if ended is None or received_since or ended.ended_as == Standing.DIED:
        yield objection("OUT-05", "Hướng dẫn 06-HD/TW, 7.1, 18.4", person=person.id)
    elif on < ended.ended_on:
        yield objection("SYS-14", on=on, ended=ended.ended_on)


def alive(person: Person, on: date) -> Objections:
    """Nothing is so of somebody, or is given to somebody to do, after the day of the death."""
    died = person.dead_since
    if died is not None and on > died:
        yield objection("SYS-14", on=on, died=died)

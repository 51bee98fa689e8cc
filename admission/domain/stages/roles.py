"""Who may play a part in a candidate's path."""

from datetime import date

from admission.domain.kernel.rules import Objections, objection
from admission.domain.stages.case import AnyCase


def full_member(case: AnyCase, code: str, person: str, role: str, on: date) -> Objections:
    """The person is a full member on the day; nobody plays a part in their own case."""
    if not case.world.person(person).is_full_member(on):
        yield objection(code, person=person, role=role, on=on, problem="not-a-full-member")
    if person in case.person.ids:
        yield objection(code, person=person, role=role, on=on, problem="the-candidate")

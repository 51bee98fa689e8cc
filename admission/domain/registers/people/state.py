"""The state of one person, folded from the events of the person's stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.kernel.values import Erased
from admission.domain.registers.people import events as e
from admission.domain.stages.membership.party_age import PartyAge, party_age


class Person(NamedTuple):
    """One person: what is known, the open candidacy, and the membership; None is unknown."""

    id: str
    registered: bool = False
    since: date = date.min
    born: date | Erased | None = None
    schooling: str | Erased | None = None
    citizen: bool | Erased | None = None
    candidacy: str | None = None
    cell: str | None = None
    decided_on: date | None = None
    official_on: date | None = None
    ended_on: date | None = None
    card_issued_on: date | None = None

    def is_full_member(self, on: date) -> bool:
        """Whether the person is a full member on a day."""
        return (
            self.official_on is not None
            and self.official_on <= on
            and (self.ended_on is None or on < self.ended_on)
        )

    def party_age(self, on: date) -> PartyAge | None:
        """How long the person has been a member by a day; None for somebody who is not."""
        if not self.is_full_member(on):
            return None
        return party_age(
            on,
            official_on=self.official_on,
            decided_on=self.decided_on,
            card_issued_on=self.card_issued_on,
        )


def evolve(state: Person, recorded: Recorded) -> Person:
    """The state after one more event of the person's stream."""
    event = recorded.event
    if isinstance(event, e.PersonRegistered):
        return state._replace(
            registered=True,
            since=event.on,
            born=event.born,
            schooling=event.schooling,
            citizen=event.citizen,
        )
    if isinstance(event, e.MemberRegistered):
        return state._replace(
            cell=event.cell,
            decided_on=event.decided_on,
            official_on=event.official_on,
            card_issued_on=event.card_issued_on,
        )
    if isinstance(event, e.CandidacyOpened):
        return state._replace(candidacy=event.candidate)
    if isinstance(event, e.MembershipBegan):
        return state._replace(
            candidacy=None,
            cell=event.cell,
            decided_on=event.decided_on,
            official_on=event.official_on,
            ended_on=None,
        )
    if isinstance(event, e.CandidacyClosed):
        ends_now = state.official_on is not None and state.ended_on is None
        return state._replace(candidacy=None, ended_on=event.on if ends_now else state.ended_on)
    msg = f"{event.TYPE} does not belong to a person's stream"
    raise TypeError(msg)

"""The state of one person, folded from the events of the person's stream."""

from datetime import date
from typing import NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.kernel.partial_days import is_exact, last_day_meant
from admission.domain.kernel.values import Erased
from admission.domain.registers.people import events as e
from admission.domain.stages.membership.party_age import PartyAge, party_age


class Person(NamedTuple):
    """One person: what is known, the open candidacy, and the membership; None is unknown.

    Of a day that is not known to the day, `decided_on`, `official_on` and `card_issued_on` are the
    last that can be meant; an official day of which nothing is known is that of the record.
    """

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
        """How long the person has been a member by a day; None for somebody who is not.

        At least so long, where the day that it counts from is not known to the day.
        """
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
            decided_on=_last(event.decided_on, event.on),
            official_on=_last(event.official_on, event.on) or event.on,
            card_issued_on=_last(event.card_issued_on, event.on),
        )
    if isinstance(event, e.CandidacyOpened):
        return state._replace(candidacy=event.candidate)
    if isinstance(event, e.MembershipBegan):
        return state._replace(
            candidacy=None,
            cell=event.cell,
            decided_on=_last(event.decided_on, event.on),
            official_on=_last(event.official_on, event.on) or event.on,
            ended_on=None,
        )
    if isinstance(event, e.CandidacyClosed):
        ends_now = state.official_on is not None and state.ended_on is None
        return state._replace(candidacy=None, ended_on=event.on if ends_now else state.ended_on)
    msg = f"{event.TYPE} does not belong to a person's stream"
    raise TypeError(msg)


def _last(stated: str | None, on: date) -> date | None:
    """The last day that can be meant by what was stated on a day; None where nothing was."""
    if stated is None:
        return None
    last = last_day_meant(stated)
    return last if is_exact(stated) else min(last, on)

"""The state of one person, folded from the events of the person's stream."""

from datetime import date
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.kernel.partial_days import UNKNOWN, last_meant, not_exact
from admission.domain.kernel.values import Erased
from admission.domain.registers.discipline.conduct import NOTHING, Conduct, Discipline
from admission.domain.registers.discipline.events import AppealResolved
from admission.domain.registers.discipline.state import CHANGES as OF_CONDUCT
from admission.domain.registers.discipline.state import conduct_after
from admission.domain.registers.divisions.state import CHANGES as DIVISIONS
from admission.domain.registers.movements.state import CHANGES as MOVEMENTS
from admission.domain.registers.particulars.events import ParticularsRecorded
from admission.domain.registers.particulars.state import Particulars, stated
from admission.domain.registers.people import events as e
from admission.domain.registers.people.holds import Hold
from admission.domain.stages.earlier import Cancelled, Membership, cancelled_among
from admission.domain.stages.membership.party_age import Counted, PartyAge, age_dated, counted
from admission.domain.stages.standings import Standing


class Person(NamedTuple):
    """One person: what is known, the open candidacy, and the membership; None is unknown.

    `by_paper` says that no candidacy here led to the membership: the person was registered, or came
    from elsewhere, perhaps on probation.

    Of a day that is not known to the day, `decided_on`, `official_on` and `card_issued_on` are the
    last that can be meant; an official day of which nothing is known is that of the record.
    `decided_stated` and `official_stated` are how such a day reads; None for an exact one.
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
    decided_stated: str | None = None
    official_stated: str | None = None
    age_on: date | None = None
    """From when party age counts, the last day that can be meant; None: from the decision."""
    age_stated: str | None = None
    here_since: date = date.min
    by_paper: bool = False
    was_member: bool = False
    ended_as: str | None = None
    """How the newest membership ended, None while it lasts."""
    earlier: tuple[Membership, ...] = ()
    """Full memberships that ended otherwise than by going elsewhere, in their order."""
    awaits_reply: date | None = None
    died_on: date | None = None
    """The death of a member; that of a candidate is the end of the path."""
    candidacies: tuple[str, ...] = ()
    through: str | None = None
    """The candidacy that led to the membership, also when that has ended; None if by paper."""
    joined_into: str | None = None
    """The person kept, of whom this record is another name."""
    own: "Person | None" = None
    """Where other records are joined to this one: what it says by itself."""
    joined: tuple["Joined", ...] = ()
    placed: tuple[str, date] | None = None
    """Of which divided cell the person was placed last, and on which day."""
    particulars: Particulars = Particulars()
    """What this record says by itself."""
    holds: tuple[Hold, ...] = ()
    """The questions about the person that hold steps, or held them."""
    conduct: Conduct = NOTHING
    """Screenings, disciplines, appeals, and how memberships ended."""

    @property
    def disciplines(self) -> tuple[Discipline, ...]:
        """The disciplines that stand: not those that an appeal lifted. Each has its form and day.

        How long one has effect is for each rule to say that asks.
        """
        return self.conduct.standing

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which the person is named: that of the person kept first."""
        return (self.id, *(each.record.id for each in self.joined))

    @property
    def path(self) -> str | None:
        """The candidacy by which somebody is a full member; None for other members and others."""
        return self.through if self.ended_on is None else None

    @property
    def is_member(self) -> bool:
        """Whether the person is a member, but for one on the probation of an open candidacy."""
        return (self.official_on is not None or self.by_paper) and self.ended_on is None

    @property
    def is_on_probation_from_elsewhere(self) -> bool:
        """Whether the person arrived on probation, and no path here says how far it is."""
        waits = self.by_paper and self.official_on is None and self.ended_on is None
        return waits and self.candidacy is None

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
        found = self.counted
        return found.age(on) if found is not None and self.is_full_member(on) else None

    @property
    def counted(self) -> Counted | None:
        """From when the party age of the newest membership counts; None where that is not known."""
        past = self.earlier[:-1] if self._has_just_ended else self.earlier
        return counted(
            official_on=self.official_on,
            decided_on=self.age_on or self.decided_on,
            decided_stated=self.age_stated if self.age_on else self.decided_stated,
            card_issued_on=self.card_issued_on,
            earlier=[each for each in past if each.stood],
        )

    @property
    def dead_since(self) -> date | None:
        """The day of the death, also of a member whose path ended with it; None of the living."""
        return self.died_on or (self.ended_on if self.ended_as == Standing.DIED else None)

    @property
    def cancelled(self) -> tuple[Cancelled, ...]:
        """The full memberships whose decision was cancelled: they never were any."""
        return cancelled_among(self.earlier)

    @property
    def _has_just_ended(self) -> bool:
        """Whether the newest membership is the last of the earlier ones."""
        ended = self.ended_on is not None and bool(self.earlier)
        return ended and self.earlier[-1].ended_on == self.ended_on


class Joined(NamedTuple):
    """Another record of a person, as it goes on by itself; since when, which birth stands."""

    record: Person
    on: date
    born: date | Erased | None = None


def evolve(state: Person, recorded: Recorded) -> Person:
    """The state after one more event of the person's stream."""
    event = recorded.event
    conduct = conduct_after(state.conduct, event)
    after = _evolve(state, event)
    return after if conduct is state.conduct else after._replace(conduct=conduct)


def _evolve(state: Person, event: Event) -> Person:
    if isinstance(event, e.PersonRegistered | ParticularsRecorded):
        return _described(state, event)
    if isinstance(event, e.MemberRegistered):
        return state._replace(
            **_dated(event),
            card_issued_on=last_meant(event.card_issued_on, event.on),
            here_since=last_meant(event.official_on, event.on) or event.on,
            ended_on=None,
            ended_as=None,
            through=None,
            by_paper=True,
        )
    if isinstance(event, e.CandidacyOpened):
        opened = (*state.candidacies, event.candidate)
        return state._replace(candidacy=event.candidate, candidacies=opened)
    if isinstance(event, e.MembershipBegan):
        return state._replace(
            **_dated(event),
            candidacy=None,
            here_since=event.on,
            ended_on=None,
            ended_as=None,
            through=event.candidate,
        )
    if isinstance(event, e.CandidacyClosed):
        ends = state.is_member or event.member_of is not None
        after = state._replace(
            candidacy=None,
            by_paper=False,
            ended_on=event.on if ends else state.ended_on,
            ended_as=str(event.standing) if ends else state.ended_as,
            was_member=state.was_member or event.member_of is not None,
        )
        return _with_what_ended(state, after)
    return _with_what_ended(state, state._replace(**_changes(state, event)))


def _changes(state: Person, event: Event) -> dict[str, Any]:
    """What events of other rooms change, and those that begin and end a hold."""
    if isinstance(event, e.StepsHeld):
        return {"holds": (*state.holds, _begun(event))}
    if isinstance(event, e.HoldLifted):
        return {"holds": tuple(_lifted(each, event) for each in state.holds)}
    if isinstance(event, AppealResolved) and event.restored:
        return {**MOVEMENTS[AppealResolved](event), "earlier": _restored(state.earlier, event)}
    changes = MOVEMENTS.get(type(event)) or DIVISIONS.get(type(event))
    if changes is None and type(event) not in OF_CONDUCT:
        msg = f"{event.TYPE} does not belong to a person's stream"
        raise TypeError(msg)
    return dict(changes(event)) if changes else {}


def _restored(earlier: tuple[Membership, ...], event: AppealResolved) -> tuple[Membership, ...]:
    """The newest membership goes on: with a gap, or as if it had never ended."""
    newest = earlier[-1:] if event.gap else ()
    return (
        *earlier[:-1],
        *(each.model_copy(update={"restored_on": event.on}) for each in newest),
    )


def _described(state: Person, event: e.PersonRegistered | ParticularsRecorded) -> Person:
    """What is known of the person, whatever the path."""
    if isinstance(event, ParticularsRecorded):
        return state._replace(particulars=stated(state.particulars, event))
    return state._replace(
        registered=True,
        since=event.on,
        born=event.born,
        schooling=event.schooling,
        citizen=event.citizen,
    )


def _begun(event: e.StepsHeld) -> Hold:
    return Hold(
        hold=event.hold, cause=event.cause, since=event.on, steps=event.steps, stops=event.stops
    )


def _lifted(hold: Hold, event: e.HoldLifted) -> Hold:
    return hold.model_copy(update={"until": event.on}) if hold.hold == event.hold else hold


def _with_what_ended(before: Person, after: Person) -> Person:
    """After an end of a full membership, that membership is among the earlier ones."""
    ended_as = after.ended_as
    if before.official_on is None or before.ended_on is not None or after.ended_on is None:
        return after
    if ended_as is None or ended_as == _GOES_ON:
        return after
    ended = Membership(
        counts_from=before.age_on or before.decided_on or before.card_issued_on,
        stated=before.age_stated if before.age_on else before.decided_stated,
        ended_on=after.ended_on,
        ended_as=ended_as,
    )
    return after._replace(earlier=(*before.earlier, ended))


_GOES_ON: Final = Standing.MOVED_AWAY.value
"""Who goes elsewhere stays in Party life."""


def _dated(event: e.MemberRegistered | e.MembershipBegan) -> dict[str, Any]:
    """In which cell somebody is a member, and since when, as exact as it is known."""
    return {
        "cell": event.cell,
        "decided_on": last_meant(event.decided_on, event.on),
        "official_on": last_meant(event.official_on, event.on) or event.on,
        "decided_stated": not_exact(event.decided_on),
        "official_stated": not_exact(event.official_on or UNKNOWN),
        **age_dated(event.counts_from, event.on),
    }

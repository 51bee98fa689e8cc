"""The rows of people and accounts: the one place where personal details are kept in rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.kernel.values import Erased
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.movements import events as m
from admission.domain.registers.people import events as e
from admission.domain.registers.people.state import last_meant
from admission.domain.stages.standings import Standing
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row
from admission.projections.people.search import searched

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.PersonRegistered,
        e.MemberRegistered,
        e.CandidacyOpened,
        e.CandidacyClosed,
        e.MembershipBegan,
        m.PersonArrived,
        m.PersonDeparted,
        m.MembershipEnded,
        AccountRegistered,
    )
)
PEOPLE: Final = Table(
    "people",
    ("person",),
    (
        "name",
        "searched",
        "born",
        "sex",
        "cell",
        "decided_on",
        "official_on",
        "ended_on",
        "candidate",
    ),
)
_ENDED_AS: Final = {Standing.WITHDRAWN: "left", Standing.DIED: "died"}
"""What the end of a member's path is counted as, if not as a deletion."""
Movement = tuple[str, str, str]
"""In which cell, what, on which day (ISO)."""
ACCOUNTS: Final = Table("accounts", ("account",), ("holder", "known_as"))


class Person(NamedTuple):
    """What the rows say of a person; a detail that was erased, or is not known, is None."""

    id: str
    registered: bool = False
    name: str | None = None
    searched: str = ""
    born: str | None = None
    sex: str | None = None
    cell: str | None = None
    decided_on: str | None = None
    official_on: str | None = None
    ended_on: str | None = None
    candidate: str | None = None
    movements: tuple[Movement, ...] = ()

    def moved(self, cell: str | None, kind: str, on: date) -> "Person":
        """After one more movement; none where there is no cell."""
        if cell is None:
            return self
        return self._replace(movements=(*self.movements, (cell, kind, on.isoformat())))


class Account(NamedTuple):
    """What the rows say of an account."""

    id: str
    registered: bool = False
    holder: str | None = None
    system_user: str | None = None


def evolve_person(state: Person, recorded: Recorded) -> Person:
    """The state after one more event of the person's stream."""
    event = recorded.event
    if isinstance(event, e.PersonRegistered):
        name = _text(event.name)
        return state._replace(
            registered=True,
            name=name,
            searched=searched(name or ""),
            born=_day(event.born),
            sex=_text(event.sex),
        )
    if isinstance(event, e.MemberRegistered | e.MembershipBegan | m.PersonArrived):
        state = state._replace(
            cell=event.cell,
            decided_on=_told(event.decided_on),
            official_on=_told(event.official_on) or UNKNOWN,
            ended_on=None,
        )
    if isinstance(event, e.MemberRegistered):
        since = last_meant(event.decided_on or event.official_on, event.on) or event.on
        return state.moved(event.cell, "registered", since)
    if isinstance(event, m.PersonArrived):
        return state.moved(event.cell, "arrived", event.on)
    if isinstance(event, e.CandidacyOpened):
        return state._replace(candidate=event.candidate)
    return _evolve_at_the_end(state, event)


def _evolve_at_the_end(state: Person, event: Event) -> Person:
    if not isinstance(event, e.CandidacyClosed | m.PersonDeparted | m.MembershipEnded):
        return state
    if event.member_of or (state.official_on and not state.ended_on):
        state = state._replace(ended_on=_day(event.on))
    if isinstance(event, e.CandidacyClosed):
        return state.moved(event.member_of, _ENDED_AS.get(event.standing, "deleted"), event.on)
    kind = event.ground if isinstance(event, m.MembershipEnded) else "moved-away"
    return state.moved(event.member_of, kind, event.on)


def evolve_account(state: Account, recorded: Recorded) -> Account:
    """The state after one more event of the account's stream."""
    event = recorded.event
    if not isinstance(event, AccountRegistered):
        return state
    return Account(state.id, True, _text(event.holder), _text(event.system_user))  # noqa: FBT003


def people_rows(state: Person) -> dict[Row, Row]:
    """One row, once the person is registered."""
    if not state.registered:
        return {}
    return {(state.id,): state[2:-1]}


def account_rows(state: Account) -> dict[Row, Row]:
    """One row, once the account is registered."""
    return {(state.id,): (state.holder, state.system_user)} if state.registered else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the person or account up to the fact."""
    if isinstance(fact.event, AccountRegistered):
        return ACCOUNTS.follow(fact, account_rows)
    return PEOPLE.follow(fact, people_rows)


def _text(value: Any) -> str | None:  # noqa: ANN401 - a personal detail of any kind
    return None if value is None or isinstance(value, Erased) else str(value)


def _told(value: date | str | None) -> str | None:
    """A day as it was stated."""
    return value.isoformat() if isinstance(value, date) else value


def _day(value: date | Erased | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


FOLD_PERSON: Final = Fold(Person, evolve_person)
FOLD_ACCOUNT: Final = Fold(Account, evolve_account)

"""The rows of people and accounts: the one place where personal details are kept in rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Recorded
from admission.domain.kernel.partial_days import UNKNOWN
from admission.domain.kernel.values import Erased
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.people import events as e
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
    if isinstance(event, e.MemberRegistered | e.MembershipBegan):
        return state._replace(
            cell=event.cell,
            decided_on=event.decided_on,
            official_on=event.official_on or UNKNOWN,
            ended_on=None,
        )
    if isinstance(event, e.CandidacyOpened):
        return state._replace(candidate=event.candidate)
    if isinstance(event, e.CandidacyClosed):
        return state._replace(ended_on=_day(event.on) if state.official_on else None)
    return state


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
    return {(state.id,): state[2:]}


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


def _day(value: date | Erased | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


FOLD_PERSON: Final = Fold(Person, evolve_person)
FOLD_ACCOUNT: Final = Fold(Account, evolve_account)

"""The rows of people and accounts: the one place where personal details are kept in rows."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from admission.domain.kernel.messages import Event, Recorded
from admission.domain.kernel.partial_days import last_meant
from admission.domain.kernel.values import Erased
from admission.domain.registers.accounts.events import AccountRegistered
from admission.domain.registers.discipline.events import AppealResolved
from admission.domain.registers.divisions.events import PersonPlaced
from admission.domain.registers.identity import events as i
from admission.domain.registers.identity.state import evolve as evolve_state
from admission.domain.registers.movements import events as m
from admission.domain.registers.people import events as e
from admission.domain.registers.people.state import Person as State
from admission.domain.stages.standings import Standing
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Fold, Row
from admission.projections.movements.queries import BEGAN
from admission.projections.moves.made import Move, with_person_moved
from admission.projections.people.search import searched

READS: Final = frozenset(
    event.TYPE
    for event in (
        e.PersonRegistered,
        e.MemberRegistered,
        e.CandidacyClosed,
        e.MembershipBegan,
        m.PersonArrived,
        m.PersonDeparted,
        m.MembershipEnded,
        AppealResolved,
        m.MemberTransferred,
        m.CellChanged,
        PersonPlaced,
        i.PersonsJoined,
        i.JoinedInto,
        i.PersonsParted,
        i.PartedFrom,
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
        "schooling",
        "residence",
        "listed_as",
        "place",
        "cell",
        "decided_on",
        "official_on",
        "ended_on",
        "joined_into",
    ),
)
_ENDED_AS: Final = {Standing.WITHDRAWN: "left", Standing.DIED: "died"}
"""What the end of a member's path is counted as, if not as a deletion."""
Movement = tuple[str, str, str, int]
"""In which cell, what, on which day (ISO); the position of the fact that says so."""


class ToldTwice(NamedTuple):
    """Movements, from the place `at`, that do not count: `by` tells of the same membership."""

    by: str
    at: int
    movements: tuple[Movement, ...]


APART: Final = Table("people_apart", ("person", "other"), ())
ACCOUNTS: Final = Table("accounts", ("account",), ("holder", "known_as"))


class Person(NamedTuple):
    """What the rows say of a person; a detail that is not known is None.

    In the place of one that was erased, or is locked, stands that word; nobody is found or compared
    by it. `apart` are those of whom it was found that they are somebody else; `movements` are
    counted.
    """

    state: State
    name: str | None = None
    searched: str = ""
    sex: str | None = None
    residence: str | None = None
    listed_as: str | None = None
    place: str | None = None
    apart: frozenset[str] = frozenset()
    movements: tuple[Movement, ...] = ()
    told_twice: ToldTwice | None = None
    moves: tuple[Move, ...] = ()
    """Goings to other stores, and comings from there."""

    def moved(self, cell: str | None, kind: str, on: date, position: int) -> "Person":
        """After one more movement; none where there is no cell."""
        if cell is None:
            return self
        new = (cell, kind, on.isoformat(), position)
        return self._replace(movements=(*self.movements, new))


class Account(NamedTuple):
    """What the rows say of an account."""

    id: str
    registered: bool = False
    holder: str | None = None
    system_user: str | None = None


def evolve_person(person: Person, recorded: Recorded) -> Person:
    """The state after one more event of the person's stream."""
    event = recorded.event
    moves = with_person_moved(person.moves, person.state, event)
    after = person._replace(state=evolve_state(person.state, recorded), moves=moves)
    if isinstance(event, e.PersonRegistered):
        return _registered(after, event)
    if isinstance(event, i.PersonsJoined | i.JoinedInto):
        return _counted_elsewhere(after, event)
    if isinstance(event, i.PersonsParted | i.PartedFrom):
        return _parted(after, event)
    if isinstance(event, PersonPlaced) and event.cell:
        return _placed(after, person.state.cell, event.cell)
    return _moved(after, event, recorded.position)


def _registered(person: Person, event: e.PersonRegistered) -> Person:
    residence = _known(event.residence)
    return person._replace(
        name=_text(event.name),
        searched=searched(_known(event.name) or ""),
        sex=_text(event.sex),
        residence=_text(event.residence),
        listed_as=_text(event.listed_as),
        place=searched(residence).strip() if residence else None,
    )


def _counted_elsewhere(person: Person, event: i.PersonsJoined | i.JoinedInto) -> Person:
    """A membership that another record tells as well does not count here: from its beginning."""
    if event.told_twice != person.state.id or person.told_twice is not None:
        return person
    kinds = [kind for _, kind, *_ in person.movements]
    begun = max((at for at, kind in enumerate(kinds) if kind in BEGAN), default=len(kinds))
    by = event.other if isinstance(event, i.PersonsJoined) else event.kept
    counted, twice = person.movements[:begun], person.movements[begun:]
    return person._replace(movements=counted, told_twice=ToldTwice(by, begun, twice))


def _parted(person: Person, event: i.PersonsParted | i.PartedFrom) -> Person:
    """What only the other record let count twice counts here again."""
    other = event.other if isinstance(event, i.PersonsParted) else event.kept
    person = person._replace(apart=person.apart | {other})
    twice = person.told_twice
    if twice is None or twice.by != other:
        return person
    before, after = person.movements[: twice.at], person.movements[twice.at :]
    return person._replace(movements=(*before, *twice.movements, *after), told_twice=None)


def _placed(person: Person, cell: str | None, section: str) -> Person:
    """What is counted in the cell of the membership counts in its section."""
    movements = (
        (section if of == cell else of, kind, on, at) for of, kind, on, at in person.movements
    )
    return person._replace(movements=tuple(movements))


def _moved(person: Person, event: Event, at: int) -> Person:
    """Who comes is counted by the day of the event, or of the paper; who goes, as what."""
    if isinstance(event, e.MemberRegistered):
        since = last_meant(event.decided_on or event.official_on, event.on) or event.on
        return person.moved(event.cell, "registered", since, at)
    if isinstance(event, m.PersonArrived):
        return person.moved(event.cell, "arrived", event.on, at)
    if isinstance(event, AppealResolved) and event.restored:
        return person.moved(event.cell, "restored", event.on, at)
    return _went(person, event, at)


def _went(person: Person, event: Event, at: int) -> Person:
    if isinstance(event, e.CandidacyClosed):
        ground = _ENDED_AS.get(event.standing, "deleted")
        return person.moved(event.member_of, ground, event.on, at)
    if isinstance(event, m.PersonDeparted):
        return person.moved(event.member_of, "moved-away", event.on, at)
    if isinstance(event, m.MembershipEnded):
        return person.moved(event.member_of, event.ground, event.on, at)
    if isinstance(event, m.MemberTransferred) and event.candidate is None:
        out = person.moved(event.from_cell, "transferred-out", event.on, at)
        return out.moved(event.cell, "transferred-in", event.on, at)
    return person


def evolve_account(state: Account, recorded: Recorded) -> Account:
    """The state after one more event of the account's stream."""
    event = recorded.event
    if not isinstance(event, AccountRegistered):
        return state
    return Account(state.id, True, _text(event.holder), _known(event.system_user))  # noqa: FBT003


def people_rows(person: Person) -> dict[Row, Row]:
    """One row, once the person is registered; of another name of somebody, the details alone."""
    state = person.state
    if not state.registered:
        return {}
    details = (
        person.name,
        person.searched,
        _day(state.born),
        person.sex,
        _text(state.schooling),
        person.residence,
        person.listed_as,
        person.place,
    )
    if state.joined_into:
        return {(state.id,): (*details, None, None, None, None, state.joined_into)}
    days = (
        state.decided_stated or _day(state.decided_on),
        state.official_stated or _day(state.official_on),
        _day(state.ended_on),
    )
    return {(state.id,): (*details, state.cell, *days, None)}


def apart_rows(person: Person) -> dict[Row, Row]:
    """One row for each who is somebody else."""
    return {(person.state.id, other): () for other in person.apart}


def account_rows(state: Account) -> dict[Row, Row]:
    """One row, once the account is registered."""
    return {(state.id,): (state.holder, state.system_user)} if state.registered else {}


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the person or account up to the fact."""
    if isinstance(fact.event, AccountRegistered):
        return ACCOUNTS.follow(fact, account_rows)
    return _of_person(fact)


def _of_person(fact: Fact) -> Iterator[Change]:
    yield from PEOPLE.follow(fact, people_rows)
    if isinstance(fact.event, i.PersonsParted | i.PartedFrom):
        yield from APART.follow(fact, apart_rows)


def _text(value: Any) -> str | None:  # noqa: ANN401 - a personal detail of any kind
    return None if value is None else str(value)


def _known(value: Any) -> str | None:  # noqa: ANN401 - as above
    """A detail to search by, to compare: None where it was erased or is locked."""
    return None if isinstance(value, Erased) else _text(value)


def _day(value: date | Erased | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else _text(value)


FOLD_PERSON: Final = Fold(lambda stream: Person(State(stream)), evolve_person)
FOLD_ACCOUNT: Final = Fold(Account, evolve_account)

"""What every projection makes of a fact, and what becomes of one that it cannot take in."""

from collections.abc import Callable, Iterable
from typing import Final

from admission.app.facts import Unreadable, is_known, keeps_state, reason_of
from admission.app.readers import Project, readers
from admission.app.recorders.errors import refused
from admission.app.recorders.ports import Connection
from admission.projections import PROJECTIONS
from admission.projections.facts import Change, Fact

_QUARANTINE: Final = "INSERT INTO quarantine (projection, position, reason) VALUES (?, ?, ?)"


Write = Callable[[Fact, list[Change]], None]


def take_in(
    connection: Connection,
    fact: Fact | Unreadable,
    at: dict[str, int],
    write: Write,
    *,
    one_by_one: bool = False,
) -> None:
    """Write what each projection that stands before a fact (`at`, by name) makes of it.

    What cannot be read or projected goes to the quarantine, and the projection goes on. What the
    database refuses does so too, if each is written on its own; otherwise that is raised.
    """
    if isinstance(fact, Unreadable):
        _set_aside(connection, fact, at)
        return
    for name, project in _readers_of(fact):
        if at[name] >= fact.position:
            continue
        try:
            changes = list(project(fact))
        except Exception as error:  # noqa: BLE001 - the projection goes on without this event
            connection.execute(_QUARANTINE, (name, fact.position, reason_of(error)))
            continue
        if one_by_one:
            _write_alone(connection, name, fact, changes, write)
        elif changes:
            write(fact, changes)


def _readers_of(fact: Fact) -> Iterable[tuple[str, Project]]:
    """Who reads the event; of a correction, who reads any of what it has read otherwise, too."""
    own = readers().get(fact.event.TYPE, ())
    if fact.corrected is None:
        return own
    types = (fact.event.TYPE, *fact.corrected.types)
    return dict.fromkeys(one for name in types for one in readers().get(name, ()))


def concerns_any(type_name: str, stream: str) -> bool:
    """Whether some projection reads such an event, or has to be told that nobody knows it."""
    return type_name in readers() or keeps_state(stream) or not is_known(type_name)


def set_checkpoints(connection: Connection, position: int, mark: str) -> None:
    """Say that every projection has what there is up to a position."""
    connection.executemany(
        "UPDATE checkpoints SET position = ?, mark = ? WHERE position < ?",
        [(position, mark, position)],
    )


def _set_aside(connection: Connection, event: Unreadable, at: dict[str, int]) -> None:
    names = [name for name, _ in readers().get(event.type, ())]
    if not is_known(event.type):
        names = list(PROJECTIONS)
    connection.executemany(
        _QUARANTINE,
        [(name, event.position, event.reason) for name in names if at[name] < event.position],
    )


def _write_alone(
    connection: Connection, name: str, fact: Fact, changes: list[Change], write: Write
) -> None:
    connection.execute("SAVEPOINT fact")
    try:
        write(fact, changes)
    except Exception as error:
        if not refused(error):
            raise
        connection.execute("ROLLBACK TO fact")
        connection.execute(_QUARANTINE, (name, fact.position, reason_of(error)))
    connection.execute("RELEASE fact")

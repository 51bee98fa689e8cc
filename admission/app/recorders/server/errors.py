"""Say in one sentence why a store on a server cannot be used, and what to do about it.

What the server says is never repeated: it may hold values, and an address that was misread a
password.
"""

from types import TracebackType
from typing import Final, Self

import psycopg
from psycopg import pq

from admission.app.recorders.errors import NobodyAnswers, ServerAway, StoreUnusable

READ_ONLY: Final = "25006"
_GONE: Final = (
    "The server of {name} went away: nothing of this step was kept; repeat it when the server is "
    "there again."
)
_BUSY: Final = (
    "{name} is being written by another program, which has not finished in time: nothing was "
    "written; try again when it has finished."
)
_UNMIGRATED: Final = (
    "The database of {name} is not laid out for a store: let its owner run `admission --db {name} "
    "db migrate`."
)
_SENTENCES: Final = {
    READ_ONLY: "{name} is read-only just now (a standby, or switching over): nothing was written; "
    "repeat it when the server that is written to is there.",
    "3F000": _UNMIGRATED,
    "42501": "This user of {name} has not the rights of the application: let the owner of the "
    "database run `admission --db {name} db migrate --role USER`.",
    "42P01": _UNMIGRATED,
    "53100": "There is no space left on the server of {name}: nothing of this step was kept; free "
    "some space there and repeat it.",
    "53200": "The server of {name} has not enough memory: nothing of this step was kept.",
    "53300": "The server of {name} takes no more connections: try again, or let it take more.",
    "55P03": _BUSY,
    "57014": _BUSY,
    "40P01": _BUSY,
    "40001": _BUSY,
    "25P03": _GONE,
}
_BY_CLASS: Final = {
    "08": _GONE,
    "57": _GONE,
    "58": "The server of {name} cannot read or write its files: nothing of this step was kept; see "
    "its log.",
    "XX": "The database of {name} is damaged: keep it as it is, and restore the newest backup.",
}
_AWAY: Final = (READ_ONLY, "25P03", "57P01", "57P02", "57P03", "57P05", "08")


def unusable(error: Exception, name: str) -> StoreUnusable | None:
    """The error of a store for one of its server; None when it is a mistake of the program."""
    said = sentence(error, name)
    if said is None:
        return None
    state = (isinstance(error, psycopg.Error) and error.sqlstate) or ""
    return (ServerAway if not state or state.startswith(_AWAY) else StoreUnusable)(said)


def sentence(error: Exception, name: str) -> str | None:
    """The sentence for an error of the server, or None when it is a mistake of the program."""
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    found = _SENTENCES.get(state) or _BY_CLASS.get(state[:2])
    if not state and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        found = _GONE
    return found and found.format(name=name)


_STARTING: Final = "its server is starting or stopping: try again"
_STANDBY: Final = "each server there is a standby: wait for the one that is written to"
_NO_HOST: Final = "there is no such host: check the address"
_COMES_BACK: Final = {
    "starting up": _STARTING,
    "shutting down": _STARTING,
    "in recovery mode": _STARTING,
    "not yet accepting": _STARTING,
    "session is read-only": _STANDBY,
    "hot standby mode": _STANDBY,
    "too many ": "its server takes no more connections: try again, or let it take more",
    "closed the connection": "its server ended the connection: try again",
}
_NOBODY: Final = {
    "refused": "no server answers there: check the address, and that the server runs",
    "timeout": "no server answers there in time: check the address and the network",
}
_REFUSALS: Final = {
    "password authentication failed": "its server refuses the user or the password: give them by "
    "PGUSER and PGPASSWORD, or in ~/.pgpass",
    "no password supplied": "its server asks for a password: give it by "
    "PGPASSWORD, or in ~/.pgpass",
    'role "': "its server does not know the user: name another with PGUSER",
    "no pg_hba.conf entry": "its server lets nobody in from here: see its pg_hba.conf",
    "permission denied for database": "this user may not connect to it: ask its owner",
    'database "': "its server has no such database: make it, encoded in UTF8",
    "resolve host": _NO_HOST,
    "translate host": _NO_HOST,
    "does not match host name": "the certificate there is of another host: check the address, or "
    "let the server have one of its own name",
    "root certificate file": "the certificate to check it by (sslrootcert) is not there: name it "
    "by its whole path",
    "SSL": "the two cannot agree on encryption: see sslmode and the certificates",
}


def not_connected(error: psycopg.Error, name: str) -> StoreUnusable:
    """Why there is no connection; libpq says so in words alone."""
    said = str(error)
    for reasons, kind in (
        (_REFUSALS, StoreUnusable),
        (_COMES_BACK, ServerAway),
        (_NOBODY, NobodyAnswers),
    ):
        why = next((why for sign, why in reasons.items() if sign in said), None)
        if why is not None:
            return kind(f"{name} cannot be opened: {why}.")
    return ServerAway(f"{name} cannot be opened: its server cannot be reached.")


def without_rights(name: str) -> str:
    """What is said to a user without the rights of the application."""
    return _SENTENCES["42501"].format(name=name)


class Translated:
    """A context in which errors of the server become `StoreUnusable`.

    Errors that are mistakes of the program (a broken constraint, wrong SQL) pass unchanged.
    """

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and (found := unusable(error, self._name)):
            raise found from error


def what_broke(error: psycopg.Error) -> str:
    """Which constraint or column, without any value."""
    diag = error.diag
    return f"{diag.table_name}.{diag.constraint_name or diag.column_name}"


def is_idle(connection: psycopg.Connection) -> bool:
    """Whether no transaction is open."""
    return connection.info.transaction_status == pq.TransactionStatus.IDLE

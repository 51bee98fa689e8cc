"""Who stands on both sides of an act: one person, or two accounts of one."""

from functools import cache

from admission.domain.kernel import ids
from admission.projections.asking import LATEST, Connection
from admission.projections.people.queries import list_accounts, show_person

_NOT_TO_BE_HAD = frozenset({None, "erased", "locked"})


class Sides:
    """Compares actors, as they are known at a position to be one."""

    def __init__(self, connection: Connection, known_at: int | None) -> None:
        self._connection = connection
        self._known_at = known_at
        accounts = list_accounts(connection, as_of=LATEST, known_at=known_at)
        self._holders = {row.account: row.holder for row in accounts}
        self._users = {row.account: row.system_user for row in accounts}
        self._kept = cache(self._kept_name)

    def are_one(self, actor: str, other: str) -> str:
        """How two ids are known to be of one person; empty where they are not."""
        if self._kept(actor) == self._kept(other):
            return "one person"
        for known, said in (
            (self._users, "one operating-system account"),
            (self._holders, "accounts of one holder"),
        ):
            name = known.get(actor)
            if name not in _NOT_TO_BE_HAD and name == known.get(other):
                return said
        return ""

    def _kept_name(self, actor: str) -> str:
        if ids.kind_of(actor) != "person":
            return actor
        asked = {"as_of": LATEST, "known_at": self._known_at}
        found = show_person(self._connection, actor, **asked)  # type: ignore[arg-type]
        return (found and found.joined_into) or actor

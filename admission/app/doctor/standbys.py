"""Whether a commit is on a second server before it is acknowledged, and how far others are."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from admission.app.doctor.check import Check
from admission.app.recorders.ports import Connection

_ON_THE_DISK: Final = ("on", "remote_apply")
_MOST_BYTES_BEHIND: Final = 16 * 1024 * 1024
_MIB: Final = 1024 * 1024
_STANDBYS: Final = (
    "SELECT coalesce(application_name, ''), sync_state, "
    "CAST(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) AS bigint) "
    "FROM pg_stat_replication WHERE coalesce(state, 'streaming') = 'streaming' "
    "AND pid NOT IN (SELECT active_pid FROM pg_replication_slots "
    "WHERE slot_type = 'logical' AND active_pid IS NOT NULL) ORDER BY 1"
)
_ASK: Final = "let its owner run GRANT pg_read_all_stats"


class Standby(NamedTuple):
    """A server that follows; state and bytes behind are None where this user may not see them."""

    name: str
    state: str | None
    behind: int | None


def synchronous(connection: Connection, setting: Callable[[str], str]) -> Iterator[Check]:
    """What an acknowledgement promises, and each server that follows this one."""
    found = setting("synchronous_commit")
    yield Check(
        "pass" if found in _ON_THE_DISK else "fail",
        "synchronous_commit",
        f"is {found}; with {' or '.join(_ON_THE_DISK)} what was acknowledged is on the disk",
    )
    (recovering,) = connection.execute("SELECT pg_is_in_recovery()").fetchone()
    if recovering:
        yield Check("note", "standbys", "this is a standby itself: examine the server it follows")
        return
    named = setting("synchronous_standby_names")
    yield from check_standbys(named, [Standby(*row) for row in connection.execute(_STANDBYS)])


def check_standbys(named: str, standbys: list[Standby]) -> Iterator[Check]:
    """Judge the servers that follow by `synchronous_standby_names`."""
    yield _promise(named, standbys)
    for standby in standbys:
        if standby.behind is not None and standby.behind > _MOST_BYTES_BEHIND:
            said = f"{standby.name} is {standby.behind // _MIB:,} MiB behind: see its log"
            yield Check("note", "replication lag", said)


def _promise(named: str, standbys: list[Standby]) -> Check:
    if not standbys:
        return _alone(named)
    if any(standby.state is None for standby in standbys):
        said = f"{len(standbys)} follow; how, this user may not see: {_ASK}"
        return Check("note", "standbys", said)
    said = "; ".join(
        f"{one.name} {one.state}, {(one.behind or 0) // 1024:,} KiB behind" for one in standbys
    )
    if any(standby.state in ("sync", "quorum") for standby in standbys):
        return Check("pass", "standbys", said)
    lost = "none is waited for, so the newest records are lost with this server"
    return Check("note", "standbys", f"{said}: {lost}; set synchronous_standby_names")


def _alone(named: str) -> Check:
    if named:
        said = f"{named} is to be waited for, and none is there: nothing can be recorded"
        return Check("fail", "standbys", said)
    return Check("pass", "standbys", "none follows: the backups are what is left of a lost disk")

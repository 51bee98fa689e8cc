"""What became of a commit whose answer was lost: looked up by an id of what it was to write."""

from collections.abc import Sequence
from functools import partial

from admission.app.recorders.errors import AnswerLost, ServerAway, StoreUnusable
from admission.app.recorders.plain_rows import NewEvent, RefusalRow
from admission.app.recorders.ports import Connection, Sessions
from admission.app.recorders.waiting import outlast


def settled(
    sessions: Sessions,
    events: Sequence[NewEvent],
    refusals: Sequence[RefusalRow],
    lost: AnswerLost,
) -> int:
    """Wait for the server; the position of the first event, 0 where there is none.

    Raises:
        ServerAway: nothing of it was kept.
        AnswerLost: the server is still away.
    """
    try:
        found = outlast(partial(_looked_up, sessions, events, refusals))
    except ServerAway as away:
        raise lost from away
    if found is None:
        raise ServerAway(
            f"The server of {sessions.name} went away: nothing of this step was kept; repeat it."
        ) from lost
    return found


def _looked_up(
    sessions: Sessions, events: Sequence[NewEvent], refusals: Sequence[RefusalRow]
) -> int | None:
    try:
        with sessions.session() as connection:
            # It is our turn only once what was lost has ended. And this commit is on a standby
            # only after every one before it, which may be on this server alone until then.
            connection.execute("UPDATE tlog_head SET size = size")
            return _position(connection, events, refusals)
    except StoreUnusable as error:  # also where that old commit has not ended yet
        raise ServerAway(str(error)) from error


def _position(
    connection: Connection, events: Sequence[NewEvent], refusals: Sequence[RefusalRow]
) -> int | None:
    """Ids of events and refusals are new with each attempt, those of commands are not."""
    if events:
        asked = "SELECT position FROM events WHERE event_id = ?", (events[0].event_id,)
    elif refusals:
        asked = "SELECT 0 FROM refusals WHERE refusal_id = ?", (refusals[0].refusal_id,)
    else:
        return 0
    row = connection.execute(*asked).fetchone()
    return None if row is None else int(row[0])

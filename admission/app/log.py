"""One canonical log line for each command handled; never a personal detail."""

import logging
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from admission.app.answers import Answer
    from admission.app.recorders.errors import ServerAway

_LOG = structlog.get_logger("admission")


def command_handled(name: str, actor: str, answer: "Answer", seconds: float) -> None:
    """Say what became of a command: name, actor id, outcome, codes, events, duration."""
    if not _LOG.is_enabled_for(logging.INFO):
        return
    _LOG.info(
        "command",
        command=name,
        id=answer.command_id,
        actor=actor,
        outcome=answer.outcome,
        codes=" ".join(answer.codes),
        late=" ".join(answer.late),
        against=" ".join(answer.against),
        events=len(answer.positions),
        milliseconds=round(seconds * 1000, 2),
    )


def server_away(away: "ServerAway") -> None:
    """Say that a server is waited for, and why."""
    _LOG.warning("waiting for the server", because=str(away))


def follower_ended() -> None:
    """Say that the process is gone that kept the rows up during a long run."""
    _LOG.warning("the process that follows has ended: it is started again, a few times at most")

"""One canonical log line for each command handled; never a personal detail."""

import logging
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from admission.app.answers import Answer

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

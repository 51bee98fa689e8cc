"""A program that registers people until its input ends, and prints a line for each once kept.

Where the server is away it presses again, with the same command and id, as people are told to.
"""

import json
import select
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.admission import Admission
from admission.app.answers import Answer
from admission.app.bootstrap import open_admission
from admission.app.envelope import Act
from admission.app.recorders.errors import OutcomeUnknown, StoreUnusable
from admission.domain.kernel.messages import Command
from cli.logs import configure
from tests.app.organisation import DAY, command

_PATIENCE_SECONDS: Final = 90.0
_PAUSE_SECONDS: Final = 0.5


class Acknowledged(NamedTuple):
    """A command that was answered: which person it names, by what, when, how often pressed."""

    command_id: str
    person: str
    outcome: str
    at: float
    pressed: int
    unknown: int


def main(path: str) -> None:
    with open_admission(Path(path)) as admission:
        (account,) = {row.stream for row in admission.recorder.log_rows(0, 1)}
        while not select.select([sys.stdin], [], [], 0)[0]:
            line = _one_more(admission, Act(admission.new_id(), account))
            print(json.dumps(line._asdict()), flush=True)  # noqa: T201 - the test reads it


def _one_more(admission: Admission, act: Act) -> Acknowledged:
    person = f"person-{admission.new_id()}"
    said = command("register-person", person=person, name="Đặng Văn Ấm", born="1990-01-01", on=DAY)
    answer, pressed, unknown = _pressed_until_answered(admission, said, act)
    return Acknowledged(act.command_id, person, answer.outcome, time.monotonic(), pressed, unknown)


def _pressed_until_answered(
    admission: Admission, said: Command, act: Act
) -> tuple[Answer, int, int]:
    pressed, unknown = 1, 0
    give_up_at = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return admission.handle(said, act), pressed, unknown
        except (OutcomeUnknown, StoreUnusable) as error:
            if time.monotonic() > give_up_at:
                raise
            pressed += 1
            unknown += isinstance(error, OutcomeUnknown)
            time.sleep(_PAUSE_SECONDS)


if __name__ == "__main__":
    configure("warning")
    main(sys.argv[1])

"""A program that registers people for ever, and prints each command id once recorded."""

import sys
import time
from pathlib import Path

from admission.app.bootstrap import open_admission
from cli.logs import configure
from tests.app.organisation import DAY, Clerk, command

PAUSE_SECONDS = 0.01


def main(path: Path) -> None:
    configure("warning")
    with open_admission(path) as admission:
        clerk = Clerk(admission)
        while True:
            act = clerk.act()
            fields = {"person": clerk.new("person"), "on": DAY, "name": "Trần Thị Nguồn"}
            admission.handle(command("register-person", **fields), act)
            print(act.command_id, flush=True)  # noqa: T201 - the test reads it
            time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

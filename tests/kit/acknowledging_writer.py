"""A program that writes three events at a time for ever, and prints each command id once kept."""

import sys
from itertools import count
from uuid import uuid4

from admission.app.recorders.sqlite import open_store
from tests.app.stores import append, recorded


def main(path: str) -> None:
    with open_store(path, mode="write") as store:
        for number in count():
            stream, command_id = f"candidate-{uuid4()}", f"{uuid4()}-{number}"
            events = [recorded(stream, version, command_id=command_id) for version in (1, 2, 3)]
            append(store, *events, command_id=command_id)
            print(command_id, flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main(sys.argv[1])

"""A program that tries to write every version of one stream, and prints how many it got."""

import sys
from pathlib import Path

from eventsourcing.persistence import IntegrityError

from admission.app.recorders.sqlite import SQLiteRecorder, open_store
from tests.app.stores import append, recorded


def main(path: str, versions: int) -> None:
    with open_store(Path(path), mode="write") as store:
        print("ready", flush=True)  # noqa: T201 - the test reads it
        sys.stdin.readline()
        print(sum(won(store, version) for version in range(1, versions + 1)))  # noqa: T201


def won(store: SQLiteRecorder, version: int) -> bool:
    try:
        append(store, recorded(version=version))
    except IntegrityError:
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

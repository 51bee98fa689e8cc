"""Loads the exports in pm4py, and compares counts and durations with what should be found.

pm4py is under the AGPL: it is never installed beside the program, and nothing imports this file.
"""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pm4py

SECONDS_A_DAY: Final = 86_400
OF_NOTHING: Final = {"store-opened", "account-registered", "calendar-adopted", "calendar-amended"}
"""Types of events that are about no object; pm4py leaves such events out."""
NOT_COMPARED: Final = OF_NOTHING | {"rulebook-adopted", "log-exported"}


def main(folder: Path) -> None:
    """Check each file; ends with a sentence that says what differs."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    _check_xes(pm4py.read_xes(str(folder / "log.xes")), expected["paths"])
    whole = json.loads((folder / "log.json").read_text("utf-8"))
    logs = {
        "log.json": pm4py.read_ocel2_json(str(folder / "log.json")),
        "log.sqlite": pm4py.read_ocel2_sqlite(str(folder / "log.sqlite")),
    }
    for name, log in logs.items():
        types = log.events["ocel:activity"].value_counts().to_dict()
        ours = {key: n for key, n in expected["types"].items() if key not in NOT_COMPARED}
        _same(f"{name}: events by type", types, ours)
        _same(f"{name}: objects", set(log.objects["ocel:oid"]), {o["id"] for o in whole["objects"]})
        pairs = {
            (each["id"], link["objectId"])
            for each in whole["events"]
            for link in each["relationships"]
        }
        found = set(zip(log.relations["ocel:eid"], log.relations["ocel:oid"], strict=True))
        _same(f"{name}: which event is about which object", found, pairs)
        _same(f"{name}: relations of objects", len(log.o2o), _links(folder / "log.sqlite"))


def _check_xes(log: Any, paths: dict[str, list[int]]) -> None:  # noqa: ANN401 - a data frame
    events = log["case:concept:name"].value_counts().to_dict()
    _same("log.xes: events of each candidate", events, {key: n for key, (n, _) in paths.items()})
    durations = {case: pm4py.get_case_duration(log, case) / SECONDS_A_DAY for case in sorted(paths)}
    _same("log.xes: days of each path", durations, {key: days for key, (_, days) in paths.items()})


def _links(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM object_object").fetchone()
    return int(count)


def _same(what: str, theirs: object, ours: object) -> None:
    if theirs != ours:
        sys.exit(f"{what} differ between pm4py and the program")
    size = len(ours) if isinstance(ours, dict | set) else ours
    print(f"{what}: equal ({size})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Writes what others are to read, a scenario and planted deviations, and what they should find."""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, Final

from admission.app.recorders.reading import open_reader
from cli.main import run
from tests.outside.deviations import found_in, orders, plant

SCENARIO: Final = "hoa-lu-2024-q1"


def main(folder: Path) -> None:
    """Fill a new folder."""
    folder.mkdir(parents=True)
    store = folder / "scenario.db"
    for command in (
        ("demo", SCENARIO),
        ("export", "xes", str(folder / "log.xes")),
        ("export", "ocel", str(folder / "log.json")),
        ("export", "ocel", str(folder / "log.sqlite"), "--sqlite"),
    ):
        if run(["--db", str(store), *command]):
            sys.exit(f"admission {' '.join(command)} failed")
    expected = {
        **_expected(store),
        "orders": orders(),
        "found": found_in(store),
        **plant(folder / "planted.db", folder / "planted.xes"),
    }
    (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")


def _expected(store: Path) -> dict[str, Any]:
    """By type how many events there are; by candidate how many, and the days from first to last."""
    types: Counter[str] = Counter()
    days: dict[str, list[int]] = {}
    with open_reader(store) as reader:
        for row in reader.iterate():
            types[row.type] += 1
            if row.stream.startswith("candidate-"):
                on = date.fromisoformat(json.loads(row.state)["on"])
                days.setdefault(row.stream, []).append(on.toordinal())
    paths = {stream: [len(each), max(each) - min(each)] for stream, each in days.items()}
    return {"types": types, "paths": paths}


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Loads the exports in pm4py, and compares counts, durations and deviations with ours.

pm4py is under the AGPL: it is never installed beside the program, and nothing imports this file.
"""

import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pm4py

SECONDS_A_DAY: Final = 86_400
OF_NOTHING: Final = {"store-opened", "account-registered", "calendar-adopted", "calendar-amended"}
"""Types of events that are about no object; pm4py leaves such events out."""
NOT_COMPARED: Final = OF_NOTHING | {"rulebook-adopted", "log-exported"}


Order = tuple[str, str, str]
"""The rule, the type of event that comes before, and that of the event after it."""
Deviant = tuple[str, str, str, str]
"""The path, what is amiss, by which rule, at which type of event."""
HEAD: Final = """# Planted deviations, found again by others

Written by `make outside`; do not edit. A log with deviations of every kind planted in it is asked
by `audit conformance` and, as `export xes` writes it, by the Declare conformance of pm4py
{version}: for each order in the rulebook `vn-2021`, `precedence` (a step has the other before it)
and `responded_existence` (it has it at all). Order and skips have to be the same of each path, and
none elsewhere; so too in the demonstration `hoa-lu-2024-q1`, which has none. Days, counts, people
and papers are *not expressible* as an order of activities, nor is what a paper states: each such
step is an event of one type.

"""
COLUMNS: Final = ("deviation", "rule", "from paper", "planted", "found by us", "found by pm4py")


def main(folder: Path, page: Path) -> None:
    """Check each file and write the page; ends with a sentence that says what differs."""
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    scenario = pm4py.read_xes(str(folder / "log.xes"))
    _check_xes(scenario, expected["paths"])
    theirs = _check_order(folder, scenario, expected)
    page.write_text(_page(expected["planted"], expected["ours"], theirs), encoding="utf-8")
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


def _check_order(folder: Path, scenario: Any, expected: dict[str, Any]) -> list[Deviant]:  # noqa: ANN401 - a data frame
    """Order and skips of the planted log and of the scenario; those of the planted one."""
    orders = [(rule, before, after) for rule, before, after in expected["orders"]]
    planted = list(_found(pm4py.read_xes(str(folder / "planted.xes")), orders))
    ours = set(_expressible(expected["ours"], orders))
    _same("planted.xes: order and skips as planted", set(planted), ours)
    _same("planted.xes: and as found", ours, set(_expressible(expected["planted"], orders)))
    ours = set(_expressible(expected["found"], orders))
    _same("log.xes: order and skips", set(_found(scenario, orders)), ours)
    return planted


def _found(log: Any, orders: list[Order]) -> Iterator[Deviant]:  # noqa: ANN401 - a data frame
    """What pm4py finds: a step without one that comes before it, which is later, or never."""
    sure = {"support": 1, "confidence": 1}
    model = {
        "precedence": {(before, after): sure for _, before, after in orders},
        "responded_existence": {(after, before): sure for _, before, after in orders},
    }
    traces = pm4py.convert_to_event_log(log)
    for trace, told in zip(traces, pm4py.conformance_declare(traces, model), strict=True):
        broken = {(kind, tuple(pair)) for kind, pair in told["deviations"]}
        for rule, before, after in orders:
            if ("precedence", (before, after)) in broken:
                never = ("responded_existence", (after, before)) in broken
                what = "skipped" if never else "out-of-order"
                yield trace.attributes["concept:name"], what, rule, after


def _expressible(found: list[list[Any]], orders: list[Order]) -> Iterator[Deviant]:
    steps = {(rule, after) for rule, _, after in orders}
    for path, deviation, rule, step, imported in found:
        ordered = deviation in ("skipped", "out-of-order") and not imported
        if ordered and (rule, step) in steps:
            yield path, deviation, rule, step


def _page(planted: list[list[Any]], ours: list[list[Any]], theirs: Iterable[Deviant]) -> str:
    """The table as Markdown."""
    by_pm4py = Counter((deviation, rule) for _, deviation, rule, _ in theirs)
    by_us, wanted = _counted(ours), _counted(planted)
    lines = [COLUMNS, tuple("-" * len(column) for column in COLUMNS)]
    for key in sorted(wanted | by_us):
        deviation, rule, imported = key
        told = "not expressible" if imported else by_pm4py.get((deviation, rule), "not expressible")
        numbers = (wanted[key], by_us[key], told)
        lines.append((deviation, rule, "yes" if imported else "", *map(str, numbers)))
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{HEAD.format(version=pm4py.__version__)}{table}\n"


def _counted(found: list[list[Any]]) -> Counter[tuple[str, str, bool]]:
    return Counter((deviation, rule, imported) for _, deviation, rule, _, imported in found)


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
    main(Path(sys.argv[1]), Path(sys.argv[2]))

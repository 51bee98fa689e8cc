"""The path of one candidate of a scenario, told as often as wanted: each time of a new person."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from admission.app.bootstrap import new_id
from admission.scenarios import SCENARIOS
from benchmarks.stories import Item, item

STEPS: Final = 12
Line = dict[str, Any]


def path(scenario: str) -> list[Line]:
    """The registration and the first steps of the candidate who is the first to have so many."""
    persons: dict[str, Line] = {}
    steps: dict[str, list[Line]] = defaultdict(list)
    for line in SCENARIOS[scenario]():
        if line["command"] == "register-person":
            persons[line["person"]] = line
        if line["command"] == "enter-pool":
            steps[line["candidate"]].append(persons[line["person"]])
        if line.get("candidate") in steps:
            told = steps[line["candidate"]]
            told.append(line)
            if len(told) == STEPS:
                return told
    raise LookupError(f"nobody in {scenario} takes {STEPS} steps")


def tellings(lines: list[Line]) -> Iterator[list[Item]]:
    """The path of one new candidate after the other, recorded when it is recorded."""
    own = (lines[0]["person"], lines[1]["candidate"])
    while True:
        names = {thing: f"{thing.split('-')[0]}-{new_id()}" for thing in own}
        yield [_told(line, names) for line in lines]


def _told(line: Line, names: dict[str, str]) -> Item:
    text = json.dumps({**line, "id": new_id()})
    for name, other in names.items():
        text = text.replace(name, other)
    command, act = item(json.loads(text))
    return command, act._replace(recorded_at=None)

"""What holds for every scenario: its form, and that the rules accept it line by line."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from unicodedata import is_normalized

import pytest

from admission.scenarios import SCENARIOS
from tests.scenarios.conftest import Lines, Told

MOST_LINES = {"reform-2025": 130_000}
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
DIGESTS = """
from hashlib import sha256
from json import dumps
from admission.scenarios import SCENARIOS
for name, tell in SCENARIOS.items():
    text = sha256()
    for line in tell():
        text.update(dumps(line, ensure_ascii=False).encode())
    print(name, text.hexdigest())
"""

each_scenario = pytest.mark.parametrize("name", sorted(SCENARIOS))


@each_scenario
def test_every_line_is_accepted(name: str, told: Told) -> None:
    assert told(name).refusals == []


@each_scenario
def test_lines_come_in_the_order_in_which_they_were_recorded(name: str, lines: Lines) -> None:
    times = [line["recorded_at"] for line in lines(name)]
    assert times == sorted(times)


@each_scenario
def test_ids_of_commands_are_uuids_of_version_7_that_ascend(name: str, lines: Lines) -> None:
    ids = [line["id"] for line in lines(name)]
    assert all(before < after for before, after in pairwise(ids))
    assert all(UUID7.fullmatch(each) for each in ids)


@each_scenario
def test_who_records_has_an_account_by_then(name: str, lines: Lines) -> None:
    registered: set[str] = set()
    for line in lines(name):
        if line["command"] == "register-account":
            registered.add(line["account"])
        assert line["actor"] in registered


@each_scenario
def test_all_text_is_in_composed_form(name: str, lines: Lines) -> None:
    assert all(is_normalized("NFC", json.dumps(li, ensure_ascii=False)) for li in lines(name))


@each_scenario
def test_a_line_is_plain_json(name: str, lines: Lines) -> None:
    assert all(json.loads(json.dumps(line)) == line for line in lines(name))


@each_scenario
def test_no_two_people_share_a_name_and_a_day_of_birth(name: str, lines: Lines) -> None:
    people = [li for li in lines(name) if li["command"] == "register-person"]
    assert Counter((person["name"], person["born"]) for person in people).most_common(1)[0][1] == 1


@each_scenario
def test_some_lines_are_recorded_long_after_their_day(name: str, lines: Lines) -> None:
    opened = lines(name)[0]["on"]
    behind = [
        datetime.fromisoformat(line["recorded_at"][:10]) - datetime.fromisoformat(line["on"])
        for line in lines(name)
        if line["on"] > opened
    ]
    assert max(behind) >= timedelta(days=14)


@each_scenario
def test_some_steps_are_late_some_irregular_some_votes_not_carried(name: str, told: Told) -> None:
    events = [happened.event for happened in told(name).events]
    assert any(getattr(event, "late", ()) for event in events)
    assert any(getattr(event, "against_rules", ()) for event in events)
    assert any(getattr(event, "carried", None) is False for event in events)


@each_scenario
def test_a_scenario_stays_within_its_measure(name: str, lines: Lines) -> None:
    assert len(lines(name)) <= MOST_LINES.get(name, 70_000)


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    first, second = (
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second
    assert len(first.splitlines()) == len(SCENARIOS)


def test_the_names_of_places_come_with_their_licence() -> None:
    notice = files("admission.scenarios") / "data" / "NOTICE.md"
    assert "Copyright (c) 2025 Tran Ngoc Minh Hieu" in notice.read_text(encoding="utf-8")

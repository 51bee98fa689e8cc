"""Without the key every question is answered: counts are the same, names are `locked`."""

import json
import os
from typing import Any

from tests.cli.calling import Caller, process

CANDIDATE = "candidate-01896b8d-c340-774d-a5fe-fa8f25102a6d"
DAY = ("--as-of", "2024-03-31")
COUNTS = (
    ("progress", "--year", "2024", *DAY),
    ("balance", "--from", "2024-01-01", "--to", "2024-03-31"),
    ("coverage", "--year", "2024", *DAY),
    ("unit", "list", *DAY, "--limit", "0"),
    ("target", "list", *DAY),
)
WITH_NAMES = (
    ("status", CANDIDATE, *DAY),
    ("due", *DAY, "--limit", "20"),
    ("history", CANDIDATE),
    ("why", CANDIDATE, *DAY),
    ("class", "list", *DAY),
    ("person", "twins", *DAY),
    ("doctor",),
    ("keys", "status"),
)


def lock(caller: Caller) -> None:
    caller.db.with_name(f"{caller.db.name}.key").unlink()


def test_counts_are_the_same_without_the_key(hoa_lu: Caller) -> None:
    before = [hoa_lu.done(*asked, "--json").out for asked in COUNTS]
    lock(hoa_lu)
    assert [hoa_lu.done(*asked, "--json").out for asked in COUNTS] == before
    assert all(json.loads(answer)["rows"] for answer in before)


def test_names_are_locked_and_nothing_fails_for_it(hoa_lu: Caller) -> None:
    named = hoa_lu("status", CANDIDATE, *DAY, "--json").json["rows"][0]["name"]
    lock(hoa_lu)
    for asked in WITH_NAMES:
        answer = hoa_lu(*asked, "--json")
        assert answer.code == (1 if asked == ("doctor",) else 0), (asked, answer.err)
        assert named not in answer.out + answer.err
    assert hoa_lu("status", CANDIDATE, *DAY, "--json").json["rows"][0]["name"] == "locked"
    printed = hoa_lu.done("events", "--candidate", CANDIDATE).lines
    assert {"locked": True} in [value for row in printed for value in _values(row["event"])]


def _values(value: Any) -> list[Any]:  # noqa: ANN401 - whatever JSON can say
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(found for part in parts for found in _values(part))]


def test_where_a_mistake_happened_is_shown_without_what_it_was_about(rehearsal: Caller) -> None:
    said = ("record", "register-person", "--name", "Đặng Ẩm", "--born", "Kỳ Quặc")
    shown = process("--db", rehearsal.db, *said, env={**os.environ, "ADMISSION_DEBUG": "1"}).stderr
    trace, _, sentence = shown.partition("Error:")
    assert "Traceback" in trace
    assert "Kỳ Quặc" not in trace
    assert sentence

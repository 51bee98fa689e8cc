"""What only the program itself records can be recorded in no other way."""

import json
from pathlib import Path

import pytest

from admission.app.internal import INTERNAL, OFFERED
from admission.domain.decider import COMMANDS
from tests.cli.calling import Caller, written

ID = "01939d3c-0000-7000-9000-0000000000aa"
SEALED = {"copied_from": ID, "head": "2", "on": "2025-07-01"}


def test_the_two_tables_are_all_commands() -> None:
    assert INTERNAL.keys() | OFFERED.keys() == COMMANDS.keys()
    assert not INTERNAL.keys() & OFFERED.keys()


@pytest.mark.parametrize("name", INTERNAL)
def test_it_is_recorded_by_no_option_line_or_list(call: Caller, tmp_path: Path, name: str) -> None:
    line = written(tmp_path / "one.jsonl", [{"command": name, "id": ID, "on": "2025-07-01"}])
    table = tmp_path / "one.csv"
    table.write_text("on\n2025-07-01\n", "utf-8")
    before = call.done("events", "--json").out
    for arguments in (
        ("record", name),
        ("record", name, "--help"),
        ("apply", line),
        ("apply", table, "--as", name),
        ("template", name),
        ("schema", name),
    ):
        outcome = call(*arguments)
        assert (outcome.code, outcome.out) == (2, ""), arguments
        assert f"{name} is recorded by the program alone: " in outcome.err
    assert call.done("events", "--json").out == before


def test_it_is_offered_nowhere(call: Caller) -> None:
    helped = call.done("record", "--help").out
    listed = json.loads(call.done("schema").out)["commands"]
    assert listed.keys() == OFFERED.keys()
    for name in INTERNAL:
        assert f"  {name} " not in helped
    assert "  register-person " in helped


def test_a_store_that_is_not_sealed_is_not_said_to_be(call: Caller, tmp_path: Path) -> None:
    """Said by hand, the next command would find a sealed store without keys."""
    said = {"command": "seal-store", "id": ID, **SEALED, "head": 2}
    assert call("apply", written(tmp_path / "one.jsonl", [said])).code == 2
    options = [word for key, value in SEALED.items() for word in (f"--{key}", value)]
    assert call("record", "seal-store", *options).code == 2
    call.done("record", "register-person", "--name", "Lê A", "--on", "2025-07-01")

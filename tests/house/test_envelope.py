"""A line of JSON says a command's fields beside who records it: no field is called as these are."""

import pytest

from admission.app.internal import OFFERED

ENVELOPE = {"command", "id", "actor", "role", "for_unit", "recorded_at"}


@pytest.mark.parametrize("name", sorted(OFFERED))
def test_no_field_of_a_command_is_taken_for_one_of_its_line(name: str) -> None:
    assert ENVELOPE.isdisjoint(OFFERED[name].model_fields)

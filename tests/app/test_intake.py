"""Lines of JSON: every fault of form is one sentence that names line and field."""

import json
from typing import Any

import pytest

from admission.app.intake import Malformed, read_line

GOOD: dict[str, Any] = {
    "command": "register-person",
    "id": "01900000-0000-7000-8000-000000000001",
    "person": "person-01900000-0000-7000-8000-000000000002",
    "on": "2025-07-02",
    "name": "Nguyễn Thị Ánh",
}


def line(**changes: object) -> str:
    given = {**GOOD, **changes}
    return json.dumps({key: value for key, value in given.items() if value != "-"})


def test_a_good_line_is_a_command_with_its_envelope() -> None:
    """Envelope and fields are told apart."""
    actor = "account-01900000-0000-7000-8000-000000000003"
    read = read_line(line(actor=actor, recorded_at="2025-07-02T09:00:00+07:00"), 7)
    assert (read.number, read.id, read.actor) == (7, GOOD["id"], actor)
    assert read.recorded_at is not None
    assert read.recorded_at.hour == 9
    assert read.command.NAME == "register-person"


def test_vietnamese_text_comes_out_composed() -> None:
    """A name typed with combining marks is stored as NFC."""
    decomposed = "Đa\u0323\u0306ng"
    read = read_line(line(name=decomposed), 1)
    assert read.command.model_dump()["name"] == "Đặng"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ("[]", "a command is an object"),
        (line(command="seal-store"), "seal-store is recorded by the program alone: make a sealed"),
        (line(command="hold-cermony"), "there is no command 'hold-cermony'"),
        (line(command=7), "there is no command 7"),
        (line(id="-"), "every line needs an `id`"),
        (line(id="7"), "every line needs an `id`"),
        (line(colour="red"), "there is no field colour"),
        (line(name="-"), "name is missing"),
        (line(on="2025-02-30"), "on: "),
        (line(on=45000), "a day is written YYYY-MM-DD"),
        (line(person="person-1"), "person: "),
        (line(name=" "), "name: "),
        (line(actor=7), "actor is text"),
        (line(actor="clerk"), "actor is the id of an account or a person"),
        (line(actor="unit-01900000-0000-7000-8000-000000000002"), "actor is the id of an account"),
        (line(recorded_at="2025-07-02"), "recorded_at is a time with its zone"),
        (line(recorded_at="yesterday"), "recorded_at is a time with its zone"),
    ],
)
def test_a_bad_line_says_where_and_what(text: str, says: str) -> None:
    """The number of the line, the field, what would be right; never the value itself."""
    with pytest.raises(Malformed) as raised:
        read_line(text, 12)
    assert str(raised.value).startswith("line 12: ")
    assert says in str(raised.value)
    assert "Ánh" not in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("command", "fields", "says"),
    [
        ("extend-probation", {"months": 1_201}, "months: it should be less than or equal to 1200"),
        (
            "extend-deadline",
            {"deadline": "DEC-15", "amount": 1_201},
            "amount: it should be less than or equal to 1200",
        ),
    ],
)
def test_nothing_lasts_longer_than_the_calendar(
    command: str, fields: dict[str, Any], says: str
) -> None:
    """The end of it is a day, too."""
    given = {
        "command": command,
        "id": GOOD["id"],
        "on": GOOD["on"],
        "candidate": "candidate-01900000-0000-7000-8000-000000000004",
        "reason": "x",
        "document": {"kind": "decision"},
    }
    with pytest.raises(Malformed) as refused:
        read_line(json.dumps(given | fields), 1)
    assert says in refused.value.sentence
    (name,) = fields.keys() - {"deadline"}
    read = read_line(json.dumps(given | fields | {name: 1_200}), 1)
    assert command == read.command.NAME

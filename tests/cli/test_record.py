import re
from pathlib import Path

import pytest

from tests.cli import lines
from tests.cli.calling import Caller, written

ID = "01939d3c-0000-7000-9000-0000000000aa"
PERMISSION = "kind=permission,number=1-QĐ/ĐU,signed=2024-01-05,issuer=Đảng ủy Á, khu Đ"

AS_JSON = (
    '{"kind": "permission", "number": "1-QĐ/ĐU", "signed": "2024-01-05", '
    '"issuer": "Đảng ủy Á, khu Đ"}'
)


@pytest.fixture
def with_units(call: Caller, tmp_path: Path) -> Caller:
    call.done(
        "apply", written(tmp_path / "units.jsonl", [lines.found_province(), lines.found_district()])
    )
    return call


def test_an_id_is_made_for_a_new_thing_and_printed(call: Caller) -> None:
    outcome = call.done("record", "register-person", "--name", "Đặng Văn Á")
    assert re.search(r"^person person-[0-9a-f-]{36}$", outcome.out, re.MULTILINE)
    assert "register-person is recorded at 3\n" in outcome.out


def test_help_says_what_to_give(call: Caller) -> None:
    shown = " ".join(call.done("record", "hold-ceremony", "--help").out.split())
    assert "What to give: who is assigned to guide the new probationary member" in shown


def test_json_has_the_answer_and_the_id_that_was_made(call: Caller) -> None:
    answer = call.done("record", "register-person", "--name", "Á", "--json").json
    assert answer["outcome"] == "done"
    assert answer["stream"] == answer["person"]


def test_a_unit_is_named_by_code_or_exact_name(with_units: Caller) -> None:
    for name in ("H1", "Huyện ủy Ý", lines.DISTRICT):
        answer = with_units.done(
            "record", "found-unit", "--kind", "grassroots-committee", "--name", "Đảng ủy xã",
            "--parent", name, "--json",
        ).json  # fmt: skip
        event = with_units.done("events", "--after", str(answer["position"] - 1)).lines[0]
        assert event["event"]["parent"] == lines.DISTRICT


def test_a_refusal_names_units_by_their_codes_and_in_json_by_their_ids(with_units: Caller) -> None:
    move = ("record", "move-unit", "--unit", "H1", "--parent", "H1")
    refused = with_units(*move)
    assert refused.code == 1
    assert "H1" in refused.err
    assert "unit-" not in refused.err
    assert lines.DISTRICT in with_units(*move, "--json").json["reasons"][0]


def test_an_unknown_unit_is_one_sentence(with_units: Caller) -> None:
    outcome = with_units("record", "rename-unit", "--unit", "H9", "--name", "X")
    assert outcome.code == 2
    assert outcome.err.startswith("Error: There is no unit H9 on ")


def test_a_name_of_two_units_asks_for_an_id(with_units: Caller) -> None:
    for _ in range(2):
        with_units.done(
            "record", "found-unit", "--kind", "upper-grassroots", "--name", "Quận", "--parent",
            lines.PROVINCE,
        )  # fmt: skip
    outcome = with_units("record", "rename-unit", "--unit", "Quận", "--name", "X")
    assert outcome.code == 2
    assert "Quận means 2 units: give the id of one" in outcome.err


def test_a_refusal_names_every_code_with_its_sentence(call: Caller) -> None:
    outcome = call("record", "register-person", "--name", "Á", "--on", "2999-01-01")
    assert outcome.code == 1
    assert "SYS-02  A fact cannot lie in the future." in outcome.err
    answer = call("record", "register-person", "--name", "Á", "--on", "2999-01-01", "--json")
    assert answer.code == 1
    assert answer.json["codes"] == ["SYS-02"]


def test_repeating_with_the_same_id_adds_nothing(with_units: Caller) -> None:
    step = ("record", "rename-unit", "--unit", "H1", "--name", "Huyện ủy Ỷ", "--id", ID)
    with_units.done(*step)
    assert "was recorded before, at 5" in with_units.done(*step).out
    assert with_units.done("unit", "list", "--json").json["position"] == 5


def test_repeating_gives_a_new_thing_the_same_id(call: Caller) -> None:
    step = ("record", "register-person", "--name", "Á", "--id", ID, "--json")
    first, again = (call.done(*step).json for _ in range(2))
    assert first["person"] == again["person"]
    assert again["repeated"]


def test_the_same_id_for_something_else_is_a_wrong_usage(with_units: Caller) -> None:
    step = ("record", "rename-unit", "--unit", "H1", "--id", ID, "--name")
    with_units.done(*step, "A")
    outcome = with_units(*step, "B")
    assert outcome.code == 2
    assert "was used before for something else" in outcome.err


def test_a_dry_run_records_nothing(with_units: Caller) -> None:
    step = ("record", "rename-unit", "--unit", "H1", "--name", "X", "--dry-run")
    assert "rename-unit would be recorded" in with_units.done(*step).out
    assert with_units.done("unit", "list", "--json").json["position"] == 4


@pytest.mark.parametrize("paper", [PERMISSION, AS_JSON])
def test_a_document_is_written_in_pairs_or_as_json(with_units: Caller, paper: str) -> None:
    step = ("record", "rename-unit", "--unit", "H1", "--name", "X", "--document", paper)
    position = with_units.done(*step, "--json").json["position"]
    event = with_units.done("events", "--after", str(position - 1)).lines[0]["event"]
    assert event["document"] == {
        "kind": "permission",
        "number": "1-QĐ/ĐU",
        "signed": "2024-01-05",
        "issuer": "Đảng ủy Á, khu Đ",
    }


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("number", "'number' is no key=value"),
        ("colour=red", "is no key=value"),
        ("{", "this is not JSON"),
        ("number=3", "document.kind is missing"),
        ("kind=x,signed=2024-02-30", "document.signed"),
    ],
)
def test_a_document_in_bad_form_is_a_wrong_usage(with_units: Caller, paper: str, said: str) -> None:
    outcome = with_units(
        "record", "rename-unit", "--unit", "H1", "--name", "X", "--document", paper
    )
    assert outcome.code == 2
    assert said in outcome.err


def test_a_roll_is_written_in_pairs_with_numbers(with_units: Caller) -> None:
    meet = ("record", "hold-meeting", "--body", "H1", "--kind", "standing-committee", "--roll")
    position = with_units.done(*meet, "summoned=9,elsewhere-absent=1,present=8", "--json").json
    event = with_units.done("events", "--after", str(position["position"] - 1)).lines[0]["event"]
    assert event["roll"]["elsewhere_absent"] == 1
    outcome = with_units(*meet, "summoned=nine,present=8")
    assert outcome.code == 2
    assert "'nine' is no number" in outcome.err


def test_a_step_against_a_rule_needs_all_that_vouches_for_it(call: Caller) -> None:
    step = ("record", "receive-decision", "--candidate", "candidate-" + ID)
    outcome = call(*step, "--irregular", "--reason", "lost")
    assert outcome.code == 2
    assert "--irregular needs a reason, --irregular-document and --second." in outcome.err
    outcome = call(*step, "--second", "person-" + ID)
    assert outcome.code == 2
    assert "go with --irregular" in outcome.err


def test_an_unknown_candidate_is_one_sentence(call: Caller) -> None:
    outcome = call("record", "receive-decision", "--candidate", "candidate-" + ID)
    assert outcome.code == 2
    assert f"The store holds nothing under candidate-{ID}." in outcome.err


def test_an_unknown_actor_is_one_sentence(call: Caller) -> None:
    outcome = call("--actor", f"account-{ID}", "record", "register-person", "--name", "Á")
    assert outcome.code == 2
    assert f"account-{ID}" in outcome.err


@pytest.mark.parametrize("actor", ["clerk", f"unit-{ID}", "\x01"])
def test_an_actor_that_is_no_id_of_somebody_is_one_sentence(call: Caller, actor: str) -> None:
    outcome = call("--actor", actor, "record", "register-person", "--name", "Á")
    assert (outcome.code, "is no id of an account or a person" in outcome.err) == (2, True)


def test_nobody_acts_for_a_unit_that_is_not_there(call: Caller) -> None:
    outcome = call("--for-unit", f"unit-{ID}", "record", "register-person", "--name", "Á")
    assert (outcome.code, f"The store holds nothing under unit-{ID}." in outcome.err) == (2, True)
    assert len(call.done("events").lines) == 2


def test_the_act_keeps_who_acted_in_which_role_for_which_unit(with_units: Caller) -> None:
    account = with_units.done("events", "--limit", "1").lines[0]["stream"]
    position = with_units.done(
        "--actor", account, "--role", "clerk", "--for-unit", "H1",
        "record", "register-person", "--name", "Á", "--json",
    ).json["position"]  # fmt: skip
    metadata = with_units.done("events", "--after", str(position - 1)).lines[0]["metadata"]
    assert metadata["actor"] == account
    assert metadata["known_by"] == "typed"
    assert metadata["role"] == "clerk"
    assert metadata["acting_for"] == lines.DISTRICT


def test_names_are_kept_composed(call: Caller) -> None:
    call.done("record", "register-person", "--name", "Đặng Văn Á")
    row = call.done("person", "find", "dang", "--json").json["rows"][0]
    assert row["name"] == "Đặng Văn Á"


def test_a_figure_is_stated_and_listed_apart(with_units: Caller) -> None:
    said = ("--unit", "H1", "--indicator", "members", "--number", "5197")
    paper = ("--document", "kind=report,number=3-BC,signed=2024-04-02")
    stated = ("record", "state-figure", *said, *paper, "--on", "2024-04-02")
    made = with_units.done(*stated, "--period", "2024-03-31", "--json").json
    shown = with_units.done("figure", "list", "--unit", "H1").out
    assert "nobody is counted by it" in shown
    assert re.search(r"members +2024-03-31 +5197 +2024-04-02 +report 3-BC of 2024-04-02", shown)
    refused = with_units(*stated, "--period", "2024")
    assert refused.code == 1
    assert "SYS-35" in refused.err
    with_units.done("record", "withdraw-figure", "--figure", made["figure"], "--reason", "x")
    assert with_units.done("figure", "list", "--json").json["rows"] == []

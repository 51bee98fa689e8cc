"""Lists applied: nothing twice, nothing half, nothing lost."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from admission.app.admission import Admission
from admission.app.internal import OFFERED
from tests.cli import lists
from tests.cli.calling import Caller, Outcome, on_a_terminal
from tests.cli.lists import founded, listed


def head(call: Caller) -> int:
    position: int = call.done("unit", "list", "--json").json["position"]
    return position


def apply(call: Caller, folder: Path, text: str, name: str, *options: str) -> Outcome:
    return call("apply", listed(folder / "list.csv", text), "--as", name, *options)


def came_back(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def outcomes(outcome: Outcome) -> dict[int, str]:
    return {answer["line"]: answer["outcome"] for answer in outcome.lines}


def test_lists_that_refer_to_one_another_by_keys_make_an_organisation(
    call: Caller, tmp_path: Path
) -> None:
    founded(call, tmp_path)
    rows = call.done("status", "--stage", "awareness", "--json").json["rows"]
    assert {(row["name"], row["unit_name"], row["standing"]) for row in rows} == {
        ("Nguyễn Văn Ấm", "Chi bộ thôn 1", "certified"),
        ("Trần Thị Bích", "Chi bộ thôn 1", "certified"),
        ("Lê Đức Cường", "Chi bộ thôn 2", "certified"),
    }
    assert not list(tmp_path.glob("*.refused*"))


def test_a_list_applied_again_adds_nothing(call: Caller, tmp_path: Path) -> None:
    founded(call, tmp_path)
    before = head(call)
    for name, text in lists.ALL:
        first, *rows = text.splitlines()
        turned = "\n".join([first, *reversed(rows)])
        again = apply(call, tmp_path, turned, name)
        assert again.code == 0
        assert all(answer["repeated"] for answer in again.lines)
        assert f"0 rows recorded, {len(rows)} were recorded before" in again.err
    assert head(call) == before


def test_each_answer_names_the_line_of_its_row(call: Caller, tmp_path: Path) -> None:
    outcome = apply(call, tmp_path, lists.UNITS, "found-unit")
    assert outcomes(outcome) == dict.fromkeys((2, 3, 4, 5), "done")
    assert "4 rows recorded" in outcome.err


def test_answers_stand_in_the_order_of_the_list(call: Caller, tmp_path: Path) -> None:
    """A unit runs after its superior, and a row that is no command is known first of all."""
    first, *rows = lists.UNITS.splitlines()
    turned = "\n".join([first, *reversed(rows), "X,,cell,HL,2025-07-01", "Y,Á,cell,HL,1"])
    outcome = apply(call, tmp_path, turned, "found-unit")
    assert [answer["line"] for answer in outcome.lines] == [2, 3, 4, 5, 6, 7]


def test_rows_that_cannot_be_recorded_come_back_with_their_reason_and_can_be_applied_once_mended(
    call: Caller, tmp_path: Path
) -> None:
    founded(call, tmp_path)
    bad = (
        "person,name,born,on\n"
        "P4,Phạm Văn Dũng,01/02/1990,01/07/2025\n"
        "P5,Đỗ Thị Én,13/13/1990,01/07/2025\n"
        "P1,Nguyễn Văn Ấm,01/02/1990,01/07/2025\n"
        "P6,,01/02/1990,01/07/2025\n"
        'P7,"NguyÔn, V¨n",01/02/1990,01/07/2025\n'
        "P4,Phạm Văn Dũng,01/02/1990,01/07/2025\n"
    )
    outcome = apply(call, tmp_path, bad, "register-person")
    assert outcome.code == 1
    assert outcomes(outcome) == {
        2: "done", 3: "malformed", 4: "refused", 5: "malformed", 6: "malformed", 7: "repeats",
    }  # fmt: skip
    assert "1 row recorded, 1 repeating an earlier line, 4 refused" in outcome.err
    refused = tmp_path / "list.refused.csv"
    rows = came_back(refused)
    assert [row["person"] for row in rows] == ["P5", "P1", "P6", "P7"]
    assert rows[0]["born"] == "13/13/1990"
    assert rows[0]["refusal_reason"].startswith("born: the month is above 12")
    assert rows[1]["refusal_reason"] == "This exists already. (what: P1)"
    assert rows[2]["refusal_reason"] == "register-person: name is missing."
    assert rows[3]["name"] == "NguyÔn, V¨n"
    mended = refused.read_text("utf-8-sig").replace("13/13/1990", "13/12/1990")
    again = call("apply", listed(tmp_path / "mended.csv", mended), "--as", "register-person")
    assert outcomes(again)[2] == "done"
    assert len(came_back(tmp_path / "mended.refused.csv")) == 3


def test_nothing_personal_is_said_where_it_was_not_asked_for(call: Caller, tmp_path: Path) -> None:
    text = "person,name,born,on\nP5,Đỗ Thị Én,13/13/1990,01/07/2025\n"
    outcome = apply(call, tmp_path, text, "register-person")
    for told in (outcome.out, outcome.err):
        assert "Én" not in told
        assert "1990" not in told


def test_a_file_of_refused_rows_is_never_written_over(call: Caller, tmp_path: Path) -> None:
    text = "name,on\n,2025-07-01\n"
    apply(call, tmp_path, text, "register-person")
    apply(call, tmp_path, text, "register-person")
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["list.csv", "list.refused.csv"]
    (tmp_path / "list.refused.csv").write_text("half mended", encoding="utf-8")
    outcome = apply(call, tmp_path, text, "register-person")
    assert "list.refused-2.csv" in outcome.err
    assert (tmp_path / "list.refused.csv").read_text("utf-8") == "half mended"


def test_the_file_of_refused_rows_may_be_named(call: Caller, tmp_path: Path) -> None:
    place = tmp_path / "zurück.csv"
    apply(call, tmp_path, "name,on\n,2025-07-01\n", "register-person", "--refused", str(place))
    assert len(came_back(place)) == 1


def test_a_key_of_a_list_names_its_person_and_candidacy_anywhere(
    call: Caller, tmp_path: Path
) -> None:
    founded(call, tmp_path)
    for question in ("status", "why", "history"):
        assert "Trần Thị Bích" in call.done(question, "P2").out
    [person] = call.done("person", "show", "P2", "--json").json["rows"]
    assert person["name"] == "Trần Thị Bích"
    leave = ("record", "leave-pool", "--reason", "moved", "--on", "2025-07-05", "--candidate")
    call.done(*leave, "P2")
    assert call.done("status", "P2", "--json").json["rows"][0]["stage"] == "ended"
    for unknown in (call("status", "P9"), call(*leave, "P9")):
        assert unknown.code == 2
        assert "There is no candidate P9" in unknown.err


def test_the_key_that_a_list_has_for_a_person_is_kept_and_shown(
    call: Caller, tmp_path: Path
) -> None:
    founded(call, tmp_path)
    shown = (("status",), ("status", "P2"), ("person", "find", "bich"), ("person", "show", "P2"))
    for query in shown:
        keys = {row["listed_as"] for row in call.done(*query, "--json").json["rows"]}
        assert "P2" in keys
        header, row = call.done(*query).out.splitlines()[1:3]
        assert " key " in header
        assert "P2 " in row or query == ("status",)
    call.db.with_name(f"{call.db.name}.key").unlink()
    assert call.done("person", "find", "bich", "--json").json["rows"] == []
    rows = call.done("status", "--json").json["rows"]
    assert {row["listed_as"] for row in rows} == {"locked"}


def test_a_person_registered_without_a_key_shows_none(call: Caller) -> None:
    call.done("record", "register-person", "--name", "Lê A", "--on", "2025-07-01")
    assert call.done("person", "find", "le", "--json").json["rows"][0]["listed_as"] is None
    assert " key " not in call.done("person", "find", "le").out


def test_a_key_that_nothing_begins_is_said_by_its_column(call: Caller, tmp_path: Path) -> None:
    founded(call, tmp_path)
    text = "person,unit,on\nP9,NM-01,2025-07-02\n"
    outcome = apply(call, tmp_path, text, "enter-pool")
    assert outcome.code == 1
    [answer] = outcome.lines
    assert answer["outcome"] == "unknown"
    assert answer["reasons"][0].startswith("person: the store holds nothing under person-")
    [row] = came_back(tmp_path / "list.refused.csv")
    assert row["refusal_reason"].startswith("person: the store holds nothing under P9: ")


def test_one_wrong_row_leaves_the_others_of_its_batch_together(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(call, tmp_path, lists.UNITS, "found-unit")
    batches: list[int] = []
    handle = Admission._handle_batch

    def counted(self: Admission, items: list[Any]) -> list[Any]:
        batches.append(len(items))
        return handle(self, items)

    monkeypatch.setattr(Admission, "_handle_batch", counted)
    over = ["XX" if n == 40 else "NM" for n in range(128)]
    rows = (f"A{n:03},Chi bộ {n},cell,{above},2025-07-02" for n, above in enumerate(over))
    outcome = apply(call, tmp_path, "\n".join(["code,name,kind,parent,on", *rows]), "found-unit")
    assert "127 rows recorded, 1 refused" in outcome.err
    assert outcomes(outcome)[42] == "unknown"
    assert len(batches) == 1 + 2 * 7


def test_a_unit_in_the_reason_of_a_row_is_said_by_its_code(call: Caller, tmp_path: Path) -> None:
    founded(call, tmp_path)
    text = "code,name,kind,parent,on\nNM-03,Chi bộ thôn 3,cell,Chi bộ thôn 1,2025-07-02\n"
    [answer] = apply(call, tmp_path, text, "found-unit").lines
    assert "unit-" in answer["reasons"][0]
    [row] = came_back(tmp_path / "list.refused.csv")
    assert "unit-" not in row["refusal_reason"]
    assert "NM-0" in row["refusal_reason"]


def test_a_unit_is_found_by_the_name_that_it_has(call: Caller, tmp_path: Path) -> None:
    founded(call, tmp_path)
    text = "unit,name,on\nChi bộ thôn 2,Chi bộ thôn Hai,2025-07-05\nHL,Huyện ủy Ă,2025-07-05\n"
    assert apply(call, tmp_path, text, "rename-unit").code == 0
    found = {row["name"] for row in call.done("unit", "list", "--json").json["rows"]}
    assert {"Chi bộ thôn Hai", "Huyện ủy Ă"} < found


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_excel_writes_is_read(call: Caller, tmp_path: Path, encoding: str) -> None:
    text = lists.UNITS.replace(",", "\t" if encoding == "utf-16" else ";").replace("\n", "\r\n")
    file = listed(tmp_path / "units.csv", text, encoding)
    call.done("apply", file, "--as", "found-unit")
    assert len(call.done("unit", "list", "--json").json["rows"]) == 4


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("name,colour,on\nLê A,red,2025-07-01\n", "utf-8", "there is no column 'colour'"),
        ("name\nLê A\n", "utf-8", "these are missing: on"),
        ("", "utf-8", "the first line names no column"),
        ("name,on\nHélène,2025-07-01\n", "latin-1", "line 2, column 2: this is not UTF-8"),
        ('name,on\nLê A,2025-07-01\n"Lê B,2025-07-01\n', "utf-8", "line 3: the quotation marks"),
    ],
)
def test_a_list_that_cannot_be_read_stops_before_anything_is_written(
    call: Caller, tmp_path: Path, text: str, encoding: str, said: str
) -> None:
    before = head(call)
    file = listed(tmp_path / "list.csv", text, encoding)
    outcome = call("apply", file, "--as", "register-person")
    assert outcome.code == 2
    assert said in outcome.err
    assert "Nothing was recorded." in outcome.err
    assert outcome.out == ""
    assert head(call) == before
    assert not (tmp_path / "list.refused.csv").exists()


def test_the_forms_of_days_are_said(call: Caller, tmp_path: Path) -> None:
    text = "name,born,on\nLê A,32874,2025-07-01\nLê B,01/01/2533,2025-07-01\n"
    outcome = apply(call, tmp_path, text, "register-person")
    assert "column born: several forms are mixed" in outcome.err
    assert "1 in a year of the Buddhist era" in outcome.err
    events = call.done("events", "--type", "person-registered").lines
    assert [event["event"]["born"] for event in events] == ["1990-01-01"] * 2


def test_a_dry_run_says_what_would_become_of_each_row_and_writes_nothing(
    call: Caller, tmp_path: Path
) -> None:
    before = head(call)
    text = lists.UNITS + "X,Chi bộ lạc,cell,Y,2025-07-01\nZ,,cell,NM,2025-07-01\n"
    outcome = apply(call, tmp_path, text, "found-unit", "--dry-run")
    assert outcome.code == 1
    found = outcomes(outcome)
    assert [found[line] for line in range(2, 8)] == ["done"] * 4 + ["unknown", "malformed"]
    assert "4 rows would be recorded, 2 refused" in outcome.err
    assert head(call) == before
    assert not (tmp_path / "list.refused.csv").exists()


def test_with_stop_nothing_after_a_refusal_is_recorded(call: Caller, tmp_path: Path) -> None:
    text = "unit,name,kind,on\nA,Á,cell,2999-01-01\nB,Ă,cell,2999-01-02\n"
    outcome = apply(call, tmp_path, text, "found-unit", "--stop")
    assert outcome.code == 1
    assert len(outcome.lines) == 1


def test_a_list_may_come_through_standard_input(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "back.csv"
    coming = io.TextIOWrapper(io.BytesIO(b"name,on\nA,2025-07-01\n,2025-07-01\n"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", coming)
    outcome = call("apply", "-", "--as", "register-person", "--refused", str(place))
    assert outcomes(outcome) == {2: "done", 3: "malformed"}
    assert len(came_back(place)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-", "--as", "register-person"), "Say with --refused FILE"),
        (("-", "--refused", "x.csv"), "--refused goes with --as"),
        ((__file__, "--as", "regster-person"), "did you mean register-person"),
        ((__file__, "--as", "conclude-class"), "record conclude-class` one --results for each"),
        (
            (__file__, "--as", "split-unit"),
            "list who goes where: `admission template place-person`",
        ),
        ((__file__, "--as", "correct-fact"), "correct each fact with `admission correct`."),
        ((__file__, "--as", "amend-calendar"), "use `admission calendar amend`."),
    ],
)
def test_a_wrong_usage_is_one_sentence(call: Caller, arguments: tuple[str, ...], said: str) -> None:
    outcome = call("apply", *arguments)
    assert outcome.code == 2
    assert said in outcome.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (lists.UNITS, "is a list (CSV): add --as found-unit."),
        (lists.CERTIFICATES.replace(",", ";"), "is a list (CSV): add --as record-certificate."),
        ("candidate,on\nP1,2025-07-01\n", "is a list (CSV): add --as COMMAND."),
        ("colour\nred\n", "is a list (CSV): add --as COMMAND."),
        ("", "is a list (CSV): add --as COMMAND."),
    ],
)
def test_a_list_of_no_command_is_asked_which_and_told_the_only_one_that_fits(
    call: Caller, tmp_path: Path, text: str, said: str
) -> None:
    outcome = call("apply", listed(tmp_path / "list.csv", text))
    assert outcome.code == 2
    assert said in outcome.err


def test_a_demonstration_takes_the_clock_of_its_rows(rehearsal: Caller, tmp_path: Path) -> None:
    text = (
        "name,on,recorded_at\n"
        "Lê B,2024-01-01,2024-01-03T03:00:00Z\n"
        "Lê A,2024-01-02,2024-01-02T10:00:00+07:00\n"
    )
    assert apply(rehearsal, tmp_path, text, "register-person").code == 0
    events = rehearsal.done("events", "--type", "person-registered").lines
    assert [event["event"]["name"] for event in events] == ["Lê A", "Lê B"]
    late = "name,on,recorded_at\nLê C,2024-01-01,2024-01-01T03:00:00Z\n"
    outcome = apply(rehearsal, tmp_path, late, "register-person")
    assert outcome.code == 2
    assert "lies before the last record" in outcome.err


def test_columns_beside_the_fields_say_who_acted(call: Caller, tmp_path: Path) -> None:
    founded(call, tmp_path)
    account = call.done("events", "--limit", "1").lines[0]["stream"]
    text = f"name,on,actor,role,for_unit\nLê A,2025-07-01,{account},clerk,NM\n"
    [answer] = apply(call, tmp_path, text, "register-person").lines
    position = str(answer["position"] - 1)
    about: dict[str, Any] = call.done("events", "--after", position).lines[0]["metadata"]
    assert (about["actor"], about["role"]) == (account, "clerk")
    assert about["acting_for"].startswith("unit-")


def test_a_bar_shows_how_far_it_is(call: Caller, tmp_path: Path) -> None:
    file = listed(tmp_path / "units.csv", lists.UNITS)
    with (tmp_path / "answers").open("w") as answers:
        code, shown = on_a_terminal(
            "--db", call.db, "apply", file, "--as", "found-unit", stdout=answers.fileno()
        )
    assert code == 0
    assert "recording" in shown
    assert "4/4" in shown


def test_the_template_is_a_header_that_can_be_applied(call: Caller, tmp_path: Path) -> None:
    header = call.done("template", "register-person").out
    assert header.startswith("person,on,name,born,")
    row = "P1,2025-07-01,Lê A" + "," * (header.count(",") - 2)
    assert apply(call, tmp_path, f"{header}{row}\n", "register-person").code == 0


def test_the_template_says_what_stands_in_each_column(call: Caller) -> None:
    lines = call.done("template", "enter-pool", "--explain").out.splitlines()
    said = {line.split()[0]: " ".join(line.split()[1:]) for line in lines}
    assert said["on"] == "yes day: 2025-07-01 or 01/07/2025"
    assert said["candidate"] == "else made id or key of a candidate"
    assert "id or key of an account" in call.done("template", "register-account", "--explain").out
    assert said["groups"] == "text; several with | between"
    assert said["recorded_at"] == "when it was recorded; only in a demonstration"


def test_a_template_of_nothing_names_what_there_is(call: Caller) -> None:
    outcome = call("template", "adopt-rulebook")
    assert outcome.code == 2
    assert "Lists are of: enter-pool, leave-pool" in outcome.err


def test_most_commands_can_be_listed(call: Caller) -> None:
    listable = [name for name in OFFERED if call("template", name).code == 0]
    left_out = set(OFFERED) - set(listable)
    assert left_out == {
        "split-unit",
        "correct-fact",
        "conclude-class",
        "adopt-calendar",
        "amend-calendar",
        "adopt-rulebook",
    }


def test_a_list_says_to_which_part_of_a_divided_cell_each_person_goes(
    call: Caller, tmp_path: Path
) -> None:
    """The first part has who is on no list; a second part for one, and a cell that is no part."""
    founded(call, tmp_path)
    parts = "code,name,kind,parent,on\n"
    parts += "".join(f"NM-0{n},Chi bộ thôn {n},cell,NM,2025-08-01\n" for n in (3, 4))
    assert apply(call, tmp_path, parts, "found-unit").code == 0
    ids = {row["code"]: row["unit"] for row in call.done("unit", "list", "--json").json["rows"]}
    split: dict[str, Any] = {"command": "split-unit", "unit": ids["NM-01"], "on": "2025-08-01"}
    split["id"] = "00000000-0000-7000-8000-000000000001"
    split["parts"] = [{"unit": ids[code], "share": 5000} for code in ("NM-03", "NM-04")]
    (tmp_path / "split.jsonl").write_text(json.dumps(split), encoding="utf-8")
    call.done("apply", tmp_path / "split.jsonl")
    people = "person,divided,part,on\nP2,Chi bộ thôn 1,NM-04,2025-08-01\n"
    assert apply(call, tmp_path, people, "place-person").code == 0
    wrong = "person,divided,part,on\nP2,Chi bộ thôn 1,NM-03,2025-08-01\n"
    wrong += "P3,Chi bộ thôn 1,NM-04,2025-08-01\nP1,Chi bộ thôn 1,NM-02,2025-08-01\n"
    refused = apply(call, tmp_path, wrong, "place-person")
    assert refused.code == 1
    assert set(outcomes(refused).values()) == {"refused"}
    named = {
        code: [row["name"] for row in call.done("status", "--unit", code, "--json").json["rows"]]
        for code in ("NM-03", "NM-04")
    }
    assert named == {"NM-03": ["Nguyễn Văn Ấm"], "NM-04": ["Trần Thị Bích"]}

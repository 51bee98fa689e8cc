import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from admission.app.bootstrap import create_store
from admission.app.recorders.addresses import address_in
from admission.app.recorders.reading import open_reader
from tests.cli import lines
from tests.cli.calling import Caller, written
from tests.placing import owned
from tests.projections.rows import connect


def test_a_store_is_begun_once(call: Caller) -> None:
    outcome = call("init")
    assert outcome.code == 3
    assert "is a store already" in outcome.err


def test_an_unknown_time_zone_is_a_sentence(call: Caller, tmp_path: Path) -> None:
    fresh = Caller(call._capsys, tmp_path / "new.db")
    outcome = fresh("init", "--time-zone", "Asia/Atlantis")
    assert outcome.code == 2
    assert "There is no time zone Asia/Atlantis" in outcome.err
    assert not fresh.db.exists()


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati"])
def test_a_store_is_begun_on_the_day_of_its_zone(tmp_path: Path, zone: str) -> None:
    """In London it is the 2nd: there still the 1st, or the 2nd already."""
    place = tmp_path / "new.db"
    began = datetime(2026, 3, 2, 2, tzinfo=UTC)
    create_store(place, demonstration=True, time_zone=zone, began=began)
    with open_reader(place) as store:
        said = [json.loads(row.state)["on"] for row in store.log_rows(0, 9)]
    assert said == [began.astimezone(ZoneInfo(zone)).date().isoformat()] * 2


@pytest.mark.parametrize(
    "arguments", [("status",), ("record", "register-person", "--name", "Á"), ("doctor",)]
)
def test_a_missing_store_is_named_with_what_to_do(
    call: Caller, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    outcome = Caller(call._capsys, tmp_path / "none.db")(*arguments)
    assert outcome.code == 3
    assert "There is no store at" in outcome.err
    assert "init" in outcome.err


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 100)


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    connection.close()


def newer(path: Path) -> None:
    with owned(path) as connection:
        connection.execute("UPDATE store SET value = '99' WHERE key = 'format'")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (garbage, "is not a store"),
        (foreign, "belongs to another program"),
        (newer, "was written by a newer admission"),
    ],
)
@pytest.mark.parametrize("arguments", [("status", "--json"), ("apply", "-"), ("doctor",)])
def test_a_file_that_is_no_store_of_ours_is_named(
    call: Caller,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    said: str,
    arguments: tuple[str, ...],
) -> None:
    path = tmp_path / "spoilt.db"
    if spoil is newer:
        shutil.copy(call.db, path)
    spoil(path)
    outcome = Caller(call._capsys, path)(*arguments)
    assert outcome.code == 3
    assert (address_in(path) or str(path)) in outcome.err
    assert said in outcome.err


def test_a_command_on_a_read_only_store_is_a_sentence(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode, **how: not mode & os.W_OK and may(path, mode, **how)
    )
    outcome = call("record", "register-person", "--name", "Á")
    assert outcome.code == 3
    assert "is read-only" in outcome.err
    assert call("unit", "list").code == 0


def test_a_demonstration_is_not_loaded_into_a_live_store(call: Caller) -> None:
    outcome = call("demo", "hoa-lu-2024-q1")
    assert outcome.code == 2
    assert "is for live use" in outcome.err


def test_a_printed_demonstration_applied_to_an_empty_one_is_the_same(
    hoa_lu: Caller, rehearsal: Caller, tmp_path: Path
) -> None:
    story = hoa_lu.done("demo", "hoa-lu-2024-q1", "--print").out
    file = tmp_path / "story.jsonl"
    file.write_text(story, encoding="utf-8")
    assert len(rehearsal.done("apply", file).lines) == len(story.splitlines())
    for question in (
        ("progress", "--year", "2024", "--as-of", "2024-03-31", "--depth", "9"),
        ("class", "list"),
        ("status", "--as-of", "2024-03-31"),
    ):
        ours, theirs = (caller.done(*question, "--json").json for caller in (rehearsal, hoa_lu))
        assert ours == theirs


def test_loading_a_demonstration_again_changes_nothing(hoa_lu: Caller) -> None:
    before = hoa_lu.done("unit", "list", "--json").json["position"]
    assert "of them before" in hoa_lu.done("demo", "hoa-lu-2024-q1").out
    assert hoa_lu.done("unit", "list", "--json").json["position"] == before


def test_the_doctor_passes_a_healthy_store_and_says_what_it_is(hoa_lu: Caller) -> None:
    checks = hoa_lu.done("doctor", "--json").json["rows"]
    by_name = {row["check"]: row for row in checks}
    assert "demonstration data" in by_name["origin"]["detail"]
    assert {row["verdict"] for row in checks} <= {"pass", "note"}


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_the_doctor_finds_a_damaged_file(call: Caller, tmp_path: Path) -> None:
    call.done("apply", written(tmp_path / "a.jsonl", [lines.found_province()]))
    with sqlite3.connect(call.db) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'refusals'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with call.db.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 64)
    outcome = call("doctor", "--json")
    assert outcome.code in (1, 3)
    assert "damaged" in outcome.out + outcome.err


@pytest.mark.sqlite_only("a file: its form, rights, settings and damage")
def test_the_doctor_says_what_the_machine_gives(call: Caller) -> None:
    """The engine, its settings, free space and its floor, the clock."""
    rows = {row["check"]: row for row in call.done("doctor", "--json").json["rows"]}
    assert sqlite3.sqlite_version in rows["engine"]["detail"]
    for setting in ("journal_mode wal", "synchronous 2", "foreign_keys 1", "trusted_schema 0"):
        assert setting in rows["pragmas"]["detail"]
    assert "below 32 nothing is written" in rows["free space"]["detail"]
    assert rows["clock"]["verdict"] == "pass"
    assert rows["clock skew"]["detail"] == "the clock was never found set back"


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_the_doctor_lists_the_settings_back_of_the_clock(
    call: Caller, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    """Each with its position, also from before the store began; to be behind now is a failure."""
    then = datetime.now(UTC) - back
    for module in ("admission.app.bootstrap", "admission.app.doctor.clock"):
        monkeypatch.setattr(f"{module}.now", lambda: then)
    call.done("record", "register-person", "--name", "Lê Ẩn", "--on", "2025-07-01")
    outcome = call("doctor", "--json")
    assert outcome.code == 1
    rows = {row["check"]: row for row in outcome.json["rows"]}
    assert rows["clock"]["verdict"] == "fail"
    assert "behind the newest record: set it right" in rows["clock"]["detail"]
    assert rows["clock skew"]["detail"].startswith("position 3: the clock said")


@pytest.mark.sqlite_only("the file of rows")
def test_damaged_rows_are_built_again(call: Caller, tmp_path: Path) -> None:
    call.done("apply", written(tmp_path / "a.jsonl", [lines.found_province()]))
    before = call.done("unit", "list", "--json").json
    call.db.with_name("live.db.projections").write_bytes(b"no database at all " * 100)
    assert call.done("unit", "list", "--json").json == before
    assert projections_check(call)["verdict"] == "pass"


@pytest.mark.sqlite_only("the file of rows")
def test_rows_that_cannot_be_written_are_gone_around_and_named_by_the_doctor(call: Caller) -> None:
    for rows in call.db.parent.glob("live.db.projections*"):
        rows.unlink()
    in_the_way = call.db.with_name("live.db.projections")
    in_the_way.mkdir()
    call.done("unit", "list")
    check = projections_check(call)
    assert check["verdict"] == "note"
    assert str(in_the_way) in check["detail"]


def projections_check(call: Caller) -> dict[str, str]:
    rows: list[dict[str, str]] = call.done("doctor", "--json").json["rows"]
    return next(row for row in rows if row["check"] == "projections")


def test_rows_are_verified_rebuilt_and_verified(call: Caller, tmp_path: Path) -> None:
    call.done("apply", written(tmp_path / "a.jsonl", [lines.found_province()]))
    assert call.done("projections", "verify", "--json").json["equal"] is True
    with closing(connect(call.db.with_name("live.db.projections"), "write")) as connection:
        connection.execute("UPDATE units SET name = 'wrong'")
    outcome = call("projections", "verify", "--json")
    assert outcome.code == 1
    assert outcome.json["difference"]["table"] == "units"
    assert call("projections", "verify").code == 1
    assert "rebuilt from 3 events" in call.done("projections", "rebuild").out
    assert "every row is as 3 events say" in call.done("projections", "verify").out


def test_a_calendar_is_proposed_adopted_and_amended(call: Caller) -> None:
    proposed = call.done("calendar", "propose", "2025", "--json").json
    assert "2025-05-02" in [row["day"] for row in proposed["rows"]]
    assert proposed["worked_days"] == ["2025-04-26"]
    assert "off     2025-05-01" in call.done("calendar", "propose", "2025").out
    assert call("calendar", "adopt", "2025").code == 2
    call.done("calendar", "adopt", "2025", "--off", "2025-05-01", "--document", "kind=notice")
    call.done("calendar", "amend", "2025", "--off", "2025-05-02", "--worked", "2025-04-26")
    assert call("calendar", "amend", "2025").code == 2
    (row,) = call.done("calendar", "list", "--json").json["rows"]
    assert row["days_off"] == ["2025-05-01", "2025-05-02"]
    assert row["worked_days"] == ["2025-04-26"]
    call.done("calendar", "adopt", "2026", "--proposed")
    assert call.done("calendar", "show", "2026", "--json").json["rows"][0]["adopted"] is True
    outcome = call("calendar", "adopt", "2027", "--off", "2026-01-01")
    assert outcome.code == 1
    assert "SYS-22" in outcome.err


def test_a_rulebook_is_adopted_by_name_and_shown_with_its_citations(call: Caller) -> None:
    assert "vn-2025" in call.done("rulebook", "list", "--json").json["shipped"]
    call.done("rulebook", "adopt", "vn-2025")
    call.done("rulebook", "adopt", "vn-2025-hanoi", "--json")
    listed = call.done("rulebook", "list", "--json").json["rows"]
    assert [row["rulebook"] for row in listed] == ["vn-2025", "vn-2025-hanoi"]
    for name in ("vn-2025", "vn-2025-hanoi", "vn-2016", listed[0]["reference"]):
        rows = call.done("rulebook", "show", name, "--json").json["rows"]
        assert all(row["source"] and row["confidence"] in "S2RI" for row in rows)
        assert {row["table"] for row in rows} >= {"age", "deadline", "quorum"}


def test_every_mistake_of_a_rulebook_file_is_named_with_its_place(
    call: Caller, tmp_path: Path
) -> None:
    file = tmp_path / "own.toml"
    file.write_text('id = "own"\ntitle = "Own"\nfrom = 2025-02-30\n', encoding="utf-8")
    outcome = call("rulebook", "check", file)
    assert outcome.code == 1
    assert f"{file}: line 3" in outcome.out
    assert call("rulebook", "check", file, "--json").json["rows"][0]["line"] == 3
    refused = call("rulebook", "adopt", file)
    assert refused.code == 1
    assert "SYS-24" in refused.err
    assert call("rulebook", "check", tmp_path / "none.toml").code == 2
    assert call("rulebook", "adopt", tmp_path / "none.toml").code == 2
    file.write_bytes(b"\xff")
    assert call("rulebook", "check", file).code == 2


def test_an_own_rulebook_may_extend_an_adopted_one(call: Caller, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'id = "own"\ntitle = "Own"\nfrom = 2025-08-01\nto = 2026-01-31\nextends = "vn-2025"\n',
        encoding="utf-8",
    )
    assert "no mistakes" in call.done("rulebook", "check", file).out
    call.done("rulebook", "adopt", "vn-2025")
    assert "no mistakes" in call.done("rulebook", "check", file).out
    call.done("rulebook", "adopt", file)


def test_the_schema_names_every_field_of_a_line(call: Caller) -> None:
    whole = call.done("schema").json
    ceremony = whole["commands"]["hold-ceremony"]
    assert {"command", "id", "candidate", "guide", "on"} <= set(ceremony["required"])
    assert ceremony["properties"]["command"] == {"const": "hold-ceremony"}
    assert "ceremony-held" in whole["events"]
    assert call.done("schema", "ceremony-held").json == whole["events"]["ceremony-held"]
    assert call.done("schema", "hold-ceremony").json == ceremony

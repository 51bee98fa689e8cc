"""What the doctor says of a server, and what is said where a server cannot be done something to."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from admission.app import bootstrap
from admission.app.bootstrap import create_store
from admission.app.doctor import backups, file
from admission.app.doctor.standbys import Standby, check_standbys
from admission.app.recorders.reading import open_reader
from tests.app.stores import Tamper
from tests.cli.calling import Caller
from tests.servers import APPLICATION, Server

pytestmark = pytest.mark.postgres

Found = Callable[[], dict[str, tuple[str, str]]]
MIB = 1024 * 1024


@pytest.fixture
def office(server: Server, tmp_path: Path) -> Path:
    place = server.new_place(tmp_path / "office.store")
    create_store(place)
    return place


@pytest.fixture
def found(office: Path) -> Found:
    """Verdict and detail by what was looked at, of what the doctor asks a server."""

    def examined() -> dict[str, tuple[str, str]]:
        day = date(2025, 7, 2)
        with open_reader(office) as reader:
            rows = [row for each in (file, backups) for row in each.examine(reader, day)]
        return {row.check: (row.verdict, row.detail) for row in rows}

    return examined


def test_a_server_as_it_was_laid_out_passes_but_for_what_a_test_run_does_without(
    found: Found,
) -> None:
    checks = found()
    wrong = {name for name, (verdict, _) in checks.items() if verdict == "fail"}
    assert wrong == {"fsync", "full_page_writes", "synchronous_commit"}
    assert checks["engine"][1].startswith("PostgreSQL 18")
    for name in ("data_checksums", "layout", "rights", "clock of the server"):
        assert checks[name][0] == "pass", checks[name]
    assert checks["standbys"] == (
        "pass",
        "none follows: the backups are what is left of a lost disk",
    )
    assert checks["backup"][0] == "note"
    assert "archive_mode is off" in checks["backup"][1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"GRANT UPDATE ON events TO {APPLICATION}", "change or delete events"),
        (f"GRANT UPDATE (state) ON events TO {APPLICATION}", "change or delete events"),
        (f"GRANT DELETE ON events, refusals TO {APPLICATION}", "delete events, refusals"),
        (f"GRANT TRUNCATE ON tlog_head TO {APPLICATION}", "change or delete tlog_head"),
        (f"GRANT TRIGGER ON commands TO {APPLICATION}", "change or delete commands"),
        (f"GRANT CREATE ON SCHEMA admission TO {APPLICATION}", "may make tables and rules"),
    ],
)
def test_rights_beyond_asking_and_adding_fail(
    office: Path, tamper: Tamper, found: Found, change: str, said: str
) -> None:
    tamper(office, change)
    verdict, detail = found()["rights"]
    assert (verdict, said in detail) == ("fail", True), detail


def test_who_may_become_the_owner_has_every_right(
    server: Server, office: Path, tamper: Tamper, found: Found
) -> None:
    """Also where the rights of the owner are not inherited."""
    server.run("CREATE ROLE keeper", f"GRANT keeper TO {APPLICATION} WITH INHERIT FALSE")
    tamper(office, "ALTER TABLE refusals OWNER TO keeper")
    verdict, detail = found()["rights"]
    assert (verdict, "delete refusals" in detail) == ("fail", True), detail


def test_a_clock_that_differs_from_that_of_the_server_is_said_with_its_figure(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bootstrap.now
    for seconds in (90, -90):
        monkeypatch.setattr(
            "admission.app.doctor.server.now",
            lambda seconds=seconds: before() + timedelta(seconds=seconds),
        )
        verdict, detail = found()["clock of the server"]
        assert verdict == "note"
        assert "from that of this machine: let both be set by the network" in detail
        assert 88 < float(detail.split()[0]) < 92


def test_an_engine_from_before_those_that_were_tried_is_noted(
    found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admission.app.doctor.server._OLDEST", 99)
    verdict, detail = found()["engine"]
    assert (verdict, "is older than 99" in detail) == ("note", True)


@pytest.mark.parametrize(
    ("value", "verdict"), [("on", "pass"), ("remote_apply", "pass"), ("local", "fail")]
)
def test_a_commit_has_to_be_waited_for(
    server: Server, office: Path, found: Found, value: str, verdict: str
) -> None:
    server.run(f"ALTER DATABASE {server.database_of(office)} SET synchronous_commit TO '{value}'")
    assert found()["synchronous_commit"][0] == verdict
    assert f"is {value};" in found()["synchronous_commit"][1]


@pytest.mark.parametrize(
    ("named", "standbys", "verdict", "said"),
    [
        ("", [], "pass", "none follows"),
        ("n2", [], "fail", "nothing can be recorded"),
        ("n2", [Standby("n2", "sync", 0), Standby("n3", "async", 0)], "pass", "n2 sync"),
        ("ANY 1 (n2,n3)", [Standby("n2", "quorum", 2048)], "pass", "2 KiB behind"),
        ("", [Standby("n2", "async", 0)], "note", "set synchronous_standby_names"),
        ("n2", [Standby("", None, None)], "note", "GRANT pg_read_all_stats"),
    ],
)
def test_it_is_said_whether_a_second_server_has_what_was_acknowledged(
    named: str, standbys: list[Standby], verdict: str, said: str
) -> None:
    (check,) = check_standbys(named, standbys)
    assert (check.verdict, said in check.detail) == (verdict, True), check.detail


def test_a_standby_that_lags_is_noted_with_its_figure() -> None:
    behind = [Standby("n2", "sync", 16 * MIB), Standby("n3", "async", 900 * MIB)]
    first, lag = check_standbys("n2", behind)
    assert first.verdict == "pass"
    assert (lag.verdict, lag.check) == ("note", "replication lag")
    assert lag.detail == "n3 is 900 MiB behind: see its log"


def test_the_mode_of_the_library_that_loses_events_is_refused_before_anything_is_looked_at(
    office: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES_ENABLE_DB_FUNCTIONS", "y")
    outcome = Caller(capsys, office)("doctor")
    assert (outcome.code, outcome.out) == (3, "")
    assert "POSTGRES_ENABLE_DB_FUNCTIONS, with which" in outcome.err


def test_a_backup_of_a_server_says_what_to_do_instead(
    office: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    there = set(tmp_path.iterdir())
    outcome = Caller(capsys, office)("backup", tmp_path / "monday", "--keys", tmp_path / "keys")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (3, "", 1)
    for said in ("is on a server", "pgBackRest", "store copy", f"beside {office}"):
        assert said in outcome.err
    assert set(tmp_path.iterdir()) == there


def test_a_server_is_backed_up_through_a_copy_in_a_file_and_goes_back_through_one(
    server: Server, office: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """As the two sentences say."""
    copied, again = (Caller(capsys, tmp_path / name) for name in ("copy.db", "again.db"))
    Caller(capsys, office).done("store", "copy", office, copied.db)
    copied.done("backup", tmp_path / "monday", "--keys", tmp_path / "monday-keys")
    place = server.new_place(tmp_path / "new.store")
    outcome = Caller(capsys, place)("restore", tmp_path / "monday")
    assert (outcome.code, outcome.err.count("\n")) == (3, 1)
    for said in ("is on a server", "restore FOLDER", "store copy FILE"):
        assert said in outcome.err
    again.done("restore", tmp_path / "monday", "--keys", tmp_path / "monday-keys")
    again.done("store", "copy", again.db, place)
    new = Caller(capsys, place)
    assert new.done("audit", "verify").out.startswith("proven: ")

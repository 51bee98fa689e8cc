"""The program on a store on a server: the same answers, and one clear sentence where it cannot."""

import os
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from admission.app.recorders import waiting
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.opening import open_store
from admission.app.recorders.server.connection import connect
from admission.app.recorders.server.layout import VERSION, expected_layout, layout
from admission.app.recorders.server.migrating import migrate, migrations
from cli.main import run
from tests.app.stores import append, recorded
from tests.cli import lines, lists
from tests.cli.calling import Caller, Outcome, written
from tests.servers import APPLICATION, PASSWORD, Server

pytestmark = pytest.mark.postgres

At = Callable[..., Outcome]
QUESTIONS: Final = (
    ("progress", "--year", "2024"),
    ("progress", "--year", "2024", "--tree", "as-now"),
    ("status",),
    ("due", "--as-of", "2024-03-31"),
    ("unit", "list"),
    ("class", "list"),
    ("target", "list"),
    ("coverage", "--year", "2024"),
    ("balance", "--from", "2024-01-01", "--to", "2024-03-31"),
    ("projections", "verify"),
)

_PERSISTENCE: Final = (
    "SELECT relname, relpersistence FROM pg_class WHERE relkind = 'r' "
    "AND relnamespace = 'admission_rows'::regnamespace"
)


@pytest.fixture
def at(
    server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> At:
    """Calls on an address; keys are kept in a folder of this test."""
    monkeypatch.setenv("ADMISSION_HOME", str(tmp_path / "home"))
    for name, value in server.environment().items():
        monkeypatch.setenv(name, value)

    def call(address: str, *arguments: str) -> Outcome:
        code = run(["--db", address, *arguments])
        said = capsys.readouterr()
        for text in (*said, *map(str, (tmp_path / "home").glob("*"))):
            assert PASSWORD not in text
            assert "Traceback" not in text
        return Outcome(code, said.out, said.err)

    return call


def test_a_demonstration_on_a_server_answers_as_one_in_a_file(
    server: Server, at: At, hoa_lu: Caller
) -> None:
    address = server.address(server.new_database())
    loaded = at(address, "demo", "hoa-lu-2024-q1")
    assert loaded.code == 0, loaded.err
    for question in QUESTIONS:
        there = at(address, *question, "--json")
        assert there.code == 0, there.err
        assert there.json == hoa_lu.done(*question, "--json").json, question
    assert "rebuilt" in at(address, "projections", "rebuild").out
    assert at(address, "status", "--json").json == hoa_lu.done("status", "--json").json
    assert "proven" in at(address, "audit", "verify").out


@pytest.fixture
def founded(server: Server, at: At, tmp_path: Path) -> str:
    """The address of a store with the organisation of the lists, each applied twice."""
    address = server.address(server.new_database())
    assert at(address, "init").code == 0
    assert at(address, "rulebook", "adopt", "vn-2025", "--on", "2025-07-01").code == 0
    for name, text in lists.ALL:
        apply = ("apply", str(lists.listed(tmp_path / f"{name}.csv", text)), "--as", name)
        assert at(address, *apply).code == 0, name
        before = at(address, "unit", "list", "--json").json["position"]
        assert at(address, *apply).code == 0, name
        assert at(address, "unit", "list", "--json").json["position"] == before
    return address


def test_files_are_applied_on_a_server_once_and_name_things_by_their_keys(
    founded: str, at: At, tmp_path: Path
) -> None:
    """Units by code, people and paths by the keys of lists; lines of JSON by ids."""
    units = at(founded, "unit", "list", "--json").json["rows"]
    (district,) = [row["unit"] for row in units if row["code"] == "HL"]
    said = [lines.renamed(1, "Huyện ủy Ê", district) | {"on": "2025-07-07"}]
    file = str(written(tmp_path / "one.jsonl", said))
    assert [at(founded, "apply", file).lines[0]["repeated"] for _ in range(2)] == [False, True]
    named = ("unit", "show", "Huyện ủy Ê", "--as-of", "2025-07-07", "--json")
    assert at(founded, *named).code == 0
    assert len(at(founded, "status", "--json").json["rows"]) == 3


def test_steps_are_recorded_on_a_server_by_the_names_of_things(founded: str, at: At) -> None:
    founding = ("record", "found-unit", "--kind", "cell", "--on", "2025-07-05", "--json")
    for parent in ("NM", "Đảng ủy xã Mỹ"):
        new = at(founded, *founding, "--name", "Chi bộ", "--parent", parent)
        assert new.json["outcome"] == "done", new.err
    renaming = ("record", "rename-unit", "--unit", "NM-01", "--name", "Ấp 1", "--on", "2025-07-06")
    assert at(founded, "--for-unit", "NM", *renaming).code == 0
    units = at(founded, "unit", "list", "--json").json["rows"]
    cells = {row["name"] for row in units if row["kind"] == "cell"}
    assert cells == {"Ấp 1", "Chi bộ thôn 2", "Chi bộ"}
    unknown = at(founded, "record", "rename-unit", "--unit", "H9", "--name", "X")
    assert (unknown.code, "There is no unit H9" in unknown.err) == (2, True)
    refused = at(founded, "record", "move-unit", "--unit", "NM", "--parent", "NM")
    assert (refused.code, "NM" in refused.err) == (1, True)


def test_rows_are_in_no_archive_and_are_built_again_after_a_crash(server: Server, at: At) -> None:
    """They hold names in clear; a crash empties what is not logged."""
    database = server.new_database()
    address = server.address(database)
    assert at(address, "init", "--demonstration").code == 0
    before = at(address, "events", "--json")
    listed = at(address, "projections", "status", "--json").json
    with closing(connect(server.address(database), "SET search_path TO admission_rows")) as rows:
        found = rows.execute(_PERSISTENCE).fetchall()
        assert {kind for _, kind in found} == {"u"}
        for name, _ in found:
            rows.execute(f"TRUNCATE {name}")
    assert at(address, "status").code == 0
    assert at(address, "projections", "status", "--json").json == listed
    assert at(address, "projections", "verify").code == 0
    assert at(address, "events", "--json").out == before.out


def test_a_live_store_is_begun_recorded_in_and_examined(
    server: Server, at: At, tmp_path: Path
) -> None:
    """Its keys are in files, its personal details sealed in the database."""
    address = server.address(server.new_database())
    assert at(address, "init").code == 0
    (keys,) = (tmp_path / "home").glob("*.keys")
    assert keys.stat().st_mode & 0o777 == 0o600
    again = at(address, "init")
    assert (again.code, "is a store already" in again.err) == (3, True)
    assert at(address, "status").code == 0
    examined = at(address, "doctor", "--json")
    found = {row["check"]: row["verdict"] for row in examined.json["rows"]}
    assert found["layout"] == found["rights"] == "pass"
    assert found["fsync"] == "fail"  # on the server of a test run it is off


def test_nothing_of_a_store_is_left_where_its_keys_cannot_be_made(
    server: Server, at: At, tmp_path: Path
) -> None:
    address = server.address(server.new_database())
    at(address, "status")
    (place,) = (tmp_path / "home").iterdir()
    place.with_name(f"{place.name}.keys").write_text("of another")
    assert at(address, "init").code == 3
    place.with_name(f"{place.name}.keys").unlink()
    assert at(address, "init").code == 0


def test_what_was_altered_on_the_server_is_found(
    server: Server, tmp_path: Path, tamper: Callable[[Path, str], None], at: At
) -> None:
    place = server.new_place(tmp_path / "altered")
    assert at(str(place), "init", "--demonstration").code == 0
    assert "proven" in at(str(place), "audit", "verify").out
    tamper(place, "CREATE RULE nothing AS ON INSERT TO events DO INSTEAD NOTHING")
    said = at(str(place), "audit", "verify")
    assert (said.code, "rule nothing was added" in said.out + said.err) == (1, True)
    tamper(place, "DROP RULE nothing ON events")
    tamper(place, "UPDATE events SET type = 'other' WHERE position = 1")
    said = at(str(place), "audit", "verify")
    assert "event 1, type: is not what was recorded" in said.out + said.err


def test_a_password_in_an_address_is_kept_nowhere(server: Server, at: At, tmp_path: Path) -> None:
    del os.environ["PGUSER"], os.environ["PGPASSWORD"]
    database = server.new_database()
    where = server.address(database).removeprefix("postgresql://")
    told = f"postgresql://{APPLICATION}:{PASSWORD}@{where}"
    assert at(told, "init", "--demonstration").code == 0
    (named,) = (path for path in (tmp_path / "home").iterdir() if path.name.endswith(database))
    assert named.read_text("utf-8") == f"postgresql://{where}\n"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://127.0.0.1:1/store", "no server answers there"),
        ("postgresql://127.0.0.1:1", "cannot be read: write postgresql://HOST:PORT/DATABASE"),
        (f"postgresql://me:{PASSWORD}@x@127.0.0.1:1/store", "%40 for @"),
        (f"postgresql://me:{PASSWORD[:3]}/{PASSWORD[3:]}@127.0.0.1/store", "%2F for /"),
        (f"postgresql://127.0.0.1:1/store?sslpassword={PASSWORD}", "no place for sslpassword"),
        ("postgresql://127.0.0.1:1/store?wrong=1", "cannot be read"),
        ("postgresql://127.0.0.1:1/store?schema=P31", "such as p31"),
        ("postgresql://127.0.0.1:1/store?schema=public", "not public"),
        ("postgresql://127.0.0.1:1/store?schema=p31_rows", "ends with _rows"),
    ],
)
def test_a_wrong_address_is_said_in_one_sentence(
    at: At, address: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once: to those who record as well, who wait only for a server that was there."""
    monkeypatch.setattr(waiting, "PAUSE_SECONDS", None)
    for arguments in (("status",), ("rulebook", "adopt", "vn-2025")):
        outcome = at(address, *arguments)
        assert (outcome.code, outcome.out) == (3, "")
        assert said in outcome.err
        assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("user", "password", "said"),
    [
        (APPLICATION, "wrong", "refuses the user or the password"),
        ("nobody", PASSWORD, "refuses the user or the password"),
    ],
)
def test_a_wrong_user_or_password_is_said_in_one_sentence(
    server: Server, at: At, user: str, password: str, said: str
) -> None:
    os.environ.update(PGUSER=user, PGPASSWORD=password)
    outcome = at(server.address("laid_out"), "status")
    assert outcome.code == 3
    assert said in outcome.err


def test_a_database_that_is_not_there_or_not_laid_out_is_said(server: Server, at: At) -> None:
    assert "no such database" in at(server.address("missing"), "status").err
    server.run("CREATE DATABASE bare TEMPLATE template0 ENCODING 'UTF8'")
    bare = at(server.address("bare"), "init")
    assert (bare.code, "admission --db" in bare.err, "db migrate" in bare.err) == (3, True, True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("INSERT INTO admission.migrations (version) VALUES (99)", "install the newer version"),
        ("DELETE FROM admission.migrations", "laid out for an older admission"),
        (f"REVOKE ALL ON SCHEMA admission FROM {APPLICATION}", "let its owner run"),
        (f"REVOKE ALL ON admission.migrations FROM {APPLICATION}", "has not the rights"),
        (f"REVOKE ALL ON admission.events FROM {APPLICATION}", "has not the rights"),
        (f"REVOKE ALL ON SCHEMA admission_rows FROM {APPLICATION}", "has not the rights"),
    ],
)
def test_a_database_of_another_layout_or_without_rights_is_said(
    server: Server, at: At, change: str, said: str
) -> None:
    database = server.new_database()
    server.run(change, database=database)
    outcome = at(server.address(database), "init")
    assert outcome.code == 3, outcome.err
    assert said in outcome.err
    assert outcome.err.count("\n") == 1


def test_a_lock_held_too_long_by_another_program_is_said(
    server: Server, at: At, tmp_path: Path
) -> None:
    place = server.new_place(tmp_path / "held")
    assert at(str(place), "init", "--demonstration").code == 0
    with (
        open_store(place) as holding,
        open_store(place, wait_seconds=0.05) as store,
        holding.writing(),
        pytest.raises(StoreUnusable, match="being written by another program"),
    ):
        append(store, recorded("person-late"))


def test_a_server_that_goes_away_in_the_middle_of_a_question_is_said(
    server: Server, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = server.address(server.new_database())
    assert at(address, "init", "--demonstration").code == 0
    assert at(address, "status").code == 0

    def while_it_goes(_: object) -> str:
        server.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'admission'"
        )
        return "2024-01-01"

    monkeypatch.setattr("cli.questions.today", while_it_goes)
    outcome = at(address, "status")
    assert (outcome.code, "went away" in outcome.err) == (3, True)
    assert outcome.err.count("\n") == 1


def test_migrations_run_once_whoever_else_runs_them(server: Server) -> None:
    server.run("CREATE DATABASE twice TEMPLATE template0 ENCODING 'UTF8'")
    with pytest.MonkeyPatch.context() as environment, ThreadPoolExecutor(2) as pool:
        for name, value in server.environment(server.owner).items():
            environment.setenv(name, value)
        address = server.address("twice")
        done = list(pool.map(lambda _: migrate(address, APPLICATION), range(2)))
    assert sorted(len(each) for each in done) == [0, 1]


def test_two_stores_in_one_database_mix_nothing(server: Server, at: At, tmp_path: Path) -> None:
    """Each in a schema of its own, which its address names."""
    server.run("CREATE DATABASE shared TEMPLATE template0 ENCODING 'UTF8'")
    one, other = (server.address(f"shared?schema={schema}") for schema in ("p31", "p44"))
    os.environ.update(server.environment(server.owner))
    for address in (one, other):
        assert "migration 1 (store) done" in at(address, "db", "migrate", "--role", APPLICATION).out
    os.environ.update(server.environment())
    assert "db migrate" in at(server.address("shared"), "init").err
    for address in (one, other):
        assert at(address, "init").code == 0
    found = ("record", "found-unit", "--kind", "directly-under-central", "--on", "2025-07-01")
    assert at(one, *found, "--name", "Tỉnh ủy Một", "--code", "T").code == 0
    before = at(one, "events").out
    assert at(other, *found, "--name", "Tỉnh ủy Hai", "--code", "T").code == 0
    assert at(one, "events").out == before
    for address, name in ((one, "Tỉnh ủy Một"), (other, "Tỉnh ủy Hai")):
        assert [row["name"] for row in at(address, "unit", "list", "--json").json["rows"]] == [name]
        assert "proven" in at(address, "audit", "verify").out
        assert at(address, "projections", "verify").code == 0
    doctor = at(one, "doctor", "--json").json["rows"]
    assert {"layout", "rights"} <= {row["check"] for row in doctor if row["verdict"] == "pass"}
    assert len(list((tmp_path / "home").glob("*-p31.keys"))) == 1


def test_migrating_is_printed_and_done_by_the_owner_alone(server: Server, at: At) -> None:
    server.run("CREATE DATABASE by_hand TEMPLATE template0 ENCODING 'UTF8'")
    address = server.address("by_hand")
    printed = at(address, "db", "migrate", "--role", APPLICATION, "--print").out
    server.run(*filter(str.strip, printed.split(";\n")), database="by_hand")
    assert at(address, "init", "--demonstration").code == 0
    refused = at(address, "db", "migrate", "--role", APPLICATION)
    assert (refused.code, "neither a superuser nor the owner" in refused.err) == (3, True)
    os.environ.update(server.environment(server.owner))
    assert "nothing to migrate" in at(address, "db", "migrate", "--role", APPLICATION).out
    assert "has no role missing" in at(address, "db", "migrate", "--role", "missing").err
    assert "neither a superuser" in at(address, "db", "migrate", "--role", server.owner).err
    assert at("a-file.db", "db", "migrate", "--role", APPLICATION).code == 2


def test_a_database_in_another_encoding_is_not_laid_out(server: Server, at: At) -> None:
    server.run("CREATE DATABASE narrow TEMPLATE template0 ENCODING 'LATIN1'")
    os.environ.update(server.environment(server.owner))
    outcome = at(server.address("narrow"), "db", "migrate", "--role", APPLICATION)
    assert (outcome.code, "encoded in LATIN1" in outcome.err) == (3, True)


def test_a_server_that_says_nothing_is_given_up(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGCONNECT_TIMEOUT", "2")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        outcome = at(f"postgresql://127.0.0.1:{port}/store", "status")
    assert (outcome.code, "in time" in outcome.err) == (3, True)


def test_what_is_done_to_files_says_so_of_a_server(server: Server, at: At, tmp_path: Path) -> None:
    address = server.address(server.new_database())
    assert at(address, "init", "--demonstration").code == 0
    said = at(address, "backup", str(tmp_path / "backup"))
    assert (said.code, "is on a server" in said.err) == (3, True)


def test_the_layout_is_what_the_migrations_make(server: Server) -> None:
    """On the server of this run; `layout.txt` is compared by `audit verify`."""
    with closing(connect(server.address("laid_out"), "SET search_path TO admission")) as connection:
        assert layout(connection) == expected_layout()
        newest = connection.execute("SELECT max(version) FROM migrations").fetchone()
    assert newest == (VERSION,) == (migrations()[-1].version,)

"""What is in `deploy/` can be used as it is: each file is read by what will read it there."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from admission.app.recorders.server.migrating import migrate
from tests.app.organisation import clerk_at
from tests.postgres import throwaway_postgres

_DEPLOY: Final = Path(__file__).parents[2] / "deploy"
_HBA: Final = re.compile(
    r"(local\s+\S+\s+\S+|host(ssl)?\s+\S+\s+\S+\s+\S+/\d+)\s+(peer|scram-sha-256)"
)
_SETTING: Final = re.compile(r"^(\w+) = '?([^'\n]*?)'?$", re.MULTILINE)
_SECTION: Final = re.compile(r"^(global|defaults|listen \w+)$")
_IN_A_SECTION: Final = re.compile(
    r"^ {4}(mode|maxconn|timeout|bind|option|http-check|default-server|server|balance) \S"
)
_UNITS: Final = sorted(path.name for path in _DEPLOY.rglob("*") if path.suffix == ".service")


@pytest.fixture(scope="module")
def superuser() -> Iterator[str]:
    """A server of its own: roles are of a whole server."""
    with throwaway_postgres() as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in (_DEPLOY / "roles.sql").read_text("utf-8").split(";\n"):
            connection.execute(statement.encode())
        yield conninfo


@pytest.mark.postgres
def test_the_owner_of_the_roles_lays_the_database_out(
    superuser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is no superuser does so; the application may ask, and see how far standbys are."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        for role in ("store_owner", "application"):
            connection.execute(f"ALTER ROLE {role} PASSWORD 'known'".encode())
    for variable, value in (("PGUSER", "store_owner"), ("PGPASSWORD", "known")):
        monkeypatch.setenv(variable, value)
    where = conninfo_to_dict(superuser)
    assert migrate(f"postgresql://{where['host']}:{where['port']}/admission", "application")
    asking = make_conninfo(superuser, user="application", password="known", dbname="admission")
    with psycopg.connect(asking) as connection:
        assert connection.execute("SELECT count(*) FROM admission.events").fetchone() == (0,)
        rights = "SELECT pg_has_role('pg_read_all_stats', 'USAGE')"
        assert connection.execute(rights).fetchone() == (True,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), psycopg.connect(asking) as connection:
        connection.execute("CREATE TABLE admission.mine ()")


@pytest.mark.postgres
def test_every_setting_of_the_server_is_one_that_it_takes(superuser: str) -> None:
    found = _SETTING.findall((_DEPLOY / "single/postgresql.conf").read_text("utf-8"))
    assert dict(found)["synchronous_commit"] == "on"
    with psycopg.connect(superuser, autocommit=True) as connection:
        for name, value in found:
            if not name.startswith("ssl"):  # the server of the tests was built without
                connection.execute(f"ALTER SYSTEM SET {name} TO '{value}'".encode())
        connection.execute("ALTER SYSTEM RESET ALL")


def test_nobody_is_let_in_without_a_password_or_unencrypted_from_outside() -> None:
    text = (_DEPLOY / "single/pg_hba.conf").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) == 4
    for line in lines:
        assert _HBA.fullmatch(line), line


def test_the_backup_names_the_stanza_that_its_timer_and_the_server_name() -> None:
    parser = configparser.ConfigParser()
    parser.read(_DEPLOY / "single/pgbackrest.conf", encoding="utf-8")
    assert parser.sections() == ["global", "admission"]
    assert parser["global"]["repo1-cipher-type"] == "aes-256-cbc"
    for name in ("backup.service", "postgresql.conf"):
        assert "--stanza=admission" in (_DEPLOY / "single" / name).read_text("utf-8")


def test_every_line_of_the_proxy_is_one_that_it_knows() -> None:
    """By the program where it is installed."""
    path = _DEPLOY / "trio/haproxy.cfg"
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    for line in lines:
        known = line.startswith("#") or _SECTION.match(line) or _IN_A_SECTION.match(line)
        assert known, line
    assert sum("check port 8008" in line for line in lines) == 6
    if (program := shutil.which("haproxy")) is not None:
        here = re.sub(r"pg\d\.example", "127.0.0.1", path.read_text("utf-8"))
        done = subprocess.run(
            [program, "-c", "-f", "/dev/stdin"],
            input=here,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", _UNITS)
def test_every_unit_is_one_that_systemd_takes(name: str) -> None:
    """By its own program where that is installed; what a unit starts is on another machine."""
    (path,) = _DEPLOY.rglob(name)
    parser = configparser.RawConfigParser(strict=False)
    parser.read(path, encoding="utf-8")
    assert {"Unit", "Service"} <= set(parser.sections()) <= {"Unit", "Service", "Install"}
    timer = path.with_suffix(".timer")
    for unit in (path, timer) if timer.exists() else (path,):
        assert "Description=" in unit.read_text("utf-8")
        if (program := shutil.which("systemd-analyze")) is not None:
            done = subprocess.run(
                [program, "verify", "--man=no", unit], capture_output=True, text=True, check=False
            )
            said = [line for line in done.stderr.splitlines() if unit.name in line]
            assert all("is not executable" in line for line in said), said


def test_every_file_is_named_in_the_page_of_its_folder() -> None:
    shared = {path.name for path in _DEPLOY.iterdir() if path.is_file()}
    pages = {
        folder: (_DEPLOY / folder / "README.md").read_text("utf-8") for folder in ("single", "trio")
    }
    for folder, page in pages.items():
        for path in (_DEPLOY / folder).iterdir():
            assert path.name == "README.md" or path.name in page, path
    for name in shared:
        assert any(name in page for page in pages.values()), name


def test_a_follower_that_is_begun_again_misses_and_repeats_nothing(tmp_path: Path) -> None:
    """Also where it was ended in the middle of a line."""
    store, file = tmp_path / "office.db", tmp_path / "events.jsonl"
    with clerk_at(store) as clerk:
        assert followed(store, file, 2) == [1, 2]
        clerk.founds()
        assert followed(store, file, 6) == list(range(1, 7))
    file.write_bytes(file.read_bytes()[:-20])
    assert followed(store, file, 6) == list(range(1, 7))


def followed(store: Path, file: Path, count: int) -> list[int]:
    """The positions in a file once a follower has brought it to so many lines."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "ADMISSION_DB": str(store), "PATH": path}
    with subprocess.Popen([_DEPLOY / "follow.sh", file], env=environment) as follower:
        try:
            give_up_at = time.monotonic() + 60
            while not file.exists() or file.read_bytes().count(b"\n") < count:
                assert time.monotonic() < give_up_at
                time.sleep(0.05)
        finally:
            follower.kill()
    return [json.loads(line)["position"] for line in file.read_text("utf-8").splitlines()]

"""The throwaway PostgreSQL server is real, private to this machine, and leaves nothing behind."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.postgres import throwaway_postgres

pytestmark = pytest.mark.postgres

_KILLED: Final = """
import os, signal
from tests.postgres import throwaway_cluster
with throwaway_cluster() as cluster:
    cluster.start()
    print(cluster.root, cluster.conninfo, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
_LONGEST_SECONDS: Final = 20.0


def test_the_server_answers(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        assert connection.execute("select 1").fetchone() == (1,)


def test_the_server_listens_on_the_loopback_address_only(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("127.0.0.1",)
        assert connection.execute("show unix_socket_directories").fetchone() == ("",)


def test_the_server_lets_nobody_in_without_its_password(postgres: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(make_conninfo(postgres, password="guess"))


def test_a_server_is_gone_even_when_its_user_fails() -> None:
    def use_and_fail() -> None:
        with throwaway_postgres() as conninfo:
            seen.append(conninfo)
            raise LookupError

    seen: list[str] = []
    with pytest.raises(LookupError):
        use_and_fail()
    assert conninfo_to_dict(seen[0])["host"] == "127.0.0.1"
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(seen[0])


def test_a_server_is_gone_even_when_its_user_is_killed() -> None:
    """As a process of a test run is that does not end in time."""
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    root, _, conninfo = ended.stdout.strip().partition(" ")
    assert conninfo, ended.stderr
    give_up_at = time.monotonic() + _LONGEST_SECONDS
    while Path(root).exists() and time.monotonic() < give_up_at:
        time.sleep(0.1)
    assert not Path(root).exists()
    with pytest.raises(psycopg.OperationalError, match="refused"):
        psycopg.connect(conninfo)

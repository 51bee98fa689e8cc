"""Three PostgreSQL servers under Patroni: their own folder, their own ports, gone afterwards."""

import base64
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from psycopg.conninfo import make_conninfo

from tests.cluster.environment import hand_over, python, unprivileged
from tests.cluster.settings import HOST, Ports, deployed, on_loopback
from tests.postgres import free_ports, postgres_programs, unprivileged_account

T = TypeVar("T")
START_SECONDS: Final = 90.0
CHANGE_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 8.0
_ROLES: Final = ("SUPERUSER", "REPLICATION", "REWIND", "RESTAPI")
_NAMES: Final = ("n1", "n2", "n3")


class Node:
    """One agent and its server; `process` is that of the agent, None where none was started."""

    def __init__(self, name: str, folder: Path, ports: Ports) -> None:
        self.name = name
        self.folder = folder
        self.ports = ports
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, environment: dict[str, str]) -> None:
        """Start the agent, which starts the server."""
        with (self.folder / "agent.log").open("ab") as log:
            self.process = subprocess.Popen(
                unprivileged([python(), "-m", "patroni", str(self.folder / "patroni.yml")]),
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def crash(self) -> None:
        """Take agent and server away at once, as a machine does that loses its power."""
        server = self._server()
        if self.process is not None:
            self.process.kill()
            self.process.wait(_STOP_SECONDS)
        if server is not None:
            os.kill(server, signal.SIGKILL)
            _wait(
                lambda: not _is_alive(server) or None,
                _STOP_SECONDS,
                "end of what was killed",
            )

    def ask_to_stop(self) -> None:
        """Ask the agent to stop its server and itself."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()

    def stop(self, enforced_at: float) -> None:
        """Wait for the end that was asked for, until a monotonic moment; then enforce it."""
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(max(0.1, enforced_at - time.monotonic()))
        self.crash()

    def asked(self, path: str, said: dict[str, str] | None = None, token: str = "") -> Any:  # noqa: ANN401
        """What the agent answers over HTTP; OSError where it does not."""
        request = urllib.request.Request(
            f"http://{HOST}:{self.ports.rest}{path}",
            data=None if said is None else json.dumps(said).encode(),
            headers={"Authorization": f"Basic {token}"} if token else {},
        )
        with urllib.request.urlopen(request, timeout=CHANGE_SECONDS) as answer:  # noqa: S310
            text = answer.read().decode()
        return json.loads(text) if said is None else text

    def _server(self) -> int | None:
        """The process id of the postmaster, if one runs on this node's folder."""
        with suppress(OSError, ValueError, IndexError):
            pid = int((self.folder / "data/postmaster.pid").read_text("ascii").splitlines()[0])
            return pid if _is_alive(pid) else None
        return None


class Trio:
    """Three nodes, of which one is written to; `conninfo` is how the owner connects to that one."""

    def __init__(self, folder: Path) -> None:
        self._template = deployed()
        self._programs = postgres_programs(folder, unprivileged_account())
        self._secret = {role: secrets.token_hex(16) for role in _ROLES}
        ports = iter(free_ports(3 * len(_NAMES)))
        self.nodes = {
            name: Node(name, folder / name, Ports(next(ports), next(ports), next(ports)))
            for name in _NAMES
        }
        self.conninfo = make_conninfo(
            host=",".join(HOST for _ in self.nodes),
            port=",".join(str(node.ports.postgres) for node in self.nodes.values()),
            user="postgres",
            password=self._secret["SUPERUSER"],
            dbname="postgres",
            target_session_attrs="read-write",
            connect_timeout="5",
        )

    def start(self, name: str) -> None:
        """Start a node, again if it has crashed."""
        node = self.nodes[name]
        node.folder.mkdir(mode=0o700, exist_ok=True)
        hand_over(node.folder)
        partners = [one.ports.raft for one in self.nodes.values() if one is not node]
        settings = on_loopback(self._template, name, node.folder, node.ports, partners)
        settings["postgresql"]["bin_dir"] = str(self._programs)
        path = node.folder / "patroni.yml"
        path.write_text(json.dumps(settings), encoding="utf-8")  # JSON is YAML
        node.start(self._environment())

    def crash(self, name: str) -> None:
        """Take a node away at once."""
        self.nodes[name].crash()

    def settings(self) -> dict[str, Any]:
        """What every node goes by, as an agent that answers says."""
        found: dict[str, Any] = self._answer("/config")
        return found

    def leader(self) -> str | None:
        """The name of the node that is written to, as those that answer know it."""
        return next((one["name"] for one in self._members() if one["role"] == "leader"), None)

    def until_whole(self, members: int = len(_NAMES)) -> str:
        """Wait until so many are there, of which one follows synchronously; the leader."""

        def whole() -> str | None:
            found = self._members()
            roles = [one["role"] for one in found if one["state"] in ("running", "streaming")]
            ready = len(roles) == members and "sync_standby" in roles
            return self.leader() if ready else None

        return _wait(whole, START_SECONDS, f"synchronous standby among {members}")

    def switchover(self) -> str:
        """Hand the lead over, as before maintenance; the node that leads from then on."""
        old = self.until_whole()
        token = base64.b64encode(f"admission:{self._secret['RESTAPI']}".encode()).decode()
        self.nodes[old].asked("/switchover", {"leader": old}, token)
        return self.until_led_by_another_than(old)

    def until_led_by_another_than(self, old: str) -> str:
        """Wait for a new leader, and give its name."""

        def new() -> str | None:
            leader = self.leader()
            return leader if leader != old else None

        return _wait(new, CHANGE_SECONDS, f"leader after {old}")

    def stop(self) -> None:
        """Stop every process that was started here, and no other."""
        for node in self.nodes.values():
            node.ask_to_stop()
        enforced_at = time.monotonic() + _STOP_SECONDS  # the last one has nobody to agree with
        with ExitStack() as every:
            for node in self.nodes.values():
                every.callback(node.stop, enforced_at)

    def log(self) -> str:
        """The last words of every agent."""
        logs = [node.folder / "agent.log" for node in self.nodes.values()]
        return "\n".join(log.read_text(errors="replace")[-2000:] for log in logs if log.exists())

    def _members(self) -> list[dict[str, Any]]:
        with suppress(OSError, ValueError):
            members: list[dict[str, Any]] = self._answer("/cluster")["members"]
            return members
        return []

    def _answer(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """The answer of the first agent that gives one; OSError where none does."""
        for node in self.nodes.values():
            with suppress(OSError):
                return node.asked(path)
        raise OSError("no agent answers")

    def _environment(self) -> dict[str, str]:
        """As /etc/patroni/secrets has it; without what steers PostgreSQL's own tools."""
        mine = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "PATRONI_"))}
        names = {"SUPERUSER": "postgres", "REPLICATION": "replicator", "REWIND": "rewinder"}
        for role, password in self._secret.items():
            mine[f"PATRONI_{role}_USERNAME"] = names.get(role, "admission")
            mine[f"PATRONI_{role}_PASSWORD"] = password
        return mine


@contextmanager
def throwaway_trio() -> Iterator[Trio]:
    """Start a trio on loopback, wait until it is whole, and leave nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="admission-trio-"))
    try:
        folder.chmod(0o711)
        with _running(Trio(folder)) as trio:
            yield trio
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(trio: Trio) -> Iterator[Trio]:
    try:
        for name in trio.nodes:
            trio.start(name)
        try:
            trio.until_whole()
        except TimeoutError as error:
            raise RuntimeError(f"{error}\n{trio.log()}") from error
        yield trio
    finally:
        trio.stop()


def _wait(found: Callable[[], T | None], seconds: float, what: str) -> T:
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        if (value := found()) is not None:
            return value
        time.sleep(0.2)
    raise TimeoutError(f"no {what} in {seconds:.0f} seconds")


def _is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in ("Z", "X")

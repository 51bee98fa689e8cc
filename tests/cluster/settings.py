"""The settings of a node of a test run: those of the deployment, on loopback and in a folder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.cluster.environment import TEMPLATE, read_yaml

HOST: Final = "127.0.0.1"
_HBA: Final = (
    f"host replication all {HOST}/32 scram-sha-256",
    f"host all all {HOST}/32 scram-sha-256",
)
_SMALL: Final = {
    "shared_buffers": "16MB",
    "dynamic_shared_memory_type": "mmap",  # containers often have a small /dev/shm
    "unix_socket_directories": "",
}


class Ports(NamedTuple):
    """Where a node listens on loopback."""

    postgres: int
    rest: int
    raft: int


def deployed() -> dict[str, Any]:
    """What the template of the deployment says."""
    found: dict[str, Any] = read_yaml(TEMPLATE.read_text("utf-8"))
    return found


def on_loopback(
    template: dict[str, Any], name: str, folder: Path, ports: Ports, partners: Sequence[int]
) -> dict[str, Any]:
    """The settings of one node: `bootstrap` as deployed; Raft in the place of etcd, no watchdog."""
    rest, postgres = f"{HOST}:{ports.rest}", f"{HOST}:{ports.postgres}"
    return {
        "scope": template["scope"],
        "name": name,
        "restapi": {"listen": rest, "connect_address": rest},
        "raft": {
            "self_addr": f"{HOST}:{ports.raft}",
            "partner_addrs": [f"{HOST}:{port}" for port in partners],
            "data_dir": str(folder / "raft"),
        },
        "bootstrap": template["bootstrap"],
        "postgresql": {
            "listen": postgres,
            "connect_address": postgres,
            "data_dir": str(folder / "data"),
            "pgpass": str(folder / "pgpass"),
            "parameters": _SMALL,
            "pg_hba": list(_HBA),
        },
        "watchdog": {"mode": "off"},
    }

"""The environment that Patroni is in, and the account that runs it: PostgreSQL refuses root."""

import json
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

TEMPLATE: Final = Path(__file__).parents[2] / "deploy/trio/patroni.yml"
_AS_JSON: Final = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
_ACCOUNT: Final = "nobody"


def python() -> str:
    """The interpreter with Patroni, beside the environment of the tests (`make cluster`)."""
    place = Path(os.environ.get("CLUSTER_VENV") or f"{sys.prefix}-cluster").absolute()
    found = place / "bin/python"
    if not found.exists():
        raise RuntimeError(f"there is no {found}: run `make cluster`")
    return str(found)


def unprivileged(command: list[str]) -> list[str]:
    """A command as an ordinary user runs it; for root as `nobody`, who may still read root's files.

    An interpreter or a checkout often lies in a folder that is closed to everybody else.
    """
    if os.geteuid() != 0:
        return command
    if shutil.which("setpriv") is None:
        raise RuntimeError("root needs setpriv (util-linux) here, or an ordinary user: be one")
    account = pwd.getpwnam(_ACCOUNT)
    who = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    may = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return ["setpriv", *who, *may, "--", *command]


def hand_over(folder: Path) -> None:
    """Give a new folder to the account that is to write in it."""
    if os.geteuid() == 0:
        account = pwd.getpwnam(_ACCOUNT)
        os.chown(folder, account.pw_uid, account.pw_gid)


def read_yaml(text: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    """What a YAML text says; the parser is that of Patroni's environment."""
    done = subprocess.run(
        [python(), "-c", _AS_JSON], input=text, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)

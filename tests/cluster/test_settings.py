"""The trio of the tests runs with what `deploy/trio` says, and both are what a store asks for."""

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Final

import psycopg
import pytest

from admission.app.doctor import file
from admission.app.doctor.check import Check
from admission.app.recorders.reading import open_reader
from tests.cluster.environment import TEMPLATE, python, read_yaml
from tests.cluster.settings import deployed
from tests.cluster.trio import Trio
from tests.servers import APPLICATION, Server

pytestmark = pytest.mark.cluster

# What can only be so on the machines that the template is for.
_OF_THOSE_MACHINES: Final = re.compile(
    r"(restapi|postgresql)\.connect_address |etcd3\.hosts\.|postgresql\.(bin_dir|authentication) "
)


def test_the_trio_runs_with_the_settings_that_are_deployed(trio: Trio) -> None:
    settings = deployed()["bootstrap"]["dcs"]
    trio.until_whole()
    assert trio.settings() == settings
    wanted = settings["postgresql"]["parameters"] | {"data_checksums": "on"}
    with psycopg.connect(trio.conninfo) as connection:
        for name, value in wanted.items():
            shown = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
            assert shown == (str(value),), name


def test_patroni_takes_the_template(tmp_path: Path) -> None:
    path = tmp_path / "patroni.yml"
    path.write_text(TEMPLATE.read_text("utf-8").replace("NODE", "127.0.0.1"), encoding="utf-8")
    done = subprocess.run(
        [python(), "-m", "patroni", "--validate-config", "--ignore-listen-port", path],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = (done.stdout + done.stderr).splitlines()
    assert [line for line in lines if not _OF_THOSE_MACHINES.match(line)] == []
    assert len(lines) == 7, lines


def test_what_is_acknowledged_has_to_survive_a_node() -> None:
    template = deployed()
    settings = template["bootstrap"]["dcs"]
    assert settings["synchronous_mode"] is settings["failsafe_mode"] is True
    assert settings["postgresql"]["use_pg_rewind"] is True
    assert settings["ttl"] >= settings["loop_wait"] + 2 * settings["retry_timeout"]
    assert "data-checksums" in template["bootstrap"]["initdb"]
    assert template["watchdog"]["mode"] == "required"
    assert settings["slots"]["national_p31"]["type"] == "logical"


def test_no_password_stands_in_the_template_and_nobody_comes_in_unencrypted() -> None:
    text = TEMPLATE.read_text("utf-8")
    assert "password:" not in text
    assert "authentication:" not in text
    for line in deployed()["postgresql"]["pg_hba"]:
        assert line.startswith("hostssl") or line.endswith("peer"), line


def test_etcd_of_each_node_knows_all_three() -> None:
    said = read_yaml(TEMPLATE.with_name("etcd.yml").read_text("utf-8"))
    members = dict(each.split("=", 1) for each in said["initial-cluster"].split(","))
    hosts = [address.removesuffix(":2379") for address in deployed()["etcd3"]["hosts"]]
    assert list(members) == hosts
    assert said["listen-client-urls"] == "http://NODE:2379"


def test_the_doctor_sees_who_follows_as_soon_as_it_may(
    trio: Trio, server: Server, store: Path
) -> None:
    """`deploy/roles.sql` grants it."""
    trio.until_whole()
    assert examined(store)["standbys"].verdict == "note"
    grant = f"GRANT pg_read_all_stats TO {APPLICATION}"
    assert grant in (TEMPLATE.parents[1] / "roles.sql").read_text("utf-8")
    server.run(grant)
    checks = examined(store)
    assert {row.verdict for row in checks.values()} == {"pass"}, checks
    assert " sync, " in checks["standbys"].detail
    assert " async, " in checks["standbys"].detail


def examined(store: Path) -> dict[str, Check]:
    with open_reader(store) as reader:
        return {row.check: row for row in file.examine(reader, date(2025, 7, 2))}

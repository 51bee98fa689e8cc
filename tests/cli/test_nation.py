"""The nation: two provinces on a server, each whole in itself, and a copy of both asked as one."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final

import pytest

from admission.app.recorders.server.connection import connect
from cli.main import run
from tests.cli.calling import Outcome
from tests.cli.nations import (
    ARRIVED,
    CAME,
    FOLLOWER,
    FOLLOWERS_PASSWORD,
    GONE,
    PEOPLE,
    SECONDS,
    TARGETS,
    Nation,
)
from tests.servers import APPLICATION, Server

pytestmark = pytest.mark.postgres

AS_OF: Final = ("--as-of", "2025-09-01")
At = Callable[..., Outcome]


@pytest.fixture(scope="module")
def nation(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nation]:
    """Two small provinces: a candidate went from one to the other; two moves lack a side."""
    folder = tmp_path_factory.mktemp("nation")
    found = Nation(server, folder)
    server.run(
        f"CREATE ROLE {FOLLOWER} LOGIN REPLICATION PASSWORD '{FOLLOWERS_PASSWORD}'",
        f"CREATE DATABASE {found.database('nation')} TEMPLATE template0 ENCODING 'UTF8'",
    )
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ADMISSION_HOME", str(folder / "home"))
        for name, value in server.environment().items():
            environment.setenv(name, value)
        for name in ("p31", "p44"):
            found.province(name)
            found.published(name)
        found.filled("p31", ("assign-target", TARGETS.format(number=4)), ("depart", GONE))
        found.add("p31")
        found.add("p44")
        targets = ("assign-target", TARGETS.format(number=5))
        moved = (("register-person", PEOPLE), ("take-over", CAME), ("arrive", ARRIVED))
        found.filled("p44", targets, *moved)
        found.caught_up("p31", "p44")
        yield found
        for name in ("p31", "p44"):
            server.run(
                f"DROP SUBSCRIPTION IF EXISTS admission_{name}", database=found.database("nation")
            )


@pytest.fixture
def at(nation: Nation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> At:
    """Calls on an address, by default the nation's, as the role that may only ask there."""
    monkeypatch.setenv("ADMISSION_HOME", str(nation.folder / "home"))
    for name, value in nation.server.environment().items():
        monkeypatch.setenv(name, value)

    def call(*arguments: str, address: str | None = None) -> Outcome:
        capsys.readouterr()
        code = run(["--db", address or nation.all, *arguments])
        said = capsys.readouterr()
        for text in said:
            assert FOLLOWERS_PASSWORD not in text
            assert "Traceback" not in text
        return Outcome(code, said.out, said.err)

    return call


def test_each_copy_has_every_entry_of_its_province_in_the_same_order(
    nation: Nation, at: At
) -> None:
    """Also what was there before it was followed; and the proof of it holds."""
    for name in ("p31", "p44"):
        copy = f"{nation.all}?schema={name}"
        assert at("audit", "verify", address=copy).code == 0
        theirs = at("events", address=nation.of(name)).lines
        ours = at("events", address=copy).lines
        assert len(theirs) > 20
        ids = [
            [(line["position"], line["metadata"]["event_id"]) for line in lines]
            for lines in (theirs, ours)
        ]
        assert ids[0] == ids[1]


def test_progress_adds_the_provinces_up(nation: Nation, at: At) -> None:
    found = at("nation", "progress", "--year", "2025", *AS_OF, "--json").json
    rows = {row["province"]: row for row in found["rows"]}
    assert list(rows) == ["p31", "p44", None]
    assert [row["target"] for row in rows.values()] == [4, 5, 9]
    assert [row["certified"] for row in rows.values()] == [3, 3, 6]
    assert (rows[None]["name"], rows[None]["unit"]) == ("total", None)
    assert found["incomplete"] == {}
    assert found["positions"] == {
        name: nation.head(nation.of(name), name) for name in ("p31", "p44")
    }
    for name in ("p31", "p44"):
        asked = ("progress", "--year", "2025", "--depth", "0", *AS_OF, "--json")
        (own,) = at(*asked, address=nation.of(name)).json["rows"]
        assert {"province": name, **own} == rows[name]


def test_lists_are_those_of_the_provinces_one_after_the_other_without_names(
    nation: Nation, at: At
) -> None:
    for question in (("status", *AS_OF), ("due", "--as-of", "2026-09-01")):
        found = at("nation", *question, "--json")
        assert found.code == 0, found.err
        expected = []
        for name in ("p31", "p44"):
            rows = at(*question, "--json", address=nation.of(name)).json["rows"]
            assert rows, (question, name)
            expected += [{"province": name, **row} for row in rows]
        without = [locked(row) for row in expected]
        assert [locked(row) for row in found.json["rows"]] == without
        people = [row for row in found.json["rows"] if row["person"]]
        assert {row["name"] for row in people} <= {"locked"}
        assert "Nguyễn" not in found.out


def locked(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what only the key shows."""
    return {**row, "name": "", "listed_as": "", "acting_name": ""}


@pytest.mark.parametrize("question", [("status",), ("due", "--within", "60d")])
def test_pages_go_on_over_the_end_of_a_province(at: At, question: tuple[str, ...]) -> None:
    asked = ("nation", *question, *AS_OF, "--json")
    whole = at(*asked).json["rows"]
    for size in (1, 3, len(whole)):
        rows, after = [], None
        while True:
            page = at(*asked, "--limit", str(size), *(("--after", after) if after else ())).json
            rows += page["rows"]
            after = page["next"]
            if after is None:
                break
            assert len(page["rows"]) == size
        assert rows == whole
    wrong = at(*asked, "--after", "x")
    assert (wrong.code, "is no cursor of this list" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    "question", [("progress", "--year", "2025"), ("status",), ("due",), ("moves",)]
)
def test_every_national_query_is_asked_through_both_clocks(
    at: At, question: tuple[str, ...]
) -> None:
    """As known before anything was, nothing is; as known now, the same as unasked."""
    now = at("nation", *question, *AS_OF, "--json").json
    known = at("nation", *question, *AS_OF, "--known-at", now["known_at"], "--json").json
    assert known == now
    nothing = at("nation", *question, *AS_OF, "--known-at", "2020-01-01", "--json").json
    assert nothing["positions"] == {"p31": 0, "p44": 0}
    assert [row for row in nothing["rows"] if row.get("province", "x")] == []
    early = at("nation", *question, "--as-of", "2025-07-02", "--json").json
    assert early["as_of"] == "2025-07-02"
    assert early["rows"] != now["rows"]
    wrong = at("nation", *question, "--known-at", "5")
    assert (wrong.code, "counts its own positions" in wrong.err) == (2, True)


def test_moves_are_matched_by_letter_and_the_unmatched_listed_with_their_age(at: At) -> None:
    rows = at("nation", "moves", *AS_OF, "--json").json["rows"]
    assert [(row["state"], row["letter_number"], row["days"]) for row in rows] == [
        ("matched", "17C-KNĐ", 16),
        ("no-arrival", "18C-KNĐ", 27),
        ("no-departure", "99", 11),
    ]
    assert (rows[0]["from_province"], rows[0]["to_province"]) == ("p31", "p44")
    assert rows[0]["from_unit_name"] == rows[0]["to_unit_name"] == "Chi bộ thôn 1"
    unmatched = at("nation", "moves", "--unmatched", *AS_OF)
    assert "17C-KNĐ" not in unmatched.out
    assert "1 matched, 1 no-arrival, 1 no-departure" in unmatched.out
    for secret in ("Tân Phú", "Hà Nội", "Cần Thơ"):
        assert secret not in unmatched.out + str(rows)


def test_one_province_alone_is_asked_where_that_is_said(at: At) -> None:
    found = at("nation", "progress", "--year", "2025", "--province", "p44", "--json").json
    assert [row["province"] for row in found["rows"]] == ["p44", None]
    wrong = at("nation", "status", "--province", "p99")
    assert (wrong.code, "no province p99: p31, p44" in wrong.err) == (2, True)


def test_the_copies_are_said_to_follow(nation: Nation, at: At) -> None:
    rows = at("nation", "provinces", "--json").json["rows"]
    assert [(row["province"], row["state"], row["behind"], row["why"]) for row in rows] == [
        ("p31", "following", 0, None),
        ("p44", "following", 0, None),
    ]
    assert rows[0]["position"] == rows[0]["head"] == nation.head(nation.of("p31"), "p31")


def test_nothing_is_added_to_a_copy(nation: Nation, at: At) -> None:
    copy = f"{nation.all}?schema=p31"
    for _ in range(2):
        refused = at("rulebook", "adopt", "vn-2025", "--on", "2025-07-02", address=copy)
        assert refused.code == 3, refused.out
        nation.done(copy, "db", "migrate", "--role", APPLICATION, owner=True)


def test_a_province_that_is_cut_off_is_named_and_catches_up_when_it_is_back(
    nation: Nation, at: At
) -> None:
    """What was copied is still counted, and said to be incomplete; the province goes on."""
    before = at("nation", "provinces", "--json").json["rows"][1]["position"]
    nation.server.run(
        f"ALTER ROLE {FOLLOWER} NOLOGIN",
        "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots "
        "WHERE slot_name = 'national_p44'",
    )
    try:
        wait_for(at, "p44", "cut-off")
        new = (
            "record",
            "found-unit",
            "--kind",
            "cell",
            "--name",
            "Chi bộ mới",
            "--on",
            "2025-08-01",
        )
        assert at(*new, "--parent", "NM", address=nation.of("p44")).code == 0
        found = at("nation", "progress", "--year", "2025", *AS_OF, "--json").json
        assert list(found["incomplete"]) == ["p44"]
        assert (found["rows"][-1]["name"], found["rows"][-1]["target"]) == ("total, incomplete", 9)
        assert found["positions"]["p44"] == before
        table = at("nation", "status", *AS_OF).out
        assert "incomplete: p44: its server is not followed just now" in table
        row = at("nation", "provinces", "--json").json["rows"][1]
        assert (row["state"], row["behind"]) == ("cut-off", row["head"] - before)
        assert row["behind"] > 0
    finally:
        nation.server.run(f"ALTER ROLE {FOLLOWER} LOGIN")
    nation.caught_up("p44")
    wait_for(at, "p44", "following")
    assert at("nation", "due", *AS_OF, "--json").json["incomplete"] == {}


def wait_for(at: At, province: str, state: str) -> None:
    give_up_at = time.monotonic() + SECONDS
    while True:
        rows = at("nation", "provinces", "--json").json["rows"]
        if {row["province"]: row["state"] for row in rows}[province] == state:
            return
        assert time.monotonic() < give_up_at, rows
        time.sleep(0.1)


def test_a_copy_that_cannot_be_read_is_named_and_the_others_answer(nation: Nation, at: At) -> None:
    """The national database was touched by hand, or has a newer layout."""
    database = nation.database("nation")
    nation.server.run("INSERT INTO p31.migrations (version) VALUES (99)", database=database)
    try:
        found = at("nation", "progress", "--year", "2025", *AS_OF, "--json")
        assert found.code == 0, found.err
        assert [row["province"] for row in found.json["rows"]] == ["p44", None]
        assert "newer" in found.json["incomplete"]["p31"]
        assert "newer" in at("nation", "provinces", "--json").json["rows"][0]["why"]
    finally:
        nation.server.run("DELETE FROM p31.migrations WHERE version = 99", database=database)


def adding(nation: Nation, at: At, *arguments: str) -> Outcome:
    os.environ.update(nation.server.environment(nation.server.owner))
    found = at("nation", "add", *arguments, "--role", APPLICATION)
    os.environ.update(nation.server.environment())
    return found


def test_a_province_that_cannot_be_added_is_said_in_one_sentence_and_nothing_is_left(
    nation: Nation, at: At
) -> None:
    nation.server.run(
        f"CREATE DATABASE {nation.database('bare')} TEMPLATE template0 ENCODING 'UTF8'"
    )
    nation.province("p50")
    wrong = (
        (("p31", "--from", nation.source("p31")), "p31 is in the nation already"),
        (("p50", "--from", nation.source("p50")), "publishes no province p50"),
        (("p31", "--from", nation.source("bare")), "publishes no province p31"),
        (("p32", "--from", f"{nation.source('p31')}?schema=p31"), "says another than p32"),
        (("p31", "--from", nation.of("p31")), "who reads there"),
        (("P-1", "--from", nation.source("p31")), "such as p31"),
        (("p31", "--from", "postgresql://x@127.0.0.1:1/none"), "no server answers there"),
        (("p31", "--from", "here"), "cannot be read"),
        (("p50", "--from", nation.source("p50", password="wrong")), "refuses the user"),
    )  # fmt: skip
    for arguments, said in wrong:
        outcome = adding(nation, at, *arguments)
        assert (outcome.code, outcome.out) == (3, ""), (arguments, outcome.out)
        assert said in outcome.err, (said, outcome.err)
        assert outcome.err.count("\n") == 1
    nation.published("p50")
    p50, database = ("p50", "--from", nation.source("p50")), nation.database("p50")
    for wrong_so, right_again, why in (
        (
            "INSERT INTO p50.migrations (version) VALUES (99)",
            "DELETE FROM p50.migrations WHERE version = 99",
            "for a newer admission",
        ),
        (
            "REVOKE SELECT ON p50.events FROM follower",
            "GRANT SELECT ON p50.events TO follower",
            "may not follow p50",
        ),
        (
            "ALTER ROLE follower NOREPLICATION",
            "ALTER ROLE follower REPLICATION",
            "may not follow p50",
        ),
    ):
        nation.server.run(wrong_so, database=database)
        outcome = adding(nation, at, *p50)
        nation.server.run(right_again, database=database)
        assert (outcome.code, why in outcome.err) == (3, True), outcome.err
    unowned = at("nation", "add", "p50", "--from", nation.source("p50"), "--role", APPLICATION)
    assert (unowned.code, "as the owner" in unowned.err) == (3, True)
    rows = at("nation", "provinces", "--json").json["rows"]
    assert [row["province"] for row in rows] == ["p31", "p44"]
    with closing(connect(nation.of("p50"), "SET search_path TO pg_temp")) as connection:
        slots = connection.execute(
            "SELECT slot_name FROM pg_replication_slots ORDER BY 1"
        ).fetchall()
    assert slots == [("national_p31",), ("national_p44",)]


def test_a_store_that_is_not_sealed_or_is_there_already_is_not_added(
    nation: Nation, at: At
) -> None:
    nation.server.run(
        f"CREATE DATABASE {nation.database('p51')} TEMPLATE template0 ENCODING 'UTF8'"
    )
    nation.done(nation.of("p51"), "db", "migrate", "--role", APPLICATION, owner=True)
    nation.published("p51")
    assert "has no store yet" in adding(nation, at, "p51", "--from", nation.source("p51")).err
    nation.done(nation.of("p51"), "store", "copy", nation.of("p31"), nation.of("p51"))
    same = adding(nation, at, "p51", "--from", nation.source("p51"))
    assert (same.code, "is in the nation as p31" in same.err) == (3, True)


def removing(nation: Nation, at: At, province: str) -> Outcome:
    os.environ.update(nation.server.environment(nation.server.owner))
    found = at("nation", "remove", province, "--yes")
    os.environ.update(nation.server.environment())
    return found


def slots(nation: Nation) -> set[str]:
    with closing(connect(nation.all, "SET search_path TO pg_temp")) as connection:
        return {row[0] for row in connection.execute("SELECT slot_name FROM pg_replication_slots")}


@pytest.mark.parametrize("reached", [True, False])
def test_a_province_is_taken_out_whole_and_may_be_added_again(
    nation: Nation, at: At, *, reached: bool
) -> None:
    """Also where its server is away: what is left there is said. Its own store goes on."""
    name = "p61" if reached else "p62"
    nation.province(name)
    nation.published(name)
    nation.add(name)
    nation.filled(name)
    nation.caught_up(name)
    if not reached:
        nation.server.run(
            f"ALTER ROLE {FOLLOWER} NOLOGIN",
            "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots "  # noqa: S608 - ours
            f"WHERE slot_name = 'national_{name}'",
        )
    try:
        found = removing(nation, at, name)
    finally:
        nation.server.run(f"ALTER ROLE {FOLLOWER} LOGIN")
    assert found.code == 0, found.err
    assert ("pg_drop_replication_slot" in found.err) is not reached, found.err
    assert f"DROP PUBLICATION admission_{name}" in found.err
    assert (f"national_{name}" in slots(nation)) is not reached
    rows = at("nation", "provinces", "--json").json["rows"]
    assert [row["province"] for row in rows] == ["p31", "p44"]
    with closing(connect(nation.all, "SET search_path TO pg_temp")) as connection:
        left = "SELECT nspname FROM pg_namespace WHERE nspname LIKE ?"
        assert connection.execute(left, (f"{name}%",)).fetchall() == []
    assert at("audit", "verify", address=nation.of(name)).code == 0
    again = removing(nation, at, name)
    assert (again.code, f"{name} is not in the nation" in again.err) == (3, True)
    if not reached:
        nation.server.run(f"SELECT pg_drop_replication_slot('national_{name}')")
    nation.add(name)
    nation.caught_up(name)
    assert removing(nation, at, name).code == 0


@pytest.mark.usefixtures("nation")
def test_only_the_owner_takes_a_province_out_and_only_after_being_asked(at: At) -> None:
    unowned = at("nation", "remove", "p31", "--yes")
    assert (unowned.code, unowned.err.count("\n"), "Traceback" in unowned.err) == (3, 1, False)
    asked = at("nation", "remove", "p31")
    assert asked.code != 0
    rows = at("nation", "provinces", "--json").json["rows"]
    assert [row["state"] for row in rows] == ["following", "following"]


def test_a_database_without_provinces_or_a_file_is_said(nation: Nation, at: At) -> None:
    empty = at("nation", "status", address=nation.of("p31"))
    assert (empty.code, "no province in" in empty.err) == (3, True)
    file = at("nation", "status", address="admission.db")
    assert (file.code, "is a file" in file.err) == (2, True)
    role = nation.server.environment(nation.server.owner)
    os.environ.update(role)
    wrong = at("nation", "publish", "--role", "nobody-here", address=nation.of("p31"))
    assert (wrong.code, "has no role nobody-here that may replicate" in wrong.err) == (3, True)
    os.environ.update(nation.server.environment())
    unowned = at("nation", "publish", "--role", FOLLOWER, address=nation.of("p31"))
    assert (unowned.code, "as the owner" in unowned.err) == (3, True)

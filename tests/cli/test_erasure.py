"""`admission erasure`, and the epoch of keys that begins after it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from admission.app.backup.key_backups import KeyBackup
from admission.app.rulebook_files import shipped_text
from admission.app.sealing import sources
from tests.app.organisation import clerk_at
from tests.cli.calling import Caller, in_days
from tests.kit.canary import files_in, search
from tests.kit.erasures import Office, Someone

PAPER = "kind=request,number=7/ĐN"


class Desk(Caller):
    """Calls on a store with somebody who left the list, and with two who may approve."""

    def __init__(self, capsys: pytest.CaptureFixture[str], db: Path) -> None:
        super().__init__(capsys, db)
        with clerk_at(db) as clerk:
            clerk.founds()
            clerk.records("adopt-rulebook", on="2026-05-01", text=shipped_text("vn-2026"))
            office = Office(clerk)
            self.others = office.others
            self.someone: Someone = office.someone(0)
            self.cell = clerk.units["cell"]
        capsys.readouterr()

    def asks(self) -> None:
        about = ("--unit", self.cell, "--ground", "own-request", "--document", PAPER)
        self.done("erasure", "request", self.someone.id, *about)

    def approve(self) -> None:
        for account in self.others:
            self.done("--actor", account, "erasure", "approve", self.someone.id)


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desk:
    return Desk(capsys, tmp_path / "one.db")


def test_somebody_is_erased_with_a_receipt_that_says_what_was_not_looked_into(desk: Desk) -> None:
    desk.asks()
    desk.approve()
    head = desk.done("audit", "checkpoint").out.splitlines()
    told = desk.done("erasure", "carry-out", desk.someone.id, "--yes", "--json").json
    (receipt,) = told["rows"]
    assert (receipt["person"], receipt["keys"], receipt["scans"]) == (desk.someone.id, 1, 1)
    assert [str(receipt["size_before"]), receipt["root_before"]] == head[1:3]
    assert receipt["size_after"] == receipt["size_before"] + 2
    assert any("notes on units" in said for said in told["not_looked_into"])
    assert search(files_in(desk.db.parent), desk.someone.words) == []
    (row,) = desk.done("erasure", "list", "--json").json["rows"]
    assert (row["asked"], row["paper"]) == ("erased", "request 7/ĐN")
    assert desk.done("person", "find", "erased", "--json").code == 0
    assert desk("doctor").code == 0


def test_an_erasure_is_refused_until_it_is_approved_and_as_long_as_it_is_held(desk: Desk) -> None:
    desk.asks()
    early = desk("erasure", "carry-out", desk.someone.id, "--yes")
    assert (early.code, "SYS-87" in early.err) == (1, True)
    own = desk("erasure", "approve", desk.someone.id)
    assert (own.code, "SYS-88" in own.err) == (1, True)
    desk.approve()
    desk.done("erasure", "hold", desk.someone.id, "--document", "kind=order")
    held = desk("erasure", "carry-out", desk.someone.id, "--yes")
    assert (held.code, "SYS-98" in held.err) == (1, True)
    desk.done("erasure", "lift", desk.someone.id, "--document", "kind=order")
    assert (
        desk.done("erasure", "list", "--waiting", "--json").json["rows"][0]["asked"] == "approved"
    )
    desk.done("erasure", "refuse", desk.someone.id, "--reason", "nhầm người")
    assert desk.done("erasure", "list", "--waiting", "--json").json["rows"] == []


def test_an_erasure_is_asked_about_and_of_people_who_are_there(desk: Desk) -> None:
    nobody = "person-00000000-0000-7000-8000-000000000009"
    assert desk("erasure", "carry-out", nobody, "--yes").code == 2
    for no_id in ("x", desk.cell):
        outcome = desk("erasure", "carry-out", no_id, "--yes")
        assert (outcome.code, "this is no id of a person" in outcome.err) == (2, True)
    assert desk("erasure", "carry-out", desk.someone.id).code != 0
    assert desk("erasure", "show", nobody).code == 1


def test_a_receipt_says_the_days_it_took_and_until_when_old_keys_may_be_left(desk: Desk) -> None:
    about = ("--unit", desk.cell, "--ground", "own-request", "--document", PAPER)
    asked = date.fromisoformat(in_days(-9))
    desk.done("erasure", "request", desk.someone.id, *about, "--on", asked.isoformat())
    desk.approve()
    told = desk.done("erasure", "carry-out", desk.someone.id, "--yes", "--json").json
    (receipt,) = told["rows"]
    assert (receipt["requested_on"], receipt["days"]) == (asked.isoformat(), 9)
    assert receipt["old_keys_until"] == (asked + timedelta(14)).isoformat()


def test_how_old_a_backup_is_is_counted_in_days_of_the_organisation() -> None:
    backup = KeyBackup("keys", datetime(2026, 11, 22, 18, tzinfo=UTC), 1)
    assert backup.days_old(date(2026, 11, 23), ZoneInfo("Asia/Ho_Chi_Minh")) == 0
    assert backup.days_old(date(2026, 11, 23), ZoneInfo("Europe/London")) == 1


@pytest.mark.sqlite_only("a backup of files; a server has its own means")
def test_a_new_epoch_and_destroyed_backups_end_what_is_due_after_an_erasure(
    desk: Desk, tmp_path: Path
) -> None:
    def due() -> list[str]:
        rows = desk.done("due", "--json").json["rows"]
        return [row["what"] for row in rows if row["rule"] == "CRD-05"]

    desk.asks()
    assert len(due()) == 2
    desk.approve()
    desk.done("erasure", "carry-out", desk.someone.id, "--yes")
    assert due() == ["begin a new epoch of keys"]
    assert "`admission keys rotate`" in desk.done("doctor").out
    keys = tmp_path / "away" / "keys"
    keys.parent.mkdir()
    desk.done("backup", str(tmp_path / "backup"), "--keys", str(keys))
    early = desk("keys", "destroyed")
    assert (early.code, "SYS-180" in early.err) == (1, True)
    assert str(keys) in desk.done("keys", "rotate").out
    assert due() == ["destroy the backups of the keys from before"]
    assert "`admission keys destroyed`" in desk.done("erasure", "list").out
    found = desk("doctor")
    assert (found.code, f"{keys}, 0 days old, epoch 1: destroy it" in found.out) == (1, True)
    there = desk("keys", "destroyed")
    assert (there.code, str(keys) in there.err, len(due())) == (1, True, 1)
    keys.parent.rename(tmp_path / "taken away")
    assert "is not at hand" in desk.done("doctor").out
    assert desk("keys", "destroyed").code != 0
    desk.done("keys", "destroyed", "--yes")
    assert due() == []
    assert "key backups" not in desk.done("doctor").out
    assert desk.done("keys", "status", "--json").json["rows"][0]["epoch"] == 2


def test_a_new_epoch_has_another_passphrase(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the backups of the keys from before would stay open to it."""
    for name, cost in (("iterations", 1), ("lanes", 1), ("memory_kib", 8)):
        monkeypatch.setitem(sources.COST, name, cost)
    words = tmp_path / "passphrase"
    words.write_text("correct horse battery", encoding="utf-8")
    monkeypatch.setenv(sources.PASSPHRASE_FILE, str(words))
    desk.done("keys", "rotate", "--passphrase")
    again = desk("keys", "rotate")
    assert (again.code, "the one from before" in again.err) == (3, True)
    assert desk.done("person", "find", desk.someone.words[0], "--json").json["rows"]

"""Backups: made while others write, checked, restored, and refused with a sentence."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from admission.app.backup import making, restoring
from admission.app.bootstrap import create_store, now
from admission.app.recorders.free_space import FLOOR_BYTES
from tests.cli.calling import Caller

pytestmark = pytest.mark.sqlite_only("a backup of files; a server has its own means")


SCAN = b"%PDF-1.7 a scan of an application"


@pytest.fixture
def store(call: Caller, tmp_path: Path) -> Caller:
    """A store with two people, and a scan about one."""
    for name in ("Lê Ẩn", "Trần Ước"):
        call.done("record", "register-person", "--name", name, "--on", "2025-07-01")
    person = call.done("person", "find", "Ẩn", "--json").json["rows"][0]["person"]
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    call.done(
        *("document", "add", tmp_path / "scan.pdf"),
        *("--about", person, "--paper", "kind=application", "--on", "2025-07-01"),
    )
    return call


def elsewhere(call: Caller, folder: Path, name: str = "again.db") -> Caller:
    folder.mkdir(exist_ok=True)
    return Caller(call._capsys, folder / name)


def everything(call: Caller) -> list[dict[str, Any]]:
    return call.done("events").lines


def test_a_backup_is_restored_whole(store: Caller, tmp_path: Path) -> None:
    """Events, log, scans, keys; the rows of queries are built, and the next command goes on."""
    folder, keys = tmp_path / "backup", tmp_path / "elsewhere" / "keys"
    keys.parent.mkdir()
    made = store.done("backup", folder, "--keys", keys)
    assert "4 events and 1 scans are in" not in made.out
    assert "5 events and 1 scans are in" in made.out
    again = elsewhere(store, tmp_path / "new machine")
    restored = again.done("restore", folder, "--keys", keys)
    assert "5 events and 1 scans again; verified" in restored.out
    assert "Missing" not in restored.err
    assert everything(again) == everything(store)
    assert again.done("person", "find", "Ẩn", "--json").json == (
        store.done("person", "find", "Ẩn", "--json").json
    )
    assert again.done("audit", "key").out == store.done("audit", "key").out
    assert again.done("projections", "verify", "--json").json["equal"] is True
    again.done("record", "register-person", "--name", "Vũ Ba", "--on", "2025-07-01")
    rows = {row["check"]: row for row in again.done("doctor", "--json").json["rows"]}
    assert rows["scans"]["detail"] == "1 are there and whole"


def test_the_folder_of_the_store_holds_no_key_and_that_of_keys_is_for_its_owner(
    store: Caller, tmp_path: Path
) -> None:
    folder, keys = tmp_path / "backup", tmp_path / "keys"
    said = store.done("backup", folder, "--keys", keys).err
    assert "keep it apart" in said
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in folder.iterdir()} == {
        *("store.db", "store.db.documents", "manifest.json", "SHA256SUMS")
    }
    for ending in (".key", ".signing-key"):
        key = store.db.with_name(f"live.db{ending}").read_bytes().split()[-1]
        assert not [path for path in files if key in path.read_bytes()]
    for personal in ("Lê Ẩn".encode(), SCAN):
        assert not [path for path in files if personal in path.read_bytes()]
    assert {path.name for path in keys.iterdir()} == {
        *("store.db.keys", "store.db.key", "store.db.signing-key", "manifest.json", "SHA256SUMS")
    }
    assert keys.stat().st_mode & 0o077 == 0
    assert (keys / "store.db.key").stat().st_mode & 0o077 == 0


def test_without_a_place_for_keys_the_backup_says_which_are_not_in_it(
    store: Caller, tmp_path: Path
) -> None:
    said = store.done("backup", tmp_path / "backup").err
    assert "Not backed up: the keys live.db.keys, live.db.signing-key, live.db.key" in said
    again = elsewhere(store, tmp_path / "new machine")
    said = again.done("restore", tmp_path / "backup").err
    assert "Missing: the keys again.db.keys, again.db.signing-key" in said
    assert "No checkpoint from outside was compared" in said
    assert again.done("person", "find", "Ẩn", "--json").json["rows"] == []
    assert len(everything(again)) == len(everything(store))


def test_a_key_that_is_kept_elsewhere_is_not_copied(store: Caller, tmp_path: Path) -> None:
    """It is linked again beside the store that was restored."""
    key, elsewhere_ = store.db.with_name("live.db.key"), tmp_path / "vault" / "a.key"
    elsewhere_.parent.mkdir()
    key.rename(elsewhere_)
    key.symlink_to(elsewhere_)
    said = store.done("backup", tmp_path / "backup", "--keys", tmp_path / "keys").err
    assert f"Not backed up: {elsewhere_}, which does not lie beside the store" in said
    again = elsewhere(store, tmp_path / "new machine")
    said = again.done("restore", tmp_path / "backup", "--keys", tmp_path / "keys").err
    assert "Missing: the keys again.db.key" in said
    again.db.with_name("again.db.key").symlink_to(elsewhere_)
    found = again.done("person", "find", "Ẩn", "--json").json
    assert found == store.done("person", "find", "Ẩn", "--json").json


def test_of_a_store_that_is_not_sealed_the_key_of_digests_is_kept_apart(
    call: Caller, tmp_path: Path
) -> None:
    clear = elsewhere(call, tmp_path / "clear", "clear.db")
    create_store(clear.db, key_from=None)
    clear.done("record", "register-person", "--name", "Lê Ẩn", "--on", "2025-07-01")
    said = clear.done("backup", tmp_path / "backup", "--keys", tmp_path / "keys").err
    assert "The keys clear.db.secret, clear.db.signing-key are in" in said
    again = elsewhere(call, tmp_path / "new machine")
    assert "Missing" not in (
        again.done("restore", tmp_path / "backup", "--keys", tmp_path / "keys").err
    )
    assert everything(again) == everything(clear)


def test_a_scan_that_was_missing_already_is_named(store: Caller, tmp_path: Path) -> None:
    (scan,) = (
        path for path in store.db.with_name("live.db.documents").rglob("*") if path.is_file()
    )
    scan.unlink()
    store.done("backup", tmp_path / "backup")
    again = elsewhere(store, tmp_path / "new machine")
    said = again.done("restore", tmp_path / "backup").err
    assert f"Missing: 1 scans that events name: {scan.name}" in said


def test_the_manifest_says_what_is_in_it(store: Caller, tmp_path: Path) -> None:
    manifest = store.done("backup", tmp_path / "backup", "--json").json
    assert manifest == json.loads((tmp_path / "backup" / "manifest.json").read_text("utf-8"))
    checkpoint = store.done("audit", "checkpoint").out
    assert manifest["checkpoint"] == checkpoint
    origin, size, root = checkpoint.splitlines()[:3]
    assert manifest["log"] == {"origin": origin, "size": int(size), "root": root}
    assert (manifest["position"], manifest["files"]) == (5, 2)


def checkpoint_of(store: Caller, file: Path) -> tuple[str, str]:
    """The key of a store, and a checkpoint of now in a file."""
    file.write_text(store.done("audit", "checkpoint").out, encoding="utf-8")
    return "--since", str(file)


def test_a_backup_older_than_a_checkpoint_from_outside_is_noticed(
    store: Caller, tmp_path: Path
) -> None:
    """It is refused, and nothing is there; without the checkpoint it can be restored."""
    key = ("--key", store.done("audit", "key").out.strip())
    before = checkpoint_of(store, tmp_path / "before.txt")
    store.done("backup", tmp_path / "backup")
    store.done("record", "register-person", "--name", "Vũ Ba", "--on", "2025-07-01")
    after = checkpoint_of(store, tmp_path / "after.txt")
    again = elsewhere(store, tmp_path / "new machine")
    outcome = again("restore", tmp_path / "backup", *after, *key)
    assert outcome.code == 1
    assert "older: This backup of" in outcome.err
    assert "1 entries were recorded after it" in outcome.err
    assert not list(again.db.parent.iterdir())
    again.done("restore", tmp_path / "backup", *before, *key)
    outcome = again("audit", "verify", *after, *key)
    assert outcome.code == 1
    assert "restored from an older backup" in outcome.out


def test_an_edited_backup_is_seen_though_its_digests_fit(store: Caller, tmp_path: Path) -> None:
    store.done("backup", tmp_path / "backup")
    with sqlite3.connect(tmp_path / "backup" / "store.db") as connection:
        connection.execute("UPDATE events SET state = x'7b7d' WHERE position = 3")
    connection.close()
    told_anew(tmp_path / "backup")
    again = elsewhere(store, tmp_path / "new machine")
    outcome = again("restore", tmp_path / "backup")
    assert outcome.code == 1
    assert "tampered: event 3, state" in outcome.err
    assert not list(again.db.parent.iterdir())


def told_anew(folder: Path) -> None:
    """Make list and manifest fit what is in the folder, as whoever changed it would."""
    sums = ""
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        name = line[66:]
        sums += f"{sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
    (folder / "SHA256SUMS").write_text(sums, "utf-8")
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["sums"] = sha256(sums.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_a_store_that_was_tampered_with_gets_no_backup(store: Caller, tmp_path: Path) -> None:
    with sqlite3.connect(store.db) as connection:
        connection.execute("UPDATE events SET state = x'7b7d' WHERE position = 3")
    connection.close()
    outcome = store("backup", tmp_path / "backup")
    assert outcome.code == 1
    assert "tampered: event 3, state" in outcome.err
    assert not (tmp_path / "backup").exists()
    assert not (tmp_path / "backup.incomplete").exists()


def without_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def without_sums(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()


def without_store(folder: Path) -> None:
    (folder / "store.db").unlink()


def without_scan(folder: Path) -> None:
    shutil.rmtree(folder / "store.db.documents")


def cut(folder: Path) -> None:
    content = (folder / "store.db").read_bytes()
    (folder / "store.db").write_bytes(content[: len(content) // 2])


def garbled(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", "utf-8")


def emptied(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"schema": "admission.backup/1"}', "utf-8")


def foreign(folder: Path) -> None:
    (folder / "manifest.json").write_text('{"schema": "theirs.dump/1"}', "utf-8")


def newer(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    text = json.dumps({**manifest, "schema": "admission.backup/9"})
    (folder / "manifest.json").write_text(text, "utf-8")


def of_a_newer_store(folder: Path) -> None:
    with sqlite3.connect(folder / "store.db") as connection:
        connection.execute("UPDATE store SET value = '99' WHERE key = 'format'")
    connection.close()
    told_anew(folder)


def leading_out(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  store.db/../../x\n", "utf-8")
    (folder / "store.db").unlink()


@pytest.mark.parametrize(
    ("spoil", "code", "said"),
    [
        (without_manifest, 3, "is no backup, or half copied"),
        (without_sums, 3, "half copied or damaged: SHA256SUMS"),
        (without_store, 3, "half copied or damaged: store.db is missing"),
        (without_scan, 3, "half copied or damaged: store.db.documents"),
        (cut, 3, "half copied or damaged: store.db is altered"),
        (garbled, 3, "it is no backup, or damaged"),
        (emptied, 3, "it is no backup, or damaged"),
        (foreign, 3, "is no backup of ours"),
        (newer, 3, "was written by a newer admission (backup format 9"),
        (of_a_newer_store, 2, "was written by a newer admission (store format 99"),
        (leading_out, 3, "half copied or damaged: SHA256SUMS"),
    ],
)
def test_what_cannot_be_restored_is_a_sentence_and_leaves_nothing(
    store: Caller, tmp_path: Path, spoil: Callable[[Path], None], code: int, said: str
) -> None:
    store.done("backup", tmp_path / "backup")
    spoil(tmp_path / "backup")
    again = elsewhere(store, tmp_path / "new machine")
    outcome = again("restore", tmp_path / "backup")
    assert outcome.code == code
    assert said in outcome.err
    assert outcome.err.count("\n") == 1
    assert not list(again.db.parent.iterdir())


def test_no_folder_is_wrong_usage(store: Caller, tmp_path: Path) -> None:
    assert elsewhere(store, tmp_path / "new")("restore", tmp_path / "none").code == 2


def test_keys_of_another_store_or_another_kind_are_refused(store: Caller, tmp_path: Path) -> None:
    other = elsewhere(store, tmp_path / "other", "other.db")
    other.done("init")
    other.done("backup", tmp_path / "theirs", "--keys", tmp_path / "their-keys")
    store.done("backup", tmp_path / "ours")
    again = elsewhere(store, tmp_path / "new machine")
    outcome = again("restore", tmp_path / "ours", "--keys", tmp_path / "their-keys")
    assert outcome.code == 3
    assert "holds the keys of another store" in outcome.err
    outcome = again("restore", tmp_path / "ours", "--keys", tmp_path / "theirs")
    assert "is a backup of a store" in outcome.err
    outcome = again("restore", tmp_path / "their-keys")
    assert "is a backup of keys" in outcome.err


@pytest.mark.parametrize("ending", ["", "-wal", ".documents", ".projections", ".keys"])
def test_nothing_is_overwritten(store: Caller, tmp_path: Path, ending: str) -> None:
    """Neither a store nor what is left of one."""
    store.done("backup", tmp_path / "backup", "--keys", tmp_path / "keys")
    again = elsewhere(store, tmp_path / "new machine")
    left = again.db.with_name(f"again.db{ending}")
    left.write_text("mine", "utf-8")
    outcome = again("restore", tmp_path / "backup", "--keys", tmp_path / "keys")
    assert outcome.code == 3
    assert f"again.db{ending} is in {again.db.parent} already" in outcome.err
    assert [path.name for path in again.db.parent.iterdir()] == [left.name]
    assert left.read_text("utf-8") == "mine"


def test_keys_that_were_not_lost_stay_where_they_are(store: Caller, tmp_path: Path) -> None:
    """Without --keys the store comes back beside its keys."""
    store.done("backup", tmp_path / "backup")
    for path in store.db.parent.glob("live.db*"):
        if path.suffix not in (".keys", ".key", ".signing-key"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert "Missing" not in store.done("restore", tmp_path / "backup").err


def test_a_backup_goes_into_a_new_folder(store: Caller, tmp_path: Path) -> None:
    (tmp_path / "backup").mkdir()
    store.done("backup", tmp_path / "backup")
    outcome = store("backup", tmp_path / "backup")
    assert outcome.code == 3
    assert "is there already: name a new folder" in outcome.err
    (tmp_path / "other.incomplete").mkdir()
    outcome = store("backup", tmp_path / "other")
    assert "another backup is being made, or one was broken off" in outcome.err
    outcome = store("backup", tmp_path / "none" / "backup")
    assert outcome.code == 3
    assert "No such file or directory" in outcome.err


@pytest.mark.parametrize("keys", ["backup", "backup/keys", "."])
def test_keys_are_kept_apart(store: Caller, tmp_path: Path, keys: str) -> None:
    outcome = store("backup", tmp_path / "backup", "--keys", tmp_path / keys)
    assert outcome.code == 3
    assert "keep keys apart" in outcome.err
    assert not (tmp_path / "backup").exists()


def test_too_little_room_is_said_before_anything_is_copied(
    store: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.done("backup", tmp_path / "backup")
    for module in (making, restoring):
        monkeypatch.setattr(module, "free_bytes", lambda _: FLOOR_BYTES + 100)
    again = elsewhere(store, tmp_path / "new machine")
    for outcome in (store("backup", tmp_path / "b2"), again("restore", tmp_path / "backup")):
        assert outcome.code == 3
        assert "There is no space left" in outcome.err
    assert not (tmp_path / "b2").exists()
    assert not list(again.db.parent.iterdir())


def test_below_the_floor_a_command_is_refused_and_questions_are_answered(
    store: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.statvfs", lambda _: _Usage())
    outcome = store("record", "register-person", "--name", "Vũ Ba", "--on", "2025-07-01")
    assert outcome.code == 3
    assert "There is no space left to write" in outcome.err
    store.done("person", "find", "Ẩn")
    rows = {row["check"]: row for row in store("doctor", "--json").json["rows"]}
    assert rows["free space"]["verdict"] == "fail"


class _Usage:
    f_bavail = FLOOR_BYTES - 1
    f_frsize = 1


def test_the_doctor_says_when_the_last_backup_was_made(
    store: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> tuple[str, str]:
        rows = {row["check"]: row for row in store.done("doctor", "--json").json["rows"]}
        return rows["backup"]["verdict"], rows["backup"]["detail"]

    assert said() == ("note", "none was made from here: `admission backup`")
    store.done("backup", tmp_path / "backup")
    assert said()[0] == "pass"
    assert said()[1].endswith(f"into {tmp_path / 'backup'}, 0 events since")
    store.done("record", "register-person", "--name", "Vũ Ba", "--on", "2025-07-01")
    assert said()[0] == "pass"
    monkeypatch.setattr("admission.app.doctor.backups.now", lambda: now() + timedelta(days=2))
    assert said()[0] == "note"
    assert said()[1].endswith("1 events since: make another")


def test_the_keys_of_a_store_with_a_relative_name_are_backed_up(
    store: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(store.db.parent)
    Caller(store._capsys, Path(store.db.name)).done("backup", "backup", "--keys", "apart")
    assert (tmp_path / "apart" / "store.db.keys").exists()

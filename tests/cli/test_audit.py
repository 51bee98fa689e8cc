"""`admission audit` from the keyboard: what is printed, the exit codes, the sentences."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from admission.app.audit import store_check
from admission.app.recorders.reading import open_reader
from admission.proof.signing import new_signer
from tests.app.stores import unprivileged
from tests.cli.calling import Caller, Outcome
from tests.placing import copied_store, owned
from tests.proof import c2sp


def _key(call: Caller) -> str:
    return call.done("audit", "key").out.strip()


def _person(call: Caller, name: str = "Lê A") -> None:
    call.done("record", "register-person", "--on", "2025-07-01", "--name", name)


def _tampered(call: Caller, statement: str, *values: bytes) -> None:
    with owned(call.db) as connection:
        connection.execute(statement, values)


def test_a_new_store_has_a_key_that_its_owner_alone_can_read(call: Caller) -> None:
    file = call.db.with_name(f"{call.db.name}.signing-key")
    assert file.stat().st_mode & 0o777 == 0o600
    assert _key(call).startswith("admission.internal/")
    before = file.read_text("utf-8")
    assert call.done("audit", "key", "--make").out.strip() == _key(call)
    assert file.read_text("utf-8") == before


def test_a_store_without_a_key_is_told_how_to_get_one(call: Caller) -> None:
    file = call.db.with_name(f"{call.db.name}.signing-key")
    file.unlink()
    outcome = call("audit", "checkpoint")
    assert outcome.code == 3
    assert "audit key --make" in outcome.err
    assert "signing key" in call("doctor").out
    call.done("audit", "key", "--make")
    call.done("audit", "checkpoint")
    file.write_text("nonsense")
    outcome = call("audit", "checkpoint")
    assert outcome.code == 3
    assert "restore it" in outcome.err


def test_a_store_is_proven_with_its_origin_size_and_root(call: Caller) -> None:
    _person(call)
    outcome = call.done("audit", "verify")
    assert outcome.out.splitlines()[0] == "proven: 4 entries (3 events, 0 refusals)"
    origin, size, root = outcome.out.splitlines()[1:]
    assert origin.startswith("origin admission.internal/")
    assert size == "size 4"
    assert "rebuilt as a whole would not be seen" in outcome.err
    printed = call.done("status").out.splitlines()[-1]
    assert printed == f"log {origin.split()[1]} {size} {root}"


def test_an_earlier_checkpoint_is_compared(call: Caller, tmp_path: Path) -> None:
    old = tmp_path / "old"
    call.done("audit", "checkpoint", "--out", old)
    _person(call)
    outcome = call.done("audit", "verify", "--key", _key(call), "--since", old)
    assert "the first 3 entries are those of the earlier checkpoint" in outcome.out
    assert outcome.err == ""
    assert call("audit", "verify", "--since", old).code == 2
    assert call("audit", "checkpoint", "--out", old).code == 2


def test_an_older_copy_of_the_store_is_noticed(call: Caller, tmp_path: Path) -> None:
    older, newest = copied_store(call.db, tmp_path / "older.db"), tmp_path / "newest"
    _person(call)
    call.done("audit", "checkpoint", "--out", newest)
    key = _key(call)
    shutil.copy(older, call.db)
    for beside in ("-wal", "-shm"):
        call.db.with_name(f"{call.db.name}{beside}").unlink(missing_ok=True)
    outcome = call("audit", "verify", "--key", key, "--since", newest)
    assert outcome.code == 1
    assert "the earlier checkpoint has 4 entries, the store 3: it was cut" in outcome.out


def test_tampering_is_named_by_event_and_field(call: Caller) -> None:
    _person(call)
    _tampered(call, "UPDATE events SET recorded_at = '2020' WHERE position = 3")
    outcome = call("audit", "verify")
    assert outcome.code == 1
    assert outcome.out == "event 3, recorded_at: differs from the metadata\n"
    assert outcome.err == "tampered: not as it was recorded (1 found).\n"


def test_the_export_is_checked_by_the_same_command(call: Caller, tmp_path: Path) -> None:
    _person(call)
    package = tmp_path / "package"
    call.done("audit", "export", package)
    assert not (package / "bytes").exists()
    said = call.done("audit", "verify", package, "--key", _key(call)).out
    assert said.splitlines()[0] == "proven: 4 entries"
    assert call("audit", "verify", package).code == 2
    assert call("audit", "export", package).code == 2
    (package / "tile/0/000.p/4").unlink()
    outcome = call("audit", "verify", package, "--key", _key(call))
    assert outcome.code == 2
    assert "copy the whole package again" in outcome.err


def test_an_export_with_bytes_holds_every_record(call: Caller, tmp_path: Path) -> None:
    _person(call, "Nguyễn Thị Ấm")
    package = tmp_path / "package"
    call.done("audit", "export", package, "--with-bytes")
    contents = [path.read_bytes() for path in package.glob("bytes/*/*")]
    with open_reader(call.db) as store:
        rows = store.log_rows(0, 100)
    assert {row.state for row in rows} | {row.metadata for row in rows} <= set(contents)
    assert not any(
        "Nguyễn".encode() in path.read_bytes()
        for path in package.glob("tile/**/*")
        if path.is_file()
    )
    call.done("audit", "verify", package, "--key", _key(call))


def test_an_export_is_read_by_the_texts_of_c2sp_alone(hoa_lu: Caller, tmp_path: Path) -> None:
    for arguments in ((), ("--with-bytes",)):
        package = tmp_path / f"package{len(arguments)}"
        said = hoa_lu.done("audit", "export", package, *arguments).out
        entries = c2sp.read_log(package, _key(hoa_lu))
        assert said.startswith(f"{len(entries)} entries are in ")
        assert len(entries) > 3 * 256
    named = {found for line in entries for found in json.loads(line).values()}
    for path in package.glob("bytes/*/*"):
        assert sha256(path.read_bytes()).hexdigest() == path.name
        assert path.name in named


def test_a_store_that_was_tampered_with_is_not_exported(call: Caller, tmp_path: Path) -> None:
    _person(call)
    _tampered(call, "UPDATE events SET state = ? WHERE position = 3", b"\0")
    outcome = call("audit", "export", tmp_path / "package")
    assert outcome.code == 1
    assert "left unsigned" in outcome.err
    assert not (tmp_path / "package" / "checkpoint").exists()


def test_one_event_is_proven_by_itself(call: Caller, tmp_path: Path) -> None:
    for _ in range(4):
        _person(call)
    told = ("record", "register-person", "--on", "2025-07-01", "--name", "Lê A")
    person = call.done(*told, "--json").json["person"]
    assert call(*told, "--person", person).code == 1  # refused, and a leaf as well
    _person(call)
    for position in (1, 4, 8):
        file = tmp_path / f"{position}.tlog-proof"
        call.done("audit", "prove", str(position), "--out", file)
        said = call.done("audit", "verify", file, "--key", _key(call)).out
        assert f'"position":{position},' in said.splitlines()[0]
        assert "size 10" in said
    outcome = call("audit", "prove", "9")
    assert outcome.code == 2
    assert outcome.err == "cannot judge: There is no event at position 9.\n"
    assert call("audit", "verify", file, "--key", _key(call), "--since", file).code == 2


def test_a_witness_is_not_begun_where_a_file_is(call: Caller) -> None:
    outcome = call("audit", "witness", "begin", call.db, "--name", "office.example/w1")
    assert (outcome.code, "is a file" in outcome.err) == (2, True)


def test_a_witness_goes_along_and_doctor_says_what_it_has_not_seen(
    call: Caller, tmp_path: Path
) -> None:
    folder = tmp_path / "witness"
    assert "all 3 entries of the log could be cut" in call("doctor").out
    key = call.done("audit", "witness", "begin", folder, "--name", "office.example/w1").out.strip()
    for number in range(2):
        call.done("audit", "witness", "request", "--out", tmp_path / f"asked{number}")
        sign = ("audit", "witness", "sign", folder, tmp_path / f"asked{number}")
        call.done(*sign, "--key", _key(call), "--out", tmp_path / f"signed{number}")
        kept = call.done("audit", "witness", "keep", tmp_path / f"signed{number}", "--key", key)
        assert "keep-cosignature is recorded" in kept.out
    said = next(line for line in call("doctor").out.splitlines() if "exposure" in line)
    assert said.startswith("pass")
    assert "1 entries are newer than the checkpoint that office.example/w1 signed at" in said
    call.done("audit", "verify")
    assert call("audit", "witness", "keep", tmp_path / "no", "--key", key).code == 2
    assert call("audit", "witness", "keep", tmp_path / "signed0", "--key", _key(call)).code == 2
    again = call("audit", "witness", "keep", tmp_path / "signed1", "--key", key)
    assert again.code == 1
    assert "SYS-07" in again.err
    assert call("audit", "witness", "request", "--old", "99").code == 1


def test_a_cosignature_that_the_log_does_not_fit_any_more_is_tampering(
    call: Caller, tmp_path: Path
) -> None:
    folder, signed = tmp_path / "witness", tmp_path / "signed"
    key = call.done("audit", "witness", "begin", folder, "--name", "office.example/w1").out.strip()
    _person(call)
    call.done("audit", "witness", "request", "--out", tmp_path / "asked")
    sign = ("audit", "witness", "sign", folder, tmp_path / "asked", "--key", _key(call))
    call.done(*sign, "--out", signed)
    _tampered(call, "UPDATE tlog_leaf SET hash = ? WHERE idx = 2", bytes(32))
    outcome = call("audit", "witness", "keep", signed, "--key", key)
    assert outcome.code == 1
    assert "cut or rewritten" in outcome.err


def test_a_kept_cosignature_that_was_spoilt_is_named_and_stops_no_other_command(
    call: Caller, tmp_path: Path
) -> None:
    folder, asked, signed = tmp_path / "witness", tmp_path / "asked", tmp_path / "signed"
    key = call.done("audit", "witness", "begin", folder, "--name", "office.example/w1").out.strip()
    call.done("audit", "witness", "request", "--out", asked)
    call.done("audit", "witness", "sign", folder, asked, "--key", _key(call), "--out", signed)
    call.done("audit", "witness", "keep", signed, "--key", key)
    _tampered(call, "UPDATE events SET state = ? WHERE type = 'cosignature-kept'", b"{}")
    outcome = call("audit", "verify")
    assert outcome.code == 1
    assert "event 3, state: is no cosignature" in outcome.out
    call.done("audit", "witness", "request", "--out", tmp_path / "again")
    assert (tmp_path / "again").read_text("utf-8").startswith("old 0\n")


@pytest.mark.parametrize("what", ["nonsense", "other+00000000+AQ=="])
def test_a_wrong_key_is_a_wrong_usage(call: Caller, what: str) -> None:
    outcome = call("audit", "verify", "--key", what)
    assert outcome.code == 2
    assert "is no verifier key" in outcome.err


def test_a_key_under_the_name_of_this_log_is_not_taken_for_its_own(call: Caller) -> None:
    assert call.done("audit", "verify", "--key", _key(call)).out.startswith("proven: ")
    forged = new_signer(_key(call).split("+", 1)[0]).key
    outcome = call("audit", "verify", "--key", str(forged))
    assert outcome.code == 2
    assert outcome.err.startswith("cannot judge: This store signs with another key: give --since")


def _foreign(call: Caller, tmp_path: Path) -> Caller:
    other = Caller(call._capsys, tmp_path / "other.db")
    other.done("init")
    return other


def test_a_foreign_key_package_and_checkpoint_are_not_judged(call: Caller, tmp_path: Path) -> None:
    other = _foreign(call, tmp_path)
    old, package = tmp_path / "old", tmp_path / "package"
    other.done("audit", "checkpoint", "--out", old)
    other.done("audit", "export", package)
    for arguments in (
        ("--key", _key(other)),
        ("--key", _key(call), "--since", old),
        (package, "--key", _key(call)),
        (tmp_path / "nothing", "--key", _key(call)),
        ("--key", _key(call), "--since", tmp_path / "nothing"),
    ):
        outcome = call("audit", "verify", *arguments)
        assert outcome.code == 2, arguments
        assert outcome.err.startswith("cannot judge: ")
        assert outcome.out == ""


def test_an_older_package_is_not_judged_by_a_newer_checkpoint(call: Caller, tmp_path: Path) -> None:
    package, newest = tmp_path / "package", tmp_path / "newest"
    call.done("audit", "export", package)
    _person(call)
    call.done("audit", "checkpoint", "--out", newest)
    outcome = call("audit", "verify", package, "--key", _key(call), "--since", newest)
    assert outcome.code == 2
    assert "The package (3 entries) is older than the checkpoint (4)" in outcome.err


def _not_a_store(call: Caller) -> None:
    call.db.write_bytes(b"nothing of ours" * 1000)


def _empty(call: Caller) -> None:
    call.db.write_bytes(b"")


def _missing(call: Caller) -> None:
    call.db.unlink()


def _newer(call: Caller) -> None:
    _tampered(call, "UPDATE store SET value = '99' WHERE key = 'format'")


def _half(call: Caller) -> None:
    with closing(sqlite3.connect(call.db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = call.db.read_bytes()
    call.db.write_bytes(content[: len(content) // 2 // 4096 * 4096])


HALF = pytest.param(_half, marks=pytest.mark.sqlite_only("a file that is cut"))


@pytest.mark.parametrize("spoil", [_not_a_store, _empty, _missing, _newer, HALF])
def test_what_is_no_whole_store_of_this_program_is_not_judged(call: Caller, spoil: Any) -> None:  # noqa: ANN401
    spoil(call)
    outcome = call("audit", "verify")
    assert outcome.code == 2
    assert outcome.err.startswith("cannot judge: ")


@pytest.mark.sqlite_only("a file on a medium that nothing can be written to")
def test_a_store_is_verified_where_nothing_can_be_written(call: Caller) -> None:
    """As on a medium mounted read-only, by somebody who may only read, with no network."""
    with closing(sqlite3.connect(call.db)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for beside in ("-wal", "-shm"):
        call.db.with_name(f"{call.db.name}{beside}").unlink(missing_ok=True)
    folder = call.db.parent
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    _open_up(folder)
    call.db.chmod(0o444)
    folder.chmod(0o555)
    try:
        with unprivileged():
            outcome = call("audit", "verify")
    finally:
        folder.chmod(0o755)
    assert outcome.code == 0, outcome.err
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def _open_up(folder: Path) -> None:
    for above in folder.parents:
        if above.stat().st_uid == os.geteuid() and str(above).startswith("/tmp/"):  # noqa: S108
            above.chmod(above.stat().st_mode | 0o055)


def test_verifying_uses_no_network(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_network(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("socket.socket.connect", no_network)
    monkeypatch.setattr("socket.getaddrinfo", no_network)
    call.done("audit", "verify")


def test_a_verify_that_is_interrupted_judges_nothing(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(store_check.StoreCheck, "_next", interrupted)
    outcome = call("audit", "verify")
    assert outcome == Outcome(2, "", "cannot judge: interrupted before the end: run it again.\n")

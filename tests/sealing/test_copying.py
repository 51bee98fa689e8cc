"""A store that is not sealed is copied into one that is; what broke off leaves nothing."""

import io
from pathlib import Path

import pytest

from admission.app.bootstrap import create_store, open_admission
from admission.app.document_folder import DocumentFolder
from admission.app.lists.keys import keys_of
from admission.app.recorders.plain_rows import EventRow
from admission.app.recorders.reading import open_reader
from admission.app.sealing import copying
from tests.app.organisation import DAY, clerk_at, command
from tests.cli.calling import Caller
from tests.kit.canary import canary, content_of, files_in, search
from tests.placing import owned

ID = "00000001-c340-774d-a5fe-fa8f25102a6d"


@pytest.fixture
def clear(db: Path) -> Path:
    """A store that is not sealed, with a person, a scan and a refusal."""
    create_store(db, key_from=None)
    with clerk_at(db) as clerk:
        clerk.founds()
        person = clerk.new("person")
        told = command("register-person", person=person, name=canary(1), on=DAY)
        clerk.admission.handle(told, clerk.act(ID))
        clerk.admission.handle(told, clerk.act())
        scans = DocumentFolder(db, clerk.admission.recorder.lock)
        with scans.incoming(io.BytesIO(canary(2).encode())) as scan:
            scans.keep(scan)
        fields = {"sha256": scan.sha256, "size": scan.size, "media_type": "text/plain"}
        clerk.records("keep-document", on=DAY, title="Ảnh", **fields)
    return db


@pytest.fixture
def sealed(clear: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "sealed"
    folder.mkdir()
    Caller(capsys, clear).done("keys", "seal", folder / "two.db")
    return folder / "two.db"


def test_every_event_is_as_it_was_and_the_act_comes_behind(clear: Path, sealed: Path) -> None:
    with open_reader(clear) as before, open_reader(sealed) as after:
        head = before.head()
        old, new = before.log_rows(0, 100), after.log_rows(0, 100)
        assert [_read(row, before.lock.opener.readable(row)) for row in old] == [
            _read(row, after.lock.opener.readable(row)) for row in new[:head]
        ]
        assert [row.metadata for row in old] == [row.metadata for row in new[:head]]
        assert before.refusals() == after.refusals()
        (act,) = new[head:]
        said = after.lock.opener.readable(act)
        assert (act.type, said["head"]) == ("store-sealed", head)
        assert said["copied_from"] == before.info()["store_id"] != after.info()["store_id"]


def _read(row: EventRow, fields: dict[str, object]) -> tuple[object, ...]:
    return (*row[:4], fields, *row[6:])


def test_no_name_and_no_scan_is_in_clear_in_the_copy(clear: Path, sealed: Path) -> None:
    words = [canary(1), canary(2)]
    assert {one.word for one in search(files_in(clear.with_name("one.db.documents")), words)}
    found = {Path(one.file).name for one in search(files_in(sealed.parent), words)}
    assert found == {"two.db.projections"}


def test_scans_come_out_of_the_copy_as_they_went_in(sealed: Path) -> None:
    with open_reader(sealed) as store:
        scans = DocumentFolder(sealed, store.lock)
        (digest,) = [name for part in range(256) for name in scans.digests(f"{part:02x}")]
        out = io.BytesIO()
        scans.copy_out(digest, out)
        assert out.getvalue().decode() == canary(2)
        assert scans.is_whole(digest)


def test_commands_are_recognised_and_lists_give_the_same_ids(clear: Path, sealed: Path) -> None:
    with open_admission(clear) as old, open_admission(sealed) as new:
        person = next(row.stream for row in old.recorder.iterate() if row.command_id == ID)
        told = command("register-person", person=person, name=canary(1), on=DAY)
        with clerk_at(sealed) as clerk:
            assert clerk.admission.handle(told, clerk.act(ID)).repeated
        assert keys_of(old).thing("person", "P1") == keys_of(new).thing("person", "P1")


def test_a_sealed_store_is_not_sealed_again(
    sealed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = Caller(capsys, sealed)("keys", "seal", tmp_path / "three.db")
    assert refused.code == 3
    assert "is sealed already" in refused.err
    assert not list(tmp_path.glob("three*"))


def test_a_copy_that_breaks_off_leaves_nothing_and_touches_no_other_file(
    clear: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = {path: content_of(path) for path in files_in(tmp_path)}

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "copy_scans", broken)
    assert Caller(capsys, clear)("keys", "seal", tmp_path / "two.db").code == 130
    assert not list(tmp_path.glob("two*"))
    there = Caller(capsys, clear)("keys", "seal", clear)
    assert there.code == 3
    assert {path: content_of(path) for path in before} == before


def test_the_doctor_sees_a_store_that_says_it_is_sealed_and_was_not(
    clear: Path, sealed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def found(db: Path) -> dict[str, str]:
        rows = Caller(capsys, db)("doctor", "--json").json["rows"]
        return {row["check"]: row["verdict"] for row in rows}

    assert found(sealed)["keys"] == "pass"
    assert "sealing" not in found(sealed)
    assert found(clear)["keys"] == "note"
    with owned(clear) as connection:
        connection.execute("UPDATE store SET value = 'yes' WHERE key = 'sealed'")
    assert found(clear)["sealing"] == "fail"


def test_what_a_witness_signed_of_the_old_log_is_not_said_of_the_copy(
    clear: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copy has a log of its own: no witness knows it yet, and the old proofs stay behind."""
    old, new = Caller(capsys, clear), Caller(capsys, tmp_path / "two.db")
    witness = _witnessed(old, tmp_path / "w", 0)
    assert "signed at" in old("doctor").out
    old.done("keys", "seal", new.db)
    assert new.done("audit", "verify").out.startswith("proven: ")
    assert "no witness holds a checkpoint: all " in new("doctor").out
    key = new.done("audit", "key").out.strip()
    kept = ("audit", "verify", "--since", tmp_path / "w0.signed", "--key", key)
    assert "The earlier checkpoint is of " in new(*kept).err
    assert _witnessed(new, tmp_path / "w", 1) == witness
    assert "signed at" in new("doctor").out
    assert new.done("audit", "verify").out.startswith("proven: ")


def _witnessed(call: Caller, folder: Path, number: int) -> str:
    """Have a witness sign, keep what it signed, and return its key."""
    asked, signed = (folder.with_name(f"w{number}.{what}") for what in ("asked", "signed"))
    if not number:
        begun = call.done("audit", "witness", "begin", folder, "--name", "office.example/w1")
        folder.with_name("w.key").write_text(begun.out.strip(), "utf-8")
    witness, key = folder.with_name("w.key").read_text("utf-8"), call.done("audit", "key").out
    call.done("audit", "witness", "request", "--out", asked)
    call.done("audit", "witness", "sign", folder, asked, "--key", key.strip(), "--out", signed)
    call.done("audit", "witness", "keep", signed, "--key", witness)
    return witness

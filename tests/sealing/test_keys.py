"""Keys: without them every question is answered, and nothing recorded; they change, and go."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from admission.app.bootstrap import create_store, open_admission
from admission.app.catalogue import UnknownEventError
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import open_reader
from admission.app.sealing import sources
from admission.app.sealing.subject_keys import Gone
from admission.app.views import open_views
from admission.domain.kernel.values import Locked
from tests.app.organisation import DAY, Clerk, clerk_at, command
from tests.cli.calling import Caller
from tests.kit.canary import files_in
from tests.placing import owned


@pytest.fixture
def person(db: Path) -> str:
    with clerk_at(db) as clerk:
        clerk.founds()
        return clerk.person(residence="Bình Thuận")


def names(db: Path) -> list[tuple[str | None, ...]]:
    with open_views(db) as views:
        return views.connection.execute("SELECT name, born, searched, sex FROM people").fetchall()


def without_key(db: Path) -> None:
    db.with_name("one.db.key").rename(db.with_name("elsewhere"))


def test_without_the_key_names_are_locked_and_with_it_they_are_back(db: Path, person: str) -> None:
    del person
    clear = names(db)
    without_key(db)
    assert names(db) == [("locked", "locked", "", None)]
    assert db.with_name("one.db.projections-locked") in files_in(db.parent)
    db.with_name("elsewhere").rename(db.with_name("one.db.key"))
    assert names(db) == clear


def test_without_the_key_nothing_is_recorded(
    db: Path, person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    del person
    without_key(db)
    with open_reader(db) as reader:
        head = reader.head()
    call = Caller(capsys, db)
    refused = call("note", "add", "unit-00000000-0000-7000-8000-000000000001", "x")
    assert refused.code == 3
    assert "is locked: the file of its key is missing" in refused.err
    with open_reader(db) as reader:
        assert reader.head() == head
    assert call("keys", "status", "--json").json["rows"][0]["state"] == "locked"


def test_without_the_keys_nothing_is_recorded(db: Path, person: str) -> None:
    del person
    db.with_name("one.db.keys").unlink()
    assert names(db)[0][0] == "locked"
    with pytest.raises(StoreUnusable, match=r"its keys .* are missing"):
        open_admission(db)


def test_without_the_key_of_one_who_is_read_to_decide_nothing_is_recorded_of_them(
    db: Path, person: str
) -> None:
    with sqlite3.connect(db.with_name("one.db.keys")) as keys:
        keys.execute("DELETE FROM subjects WHERE subject = ?", (person,))
    with clerk_at(db) as clerk:
        lock = clerk.admission.recorder.lock
        (row,) = clerk.admission.recorder.stream_rows(person)
        assert isinstance(lock.seals.event(row, 1).name, Locked)  # type: ignore[attr-defined]
        pool = command(
            "enter-pool",
            candidate=clerk.new("candidate"),
            person=person,
            unit=clerk.units.get("cell") or _cell(clerk),
            on=DAY,
        )
        with pytest.raises(StoreUnusable, match=r"The key of person-.* is missing"):
            clerk.admission.handle(pool, clerk.act())


def _cell(clerk: Clerk) -> str:
    return clerk.admission.recorder.log_rows(0, 10, types=["unit-founded"])[-1].stream


def test_a_sealed_store_is_never_written_in_clear_whatever_its_file_says(
    db: Path, person: str
) -> None:
    del person
    with owned(db) as events:
        events.execute("UPDATE store SET value = 'no' WHERE key = 'sealed'")
    with pytest.raises(StoreUnusable, match="it was altered"):
        open_admission(db)


def test_another_key_file_is_refused(db: Path, person: str) -> None:
    del person
    db.with_name("one.db.key").write_text(f"1 {'00' * 32}\n", encoding="ascii")
    with pytest.raises(StoreUnusable, match=r"The key in one\.db\.key does not open"):
        names(db)


@pytest.mark.parametrize("content", ["", "1 00\n", "2 " + "00" * 32, "ä", "1\n"])
def test_a_key_file_that_is_none_is_refused(db: Path, person: str, content: str) -> None:
    del person
    db.with_name("one.db.key").write_text(content, encoding="utf-8")
    with pytest.raises(StoreUnusable, match="The key file"):
        names(db)


def test_the_keys_of_another_store_are_refused(db: Path, person: str, tmp_path: Path) -> None:
    del person
    create_store(tmp_path / "two.db")
    for ending in ("keys", "key"):
        tmp_path.joinpath(f"two.db.{ending}").rename(tmp_path / f"one.db.{ending}")
    with pytest.raises(StoreUnusable, match="has the keys of another store"):
        names(db)


def test_keys_that_are_none_are_to_be_restored(db: Path, person: str) -> None:
    del person
    db.with_name("one.db.keys").write_bytes(b"no keys at all, but text")
    with pytest.raises(StoreUnusable, match=r"one\.db\.keys is no file of keys: restore it"):
        names(db)


def test_who_makes_a_store_alone_may_read_its_keys(db: Path, person: str) -> None:
    del person
    for ending in ("keys", "key"):
        assert db.with_name(f"one.db.{ending}").stat().st_mode & 0o777 == 0o600


def test_a_passphrase_opens_and_a_wrong_one_does_not(db: Path, passphrase: Path) -> None:
    create_store(db, key_from="passphrase")
    with clerk_at(db) as clerk:
        clerk.person()
    assert names(db)[0][0] == "Đặng Văn Ấm"
    assert not db.with_name("one.db.key").exists()
    passphrase.write_text("wrong horse battery", encoding="utf-8")
    with pytest.raises(StoreUnusable, match="This passphrase does not open"):
        names(db)


def test_without_a_passphrase_it_is_locked(
    db: Path, passphrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del passphrase
    create_store(db, key_from="passphrase")
    with clerk_at(db) as clerk:
        clerk.person()
    monkeypatch.delenv(sources.PASSPHRASE_FILE)
    assert names(db)[0][0] == "locked"
    with pytest.raises(StoreUnusable, match="give the passphrase"):
        open_admission(db)


def test_a_passphrase_has_twelve_letters(db: Path, passphrase: Path) -> None:
    passphrase.write_text("short", encoding="utf-8")
    with pytest.raises(StoreUnusable, match="at least 12 letters"):
        create_store(db, key_from="passphrase")
    assert not db.exists()


def test_the_keyring_of_the_system_keeps_the_key(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[str, ...], str] = {}

    class Keyring:
        set_password = staticmethod(lambda *about: kept.update({about[:2]: about[2]}))
        get_password = staticmethod(lambda *about: kept.get(about))
        delete_password = staticmethod(kept.pop)

    monkeypatch.setattr(sources, "import_module", lambda _: Keyring)
    create_store(db, key_from="keyring")
    with clerk_at(db) as clerk:
        clerk.person()
    assert names(db)[0][0] == "Đặng Văn Ấm"
    kept.clear()
    assert names(db)[0][0] == "locked"


def test_without_its_package_the_keyring_is_asked_for_in_a_sentence(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(sources, "import_module", missing)
    with pytest.raises(StoreUnusable, match=r"pip install 'admission\[keyring\]'"):
        create_store(db, key_from="keyring")
    assert not db.exists()


def test_after_rotation_the_new_key_opens_and_the_old_one_is_gone(
    db: Path, person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    del person
    before = db.with_name("one.db.key").read_text(encoding="ascii")
    clear = names(db)
    Caller(capsys, db).done("keys", "rotate")
    after = db.with_name("one.db.key").read_text(encoding="ascii")
    assert before.split()[1] not in after
    assert names(db) == clear
    with clerk_at(db) as clerk:
        clerk.person()
        assert clerk.admission.projector.verify() is None
    db.with_name("one.db.key").write_text(before, encoding="ascii")
    with pytest.raises(StoreUnusable, match="has not the key"):
        names(db)


def test_rotation_leads_to_a_passphrase_and_to_another(
    db: Path,
    person: str,
    passphrase: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del person
    clear = names(db)
    call = Caller(capsys, db)
    call.done("keys", "rotate", "--passphrase")
    assert not db.with_name("one.db.key").exists()
    new = passphrase.with_name("new")
    new.write_text("another horse battery", encoding="utf-8")
    monkeypatch.setenv(sources.NEW_PASSPHRASE_FILE, str(new))
    call.done("keys", "rotate")
    with pytest.raises(StoreUnusable, match="This passphrase"):
        names(db)
    monkeypatch.setenv(sources.PASSPHRASE_FILE, str(new))
    assert names(db) == clear


def test_another_program_that_is_open_goes_on_after_a_rotation(
    db: Path, person: str, capsys: pytest.CaptureFixture[str]
) -> None:
    del person
    with clerk_at(db) as clerk:
        clerk.person()
        Caller(capsys, db).done("keys", "rotate")
        clerk.person()
        assert clerk.admission.projector.verify() is None


def test_two_who_write_of_one_subject_use_one_key(db: Path) -> None:
    with clerk_at(db) as one, clerk_at(db) as other:
        note = one.new("note")
        keys = [clerk.admission.recorder.lock.seals.keys for clerk in (one, other)]
        made = [key.made_for(note) for key in keys[:1] if key]
        keys[0].keep()  # type: ignore[union-attr]
        assert keys[1].made_for(note).key == made[0].key  # type: ignore[union-attr]


def test_a_key_that_was_undone_is_used_for_nothing(db: Path) -> None:
    with clerk_at(db) as clerk:
        keys = clerk.admission.recorder.lock.seals.keys
        assert keys
        first = keys.made_for("note-1").key
        keys.undo()
        assert keys.of("note-1") is Gone.NEVER
        assert keys.made_for("note-1").key != first


def test_a_rehearsal_makes_no_key(db: Path) -> None:
    with clerk_at(db) as clerk:
        person = clerk.new("person")
        told = command("register-person", person=person, name="Ấm", on=DAY)
        clerk.admission.rehearse([(told, clerk.act())])
        assert clerk.admission.recorder.lock.seals.keys.of(person) is Gone.NEVER  # type: ignore[union-attr]


def test_keys_that_are_read_ahead_are_those_that_are_asked_for(db: Path, person: str) -> None:
    with clerk_at(db) as clerk:
        erased, stranger = clerk.person(), clerk.new("person")
        clerk.admission.recorder.lock.seals.keys.destroy(erased)  # type: ignore[union-attr]
    with open_reader(db) as one, open_reader(db) as other:
        keys, ahead = one.lock.seals.keys, other.lock.seals.keys
        assert keys
        assert ahead
        ahead.look_ahead([person, erased, stranger, person])
        key, same = keys.of(person), ahead.of(person)
        assert not isinstance(key, Gone)
        assert not isinstance(same, Gone)
        assert key.key == same.key
        assert (ahead.of(erased), ahead.of(stranger)) == (Gone.ERASED, Gone.NEVER)


def test_an_altered_key_is_said_where_it_is_asked_for_and_not_ahead(db: Path, person: str) -> None:
    with clerk_at(db) as clerk:
        other = clerk.person()
    with closing(sqlite3.connect(db.with_name("one.db.keys"))) as keys, keys:
        keys.execute("UPDATE subjects SET wrapped = zeroblob(61) WHERE subject = ?", (person,))
    with open_reader(db) as reader:
        ahead = reader.lock.seals.keys
        assert ahead
        ahead.look_ahead([person, other])
        assert not isinstance(ahead.of(other), Gone)
        with pytest.raises(StoreUnusable, match="altered"):
            ahead.of(person)


def test_of_who_was_erased_nothing_personal_is_recorded_again(db: Path, person: str) -> None:
    with clerk_at(db) as clerk:
        clerk.admission.recorder.lock.seals.keys.destroy(person)  # type: ignore[union-attr]
        scan = {"sha256": "ab" * 32, "size": 1, "media_type": "text/plain", "about": person}
        told = command("keep-document", title="Ảnh", on=DAY, **scan)
        answer = clerk.admission.handle(told, clerk.act())
        assert (answer.outcome, answer.codes) == ("refused", ("SYS-86",))
        assert clerk.admission.recorder.lock.seals.keys.of(person) is Gone.ERASED  # type: ignore[union-attr]
        (again,) = clerk.admission.handle_many([(told, clerk.act())])
        assert again.codes == ("SYS-86",)


def test_of_others_and_without_anything_personal_it_is(db: Path, person: str) -> None:
    with clerk_at(db) as clerk:
        clerk.admission.recorder.lock.seals.keys.destroy(person)  # type: ignore[union-attr]
        clerk.person()
        scan = {"sha256": "ab" * 32, "size": 1, "media_type": "text/plain", "about": person}
        clerk.records("keep-document", on=DAY, **scan)


def test_who_was_erased_is_counted_and_called_erased(db: Path, person: str) -> None:
    with clerk_at(db) as clerk:
        clerk.admission.recorder.lock.seals.keys.destroy(person)  # type: ignore[union-attr]
        clerk.admission.projector.rebuild()
    assert names(db) == [("erased", "erased", "", None)]
    assert person.encode() in db.with_name("one.db.keys").read_bytes()


def test_a_command_repeated_after_its_subject_was_erased_cannot_be_compared(db: Path) -> None:
    with clerk_at(db) as clerk:
        person, act = clerk.new("person"), clerk.act()
        told = command("register-person", person=person, name="Ấm", on=DAY)
        assert clerk.admission.handle(told, act).outcome == "done"
        assert clerk.admission.handle(told, act).repeated
        clerk.admission.recorder.lock.seals.keys.destroy(person)  # type: ignore[union-attr]
        with pytest.raises(Exception, match="the key is gone"):
            clerk.admission.handle(told, act)


def test_a_broken_seal_is_put_into_quarantine_and_nothing_is_decided_on_it(
    db: Path, person: str
) -> None:
    with owned(db) as events:
        (state,) = events.execute("SELECT state FROM events WHERE stream = ?", (person,)).fetchone()
        said = json.loads(state)
        said["name"], said["born"] = said["born"], said["name"]
        swapped = json.dumps(said, separators=(",", ":")).encode()
        events.execute("UPDATE events SET state = ? WHERE stream = ?", (swapped, person))
    with clerk_at(db) as clerk:
        clerk.admission.projector.rebuild()
        reasons = {one.reason for one in clerk.admission.projector.quarantined()}
        assert reasons == {"a seal in an event of type 'person-registered' is broken"}
        with pytest.raises(UnknownEventError, match="a seal"):
            clerk.admission.world.person(person)

"""A store copied into another database: the same root, the same figures, or one clear sentence."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from admission.app.bootstrap import create_store
from admission.app.exchange.copying import copy_store
from admission.app.recorders.reading import open_reader
from cli import exits
from tests.cli.calling import Caller, on_a_terminal
from tests.cli.test_exchange import contents, failing, left_at
from tests.servers import Server

FIGURES: Final = (
    ("progress", "--year", "2024"),
    ("status", "--as-of", "2024-03-31"),
    ("due", "--as-of", "2024-03-31"),
    ("unit", "list"),
    ("coverage", "--year", "2024"),
    ("person", "find", "Nguyễn", "--limit", "3"),
    ("projections", "verify"),
)
Alter = Callable[[Path, str], None]


def same(one: Caller, other: Caller) -> None:
    """Both have the same log and answer the same; the copy proves itself, and may sign."""
    assert contents(one.db) == contents(other.db)
    assert "proven" in other.done("audit", "verify").out
    assert other.done("audit", "key").out == one.done("audit", "key").out
    for asked in FIGURES:
        assert other.done(*asked, "--json").json == one.done(*asked, "--json").json, asked


def scanned(caller: Caller, tmp_path: Path) -> str:
    """The digest of a scan that is kept in a store."""
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 a scan")
    unit = caller.done("unit", "list", "--json").json["rows"][0]["unit"]
    said = caller.done("document", "add", tmp_path / "scan.pdf", "--about", unit, "--json").json
    return str(said["sha256"])


def test_a_copy_has_the_same_root_figures_keys_and_scans(
    hoa_lu: Caller, place: Path, tmp_path: Path
) -> None:
    digest = scanned(hoa_lu, tmp_path)
    failing(hoa_lu, exits.REFUSED, *_REFUSED)
    copied = hoa_lu.done("store", "copy", hoa_lu.db, place)
    assert f"and 1 scan are in {place}" in copied.out
    assert "carry it" not in copied.err
    copy = Caller(hoa_lu._capsys, place)
    same(hoa_lu, copy)
    out = tmp_path / "out.pdf"
    copy.done("document", "get", digest, out)
    assert out.read_bytes() == (tmp_path / "scan.pdf").read_bytes()
    for ending in ("keys", "key", "signing-key"):
        assert Path(f"{place}.{ending}").stat().st_mode & 0o777 == 0o600
    copy.done("record", "register-person", "--name", "Lê Ẩn", "--on", "2024-04-01")


_REFUSED: Final = (
    *("record", "found-unit", "--name", "x", "--kind", "cell"),
    *("--on", "2099-01-01"),
)


@pytest.mark.postgres
def test_a_store_goes_to_a_server_on_to_another_and_back_into_a_file(
    hoa_lu: Caller, server: Server, tmp_path: Path
) -> None:
    there, further = (server.new_place(tmp_path / name) for name in ("there", "further"))
    back = tmp_path / "back.db"
    for old, new in ((hoa_lu.db, there), (there, further), (further, back)):
        hoa_lu.done("store", "copy", old, new)
        same(Caller(hoa_lu._capsys, old), Caller(hoa_lu._capsys, new))


def test_that_it_went_out_is_recorded_first_and_is_the_last_event_of_the_copy(
    hoa_lu: Caller, tmp_path: Path
) -> None:
    head = hoa_lu.done("unit", "list", "--json").json["position"]
    said = hoa_lu.done("store", "copy", hoa_lu.db, tmp_path / "copy.db", "--json").json
    assert said["schema"] == "admission.store-copy/1"
    assert (said["missing"], said["scans"]) == ([], 0)
    last = Caller(hoa_lu._capsys, tmp_path / "copy.db").done("events", "--after", str(head)).lines
    assert [(row["type"], row["event"]["form"]) for row in last] == [("log-exported", "copy")]


def test_the_same_command_goes_on_where_it_was_broken_off_and_where_more_was_recorded(
    hoa_lu: Caller, place: Path, tmp_path: Path
) -> None:
    with open_reader(hoa_lu.db) as reader, pytest.raises(KeyboardInterrupt):
        copy_store(reader, place, _broken_off)
    copy = Caller(hoa_lu._capsys, place)
    assert not Path(f"{place}.keys").exists()
    hoa_lu.done("store", "copy", hoa_lu.db, place)
    same(hoa_lu, copy)
    scanned(hoa_lu, tmp_path)
    hoa_lu.done("record", "register-person", "--name", "Lê Ẩn", "--on", "2024-04-01")
    hoa_lu.done("keys", "rotate")
    hoa_lu.done("store", "copy", hoa_lu.db, place)
    same(hoa_lu, copy)
    assert copy.done("person", "find", "Lê Ẩn", "--json").json["rows"]


@contextmanager
def _broken_off(label: str, total: int) -> Iterator[Callable[[int], None]]:
    del total

    def advance(done: int) -> None:
        if label == "importing" and done > 1000:
            raise KeyboardInterrupt

    yield advance


def test_a_locked_store_is_copied_as_it_stands(hoa_lu: Caller, place: Path) -> None:
    """What cannot be opened cannot be recorded in either; which key to carry is said."""
    kept = hoa_lu.db.with_name(f"{hoa_lu.db.name}.key")
    kept.rename(kept.with_suffix(".elsewhere"))
    before = contents(hoa_lu.db)
    said = hoa_lu.done("store", "copy", hoa_lu.db, place).err
    assert "is locked, so that it goes out is not recorded there" in said
    assert f"carry it yourself: {place.name}.key" in said
    assert before == contents(hoa_lu.db) == contents(place)
    shutil.copy(kept.with_suffix(".elsewhere"), f"{place}.key")
    copy = Caller(hoa_lu._capsys, place)
    assert copy.done(*FIGURES[-2], "--json").json["rows"][0]["name"].startswith("Nguyễn")


def test_a_store_that_is_not_sealed_is_copied_with_its_secret(
    tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That personal details can be read in what went out is recorded with it."""
    clear, copy = Caller(capsys, tmp_path / "clear.db"), Caller(capsys, place)
    create_store(clear.db, key_from=None)
    clear.done("store", "copy", clear.db, place)
    assert contents(clear.db) == contents(place)
    assert Path(f"{place}.secret").read_bytes() == Path(f"{clear.db}.secret").read_bytes()
    assert copy.done("events").lines[-1]["event"]["personal"] is True


def test_a_relative_name_is_as_good(hoa_lu: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(hoa_lu.db.parent)
    hoa_lu.done("store", "copy", hoa_lu.db.name, "copy.db")
    assert Path("copy.db.keys").exists()


def test_where_another_store_or_what_went_on_by_itself_is_nothing_is_copied(
    hoa_lu: Caller, place: Path, tmp_path: Path
) -> None:
    copy = Caller(hoa_lu._capsys, place)
    copy.done("init")
    before = contents(hoa_lu.db)
    said = failing(hoa_lu, exits.USAGE, "store", "copy", str(hoa_lu.db), str(place))
    assert "is another store: copy into a new file, or an empty database" in said
    assert contents(hoa_lu.db) == before
    itself = failing(hoa_lu, exits.USAGE, "store", "copy", str(place), str(place))
    assert "is where it would be copied to" in itself
    other = tmp_path / "other.db"
    hoa_lu.done("store", "copy", str(place), str(other))
    Caller(hoa_lu._capsys, other).done("record", "register-person", "--name", "Lê Ẩn")
    said = failing(hoa_lu, exits.USAGE, "store", "copy", str(place), str(other))
    assert "so it went on by itself" in said


def test_keys_that_lie_where_the_copy_would_have_its_own_are_not_overwritten(
    hoa_lu: Caller, place: Path
) -> None:
    keys = place.with_name(f"{place.name}.keys")
    keys.write_bytes(b"of another store")
    said = failing(hoa_lu, exits.USAGE, "store", "copy", str(hoa_lu.db), str(place))
    assert f"{keys.name} is in" in said
    assert keys.read_bytes() == b"of another store"


def test_a_log_that_proves_false_is_not_copied(hoa_lu: Caller, place: Path, tamper: Alter) -> None:
    tamper(hoa_lu.db, "UPDATE events SET type = 'other' WHERE position = 2000")
    said = failing(hoa_lu, exits.UNUSABLE, "store", "copy", str(hoa_lu.db), str(place))
    assert "is not as it was recorded, so it was not copied" in said
    assert left_at(place) == []


def test_what_is_no_store_is_neither_copied_nor_copied_into(hoa_lu: Caller, tmp_path: Path) -> None:
    (tmp_path / "garbage").write_bytes(b"no database at all " * 100)
    missing = str(tmp_path / "missing.db")
    assert "no store at" in failing(hoa_lu, exits.UNUSABLE, "store", "copy", missing, "x.db")
    into = str(tmp_path / "garbage")
    said = failing(hoa_lu, exits.UNUSABLE, "store", "copy", str(hoa_lu.db), into)
    assert "is not a store" in said


@pytest.mark.postgres
def test_a_database_that_is_not_laid_out_is_not_copied_into(
    hoa_lu: Caller, server: Server, tmp_path: Path
) -> None:
    server.run("CREATE DATABASE not_laid_out TEMPLATE template0 ENCODING 'UTF8'")
    place = tmp_path / "there"
    place.write_text(f"{server.address('not_laid_out')}\n", encoding="utf-8")
    before = contents(hoa_lu.db)
    said = failing(hoa_lu, exits.UNUSABLE, "store", "copy", str(hoa_lu.db), str(place))
    assert "db migrate" in said
    assert contents(hoa_lu.db) == before


def test_a_bar_shows_how_much_is_copied(hoa_lu: Caller, tmp_path: Path) -> None:
    code, shown = on_a_terminal("store", "copy", hoa_lu.db, tmp_path / "copy.db")
    assert code == 0
    assert "importing" in shown

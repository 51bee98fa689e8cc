"""A log goes out as CloudEvents and comes back byte for byte, or not at all."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from cloudevents.core.formats.json import JSONFormat

from admission.app.bootstrap import create_store
from admission.app.exchange.importing import import_cloudevents
from admission.app.exchange.incoming import CannotImportError
from admission.app.recorders.addresses import address_in
from admission.app.recorders.reading import open_reader
from admission.app.recorders.server.connection import connect
from cli import exits
from cli.bars import bar
from tests.cli.calling import Caller
from tests.servers import Server

TABLES = ("events", "commands", "refusals", "store", "tlog_leaf", "tlog_tile", "tlog_head")


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of a store, byte for byte."""
    with open_reader(path) as reader:
        connection = reader.sessions.connection()
        return {
            table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608
            for table in TABLES
        }


def left_at(place: Path) -> list[str]:
    """What there is of a store: files, or tables of a database that have rows."""
    address = address_in(place)
    if address is None:
        return [path.name for path in place.parent.glob(f"{place.name}*")]
    with closing(connect(address, "SET search_path TO admission")) as connection:
        counted = ((table, connection.execute(f"SELECT * FROM {table}")) for table in TABLES)  # noqa: S608
        return [table for table, rows in counted if rows.fetchall()]


def failing(caller: Caller, code: int, *arguments: str) -> str:
    """What a command says that ends with this code."""
    outcome = caller(*arguments)
    assert outcome.code == code, outcome
    return outcome.err


@pytest.fixture
def exported(hoa_lu: Caller, tmp_path: Path) -> Path:
    """The log of hoa-lu-2024-q1, one command refused on the way."""
    failing(hoa_lu, exits.REFUSED, "record", "found-unit", "--name", "x", "--kind", "cell", *_FAR)
    file = tmp_path / "log.ndjson"
    said = hoa_lu.done("export", "cloudevents", str(file))
    assert f"entries are in {file}" in said.out
    return file


_FAR = ("--on", "2099-01-01")


def test_a_store_comes_back_byte_for_byte(
    hoa_lu: Caller, exported: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Caller(capsys, place)
    other.done("import", str(exported))
    assert contents(other.db) == contents(hoa_lu.db)
    assert contents(other.db)["refusals"]
    assert "proven" in other.done("audit", "verify").out
    for ending in ("keys", "key"):
        shutil.copy(f"{hoa_lu.db}.{ending}", f"{other.db}.{ending}")
    asked = ("progress", "--year", "2024", "--json")
    assert other.done(*asked).json == hoa_lu.done(*asked).json


@pytest.mark.postgres
def test_a_log_goes_out_of_a_server_as_out_of_a_file(
    hoa_lu: Caller, exported: Path, server: Server, tmp_path: Path
) -> None:
    there = Caller(hoa_lu._capsys, server.new_place(tmp_path / "there"))
    there.done("import", exported)
    for ending in ("keys", "key"):
        shutil.copy(f"{hoa_lu.db}.{ending}", f"{there.db}.{ending}")
    file = tmp_path / "again.ndjson"
    there.done("export", "cloudevents", file)
    before, after = (path.read_bytes().splitlines() for path in (exported, file))
    assert after[1 : len(before)] == before[1:]
    back = Caller(hoa_lu._capsys, tmp_path / "back.db")
    back.done("import", file)
    assert contents(back.db) == contents(there.db)


def test_that_it_went_out_is_the_last_event_of_what_went_out(exported: Path) -> None:
    last = json.loads(exported.read_text("utf-8").splitlines()[-1])
    assert last["type"] == "admission.event.log-exported"
    expected = (int(last["sequence"]), "cloudevents", False)
    assert tuple(last["data"][name] for name in ("head", "form", "personal")) == expected


def test_every_line_is_a_cloudevent_to_others(exported: Path) -> None:
    """As the SDK of the CloudEvents project reads it."""
    lines = exported.read_bytes().splitlines()
    assert len(lines) > 3000
    read = [JSONFormat().read(None, line) for line in lines]
    assert len({(event.get_source(), event.get_id()) for event in read}) == len(lines)
    assert {event.get_specversion() for event in read} == {"1.0"}


def test_what_is_personal_stays_sealed_unless_it_is_asked_for(
    hoa_lu: Caller, exported: Path, tmp_path: Path
) -> None:
    name = hoa_lu.done("person", "find", "Nguyễn", "--limit", "1", "--json").json["rows"][0]["name"]
    assert name not in exported.read_text("utf-8")
    readable = tmp_path / "readable.ndjson"
    hoa_lu.done("export", "cloudevents", str(readable), "--personal")
    assert name in readable.read_text("utf-8")


def test_what_was_opened_is_not_imported(
    hoa_lu: Caller, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "readable.ndjson"
    hoa_lu.done("export", "cloudevents", str(file), "--personal")
    other = Caller(capsys, tmp_path / "other.db")
    assert "without --personal" in failing(other, exits.USAGE, "import", str(file))
    assert not other.db.exists()


def test_a_store_that_is_not_sealed_goes_out_only_when_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clear = Caller(capsys, tmp_path / "clear.db")
    create_store(clear.db, key_from=None)
    file = tmp_path / "clear.ndjson"
    assert "say --personal" in failing(clear, exits.USAGE, "export", "cloudevents", str(file))
    assert not file.exists()
    clear.done("export", "cloudevents", str(file), "--personal")
    other = Caller(capsys, tmp_path / "other.db")
    other.done("import", str(file))
    assert contents(other.db) == contents(clear.db)


Change = Callable[[list[str]], list[str]]
SPOILT: dict[str, tuple[Change, str]] = {
    "cut": (lambda lines: lines[:-10], "it was cut"),
    "a line taken out": (lambda lines: [*lines[:40], *lines[41:]], "Line 41 is not what"),
    "two lines in each other's place": (
        lambda lines: [*lines[:40], lines[41], lines[40], *lines[42:]],
        "Line 42 is not in its place",
    ),
    "a line twice": (lambda lines: [*lines, lines[-1]], "is not in its place"),
    "a fact altered": (
        lambda lines: [line.replace('"on":"2024-', '"on":"2023-') for line in lines],
        "is not what was recorded",
    ),
    "a time altered": (
        lambda lines: [line.replace("recorded_at\\", "recorded_bt\\") for line in lines],
        "has another form",
    ),
    "another day that only other programs read": (
        lambda lines: [*lines[:40], lines[40].replace('"time":"20', '"time":"19'), *lines[41:]],
        "Line 41: its id or time is not that of the entry",
    ),
    "half a line": (lambda lines: [*lines[:9], lines[9][:50], *lines[10:]], "Line 10: it"),
    "no head": (lambda lines: lines[1:], "no log that was exported"),
    "nothing": (lambda _: [], "no log that was exported"),
    "another root": (
        lambda lines: [_other_root(lines[0]), *lines[1:]],
        "do not give the root",
    ),
}


def _other_root(head: str) -> str:
    found = json.loads(head)
    found["data"]["root"] = "A" * 43 + "="
    return json.dumps(found)


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_is_refused_and_leaves_nothing(
    how: str, exported: Path, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change, said = SPOILT[how]
    lines = change(exported.read_text("utf-8").splitlines())
    exported.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    other = Caller(capsys, place)
    assert said in failing(other, exits.USAGE, "import", str(exported))
    assert left_at(place) == []


def test_lines_that_another_program_wrote_anew_are_the_same(
    exported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blanks, the order of the attributes, and how a moment is written, are nobody's facts."""
    text = exported.read_text("utf-8").replace('Z","subject"', '+00:00","subject"')
    lines = [json.loads(line) for line in text.splitlines()]
    anew = (json.dumps(dict(reversed(line.items()))) for line in lines)
    exported.write_text("".join(f"{line}\n" for line in anew), "utf-8")
    Caller(capsys, tmp_path / "other.db").done("import", str(exported))


def test_an_import_that_was_interrupted_goes_on(
    hoa_lu: Caller, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What came in before the machine stopped is the beginning of the file."""
    earlier = tmp_path / "earlier.db"
    shutil.copy(hoa_lu.db, earlier)
    whole = tmp_path / "whole.ndjson"
    hoa_lu.done("export", "cloudevents", str(whole))
    Caller(capsys, earlier).done("import", str(whole))
    assert contents(earlier) == contents(hoa_lu.db)


@contextmanager
def _broken_off(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar that stops the program after a thousand entries were written."""
    del total

    def advance(done: int) -> None:
        if label == "importing" and done > 1000:
            raise KeyboardInterrupt

    yield advance


def test_an_import_that_was_broken_off_goes_on_with_the_same_command(
    hoa_lu: Caller, exported: Path, place: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        import_cloudevents(lambda: exported.read_bytes().splitlines(), place, _broken_off)
    with open_reader(place) as reader:
        assert 1000 <= reader.head() < 3000
    Caller(hoa_lu._capsys, place).done("import", exported)
    assert contents(place) == contents(hoa_lu.db)


@pytest.mark.postgres
def test_what_cannot_be_read_twice_is_not_imported_onto_a_server(
    exported: Path, server: Server, tmp_path: Path
) -> None:
    """As a pipe: nothing there can be taken away again."""
    place = server.new_place(tmp_path / "there")
    once = iter(exported.read_bytes().splitlines())
    with pytest.raises(CannotImportError, match="cannot be read twice"):
        import_cloudevents(lambda: once, place, bar)
    assert left_at(place) == []


@pytest.mark.postgres
def test_a_database_that_is_not_laid_out_is_not_imported_into(
    exported: Path, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.run("CREATE DATABASE bare_for_a_log TEMPLATE template0 ENCODING 'UTF8'")
    place = tmp_path / "there"
    place.write_text(f"{server.address('bare_for_a_log')}\n", encoding="utf-8")
    there = Caller(capsys, place)
    assert "db migrate" in failing(there, exits.UNUSABLE, "import", str(exported))


def test_another_store_is_not_imported_into(
    hoa_lu: Caller, call: Caller, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "is another store" in failing(call, exits.USAGE, "import", str(exported))
    hoa_lu.done("record", "register-account", "--holder", "Văn thư")
    further = Caller(capsys, hoa_lu.db)
    assert "does not begin with" in failing(further, exits.USAGE, "import", str(exported))


def test_a_file_that_is_there_is_not_written_over(hoa_lu: Caller, exported: Path) -> None:
    before = exported.read_bytes()
    assert "name a new file" in failing(hoa_lu, exits.USAGE, "export", "cloudevents", str(exported))
    assert exported.read_bytes() == before


def test_a_file_that_is_not_there_is_not_imported(call: Caller) -> None:
    assert "cannot be read" in failing(call, exits.USAGE, "import", "nowhere.ndjson")

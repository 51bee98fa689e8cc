"""The Merkle log in the recorder's transaction, its frozen lines, and stores from before it."""

import json
import sqlite3
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

import pytest
from eventsourcing.persistence import IntegrityError

from admission.app.audit import entries
from admission.app.audit.entries import log_entries, packed_entry
from admission.app.audit.verifying import verify_store
from admission.app.bootstrap import open_admission
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import NewEvent, RefusalRow
from admission.app.recorders.ports import Connection
from admission.app.recorders.proof_log import event_leaf, refusal_leaf, store_leaf
from admission.app.recorders.reading import open_reader
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.sqlite import open_store
from admission.proof.verifier import CannotJudge, leaf_hash, merkle_root
from tests.app.organisation import DAY, clerk_at, command
from tests.app.stores import IDENTITY, STREAM, Tamper, append, new_store, recorded, refusal

_GOLDEN = Path(__file__).parent / "golden_leaves.json"
_EVENT = NewEvent(
    STREAM,
    3,
    "ceremony-held",
    '{"place":"Ninh Mỹ"}'.encode(),
    b'{"event_id":"e","origin":"live"}',
    "e",
    "2024-03-01T02:00:00.000000Z",
    "c",
    None,
)
_REFUSAL = RefusalRow(
    "r", "c", "2024-03-01T02:00:00.000000Z", "clerk", "hold-ceremony", None, "PRO-01 ELG-01"
)


def test_the_lines_of_the_log_are_frozen() -> None:
    """Another byte in any of them, and no old checkpoint could be checked any more."""
    digest = sha256(b"a row").hexdigest()
    leaves = {
        "store": store_leaf(0, IDENTITY),
        "event": event_leaf(1, 7, _EVENT, None),
        "first event of a command": event_leaf(2, 8, _EVENT, digest),
        "event with other letters": event_leaf(
            3, 9, _EVENT._replace(stream='đ-"\n', type="\u2028"), None
        ),
        "refusal": refusal_leaf(4, _REFUSAL),
    }
    said = {name: [leaf.hash.hex(), leaf.marks.hex()] for name, leaf in leaves.items()}
    assert said == json.loads(_GOLDEN.read_text("utf-8"))["leaves"]


def test_the_line_of_each_kind_is_frozen(place: Path) -> None:
    """Sorted keys, no blanks, ASCII; digests of the stored bytes, and nothing of what they say."""
    with new_store(place) as store:
        store.append([_EVENT], "c", "key", b"digest")
        store.insert_refusals([_REFUSAL])
        connection = store.sessions.connection()
        lines = [packed_entry(connection, one).line.decode() for one in log_entries(connection)]
    assert lines == json.loads(_GOLDEN.read_text("utf-8"))["lines"]
    for line in lines:
        said = json.loads(line)
        assert line == json.dumps(said, sort_keys=True, separators=(",", ":"))
        assert line.isascii()
        assert "Ninh" not in line


class _Counting:
    """A connection that counts the rows of each answer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.rows: list[int] = []

    def execute(self, sql: str, parameters: object = ()) -> list[Any]:
        found = self._connection.execute(sql, parameters).fetchall()
        self.rows.append(len(found))
        return found


def test_the_log_is_read_a_part_at_a_time(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server sends the whole answer to a question at once."""
    with new_store(place) as store:
        append(store, *(recorded(version=number) for number in range(1, 8)))
        connection = store.sessions.connection()
        whole = list(log_entries(connection))
        monkeypatch.setattr(entries, "_AT_ONCE", 3)
        counting = _Counting(connection)
        assert list(log_entries(cast("Connection", counting))) == whole
        assert list(log_entries(connection, 4)) == whole[4:]
    assert [entry.leaf.idx for entry in whole] == list(range(8))
    assert counting.rows == [3, 3, 2, 0]


def test_every_event_and_refusal_has_a_leaf_and_the_store_the_first(place: Path) -> None:
    with new_store(place) as store:
        append(store, recorded(), recorded(version=2), command_id="command")
        store.insert_refusals([refusal("1")])
        append(store, recorded(version=3, command_id="other"), command_id="other")
        connection = store.sessions.connection()
        rows = connection.execute("SELECT idx, position, refusal, hash FROM tlog_leaf").fetchall()
        lines = [packed_entry(connection, one).line for one in log_entries(connection)]
        head = store.log_head()
    places = [(0, None, None), (1, 1, None), (2, 2, None), (3, None, "1"), (4, 3, None)]
    assert [row[:3] for row in rows] == places
    assert [row[3] for row in rows] == [leaf_hash(line) for line in lines]
    assert head is not None
    assert (head.size, head.root) == (5, merkle_root([row[3] for row in rows]))


def test_what_was_not_recorded_has_no_leaf(place: Path) -> None:
    with new_store(place) as store:
        append(store, recorded())
        before = store.log_head()
        with pytest.raises(IntegrityError):
            append(store, recorded(version=2), recorded())
        with pytest.raises(IntegrityError):
            _broken_off(store)
        assert store.log_head() == before


def _broken_off(store: StoreRecorder) -> None:
    with store.writing():
        append(store, recorded(version=2))
        append(store, recorded(version=2))


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM events WHERE position = 2",
        "DELETE FROM tlog_leaf WHERE idx = 2",
        "UPDATE tlog_head SET size = 2",
        "UPDATE tlog_head SET position = 1",
        "DELETE FROM tlog_head",
        "DROP TABLE tlog_head",
        "INSERT INTO events SELECT 3, '', 3, '', hash, hash, '', '', '', '' FROM tlog_leaf LIMIT 1",
    ],
)
def test_nothing_is_added_to_a_log_that_was_tampered_with_at_its_end(
    place: Path, tamper: Tamper, tampering: str
) -> None:
    with new_store(place) as store:
        append(store, recorded(), recorded(version=2))
        tamper(place, tampering)
        with pytest.raises(StoreUnusable, match=r"proof log|not laid out"):
            append(store, recorded(version=4))


def _without_log(path: Path) -> None:
    """Make a store one of format 1, as they were before there was a log."""
    with sqlite3.connect(path) as connection:
        for table in ("tlog_leaf", "tlog_tile", "tlog_head"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE store SET value = '1' WHERE key = 'format'")
    connection.close()
    path.with_name(f"{path.name}.signing-key").unlink()


@pytest.mark.parametrize("demonstration", [False, True])
@pytest.mark.sqlite_only("a file of the first format, of which there is none on a server")
def test_a_store_from_before_gets_its_log_at_its_first_opening_to_write(
    tmp_path: Path, *, demonstration: bool
) -> None:
    """All in one transaction, as an event, and with a key to sign with."""
    path = tmp_path / "admission.db"
    with clerk_at(path, demonstration=demonstration) as clerk:
        clerk.founds()
        for _ in range(300):
            clerk.person()
        clerk.admission.handle(command("adopt-calendar", year=2024, on=DAY), clerk.act())
        before = clerk.admission.recorder.head()
    _without_log(path)
    with open_reader(path) as reader:
        assert reader.log_head() is None
        refused = len(reader.refusals())
    with pytest.raises(CannotJudge, match="no proof log yet"):
        verify_store(path, None, None)
    with open_store(path, mode="write") as store, pytest.raises(StoreUnusable, match="no proof"):
        append(store, recorded())
    for _ in range(2):
        with open_admission(path) as admission:
            assert admission.info["format"] == "2"
            rows = admission.recorder.log_rows(before, 10)
            assert [row.type for row in rows] == ["log-begun"]
            assert json.loads(rows[0].state)["entries"] == 1 + before + refused
            assert json.loads(rows[0].metadata)["known_by"] == "system-account"
    verdict = verify_store(path, None, None)
    assert verdict.findings == ()
    assert (verdict.events, verdict.refusals) == (before + 1, refused)
    assert path.with_name("admission.db.signing-key").exists()


@pytest.mark.sqlite_only("a file of the first format, of which there is none on a server")
def test_taking_a_store_in_is_undone_where_it_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "admission.db"
    with clerk_at(path) as clerk:
        clerk.person()
    _without_log(path)
    with monkeypatch.context() as broken:
        broken.setattr("admission.app.admission.BeginLog", None)
        with pytest.raises(TypeError):
            open_admission(path)
    with open_reader(path) as reader:
        assert reader.info()["format"] == "1"
        assert reader.log_head() is None
    open_admission(path).close()
    assert verify_store(path, None, None).findings == ()

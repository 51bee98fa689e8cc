"""A folder that grew in many runs holds what one run writes, whatever broke off in between."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pytest

from admission.app.analytics import exporting
from admission.app.analytics.manifest import NAME, UnusableFolderError
from admission.app.analytics.tables import COLUMNS
from admission.app.bootstrap import create_store, open_admission
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import open_reader
from admission.app.sealing.opening import MARK
from admission.app.states import recorded
from admission.domain.registers.people.events import PersonRegistered
from admission.domain.stages.awareness.events import PoolEntered
from benchmarks.stories import Item, items
from tests.app.analytics_folders import all_of, contents, exported

SCENARIO: Final = "hoa-lu-2024-q1"
KILLED: Final = """
import os, signal, sys
from admission.app.analytics import exporting
from tests.app.analytics_folders import exported
from pathlib import Path
left = int(sys.argv[3])
name = sys.argv[4]
kept = getattr(exporting, name)
def deadly(*arguments, **named):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept(*arguments, **named)
setattr(exporting, name, deadly)
exported(Path(sys.argv[1]), Path(sys.argv[2]))
"""


class Growing:
    """A store that takes in a scenario piece by piece."""

    def __init__(self, place: Path, key_from: str | None = "file") -> None:
        self.place = place
        self._story: Iterator[Item] = items(SCENARIO)
        first = next(self._story)
        began = first[1].recorded_at
        create_store(place, demonstration=True, began=began, key_from=key_from)
        with open_admission(place) as admission:
            admission.handle(*first)

    def take(self, commands: int | None) -> None:
        with open_admission(self.place) as admission:
            for _ in admission.handle_many(islice(self._story, commands)):
                pass


PIECES: Final = (1, 1, 700, 1, 1200)


def test_many_runs_give_what_one_run_gives(place: Path, tmp_path: Path) -> None:
    """With rows that were believed when they went out first, and no longer later on."""
    store, grown, whole = Growing(place), tmp_path / "grown", tmp_path / "whole"
    for piece in PIECES:
        store.take(piece)
        exported(place, grown)
    store.take(None)
    found, other = exported(place, grown), exported(place, whole)
    assert any(name.endswith("-closed") for name in found.files)
    assert found._replace(files={}) == other._replace(files={})
    assert len(found.files["events"]) == len(PIECES) + 1
    rows = contents(grown)
    assert rows == contents(whole)
    assert len(rows["events"]) == found.position
    assert sum(1 for row in rows["candidates"] if row[-1] < 2**62) > 100


def test_it_says_which_log_it_is_of_and_how_far(place: Path, tmp_path: Path) -> None:
    store = Growing(place)
    store.take(300)
    found = exported(place, tmp_path / "out")
    with open_reader(place) as reader:
        assert found.position == reader.head()
        assert found.head == reader.log_head()
        assert found.recorded_at == reader.recorded_at(found.position)[1]
        assert found.store_id == reader.info()["store_id"]
    said = json.loads((tmp_path / "out" / found.store_id / NAME).read_text())
    assert said["position"] == found.position
    assert said["columns"]["events"][0] == ["position", "number"]


def test_where_nothing_is_new_nothing_is_written(tmp_path: Path) -> None:
    store = Growing(tmp_path / "a.db")
    store.take(50)
    found = exported(store.place, tmp_path / "out")
    before = times(tmp_path / "out")
    assert exported(store.place, tmp_path / "out") == found
    assert times(tmp_path / "out") == before


@pytest.fixture(scope="module")
def some_was_new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store `a.db`, some of which was exported to `out`, and all to `whole`."""
    folder = tmp_path_factory.mktemp("analytics")
    store = Growing(folder / "a.db")
    store.take(400)
    exported(store.place, folder / "out")
    store.take(1500)
    exported(store.place, folder / "whole")
    return folder


@pytest.mark.parametrize(
    ("name", "left"),
    [("ParquetFile", 1), ("ParquetFile", 9), ("to_the_disk", 2), ("write_manifest", 1)],
)
def test_a_run_that_is_killed_leaves_what_was_there(
    some_was_new: Path, tmp_path: Path, name: str, left: int
) -> None:
    """And the next one goes on, and takes away what the dead one left."""
    shutil.copytree(some_was_new, tmp_path / "copy")
    place, out = tmp_path / "copy" / "a.db", tmp_path / "copy" / "out"
    before = contents(out)
    arguments = [str(place), str(out), str(left), name]
    died = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], check=False, timeout=60, cwd=Path.cwd()
    )
    assert died.returncode == -signal.SIGKILL
    assert contents(out) == before
    found = exported(place, out)
    assert contents(out) == contents(some_was_new / "whole")
    assert {path.name for path in (out / found.store_id).iterdir()} == {NAME, *found.every_file}


def test_a_run_that_fails_takes_away_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, out = Growing(tmp_path / "a.db"), tmp_path / "out"
    store.take(100)
    exported(store.place, out)
    before = times(out)
    store.take(100)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "write_manifest", full)
    with pytest.raises(OSError, match="No space"):
        exported(store.place, out)
    assert times(out) == before


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    store = Growing(tmp_path / "a.db")
    with open_reader(store.place) as reader:
        place = exporting.place_of(reader, tmp_path / "out")
    place.mkdir(parents=True)
    with exporting._alone(place), pytest.raises(UnusableFolderError, match="by another run"):
        exported(store.place, tmp_path / "out")


@pytest.mark.parametrize("key_from", ["file", None], ids=["sealed", "clear"])
def test_nothing_personal_goes_out(tmp_path: Path, key_from: str | None) -> None:
    """Neither a name, nor in which groups anybody is counted."""
    store = Growing(tmp_path / "a.db", key_from=key_from)
    store.take(900)
    found = exported(store.place, tmp_path / "out")
    with open_admission(store.place) as admission:
        events = [
            recorded(row, admission.recorder.lock.seals) for row in admission.recorder.iterate()
        ]
    names = {str(each.event.name) for each in events if isinstance(each.event, PersonRegistered)}
    groups = [each for each in events if isinstance(each.event, PoolEntered) and each.event.groups]
    assert len(names) > 50
    assert groups
    assert not any(("groups", "names") in columns for columns in COLUMNS.values())
    with all_of(tmp_path / "out") as connection:
        bodies = connection.execute("SELECT body FROM events").fetchall()
    said = "\n".join(body for (body,) in bodies)
    assert len(bodies) == found.position
    assert not [name for name in names if name in said]
    assert "groups" not in said
    assert MARK.decode() not in said


def test_a_step_is_of_the_unit_of_its_candidate(some_was_new: Path) -> None:
    with all_of(some_was_new / "whole") as connection:
        differing = connection.execute(
            "SELECT count(*), count(*) FILTER (e.unit IS DISTINCT FROM m.unit) FROM milestones m "
            "JOIN events e USING (position) WHERE m.known_to > 9e18"
        ).fetchone()
    assert differing is not None
    assert differing[0] > 10
    assert differing[1] == 0


def test_rows_that_are_made_otherwise_replace_those_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an erasure, or by a new version of the program."""
    store, out = Growing(tmp_path / "a.db"), tmp_path / "out"
    store.take(400)
    exported(store.place, out)
    store.take(400)
    monkeypatch.setattr(exporting, "_mark", lambda _: "other")
    found = exported(store.place, out)
    assert len(found.files["events"]) == 2
    assert len(found.files["candidates"]) == 1
    exported(store.place, tmp_path / "whole")
    assert contents(out) == contents(tmp_path / "whole")


def altered(folder: Path, **what: Any) -> None:  # noqa: ANN401 - whatever a manifest says
    (place,) = folder.iterdir()
    said = json.loads((place / NAME).read_text())
    (place / NAME).write_text(json.dumps(said | what))


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ({"store_id": "another"}, "is of another store"),
        ({"root": "AAAA"}, "holds a past that"),
        ({"size": 10_000}, "holds a past that"),
        ({"schema": "admission.analytics/0"}, "by another version of the program"),
        ({"columns": {}}, "by another version of the program"),
        ({"files": {"events": ["events-1-1.parquet"]}}, "lacks events-1-1.parquet"),
    ],
    ids=str,
)
def test_a_folder_that_is_not_of_this_past_is_refused(
    tmp_path: Path, what: dict[str, Any], sentence: str
) -> None:
    store, out = Growing(tmp_path / "a.db"), tmp_path / "out"
    exported(store.place, out)
    store.take(10)
    altered(out, **what)
    before = times(out)
    with pytest.raises(UnusableFolderError, match=sentence):
        exported(store.place, out)
    assert times(out) == before


def test_a_manifest_that_is_no_json_is_told_of(tmp_path: Path) -> None:
    store, out = Growing(tmp_path / "a.db"), tmp_path / "out"
    place = out / exported(store.place, out).store_id
    (place / NAME).write_text("{")
    with pytest.raises(UnusableFolderError, match="cannot be read"):
        exported(store.place, out)
    (place / NAME).write_text('{"schema": "admission.analytics/1"}')
    with pytest.raises(UnusableFolderError, match="by another version"):
        exported(store.place, out)


def test_a_store_with_a_record_missing_is_not_exported(tmp_path: Path, tamper: Any) -> None:  # noqa: ANN401
    store = Growing(tmp_path / "a.db")
    store.take(50)
    tamper(store.place, "DELETE FROM events WHERE position = 20")
    with pytest.raises(StoreUnusable, match="of a record that is missing"):
        exported(store.place, tmp_path / "out")


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}

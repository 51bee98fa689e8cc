"""Where queries get their rows: caught up where that may be written, honest where it may not."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from admission.app.projection_file import beside
from admission.app.recorders.errors import StoreUnusable
from admission.app.views import open_views
from admission.projections import FIGURES, PROJECTIONS
from admission.projections.pipeline.queries import list_status
from tests.app.stores import unprivileged
from tests.projections.histories import History
from tests.projections.rows import connect
from tests.projections.steps import Of

TODAY = "2025-01-01"


@pytest.fixture
def past() -> Iterator[History]:
    """In a folder that every user may enter, which those of pytest are not."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with History(Path(folder) / "past.db") as history:
            history.adopt("small")
            history.write(Of(1).entered("2024-01-01"), Of(2).entered("2024-01-02"))
            yield history


def asked(path: Path) -> tuple[int, int]:
    """How many candidates the rows of a store have, and how far they are behind."""
    with open_views(path) as views:
        return len(list_status(views.connection, as_of=TODAY).rows), views.behind_by


def test_rows_that_are_missing_or_behind_catch_up_first(past: History) -> None:
    assert asked(past.path) == (2, 0)
    past.write(Of(3).entered("2024-01-03"))
    assert asked(past.path) == (3, 0)
    assert asked(past.path) == (3, 0)


@pytest.mark.sqlite_only("a file that is copied alone")
def test_a_copied_events_file_alone_can_be_asked(past: History, tmp_path: Path) -> None:
    past.close()
    copy = tmp_path / "elsewhere" / "copy.db"
    copy.parent.mkdir()
    shutil.copy(past.path, copy)
    assert asked(copy) == (2, 0)
    assert beside(copy).exists()


@pytest.mark.sqlite_only("a folder that nothing can be written to")
def test_rows_beside_a_read_only_store_answer_and_say_how_far_behind(past: History) -> None:
    """Nothing may be written there, so nothing is."""
    assert asked(past.path) == (2, 0)
    past.write(Of(3).entered("2024-01-03"), Of(4).entered("2024-01-04"))
    past.close()
    with read_only(past.path.parent), unprivileged():
        assert asked(past.path) == (2, 2)


@pytest.mark.sqlite_only("a folder that nothing can be written to")
def test_a_copied_events_file_in_a_read_only_folder_can_be_asked(past: History) -> None:
    """The rows are built in a temporary folder, and gone afterwards."""
    past.close()
    with read_only(past.path.parent), unprivileged():
        assert asked(past.path) == (2, 0)
        assert not beside(past.path).exists()


@pytest.mark.sqlite_only("a folder that nothing can be written to")
def test_rows_of_another_store_are_not_believed_even_where_nothing_may_be_written(
    past: History, tmp_path: Path
) -> None:
    with History(tmp_path / "other.db", store_id="two") as other:
        other.adopt("small")
        other.write(Of(9).entered("2024-01-01"))
        assert asked(other.path) == (1, 0)
    past.close()
    shutil.copy(beside(tmp_path / "other.db"), beside(past.path))
    with read_only(past.path.parent), unprivileged():
        assert asked(past.path) == (2, 0)


@pytest.mark.sqlite_only("the file of rows")
def test_a_spoilt_file_of_rows_is_made_anew(past: History) -> None:
    """It may be deleted, so it may be broken."""
    assert asked(past.path) == (2, 0)
    for spoilt in (b"", b"not a database at all" * 100):
        for file in past.path.parent.glob(f"{beside(past.path).name}*"):
            file.unlink()
        beside(past.path).write_bytes(spoilt)
        with past.projector() as projector:
            projector.catch_up()
        with closing(connect(beside(past.path), "read")) as connection:
            assert connection.execute("SELECT count(*) FROM timeline").fetchone() == (3,)
        assert asked(past.path) == (2, 0)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable), open_views(tmp_path / "nothing.db"):
        pass


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    files = list(folder.iterdir())
    for file in files:
        file.chmod(0o444)
    folder.chmod(0o555)
    try:
        yield
    finally:
        folder.chmod(0o755)
        for file in files:
            file.chmod(0o644)


def test_asking_imports_little() -> None:
    """No model, no store library, no log: a status is one SQL statement."""
    names = [f"admission.projections.{name}.queries" for name in (*PROJECTIONS, *FIGURES)]
    names.remove("admission.projections.due.queries")
    modules = ", ".join(("admission.app.views", *names))
    heavy = "{'pydantic', 'eventsourcing', 'structlog', 'rich', 'click', 'holidays', 'tomllib'}"
    code = f"import sys, {modules}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

"""Questions to analytics folders by DuckDB, which can reach nothing but their files."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb

from admission.app.analytics.manifest import NAME, UnusableFolderError, read_manifest
from admission.app.analytics.views import LAID_OUT, Exported, of_a_moment, of_all

_REPORTS: Final = Path(__file__).with_name("reports")
MEMORY: Final = "1GB"
"""What DuckDB may hold at once; above that it uses files of a temporary folder."""
_AT_ONCE: Final = 1000
_POSITION: Final = (
    "SELECT coalesce(max(position), 0), max(recorded_at) FROM ever.events WHERE store = ? AND "
)


class Known(NamedTuple):
    """How far a store is asked: to which position, and when the last of it was recorded (UTC)."""

    exported: Exported
    position: int
    recorded_at: str | None


class Found(NamedTuple):
    """The names of the columns of an answer, and its rows, which are read as they are asked for."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class CannotAnswerError(Exception):
    """Why a question has no answer; the message says what to do."""


def reports() -> dict[str, str]:
    """By the name of each report, the question that it answers."""
    files = sorted(_REPORTS.glob("*.sql"))
    return {file.stem: file.read_text("utf-8").partition("\n")[0].strip("- ") for file in files}


def report(name: str) -> str:
    """The SQL of a report."""
    return (_REPORTS / f"{name}.sql").read_text("utf-8")


def exported_in(paths: Sequence[Path]) -> list[Exported]:
    """The folders of stores that the folders of exports hold.

    Raises:
        UnusableFolderError: there is none in one of them, or of a store there are two.
    """
    found: dict[str, Exported] = {}
    for path in paths:
        try:
            places = sorted(each.parent for each in path.glob(f"*/{NAME}"))
        except OSError as error:
            raise UnusableFolderError(f"{path} cannot be read ({error.strerror}).") from error
        if not places:
            raise UnusableFolderError(
                f"Nothing was exported to {path}: `admission analytics export {path}` does so."
            )
        for place in places:
            manifest = read_manifest(place)
            if manifest is None or manifest.store_id in found:
                raise UnusableFolderError(f"{place} is of a store that is there twice: name one.")
            found[manifest.store_id] = Exported(place.resolve(), manifest)
    return list(found.values())


class Folders:
    """Folders open to be asked; `known` is how far each store is."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, known: list[Known]) -> None:
        self._connection = connection
        self.known = known

    def ask(self, query: str) -> Found:
        """The answer to one SELECT.

        Raises:
            CannotAnswerError: it is not one, or DuckDB cannot answer it.
        """
        with _told():
            parts = self._connection.extract_statements(query)
            if [part.type for part in parts] != [duckdb.StatementType.SELECT]:
                raise CannotAnswerError("Ask one question: a single SELECT, which changes nothing.")
            answer = self._connection.execute(parts[0])
        columns = tuple(each[0] for each in answer.description or ())
        if len({*columns}) < len(columns):
            raise CannotAnswerError("Two columns have the same name: tell them apart with AS.")
        return Found(columns, _rows(answer))


@contextmanager
def opened(
    exported: Sequence[Exported], as_of: str, known_at: int | str | None
) -> Iterator[Folders]:
    """Folders to be asked of the end of a day (ISO), as known at a position or a time, or now.

    DuckDB can read their files, and do no more: no other file, no network, no extension.

    Raises:
        CannotAnswerError: a file is damaged.
    """
    with (
        tempfile.TemporaryDirectory(prefix="admission-") as spill,
        duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": spill}) as connection,
    ):
        with _told():
            known = _lay_out(connection, exported, as_of, known_at)
            files = [str(path / name) for path, each in exported for name in each.every_file]
            connection.execute("SET allowed_paths = $files", {"files": files})
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        yield Folders(connection, known)


def _lay_out(
    connection: duckdb.DuckDBPyConnection,
    exported: Sequence[Exported],
    as_of: str,
    known_at: int | str | None,
) -> list[Known]:
    for statement in (*LAID_OUT, *of_all(exported)):
        connection.execute(statement)
    known = [_known(connection, each, known_at) for each in exported]
    for (_, of_store), position, recorded_at in known:
        named = of_store.province or of_store.store_id
        row = (of_store.store_id, named, of_store.origin, of_store.time_zone)
        time = recorded_at and recorded_at.removesuffix("Z")
        connection.execute("INSERT INTO stores VALUES (?, ?, ?, ?, ?, ?)", (*row, position, time))
    stores = [(each.exported.manifest.store_id, each.position) for each in known]
    for statement in of_a_moment(stores, as_of):
        connection.execute(statement)
    return known


def _known(
    connection: duckdb.DuckDBPyConnection, exported: Exported, known_at: int | str | None
) -> Known:
    manifest = exported.manifest
    if known_at is None:
        return Known(exported, manifest.position, manifest.recorded_at or None)
    where = "position <= ?" if isinstance(known_at, int) else "recorded_at <= ?::TIMESTAMP"
    asked = known_at if isinstance(known_at, int) else known_at.removesuffix("Z")
    cursor = connection.execute(_POSITION + where, (manifest.store_id, asked))
    [(position, recorded_at)] = cursor.fetchall()
    return Known(exported, position, recorded_at and _utc(recorded_at))


def _utc(moment: datetime) -> str:
    return f"{moment.isoformat(timespec='microseconds')}Z"


def _rows(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    with _told():
        while rows := answer.fetchmany(_AT_ONCE):
            yield from rows


@contextmanager
def _told() -> Iterator[None]:
    """What DuckDB says becomes a sentence."""
    try:
        yield
    except duckdb.Error as error:
        said = str(error).partition("\n")[0].rstrip(".")
        raise CannotAnswerError(f"DuckDB cannot answer that: {said}.") from error

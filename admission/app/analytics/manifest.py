"""What a folder holds: the file `manifest.json`, replaced whole when a run is done."""

import base64
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from admission.app.analytics.tables import CLOSED, COLUMNS, ROWS
from admission.app.backup.files import to_the_disk
from admission.app.recorders.plain_rows import LogHead

NAME: Final = "manifest.json"
SCHEMA: Final = "admission.analytics/1"
_TABLES: Final = (*COLUMNS, *(f"{name}{CLOSED}" for name in ROWS))
_OURS: Final = re.compile(rf"\.?(?:{'|'.join(_TABLES)})-\d+-\d+\.parquet(?:\.part)?")


class UnusableFolderError(Exception):
    """Why a folder cannot be gone on with or asked; the message says what to do."""


class Manifest(NamedTuple):
    """Which store's log a folder holds, how far, and in which files.

    `province` is the name of the unit above all others; `recorded_at` is of the newest event;
    `rows` marks how the rows of the projections were made; `files` are names by table.
    """

    store_id: str
    origin: str
    time_zone: str
    province: str | None = None
    position: int = 0
    recorded_at: str = ""
    head: LogHead = LogHead(0, b"")
    rows: str = ""
    files: Mapping[str, tuple[str, ...]] = {}

    @property
    def every_file(self) -> Iterator[str]:
        """The names of all files of tables."""
        for names in self.files.values():
            yield from names

    def as_json(self) -> dict[str, Any]:
        """As it is written."""
        told = {name: value for name, value in self._asdict().items() if name != "head"}
        root = base64.b64encode(self.head.root).decode()
        return {"schema": SCHEMA, **told, "size": self.head.size, "root": root, "columns": _COLUMNS}


_COLUMNS: Final = {name: [list(column) for column in each] for name, each in COLUMNS.items()}


def read_manifest(folder: Path) -> Manifest | None:
    """What a folder says of itself; None where it says nothing.

    Raises:
        UnusableFolderError: it was written by another version, or not all of it is there.
    """
    try:
        told = json.loads((folder / NAME).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _anew(folder, f"cannot be read ({NAME})") from error
    if (
        not isinstance(told, dict)
        or told.pop("schema", None) != SCHEMA
        or told.pop("columns", None) != _COLUMNS
    ):
        raise _anew(folder, "was written by another version of the program")
    head = LogHead(told.pop("size"), base64.b64decode(told.pop("root")))
    files = {name: tuple(names) for name, names in told.pop("files").items()}
    found = Manifest(**told, head=head, files=files)
    for name in found.every_file:
        if not (folder / name).is_file():
            raise _anew(folder, f"lacks {name}")
    return found


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Make it true: what it names must be on the disk already."""
    part = folder / f".{NAME}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(manifest.as_json(), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / NAME)
    to_the_disk(folder)


def tidy(folder: Path, manifest: Manifest) -> None:
    """Take away what runs that were broken off, or went before, left in a folder."""
    kept = set(manifest.every_file)
    for path in folder.iterdir():
        if path.name not in kept and (_OURS.fullmatch(path.name) or path.name == f".{NAME}.part"):
            with suppress(OSError):
                path.unlink()


def _anew(folder: Path, what: str) -> UnusableFolderError:
    return UnusableFolderError(f"{folder} {what}: delete it, and export anew.")

"""An OCEL 2.0 export into a new file, in the JSON or the SQLite form."""

import sqlite3
from contextlib import closing
from pathlib import Path

from admission.app.exchange.ocel import attributes_of, fill
from admission.app.exchange.ocel_json import write_json
from admission.app.exchange.outward import Advance, new_file
from admission.app.views import Views


def export_ocel(
    views: Views, file: Path, *, sqlite: bool, personal: bool, advance: Advance
) -> dict[str, int]:
    """Write the log as objects and events; returns how many of both there are.

    The JSON form is read off a database that lies beside the file meanwhile: so neither needs
    memory that grows with the log.

    Raises:
        CannotExportError: the file is there already, or cannot be made.
        StoreUnusable: the store cannot be read.
    """
    with new_file(file) as out, views.store.sessions.translated():
        if sqlite:
            return _filled(views, file, personal=personal, advance=advance)
        with new_file(file.with_name(f"{file.name}.part")) as part:
            path = Path(part.name)
            found = _filled(views, path, personal=personal, advance=advance)
            with closing(sqlite3.connect(path)) as filled:
                write_json(filled, attributes_of(personal=personal), out.write)
        path.unlink()
    return found


def _filled(views: Views, path: Path, *, personal: bool, advance: Advance) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as out:
        fill(views, out, personal=personal, advance=advance)
        return {
            name: out.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - ours
            for name in ("event", "object")
        }

"""Where rows are built anew beside those in use."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree


@contextmanager
def building_folder(rows: Path) -> Iterator[Path]:
    """A folder beside a file of rows, to build others in; what was left by the dead goes first."""
    for left in rows.parent.glob(f"{rows.name}-*-*"):
        owner = left.name.removeprefix(rows.name).split("-")[1]
        if left.is_dir() and owner.isdecimal() and not _is_running(int(owner)):
            rmtree(left, ignore_errors=True)
    prefix = f"{rows.name}-{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=rows.parent) as folder:
        yield Path(folder)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

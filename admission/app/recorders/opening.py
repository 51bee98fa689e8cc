"""Opening a store to record in it, whichever database it is in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from admission.app.recorders import sqlite
from admission.app.recorders.addresses import address_in
from admission.app.recorders.connections import WAIT_SECONDS
from admission.app.recorders.plain_rows import StoreIdentity
from admission.app.recorders.reading import refuse_unsafe_environment
from admission.app.recorders.recording import StoreRecorder


def open_store(path: Path, *, wait_seconds: float = WAIT_SECONDS) -> StoreRecorder:
    """Open the store that the file at a path is, or names, to record in it.

    Raises:
        StoreUnusable: it cannot be used so, with the reason and what to do.
    """
    address = address_in(path)
    if address is None:
        return sqlite.open_store(path, mode="write", wait_seconds=wait_seconds)
    from admission.app.recorders.server.recorder import open_server_store  # noqa: PLC0415 - an extra

    refuse_unsafe_environment()
    return open_server_store(path.resolve(), address, "write", wait_seconds=wait_seconds)


@contextmanager
def begun(path: Path, identity: StoreIdentity) -> Iterator[Path]:
    """Begin a store, and give the path that what lies beside it goes by; an exception undoes it.

    Raises:
        StoreUnusable: it is there already, or cannot be made.
    """
    address = address_in(path)
    if address is not None:
        from admission.app.recorders.server import recorder  # noqa: PLC0415 - an extra

        refuse_unsafe_environment()
        with recorder.begun(path, address, identity):
            yield path.resolve()
        return
    with sqlite.open_store(path, mode="create", identity=identity) as store:
        found = store.path
    try:
        yield found
    except BaseException:
        found.unlink()
        raise

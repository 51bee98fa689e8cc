"""A store copied into another database: through the lines of an export, and what lies beside it."""

from pathlib import Path
from typing import NamedTuple

from admission.app.audit.entries import identity_of
from admission.app.audit.proving import begins_with
from admission.app.backup.files import Bar
from admission.app.backup.layout import in_the_way
from admission.app.exchange.beside import Carried, copy_beside
from admission.app.exchange.exporting import outgoing
from admission.app.exchange.importing import import_cloudevents
from admission.app.exchange.incoming import CannotImportError
from admission.app.recorders.addresses import address_in
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.plain_rows import LogHead
from admission.app.recorders.reading import StoreReader, is_begun, open_reader
from admission.proof.verifier import Tampered


class CannotCopyError(Exception):
    """Why a store cannot be copied to where it was to be; the message says what to do."""


class Copied(NamedTuple):
    """The log that both stores have, and what was copied beside it."""

    head: LogHead
    beside: Carried


def refuse_target(source: StoreReader, target: Path) -> None:
    """Make sure that a store is not begun yet, or holds the beginning of another.

    Raises:
        CannotCopyError: it is another store, or the same, or something lies in the way of its keys.
        StoreUnusable: it cannot be asked.
    """
    if _is_same(source.path, target):
        raise CannotCopyError(f"{source.name} is where it would be copied to: name another place.")
    if not is_begun(target):
        _refuse_to_overwrite(target)
        return
    with open_reader(target) as copy, copy.sessions.translated(), source.sessions.translated():
        theirs, ours = (identity_of(each.sessions.connection()) for each in (copy, source))
        found = copy.log_head()
        if found is None or theirs != ours:
            raise CannotCopyError(
                f"{copy.name} is another store: copy into a new file, or an empty database."
            )
        if not _begins_with(source, found):
            raise CannotCopyError(
                f"{copy.name} has entries that {source.name} has not, so it went on by itself: "
                "copy into a new file, or an empty database."
            )


def copy_store(source: StoreReader, target: Path, bar: Bar) -> Copied:
    """Copy a store as it stands now into one that `refuse_target` accepts.

    What an earlier copying left is gone on from. Nothing is kept of a log that proves false.

    Raises:
        StoreUnusable: one of the two cannot be used, or the log is not what was recorded.
    """
    with outgoing(source) as log:
        try:
            import_cloudevents(log.lines, target, bar)
        except CannotImportError as error:
            raise _false(source) from error
    return Copied(log.head, copy_beside(source, target, bar))


def _begins_with(source: StoreReader, found: LogHead) -> bool:
    try:
        return begins_with(source, found)
    except Tampered as error:
        raise _false(source) from error


def _false(source: StoreReader) -> StoreUnusable:
    return StoreUnusable(
        f"{source.name} is not as it was recorded, so it was not copied: `admission --db "
        f"{source.name} audit verify` says more."
    )


def _is_same(source: Path, target: Path) -> bool:
    address = address_in(source)
    return source.resolve() == target.resolve() or (
        address is not None and address == address_in(target)
    )


def _refuse_to_overwrite(target: Path) -> None:
    found = [path.name for path in in_the_way(target, keys=True) if path != target]
    if found:
        raise CannotCopyError(
            f"{', '.join(found)} is in {target.parent} already, and nothing is overwritten: move "
            "it away, or name another place."
        )

"""Documents: steps that rest on none, and scans that are missing, altered or nobody's."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from admission.app.doctor.check import Check
from admission.app.document_folder import PARTS, DocumentFolder
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.asking import Connection
from admission.projections.documents.queries import (
    count_undocumented_steps,
    digests,
    undocumented_steps,
)

_NAMED: Final = 10


class _Faulty(NamedTuple):
    """A scan that an event names, and what is wrong with its file."""

    digest: str
    fault: str


def examine(reader: StoreReader, day: date) -> Iterator[Check]:
    """How many steps rest on no document; whether every scan that is named is there and whole."""
    folder = DocumentFolder(reader.path, reader.lock)
    with open_views(reader.path) as views:
        yield _steps(views.connection, day.isoformat())
        yield from _scans(views.connection, folder, locked=reader.lock.locked)


def _steps(connection: Connection, day: str) -> Check:
    count = count_undocumented_steps(connection, as_of=day)
    if not count:
        return Check("pass", "steps", "every step with a place for a document rests on one")
    first = undocumented_steps(connection, as_of=day, limit=_NAMED).rows
    named = ", ".join(f"{row.type} at {row.position}" for row in first)
    said = f"{count} rest on no document: {named}"
    more = " and others" if count > len(first) else ""
    return Check("note", "steps", f"{said}{more}; `admission document missing` lists them")


def _scans(connection: Connection, folder: DocumentFolder, *, locked: bool) -> Iterator[Check]:
    whole, erased, nobodys = 0, 0, folder.leftovers()
    faulty: list[_Faulty] = []
    for part in PARTS:
        named, there = digests(connection, part), set(folder.digests(part))
        left = [digest for digest in named if not folder.is_erased(digest)]
        erased += len(named) - len(left)
        found = [_Faulty(digest, _fault(folder, digest, there, locked=locked)) for digest in left]
        faulty += [one for one in found if one.fault]
        whole += sum(not one.fault for one in found)
        nobodys += len(there.difference(named))
    for one in faulty[:_NAMED]:
        said = f"{one.digest} {one.fault}: restore {folder.place(one.digest)} from a backup"
        yield Check("fail", "scans", said)
    if len(faulty) > _NAMED:
        yield Check("fail", "scans", f"{len(faulty) - _NAMED} more are missing or altered")
    said = (
        "there; whether they are whole is only seen with the key" if locked else "there and whole"
    )
    yield Check("note" if locked else "pass", "scans", f"{whole} are {said}")
    if erased:
        yield Check("pass", "scans", f"{erased} were erased")
    if nobodys:
        said = f"{nobodys} files in {folder.path.name} belong to no event: a command broke off"
        yield Check("note", "scans", said)


def _fault(folder: DocumentFolder, digest: str, there: set[str], *, locked: bool) -> str:
    if digest not in there:
        return "is missing"
    if locked:
        return ""
    try:
        return "" if folder.is_whole(digest) else "is altered"
    except StoreUnusable:
        return "cannot be read"

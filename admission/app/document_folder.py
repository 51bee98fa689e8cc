"""The folder of scans beside the store: each a file named by the SHA-256 of its content.

Few imports: `why` and `history` tell from here where a scan lies.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from admission.app.recorders.errors import StoreUnusable

_CHUNK: Final = 1 << 20
_DIGITS: Final = 2
PARTS: Final = tuple(f"{number:02x}" for number in range(256))
"""The folders in the folder: the first two digits of the digests whose files lie there."""

Advance = Callable[[int], None]
"""Told how many bytes are done so far."""


class Incoming(NamedTuple):
    """A file on its way in: its digest, its size in bytes, where it waits."""

    sha256: str
    size: int
    scratch: Path


class DocumentFolder:
    """The scans beside one store. No method holds more than a small part of a file in memory."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self.path: Final = store.with_name(f"{store.name}.documents")

    def place(self, digest: str) -> str:
        """Where the file of a digest lies, from the folder of the store."""
        return self._path(digest).relative_to(self._store.parent).as_posix()

    @contextmanager
    def incoming(self, source: BinaryIO, advance: Advance = lambda _: None) -> Iterator[Incoming]:
        """What is read from a source, as a file that waits; it is gone after the block if not kept.

        Raises:
            StoreUnusable: the folder cannot be written.
            OSError: the source cannot be read.
        """
        scratch = self.path / f"incoming-{os.urandom(8).hex()}"
        try:
            yield self._copied(source, scratch, advance)
        finally:
            with suppress(OSError):  # what stays is a leftover, which `doctor` counts
                scratch.unlink()

    def keep(self, incoming: Incoming) -> None:
        """Keep a file that waits; one of that digest that is there already is left as it is.

        Raises:
            StoreUnusable: the folder cannot be written, or the file that is there was altered.
        """
        path = self._path(incoming.sha256)
        with _writing(self.path):
            path.parent.mkdir(exist_ok=True)
            if not path.exists():
                incoming.scratch.rename(path)
                _to_the_disk(path.parent)
                _to_the_disk(self.path)
        if not self.is_whole(incoming.sha256):
            raise StoreUnusable(
                f"{path} is not what was put there: move it away, then add the document again."
            )

    def is_whole(self, digest: str) -> bool:
        """Whether the file of a digest still has that digest; StoreUnusable if it is unreadable."""
        found = sha256()
        for chunk in self._chunks_of(digest):
            found.update(chunk)
        return found.hexdigest() == digest

    def copy_out(self, digest: str, target: BinaryIO) -> None:
        """Write the content of a digest to a target.

        Raises:
            StoreUnusable: the file is missing, unreadable or altered: what was written is not it.
            OSError: the target cannot be written.
        """
        found = sha256()
        for chunk in self._chunks_of(digest):
            found.update(chunk)
            target.write(chunk)
        if found.hexdigest() != digest:
            raise StoreUnusable(f"{self._path(digest)} is altered: restore it from a backup.")

    def digests(self, part: str) -> list[str]:
        """The names, sorted, of the files in one of `PARTS`."""
        folder = self.path / part
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def leftovers(self) -> int:
        """How many files an interrupted command has left waiting."""
        return sum(1 for _ in self.path.glob("incoming-*"))

    def _path(self, digest: str) -> Path:
        return self.path / digest[:_DIGITS] / digest

    def _chunks_of(self, digest: str) -> Iterator[bytes]:
        path = self._path(digest)
        try:
            with path.open("rb") as file:
                yield from _chunks(file)
        except OSError as error:
            raise StoreUnusable(
                f"{path} cannot be read ({error.strerror}): restore it from a backup."
            ) from error

    def _copied(self, source: BinaryIO, scratch: Path, advance: Advance) -> Incoming:
        """The source as a file on the disk, readable by those who may read the store."""
        found, size = sha256(), 0
        with _writing(self.path):
            self.path.mkdir(exist_ok=True)
            file = scratch.open("xb")
        with file:
            for chunk in _chunks(source):
                with _writing(self.path):
                    file.write(chunk)
                found.update(chunk)
                size += len(chunk)
                advance(size)
            with _writing(self.path):
                file.flush()
                os.fsync(file.fileno())
                scratch.chmod(self._store.stat().st_mode & 0o444)
        return Incoming(found.hexdigest(), size, scratch)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnusable(
            f"{folder} cannot be written ({error.strerror or error}): nothing was kept; make room "
            "or make the folder writable, then try again."
        ) from error


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _to_the_disk(folder: Path) -> None:
    """So that a name in the folder outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

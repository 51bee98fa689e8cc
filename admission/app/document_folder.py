"""The folder of scans beside the store: each a file named by the SHA-256 of its content.

In a sealed store they are sealed, each by the key of its own stream, so that a scan that is about
several people is not lost with the first of them. Few imports: `why` and `history` tell from here
where a scan lies.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from admission.app.recorders.errors import StoreUnusable
from admission.app.sealing.lock import Lock

if TYPE_CHECKING:
    from admission.app.sealing.fields import Cipher

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

    def __init__(self, store: Path, lock: Lock | None = None) -> None:
        """A folder whose files are looked at needs the lock of its store."""
        self._store = store
        self._lock = lock
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
        try:
            for chunk in self._chunks_of(digest):
                found.update(chunk)
        except _Altered:
            return False
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
            raise _Altered(self._path(digest))

    def open(self, digest: str) -> BinaryIO:
        """The file of a digest as it lies there; raises `StoreUnusable`."""
        with self._reading(digest):
            return self._path(digest).open("rb")

    def is_erased(self, digest: str) -> bool:
        """Whether the key of a scan was destroyed."""
        if self._lock is None or self._lock.keys is None:
            return False
        wrapped = self._lock.keys.wrapped(stream_of(digest))
        return wrapped is not None and wrapped.key is None

    def remove(self, digest: str) -> None:
        """Take the file of a digest away, where there is one; raises `StoreUnusable`."""
        with _writing(self.path):
            self._path(digest).unlink(missing_ok=True)

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
        with self._reading(digest), self._path(digest).open("rb") as file:
            yield from self._opened(file, digest)

    @contextmanager
    def _reading(self, digest: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreUnusable(
                f"{self._path(digest)} cannot be read ({error.strerror}): restore it from a backup."
            ) from error

    def _opened(self, file: BinaryIO, digest: str) -> Iterator[bytes]:
        if not self._seals:
            yield from _chunks(file)
            return
        from admission.app.sealing import fields, scans  # noqa: PLC0415 - heavy

        try:
            yield from scans.opened(file, self._cipher(digest))
        except fields.BrokenSealError as error:
            raise _Altered(self._path(digest)) from error

    @property
    def _seals(self) -> bool:
        return self._lock is not None and self._lock.sealed

    def _cipher(self, digest: str, *, made: bool = False) -> "Cipher":
        """What opens or seals the scan of a digest."""
        from admission.app.sealing.subject_keys import Gone, SubjectKeys  # noqa: PLC0415 - heavy

        assert self._lock is not None  # noqa: S101 - for the type checker
        self._lock.require()
        keys = self._lock.seals.keys
        assert isinstance(keys, SubjectKeys)  # noqa: S101 - as above
        stream = stream_of(digest)
        key = keys.of(stream)
        if key is Gone.NEVER and made:
            key = keys.made_for(stream)
            keys.keep()
        if isinstance(key, Gone):
            said = "was erased" if key is Gone.ERASED else "cannot be opened, its key is missing"
            raise StoreUnusable(f"The scan {digest} {said}.")
        return key.cipher

    def _copied(self, source: BinaryIO, scratch: Path, advance: Advance) -> Incoming:
        """The source as a file on the disk, readable by those who may read the store."""
        found, size = sha256(), 0
        with _writing(self.path):
            self.path.mkdir(exist_ok=True)
            file = scratch.open("xb")
        with file:
            write, finish = self._writer(file)
            for chunk in _chunks(source):
                with _writing(self.path):
                    write(chunk)
                found.update(chunk)
                size += len(chunk)
                advance(size)
            with _writing(self.path):
                finish(found.hexdigest())
                file.flush()
                os.fsync(file.fileno())
                scratch.chmod(self._store.stat().st_mode & 0o444)
        return Incoming(found.hexdigest(), size, scratch)

    def _writer(self, file: BinaryIO) -> tuple[Callable[[bytes], object], Callable[[str], object]]:
        """How parts are written, and how the file is ended once its digest is known."""
        if not self._seals:
            return file.write, lambda _: None
        from admission.app.sealing.scans import SealedWriter  # noqa: PLC0415 - heavy

        writer = SealedWriter(file)
        return writer.write, lambda digest: writer.finish(self._cipher(digest, made=True))


def stream_of(digest: str) -> str:
    """The id of the stream of a scan, under whose key it is sealed."""
    from admission.domain.kernel.ids import derived_id  # noqa: PLC0415 - heavy

    return derived_id("document", digest)


class _Altered(StoreUnusable):
    """The file is not what was put there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is altered: restore it from a backup.")


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

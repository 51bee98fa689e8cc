"""A folder of a backup: files, the list of their digests, and a manifest, written last.

`SHA256SUMS` is checked by `sha256sum -c` too. What lies in the folder has the names of a store
`store.db` and of what stands beside one.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from admission.app.backup.files import Counted, copy_file, digest_of, to_the_disk, told_of
from admission.app.recorders.errors import StoreUnusable

STORE: Final = "store.db"
MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"
_LINE: Final = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>store\.db[\w.-]*(?:/\w[\w.-]*)*)")
_VERSION: Final = 1


class Draft:
    """A folder that is being filled, under another name until it is whole."""

    def __init__(self, path: Path, mode: int) -> None:
        self.path = path
        self._mode = mode
        self._lines: list[str] = []
        self._bytes = 0

    def copy(self, source: Path, name: str, counted: Counted) -> None:
        """Take in a copy of a file."""
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        self._add(name, copy_file(source, target, counted, self._mode))

    def adopt(self, name: str, counted: Counted) -> None:
        """Take in a file that stands in the folder already."""
        path = self.path / name
        path.chmod(self._mode)
        to_the_disk(path)
        self._add(name, digest_of(path, counted))

    def finish(self, kind: str, about: Mapping[str, Any]) -> dict[str, Any]:
        """Write the list of digests and the manifest, which is returned."""
        sums = "".join(self._lines).encode()
        manifest = {
            "schema": f"admission.{kind}/{_VERSION}",
            **about,
            "files": len(self._lines),
            "bytes": self._bytes,
            "sums": sha256(sums).hexdigest(),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        for name, content in ((SUMS, sums), (MANIFEST, text.encode())):
            (self.path / name).write_bytes(content)
            to_the_disk(self.path / name)
        for folder in {self.path, *(path.parent for path in self.path.rglob("*"))}:
            to_the_disk(folder)
        return manifest

    def _add(self, name: str, digest: str) -> None:
        self._lines.append(f"{digest}  {name}\n")
        self._bytes += (self.path / name).stat().st_size


@contextmanager
def drafted(folder: Path, mode: int = 0o644) -> Iterator[Draft]:
    """Fill a new folder; it is there after the block, whole, or not at all.

    Raises:
        StoreUnusable: it is there already, or cannot be written.
    """
    scratch = folder.with_name(f"{folder.name}.incomplete")
    with told_of(folder):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise StoreUnusable(f"{folder} is there already: name a new folder.")
        try:
            scratch.mkdir(mode=mode | (mode & 0o444) >> 2)
        except FileExistsError as error:
            raise StoreUnusable(
                f"{scratch} is there: another backup is being made, or one was broken off; move "
                "it away."
            ) from error
        try:
            yield Draft(scratch, mode)
            scratch.rename(folder)
            to_the_disk(folder.parent)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise


class Line(NamedTuple):
    """A file of a backup, by its name there, and its SHA-256."""

    name: str
    digest: str


class Folder:
    """A backup that was made, of one kind: `backup` or `backup-keys`."""

    def __init__(self, path: Path, kind: str) -> None:
        """Raises `StoreUnusable` where it is none, not whole, or newer than this program."""
        self.path = path
        self.about = _manifest(path, kind)
        self.lines = _lines(path, self.about)

    @property
    def size(self) -> int:
        """How many bytes its files have."""
        return int(self.about["bytes"])

    def check(self, counted: Counted) -> None:
        """Read every file; raises `StoreUnusable` where some are missing or altered."""
        with told_of(self.path):
            wrong = [fault for line in self.lines if (fault := self._fault(line, counted))]
        if wrong:
            others = f" (and {len(wrong) - 1} others)" if len(wrong) > 1 else ""
            raise StoreUnusable(
                f"The backup {self.path} is half copied or damaged: {wrong[0]}{others}; copy it "
                "again from where it was made, or take another one."
            )

    def _fault(self, line: Line, counted: Counted) -> str:
        path = self.path / line.name
        if not path.is_file():
            return f"{line.name} is missing"
        return "" if digest_of(path, counted) == line.digest else f"{line.name} is altered"


def _manifest(path: Path, kind: str) -> dict[str, Any]:
    place = path / MANIFEST
    try:
        about: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
        found, _, version = str(about["schema"]).removeprefix("admission.").partition("/")
        newer = int(version) > _VERSION
    except FileNotFoundError as error:
        raise StoreUnusable(
            f"{path} is no backup, or half copied: there is no {MANIFEST} in it; name the folder "
            "that `admission backup` made."
        ) from error
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreUnusable(f"{place} cannot be read: it is no backup, or damaged.") from error
    if found != kind:
        raise StoreUnusable(f"{path} is {_KINDS.get(found, 'no backup of ours')}: {_ASK[kind]}.")
    if newer:
        raise StoreUnusable(
            f"{path} was written by a newer admission (backup format {version}, this one knows "
            f"{_VERSION}): install the newer version."
        )
    if not _NEEDED | (_OF_STORES if kind == "backup" else set()) <= set(about):
        raise StoreUnusable(f"{place} cannot be read: it is no backup, or damaged.")
    return about


_KINDS: Final = {"backup": "a backup of a store", "backup-keys": "a backup of keys"}
_ASK: Final = {
    "backup": "name the folder of the store, and that of its keys with --keys",
    "backup-keys": "name the folder of keys with --keys",
}


_NEEDED: Final = {"files", "bytes", "sums", "store_id"}
_OF_STORES: Final = {"made_at", "position", "log"}


def _lines(path: Path, about: Mapping[str, Any]) -> list[Line]:
    try:
        content = (path / SUMS).read_bytes()
    except OSError:
        content = b""
    found = [_LINE.fullmatch(line) for line in content.decode("utf-8", "replace").splitlines()]
    lines = [Line(one["name"], one["digest"]) for one in found if one]
    whole = sha256(content).hexdigest() == about.get("sums") and None not in found
    if not whole or any(".." in line.name for line in lines):
        raise StoreUnusable(
            f"The backup {path} is half copied or damaged: {SUMS} is not the one that was made; "
            "copy it again from where it was made, or take another one."
        )
    return lines

"""A whole log as files: C2SP tlog-tiles, and beside them, if wanted, the bytes of each record."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from admission.proof.verifier import (
    ENTRY_BYTES,
    Tree,
    bytes_path,
    leaf_hash,
    tile_path,
)


class Entry(NamedTuple):
    """A line of the log, and the bytes that it names, by digest."""

    line: bytes
    contents: tuple[tuple[str, bytes], ...]


def write_package(folder: Path, entries: Iterable[Entry], *, with_bytes: bool) -> Tree:
    """Write every tile and bundle into a new folder; returns the tree. The checkpoint is left out.

    Holds 256 entries at a time. `bytes/SHA256SUMS` can be checked with `sha256sum -c`.
    """
    lines: list[bytes] = []

    def write_tile(level: int, index: int, hashes: list[bytes]) -> None:
        _write(folder / tile_path(level, index, len(hashes)), b"".join(hashes))
        if level == 0:
            _write(folder / tile_path("entries", index, len(lines)), _bundle(lines))
            lines.clear()

    folder.mkdir(parents=True, exist_ok=True)
    tree = Tree(write_tile)
    for entry in entries:
        lines.append(entry.line)
        if with_bytes:
            _write_bytes(folder, entry.contents)
        tree.add(leaf_hash(entry.line))
    tree.finish()
    return tree


def _bundle(lines: list[bytes]) -> bytes:
    for line in lines:
        if len(line) > ENTRY_BYTES:
            msg = f"a line of the log has {len(line)} bytes"
            raise ValueError(msg)
    return b"".join(len(line).to_bytes(2, "big") + line for line in lines)


def _write_bytes(folder: Path, contents: tuple[tuple[str, bytes], ...]) -> None:
    for digest, content in contents:
        if (folder / bytes_path(digest)).exists():
            continue
        _write(folder / bytes_path(digest), content)
        with (folder / "bytes" / "SHA256SUMS").open("a", encoding="ascii") as sums:
            sums.write(f"{digest}  {digest[:2]}/{digest}\n")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)

import errno
import io
import os
from hashlib import sha256
from pathlib import Path

import pytest

from admission.app.document_folder import PARTS, DocumentFolder
from admission.app.recorders.errors import StoreUnusable

SCAN = b"a scan of a paper" * 100_000
DIGEST = sha256(SCAN).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> DocumentFolder:
    store = tmp_path / "one.db"
    store.touch(0o640)
    return DocumentFolder(store)


def keep(folder: DocumentFolder, content: bytes = SCAN) -> str:
    with folder.incoming(io.BytesIO(content)) as incoming:
        folder.keep(incoming)
    return incoming.sha256


def files(folder: DocumentFolder) -> list[str]:
    return sorted(p.name for p in folder.path.rglob("*") if p.is_file())


def test_a_file_is_kept_under_its_digest_and_nothing_else(folder: DocumentFolder) -> None:
    assert keep(folder) == DIGEST
    assert files(folder) == [DIGEST]
    assert folder.place(DIGEST) == f"one.db.documents/{DIGEST[:2]}/{DIGEST}"
    assert folder.is_whole(DIGEST)
    assert [digest for part in PARTS for digest in folder.digests(part)] == [DIGEST]


def test_a_kept_file_is_readable_as_the_store_is_and_writable_by_nobody(
    folder: DocumentFolder,
) -> None:
    keep(folder)
    assert (folder.path / DIGEST[:2] / DIGEST).stat().st_mode & 0o777 == 0o440


def test_a_file_that_is_there_is_left_as_it_is(folder: DocumentFolder) -> None:
    keep(folder)
    path = folder.path / DIGEST[:2] / DIGEST
    before = path.stat()
    keep(folder)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_waits_is_gone_if_it_is_not_kept(folder: DocumentFolder) -> None:
    with folder.incoming(io.BytesIO(SCAN)) as incoming:
        assert (incoming.sha256, incoming.size) == (DIGEST, len(SCAN))
        assert folder.leftovers() == 1
    assert folder.leftovers() == 0
    assert files(folder) == []


def test_progress_is_told_in_bytes(folder: DocumentFolder) -> None:
    told: list[int] = []
    with folder.incoming(io.BytesIO(SCAN), told.append):
        pass
    assert told == sorted(told)
    assert told[-1] == len(SCAN)


def test_on_a_full_disk_nothing_is_kept(
    folder: DocumentFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreUnusable, match="No space left on device"):
        keep(folder)
    assert files(folder) == []


def test_where_the_folder_cannot_be_made_that_is_said(folder: DocumentFolder) -> None:
    folder.path.write_bytes(b"in the way")
    with pytest.raises(StoreUnusable, match="cannot be written"):
        keep(folder)


def test_an_altered_file_is_found_and_not_given_out(folder: DocumentFolder) -> None:
    keep(folder)
    alter(folder.path / DIGEST[:2] / DIGEST)
    assert not folder.is_whole(DIGEST)
    with pytest.raises(StoreUnusable, match="is altered"):
        folder.copy_out(DIGEST, io.BytesIO())
    with pytest.raises(StoreUnusable, match="is not what was put there"):
        keep(folder)


def alter(path: Path) -> None:
    path.unlink()
    path.write_bytes(SCAN[:-1] + b"!")


def test_a_missing_file_cannot_be_read(folder: DocumentFolder) -> None:
    with pytest.raises(StoreUnusable, match=r"cannot be read .*restore it"):
        folder.is_whole(DIGEST)


def test_a_file_comes_out_as_it_went_in(folder: DocumentFolder) -> None:
    keep(folder)
    out = io.BytesIO()
    folder.copy_out(DIGEST, out)
    assert out.getvalue() == SCAN

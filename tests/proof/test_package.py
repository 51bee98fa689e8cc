"""A whole log as files: laid out as C2SP says, and checked by a file that stands alone."""

import shutil
import subprocess
import sys
import tracemalloc
from hashlib import sha256
from pathlib import Path

import pytest

from admission.proof import verifier
from admission.proof.packing import Entry, write_package
from admission.proof.signing import Signer, new_signer, sign_checkpoint
from admission.proof.verifier import (
    CannotJudge,
    Tampered,
    check_package,
    read_checkpoint,
    tile_path,
)
from tests.proof import c2sp
from tests.proof.logs import Log, entries

SIGNER = new_signer("log.example/1")
_WITH_BYTES = 600


def _record(index: int) -> Entry:
    state = b"state %d" % index
    digest = sha256(state).hexdigest()
    line = b'{"format":1,"index":%d,"state":"%s"}' % (index, digest.encode())
    return Entry(line, ((digest, state),))


def package(folder: Path, size: int, *, signer: Signer = SIGNER, with_bytes: bool = False) -> Path:
    tree = write_package(folder, map(_record, range(size)), with_bytes=with_bytes)
    (folder / "checkpoint").write_bytes(sign_checkpoint(signer, size, tree.root()))
    return folder


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package(tmp_path_factory.mktemp("package") / "log", _WITH_BYTES, with_bytes=True)


@pytest.fixture
def copied(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


@pytest.mark.parametrize(
    ("level", "index", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 0, 1, "tile/0/000.p/1"),
        (1, 999, 256, "tile/1/999"),
        (0, 1000, 256, "tile/0/x001/000"),
        (0, 1234067, 256, "tile/0/x001/x234/067"),
        ("entries", 1234067, 8, "tile/entries/x001/x234/067.p/8"),
        (63, 0, 255, "tile/63/000.p/255"),
    ],
)
def test_a_tile_lies_where_c2sp_says(level: int | str, index: int, width: int, path: str) -> None:
    assert tile_path(level, index, width) == path


def test_a_tree_of_70_000_has_the_tiles_of_the_example_of_c2sp(tmp_path: Path) -> None:
    """273 full tiles and one of 112; above them one full and one of 17; above that one of 1."""
    folder = tmp_path / "log"
    tree = write_package(folder, (Entry(line, ()) for line in entries(70_000)), with_bytes=False)
    assert tree.root() == Log(entries(70_000)).roots[-1]
    full = dict.fromkeys("012", 0)
    for path in folder.glob("tile/[0-9]/[0-9][0-9][0-9]"):
        full[path.parent.name] += 1
        assert path.stat().st_size == 8192
    assert full == {"0": 273, "1": 1, "2": 0}
    partial = {str(path.relative_to(folder)) for path in folder.glob("tile/*/*.p/*")}
    assert partial == {
        "tile/0/273.p/112",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
        "tile/entries/273.p/112",
    }
    assert len(list(folder.glob("tile/entries/[0-9][0-9][0-9]"))) == 273
    assert {path.name for path in folder.iterdir()} == {"tile"}


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 600, 65_536 + 257])
def test_a_second_reader_by_the_texts_alone_reads_the_same_entries(
    tmp_path: Path, size: int
) -> None:
    folder = package(tmp_path / "log", size)
    assert c2sp.read_log(folder, str(SIGNER.key)) == [_record(at).line for at in range(size)]
    for index in (0, 7, 999, 1000, 999_999, 1_000_000, 1_234_067, 10**9):
        for width in (1, 255, 256):
            assert c2sp.path_of("0", index, width) == tile_path(0, index, width)


def test_a_tree_of_256_has_one_full_tile_and_one_of_width_1_above(tmp_path: Path) -> None:
    folder = package(tmp_path / "log", 256)
    tiles = {str(path.relative_to(folder)) for path in folder.rglob("tile/**/*") if path.is_file()}
    assert tiles == {"tile/0/000", "tile/1/000.p/1", "tile/entries/000"}


def test_entries_are_prefixed_by_their_length_in_two_bytes(tmp_path: Path) -> None:
    content = (package(tmp_path / "log", 2) / "tile/entries/000.p/2").read_bytes()
    first, second = _record(0).line, _record(1).line
    assert content == bytes([0, len(first)]) + first + bytes([0, len(second)]) + second


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 600])
def test_a_package_of_any_size_is_proven(tmp_path: Path, size: int) -> None:
    assert check_package(package(tmp_path / "log", size), SIGNER.key).size == size


@pytest.mark.parametrize("old", [1, 255, 256, 257, 599, 600])
def test_history_is_that_of_an_earlier_checkpoint(whole: Path, tmp_path: Path, old: int) -> None:
    before = read_checkpoint((package(tmp_path / "old", old) / "checkpoint").read_bytes())
    check_package(whole, SIGNER.key, before)
    forked = sign_checkpoint(SIGNER, old, sha256(b"fork").digest())
    with pytest.raises(Tampered, match=f"one of entries 0 to {old - 1} is not what it was"):
        check_package(whole, SIGNER.key, read_checkpoint(forked))


def test_an_older_package_an_empty_log_and_a_foreign_checkpoint_are_not_judged(
    whole: Path,
) -> None:
    root = sha256(b"x").digest()
    for note, said in (
        (sign_checkpoint(SIGNER, 601, root), r"package \(600 entries\) is older"),
        (sign_checkpoint(SIGNER, 0, root), "of an empty log"),
        (sign_checkpoint(new_signer("other.example/2"), 5, root), "is of other.example/2"),
        (sign_checkpoint(new_signer("log.example/1"), 5, root), "carries no signature"),
    ):
        with pytest.raises(CannotJudge, match=said):
            check_package(whole, SIGNER.key, read_checkpoint(note))


def test_a_key_of_another_log_proves_nothing(whole: Path) -> None:
    with pytest.raises(CannotJudge, match="key is of other"):
        check_package(whole, new_signer("other.example/2").key)


def test_every_file_of_a_package_counts(copied: Path) -> None:
    """One byte changed in any of them, any of them cut short, lengthened or missing."""
    for path in sorted(copied.rglob("*")):
        if path.is_dir() or path.name == "SHA256SUMS":
            continue
        content = path.read_bytes()
        at = len(content) // 2
        for damaged in (
            content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :],
            content[:at],
            content + b"x",
        ):
            path.write_bytes(damaged)
            with pytest.raises((Tampered, CannotJudge)):
                check_package(copied, SIGNER.key)
        path.unlink()
        with pytest.raises(CannotJudge, match="copy the whole package again"):
            check_package(copied, SIGNER.key)
        path.write_bytes(content)
        if path.parent.parent.name == "bytes" and path.parent.name > "08":
            break  # the others are like these
    check_package(copied, SIGNER.key)


def test_the_entry_and_the_field_are_named(copied: Path) -> None:
    digest = _record(300).contents[0][0]
    changed = copied / f"bytes/{digest[:2]}/{digest}"
    changed.write_bytes(b"state 301")
    with pytest.raises(Tampered, match="Entry 300: its state was changed"):
        check_package(copied, SIGNER.key)
    shutil.rmtree(copied / "bytes")
    bundle = copied / "tile/entries/001"
    bundle.write_bytes(bundle.read_bytes().replace(b'"index":300,', b'"index":300 '))
    with pytest.raises(Tampered, match="Entry 300"):
        check_package(copied, SIGNER.key)


@pytest.mark.parametrize(
    ("line", "verdict", "said"),
    [
        (b"[" * 50_000, Tampered, "does not say that it is entry 0"),
        (b'{"format":1,"index":1}', Tampered, "does not say that it is entry 0"),
        (b'{"format":2,"index":0}', CannotJudge, "is in format 2, not 1: take the verifier of"),
        (b'{"format":1,"index":0,"state":7}', Tampered, "its state has no SHA-256"),
        (b'{"format":1,"index":0,"meta":"../../../etc"}', Tampered, "metadata has no SHA-256"),
    ],
)
def test_an_entry_of_another_form_has_its_sentence(
    tmp_path: Path, line: bytes, verdict: type[Exception], said: str
) -> None:
    folder = tmp_path / "log"
    tree = write_package(folder, [Entry(line, ())], with_bytes=True)
    (folder / "checkpoint").write_bytes(sign_checkpoint(SIGNER, 1, tree.root()))
    (folder / "bytes").mkdir(exist_ok=True)
    with pytest.raises(verdict, match=said):
        check_package(folder, SIGNER.key)


def test_the_identity_of_the_store_is_among_the_bytes(tmp_path: Path) -> None:
    digest = sha256(b"identity").hexdigest()
    line = b'{"format":1,"index":0,"store":"%s"}' % digest.encode()
    folder = tmp_path / "log"
    tree = write_package(folder, [Entry(line, ((digest, b"identity"),))], with_bytes=True)
    (folder / "checkpoint").write_bytes(sign_checkpoint(SIGNER, 1, tree.root()))
    check_package(folder, SIGNER.key)
    (folder / f"bytes/{digest[:2]}/{digest}").write_bytes(b"another")
    with pytest.raises(Tampered, match="its identity of the store was changed"):
        check_package(folder, SIGNER.key)


def test_sha256sum_checks_the_bytes(whole: Path) -> None:
    done = subprocess.run(
        ["/usr/bin/env", "sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=whole / "bytes",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_verifier_runs_alone_on_the_standard_library_and_cryptography(
    copied: Path, tmp_path: Path
) -> None:
    """As one copied file, isolated from this project and without a network."""
    alone = Path(shutil.copy(verifier.__file__, tmp_path))

    def run(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", str(alone), str(copied), *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout

    code, said = run("--key", str(SIGNER.key))
    assert (code, said.splitlines()[0]) == (0, "proven: 600 entries")
    (tmp_path / "old").write_bytes(b"nothing")
    assert run("--key", str(SIGNER.key), "--since", str(tmp_path / "old"))[0] == 2
    assert run("--key", str(new_signer("log.example/1").key))[0] == 2
    assert run("--key", "nonsense")[0] == 2
    tile = copied / "tile/0/000"
    tile.write_bytes(bytes(8192))
    code, said = run("--key", str(SIGNER.key))
    assert (code, said) == (
        1,
        "tampered: Entry 0: its line does not fit its hash in tile/0/000.\n",
    )


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Neither writing nor checking holds more than some tiles, however long the log is."""
    peaks = []
    for size in (2_000, 20_000):
        tracemalloc.start()
        check_package(package(tmp_path / str(size), size), SIGNER.key)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5

from pathlib import Path

import pytest

from cli.main import run
from tests.cli.calling import Caller
from tests.placing import copied


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    """Calls on a new live store."""
    caller = Caller(capsys, tmp_path / "live.db")
    caller.done("init")
    return caller


@pytest.fixture
def rehearsal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    """Calls on a new demonstration store."""
    caller = Caller(capsys, tmp_path / "rehearsal.db")
    caller.done("init", "--demonstration")
    return caller


@pytest.fixture(scope="session")
def hoa_lu_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hoa-lu")
    assert run(["--db", str(folder / "hoa-lu.db"), "demo", "hoa-lu-2024-q1"]) == 0
    return folder


@pytest.fixture
def hoa_lu(capsys: pytest.CaptureFixture[str], hoa_lu_files: Path, tmp_path: Path) -> Caller:
    """Calls on a copy of the demonstration hoa-lu-2024-q1."""
    copied(hoa_lu_files, tmp_path / "copy")
    capsys.readouterr()
    return Caller(capsys, tmp_path / "copy" / "hoa-lu.db")

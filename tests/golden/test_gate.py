"""The gate of stored events lets through what is right, and tells each thing that is not."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any, ClassVar, Final

import pytest

from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Count, Line
from tests.golden import files, gate


def _same(fields: dict[str, Any]) -> dict[str, Any]:
    return fields


class GateOpened(Event):
    """A made-up event, changed once."""

    TYPE: ClassVar[str] = "gate-opened"
    SCHEMA: ClassVar[int] = 2
    UPCASTERS: ClassVar = {1: _same}
    title: Line
    height: Count | None = None


KINDS: Final = {GateOpened.TYPE: GateOpened}
SAMPLE: Final = "events/unit/gate-opened.1.json"
NEWEST: Final = "schemas/gate-opened.2.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Samples and schemas of both versions, as they should be."""
    said = {"on": "2025-11-10", "title": "Cổng"}
    for path, text in (
        (SAMPLE, json.dumps(said)),
        ("events/unit/gate-opened.2.json", json.dumps({**said, "height": 4})),
        ("schemas/gate-opened.1.json", "{}"),
        (NEWEST, files.schema_of(GateOpened)),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def _edit(path: Path, change: Callable[[Any], None]) -> None:
    said = json.loads(path.read_text("utf-8"))
    change(said)
    path.write_text(json.dumps(said), encoding="utf-8")


def test_what_is_right_goes_through(folder: Path) -> None:
    assert list(gate.findings(KINDS, folder)) == []


def test_another_form_without_a_new_version_is_told(folder: Path) -> None:
    _edit(folder / NEWEST, lambda schema: schema["properties"].pop("title"))
    (finding,) = gate.findings(KINDS, folder)
    assert finding.startswith("gate-opened is not what it was: raise its SCHEMA")


def test_other_words_in_a_schema_are_no_other_form(folder: Path) -> None:
    _edit(folder / NEWEST, lambda schema: schema.update(description="said better", title="Gate"))
    assert list(gate.findings(KINDS, folder)) == []


@pytest.mark.parametrize(("path", "what"), [(SAMPLE, "sample"), (NEWEST, "schema")])
def test_a_version_without_sample_or_schema_is_told(path: str, what: str, folder: Path) -> None:
    (folder / path).unlink()
    (finding,) = gate.findings(KINDS, folder)
    assert f"of gate-opened has not one {what}" in finding


def test_a_gap_is_told_by_type_and_version(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GateOpened, "UPCASTERS", {})
    (finding,) = gate.findings(KINDS, folder)
    assert finding == "gate-opened has no upcaster from version 1; it is at version 2"


def test_a_sample_that_is_read_no_longer_is_told(folder: Path) -> None:
    _edit(folder / SAMPLE, lambda said: said.pop("title"))
    (finding,) = gate.findings(KINDS, folder)
    assert "gate-opened.1.json is read no longer" in finding
    assert "title" in finding


def test_a_type_that_is_gone_is_told(folder: Path) -> None:
    found = list(gate.findings({}, folder))
    assert "version 1 of gate-opened was taken away; what is stored stays" in found


@pytest.fixture
def released(folder: Path) -> Path:
    """The same folder, committed and tagged."""
    _git(folder, "init", "--quiet")
    _git(folder, "add", ".")
    _git(folder, "commit", "--quiet", "--message", "all")
    _git(folder, "tag", "v1")
    return folder


def _git(folder: Path, *arguments: str) -> None:
    git = which("git")
    if git is None:
        pytest.skip("there is no git on this machine")
    who = ("-c", "user.name=x", "-c", "user.email=x@example", "-c", "commit.gpgsign=false")
    subprocess.run([git, *who, *arguments], cwd=folder, check=True)


def test_a_release_is_found_by_its_tag_and_is_as_it_was(released: Path) -> None:
    assert gate.release_before(released) == "v1"
    (released / "schemas/gate-opened.3.json").write_text("{}", encoding="utf-8")
    _edit(released / NEWEST, lambda schema: schema.update(description="said better"))
    assert list(gate.since("v1", released)) == []


def test_what_was_released_and_is_otherwise_now_is_told(released: Path) -> None:
    _edit(released / SAMPLE, lambda said: said.update(title="Cửa"))
    _edit(released / NEWEST, lambda schema: schema["properties"].pop("height"))
    (released / "schemas/gate-opened.1.json").unlink()
    assert list(gate.since("v1", released)) == [
        f"{SAMPLE} is not what it was in v1: what is stored stays as it is",
        "schemas/gate-opened.1.json was in v1 and is gone",
        f"{NEWEST} is not what it was in v1: what is stored stays as it is",
    ]


def test_without_a_release_there_is_nothing_to_compare_with(folder: Path) -> None:
    _git(folder, "init", "--quiet")
    assert gate.release_before(folder) is None

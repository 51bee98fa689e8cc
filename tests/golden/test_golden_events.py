"""What was ever stored is read for ever."""

import json
from pathlib import Path
from typing import Final

import pytest

from admission.app.catalogue import decode, encode
from admission.domain.decider import EVENTS, evolve, fold
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.corrections.events import Correction
from admission.domain.stages.candidate import SEVERAL
from tests.golden.make import EVENTS_FOLDER, SCHEMAS_FOLDER, name_of, schema_of

SAMPLES: Final = sorted(EVENTS_FOLDER.glob("*/*.json"))
_ANY: Final = "00000000-0000-7000-8000-000000000001"


def _read(path: Path) -> tuple[str, int, bytes]:
    """The type, the version and the stored bytes of a sample."""
    type_name, version, _ = path.name.split(".")
    return type_name, int(version), path.read_bytes().removesuffix(b"\n")


def _name(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_a_stored_event_is_read(path: Path) -> None:
    type_name, version, stored = _read(path)
    event = decode(type_name, version, stored)
    assert type_name == event.TYPE


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_an_event_of_todays_version_is_stored_as_the_same_bytes(path: Path) -> None:
    type_name, version, stored = _read(path)
    if version == EVENTS[type_name].SCHEMA:
        assert encode(decode(type_name, version, stored)) == stored


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_a_stored_event_evolves(path: Path) -> None:
    type_name, version, stored = _read(path)
    stream = f"{path.parent.name}-{_ANY}"
    empty = fold(stream, ())
    event = decode(type_name, version, stored)
    if isinstance(event, Correction):  # the stream is folded anew for it
        state = fold(stream, [Recorded(event, None, 1, 1)])
    else:
        state = evolve(stream, empty, Recorded(event))
    assert type(state) is type(empty)


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_a_stored_event_gives_back_its_command(path: Path) -> None:
    type_name, version, stored = _read(path)
    event = decode(type_name, version, stored)
    command = event.command()
    assert (command is None) == (type(event).COMMAND is None)
    if command is not None:
        assert type(command).model_validate(dict(command)) == command


@pytest.mark.parametrize("type_name", sorted(EVENTS))
def test_every_event_has_a_sample_and_a_schema_of_its_version(type_name: str) -> None:
    name = name_of(type_name, EVENTS[type_name].SCHEMA)
    assert [path.name for path in SAMPLES].count(name) == 1, "run python -m tests.golden.make"
    assert (SCHEMAS_FOLDER / name).exists(), "run python -m tests.golden.make"


@pytest.mark.parametrize("type_name", sorted(EVENTS))
def test_a_schema_changes_only_with_its_version(type_name: str) -> None:
    kind = EVENTS[type_name]
    stored = (SCHEMAS_FOLDER / name_of(type_name, kind.SCHEMA)).read_text(encoding="utf-8")
    changed = f"{type_name} is not what it was: raise its SCHEMA, and upcast the version before"
    assert json.loads(schema_of(kind)) == json.loads(stored), changed


def test_no_version_was_ever_skipped_or_taken_away() -> None:
    versions: dict[str, list[int]] = {}
    for path in SAMPLES:
        type_name, version, _ = _read(path)
        versions.setdefault(type_name, []).append(version)
    assert {name: sorted(found) for name, found in versions.items()} == {
        name: list(range(1, kind.SCHEMA + 1)) for name, kind in EVENTS.items()
    }


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_milestones_with_keys_are_those_of_which_several_stand(path: Path) -> None:
    """A milestone looked up by its name alone has no key, and the other way round."""
    type_name, schema, state = _read(path)
    for milestone in decode(type_name, schema, state).milestones():
        assert bool(milestone.key) == (milestone.name in SEVERAL)

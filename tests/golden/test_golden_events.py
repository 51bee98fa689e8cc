"""What was ever stored is read for ever."""

from pathlib import Path
from typing import Final

import pytest

from admission.app.catalogue import decode, encode
from admission.domain.decider import EVENTS, evolve, fold
from admission.domain.kernel.messages import Recorded
from admission.domain.registers.corrections.events import Correction
from admission.domain.stages.candidate import SEVERAL
from tests.golden import files, gate
from tests.golden.files import HERE, said_by

SAMPLES: Final = sorted(HERE.glob(f"{files.EVENTS}/*/*.json"))
_ANY: Final = "00000000-0000-7000-8000-000000000001"


def _read(path: Path) -> tuple[str, int, bytes]:
    """The type, the version and the stored bytes of a sample."""
    return *said_by(path.name), path.read_bytes().removesuffix(b"\n")


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


def test_nothing_was_done_to_stored_events_that_may_not_be_done() -> None:
    assert list(gate.findings(EVENTS, HERE)) == []


@pytest.mark.parametrize("path", SAMPLES, ids=_name)
def test_milestones_with_keys_are_those_of_which_several_stand(path: Path) -> None:
    """A milestone looked up by its name alone has no key, and the other way round."""
    type_name, schema, state = _read(path)
    for milestone in decode(type_name, schema, state).milestones():
        assert bool(milestone.key) == (milestone.name in SEVERAL)

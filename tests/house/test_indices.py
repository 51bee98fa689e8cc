"""Each index names all that lies in its folder, and nothing else."""

from pathlib import Path

import pytest

from admission.domain import decider
from admission.domain.kernel import ids
from admission.domain.kinds import KINDS
from admission.domain.registers.corrections.commands import CorrectionCommand

_DOMAIN = Path(decider.__file__).parent


def folders(room: str) -> set[str]:
    return {path.parent.name for path in (_DOMAIN / room).glob("*/__init__.py")}


def test_every_stage_is_in_the_decider() -> None:
    """A new stage is one folder and one line."""
    assert set(decider.STAGES) == folders("stages")


def test_every_register_is_in_the_decider() -> None:
    """A new register is one folder and one line."""
    assert set(decider.REGISTERS) == folders("registers")


@pytest.mark.parametrize("room", ["stages", "registers"])
def test_every_room_has_the_same_files(room: str) -> None:
    """Who knows one room finds their way in all."""
    for name in folders(room):
        files = {path.stem for path in (_DOMAIN / room / name).glob("*.py")}
        expected = {"__init__", "commands", "events", "state", "decide"}
        others = {
            "rules",
            "party_age",
            "reached",
            "days",
            "draft",
            "later",
            "resting",
            "approval",
            "membership",
            "vocabulary",
            "holds",
            "conduct",
        }
        assert expected <= files <= expected | others, name


def test_every_command_is_decided_once() -> None:
    """No two rooms take the same command, and no two commands have the same name."""
    stages = sum(len(room) for room in decider.STAGES.values())
    registers = sum(len(room) for room in decider.REGISTERS.values())
    assert stages + registers == len(decider.COMMANDS)


def test_every_command_and_event_says_what_it_is() -> None:
    """The docstring is the help of the terminal and the reference."""
    for kind in (*decider.COMMANDS.values(), *decider.EVENTS.values()):
        assert kind.__doc__, kind.__name__
        assert kind.__doc__.endswith("."), kind.__name__


def test_every_event_belongs_to_a_kind_of_stream() -> None:
    """Each command's stream is of a kind that can be folded."""
    for command in decider.COMMANDS.values():
        stream = command.STREAM
        if issubclass(command, CorrectionCommand):
            continue  # about a fact of any stream
        kind = ids.kind_of(stream) if ids.is_only(stream) else stream.removesuffix("_id")
        assert kind in KINDS, command


def test_every_event_but_those_beside_another_names_its_command() -> None:
    """The command can be rebuilt from its events."""
    beside = {kind.TYPE for kind in decider.EVENTS.values() if kind.COMMAND is None}
    assert beside == {
        "candidacy-opened",
        "candidacy-closed",
        "membership-began",
        "path-ended",
        "card-number-taken",
        "step-stated",
        "keys-destroyed",
        "unit-placed",
        "section-formed",
        "candidate-placed",
        "unit-abolished",
        "candidacy-moved",
        "joined-into",
        "parted-from",
        "path-moved",
        "cell-changed",
        "report-listed",
        "consequence-annulled",
        "consequence-corrected",
        "step-reread",
        "steps-held",
        "hold-lifted",
    }

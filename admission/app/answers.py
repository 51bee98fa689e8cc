"""What commands come to: answers, and what is wrong with one that was not even decided."""

from typing import NamedTuple

from admission.domain.kernel.messages import Objection, UnknownReferenceError


class CommandIdReused(Exception):  # noqa: N818 - said to people as it is
    """A command id came again with other content."""


Wrong = UnknownReferenceError | CommandIdReused
"""What is wrong with a command that was not even decided."""


class StillInConflict(Exception):  # noqa: N818
    """Others wrote to the same streams each time that this command was about to be written."""


class Answer(NamedTuple):
    """What became of a command; `positions` are those of its events, in order."""

    outcome: str
    command_id: str
    stream: str
    objections: tuple[Objection, ...] = ()
    positions: tuple[int, ...] = ()
    late: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the objections, each once."""
        return tuple(dict.fromkeys(each.code for each in self.objections))

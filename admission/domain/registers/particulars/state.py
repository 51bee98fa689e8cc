"""What is known of a person on a day, folded from what was recorded."""

from typing import NamedTuple

from admission.domain.kernel.values import Erased
from admission.domain.registers.particulars import events as e


class Particulars(NamedTuple):
    """Each as it was recorded last, by the words of the vocabulary; None is unknown."""

    sources: tuple[str, ...] | Erased | None = None
    occupation: str | Erased | None = None
    qualification: str | Erased | None = None
    title: str | Erased | None = None
    ethnic_minority: bool | Erased | None = None
    religious: bool | Erased | None = None
    population_policy: bool | Erased | None = None
    foreign_marriage: bool | Erased | None = None


def stated(before: Particulars, event: e.ParticularsRecorded) -> Particulars:
    """What is known after one more record: what it does not speak of stays."""
    said = {name: getattr(event, name) for name in Particulars._fields}
    return before._replace(**{name: value for name, value in said.items() if value is not None})

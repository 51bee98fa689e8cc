"""The rows of what is so of a person from day to day; sources as `,farmer,worker,`.

In the place of what was erased, or is locked, stands that word.
"""

from collections.abc import Iterable
from typing import Any, Final

from admission.domain.kernel.values import Erased
from admission.domain.registers.particulars.events import ParticularsRecorded
from admission.domain.registers.particulars.state import Particulars
from admission.projections.bitemporal import Table
from admission.projections.facts import Change, Fact, Row
from admission.projections.people.project import Person

READS: Final = frozenset({ParticularsRecorded.TYPE})
TABLE: Final = Table("particulars", ("person",), Particulars._fields)
_NOTHING: Final = Particulars()


def project(fact: Fact) -> Iterable[Change]:
    """Bring the row of the person up to the fact."""
    return TABLE.follow(fact, rows)


def rows(person: Person) -> dict[Row, Row]:
    """One row, once anything is known."""
    known = person.state.particulars
    return {} if known == _NOTHING else {(person.state.id,): tuple(map(_word, known))}


def _word(value: Any) -> str | None:  # noqa: ANN401 - a particular of any kind
    if isinstance(value, tuple):
        return "".join(f",{source}" for source in sorted(set(value))) + ","
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | Erased) else None

"""An erasure carried out: which scans go with it, the act, and a receipt of what is left."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Final, NamedTuple

from admission.app.admission import Admission
from admission.app.answers import Answer
from admission.app.envelope import Act
from admission.app.erasing.reapplying import Destroyed, all_destroyed
from admission.app.intake import read_command
from admission.app.views import open_views
from admission.domain.kernel.ids import derived_id
from admission.domain.kernel.messages import Command
from admission.domain.registers.erasure.rules import old_keys_gone_by
from admission.domain.registers.erasure.state import Erasure
from admission.domain.world import World
from admission.projections.erasures.queries import scans_of_nobody_else

NOT_LOOKED_INTO: Final = (
    "notes on units, and the titles of classes and meetings, where somebody may be named in words",
    "steps of other people: their reasons, and papers that name several",
    "records that were parted from this one: what was known of both stays with the other",
    "scans that are about somebody else too",
    "accounts: the holder of an account is named as long as the store is kept",
    "the id of a record that came from a list: whoever holds the keys can test a guess against it",
    "backups of the keys, until the next epoch; prints, lists and scans outside the store",
    "the folder of the system for temporary files, after a program was killed in it",
)
"""What an erasure does not reach, said on every receipt."""


class Receipt(NamedTuple):
    """What an erasure destroyed, and the log before and after it: its size, its root in base64.

    The old root is still proven by the log: lines are added, none is changed. `days` are those
    since the request; by `old_keys_until` no backup of the keys may open any more what was erased.
    """

    person: str
    position: int
    keys: int
    scans: int
    requested_on: str
    days: int
    old_keys_until: str | None
    size_before: int
    root_before: str
    size_after: int
    root_after: str


def commands_to_erase(admission: Admission, people: Iterable[str], on: str) -> list[Command]:
    """The command for each person, with the scans that are about nobody else.

    `people` are ids of people, in their form.

    Raises:
        UnknownReferenceError: there is no such person.
    """
    with open_views(admission.recorder.path) as views:
        found = []
        for person in people:
            scans = scans_of_nobody_else(views.connection, _streams(admission, person))
            fields = {"person": person, "scans": scans, "on": on}
            found.append(read_command("erase-person", fields))
        return found


def _streams(admission: Admission, person: str) -> list[str]:
    """All that is of one person alone: every record, candidacy and request."""
    known = admission.world.person(person)
    requests = [derived_id("erasure", each) for each in known.ids]
    return [*known.ids, *known.candidacies, *requests]


def carry_out(
    admission: Admission, erasures: list[tuple[Command, Act]]
) -> list[tuple[Answer, Receipt | None]]:
    """Erase people; the rows are built anew once for all. A receipt for each that was not refused.

    Raises:
        StoreUnusable: a file cannot be written; what is recorded is done at the next opening.
        UnknownReferenceError, CommandIdReused: nothing was recorded.
    """
    size, root = _head(admission)
    answers = list(admission.handle_many(erasures))
    destroyed = {each.subjects[0]: each for each in all_destroyed(admission.recorder)}
    after = _head(admission)
    return [
        (each, _receipt(admission.world, each, destroyed, (size, root, *after))) for each in answers
    ]


def _receipt(
    world: World, answer: Answer, destroyed: dict[str, Destroyed], log: tuple[int, str, int, str]
) -> Receipt | None:
    if answer.outcome != "done":
        return None
    stream = answer.stream
    (person, found), *_ = (
        (each, what) for each, what in destroyed.items() if derived_id("erasure", each) == stream
    )
    counts = (len(found.subjects), len(found.scans))
    asked, days, until = _times(world.erasure(person), world)
    return Receipt(person, answer.positions[0], *counts, asked, days, until, *log)


def _times(erasure: Erasure, world: World) -> tuple[str, int, str | None]:
    """The day of the request, the days that the erasure took, and how long old keys may be left."""
    last = old_keys_gone_by(world, erasure, erasure.newest)
    days = (erasure.newest - erasure.requested_on).days
    return erasure.requested_on.isoformat(), days, last.isoformat() if last else None


def _head(admission: Admission) -> tuple[int, str]:
    head = admission.recorder.log_head()
    return (head.size, b64encode(head.root).decode()) if head else (0, "")

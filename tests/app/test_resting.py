"""Paths that rest on others are found at a correction, whether the rows know them yet or not."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from admission.app.admission import Admission
from admission.app.answers import Answer
from admission.app.bootstrap import create_store, open_admission
from admission.app.envelope import Act
from admission.app.resting import Resting
from admission.domain.kernel.messages import Command
from admission.domain.registers.corrections.commands import AnnulFact, CorrectFact
from admission.domain.registers.people.commands import RegisterMember
from tests.stories.organisation import (
    ANOTHER_C,
    ANOTHER_P,
    CELL,
    CLERK,
    GUIDE,
    HELPER,
    SECOND,
    C,
    ask,
    founding,
)
from tests.stories.paths import cell_resolved, ceremony_held, dossier_open

_HELD = "2025-02-20"


@pytest.fixture
def admission(tmp_path: Path) -> Iterator[Admission]:
    path = tmp_path / "Đảng bộ.db"
    create_store(path)
    with open_admission(path) as admission:
        told(admission, founding())
        yield admission


def acts(admission: Admission, commands: Iterable[Command]) -> Iterator[tuple[Command, Act]]:
    return ((command, Act(admission.new_id(), CLERK)) for command in commands)


def told(admission: Admission, *several: Iterable[Command]) -> list[Answer]:
    """All of it at once, in one transaction."""
    commands = (command for some in several for command in some)
    answers = list(admission.handle_many(acts(admission, commands), batch=1000))
    assert {answer.outcome for answer in answers} == {"done"}
    return answers


def no_member_yet(person: str) -> Command:
    """The person became a full member only after all that is told."""
    of = {"person": person, "cell": CELL, "official_on": "2025-06-01", "on": "2025-06-01"}
    said = {"about": person, "fact": 2, "second": SECOND, "on": "2025-07-01"}
    return ask(CorrectFact, **said, replacement=ask(RegisterMember, **of))


def breaches(admission: Admission, candidate: str = C) -> list[str]:
    return [each.type for each in admission.world.candidate(candidate).breaches]


def test_the_rows_say_which_paths_name_the_person(admission: Admission) -> None:
    told(admission, ceremony_held(_HELD))
    (item,) = acts(admission, [no_member_yet(GUIDE)])
    assert len(admission.handle(*item).positions) == 2
    assert breaches(admission) == ["ceremony-held"]
    assert admission.projector.verify() is None


def test_nobody_can_add_a_step_between_the_decision_and_its_writing(
    admission: Admission, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The writers' turn is taken before the paths are asked for."""
    turns = []

    def asked(_: Resting, things: Sequence[str]) -> list[str]:
        turns.append((*things, admission.recorder.sessions.connection().in_transaction))
        return []

    monkeypatch.setattr(Resting, "paths", asked)
    (item,) = acts(admission, [no_member_yet(GUIDE)])
    assert admission.handle(*item).outcome == "done"
    assert turns == [(GUIDE, True)]


def test_of_what_has_no_rows_yet_the_log_does(admission: Admission) -> None:
    """Recorded and corrected within one transaction, twice."""
    other = cell_resolved(_HELD, candidate=ANOTHER_C, person=ANOTHER_P)
    corrections = [no_member_yet(GUIDE)], [no_member_yet(HELPER)]
    told(admission, ceremony_held(_HELD), corrections[0], other, corrections[1])
    assert breaches(admission) == ["helper-assigned", "ceremony-held"]
    assert breaches(admission, ANOTHER_C) == ["helper-assigned"]
    assert admission.projector.verify() is None


def test_rows_that_were_lost_are_made_before_they_are_asked(admission: Admission) -> None:
    told(admission, ceremony_held(_HELD))
    for end in ("", "-wal", "-shm"):
        path = admission.projector.path
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    told(admission, [no_member_yet(GUIDE)])
    assert breaches(admission) == ["ceremony-held"]


def test_what_a_rehearsal_read_of_the_log_is_forgotten_with_it(admission: Admission) -> None:
    """The same positions are then given to the steps of another path."""
    rehearsed = (*ceremony_held(_HELD), no_member_yet(GUIDE))
    admission.rehearse(acts(admission, rehearsed))
    other = ceremony_held(_HELD, candidate=ANOTHER_C, person=ANOTHER_P)
    told(admission, dossier_open("2024-06-01"), other)
    told(admission, [no_member_yet(GUIDE)])
    assert breaches(admission, ANOTHER_C) == ["ceremony-held"]


def test_taken_back_in_the_same_transaction_nothing_is_left(admission: Admission) -> None:
    back = ask(AnnulFact, about=GUIDE, fact=3, second=SECOND, on="2025-07-01")
    told(admission, ceremony_held(_HELD), [no_member_yet(GUIDE), back])
    assert breaches(admission) == []
    assert admission.projector.verify() is None

"""What a death, a departure, a transfer or a cancelled decision does to the other registers."""

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.movements.commands import Depart, EndMembership, TransferMember
from admission.domain.stages.membership import commands as m
from tests.stories import test_attendance as a
from tests.stories import test_discipline as d
from tests.stories import test_rankings as r
from tests.stories import test_supervision as s
from tests.stories import test_tasks as t
from tests.stories.kit import Story, given
from tests.stories.organisation import COMMUNE, GRASSROOTS_CELL, HELPER, P, ask
from tests.stories.paths import recognised
from tests.stories.test_particulars import particulars

ON = "2026-03-01"
THE_DAY_BEFORE = "2024-12-31"


def screened() -> Story:
    """A member who is listed and educated."""
    told = (d.listing(P, on="2026-01-10"), d.educating(on="2026-01-20", person=P))
    return given(recognised("2025-12-15"), *told)


def died(person: str = HELPER, on: str = THE_DAY_BEFORE) -> EndMembership:
    return ask(EndMembership, person=person, ground="died", on=on)


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        (ask(m.CancelDecision, body=COMMUNE, on=ON), "cancelled"),
        (ask(m.RecordDeath, on=ON), "died"),
        (ask(Depart, person=P, to_place="Huế", on=ON), "moved-away"),
    ],
)
def test_a_screening_is_over_with_the_membership(end: Command, outcome: str) -> None:
    """However that ends; nobody is to be kept or deleted who is no member here."""
    conduct = screened().and_(end).store.world.person(P).conduct
    assert conduct.screening is None
    assert (conduct.screenings[0].outcome, str(conduct.screenings[0].ended_on)) == (outcome, ON)


def test_a_screening_goes_with_the_member_to_another_cell() -> None:
    moved = screened().and_(ask(TransferMember, person=P, cell=GRASSROOTS_CELL, on=ON))
    (screening,) = moved.store.world.person(P).conduct.screenings
    assert (screening.unit, screening.outcome) == (GRASSROOTS_CELL, None)


@pytest.mark.parametrize(
    "given_to", [s.assigned(), a.planned(person=HELPER), t.assigned(person=HELPER)]
)
def test_nobody_is_given_anything_to_do_after_death(given_to: Command) -> None:
    """Neither units to answer for, nor meetings to attend, nor tasks."""
    begun = given(t.issued())
    begun.and_(died()).when(given_to).refused_only("SYS-14")
    begun.when(given_to).accepted()
    begun.and_(died(on=str(given_to.on))).when(given_to).accepted()


def test_no_weakness_is_for_somebody_dead_to_mend() -> None:
    told = given(a.planned(), a.met(), a.held())
    noted = a.noted(person=HELPER)
    told.when(noted).accepted()
    told.and_(died()).when(noted).refused_only("SYS-14")


def test_nothing_is_so_of_a_member_whose_path_ended_with_death() -> None:
    told = given(recognised("2025-12-15"), ask(m.RecordDeath, on=ON))
    told.when(particulars(religious=True, on="2026-03-02")).refused_only("SYS-14")
    told.when(particulars(religious=True, on=ON)).accepted()


@pytest.mark.parametrize(
    "end", [ask(m.CancelDecision, body=COMMUNE, on=ON), ask(m.RecordDeath, on=ON)]
)
def test_nobody_is_ranked_for_a_year_after_the_membership(end: Command) -> None:
    """For the years up to that of the end still, for they may be entered late."""
    told = given(recognised("2025-12-15"), end)
    told.when(r.member(person=P, year=2025, on="2026-03-10")).accepted()
    told.when(r.member(person=P, year=2026, on="2026-12-20")).accepted()
    told.when(r.member(person=P, year=2027, on="2027-12-20")).refused_only("SYS-14")

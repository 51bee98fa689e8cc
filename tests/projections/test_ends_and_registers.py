"""What ends and transfers do to the rows of registers: screenings, what is due, party age."""

import pytest

from admission.domain.kernel.messages import Command
from admission.domain.registers.discipline.commands import LodgeAppeal, ResolveAppeal
from admission.domain.registers.identity.commands import JoinPersons
from admission.domain.registers.movements.commands import Depart, TransferMember
from admission.domain.stages.membership import commands as m
from admission.projections.conscripts.queries import count_conscripts, list_conscripts
from admission.projections.discipline.queries import list_screenings
from admission.projections.due.queries import list_due
from admission.projections.party_ages.queries import show_party_age
from tests.projections.test_one_member_twice import rows
from tests.stories import test_badges as b
from tests.stories import test_enlistment as enlistment
from tests.stories.kit import given
from tests.stories.organisation import ANOTHER_P, CELL, COMMUNE, GRASSROOTS_CELL, SECOND, P, ask
from tests.stories.test_ends_and_registers import ON, screened

END = "2026-12-31"


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        (ask(m.CancelDecision, body=COMMUNE, on=ON), "cancelled"),
        (ask(Depart, person=P, to_place="Huế", on=ON), "moved-away"),
    ],
)
def test_nothing_is_due_of_a_screening_once_the_membership_is_over(
    end: Command, outcome: str
) -> None:
    with rows(screened().and_(end)) as views:
        (row,) = list_screenings(views, as_of=END, ended=True).rows
        assert (row.outcome, row.ended_on) == (outcome, ON)
        assert [row for row in list_due(views, as_of=END).rows if row.rule == "OUT-01"] == []
        before = list_due(views, as_of="2026-02-28").rows
        assert [row.person for row in before if row.rule == "OUT-01"] == [P]


def test_the_cell_that_a_screened_member_went_to_concludes() -> None:
    told = screened().and_(ask(TransferMember, person=P, cell=GRASSROOTS_CELL, on=ON))
    with rows(told) as views:
        for day, cell in (("2026-02-28", CELL), (END, GRASSROOTS_CELL)):
            due = list_due(views, as_of=day, unit=cell).rows
            assert [row.acting for row in due if row.rule == "OUT-01"] == [cell]


def test_who_is_restored_by_an_appeal_has_the_party_age_again() -> None:
    of = {"person": P, "against": "expulsion", "decided_on": "2026-02-01", "level": "district"}
    appeal = ask(LodgeAppeal, **of, received_on="2026-02-03", on="2026-02-10")
    lifted = ask(ResolveAppeal, person=P, outcome="lifted", cell=CELL, gap=False, on="2026-03-10")
    told = given(b.member(), b.ended("expelled", "2026-02-01"), appeal, lifted)
    with rows(told) as views:
        found = [show_party_age(views, P, as_of=day) for day in ("2026-02-28", "2026-03-10")]
        assert [age and age.years for age in found] == [None, 29]


def test_who_is_on_a_list_under_two_names_is_one_conscript_of_it() -> None:
    """The listing of the name kept stands for both; before the joining they are two."""
    join = ask(JoinPersons, person=ANOTHER_P, other=P, second=SECOND, on="2025-02-01")
    with rows(given(enlistment.listed(P), enlistment.listed(ANOTHER_P), join)) as views:
        (row,) = list_conscripts(views, year=2025, as_of=END).rows
        assert row.person == ANOTHER_P
        assert {row.base for row in count_conscripts(views, year=2025, as_of=END).rows} == {1}
        before = count_conscripts(views, year=2025, as_of="2025-01-31").rows
        assert {row.base for row in before} == {2}

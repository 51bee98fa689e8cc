"""Figures that are known only because somebody stated them."""

import pytest

from admission.domain.registers.stated.commands import StateFigure, WithdrawFigure
from tests.stories.kit import given
from tests.stories.organisation import COMMUNE, a_, ask

FIGURE = a_("figure", 1)
ANOTHER = a_("figure", 2)
ON = "2025-04-02"


def stated(**fields: object) -> StateFigure:
    known = {"figure": FIGURE, "unit": COMMUNE, "indicator": "admitted", "period": "2025-Q1"}
    return ask(StateFigure, **{**known, "number": 41, "on": ON, **fields})


def withdrawn(**fields: object) -> WithdrawFigure:
    return ask(WithdrawFigure, **{"figure": FIGURE, "on": "2025-05-02", **fields})


@pytest.mark.accepts("SYS-35")
def test_a_figure_is_stated_of_a_period_and_members_of_a_day() -> None:
    """The report of a quarter, and how many there were on its last day."""
    given().when(stated()).records("figure-stated", number=41, period="2025-Q1")
    members = stated(indicator="members", period="2025-03-31", number=5197)
    given().when(members).records(number=5197)
    nobody = stated(indicator="admissible", period="2025-03-31", number=0)
    given().when(nobody).records(number=0)
    given().when(stated(period="2024")).accepted()
    given().when(stated(period="2024-H2", indicator="certified")).accepted()


@pytest.mark.refuses("SYS-35")
def test_members_are_not_stated_of_a_year_nor_admissions_of_a_day() -> None:
    """How many there are is true of a day; how many came is true of a length of time."""
    given().when(stated(indicator="members", period="2024")).refused_only("SYS-35")
    given().when(stated(period="2025-03-31")).refused_only("SYS-35")
    given().when(stated(indicator="admissible", number=0)).refused_only("SYS-35")


def test_nothing_is_stated_before_it_begins() -> None:
    """Nor of a day that lies ahead, nor of a unit that there is not."""
    given().when(stated(period="2025-Q2", on="2025-03-31")).refused_only("SYS-14")
    given().when(stated(period="2025-H2", on="2025-07-01")).accepted()
    ahead = stated(indicator="members", period="2025-04-03")
    given().when(ahead, today=ON).refused_only("SYS-02")
    given().when(stated(unit=a_("unit", 99))).unknown(a_("unit", 99))


def test_two_reports_may_state_two_figures_each_once() -> None:
    """They stand side by side, each with its document."""
    told = given(stated())
    told.when(stated(number=40)).refused_only("SYS-07")
    told.when(stated(figure=ANOTHER, number=40)).accepted()


def test_a_figure_is_withdrawn_once_and_not_before_it_was_stated() -> None:
    """A figure that nobody stated cannot be."""
    given().when(withdrawn()).refused_only("SYS-18")
    given(stated()).when(withdrawn(on="2025-04-01")).refused_only("SYS-14")
    gone = given(stated()).when(withdrawn()).records("figure-withdrawn").then()
    gone.when(withdrawn()).refused_only("SYS-18")
    gone.when(stated()).refused_only("SYS-07")

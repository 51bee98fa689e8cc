"""Periods are confirmed as complete, nil included, and opened again."""

import pytest

from admission.domain.registers.confirmations import commands as c
from tests.stories.kit import given
from tests.stories.organisation import COMMITTEE, COMMUNE, DOC, a_, ask

ON = "2025-07-02"


def _confirmed(through: str = "2025-06-30", **fields: object) -> c.ConfirmPeriod:
    return ask(c.ConfirmPeriod, **{"unit": COMMITTEE, "through": through, "on": ON, **fields})


def _reopened(first: str, **fields: object) -> c.ReopenPeriod:
    return ask(c.ReopenPeriod, **{"unit": COMMITTEE, "first": first, "on": "2025-07-09", **fields})


@pytest.mark.accepts("SYS-52")
@pytest.mark.accepts("SYS-53")
def test_a_unit_confirms_its_period_each_time_further() -> None:
    """On the last day or later, with a paper or without; each unit for itself."""
    first = given(_confirmed("2025-03-31", on="2025-03-31", document=DOC))
    first.when(_confirmed()).records("period-confirmed", unit=COMMITTEE)
    first.when(_confirmed("2025-03-31", unit=COMMUNE)).accepted()


@pytest.mark.refuses("SYS-52")
def test_what_is_confirmed_is_not_confirmed_again() -> None:
    """Neither the same day nor an earlier one."""
    story = given(_confirmed())
    story.when(_confirmed()).refused_only("SYS-52")
    story.when(_confirmed("2025-03-31")).refused_only("SYS-52")


@pytest.mark.refuses("SYS-53")
def test_a_period_is_not_confirmed_before_it_is_over() -> None:
    """Nobody can say on the 30th what is complete to the 31st; nor on a day that lies ahead."""
    given().when(_confirmed("2025-07-03")).refused_only("SYS-53")
    given().when(_confirmed(), today="2025-06-29").refused("SYS-02")
    given().when(_confirmed("1999-12-31")).refused_only("SYS-14")
    given().when(_confirmed(unit=a_("unit", 99))).unknown(a_("unit", 99))


@pytest.mark.accepts("SYS-54")
def test_a_period_is_opened_again_and_confirmed_anew() -> None:
    """From a day on; what lies before it stays confirmed."""
    opened = given(_confirmed()).when(_reopened("2025-06-01")).records("period-reopened").then()
    opened.when(_confirmed("2025-05-31")).refused("SYS-52")
    opened.when(_confirmed(on="2025-07-10")).accepted()


@pytest.mark.refuses("SYS-54")
def test_only_what_the_unit_itself_confirmed_is_opened_again() -> None:
    """Not what lies after it, nor what a superior confirmed."""
    given().when(_reopened("2025-06-01")).refused_only("SYS-54")
    given(_confirmed()).when(_reopened("2025-07-01")).refused_only("SYS-54")
    given(_confirmed(unit=COMMUNE)).when(_reopened("2025-06-01")).refused_only("SYS-54")
    given().when(_reopened("2025-06-01", unit=a_("unit", 99))).unknown(a_("unit", 99))


def test_all_may_be_opened_again() -> None:
    """From the first day of the calendar on: then nothing is confirmed."""
    opened = given(_confirmed()).when(_reopened("0001-01-01")).accepted().then()
    assert opened.store.world.confirmation(_confirmed().confirmation).through is None

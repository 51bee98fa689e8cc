"""Who was a member before comes back: when, with whose consent, how often, or never."""

from datetime import date

import pytest

from admission.domain.registers.discipline.commands import ClearRecord
from admission.domain.registers.movements.commands import EndMembership
from tests.stories.kit import Story, given
from tests.stories.organisation import ANOTHER_C, P, ask
from tests.stories.paths import (
    cell_resolved,
    ceremony_held,
    decided,
    recognised,
    with_consent,
)
from tests.stories.test_movements import arrival

OUT_ON = "2022-07-15"
BACK = "2025-07-15"


def former(ground: str = "deleted", on: str = OUT_ON, **fields: object) -> Story:
    """A member of long ago, whose membership then ended."""
    came = arrival(official_on="2011-03-03", decided_on="2010-02-01", on="2017-01-02")
    return given(came, ask(EndMembership, person=P, ground=ground, on=on, **fields))


@pytest.mark.accepts("RE-01")
@pytest.mark.accepts("RE-03")
@pytest.mark.accepts("RE-04")
def test_a_former_member_is_voted_on_once_36_months_are_over() -> None:
    """To the day; for those who left for family hardship, too."""
    former().when(tuple(cell_resolved(BACK))).accepted()
    hardship = former("left", circumstance="family-hardship")
    hardship.when(tuple(cell_resolved(BACK))).accepted()


@pytest.mark.refuses("RE-01")
def test_nobody_comes_back_before_the_months_are_over() -> None:
    """After a less serious crime 60 months after the record is cleared."""
    former(on="2022-07-16").when(tuple(cell_resolved(BACK))).refused_only("RE-01")
    convicted = former(circumstance="less-serious-crime", on="2018-01-02")
    convicted.when(tuple(cell_resolved(BACK))).refused_only("RE-01")
    cleared = convicted.and_(ask(ClearRecord, person=P, on="2020-07-16"))
    cleared.when(tuple(cell_resolved(BACK))).refused_only("RE-01")
    in_time = convicted.and_(ask(ClearRecord, person=P, on="2020-07-15"))
    in_time.when(tuple(cell_resolved(BACK))).accepted()


@pytest.mark.refuses("RE-03")
@pytest.mark.parametrize(
    "circumstance", ["self-quit", "serious-disunity", "corruption", "serious-crime"]
)
def test_after_some_ends_nobody_comes_back(circumstance: str) -> None:
    """Nor who left on request."""
    former(circumstance=circumstance).when(tuple(cell_resolved(BACK))).refused_only("RE-03")
    former("left").when(tuple(cell_resolved(BACK))).refused_only("RE-03")


@pytest.mark.refuses("RE-02")
def test_a_former_member_is_not_decided_on_without_consent() -> None:
    former(on="2021-01-02").when(tuple(decided(BACK))).refused_only("RE-02")


@pytest.mark.accepts("RE-02")
def test_with_consent_a_former_member_is_admitted_and_on_probation_again() -> None:
    held = former(on="2021-01-02").when(tuple(with_consent(ceremony_held(BACK))))
    held.records("ceremony-held", again=True)


@pytest.mark.refuses("RE-04")
def test_nobody_comes_back_twice() -> None:
    """The second end of a membership is the last."""
    again = former(on="2018-01-01").and_(with_consent(recognised("2023-02-10")))
    out = again.and_(ask(EndMembership, person=P, ground="deleted", on="2023-03-01"))
    told = tuple(cell_resolved("2026-06-01", candidate=ANOTHER_C))
    out.when(told).refused_only("RE-04")


@pytest.mark.computes("AGE-03")
def test_party_age_counts_from_the_first_decision_less_the_gap() -> None:
    """Decided in February 2010, out in January 2018, back in December 2021: four years less."""
    again = former(on="2018-01-01").and_(with_consent(recognised("2023-02-10")))
    person = again.store.world.person(P)
    decided_on = person.decided_on
    assert decided_on is not None
    assert decided_on.isoformat()[:7] == "2021-12"
    age = person.party_age(date(2024, 2, 1))
    assert age == (10, 0)
    assert person.counted is not None
    assert person.counted.days_away == (decided_on - date(2018, 1, 1)).days

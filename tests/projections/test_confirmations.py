"""How far the records of units are confirmed as complete, and what an unconfirmed 0 is."""

import pytest

from admission.app.recorders.ports import Connection
from admission.projections.asking import Moment, ask
from admission.projections.confirmations.queries import list_confirmations, own_days
from admission.projections.confirmations.through import Through, confirmed
from admission.projections.progress.queries import ProgressRow, progress
from admission.projections.units.queries import superiors, tree
from tests.projections.histories import ACTOR
from tests.projections.organisation.who import C1, C2, B, D, E, G, P, S

END = "2024-12-31"


@pytest.fixture(scope="session")
def known(views: Connection) -> list[int]:
    """The positions of the confirmations, in the order of the log, the reopening among them."""
    query = "SELECT position FROM timeline WHERE type LIKE 'period-%' ORDER BY position"
    return [row[0] for row in ask(views, query)]


def through(
    views: Connection, known_at: int | None, root: str | None = None, as_of: str = END
) -> Through:
    units = tree(views, as_of=as_of, known_at=known_at, unit=root)
    return confirmed(views, units, Moment(as_of, known_at))


def test_nothing_is_confirmed_before_somebody_has(views: Connection, known: list[int]) -> None:
    assert through(views, known[0] - 1) == {}
    assert through(views, known[0]) == {S: "2024-03-31"}


def test_a_unit_is_confirmed_as_far_as_all_right_under_it(
    views: Connection, known: list[int]
) -> None:
    """B has one cell alone; G waits for its other cell, D for all of its units."""
    assert through(views, known[1]) == dict.fromkeys((S, C1, B), "2024-03-31")
    assert through(views, known[2], as_of="2024-05-31") == {
        **dict.fromkeys((S, C1, B, G, D, P), "2024-03-31"),
        C2: "2024-04-02",
    }


def test_one_that_has_not_confirmed_keeps_its_superior_waiting(
    views: Connection, known: list[int]
) -> None:
    """E, founded in June, has never confirmed: D has through its units, P has not."""
    found = through(views, known[2])
    assert found[D] == "2024-03-31"
    assert not {P, E} & found.keys()


def test_what_is_opened_again_is_confirmed_to_the_day_before(
    views: Connection, known: list[int]
) -> None:
    found = through(views, known[3], as_of="2024-05-31")
    assert (found[S], found[D], found[G]) == ("2024-03-14", "2024-03-14", "2024-03-31")


def test_a_superior_speaks_for_all_under_it(views: Connection, known: list[int]) -> None:
    found = through(views, known[4])
    assert found == dict.fromkeys((D, S, G, B, C1, C2), "2024-06-30")
    assert through(views, None) == dict.fromkeys((P, D, S, G, B, C1, C2, E), "2025-12-31")


def test_superiors_speak_for_one_that_is_asked_for_alone(
    views: Connection, known: list[int]
) -> None:
    assert through(views, known[4], root=C1) == {C1: "2024-06-30"}
    assert through(views, known[3], root=C1) == {C1: "2024-03-31"}
    assert [row.unit for row in superiors(views, C1, as_of=END)] == [B, G, D, P]


def test_a_confirmation_says_who_when_and_on_which_paper(views: Connection) -> None:
    first, second = list_confirmations(views, [S, D])
    assert (first.unit, first.through, first.confirmed_on) == (D, "2024-06-30", "2024-07-03")
    assert (first.actor, first.document) == (ACTOR, "1-QĐ")
    assert (second.through, second.confirmed_on) == ("2024-03-14", "2024-04-10")
    assert own_days(views, as_of="2024-04-03") == {S: "2024-03-31", C1: "2024-03-31"}


def row(
    views: Connection, unit: str, known_at: int | None, as_of: str = "2024-03-31"
) -> ProgressRow:
    return progress(views, year=2024, as_of=as_of, known_at=known_at, unit=unit, depth=0).rows[0]


def test_a_zero_that_is_not_confirmed_is_unknown(views: Connection, known: list[int]) -> None:
    """Its count is there beside it; a number that is not 0 stands as it is."""
    before = row(views, S, known[0] - 1)
    assert (before.admitted, before.admitted_counted, before.percent) == (None, 0, None)
    assert (before.recognised, before.certified, before.year_admitted) == (None, None, None)
    assert (before.dossiers_open, before.dossiers_open_counted) == (1, 1)
    after = row(views, S, known[0])
    assert (after.admitted, after.admitted_counted, after.percent) == (0, 0, "0.00")
    assert (after.confirmed_to, before.confirmed_to) == ("2024-03-31", None)
    assert row(views, C1, known[0]).admitted == 1


def test_a_zero_is_confirmed_to_the_end_of_its_period_or_the_day_asked(
    views: Connection, known: list[int]
) -> None:
    assert row(views, S, known[0], "2024-04-01").admitted is None
    assert row(views, S, None, "2025-12-31").admitted == 0
    assert row(views, S, None, "2026-01-31").admitted == 0
    assert row(views, C1, None, "2025-12-31").dossiers_open == 0
    assert row(views, C1, None, "2026-01-31").dossiers_open is None


def test_each_quarter_is_confirmed_by_itself(views: Connection, known: list[int]) -> None:
    found = progress(
        views, year=2024, as_of=END, known_at=known[4], unit=S, by="quarter", depth=0
    ).rows
    assert [one.admitted for one in found] == [0, 0, None, None]
    assert [one.year_admitted for one in found] == [0, 0, None, None]
    assert [one.dossiers_open for one in found] == [1, 1, 1, 1]

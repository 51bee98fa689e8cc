"""What moved the counts of a unit, and the steps of paths, in pages and at both clocks."""

import itertools

from admission.app.conformance.sides import Sides
from admission.app.recorders.ports import Connection
from admission.projections.conformance.queries import StepRow, list_steps
from admission.projections.pipeline.queries import count_standings, list_status
from admission.projections.replay.queries import MoveRow, list_moves
from tests.projections.histories import an_id
from tests.projections.organisation.who import AN, C1, DUNG, D, P, S

NOW = "2025-12-31"


def moves(views: Connection, unit: str, known_at: int | None = None) -> list[MoveRow]:
    return list_moves(views, unit, as_of=NOW, known_at=known_at).rows


def test_the_moves_of_a_unit_lead_to_its_counts_whenever_it_is_asked(
    views: Connection,
) -> None:
    (last,) = views.execute("SELECT max(position) FROM timeline").fetchone()
    for known_at in (None, last // 2, last // 3):
        for unit in (P, D, C1, S):
            stands = {move.stream: move.standing for move in moves(views, unit, known_at)}
            counted = count_standings(views, as_of=NOW, known_at=known_at, unit=unit)
            here = {row.candidate for row in list_status(
                views, as_of=NOW, known_at=known_at, unit=unit).rows}  # fmt: skip
            standings = [standing for path, standing in stands.items() if path in here]
            assert {row.standing: row.candidates for row in counted} == {
                one: standings.count(one) for one in standings
            }


def test_a_move_says_from_where_to_where(views: Connection) -> None:
    of_dung = [move for move in moves(views, S) if move.stream == DUNG.id]
    assert of_dung[0].old_standing is None
    assert (of_dung[0].standing, of_dung[0].unit) == ("in-pool", S)
    for before, after in itertools.pairwise(of_dung):
        assert after.old_standing == before.standing


def test_pages_of_steps_put_together_are_the_whole(views: Connection) -> None:
    whole = list_steps(views, as_of=NOW).rows
    rows: list[StepRow] = []
    after: str | None = None
    while True:
        page = list_steps(views, as_of=NOW, limit=7, after=after)
        rows += page.rows
        after = page.next
        if after is None:
            break
    assert rows == whole
    assert {row.candidate for row in whole} >= {AN.id, DUNG.id}
    assert [row.candidate for row in whole] == sorted(row.candidate for row in whole)


def test_steps_are_of_the_unit_of_their_own_day_and_of_the_days_asked(
    views: Connection,
) -> None:
    whole = list_steps(views, as_of=NOW).rows
    of_s = list_steps(views, as_of=NOW, unit=S).rows
    assert of_s == [row for row in whole if row.unit == S]
    some = list_steps(views, as_of=NOW, first="2024-01-01", last="2024-03-31").rows
    assert some == [row for row in whole if "2024-01-01" <= row.on_day <= "2024-03-31"]
    assert some


def test_two_records_of_one_person_are_one_side(views: Connection) -> None:
    joined = views.execute(
        "SELECT person, joined_into FROM people WHERE joined_into IS NOT NULL "
        "AND known_to = 9223372036854775807 AND until > ?", (NOW,)
    ).fetchall()  # fmt: skip
    assert joined
    sides = Sides(views, None)
    for person, kept in joined:
        assert sides.are_one(person, kept) == "one person"
        assert not sides.are_one(person, an_id("person", 4))
        assert not Sides(views, 1).are_one(person, kept)

"""Goings to the stores of other provinces and comings from there: rows, and put together."""

from datetime import date
from typing import Any

from admission.domain.kernel.documents import Document
from admission.domain.registers.units import commands as u
from admission.projections.moves.matching import MatchRow, matched
from admission.projections.moves.queries import MoveRow, list_moves
from tests.projections.test_one_member_twice import rows
from tests.stories.kit import given
from tests.stories.organisation import ANOTHER_P, CELL, COMMUNE, P, ask
from tests.stories.paths import in_pool
from tests.stories.test_movements import ON, arrival, departure, reply
from tests.stories.test_taking_over import taken

LETTER = Document(kind="letter", number="17C-KNĐ", signed=date(2025, 11, 3))
END = "2026-12-31"
_NEW = "unit-01939d3c-0000-7000-8000-0000000000aa"


def test_who_went_and_came_is_listed_by_day_as_known_then() -> None:
    """A member who came on one letter and went on another, where a reply came from."""
    came = arrival(document=LETTER, from_province="p44")
    story = given(came).and_(departure(on="2025-12-20"), reply())
    with rows(story) as views:
        first, second = list_moves(views, as_of=END)
        assert (first.what, first.direction, first.on_day, first.unit) == (
            "member", "arrived", ON, CELL,
        )  # fmt: skip
        assert (first.province, first.letter_number, first.letter_signed) == (
            "p44", "17C-KNĐ", "2025-11-03",
        )  # fmt: skip
        assert (second.direction, second.unit, second.province) == ("departed", CELL, None)
        assert (first.replied_on, second.replied_on) == (None, "2026-01-10")
        assert [row.replied_on for row in list_moves(views, as_of="2026-01-09")] == [None, None]
        assert len(list_moves(views, as_of="2025-12-19")) == 1
        assert list_moves(views, as_of=END, known_at=1) == []


def test_a_candidate_goes_from_the_cell_of_the_path() -> None:
    story = given(in_pool("2025-07-01"), departure(to_province="p44"))
    with rows(story) as views:
        (row,) = list_moves(views, as_of=END)
        assert (row.what, row.stream, row.unit, row.province) == ("candidate", P, CELL, "p44")
        assert row.unit_name


def test_a_path_taken_over_is_a_coming_where_a_province_is_named() -> None:
    """One from paper comes from nowhere else."""
    for province, count in (("p31", 1), (None, 0)):
        with rows(given().and_(taken("in-pool", from_province=province, document=LETTER))) as views:
            found = list_moves(views, as_of=END)
            assert [(row.what, row.direction) for row in found] == [
                ("candidate", "arrived")
            ] * count


def test_a_unit_goes_and_comes_by_its_end_and_its_beginning() -> None:
    founding = {"kind": u.UnitKind.CELL, "name": "Chi bộ mới", "parent": None}
    kind = u.UnitKind.GRASSROOTS_CELL
    new = ask(u.FoundUnit, unit=_NEW, **{**founding, "kind": kind, "parent": COMMUNE},
              from_province="p44", document=LETTER, on=ON)  # fmt: skip
    gone = ask(u.DissolveUnit, unit=_NEW, targets="stays", to_province="p31", on=END)
    with rows(given().and_(new, gone)) as views:
        found = [(r.what, r.direction, r.unit, r.province) for r in list_moves(views, as_of=END)]
    assert found == [("unit", "arrived", _NEW, "p44"), ("unit", "departed", _NEW, "p31")]


def move(direction: str = "departed", **fields: Any) -> MoveRow:  # noqa: ANN401
    known = MoveRow(
        P, 0, "member", direction, "2025-11-05", CELL, "Chi bộ", None, "17C-KNĐ", "2025-11-03", None
    )
    return known._replace(**fields)


def came(**fields: Any) -> MoveRow:  # noqa: ANN401
    return move("arrived", **{"stream": ANOTHER_P, "on_day": "2025-11-15", **fields})


def states(gone: MoveRow, came: MoveRow, here: str = "p31", there: str = "p44") -> list[str]:
    found = matched({here: [gone], there: []} | {there: [came]}, "2025-12-05")
    return [row.state for row in found]


def test_a_coming_is_put_together_with_the_going_of_its_letter() -> None:
    (row,) = matched({"p31": [move(replied_on="2025-11-20")], "p44": [came()]}, "2025-12-05")
    assert isinstance(row, MatchRow)
    assert (row.state, row.from_province, row.to_province) == ("matched", "p31", "p44")
    assert (row.departed, row.arrived, row.days) == (P, ANOTHER_P, 10)
    assert row.replied_on == "2025-11-20"


def test_what_the_letter_or_the_days_gainsay_is_not_put_together() -> None:
    apart = ["no-arrival", "no-departure"]
    assert states(move(), came()) == ["matched"]
    assert states(move(), came(letter_signed=None)) == ["matched"]
    assert states(move(what="candidate"), came()) == ["matched"]
    assert states(move(province="p44"), came(province="p31")) == ["matched"]
    assert states(move(), came(letter_number="18")) == apart
    assert states(move(letter_number=None), came(letter_number=None)) == apart
    assert states(move(), came(letter_signed="2025-11-04")) == apart
    assert states(move(what="unit"), came()) == apart
    assert states(move(province="p45"), came()) == apart
    assert states(move(), came(province="p45")) == apart
    assert sorted(states(move(), came(on_day="2025-11-04"))) == apart


def test_two_sides_in_one_province_are_no_move_between_provinces() -> None:
    found = matched({"p31": [move(), came()]}, "2025-12-05")
    assert [row.state for row in found] == ["no-arrival", "no-departure"]


def test_what_is_missing_is_listed_with_its_age_and_where_it_should_be() -> None:
    found = matched({"p31": [move(province="p44")], "p45": [came(letter_number="9")]}, "2025-12-05")
    gone, arrived = found
    assert (gone.state, gone.to_province, gone.arrived, gone.days) == (
        "no-arrival",
        "p44",
        None,
        30,
    )
    assert (arrived.state, arrived.from_province, arrived.days) == ("no-departure", None, 20)


def test_each_going_has_one_coming_and_the_day_of_the_letter_decides() -> None:
    other = move(stream="person-other", letter_signed="2025-10-01", on_day="2025-10-02")
    found = matched({"p31": [other, move()], "p44": [came(), came(stream="again")]}, "2025-12-05")
    assert [(row.state, row.departed) for row in found] == [
        ("no-arrival", "person-other"),
        ("matched", P),
        ("no-departure", None),
    ]

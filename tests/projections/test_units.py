"""The tree of units, as it was on a day and as we knew it."""

from admission.app.recorders.ports import Connection
from admission.projections.units.queries import (
    KindCount,
    count_units,
    find_units,
    list_units,
    show_unit,
    tree,
)
from tests.projections.organisation.who import C1, C2, B, D, E, G, P, S

LATER = "2024-12-31"


def test_the_tree_comes_parent_first_and_siblings_by_code(views: Connection) -> None:
    rows = tree(views, as_of=LATER)
    assert [(row.unit, row.depth) for row in rows] == [
        (P, 0),
        (D, 1),
        (S, 2),
        (G, 2),
        (B, 3),
        (C1, 4),
        (C2, 3),
        (E, 1),
    ]


def test_a_unit_is_there_from_the_day_it_was_founded(views: Connection) -> None:
    """The founding day counts, the day before does not."""
    assert E not in {row.unit for row in tree(views, as_of="2024-05-31")}
    assert E in {row.unit for row in tree(views, as_of="2024-06-01")}


def test_a_subtree_counts_its_depth_from_its_root(views: Connection) -> None:
    rows = tree(views, as_of=LATER, unit=G)
    assert [(row.unit, row.depth) for row in rows] == [(G, 0), (B, 1), (C1, 2), (C2, 1)]
    assert tree(views, as_of="2015-12-31", unit=G) == []


def test_names_and_codes_are_those_of_the_day(views: Connection) -> None:
    def named(unit: str, as_of: str, known_at: int | None = None) -> tuple[str, str | None]:
        detail = show_unit(views, unit, as_of=as_of, known_at=known_at)
        assert detail is not None
        return detail.unit.name, detail.unit.code

    assert named(D, "2024-01-31") == ("District", "01.01")
    assert named(D, "2024-02-01") == ("District of Hoa Lư", "01.01")
    assert named(C2, "2022-12-31") == ("Second cell", "01.01.002.2")
    assert named(C2, "2023-01-01") == ("Old second cell", "01.01.002.2")
    assert named(C2, "2024-02-01") == ("Old second cell", "01.01.002.9")


def test_a_name_entered_late_is_not_known_before_it_was_entered(views: Connection) -> None:
    (entered,) = views.execute(
        "SELECT min(known_from) FROM units WHERE name = 'Old second cell'"
    ).fetchone()
    before = show_unit(views, C2, as_of=LATER, known_at=entered - 1)
    after = show_unit(views, C2, as_of=LATER, known_at=entered)
    assert before is not None
    assert after is not None
    assert (before.unit.name, after.unit.name) == ("Second cell", "Old second cell")


def test_authority_to_decide_holds_from_its_day_to_the_day_of_its_end(
    views: Connection,
) -> None:
    days = ("2022-12-31", "2023-01-01", "2023-06-30", "2023-07-01")
    found = [show_unit(views, G, as_of=day) for day in days]
    assert [detail and detail.unit.authorised for detail in found] == [False, True, True, False]


def test_a_unit_is_shown_with_those_above_and_the_kinds_below(views: Connection) -> None:
    detail = show_unit(views, G, as_of=LATER)
    assert detail is not None
    assert [row.unit for row in detail.above] == [D, P]
    assert detail.below == (KindCount("department-committee", 1), KindCount("cell", 2))
    assert show_unit(views, "unit-of-nobody", as_of=LATER) is None


def test_units_are_counted_by_kind_from_the_top(views: Connection) -> None:
    assert count_units(views, as_of=LATER) == [
        KindCount("directly-under-central", 1),
        KindCount("upper-grassroots", 2),
        KindCount("grassroots-committee", 1),
        KindCount("grassroots-cell", 1),
        KindCount("department-committee", 1),
        KindCount("cell", 2),
    ]
    assert count_units(views, as_of=LATER, unit=B) == [
        KindCount("department-committee", 1),
        KindCount("cell", 1),
    ]


def test_a_list_of_units_is_narrowed_by_kind_and_depth(views: Connection) -> None:
    cells = list_units(views, as_of=LATER, kind="cell").rows
    assert [row.unit for row in cells] == [C1, C2]
    top = list_units(views, as_of=LATER, depth=1).rows
    assert [row.unit for row in top] == [P, D, E]


def test_units_are_found_by_id_code_or_name(views: Connection) -> None:
    for text in (G, "01.01.002", "Commune"):
        assert [row.unit for row in find_units(views, text, as_of=LATER)] == [G]
    assert find_units(views, "Comm", as_of=LATER) == []

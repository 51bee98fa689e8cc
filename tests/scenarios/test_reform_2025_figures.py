"""The reform of 2025 in a store: 2024 reads as it was, and as it is now, to the person."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from admission.app.views import Views, open_views
from admission.projections.balance.queries import balance
from admission.projections.classes.queries import list_classes
from admission.projections.comparison.queries import compare
from admission.projections.coverage.queries import coverage
from admission.projections.documents.queries import undocumented_steps
from admission.projections.due.queries import list_due
from admission.projections.explain.queries import Progress, explain
from admission.projections.milestones.queries import list_milestones
from admission.projections.notes.queries import list_notes
from admission.projections.pipeline.queries import list_status
from admission.projections.progress.queries import ProgressRow, progress
from admission.projections.stated.queries import list_figures
from admission.projections.targets.queries import list_targets
from admission.projections.units.acts import count_changes, list_acts
from admission.projections.units.lenses import AS_NOW, AS_WAS
from admission.projections.units.queries import find_units, list_units

AFTER = "2025-12-31"
BEFORE = "2025-06-30"
REFORM = "2025-07-01"


@pytest.fixture(scope="module")
def views(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Views]:
    path = tmp_path_factory.mktemp("reform") / "reform.db"
    demo = [sys.executable, "-m", "cli", "--db", str(path), "demo", "reform-2025"]
    subprocess.run(demo, check=True, capture_output=True)
    with open_views(path) as found:
        yield found


def rows(views: Views, tree: str, **asked: Any) -> dict[str, ProgressRow]:  # noqa: ANN401
    found = progress(views.connection, year=2024, as_of=AFTER, tree=tree, **asked)
    return {row.name: row for row in found.rows}


def total(found: dict[str, ProgressRow]) -> int:
    return sum(row.admitted_counted for row in found.values() if not row.depth)


def test_binh_thuan_reads_2070_of_1980_as_it_was(views: Views) -> None:
    row = rows(views, AS_WAS, depth=0)["Tỉnh ủy Bình Thuận"]
    assert (row.admitted, row.target, row.percent) == (2070, 1980, "104.55")


def test_lam_dong_contains_it_as_it_is_now(views: Views) -> None:
    was, now = rows(views, AS_WAS, depth=0), rows(views, AS_NOW, depth=0)
    merged = ("Tỉnh ủy Bình Thuận", "Tỉnh ủy Đắk Nông", "Tỉnh ủy Lâm Đồng")
    here = now["Tỉnh ủy Lâm Đồng"]
    assert here.admitted == sum(was[name].admitted_counted for name in merged)
    assert here.target_own == 1980
    assert "Tỉnh ủy Bình Thuận" not in now
    assert len(now) == 4


@pytest.mark.parametrize("tree", [AS_NOW, "2025-06-30", "2024-12-31", "2025-01-01"])
def test_every_tree_counts_the_same_people(views: Views, tree: str) -> None:
    assert total(rows(views, tree)) == total(rows(views, AS_WAS)) == 2717


def test_the_sums_of_the_units_right_below_make_the_whole(views: Views) -> None:
    for tree in (AS_WAS, AS_NOW):
        found = progress(views.connection, year=2024, as_of=AFTER, tree=tree, depth=1).rows
        sums = [sum(row.admitted_counted for row in found if row.depth == d) for d in (0, 1)]
        assert sums == [2717, 2717], tree


def test_the_7_of_ninh_my_are_found_under_the_ward_of_hoa_lu(views: Views) -> None:
    (ninh_my,) = find_units(views.connection, "Đảng ủy phường Ninh Mỹ", as_of="2025-06-30")
    quarter = "2024-03-31"
    (then,) = progress(views.connection, year=2024, as_of=quarter, unit=ninh_my.unit, depth=0).rows
    assert then.admitted == 7
    (ward,) = find_units(views.connection, "Đảng ủy phường Hoa Lư", as_of=AFTER)
    now = rows(views, AS_NOW, unit=ward.unit)
    under = {row.unit for row in now.values()}
    assert ninh_my.unit not in under
    assert now["Đảng ủy phường Hoa Lư"].admitted_counted >= 7


def test_the_7_are_explained_by_the_acts_that_brought_them_there(views: Views) -> None:
    """Each with the merger of its commune, its day and its paper."""
    (ward,) = find_units(views.connection, "Đảng ủy phường Hoa Lư", as_of=AFTER)
    asked: dict[str, Any] = {"figure": "admitted", "unit": ward.unit, "tree": AS_NOW}
    found = explain(views.connection, Progress(2024, "quarter", "1"), as_of=AFTER, **asked)
    assert found is not None
    of_ninh_my = [line for line in found.rows if line.unit_name.endswith("xã Ninh Mỹ")]
    assert len(of_ninh_my) == 7
    assert {
        (act.act, act.name, act.under_name, act.on_day, act.document_number)
        for line in of_ninh_my
        for act in line.acts
    } == {
        (
            "unit-merged",
            "Đảng ủy phường Ninh Mỹ",
            "Đảng ủy phường Hoa Lư",
            "2025-07-01",
            "299-QĐ/BTC",
        )
    }


def test_the_target_of_lam_dong_is_explained_by_the_merger_of_binh_thuan(views: Views) -> None:
    (lam_dong,) = find_units(views.connection, "Tỉnh ủy Lâm Đồng", as_of=AFTER)
    asked: dict[str, Any] = {"unit": lam_dong.unit, "tree": AS_NOW, "as_of": AFTER}
    found = explain(views.connection, Progress(2024), figure="target_own", **asked)
    assert found is not None
    (line,) = [line for line in found.rows if line.counts]
    assert (found.value, line.counts, line.unit_name) == (1980, 1980, "Tỉnh ủy Bình Thuận")
    assert line.counted_in == lam_dong.unit
    (act,) = line.acts
    assert (act.act, act.under, act.on_day) == ("unit-merged", lam_dong.unit, "2025-07-01")


def test_coverage_reads_through_a_tree_as_well(views: Views) -> None:
    def whole(tree: str) -> int:
        found = coverage(views.connection, year=2024, as_of=AFTER, tree=tree, depth=0)
        return sum(row.admitted_counted for row in found.rows)

    assert whole(AS_WAS) == whole(AS_NOW) == 2717


def test_counts_of_organisations_are_shown_as_they_were_and_are(views: Views) -> None:
    """411 new communes and a city; a division ends 17 communes; no cell is lost or won."""
    found = {
        row.kind: row for row in count_changes(views.connection, since="2024-12-31", as_of=AFTER)
    }
    provinces, upper = found["directly-under-central"], found["upper-grassroots"]
    communes, cells = found["grassroots-committee"], found["cell"]
    assert (provinces.was, provinces.merged, provinces.now) == (10, -6, 4)
    assert (upper.was, upper.founded, upper.merged, upper.abolished) == (98, 412, -2, -90)
    assert (communes.was, communes.split, communes.merged) == (1322, -17, -1207)
    assert (upper.now, communes.now, cells.was, cells.now) == (418, 98, 3870, 3870)


def test_every_act_that_moved_a_count_is_listed_with_its_paper(views: Views) -> None:
    """They add up to the difference, over all and in Lâm Đồng, which took two provinces in."""
    asked: dict[str, Any] = {"since": "2024-12-31", "as_of": AFTER}
    (lam_dong,) = find_units(views.connection, "Tỉnh ủy Lâm Đồng", as_of=AFTER)
    for unit in (None, lam_dong.unit):
        acts = list_acts(views.connection, **asked, unit=unit).rows
        for row in count_changes(views.connection, **asked, unit=unit):
            assert row.was + sum(act.effect.get(row.kind, 0) for act in acts) == row.now
    came = [act for act in acts if act.act == "merged" and len(act.effect) > 1]
    assert {act.name for act in came} == {"Tỉnh ủy Bình Thuận", "Tỉnh ủy Đắk Nông"}
    ended = [act for act in acts if act.act in {"merged", "abolished", "split"}]
    assert all(act.document_kind == "decision" for act in ended)


@pytest.mark.parametrize("tree", [AS_WAS, AS_NOW, BEFORE])
def test_the_year_before_is_what_the_report_said_a_year_before(views: Views, tree: str) -> None:
    """Of each commune beside one of that tree, through whichever."""
    name = "Đảng ủy phường Ninh Mỹ" if tree == BEFORE else "Đảng ủy phường Hoa Lư"
    (ward,) = find_units(views.connection, name, as_of=BEFORE if tree == BEFORE else AFTER)
    asked: dict[str, Any] = {"year": 2025, "as_of": AFTER, "tree": tree}
    found = compare(views.connection, unit=ward.unit, **asked).rows
    same = AFTER if tree == AS_NOW else tree
    whole = progress(views.connection, year=2024, as_of="2024-12-31", tree=same).rows
    before = {row.unit: row.admitted for row in whole}
    assert len(found) > 5
    assert any(row.last_year for row in found)
    assert all(row.last_year == before.get(row.unit) for row in found)


def test_lam_dong_is_compared_with_all_that_came_into_it(views: Views) -> None:
    """Through today's tree: with the year 2024 of three provinces."""
    rows_ = compare(views.connection, year=2025, as_of=AFTER, tree=AS_NOW).rows
    lam_dong = next(row for row in rows_ if row.name == "Tỉnh ủy Lâm Đồng")
    was = rows(views, AS_NOW, depth=0)["Tỉnh ủy Lâm Đồng"].admitted
    assert lam_dong.last_year == was
    assert sum(row.last_year_counted or 0 for row in rows_) == 2717


@pytest.mark.parametrize("tree", [AS_WAS, AS_NOW])
def test_the_balance_keeps_everybody_through_every_tree(views: Views, tree: str) -> None:
    period: Any = {"first": "2025-01-01", "last": AFTER, "as_of": AFTER, "depth": 0}
    was = balance(views.connection, **{**period, "tree": "2025-06-30"}).rows
    found = balance(views.connection, **period, tree=tree).rows
    assert {len(was), len(found)} == ({10} if tree == AS_WAS else {10, 4})
    for column in ("opening", "admitted", "died", "closing"):
        one, other = (sum(getattr(row, column) or 0 for row in rows) for rows in (was, found))
        assert one == other, column
    assert sum(row.opening or 0 for row in found) > 5_000


LISTS: Any = (
    list_status,
    list_due,
    list_classes,
    list_targets,
    list_figures,
    list_notes,
    list_milestones,
    undocumented_steps,
)


@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed.__name__)
def test_every_list_is_whole_under_the_roots_of_any_tree(views: Views, listed: Any) -> None:  # noqa: ANN401
    """Asked on the eve of the reform, read in the tree of that day, of years before, of after."""
    eve = "2025-06-30"
    whole = len(listed(views.connection, as_of=eve).rows)
    for tree, of in ((AS_WAS, eve), (AS_NOW, eve), (REFORM, REFORM), ("2024-06-30", "2024-06-30")):
        roots = [row.unit for row in list_units(views.connection, as_of=of, depth=0).rows]
        under = [
            row
            for root in roots
            for row in listed(views.connection, as_of=eve, tree=tree, unit=root).rows
        ]
        assert len(under) == whole, tree


def test_a_candidate_is_found_in_the_unit_that_stands_for_its_own(views: Views) -> None:
    """On the eve under the old province, by its own cell; through the new tree under the new."""
    asked: Any = {"as_of": "2025-06-30"}
    (old,) = find_units(views.connection, "Tỉnh ủy Bình Thuận", as_of="2025-06-30")
    (new,) = find_units(views.connection, "Tỉnh ủy Lâm Đồng", as_of=AFTER)
    here = list_status(views.connection, **asked, unit=old.unit).rows
    there = list_status(views.connection, **asked, unit=new.unit, tree=REFORM).rows
    assert {row.candidate for row in here} < {row.candidate for row in there}
    standing = {row.unit: row.name for row in list_units(views.connection, as_of=REFORM).rows}
    assert all(standing[row.unit] == row.unit_name for row in there)


def test_what_is_dated_is_listed_as_it_was_then(views: Views) -> None:
    """The targets of 2024 are those of the old province as-was, of the new one as-now."""
    (old,) = find_units(views.connection, "Tỉnh ủy Bình Thuận", as_of="2025-06-30")
    (new,) = find_units(views.connection, "Tỉnh ủy Lâm Đồng", as_of=AFTER)

    def listed(unit: str, tree: str) -> dict[str, str | None]:
        asked: Any = {"as_of": AFTER, "year": 2024, "unit": unit, "tree": tree}
        return {row.target: row.unit_name for row in list_targets(views.connection, **asked).rows}

    was, now = listed(old.unit, AS_WAS), listed(new.unit, AS_NOW)
    assert was
    assert was.items() <= listed(old.unit, "2025-06-30").items()
    assert was.keys() <= now.keys()
    assert not was.keys() & listed(new.unit, AS_WAS).keys()
    assert "Tỉnh ủy Bình Thuận" in was.values()
    assert "Tỉnh ủy Bình Thuận" not in now.values()

"""Progress of several provinces added up."""

from admission.projections.progress.queries import ProgressRow
from admission.projections.progress.totals import totals

ROOT = ProgressRow(
    unit="unit-1", name="Tỉnh ủy", code="T", kind="directly-under-central", depth=0, year=2025,
    period="2025", group=None, target=4, target_source="own", target_own=4, target_sum=3,
    admitted=3, percent="75.00", recognised=1, certified=2, decided_without_ceremony=None,
    dossiers_open=None, year_target=4, year_admitted=3, year_percent="75.00",
    confirmed_to="2025-06-30", admitted_counted=3, recognised_counted=1, certified_counted=2,
    decided_without_ceremony_counted=0, dossiers_open_counted=0, year_admitted_counted=3,
    recorded_late=1, stated=(),
)  # fmt: skip
OTHER = ROOT._replace(
    target=None, target_source="none", year_target=None, admitted=2, admitted_counted=2,
    dossiers_open=0, decided_without_ceremony=5, decided_without_ceremony_counted=5,
    recorded_late=None, confirmed_to="2025-03-31",
)  # fmt: skip


def test_what_the_roots_count_is_added_up_and_the_rest_is_not() -> None:
    below = ROOT._replace(unit="unit-2", depth=1)
    (total,) = totals([ROOT, below, OTHER], "total")
    assert (total.name, total.unit, total.depth) == ("total", "", 0)
    assert (total.admitted, total.admitted_counted, total.recognised) == (5, 5, 2)
    assert (total.target, total.target_source, total.target_own) == (4, "sum", None)
    assert total.percent == "125.00"
    assert (total.recorded_late, total.confirmed_to) == (1, "2025-03-31")


def test_a_nought_that_one_province_has_not_confirmed_is_no_figure() -> None:
    (total,) = totals([ROOT, OTHER], "total")
    assert (total.dossiers_open, total.dossiers_open_counted) == (None, 0)
    assert total.decided_without_ceremony == 5
    (known,) = totals([ROOT._replace(dossiers_open=0), OTHER], "total")
    assert known.dossiers_open == 0
    (since,) = totals([ROOT, OTHER._replace(confirmed_to=None)], "total")
    assert since.confirmed_to is None


def test_each_period_and_group_has_a_total_of_its_own() -> None:
    second = ROOT._replace(period="2025-Q2", admitted_counted=7)
    found = totals([ROOT, second, OTHER, second._replace(group="women")], "total")
    assert [(row.period, row.group, row.admitted) for row in found] == [
        ("2025", None, 5),
        ("2025-Q2", None, 7),
        ("2025-Q2", "women", 7),
    ]
    assert totals([], "total") == []

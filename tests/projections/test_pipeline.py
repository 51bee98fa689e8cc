"""Where each candidate stands."""

from admission.app.recorders.ports import Connection
from admission.projections.pipeline.queries import (
    StandingCount,
    candidacies_of,
    count_standings,
    list_status,
    show_status,
)
from tests.projections.organisation.who import AN, BINH, C1, C2, CHI, DUNG, GIANG, G, S

JUNE = "2024-06-30"


def standing(views: Connection, candidate: str, as_of: str) -> tuple[str, str] | None:
    row = show_status(views, candidate, as_of=as_of)
    return row and (row.standing, row.since)


def test_a_standing_holds_from_the_day_of_the_step(views: Connection) -> None:
    assert standing(views, AN.id, "2023-01-31") is None
    assert standing(views, AN.id, "2023-02-01") == ("in-pool", "2023-02-01")
    assert standing(views, AN.id, "2024-02-19") == ("awaiting-ceremony", "2024-02-01")
    assert standing(views, AN.id, "2024-02-20") == ("on-probation", "2024-02-20")
    assert standing(views, CHI.id, JUNE) == ("cancelled", "2024-06-15")


def test_a_certificate_lapses_on_the_day_after_its_sixty_months(views: Connection) -> None:
    """No event says so: issued on 1 February 2018, good on 1 February 2023."""
    assert standing(views, GIANG.id, "2023-02-01") == ("in-pool", "2023-02-01")
    assert standing(views, GIANG.id, "2023-02-02") == ("certificate-lapsed", "2023-02-02")
    assert standing(views, BINH.id, "2023-03-31") == ("certified", "2023-03-10")


def test_a_row_shows_names_groups_and_what_waits(views: Connection) -> None:
    row = show_status(views, DUNG.id, as_of=JUNE)
    assert row is not None
    assert (row.name, row.unit_name, row.stage) == ("Nguyễn Dũng", "School", "admission")
    assert (row.groups, row.breaches, row.failed_votes) == (("women",), 1, 0)
    assert [row.candidate for row in candidacies_of(views, DUNG.person, as_of=JUNE)] == [DUNG.id]


def test_a_list_is_narrowed_by_unit_stage_standing_and_group(views: Connection) -> None:
    def listed(**options: str) -> list[str]:
        return [row.candidate for row in list_status(views, as_of=JUNE, **options).rows]  # type: ignore[arg-type]

    assert listed() == [AN.id, BINH.id, CHI.id, DUNG.id, GIANG.id]
    assert listed(unit=G) == [AN.id, BINH.id, CHI.id, GIANG.id]
    assert listed(unit=C2) == [CHI.id, GIANG.id]
    assert listed(unit=S) == [DUNG.id]
    assert listed(stage="admission") == [BINH.id, DUNG.id]
    assert listed(standing="on-probation") == [AN.id]
    assert listed(group="women") == [BINH.id, DUNG.id]
    assert listed(unit=C1, group="women") == [BINH.id]


def test_a_list_comes_in_pages(views: Connection) -> None:
    """Each page begins where the one before it ended; the last one names no other."""
    seen, after = [], None
    while True:
        page = list_status(views, as_of=JUNE, limit=2, after=after)
        assert len(page.rows) <= 2
        seen += [row.candidate for row in page.rows]
        after = page.next
        if after is None:
            break
    assert seen == [AN.id, BINH.id, CHI.id, DUNG.id, GIANG.id]


def test_standings_are_counted(views: Connection) -> None:
    assert count_standings(views, as_of=JUNE, unit=C1) == [
        StandingCount("admission", "awaiting-ceremony", 1),
        StandingCount("probation", "on-probation", 1),
    ]
    assert sum(row.candidates for row in count_standings(views, as_of=JUNE)) == 5

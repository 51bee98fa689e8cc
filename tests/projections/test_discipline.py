"""Disciplines, screenings, appeals and files to send: listed, counted and due."""

from admission.app.recorders.ports import Connection
from admission.domain.registers.movements.commands import IssueExitSlip, SendExitFile
from admission.projections.balance.queries import balance
from admission.projections.discipline.queries import (
    count_disciplines,
    list_disciplines,
    list_screenings,
    waiting,
)
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from tests.projections.test_one_member_twice import rows
from tests.stories.kit import Story, given
from tests.stories.organisation import (
    CELL,
    CERTIFIER,
    COMMITTEE,
    COMMUNE,
    GRASSROOTS_CELL,
    GUIDE,
    HELPER,
    INTRODUCER,
    NEW_GUIDE,
    OTHER_COMMUNE,
    OTHER_INTRODUCER,
    ask,
)
from tests.stories.test_discipline import (
    appeal,
    discipline,
    educating,
    ending,
    keeping,
    listing,
    resolution,
    unit_appeal,
    unit_discipline,
    unit_resolution,
)

END = "2026-12-31"


def disciplined() -> Story:
    """Two reprimands and an expulsion in 2025, a warning and a unit's in 2024, one lifted."""
    return given(
        discipline(person=GUIDE),
        discipline(person=NEW_GUIDE, on="2025-12-31"),
        ending("expelled", person=OTHER_INTRODUCER),
        discipline("warning", person=CERTIFIER, on="2024-12-31"),
        unit_discipline(),
        unit_discipline("reprimand", on="2024-05-05"),
        discipline("warning"),
        appeal("warning"),
        resolution("lifted"),
    )


def test_disciplines_are_counted_by_form_beside_the_year_before() -> None:
    """Each form with its number, members and organisations apart; what was lifted until then."""

    def counts(as_of: str, unit: str | None = None) -> dict[tuple[str, str], tuple[int, int]]:
        found = count_disciplines(views, year=2025, unit=unit, as_of=as_of).rows
        return {(row.whom, row.form): (row.number, row.before) for row in found}

    with rows(disciplined()) as views:
        assert counts(END) == {
            ("member", "reprimand"): (2, 0),
            ("member", "warning"): (0, 1),
            ("member", "removal"): (0, 0),
            ("member", "expulsion"): (1, 0),
            ("member", "all"): (3, 1),
            ("organisation", "reprimand"): (0, 1),
            ("organisation", "warning"): (1, 0),
            ("organisation", "dissolution"): (0, 0),
            ("organisation", "all"): (1, 1),
        }
        assert counts("2025-11-02")["member", "warning"] == (1, 1)
        assert counts(END, COMMITTEE) == counts(END)
        assert counts(END, OTHER_COMMUNE)["member", "all"] == (0, 0)
        row = count_disciplines(views, year=2025, as_of=END).rows[4]
        assert (row.difference, row.ratio) == (2, "300.00")


def test_disciplines_are_listed_with_person_unit_and_paper_in_pages() -> None:
    with rows(disciplined()) as views:
        found = list_disciplines(views, as_of=END).rows
        assert [(row.on_day, row.form, row.whom) for row in found[:2]] == [
            ("2024-05-05", "reprimand", "organisation"),
            ("2024-12-31", "warning", "member"),
        ]
        (lifted,) = (row for row in found if row.lifted_on)
        assert (lifted.person, lifted.unit, lifted.lifted_on) == (INTRODUCER, CELL, "2025-11-03")
        assert (lifted.name, lifted.unit_name, lifted.paper) == (
            "Đặng Thị Ứng",
            "cell",
            "paper 17/QĐ",
        )
        first = list_disciplines(views, as_of=END, limit=2)
        rest = list_disciplines(views, as_of=END, after=first.next)
        assert first.rows + rest.rows == found
        of_units = list_disciplines(views, as_of=END, whom="organisation", year=2025).rows
        assert [row.unit for row in of_units] == [COMMITTEE]
        assert list_disciplines(views, as_of=END, unit=COMMUNE).rows == found
        assert list_disciplines(views, as_of=END, unit=GRASSROOTS_CELL).rows == []
        assert list_disciplines(views, as_of=END, known_at=1).rows == []


def due(views: Connection, as_of: str) -> list[DueRow]:
    rules = ("OUT-01", "OUT-02", "OUT-05")
    return [row for row in list_due(views, as_of=as_of).rows if row.rule in rules]


def test_a_screening_is_due_twelve_months_after_education_began() -> None:
    story = given(listing(), educating(), listing(GUIDE), keeping("2026-10-05"))
    with rows(story) as views:
        first, second = list_screenings(views, as_of="2026-09-01").rows
        assert (first.person, first.educated_on, first.helper) == (INTRODUCER, "2025-09-01", HELPER)
        assert (second.person, second.educated_on) == (GUIDE, None)
        (row,) = due(views, "2026-09-03")
        assert (row.rule, row.person, row.due_on, row.overdue_by) == (
            "OUT-01",
            INTRODUCER,
            "2026-09-01",
            2,
        )
        assert (row.by, row.acting) == ("cell", CELL)
        assert due(views, "2026-10-05") == []
        both = list_screenings(views, as_of="2026-10-05", ended=True).rows
        assert [each.outcome for each in both] == ["kept", None]


def test_appeals_and_files_are_due_by_their_level_until_they_are_done() -> None:
    story = given(
        discipline("warning"),
        appeal("warning", level="central"),
        resolution("upheld", on="2026-05-05"),
        ending("deleted", person=GUIDE),
        ask(IssueExitSlip, person=GUIDE, on="2025-09-03"),
        ask(SendExitFile, person=GUIDE, on="2026-05-05"),
    )
    with rows(story) as views:
        file, asked = due(views, "2025-12-01")
        assert (file.rule, file.due_on, file.by) == ("OUT-05", "2025-10-15", "cell")
        assert (asked.rule, asked.starts, asked.by) == ("OUT-02", "2025-10-01", "central")
        assert asked.due_on == "2026-06-11"
        assert due(views, "2026-05-05") == []
        assert waiting(views, as_of="2026-05-05") == []


def test_a_membership_that_is_restored_is_counted_again() -> None:
    back = resolution("lifted", cell=GRASSROOTS_CELL, on="2026-03-02")
    with rows(given(ending("expelled"), appeal("expulsion"), back)) as views:
        (row,) = balance(views, first="2025-09-01", last=END, as_of=END, unit=COMMUNE, depth=0).rows
        assert (row.opening, row.expelled, row.restored, row.closing) == (7, 1, 1, 7)


def test_the_appeal_of_an_organisation_is_due_by_its_level_until_it_is_resolved() -> None:
    """Ninety working days; the unit is named, and no person."""
    told = given(unit_discipline(), unit_appeal())
    with rows(told.and_(unit_resolution("lifted", on="2025-11-03"))) as views:
        (row,) = due(views, "2025-10-02")
        assert (row.rule, row.by, row.unit) == ("OUT-02", "district", COMMITTEE)
        assert (row.person, row.key, row.due_on) == (None, COMMITTEE, "2026-02-05")
        assert row.what == "resolve the appeal against the warning"
        assert due(views, "2025-11-03") == []
        head = told.store.streams[COMMITTEE][-1].position
        assert len(waiting(views, as_of="2025-12-01", known_at=head)) == 1
        assert waiting(views, as_of="2025-12-01", known_at=head - 1) == []


def test_what_an_organisation_was_relieved_of_is_not_compared_with_the_year_before() -> None:
    """Changed, it counts in its other form on its own day; lifted, in none, but earlier it does."""
    told = given(unit_discipline(), unit_appeal())

    def compared(story: Story, as_of: str) -> list[tuple[str, int, int]]:
        with rows(story) as views:
            found = count_disciplines(views, year=2026, as_of=as_of).rows
        return [
            (r.form, r.number, r.before) for r in found if r.whom == "organisation" and r.before
        ]

    lifted = told.and_(unit_resolution("lifted"))
    assert compared(lifted, "2026-12-31") == []
    assert compared(lifted, "2025-11-02") == [("warning", 0, 1), ("all", 0, 1)]
    changed = told.and_(unit_resolution("changed", form="reprimand"))
    assert compared(changed, "2026-12-31") == [("reprimand", 0, 1), ("all", 0, 1)]

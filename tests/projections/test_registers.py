"""Targets, classes, calendars, rulebooks, and what was recorded when."""

import pytest

from admission.app.recorders.ports import Connection
from admission.projections.asking import UnknownCursorError
from admission.projections.calendars.queries import list_calendars
from admission.projections.classes.queries import list_classes, roster, show_class
from admission.projections.rulebooks.queries import countings, list_rulebooks, rulebook_text
from admission.projections.stated.queries import list_figures
from admission.projections.targets.queries import list_targets
from admission.projections.timeline.queries import history
from tests.projections.histories import reference
from tests.projections.histories import rulebook_text as shipped
from tests.projections.organisation.who import (
    AN,
    BINH,
    BOOK,
    C1,
    CHI,
    CLASS_ONE,
    CLASS_TWO,
    DUNG,
    D,
    E,
    G,
    S,
)

END = "2024-12-31"


def test_targets_are_listed_as_they_stood(views: Connection) -> None:
    def asked(as_of: str) -> dict[tuple[str, str, str | None], int]:
        rows = list_targets(views, year=2024, as_of=as_of).rows
        return {(row.unit, row.period, row.group): row.people for row in rows}

    first = {(D, "2024", None): 9, (G, "2024", None): 3, (S, "2024", None): 4}
    quarter_and_group = {(S, "2024-Q1", None): 1, (S, "2024", "women"): 2}
    assert asked("2024-02-29") == first | quarter_and_group
    assert asked("2024-03-01") == first | quarter_and_group | {(G, "2024", None): 4}
    assert asked("2024-06-02")[E, "2024", None] == 5
    assert (E, "2024", None) not in asked("2024-07-01")
    of_one = list_targets(views, unit=G, as_of=END).rows
    assert [(row.period, row.unit_name, row.document) for row in of_one] == [
        ("2023", "Commune", "1-QĐ"),
        ("2024", "Commune", "1-QĐ"),
    ]


def test_targets_come_in_pages(views: Connection) -> None:
    whole = list_targets(views, as_of=END).rows
    first = list_targets(views, as_of=END, limit=3)
    rest = list_targets(views, as_of=END, after=first.next)
    assert first.rows + rest.rows == whole
    with pytest.raises(UnknownCursorError):
        list_targets(views, as_of=END, after="bm9uc2Vuc2U")


def test_stated_figures_are_listed_with_their_papers(views: Connection) -> None:
    def numbers(as_of: str, **asked: str) -> list[int]:
        return [row.number for row in list_figures(views, as_of=as_of, **asked).rows]  # type: ignore[arg-type]

    assert numbers("2023-02-05") == [11, 12]
    assert numbers(END) == [12, 90, 30]
    assert numbers(END, unit=C1) == [30]
    assert numbers(END, indicator="members") == [90, 30]
    assert numbers(END, period="2022") == [12]
    (row,) = list_figures(views, as_of=END, unit=G, indicator="admitted").rows
    assert (row.unit_name, row.period, row.stated_on) == ("Commune", "2022", "2023-02-05")
    assert (row.document_kind, row.document_number) == ("decision", "1-QĐ")


def test_a_class_counts_its_people_and_those_who_passed(views: Connection) -> None:
    rows = list_classes(views, as_of=END).rows
    assert [(row.class_id, row.people, row.passed) for row in rows] == [
        (CLASS_ONE, 3, 1),
        (CLASS_TWO, 1, 0),
    ]
    before = show_class(views, CLASS_ONE, as_of="2023-03-05")
    assert before is not None
    assert (before.people, before.passed, before.concluded_on) == (3, 0, None)


def test_classes_are_narrowed_by_unit_kind_and_days(views: Connection) -> None:
    def listed(**asked: str) -> list[str]:
        return [row.class_id for row in list_classes(views, as_of=END, **asked).rows]  # type: ignore[arg-type]

    assert listed(unit=S) == [CLASS_TWO]
    assert listed(unit=D) == [CLASS_ONE, CLASS_TWO]
    assert listed(first="2024-01-01") == [CLASS_TWO]
    assert listed(last="2023-12-31") == [CLASS_ONE]
    assert listed(kind="new-member") == []


def test_a_roster_names_people_and_their_results(views: Connection) -> None:
    rows = roster(views, class_id=CLASS_ONE, as_of=END).rows
    assert [(r.person, r.name, r.attended, r.passed, r.certificate) for r in rows] == [
        (AN.person, "Đặng Văn An", 5, True, "A1"),
        (BINH.person, "Dang Thị Bình", 1, False, None),
        (CHI.person, "Trần Chi", None, None, None),
    ]
    assert [r.class_id for r in roster(views, person=DUNG.person, as_of=END).rows] == [CLASS_TWO]


def test_a_calendar_is_that_of_the_newest_swap_on_the_day(views: Connection) -> None:
    (first,) = list_calendars(views, as_of="2024-04-19")
    assert (first.days_off, first.worked_days) == (("2024-04-18", "2024-04-30"), ("2024-05-04",))
    (then,) = list_calendars(views, as_of="2024-04-20")
    assert then.days_off == ("2024-04-18", "2024-04-29", "2024-04-30")
    assert then.worked_days == ("2024-05-04", "2024-05-11")
    assert (then.year, then.adopted) == (2024, True)


def test_rulebooks_are_listed_with_their_days_and_text(views: Connection) -> None:
    rows = list_rulebooks(views, as_of=END)
    assert [(row.rulebook, row.first, row.last) for row in rows] == [
        ("small", "2016-01-01", None),
        (BOOK, "2021-07-30", "2025-06-30"),
    ]
    assert rulebook_text(views, reference(BOOK)) == shipped(BOOK)
    assert rulebook_text(views, "unknown@0") is None


def test_figures_count_by_the_newest_rulebook_in_force(views: Connection) -> None:
    def by(on: str) -> tuple[str, str]:
        found = countings(views, on, as_of=END)
        return found["admitted"].reference, found["recognised"].reference

    assert by("2021-07-29") == (reference("small"), "")
    assert by("2021-07-30") == (reference(BOOK), reference(BOOK))
    assert by("2025-07-01") == (reference("small"), "")
    assert by("2015-12-31") == ("", "")


def test_a_history_is_what_took_effect_and_was_known(views: Connection) -> None:
    whole = history(views, AN.id, as_of="2025-12-31").rows
    assert [row.type for row in whole][:2] == ["pool-entered", "certificate-recorded"]
    assert [row.version for row in whole] == list(range(1, len(whole) + 1))
    early = history(views, AN.id, as_of="2023-03-31").rows
    assert early == whole[:2]
    known = history(views, AN.id, as_of=END, known_at=whole[2].position).rows
    assert known == whole[:3]
    both = history(views, AN.id, AN.person, as_of="2025-12-31").rows
    assert [row.position for row in both] == sorted(row.position for row in both)
    assert {row.stream for row in both} == {AN.id, AN.person}
    assert history(views, as_of=END).rows == []


def test_a_history_shows_papers_and_rules_broken(views: Connection) -> None:
    vote = history(views, DUNG.id, as_of=END).rows[-1]
    assert (vote.type, vote.against, vote.late) == ("cell-vote-held", ("DEC-01",), ())
    assert (vote.document_kind, vote.document_number, vote.document_signed) == (
        "decision",
        "1-QĐ",
        None,
    )


def test_a_history_comes_in_pages(views: Connection) -> None:
    whole = history(views, AN.id, as_of="2025-12-31").rows
    first = history(views, AN.id, as_of="2025-12-31", limit=4)
    rest = history(views, AN.id, as_of="2025-12-31", after=first.next)
    assert first.rows + rest.rows == whole

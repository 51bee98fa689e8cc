"""Tasks, the directives above them, and what is due because of them."""

from admission.app.recorders.ports import Connection
from admission.projections.due.queries import list_due
from admission.projections.tasks.queries import list_directives, list_tasks
from tests.projections.histories import an_id
from tests.projections.organisation.who import AN, NAMES, D, G, P, S

FOUND, REPORT, OTHER = (an_id("task", number) for number in (1, 2, 3))
PLAN, EMPTY = an_id("directive", 1), an_id("directive", 2)
END = "2025-12-31"


def test_a_task_is_open_done_or_withdrawn(views: Connection) -> None:
    def states(as_of: str) -> dict[str, str]:
        return {row.task: row.state for row in list_tasks(views, as_of=as_of).rows}

    assert states("2025-01-14") == {}
    assert states("2025-01-31") == dict.fromkeys((FOUND, REPORT, OTHER), "open")
    assert states(END) == {FOUND: "open", REPORT: "done", OTHER: "withdrawn"}


def test_a_task_says_what_was_said_of_it_last(views: Connection) -> None:
    rows = {row.task: row for row in list_tasks(views, as_of=END).rows}
    found, report, other = rows[FOUND], rows[REPORT], rows[OTHER]
    assert (found.goal, found.reached, found.said, found.said_on) == (
        3,
        2,
        "two so far",
        "2025-04-30",
    )
    assert (report.person, report.name, report.document_kind) == (AN.person, NAMES[1], "report")
    assert (report.over_on, report.due_on) == ("2025-04-02", "2025-03-31")
    assert (other.said, other.over_on) == ("not theirs", "2025-02-01")
    assert {row.directive_number for row in rows.values()} == {"1-QĐ"}


def test_tasks_are_asked_by_unit_directive_day_and_in_pages(views: Connection) -> None:
    def tasks(**asked: object) -> list[str]:
        return [row.task for row in list_tasks(views, as_of="2025-01-31", **asked).rows]  # type: ignore[arg-type]

    assert tasks() == [REPORT, OTHER, FOUND]
    assert tasks(unit=G) == [FOUND]
    assert tasks(unit=D) == tasks(directive=PLAN) == tasks()
    assert tasks(directive=EMPTY) == []
    assert tasks(due_by="2025-03-31") == [REPORT, OTHER]
    assert tasks(due_before="2025-03-31") == []
    first = list_tasks(views, as_of="2025-01-31", limit=1)
    rest = list_tasks(views, as_of="2025-01-31", after=first.next)
    assert [row.task for row in first.rows + rest.rows] == tasks()
    assert [row.task for row in list_tasks(views, as_of=END, open_=True).rows] == [FOUND]


def test_a_directive_counts_its_tasks(views: Connection) -> None:
    def counted(as_of: str, unit: str | None = None) -> dict[str, tuple[int, int]]:
        rows = list_directives(views, as_of=as_of, unit=unit).rows
        return {row.directive: (row.tasks, row.done) for row in rows}

    assert counted("2025-01-09") == {}
    assert counted("2025-01-31") == {PLAN: (3, 0), EMPTY: (0, 0)}
    assert counted(END) == {PLAN: (3, 1), EMPTY: (0, 0)}
    assert counted(END, D) == {PLAN: (3, 1)}
    assert counted(END, P) == counted(END)


def test_an_open_task_is_due(views: Connection) -> None:
    def due(as_of: str, **asked: object) -> list[tuple[str, str, int]]:
        rows = list_due(views, as_of=as_of, **asked).rows  # type: ignore[arg-type]
        return [(row.key, row.by, row.overdue_by) for row in rows if row.rule == "task"]

    of_person, of_unit = (REPORT, "person", 0), (FOUND, "unit", 0)
    assert due("2025-01-31") == [of_person, (OTHER, "unit", 0), of_unit]
    assert due("2025-03-31") == [of_person, of_unit]
    assert due("2025-04-01") == [(REPORT, "person", 1), of_unit]
    assert due("2025-04-01", overdue=True) == [(REPORT, "person", 1)]
    assert due("2025-07-02", unit=G) == [(FOUND, "unit", 2)]
    assert due("2025-07-02", unit=S) == []
    assert due("2025-07-02", candidate=AN.id) == []

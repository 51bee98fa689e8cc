"""What else Bình Thuận reports of 2024: organisations in firms, a school, the aims for 2025.

The numbers are the printed ones; the plans, their numbers and their wording are invented.
"""

from typing import Final, NamedTuple

from admission.scenarios import conduct, movements, setting
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import Day, day, shift
from admission.scenarios.documents import numbered
from admission.scenarios.movements import noted
from admission.scenarios.story import Line, Story

SCHOOL_MEMBERS: Final = 37
GOOD_PERCENT: Final = 75
ADMISSIONS_2025: Final = 2_000
_PLANNED: Final = day("2024-01-10")
_AIMED: Final = day("2025-01-06")
_RANKED: Final = day("2025-01-15")
_FIRMS: Final = "Đảng ủy Khối doanh nghiệp tỉnh"
_REPORTED_AFTER: Final = 3


class Province(NamedTuple):
    """The committee of the province, those directly under it, every cell under them."""

    body: Body
    uppers: list[Body]
    cells: list[Cell]


class Task(NamedTuple):
    """A task of a plan: which unit is to reach how much of what by when; a per cent of a class."""

    unit: Body
    text: str
    goal: int
    due: str
    rank: str | None = None


def organisations_in_firms(story: Story, province: Province, founded: list[Day]) -> None:
    """The plan to found organisations in non-state enterprises; reported as they are founded."""
    unit = next(upper for upper in province.uppers if upper.name == _FIRMS)
    text = "Thành lập tổ chức đảng trong doanh nghiệp ngoài khu vực nhà nước"
    title = "Kế hoạch phát triển tổ chức đảng trong doanh nghiệp năm 2024"
    plan = numbered("plan", "287-KH/TU", _PLANNED, province.body.name)
    asked = Task(unit, text, len(founded), "2024-12-31")
    task = _assigned(story, province.body, title, plan, asked)
    for reached, on in enumerate(founded, 1):
        reported = shift(on, _REPORTED_AFTER)
        fields: Line = {"task": task, "reached": reached}
        report = numbered("report", unit.letters, reported, unit.name)
        if reached == len(founded):
            _says(story, unit, "complete-task", reported, {**fields, "document": report})
        else:
            fields["text"] = f"đã thành lập {reached} tổ chức đảng"
            _says(story, unit, "report-task-progress", reported, {**fields, "document": report})


def _assigned(story: Story, by: Body, title: str, plan: Line, task: Task) -> str:
    """Issue the plan, and assign its task; the id of the task."""
    on, fields = day(plan["signed"]), {"unit": by.id, "title": title, "document": plan}
    directive = story.new_id("directive", noted(on))
    _says(story, by, "issue-directive", on, {"directive": directive, **fields})
    each = story.new_id("task", noted(on))
    said = {"task": each, "directive": directive, "unit": task.unit.id}
    asked: Line = {"text": task.text, "due": task.due, "goal": task.goal}
    if task.rank:
        asked["rank"] = task.rank
    _says(story, by, "assign-task", on, {**said, **asked})
    return each


def _says(story: Story, by: Body, command: str, on: Day, fields: Line) -> None:
    story.say(noted(on), by.clerk, command, on, fields)


def school(story: Story, province: Province) -> None:
    """An upper-secondary school states its members, and is ranked excellent."""
    cell = next(each for each in province.cells if _is_a_grassroots_school(each))
    movements.stated(story, cell.body, SCHOOL_MEMBERS, day("2024-12-31"))
    by = cell.authority
    decision = numbered("ranking-decision", by.decisions, _RANKED, by.name)
    conduct.rank(story, cell.body, by, "excellent", decision)


def _is_a_grassroots_school(cell: Cell) -> bool:
    return cell.trade == "school" and cell.body.kind == "grassroots-cell"


def aims(story: Story, province: Province) -> None:
    """Admissions as a target, the share of good organisations as a task that names the class."""
    body = province.body
    plan = numbered("plan", "402-KH/TU", _AIMED, body.name)
    setting.target(story, body, ADMISSIONS_2025, 2025, plan)
    title = "Kế hoạch công tác xây dựng Đảng năm 2025"
    text = "Xếp loại hoàn thành tốt nhiệm vụ: ít nhất 75 phần trăm tổ chức cơ sở đảng"
    asked = Task(body, text, GOOD_PERCENT, "2025-12-31", "good")
    _assigned(story, body, title, dict(plan), asked)

"""Hoa Lư district in the first quarter of 2024, and on to the end of June.

One commune admits all its conscripts before the day of enlistment. What the reports call "new
recruits" is not resolved: those people carry the group `conscript-unresolved`.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from admission.scenarios import courses, hoa_lu_registers, movements, setting
from admission.scenarios.bodies import Body, Cell, Founder, Named, found
from admission.scenarios.candidates import GIVES_UP, Plan, day_between, follow, only_in_class
from admission.scenarios.courses import Course
from admission.scenarios.days import day
from admission.scenarios.documents import numbered
from admission.scenarios.hoa_lu_registers import District
from admission.scenarios.meetings import Meetings
from admission.scenarios.path import Desk
from admission.scenarios.profiles import CONSCRIPT, LOCAL_CONSCRIPT, PUPIL, TRADES
from admission.scenarios.story import OPENS, Line, Story, moment
from admission.scenarios.tree import (
    DISTRICT_OFFICES,
    Chain,
    agency_plots,
    cells,
    committee,
    commune_plots,
    in_a_name,
    typed_plots,
)
from admission.scenarios.turns import PLAIN, Turn


class Commune(NamedTuple):
    """A grassroots committee: its cells, its target, how many it admits of whom and when."""

    name: str
    cells: int
    target: int
    conscripts: int
    others: int
    spring: int
    """Ceremonies after the quarter, while the story lasts."""
    members: int
    """At the end of 2023, as it reported; the split is invented."""
    trade: str = "village"


DAYS: Final = ("hoa-lu-2024-q1", "2023-05-08", "2024-06-30")
"""The story's name, its first and its last day."""
_KEPT_FROM: Final = "2023-05-15"
"""By this day the store is set up."""
NINH_MY: Final = "Xã Ninh Mỹ"
TRUONG_YEN: Final = "Xã Trường Yên"
THIEN_TON: Final = "Thị trấn Thiên Tôn"
COMMITTEES: Final = (
    Commune(THIEN_TON, 9, 16, 3, 1, 2, 531),
    Commune("Xã Ninh Khang", 11, 14, 4, 0, 2, 553),
    Commune("Xã Ninh Giang", 10, 15, 4, 1, 2, 489),
    Commune(NINH_MY, 11, 13, 5, 2, 0, 502),
    Commune("Xã Ninh Hòa", 9, 12, 3, 0, 1, 467),
    Commune("Xã Ninh Hải", 8, 11, 3, 0, 2, 428),
    Commune("Xã Ninh Vân", 12, 16, 4, 1, 2, 604),
    Commune("Xã Ninh An", 9, 11, 3, 0, 1, 441),
    Commune(TRUONG_YEN, 13, 17, 5, 0, 3, 671),
    Commune("Công an huyện", 6, 8, 0, 1, 2, 164, "police"),
    Commune("Quân sự huyện", 4, 6, 1, 0, 1, 111, "army"),
)
OFFICE_MEMBERS: Final = (31, 24, 38, 19, 17, 22, 26, 23)
OFFICES: Final = len(OFFICE_MEMBERS)
OFFICE_TARGET: Final = 3
CLASSES: Final = (
    ("2024-01-08", 70, "all"),
    ("2024-03-04", 65, "all"),
    ("2024-03-11", 50, "upper-secondary-youth-union"),
)
CENTRE: Final = "Trung tâm Chính trị huyện Hoa Lư"
YEARS_PLAN: Final = 158
ENLISTMENT: Final = "2024-02-25"
TURNS: Final = {
    THIEN_TON: Turn(hardly_known=True),
    "Xã Ninh Khang": Turn(cell_says_no_first=True),
    "Xã Ninh Giang": Turn(certified_too_early=True),
    "Xã Ninh Hòa": Turn(committee_says_no_first=True),
    "Xã Ninh Hải": Turn(late_ceremony=True, no_member_cv=True),
    "Xã Ninh Vân": Turn(late_decision=True),
    "Xã Ninh An": Turn(returned=True, question_raised=True),
    TRUONG_YEN: Turn(late_decision=True, extended=True),
}
"""What is out of the ordinary in the path of one of each committee's in spring."""

YEAR_ENDS: Final = "2023-12-31"
CAME: Final = (
    ("Xã Ninh Giang", "2024-01-18", "Đảng bộ thành phố Ninh Bình"),
    (THIEN_TON, "2024-02-20", "Đảng bộ huyện Gia Viễn"),
    (NINH_MY, "2024-03-19", "Đảng bộ thành phố Hà Nội"),
    (TRUONG_YEN, "2024-05-06", "Đảng bộ huyện Nho Quan"),
)
"""Members who come from elsewhere: to which committee, when, from where."""
WENT: Final = (
    (THIEN_TON, "2024-01-22", "Đảng bộ thành phố Ninh Bình"),
    ("Xã Ninh An", "2024-03-08", "Đảng bộ thành phố Hồ Chí Minh"),
    ("Công an huyện", "2024-03-25", "Đảng bộ Công an tỉnh"),
)
"""Members who go elsewhere."""
OVER: Final = (
    (TRUONG_YEN, "2024-01-14", "died"),
    ("Xã Ninh Vân", "2024-02-03", "died"),
    ("Xã Ninh Giang", "2024-02-29", "expelled"),
    ("Xã Ninh Khang", "2024-03-12", "died"),
    (NINH_MY, "2024-03-27", "died"),
    ("Xã Ninh Hải", "2024-04-16", "left"),
    ("Xã Ninh Hòa", "2024-05-20", "died"),
)
"""Members who are members no longer, and on what ground."""


def tell() -> Iterator[Line]:
    """Every line, in the order in which the clerks recorded them."""
    story = Story(*DAYS)
    board = setting.account(story, "organising-board")
    second = setting.account(story, "inspection-committee", board)
    setting.rules_and_calendars(story, board)
    district = into(story, board, second, None)
    kept = story.part("registers-of-hoa-lu", _KEPT_FROM, DAYS[-1])
    hoa_lu_registers.conscripts(kept, district.grassroots[NINH_MY][0], ENLISTMENT)
    hoa_lu_registers.supervision(kept, district)
    return story.told()


def into(story: Story, board: Line, second: Line, province: Body | None) -> District:
    """The district under its province, by these accounts, in a story that has its rules already."""
    founder = Founder(story, board, _FOUNDED)
    named = Named("upper-grassroots", "Huyện ủy Hoa Lư", "HU", 11)
    district = found(founder, named, province)
    grassroots = {row.name: _commune(founder, district, row) for row in COMMITTEES}
    plots = typed_plots(DISTRICT_OFFICES, "huyện Hoa Lư", OFFICES)
    offices = cells(founder, Chain(district, district, _HOMES), plots)
    every = [cell for under in grassroots.values() for cell in under]
    setting.members(story, board, [*every, *offices], 2)
    earliest = story.desk()
    desk = Desk(story, Meetings(story, earliest), earliest, day("2022-01-01"), second["actor"])
    _targets(story, district, grassroots, offices)
    held = [courses.order(story, district, _TITLE, CENTRE, course) for course in CLASSES]
    for row in COMMITTEES:
        for plan in _plans(desk, row, grassroots[row.name]):
            follow(desk, plan, held[:2])
    for cell in offices:
        first, last = day("2024-04-08"), day("2024-09-30")
        follow(desk, Plan(cell, day_between(desk, first, last)), held[:2])
    _fill(desk, held, grassroots, offices)
    _members(story, board, grassroots, offices)
    setting.confirmation(story, district, "2024-06-30")
    return District(district, grassroots, offices)


_FOUNDED: Final = day("1977-04-27")
_TITLE: Final = "Lớp bồi dưỡng nhận thức về Đảng"
_HOMES: Final = tuple(in_a_name(row.name) for row in COMMITTEES if row.trade == "village")


def _commune(founder: Founder, district: Body, row: Commune) -> list[Cell]:
    name = in_a_name(row.name) if row.trade == "village" else f"{row.name} Hoa Lư"
    body = committee(founder, f"Đảng ủy {name}", district)
    clerk = setting.account(founder.story, "clerk", founder.by)
    body.clerk = {**clerk, "for_unit": body.id}
    plots = agency_plots(name, row.trade, row.cells)
    homes = _HOMES
    if row.trade == "village":
        plots, homes = commune_plots(row.name, row.cells), (name,)
    return cells(founder._replace(by=body.clerk), Chain(body, district, homes, body), plots)


def _targets(
    story: Story, district: Body, grassroots: dict[str, list[Cell]], offices: list[Cell]
) -> None:
    plan = numbered("plan", "112-KH/HU", day("2023-12-18"), district.name)
    setting.target(story, district, YEARS_PLAN, 2024, plan)
    handed = numbered("plan", "115-KH/HU", day("2023-12-25"), district.name)
    for row in COMMITTEES:
        setting.target(story, grassroots[row.name][0].office, row.target, 2024, dict(handed))
    for cell in offices[:7]:
        setting.target(story, cell.body, OFFICE_TARGET, 2024, dict(handed))
    ninh_my, truong_yen = grassroots[NINH_MY][0].office, grassroots[TRUONG_YEN][0].office
    local = numbered("plan", "08-KH/ĐU", day("2024-01-04"), ninh_my.name)
    soldiers = next(row.conscripts for row in COMMITTEES if row.name == NINH_MY)
    setting.target(story, ninh_my, soldiers, 2024, local, group="conscript", promised_by=ENLISTMENT)
    on = day("2024-02-20")
    fields: Line = {
        "unit": truong_yen.id,
        "period": "2024",
        "number": 18,
        "promised_by": "2024-12-31",
    }
    fields["document"] = numbered("plan", "03-CV/HU", on, district.name)
    story.say(moment(on, OPENS + 7200), district.clerk, "revise-target", on, fields)


def _plans(desk: Desk, row: Commune, found_cells: list[Cell]) -> list[Plan]:
    """Who is admitted in the quarter, who after it, whose path leads nowhere or is not over."""
    chance = desk.story.chance
    villages = [cell for cell in found_cells if cell.trade in ("village", row.trade)]
    local = row.name == NINH_MY

    def plan(first: str, last: str) -> Plan:
        return Plan(chance.one_of(villages), day_between(desk, day(first), day(last)))

    conscript = LOCAL_CONSCRIPT if local else CONSCRIPT
    quarter_ends = "2024-02-23" if local else "2024-03-20"
    plans = [
        plan("2024-01-08", quarter_ends)._replace(profile=conscript) for _ in range(row.conscripts)
    ]
    plans += [plan("2024-01-15", "2024-03-29") for _ in range(row.others)]
    if local:
        slow = PLAIN._replace(late_answer=True)
        plans += [plan("2024-05-27", "2024-06-04")._replace(turn=PLAIN) for _ in range(2)]
        plans += [plan("2024-07-15", "2024-08-20")._replace(turn=slow) for _ in range(2)]
        plans += [plan("2024-12-10", "2025-01-20")._replace(turn=PLAIN) for _ in range(3)]
        return plans
    plans += [plan("2024-04-02", "2024-06-21") for _ in range(row.spring)]
    plans[-1] = plans[-1]._replace(turn=TURNS.get(row.name, PLAIN))
    plans += [plan("2024-07-08", "2024-12-20") for _ in range(row.spring + 1)]
    return [*plans, plan("2024-02-20", "2024-06-20")._replace(fate=chance.one_of(GIVES_UP))]


def _fill(
    desk: Desk, held: list[Course], grassroots: dict[str, list[Cell]], offices: list[Cell]
) -> None:
    """Those who go to a class and have no dossier yet; then the classes are told."""
    chance = desk.story.chance
    villages = [
        c for found_cells in grassroots.values() for c in found_cells if c.trade == "village"
    ]
    school = next(cell for cell in offices if cell.trade == "school")
    for course in held:
        while course.has_room():
            if course.audience == "all":
                cell = chance.one_of(villages)
                only_in_class(desk, cell, chance.weighted(TRADES[cell.trade]), course)
            else:
                only_in_class(desk, school, PUPIL, course)
        courses.tell(desk.story, course)


def _members(
    story: Story, board: Line, grassroots: dict[str, list[Cell]], offices: list[Cell]
) -> None:
    """How many there were at the end of 2023, as each reported; then who came and went."""
    for row in COMMITTEES:
        movements.stated(story, grassroots[row.name][0].office, row.members, day(YEAR_ENDS))
    for cell, members in zip(offices, OFFICE_MEMBERS, strict=True):
        movements.stated(story, cell.body, members, day(YEAR_ENDS))
    for name, on, place in CAME:
        movements.arrives(story, grassroots[name][0], day(on), place)
    for name, on, place in WENT:
        movements.departs(story, board, grassroots[name][0], day(on), place)
    for name, on, ground in OVER:
        movements.ends(story, board, grassroots[name][0], day(on), ground)

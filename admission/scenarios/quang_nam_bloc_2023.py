"""The bloc of provincial agencies of Quảng Nam in 2023: admissions, recognitions, registers.

Those recognised were admitted in 2022. The 65 organisations are invented by type and number; one
of them is founded in the course of 2023.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from admission.scenarios import courses, quang_nam_registers, setting
from admission.scenarios.bodies import Body, Cell, Founder, Named, found
from admission.scenarios.candidates import GIVES_UP, Fate, Plan, day_between, follow
from admission.scenarios.days import day
from admission.scenarios.documents import numbered
from admission.scenarios.meetings import Meetings
from admission.scenarios.path import Desk
from admission.scenarios.quang_nam_registers import Bloc
from admission.scenarios.story import OPENS, Line, Moment, Story, moment
from admission.scenarios.tree import Chain, agency_plots, cells, committee, typed_plots
from admission.scenarios.turns import turn

DAYS: Final = ("quang-nam-bloc-2023", "2021-09-06", "2024-01-31")
"""The story's name, its first and its last day."""
_KEPT_FROM: Final = "2021-09-20"
"""By this day the store is set up."""


class Kind(NamedTuple):
    """Organisations of one type: committees with so many cells, grassroots cells."""

    name: str
    trade: str
    committees: int
    cells: int
    grassroots_cells: int


KINDS: Final = (
    Kind("cơ quan", "office", 16, 84, 22),
    Kind("đơn vị sự nghiệp", "office", 5, 27, 6),
    Kind("bệnh viện", "health", 3, 29, 1),
    Kind("trường", "school", 2, 16, 3),
    Kind("doanh nghiệp", "enterprise", 3, 14, 3),
)


class Cohort(NamedTuple):
    """People with ceremonies between two days, who are told as far as `fate` says."""

    people: int
    first: str
    last: str
    fate: Fate = "admitted"
    in_time: bool = False
    """Whether the cell votes on recognition once, and in time."""


ADMITTED_IN_2023: Final = Cohort(174, "2023-01-03", "2023-12-28")
COHORTS: Final = (
    Cohort(58, "2022-03-14", "2022-06-15", "recognised"),
    Cohort(56, "2022-06-16", "2022-09-30", "recognised", in_time=True),
    Cohort(6, "2022-12-20", "2022-12-30", "recognised"),
    Cohort(1, "2022-03-14", "2022-04-29", "deleted"),
    ADMITTED_IN_2023,
    Cohort(14, "2024-02-20", "2024-06-28"),
)
TARGETS: Final = ((2022, 135, "2021-12-27"), (2023, 160, "2022-12-26"))
CLASSES: Final = (
    "2022-03-21",
    "2022-08-15",
    "2022-10-24",
    "2023-03-13",
    "2023-07-17",
    "2023-10-09",
)
PLACES: Final = 60
IN_VAIN: Final = 12
_FOUNDED: Final = day("1997-01-01")
_HOMES: Final = ("thành phố Tam Kỳ", "thành phố Hội An", "huyện Núi Thành", "huyện Thăng Bình")
_NEWLY_FOUNDED: Final = "2023-09-15"
_TITLE: Final = "Lớp bồi dưỡng nhận thức về Đảng"


def tell() -> Iterator[Line]:
    """Every line, in the order in which the clerks recorded them."""
    story = Story(*DAYS)
    board = setting.account(story, "organising-board")
    second = setting.account(story, "inspection-committee", board)
    clerk = setting.account(story, "clerk", board)
    setting.rules_and_calendars(story, board)
    founder = Founder(story, clerk, _FOUNDED)
    kept = story.part("registers-of-the-bloc", _KEPT_FROM, DAYS[-1])
    province = _province(kept, founder, story.desk())
    name = "Đảng bộ Khối các cơ quan tỉnh Quảng Nam"
    bloc = found(founder._replace(by=board), Named("upper-grassroots", name, "ĐUK", 13), province)
    every = [cell for kind in KINDS for cell in _organisations(founder, bloc, kind)]
    new = day(_NEWLY_FOUNDED)
    firm = Named("grassroots-cell", "Chi bộ doanh nghiệp mới số 1", "CB", 4)
    youngest = found(founder._replace(on=new), firm, bloc, moment(new, OPENS + 7200))
    some = story.chance.some_of(every, len(every) * 3 // 4)
    setting.members(story, clerk, some, 2)
    earliest = story.desk()
    desk = Desk(story, Meetings(story, earliest), earliest, day("2021-08-02"), second["actor"])
    _targets(story, bloc, every)
    _candidates(desk, bloc, some)
    setting.confirmation(story, bloc, "2023-12-31")
    quang_nam_registers.keep(kept, Bloc(province, bloc, _grassroots(every), youngest, some))
    return story.told()


def _province(kept: Story, founder: Founder, at: Moment) -> Body:
    """The committee above the bloc, which awards badges."""
    named = Named("directly-under-central", "Tỉnh ủy Quảng Nam", "TU", 15)
    return found(founder._replace(story=kept), named, None, at)


def _grassroots(every: list[Cell]) -> list[Body]:
    """The organisations of these cells: their committees, or themselves."""
    found_once = {(cell.committee or cell.body).id: cell.committee or cell.body for cell in every}
    return list(found_once.values())


def _organisations(founder: Founder, bloc: Body, kind: Kind) -> list[Cell]:
    """The committees of one type with their cells, and the grassroots cells."""
    chance = founder.story.chance
    counts = chance.spread(kind.cells, [chance.between(3, 8) for _ in range(kind.committees)])
    under: list[Cell] = []
    for number, count in enumerate(counts, 1):
        where = f"{kind.name} số {number}"
        body = committee(founder, f"Đảng ủy {where}", bloc)
        plots = agency_plots(where, kind.trade, count)
        under += cells(founder, Chain(body, bloc, _HOMES, body), plots)
    types = ((kind.name, kind.trade),)
    plots = typed_plots(types, "tỉnh Quảng Nam", kind.grassroots_cells)
    return under + cells(founder, Chain(bloc, bloc, _HOMES), plots)


def _targets(story: Story, bloc: Body, every: list[Cell]) -> None:
    """The bloc's own targets; that of 2023 is handed down to its organisations."""
    for year, number, signed in TARGETS:
        plan = numbered("plan", f"{year % 100}-KH/ĐUK", day(signed), bloc.name)
        setting.target(story, bloc, number, year, plan)
    year, number, signed = TARGETS[-1]
    offices = _grassroots(every)
    weights = [body.size for body in offices]
    for body, part in zip(offices, story.chance.spread(number, weights), strict=True):
        handed = numbered("plan", "31-KH/ĐUK", day("2023-01-09"), bloc.name)
        if part:
            setting.target(story, body, part, year, handed)


def _candidates(desk: Desk, bloc: Body, some: list[Cell]) -> None:
    story, chance = desk.story, desk.story.chance
    centre = "Trung tâm Chính trị Khối"
    held = [courses.order(story, bloc, _TITLE, centre, (first, PLACES, "all")) for first in CLASSES]
    for cohort in COHORTS:
        for _ in range(cohort.people):
            on = day_between(desk, day(cohort.first), day(cohort.last))
            taken = turn(chance)
            if cohort.in_time:
                taken = taken._replace(recognition_late=False, recognition_says_no_first=False)
            follow(desk, Plan(chance.one_of(some), on, cohort.fate, turn=taken), held)
    for _ in range(IN_VAIN):
        on = day_between(desk, day(ADMITTED_IN_2023.first), day(ADMITTED_IN_2023.last))
        follow(desk, Plan(chance.one_of(some), on, chance.one_of(GIVES_UP)), held)
    for course in held:
        if course.roster:
            courses.tell(story, course)

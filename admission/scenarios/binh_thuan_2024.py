"""The province of Bình Thuận in 2024: all its grassroots organisations, and a year of admissions.

The steps of those admitted early in the year were taken in 2023; some admitted in 2023 are
recognised in 2024; one admission is cancelled. The names of blocs and agencies are invented by
type, those of districts and communes are the real ones of that year.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from admission.scenarios import binh_thuan_registers, courses, places, setting
from admission.scenarios.binh_thuan_registers import Province
from admission.scenarios.bodies import Body, Cell, Founder, Named, found
from admission.scenarios.candidates import GIVES_UP, Fate, Plan, day_between, follow
from admission.scenarios.courses import Course
from admission.scenarios.days import Day, day
from admission.scenarios.documents import numbered
from admission.scenarios.meetings import Meetings
from admission.scenarios.path import Desk
from admission.scenarios.profiles import ELDER
from admission.scenarios.story import OPENS, Line, Story, moment
from admission.scenarios.tree import (
    DISTRICT_OFFICES,
    Chain,
    Plot,
    agency_plots,
    authorise,
    cells,
    committee,
    commune_plots,
    in_a_name,
    typed_plots,
)


class Upper(NamedTuple):
    """A committee directly above grassroots organisations, and what is under it.

    `committees` are those beside the communes'; `halved` of them have two department committees
    each, `authorised` decide by themselves; `founded_in_firms` cells are founded in the year.
    """

    name: str
    mark: str
    where: str
    committees: int
    offices: int
    cells: int
    target: int
    admitted: int
    year_before: int
    trade: str = "office"
    halved: int = 0
    authorised: int = 0
    founded_in_firms: int = 0

    @property
    def district(self) -> bool:
        """Whether it is a district, town or city, and so has communes."""
        return self.where.split()[0] in ("Huyện", "Thị", "Thành")


UPPERS: Final = (
    Upper("Thành ủy Phan Thiết", "ThU", "Thành phố Phan Thiết", 6, 52, 232, 260, 268, 9),
    Upper("Thị ủy La Gi", "TXU", "Thị xã La Gi", 4, 36, 120, 130, 139, 5),
    Upper("Huyện ủy Tuy Phong", "HU", "Huyện Tuy Phong", 4, 38, 150, 160, 171, 6),
    Upper("Huyện ủy Bắc Bình", "HU", "Huyện Bắc Bình", 4, 40, 210, 185, 190, 7),
    Upper("Huyện ủy Hàm Thuận Bắc", "HU", "Huyện Hàm Thuận Bắc", 4, 40, 200, 190, 204, 8),
    Upper("Huyện ủy Hàm Thuận Nam", "HU", "Huyện Hàm Thuận Nam", 3, 32, 150, 130, 128, 5),
    Upper("Huyện ủy Tánh Linh", "HU", "Huyện Tánh Linh", 3, 34, 145, 135, 133, 5),
    Upper("Huyện ủy Đức Linh", "HU", "Huyện Đức Linh", 3, 34, 140, 145, 158, 5),
    Upper("Huyện ủy Hàm Tân", "HU", "Huyện Hàm Tân", 3, 30, 115, 105, 112, 4),
    Upper("Huyện ủy Phú Quí", "HU", "Huyện Phú Quí", 2, 14, 38, 40, 43, 2),
    Upper(
        "Đảng ủy Khối các cơ quan tỉnh", "ĐUK", "cơ quan", 30, 52, 215, 150, 163, 6, "office", 2, 2
    ),
    Upper(
        "Đảng ủy Khối doanh nghiệp tỉnh",
        "ĐUK",
        "doanh nghiệp",
        22,
        37,
        150,
        100,
        92,
        4,
        "enterprise",
        2,
        1,
        3,
    ),
    Upper("Đảng ủy Quân sự tỉnh", "ĐUQS", "đơn vị quân sự", 10, 6, 98, 110, 124, 4, "army", 2),
    Upper("Đảng ủy Công an tỉnh", "ĐUCA", "đơn vị công an", 13, 8, 140, 100, 103, 4, "police", 2),
    Upper("Đảng ủy Bộ đội Biên phòng tỉnh", "ĐUBP", "đồn biên phòng", 7, 3, 60, 40, 42, 2, "army"),
)
DAYS: Final = ("binh-thuan-2024", "2023-01-03", "2025-01-24")
"""The story's name, its first and its last day."""
_KEPT_FROM: Final = "2023-01-16"
"""By this day the store is set up."""
YEARS_PLAN: Final = sum(upper.target for upper in UPPERS)
CLASSES: Final = ("2023-04-10", "2023-08-14", "2023-11-06", "2024-02-26", "2024-06-10")
PLACES: Final = 95
FIRMS: Final = (
    ("2024-03-19", "doanh nghiệp tư nhân số 61"),
    ("2024-07-09", "doanh nghiệp tư nhân số 62"),
    ("2024-11-12", "doanh nghiệp tư nhân số 63"),
)
_FOUNDED: Final = day("1992-04-01")
_ADMITTING: Final = 0.55
_IN_VAIN: Final = 16
_GOING_ON: Final = 22
_CONSENTS: Final = "Ban Thường vụ Tỉnh ủy Bình Thuận"


def tell() -> Iterator[Line]:
    """Every line, in the order in which the clerks recorded them."""
    story = Story(*DAYS)
    board = setting.account(story, "organising-board")
    second = setting.account(story, "inspection-committee", board)
    setting.rules_and_calendars(story, board)
    province = into(story, board, second)
    kept = story.part("registers-of-binh-thuan", _KEPT_FROM, DAYS[-1])
    binh_thuan_registers.organisations_in_firms(kept, province, [day(on) for on, _ in FIRMS])
    binh_thuan_registers.school(kept, province)
    binh_thuan_registers.aims(kept, province)
    return story.told()


def into(story: Story, board: Line, second: Line) -> Province:
    """The province and its two years, by these accounts, in a story that has its rules already."""
    founder = Founder(story, board, _FOUNDED)
    top = Named("directly-under-central", "Tỉnh ủy Bình Thuận", "TU", 15)
    province = found(founder, top, None)
    communes = places.binh_thuan()
    uppers = [_upper(founder, province, row) for row in UPPERS]
    trees = [
        _tree(founder, upper, row, communes) for upper, row in zip(uppers, UPPERS, strict=True)
    ]
    admitting = [story.chance.some_of(tree, int(len(tree) * _ADMITTING)) for tree in trees]
    for upper, some in zip(uppers, admitting, strict=True):
        setting.members(story, upper.clerk, some, 2)
    earliest = story.desk()
    desk = Desk(story, Meetings(story, earliest), earliest, day("2021-08-02"), second["actor"])
    _targets(story, province, uppers)
    for upper, row, some in zip(uppers, UPPERS, admitting, strict=True):
        _candidates(desk, upper, row, some)
    setting.confirmation(story, province, "2024-12-31")
    return Province(province, uppers, [cell for tree in trees for cell in tree])


def _upper(founder: Founder, province: Body, row: Upper) -> Body:
    size = founder.story.chance.one_of((9, 11, 13))
    body = found(founder, Named("upper-grassroots", row.name, row.mark, size), province)
    clerk = setting.account(founder.story, "clerk", founder.by)
    body.clerk = {**clerk, "for_unit": body.id}
    return body


def _tree(
    founder: Founder, upper: Body, row: Upper, districts: dict[str, tuple[places.Commune, ...]]
) -> list[Cell]:
    """Every cell under one of the committees directly under the province."""
    founder, chance = founder._replace(by=upper.clerk), founder.story.chance
    communes = districts.get(row.where, ())
    names = [in_a_name(commune.name) for commune in communes]
    homes = tuple(names) or tuple(in_a_name(district) for district in districts)
    sizes = [chance.between(8, 12) for _ in communes]
    sizes += [chance.between(5, 9) for _ in range(row.committees)]
    counts = chance.spread(row.cells, sizes)
    under: list[Cell] = []
    for commune, name, count in zip(communes, names, counts, strict=False):
        body = committee(founder, f"Đảng ủy {name}", upper, commune.code)
        plots = commune_plots(commune.name, count)
        under += cells(founder, Chain(body, upper, (name,), body), plots)
    for number, count in enumerate(counts[len(communes) :], 1):
        under += _agency(founder, Chain(upper, upper, homes), row, number, count)
    under += cells(founder, Chain(upper, upper, homes), _offices(row))
    for on, name in FIRMS[: row.founded_in_firms]:
        at = moment(day(on), OPENS + 7200)
        named = Named("grassroots-cell", f"Chi bộ {name}", "CB", 4)
        found(founder._replace(on=day(on)), named, upper, at)
    return under


def _offices(row: Upper) -> list[Plot]:
    if row.district:
        return typed_plots(DISTRICT_OFFICES, in_a_name(row.where), row.offices)
    return typed_plots(((row.where, row.trade),), "tỉnh Bình Thuận", row.offices)


def _agency(founder: Founder, chain: Chain, row: Upper, number: int, count: int) -> list[Cell]:
    """The cells of an agency, firm or troop: some under two department committees."""
    upper, where, trade = chain.parent, f"{row.where} số {number}", row.trade
    if row.district:
        name, trade = _DISTRICT_AGENCIES[number - 1]
        where = f"{name} {in_a_name(row.where)}"
    body = committee(founder, f"Đảng ủy {where}", upper)
    plots = agency_plots(where, trade, count)
    chain = chain._replace(parent=body, committee=body)
    if number <= row.halved:
        return _halves(founder, chain, where, plots)
    if row.committees - number < row.authorised:
        authorise(founder.story, body, upper, founder.story.chance.between(110, 260))
        chain = chain._replace(authority=body, committee=None, meeting="grassroots-committee")
    return cells(founder, chain, plots)


def _halves(founder: Founder, chain: Chain, where: str, plots: list[Plot]) -> list[Cell]:
    """One half of the cells under each of two department committees."""
    half, under = len(plots) // 2, list[Cell]()
    for number, some in enumerate((plots[:half], plots[half:]), 1):
        named = Named("department-committee", f"Đảng ủy bộ phận {number}, {where}", "ĐUBP", 5)
        part = found(founder, named, chain.parent)
        under += cells(founder, chain._replace(parent=part, department=part), some)
    return under


_DISTRICT_AGENCIES: Final = (
    ("Công an", "police"),
    ("Quân sự", "army"),
    ("Trung tâm Y tế", "health"),
    ("Cơ quan chính quyền", "office"),
    ("Ban Quản lý rừng phòng hộ", "office"),
    ("Cảng cá", "enterprise"),
)


def _targets(story: Story, province: Body, uppers: list[Body]) -> None:
    plan = numbered("plan", "285-KH/TU", day("2024-01-08"), province.name)
    setting.target(story, province, YEARS_PLAN, 2024, plan)
    for upper, row in zip(uppers, UPPERS, strict=True):
        handed = numbered("plan", "291-KH/TU", day("2024-01-15"), province.name)
        setting.target(story, upper, row.target, 2024, handed)


def _candidates(desk: Desk, upper: Body, row: Upper, some: list[Cell]) -> None:
    """Everybody on the way in one of the committees directly under the province."""
    story = desk.story
    held = [_course(story, upper, row, first) for first in CLASSES]
    for plan in _plans(desk, row, some):
        follow(desk, plan, held)
    for course in held:
        if course.roster:
            courses.tell(story, course)


def _course(story: Story, upper: Body, row: Upper, first: str) -> Course:
    centre = (
        f"Trung tâm Chính trị {in_a_name(row.where)}" if row.district else "Trường Chính trị tỉnh"
    )
    return courses.order(
        story,
        upper,
        f"Lớp bồi dưỡng nhận thức về Đảng, {in_a_name(row.where)}",
        centre,
        (first, PLACES, "all"),
    )


def _plans(desk: Desk, row: Upper, some: list[Cell]) -> Iterator[Plan]:
    chance = desk.story.chance
    villages = [cell for cell in some if cell.trade == "village"]
    by_size = [*some, *villages, *villages]

    def plan(between: tuple[Day, Day]) -> Plan:
        return Plan(chance.one_of(by_size), day_between(desk, *between))

    for number in range(row.admitted):
        made = plan(_YEAR)
        old = row.district and number == 0 and made.cell.trade == "village"
        yield made._replace(profile=ELDER, over_age_consent_of=_CONSENTS) if old else made
    for number in range(row.year_before):
        fate: Fate = "deleted" if row.mark == "ThU" and number == 0 else "recognised"
        yield plan(_YEAR_BEFORE)._replace(fate=fate)
    if row.mark == "ThU":
        yield plan(_SPRING)._replace(fate="cancelled")
    for _ in range(1 + row.admitted // _IN_VAIN):
        yield plan(_YEAR)._replace(fate=chance.one_of(GIVES_UP))
    for _ in range(1 + row.admitted // _GOING_ON):
        yield plan(_AFTER)


_YEAR: Final = (day("2024-01-02"), day("2024-12-30"))
_SPRING: Final = (day("2024-04-01"), day("2024-05-31"))
_YEAR_BEFORE: Final = (day("2023-03-01"), day("2023-09-29"))
_AFTER: Final = (day("2025-02-03"), day("2025-05-30"))

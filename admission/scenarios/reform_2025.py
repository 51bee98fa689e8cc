"""Ten provinces from 2024 on, and the reform of 1 July 2025 that makes four of them.

The tree of 30 June 2025 and what became of its communes are real (see `data/NOTICE.md`). Inside it
the stories of Bình Thuận and of Hoa Lư in 2024 are told as they are told by themselves, each for
its own days, without what is kept there beside the admissions. The other communes have no printed
figures: up to two admissions in each are invented. A few targets of 2025 are invented too.
"""

from collections.abc import Iterator
from typing import Final

from admission.scenarios import (
    binh_thuan_2024,
    city_of_hoa_lu,
    crossing,
    hoa_lu_2024_q1,
    places,
    plain_communes,
    setting,
)
from admission.scenarios.bodies import Body, Founder, Named, found
from admission.scenarios.candidates import Plan, day_between, follow
from admission.scenarios.days import day
from admission.scenarios.documents import numbered
from admission.scenarios.meetings import Meetings
from admission.scenarios.path import Desk
from admission.scenarios.plain_communes import PlainCommune
from admission.scenarios.register import Register
from admission.scenarios.reorganising import reorganise
from admission.scenarios.story import OPENS, Line, Story, moment
from admission.scenarios.turns import PLAIN

_OPENS: Final = "2022-12-01"
_ENDS: Final = "2025-11-28"
_FOUNDED: Final = day("1976-03-01")
_BINH_THUAN: Final = "Tỉnh Bình Thuận"
_NINH_BINH: Final = "Tỉnh Ninh Bình"
_CITY: Final = "Thành phố Ninh Bình"
_CROSSING: Final = 40
"""So many paths begin before the reform and end after it."""
_LATE: Final = 6
"""So many ceremonies of before the reform are recorded long after it."""
_LATE_CEREMONY: Final = day("2025-06-20")
_LATE_RECORDED: Final = moment(day("2025-08-11"), OPENS)
_VN_2025: Final = moment(day("2025-06-23"), OPENS)
_TARGETS_2025: Final = {
    "Tỉnh Lâm Đồng": 1_850,
    "Tỉnh Đắk Nông": 1_240,
    _BINH_THUAN: 2_010,
    _NINH_BINH: 1_760,
}
_A_COMMUNES_TARGET: Final = 12


def tell() -> Iterator[Line]:
    """Every line, in the order in which the clerks recorded them."""
    story = Story("reform-2025", _OPENS, _ENDS)
    board = setting.account(story, "organising-board")
    second = setting.account(story, "inspection-committee", board)
    setting.rules_and_calendars(story, board)
    setting.rulebook(story, board, "vn-2025", _VN_2025)
    founder = Founder(story, board, _FOUNDED)
    provinces = _provinces(founder)
    plain = _plain_communes(founder, provinces)
    across = crossing.chosen(story.chance, plain, _CROSSING)
    admitting = {c.body.id: c for commune in plain for c in commune.admitting}
    setting.members(story, board, [*admitting.values(), *(c for _, c in across)], 2)
    earliest = story.desk()
    desk = Desk(story, Meetings(story, earliest), earliest, day("2021-08-02"), second["actor"])
    _candidates(desk, plain)
    _with_figures(story, board, second, provinces[_NINH_BINH])
    made = story.part("city-of-hoa-lu", "2024-12-16", _ENDS)
    city_of_hoa_lu.make(made, board, provinces[_NINH_BINH])
    _targets(story)
    reformed = story.part("acts-of-2025", "2025-06-24", _ENDS)
    crossing.tell(desk, across, reorganise(reformed, board, provinces))
    return story.told()


def _provinces(founder: Founder) -> dict[str, Body]:
    """Every province but Bình Thuận, by its name."""
    return {
        name: found(founder, plain_communes.committee_of(name, "directly-under-central"), None)
        for name in places.provinces()
        if name != _BINH_THUAN
    }


def _plain_communes(founder: Founder, provinces: dict[str, Body]) -> list[PlainCommune]:
    """The communes of their districts, without printed figures all of them."""
    return [
        commune
        for place in _districts_of_2024()
        if place.province != _BINH_THUAN
        for commune in plain_communes.district(founder, provinces[place.province], place)
    ]


def _districts_of_2024() -> Iterator[places.District]:
    """Those of the file, but for the city of Ninh Bình: it is the city of Hoa Lư without a part."""
    for place in places.districts():
        if place.name != city_of_hoa_lu.NAME:
            yield place
            continue
        communes = tuple(
            each for each in place.communes if not city_of_hoa_lu.was_of_the_district(each)
        )
        yield places.District(_NINH_BINH, _CITY, communes)


def _candidates(desk: Desk, plain: list[PlainCommune]) -> None:
    """Whoever is admitted before the reform; the last few are recorded long after it."""
    late = desk.story.chance.some_of([each for each in plain if _may_be_late(each)], _LATE)
    for commune in plain:
        first, last = day("2024-01-02"), day("2025-06-19")
        if commune.district == _CITY:
            last = day("2024-10-31")
        for cell in commune.admitting:
            plan = Plan(cell, day_between(desk, first, last))
            if commune in late:
                plan = Plan(cell, _LATE_CEREMONY, turn=PLAIN, ceremony_recorded=_LATE_RECORDED)
            follow(desk, plan, [])


def _may_be_late(commune: PlainCommune) -> bool:
    return len(commune.admitting) == 1 and commune.district != _CITY


def _with_figures(story: Story, board: Line, second: Line, ninh_binh: Body) -> None:
    """The two stories of 2024; Ninh Bình has committees of police and army as Bình Thuận has."""
    binh_thuan_2024.into(story.part(*binh_thuan_2024.DAYS), board, second)
    hoa_lu_2024_q1.into(story.part(*hoa_lu_2024_q1.DAYS), board, second, ninh_binh)
    founder = Founder(story, board, _FOUNDED)
    for name, mark in (("Đảng ủy Công an tỉnh", "ĐUCA"), ("Đảng ủy Quân sự tỉnh", "ĐUQS")):
        found(founder, Named("upper-grassroots", f"{name} Ninh Bình", mark, 11), ninh_binh)


def _targets(story: Story) -> None:
    """Targets of 2025 for some provinces, and for each commune that is to be divided."""
    register = Register(story)
    for place, people in _TARGETS_2025.items():
        name, _ = plain_communes.called(place)
        plan = numbered("plan", "12-KH/TU", day("2025-01-10"), name)
        setting.target(story, register.named(name, None), people, 2025, plan)
    for code, into in places.successors().items():
        if len(into) > 1:
            commune = register.communes[code]
            plan = numbered("plan", "04-KH/ĐU", day("2025-01-20"), commune.name)
            setting.target(story, commune, _A_COMMUNES_TARGET, 2025, plan)

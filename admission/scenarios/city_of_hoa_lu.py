"""The city of Hoa Lư, made on 1 January 2025 of the district of Hoa Lư and the city of Ninh Bình.

The township of Thiên Tôn, seat of the district, is not in the file: it became part of the ward of
Ninh Mỹ, into which it is merged by an act of that day. The communes of the story of Hoa Lư have no
codes before; then they are given those of the file, and two of them its names as wards.
"""

from typing import Final

from admission.scenarios import places
from admission.scenarios.bodies import Body, Founder, found
from admission.scenarios.days import day
from admission.scenarios.plain_communes import committee_of
from admission.scenarios.register import Register
from admission.scenarios.reorganising import Acts
from admission.scenarios.story import Line, Story
from admission.scenarios.tree import in_a_name

NAME: Final = "Thành phố Hoa Lư"
_ON: Final = day("2025-01-01")
_DECIDED: Final = day("2024-12-13")
_TOWNSHIP: Final = "Đảng ủy thị trấn Thiên Tôn"
_NINH_MY: Final = "Đảng ủy xã Ninh Mỹ"
_OF_THE_DISTRICT: Final = (
    "Ninh Mỹ", "Ninh Khang", "Ninh Giang", "Ninh Hòa", "Ninh Hải", "Ninh Vân", "Ninh An",
    "Trường Yên",
)  # fmt: skip
"""What the file has in the city, and the district had in 2024."""


def make(story: Story, board: Line, province: Body) -> None:
    """The district of Hoa Lư and the city of Ninh Bình become the city of Hoa Lư."""
    register, acts = Register(story), Acts(story, board, _ON, _DECIDED)
    district, before = (
        register.named(name, province.id) for name in ("Huyện ủy Hoa Lư", "Thành ủy Ninh Bình")
    )
    named = committee_of(NAME, "upper-grassroots")
    city = found(Founder(story, board, _ON), named, province)
    ward = register.named(_NINH_MY, district.id)
    township = register.named(_TOWNSHIP, district.id)
    acts.say("merge-unit", township.id, into=ward.id, targets="follows")
    for unit in (district, before):
        acts.say("merge-unit", unit.id, into=city.id, targets="follows")
    for place in places.districts():
        if place.name == NAME:
            _by_the_file(acts, register, district.id, place)


def _by_the_file(acts: Acts, register: Register, district: str, city: places.District) -> None:
    """The communes of the district get the codes of the file, and its names where they differ."""
    for commune in filter(was_of_the_district, city.communes):
        unit = next(
            u for u in register.under(district) if u.name == f"Đảng ủy xã {_short(commune)}"
        )
        acts.say("recode-unit", unit.id, code=commune.code)
        name = f"Đảng ủy {in_a_name(commune.name)}"
        if name != unit.name:
            acts.say("rename-unit", unit.id, name=name)


def was_of_the_district(commune: places.Commune) -> bool:
    """Whether a commune of the city had been one of the district."""
    return _short(commune) in _OF_THE_DISTRICT


def _short(commune: places.Commune) -> str:
    return commune.name.split(maxsplit=1)[1]

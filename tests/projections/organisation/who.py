"""Who and what is there, by name: units, classes, people and their paths."""

from typing import Final

from admission.domain.kernel.messages import Event
from tests.projections.histories import an_id
from tests.projections.steps import Of, day

P, D, G, B, C1, C2, S, E = (an_id("unit", number) for number in range(100, 108))


CLASS_ONE, CLASS_TWO = an_id("class", 1), an_id("class", 2)


SCAN_ONE, SCAN_TWO, SCAN_THREE = "a1" * 32, "b2" * 32, "a1" * 31 + "c3"


BOOK: Final = "vn-2021"


AN = Of(1, C1, ("youth",))


BINH = Of(2, C1, ("youth", "women"))


CHI = Of(3, C2)


DUNG = Of(4, S, ("women",))


GIANG = Of(5, C2)


NAMES: Final = {
    1: "Đặng Văn An",
    2: "Dang Thị Bình",
    3: "Trần Chi",
    4: "Nguyễn Dũng",
    5: "Hà Giang",
}


def unit(event: type[Event], which: str, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a unit."""
    return which, event.model_validate({"unit": which, "on": day(on), **fields})


def person(event: type[Event], number: int, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a person."""
    who = an_id("person", number)
    return who, event.model_validate({"person": who, "on": day(on), **fields})


TWINS: Final[tuple[tuple[int, str, dict[str, object]], ...]] = (
    (11, "Lê Hoa", {"born": day("2001-05-05"), "residence": "Xã Ninh Mỹ"}),
    (12, "LE HOA", {"born": day("2001-05-05"), "residence": "xã Ninh Mỹ"}),
    (13, "Lê Hòa", {"born": day("2001-05-05")}),
    (14, "Lê Hoa", {"residence": "Xa Ninh My"}),
    (15, "Lê Hoa", {"born": day("2001-05-06")}),
    (16, "Vũ Khoa", {"born": day("1990-01-01")}),
    (17, "Vũ Khoa Minh", {"born": day("1990-01-01")}),
    (18, "Ngô Lan", {"born": day("1991-01-01")}),
    (19, "Ngô Lan", {"born": day("1991-01-01")}),
)


KHOA = Of(17, C2)


HELD_C, OPEN_C = an_id("complaint", 1), an_id("complaint", 2)


BADGED: Final = an_id("person", 30)
STRUCK: Final = an_id("person", 32)

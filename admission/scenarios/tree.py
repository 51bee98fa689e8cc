"""Trees of units by type: the cells of a commune, of an agency, and grassroots cells by name."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from admission.scenarios.bodies import Body, Cell, Founder, Named, found
from admission.scenarios.documents import numbered
from admission.scenarios.story import Story


class Plot(NamedTuple):
    """A cell to be founded: its name, where its people live or work, what they do."""

    name: str
    place: str
    trade: str


class Chain(NamedTuple):
    """The bodies above the cells that are founded: see `bodies.Cell`."""

    parent: Body
    authority: Body
    homes: tuple[str, ...] = ()
    committee: Body | None = None
    department: Body | None = None
    meeting: str = "standing-committee"


_AT_SCHOOLS: Final = (("Trường Tiểu học", "school"), ("Trường Trung học cơ sở", "school"))
_OFFICES: Final = (("Công an", "police"), ("Quân sự", "army"), ("Trạm Y tế", "health"))
_QUARTER: Final = {"Xã": "thôn", "Phường": "khu phố", "Thị trấn": "khu phố"}

DISTRICT_OFFICES: Final = (
    ("Trường Trung học phổ thông", "school"), ("Phòng Giáo dục và Đào tạo", "office"),
    ("Trung tâm Y tế", "health"), ("Phòng Nội vụ", "office"), ("Phòng Tư pháp", "office"),
    ("Phòng Tài chính – Kế hoạch", "office"), ("Phòng Nông nghiệp", "office"),
    ("Chi cục Thuế", "office"), ("Kho bạc Nhà nước", "office"), ("Bảo hiểm xã hội", "office"),
    ("Ngân hàng Chính sách xã hội", "office"), ("Điện lực", "enterprise"),
    ("Hạt Kiểm lâm", "office"), ("Trung tâm Văn hóa", "office"), ("Hợp tác xã", "enterprise"),
    ("Mặt trận và các đoàn thể", "office"), ("Văn phòng cấp ủy", "office"),
    ("Chi cục Thống kê", "office"),
)  # fmt: skip
"""Grassroots cells of a district, by type; further ones of a type are numbered."""


def in_a_name(what: str) -> str:
    """A place as it stands within a longer name: `xã Ninh Mỹ`."""
    return what[:1].lower() + what[1:]


def commune_plots(commune: str, count: int) -> list[Plot]:
    """The cells of a commune, ward or township: villages, schools, police, health station."""
    kind = next(kind for kind in _QUARTER if commune.lower().startswith(kind.lower()))
    rest = commune[len(kind) :].strip()
    place = in_a_name(commune)
    plots = [
        Plot(f"Chi bộ {what} {rest}", place, trade) for what, trade in (*_AT_SCHOOLS, *_OFFICES)
    ]
    quarters = max(1, count - len(plots))
    for number in range(1, quarters + 1):
        quarter = f"{_QUARTER[kind]} {number}, {place}"
        plots.insert(number - 1, Plot(f"Chi bộ {quarter}", quarter, "village"))
    return plots[:count]


def agency_plots(name: str, trade: str, count: int) -> list[Plot]:
    """The cells of an agency, firm or troop, numbered."""
    return [Plot(f"Chi bộ {number}, {name}", name, trade) for number in range(1, count + 1)]


def typed_plots(types: Sequence[tuple[str, str]], where: str, count: int) -> list[Plot]:
    """Grassroots cells by type, numbered where a type comes round more than once."""
    plots = []
    for at in range(count):
        name, trade = types[at % len(types)]
        again = len(types) == 1 or at >= len(types)
        number = f" số {at // len(types) + 1}" if again else ""
        plots.append(Plot(f"Chi bộ {name}{number} {where}", f"{name}{number} {where}", trade))
    return plots


def cells(founder: Founder, chain: Chain, plots: Sequence[Plot]) -> list[Cell]:
    """Found these cells under a committee."""
    return [_cell(founder, chain, plot) for plot in plots]


def _cell(founder: Founder, chain: Chain, plot: Plot) -> Cell:
    kind = "grassroots-cell" if chain.parent.kind == "upper-grassroots" else "cell"
    named = Named(kind, plot.name, "CB", founder.story.chance.between(6, 26))
    return Cell(
        body=found(founder, named, chain.parent),
        place=plot.place,
        trade=plot.trade,
        homes=(plot.place,) if plot.trade == "village" else chain.homes,
        authority=chain.authority,
        meeting=chain.meeting,
        committee=chain.committee,
        department=chain.department,
    )


def committee(founder: Founder, name: str, parent: Body, code: str | None = None) -> Body:
    """Found a grassroots committee with 9 to 15 members."""
    size = founder.story.chance.between(9, 15)
    return found(founder, Named("grassroots-committee", name, "ĐU", size, code), parent)


def authorise(story: Story, committee: Body, by: Body, members: int) -> None:
    """Let a large and good grassroots committee decide on admissions by itself."""
    on = story.opens
    document = numbered("authorisation", by.decisions, on, by.name)
    fields = {"unit": committee.id, "members": members, "good_years": 3, "document": document}
    story.say(story.desk(), by.clerk, "authorise-unit", on, fields)

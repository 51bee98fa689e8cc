"""The acts of 1 July 2025: provinces merged, districts abolished, communes put together anew.

A new province with the name of an old one is that old one, and goes on; the others are merged into
it. A new commune is a new unit, even under an old code: of the 411 codes that stand on both sides,
307 name another commune. Its committee stands directly above grassroots organisations, and the
cells of the communes that it was made of stand right under it. A divided commune's cells are
shared out in the order in which they were founded.
"""

from typing import Final

from admission.domain.kernel.shares import WHOLE
from admission.scenarios import places
from admission.scenarios.bodies import Body, Founder, Named, found
from admission.scenarios.days import Day, day
from admission.scenarios.documents import numbered
from admission.scenarios.plain_communes import called
from admission.scenarios.register import Register, Unit
from admission.scenarios.story import Line, Series, Story
from admission.scenarios.tree import in_a_name

REFORM: Final = day("2025-07-01")
_DECIDED: Final = day("2025-06-20")


class Acts:
    """Acts that take effect on one day, recorded one after the other before it."""

    def __init__(self, story: Story, by: Line, on: Day, signed: Day) -> None:
        self.story, self.by, self.on = story, by, on
        self._signed = signed
        self._numbers = Series("QĐ/BTC")

    def say(self, command: str, unit: str, **fields: object) -> None:
        """Have an act recorded, with the decision that it rests on."""
        document = numbered("decision", self._numbers, self._signed, "Ban Tổ chức")
        line = {"unit": unit, **fields, "document": document}
        self.story.say(self.story.desk(), self.by, command, self.on, line)


def reorganise(story: Story, by: Line, provinces: dict[str, Body]) -> dict[str, Body]:
    """Every act of the reform; the new communes by their codes.

    `provinces` are those that go on, by name. The desk of the story says when it is recorded.
    """
    register, acts = Register(story), Acts(story, by, REFORM, _DECIDED)
    tops = {old: register.named(called(old)[0], None) for old in places.provinces()}
    for old, top in tops.items():
        levels = [register.named(called(name)[0], top.id).id for name in _districts(old)]
        acts.say("abolish-level", top.id, units=levels, targets="stays")
    for old, new in places.provinces().items():
        if old != new:
            acts.say("merge-unit", tops[old].id, into=tops[new].id, targets="follows")
    founder = Founder(story, by, REFORM)
    communes = {
        commune.code: found(founder, _committee(commune), provinces[province])
        for commune, province in places.new_communes().items()
    }
    for code, into in places.successors().items():
        _commune(acts, register, register.communes[code], [communes[each].id for each in into])
    _organisations(acts, register, tops, communes)
    return communes


def _districts(province: str) -> list[str]:
    return [each.name for each in places.districts() if each.province == province]


def _committee(commune: places.Commune) -> Named:
    name = f"Đảng ủy {in_a_name(commune.name)}"
    return Named("upper-grassroots", name, "ĐU", 15, commune.code)


def _commune(acts: Acts, register: Register, old: Unit, into: list[str]) -> None:
    if len(into) == 1:
        acts.say("merge-unit", old.id, into=into[0], targets="follows")
        return
    cells, count = [unit.id for unit in register.under(old.id)], len(into)
    lists = [cells[len(cells) * n // count : len(cells) * (n + 1) // count] for n in range(count)]
    shares = acts.story.chance.spread(WHOLE, [len(each) for each in lists])
    parts = [
        {"unit": unit, "units": some, "share": share}
        for unit, some, share in zip(into, lists, shares, strict=True)
    ]
    acts.say("split-unit", old.id, parts=parts)


def _organisations(
    acts: Acts, register: Register, tops: dict[str, Unit], communes: dict[str, Body]
) -> None:
    """Each organisation that is not a commune's goes where the list sends its type.

    One that stays under the province needs no act: it comes there when its district ends.
    """
    for place in places.districts():
        province = tops[place.province].id
        district = register.named(called(place.name)[0], province).id
        for unit in register.under(district):
            if unit.code is not None:
                continue
            way = next(way for way in places.ways() if unit.name.startswith(way.organisation))
            if way.way == "seat":
                (seat,) = places.successors()[places.seats()[place.name]]
                acts.say("move-unit", unit.id, parent=communes[seat].id)
            elif way.way != "province":
                above = district if unit.kind == "grassroots-cell" else province
                _ends(acts, unit, way, register.named(way.to, above))


def _ends(acts: Acts, unit: Unit, way: places.Way, heir: Unit) -> None:
    if way.way == "merged":
        acts.say("merge-unit", unit.id, into=heir.id, targets="follows")
    else:
        acts.say("dissolve-unit", unit.id, successor=heir.id, targets="follows")

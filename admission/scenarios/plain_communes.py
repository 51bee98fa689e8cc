"""Communes without printed figures: a committee, few cells, up to two invented admissions."""

from typing import Final, NamedTuple

from admission.scenarios import places, setting
from admission.scenarios.bodies import Body, Cell, Founder, Named, found
from admission.scenarios.chance import Chance
from admission.scenarios.tree import Chain, cells, committee, commune_plots, in_a_name

_ADMIT: Final = ((0, 4), (1, 4), (2, 2))
_MARKS: Final = {
    "Tỉnh": ("Tỉnh ủy", "TU"),
    "Huyện": ("Huyện ủy", "HU"),
    "Thị xã": ("Thị ủy", "TXU"),
    "Thành phố": ("Thành ủy", "ThU"),
    "Quận": ("Quận ủy", "QU"),
}


class PlainCommune(NamedTuple):
    """One commune: its code, its cells, and those in which somebody is admitted."""

    code: str
    district: str
    cells: list[Cell]
    admitting: list[Cell]


def called(place: str) -> tuple[str, str]:
    """The name of the committee of a province, city or district, and the mark on its papers."""
    what = next(what for what in _MARKS if place.startswith(what))
    committee_is, mark = _MARKS[what]
    return f"{committee_is} {place.removeprefix(what).strip()}", mark


def committee_of(place: str, kind: str) -> Named:
    """The committee of a province, city or district."""
    name, mark = called(place)
    return Named(kind, name, mark, 11)


def district(founder: Founder, province: Body, place: places.District) -> list[PlainCommune]:
    """A district with its communes; its clerk records for all of them."""
    body = found(founder, committee_of(place.name, "upper-grassroots"), province)
    clerk = setting.account(founder.story, "clerk", founder.by)
    body.clerk = {**clerk, "for_unit": body.id}
    founder = founder._replace(by=body.clerk)
    return [_commune(founder, body, place, commune) for commune in place.communes]


def _commune(
    founder: Founder, above: Body, place: places.District, commune: places.Commune
) -> PlainCommune:
    chance, parts = founder.story.chance, len(places.successors()[commune.code])
    name = in_a_name(commune.name)
    body = committee(founder, f"Đảng ủy {name}", above, commune.code)
    count = chance.between(1, 2) if parts == 1 else parts
    plots = commune_plots(commune.name, count)
    found_cells = cells(founder, Chain(body, above, (name,), body), plots)
    return PlainCommune(
        commune.code, place.name, found_cells, _admitting(chance, found_cells, divided=parts > 1)
    )


def _admitting(chance: Chance, some: list[Cell], *, divided: bool) -> list[Cell]:
    """Where somebody is admitted; in a divided commune that is in two cells."""
    if divided:
        return some[:2]
    return [chance.one_of(some) for _ in range(chance.weighted(_ADMIT))]

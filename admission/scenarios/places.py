"""Provinces, districts and communes as they were in 2024, and what became of them in July 2025."""

from csv import DictReader
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Final, NamedTuple

_DATA: Final = files("admission.scenarios") / "data"
_BINH_THUAN: Final = "Tỉnh Bình Thuận"


class Commune(NamedTuple):
    """A commune, ward or township: its official code, and its name with what it is."""

    code: str
    name: str


class District(NamedTuple):
    """A district, town or city under a province, with its communes."""

    province: str
    name: str
    communes: tuple[Commune, ...]


class Way(NamedTuple):
    """Where the organisations of a type go: `province`, `seat`, `merged` or `dissolved`.

    The last two name the organisation that they end into.
    """

    organisation: str
    way: str
    to: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file that comes with the scenarios."""
    return list(DictReader((_DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


@cache
def reform() -> tuple[dict[str, str], ...]:
    """From each old commune to each new one that has land of it: a row of the file for each."""
    return tuple(rows("vn_reform_2025_four_provinces"))


def districts() -> list[District]:
    """The districts of 30 June 2025 with their communes, by code."""
    keys = ("old_province_code", "old_district_code", "old_commune_code")
    inside = sorted(reform(), key=lambda row: tuple(row[key] for key in keys))
    return [
        District(*names, tuple(dict.fromkeys(_old_commune(row) for row in found)))
        for names, found in groupby(inside, lambda row: (row["old_province"], row["old_district"]))
    ]


def _old_commune(row: dict[str, str]) -> Commune:
    return Commune(row["old_commune_code"], row["old_commune"])


def binh_thuan() -> dict[str, tuple[Commune, ...]]:
    """The communes of each district, town and city of Bình Thuận, by its name."""
    return {each.name: each.communes for each in districts() if each.province == _BINH_THUAN}


def provinces() -> dict[str, str]:
    """The new province of each old one, by name; four of them are an old one's name."""
    return {row["old_province"]: row["new_province"] for row in reform()}


def new_communes() -> dict[Commune, str]:
    """Every new commune with its province."""
    return {
        Commune(row["new_commune_code"], row["new_commune"]): row["new_province"]
        for row in reform()
    }


def successors() -> dict[str, tuple[str, ...]]:
    """The codes of the new communes that each old one went to, by its own code."""
    found: dict[str, tuple[str, ...]] = {}
    for row in reform():
        old = row["old_commune_code"]
        found[old] = (*found.get(old, ()), row["new_commune_code"])
    return found


def seats() -> dict[str, str]:
    """The code of the commune in which a district's offices were, by the district's name."""
    return {row["district"]: row["commune_code"] for row in rows("district_seats_2024")}


def ways() -> list[Way]:
    """Where organisations that are not a commune's go, by the beginning of their names."""
    found = [Way(**row) for row in rows("organisations_2025")]
    return sorted(found, key=lambda way: -len(way.organisation))

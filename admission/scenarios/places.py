"""The districts and communes of Bình Thuận as they were in 2024."""

from csv import DictReader
from importlib.resources import files
from typing import NamedTuple

_FILE = files("admission.scenarios") / "data" / "binh_thuan_communes.csv"


class Commune(NamedTuple):
    """A commune, ward or township: its official code, and its name with what it is."""

    code: str
    name: str


def binh_thuan() -> dict[str, tuple[Commune, ...]]:
    """The communes of each district, town and city, by its name."""
    found: dict[str, tuple[Commune, ...]] = {}
    for row in DictReader(_FILE.read_text(encoding="utf-8").splitlines()):
        commune = Commune(row["commune_code"], row["commune"])
        found[row["district"]] = (*found.get(row["district"], ()), commune)
    return found

"""How many have each class for a year, as a share of what the rulebook says, and beside last year.

Whose share of excellent members is above a limit is said by grassroots organisation.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from admission.projections.asking import Connection, Moment
from admission.projections.periods import last_day
from admission.projections.progress.sums import percent
from admission.projections.rankings.aims import aims
from admission.projections.rankings.queries import Ranked, Tally, tally
from admission.projections.rulebooks.queries import Rate, ranking_rates
from admission.projections.units.lenses import AS_WAS
from admission.projections.units.tree import tree_with_ended

CLASSES: Final = ("excellent", "good", "completed", "not-completed")
_SHOWN: Final[dict[str, tuple[str, ...]]] = {
    "excellent": ("excellent",),
    "good": ("good",),
    "good or better": ("excellent", "good"),
    "completed": ("completed",),
    "not-completed": ("not-completed",),
}
_ORGANISATION: Final = "organisation"
_GRASSROOTS: Final = ("grassroots-committee", "grassroots-cell")
_HUNDRED: Final = 100


class RateRow(NamedTuple):
    """One class of a year: how many, of how many (`base_of`: of which classes), as a per cent.

    `percent` is rounded half up to two decimals, None where there is nobody to take it of;
    `*_before` are of the year before. `aim` is the per cent that a task aims at, at least.
    """

    rank: str
    number: int
    base: int
    base_of: str
    percent: str | None
    number_before: int
    percent_before: str | None
    aim: int | None


class OverCap(NamedTuple):
    """An organisation in which more have a class than the rulebook lets: `number` of `base`."""

    unit: str
    unit_name: str | None
    rank: str
    number: int
    base: int
    at_most_percent: int


class Rates(NamedTuple):
    """The classes of a year, how many have none and why, and where a limit is exceeded."""

    rows: list[RateRow]
    ranked: int
    not_ranked: dict[str, int]
    over_cap: list[OverCap]
    by: tuple[Rate, ...]


def rates(  # noqa: PLR0913 - one argument for each way to ask
    connection: Connection,
    *,
    year: int,
    who: Ranked,
    as_of: str,
    known_at: int | None = None,
    unit: str | None = None,
    tree: str = AS_WAS,
) -> Rates:
    """How a year was ranked in a unit and all under it (None: in all).

    `tree` is as in `list_rankings`; bases and limits are those of the last day of the year (of the
    day asked, where that is earlier).
    """
    day = min(as_of, last_day(str(year)))
    clocks: dict[str, Any] = {"as_of": as_of, "known_at": known_at}
    asked: dict[str, Any] = {**clocks, "unit": unit, "tree": tree}
    says = ranking_rates(connection, day, who, **clocks)
    found = tally(connection, who, year, **asked)
    now, before = _sum(found), _sum(tally(connection, who, year - 1, **asked))
    aimed = aims(connection, year, unit, Moment(as_of, known_at)) if who == _ORGANISATION else {}
    rows = [_row(name, now, before, says, aimed.get(name)) for name in _SHOWN]
    return Rates(
        rows,
        sum(now[name] for name in CLASSES),
        _reasons(found),
        list(_over_cap(connection, Moment(as_of, known_at), who, found, says)),
        tuple(says.values()),
    )


def _sum(found: Iterable[Tally]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for one in found:
        counted[one.rank] += one.people
    return counted


def _reasons(found: Iterable[Tally]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for one in found:
        if one.reason is not None:
            counted[one.reason] += one.people
    return dict(sorted(counted.items()))


def _row(
    name: str,
    now: Mapping[str, int],
    before: Mapping[str, int],
    says: Mapping[str, Rate],
    aim: int | None,
) -> RateRow:
    classes, base = _SHOWN[name], says[name].of if name in says else CLASSES
    number, whole = _together(now, classes), _together(now, base)
    then, whole_then = _together(before, classes), _together(before, base)
    said = "all ranked" if base == CLASSES else " + ".join(base)
    return RateRow(
        name,
        number,
        whole,
        said,
        percent(number, whole) if whole else None,
        then,
        percent(then, whole_then) if whole_then else None,
        aim,
    )


def _together(counted: Mapping[str, int], classes: Sequence[str]) -> int:
    return sum(counted.get(name, 0) for name in classes)


def _over_cap(
    connection: Connection,
    moment: Moment,
    who: Ranked,
    found: Sequence[Tally],
    says: Mapping[str, Rate],
) -> Iterable[OverCap]:
    limits = [rate for rate in says.values() if rate.at_most_percent is not None]
    if not limits:
        return
    names, parts = _parts(connection, moment, who, found)
    for rate in limits:
        most = rate.at_most_percent or 0
        for unit, counted in sorted(parts.items()):
            number, base = counted[rate.rank], _together(counted, rate.of)
            if number * _HUNDRED > base * most:
                yield OverCap(unit, names.get(unit), rate.rank, number, base, most)


def _parts(
    connection: Connection, moment: Moment, who: Ranked, found: Sequence[Tally]
) -> tuple[dict[str, str], dict[str, Counter[str]]]:
    """The names of units, and the counts of those in which a limit holds.

    Of members these are the grassroots organisations, of the others the superiors.
    """
    units = {row.unit: row for row in tree_with_ended(connection, moment, None)}
    parts: dict[str, Counter[str]] = {}
    for one in found:
        home = one.unit
        while who == "member" and home in units and units[home].kind not in _GRASSROOTS:
            home = units[home].parent or ""
        if who != "member" and home in units:
            home = units[home].parent or home
        parts.setdefault(home if home in units else one.unit, Counter())[one.rank] += one.people
    return {unit: row.name for unit, row in units.items()}, parts

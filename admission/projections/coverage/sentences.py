"""What the rows of coverage come to, in sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from admission.projections.coverage.rows import CoverageRow

_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def of_plan(unit: CoverageRow, bodies: Sequence[CoverageRow]) -> Iterator[str]:
    """How many were admitted, of the plan, and by how many of the bodies right below a unit."""
    of = f"{_number(unit)} admitted"
    if unit.percent is not None:
        of += f" = {unit.percent} % of the plan"
    if not bodies:
        yield of
        return
    plans = Counter(body.plan for body in bodies)
    some = sum(body.admitted_counted > 0 for body in bodies)
    above = f"{plans['above']} {_bodies(plans['above'])} above"
    yield f"{of}; {above}, {plans['on']} on target, {some} with at least one"
    rest = f"{plans['below']} below the plan, {plans['none']} with none"
    if plans["unconfirmed"]:
        rest += f", {plans['unconfirmed']} with none recorded and not confirmed"
    yield f"of {len(bodies)} {_bodies(len(bodies))} with a target of their own {rest}"


def of_base(unit: CoverageRow) -> str | None:
    """How many were admitted, of the base that the unit's own target is a per cent of."""
    if unit.base_name is None or unit.percent_of_base is None:
        return None
    share = f"{unit.admitted} = {unit.percent_of_base} % of {_words(unit.base_name)}"
    return f"{share} against a floor of {unit.floor_percent} %"


def _number(unit: CoverageRow) -> str:
    return "–" if unit.admitted is None else str(unit.admitted)


def _bodies(count: int) -> str:
    return "body" if count == 1 else "bodies"


def _words(slug: str) -> str:
    """`members-at-1-january` as people write it."""
    words = slug.split("-")
    return " ".join(word.capitalize() if word in _MONTHS else word for word in words)

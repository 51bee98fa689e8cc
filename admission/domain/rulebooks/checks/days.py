"""Days that are crossed, lie outside the file, or hold two entries that speak of the same thing."""

from admission.domain.rulebooks.checks.placed import Days, File, Found, Placed
from admission.domain.rulebooks.tables import keys


def wrong_days(file: File) -> Found:
    """Entries that end before they begin, or are not within the days of the file."""
    for one in file.own():
        first, last = one.entry.first, one.entry.last
        if first and last and last < first:
            yield one.at("to"), f"it ends on {last}, before it begins on {first}"
            continue
        for field, day in (("from", first), ("to", last)):
            if day and not file.days.has(day):
                yield one.at(field), f"{day} is not within the days of the file, {file.days}"


def overlaps(file: File) -> Found:
    """Entries that are in force on one day and speak of the same thing."""
    seen: dict[tuple[object, ...], list[Placed]] = {}
    for one in sorted(file.placed, key=lambda each: each.number is not None):
        clash = None
        for key in keys(one.table, one.entry):
            others = seen.setdefault((one.table, *key), [])
            clash = clash or next((each for each in others if _clash(one, each, file.days)), None)
            others.append(one)
        if clash:
            yield one.at(), _sentence(one, clash, file.days)


def _clash(one: Placed, other: Placed, file: Days) -> bool:
    return one.number != other.number and one.days(file).meet(other.days(file))


def _sentence(one: Placed, other: Placed, file: Days) -> str:
    where = "an entry of the base" if other.number is None else f"{other.table} {other.number + 1}"
    day = max(one.days(file).first, other.days(file).first)
    return (
        f"it speaks of the same as {where} ({other.entry.rule}), and both are in force on {day}; "
        "end one on the day before the other begins"
    )

"""In which rounds badges are awarded, and which badges there are, by the rulebook of the day.

This reads rulebooks, and so imports their model: `queries` does not.
"""

from datetime import date

from admission.domain.rulebooks.entries.entry import in_force
from admission.projections.asking import Connection
from admission.projections.badges.due import Window
from admission.projections.due.bodies import Books


class NoRoundError(ValueError):
    """A day is none on which badges are awarded; `days` are those of a year (`MM-DD`)."""

    def __init__(self, days: tuple[str, ...]) -> None:
        super().__init__(" ".join(days))
        self.days = days


def window(connection: Connection, on: str, *, exactly: bool) -> Window:
    """The round of a day (ISO), or else the first after it, with the round before.

    Raises:
        NoRoundError: badges are awarded on other days, or the rulebook knows of none.
    """
    reference = Books(connection).in_force(on)
    book = Books(connection).read(reference) if reference else None
    day = date.fromisoformat(on)
    entries = in_force(book.badge_round, day) if book else ()
    days = tuple(sorted(day for entry in entries for day in entry.days))
    if book is None or not days or (exactly and on[5:] not in days):
        raise NoRoundError(days)
    near = [f"{year}-{at}" for year in range(day.year - 1, day.year + 2) for at in days]
    at = next(number for number, each in enumerate(near) if each >= on)
    years = [years for entry in in_force(book.badge, day) for years in entry.years]
    waits = [(entry.form, entry.months) for entry in in_force(book.badge_wait, day)]
    return Window(near[at], near[at - 1], years, waits)

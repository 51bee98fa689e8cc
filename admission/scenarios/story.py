"""A story: lines said in any order, told in the order in which they were recorded.

A moment is a whole second since 1970 (UTC). Whoever says a line says when it was recorded and on
which day it took effect; the story gives the line its id and its document the next number of its
series when it is told. What would be recorded after the story's end is left out.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final

from admission.scenarios.chance import Chance
from admission.scenarios.days import Day, day, iso, shift, working
from admission.scenarios.names import invented_name

Line = dict[str, Any]
Moment = int

_EPOCH: Final = day("1970-01-01")
_DAY: Final = 86_400
_EAST: Final = 7 * 3600
"""How far Vietnam is ahead of UTC, in seconds."""
OPENS: Final = 7 * 3600 + 1800
CLOSES: Final = 17 * 3600
"""When clerks work, in seconds of their day."""
DESK_SECONDS: Final = 7
"""How long a clerk takes for one line while the store is set up."""


def moment(on: Day, second: int) -> Moment:
    """A second of a day in Vietnam."""
    return (on - _EPOCH) * _DAY + second - _EAST


def day_of(at: Moment) -> Day:
    """The day of a moment in Vietnam."""
    return (at + _EAST) // _DAY + _EPOCH


def uuid7(milliseconds: int, first: int, rest: int) -> str:
    """A UUID of version 7 from its time, its 12 bits after that, and its last 62 bits."""
    time, tail = f"{milliseconds:012x}", f"{1 << 63 | rest:016x}"
    return f"{time[:8]}-{time[8:]}-7{first:03x}-{tail[:4]}-{tail[4:]}"


class Series:
    """A series of document numbers: those of one body and one kind, anew each year."""

    __slots__ = ("mark", "next")

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.next: dict[str, int] = {}

    def number(self, year: str) -> str:
        """The next number of a year."""
        number = self.next[year] = self.next.get(year, 0) + 1
        return f"{number:02d}-{self.mark}"


class Story:
    """What happens between the day on which the store is opened and the story's last day."""

    def __init__(self, name: str, opens: str, ends: str) -> None:
        self.chance = Chance(name)
        self.opens = day(opens)
        self.ends = day(ends)
        self._desk = moment(working(self.opens), OPENS)
        self._last = moment(self.ends, _DAY - 1)
        self._lines: list[tuple[Moment, Line]] = []
        self._known: set[tuple[str, Day]] = set()

    def part(self, name: str, opens: str, ends: str) -> "Story":
        """A story within this one: its own chance, desk and days; lines and names are shared."""
        part = Story(name, opens, ends)
        part._lines, part._known = self._lines, self._known
        return part

    def said(self, *commands: str) -> Iterator[Line]:
        """The lines of some commands, in the order in which they were said."""
        return (line for _, line in self._lines if line["command"] in commands)

    def recorded(self, command: str) -> list[tuple[Moment, Line]]:
        """The lines of a command, each with the moment at which it is recorded."""
        return [said for said in self._lines if said[1]["command"] == command]

    def invent(self, sex: str, born: Day) -> str:
        """The name of somebody born on a day, shared with nobody else born on it."""
        while True:
            name = invented_name(self.chance, sex)
            if (name, born) not in self._known:
                self._known.add((name, born))
                return name

    def new_id(self, kind: str, at: Moment) -> str:
        """An id for a thing first recorded at this moment."""
        bits = self.chance.bits(74)
        return f"{kind}-{uuid7(at * 1000, bits >> 62, bits & (1 << 62) - 1)}"

    def say(self, at: Moment, by: Line, command: str, on: Day, fields: Line) -> None:
        """Have a line recorded; `by` holds who records it, `fields` the rest of the command."""
        if at <= self._last:
            line = {"command": command, "id": "", "recorded_at": "", **by, "on": iso(on), **fields}
            self._lines.append((at, line))

    def desk(self) -> Moment:
        """The next moment of setting the store up, within working hours."""
        at = self._desk
        self._desk += DESK_SECONDS
        today = day_of(at)
        if self._desk > moment(today, CLOSES):
            self._desk = moment(shift(today, 1), OPENS)
        return at

    def desk_day(self) -> Day:
        """The day of the next moment of setting the store up."""
        return day_of(self._desk)

    def told(self) -> Iterator[Line]:
        """Every line in recorded order, with its id, its time, and its documents' numbers."""
        bits = self.chance.bits
        last, count = 0, 0
        for at, line in sorted(self._lines, key=itemgetter(0)):
            count = count + 1 if at == last else 0
            last = at
            line["id"] = uuid7(at * 1000, count, bits(62))
            line["recorded_at"] = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S}.000000Z"
            document = line.get("document")
            if document is not None and document.get("number").__class__ is Series:
                document["number"] = document["number"].number(document["signed"][:4])
            yield line

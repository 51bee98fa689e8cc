"""What else is kept in Hoa Lư: the enlistment lists of one commune, who answers for which communes.

The conscripts of 2024 are those of the story; the list of 2023, with fewer admitted, is invented.
"""

from typing import Final, NamedTuple

from admission.scenarios import setting
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import Day, day, iso, months_after
from admission.scenarios.documents import numbered
from admission.scenarios.movements import noted
from admission.scenarios.story import Line, Story

_LISTS: Final = {"2023": "2022-11-25", "2024": "2023-12-22"}
"""The day of each round's list."""
_ENLISTED_BEFORE: Final = "2023-02-06"
_ADMITTED_BEFORE: Final = ("2023-01-09", "2023-01-11", "2023-01-17", "2023-02-01")
_NEVER_PROPOSED: Final = ("không có nguyện vọng", "chưa học lớp bồi dưỡng nhận thức")
_REGISTERED: Final = "2024-02-21"
"""When those admitted in 2023 had become full members and were registered from paper."""
_YOUNGEST: Final = 19 * 365
_BORN_WITHIN: Final = 4 * 365
_APPOINTED: Final = "2024-01-10"
_FOLLOWED: Final = "2024-03-01"
_OFFICE: Final = "standing-committee"
_COMMUNES: Final = 3
"""So many communes for each of the committee members that answer for some."""


class District(NamedTuple):
    """The committee of the district, and the cells of its committees by name, of its offices."""

    body: Body
    grassroots: dict[str, list[Cell]]
    offices: list[Cell]


def conscripts(story: Story, cell: Cell, enlistment: str) -> None:
    """The lists of a commune in two years: all of the second are admitted in time."""
    groups = {line["person"]: line["groups"] for line in story.said("enter-pool")}
    now = [person for person, named in groups.items() if "conscript" in named]
    before = [_young_man(story, cell) for _ in (*_ADMITTED_BEFORE, *_NEVER_PROPOSED)]
    for people, enlists in ((now, enlistment), (before, _ENLISTED_BEFORE)):
        _list(story, cell.office, people, enlists)
    for person, decided in zip(before, _ADMITTED_BEFORE, strict=False):
        _was_admitted(story, cell, person, day(decided))
    for person, reason in zip(reversed(before), _NEVER_PROPOSED, strict=False):
        on = day(_ENLISTED_BEFORE)
        fields: Line = {"person": person, "round": _ENLISTED_BEFORE[:4], "reason": reason}
        story.say(story.desk(), cell.office.clerk, "leave-unproposed", on, fields)


def _list(story: Story, unit: Body, people: list[str], enlists: str) -> None:
    on = day(_LISTS[enlists[:4]])
    fields: Line = {"round": enlists[:4], "unit": unit.id, "enlists": enlists}
    fields["document"] = numbered("enlistment-list", unit.letters, on, unit.name)
    for person in people:
        at = max(noted(on), story.desk())
        story.say(at, unit.clerk, "list-for-enlistment", on, {"person": person, **fields})


def _young_man(story: Story, cell: Cell) -> str:
    on, at = story.desk_day(), story.desk()
    person = story.new_id("person", at)
    born = day(_ENLISTED_BEFORE) - _YOUNGEST - story.chance.between(1, _BORN_WITHIN)
    fields: Line = {"person": person, "name": story.invent("male", born), "born": iso(born)}
    fields |= {"sex": "male", "schooling": "upper-secondary", "citizen": True}
    fields["residence"] = cell.homes[0]
    story.say(at, cell.office.clerk, "register-person", on, fields)
    return person


def _was_admitted(story: Story, cell: Cell, person: str, decided: Day) -> None:
    """Registered from paper as a full member, a year and some weeks after the admission."""
    on, above = day(_REGISTERED), cell.authority
    fields: Line = {
        "person": person,
        "cell": cell.body.id,
        "decided_on": iso(decided),
        "official_on": iso(months_after(decided, 12)),
        "document": numbered("admission-decision", f"{decided % 90}-QĐ/HU", decided, above.name),
    }
    story.say(noted(on), cell.office.clerk, "register-member", on, fields)


def supervision(story: Story, district: District) -> None:
    """Three members of the district's committee answer for communes; one of them is followed."""
    units = [cells[0].office for cells in district.grassroots.values()]
    by = district.body
    members = [setting.member(story, by.clerk, cell) for cell in district.offices[:4]]
    appointed = numbered("decision", by.decisions, day(_APPOINTED), by.name)
    for at, member in enumerate(members[:-1]):
        for unit in units[at * _COMMUNES : (at + 1) * _COMMUNES]:
            _answers(story, by, unit, member, appointed)
    on = day(_FOLLOWED)
    fields: Line = {"unit": units[0].id, "supervisor": members[0]}
    story.say(noted(on), by.clerk, "end-supervision", on, fields)
    _answers(story, by, units[0], members[-1], numbered("decision", by.decisions, on, by.name))


def _answers(story: Story, by: Body, unit: Body, member: str, document: Line) -> None:
    on = day(document["signed"])
    office = {"office": _OFFICE, "document": document}
    fields: Line = {"unit": unit.id, "supervisor": member, **office}
    story.say(noted(on), by.clerk, "assign-supervisor", on, fields)

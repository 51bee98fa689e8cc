"""How many members there were, and who of them came and went, as clerks note it."""

from typing import Final

from admission.scenarios import setting
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import Day, iso, shift, working
from admission.scenarios.documents import numbered
from admission.scenarios.story import OPENS, Line, Moment, Series, Story, moment

BROUGHT: Final = ("member-file", "card-form")
_NOTED: Final = OPENS + 2 * 3600
_REPORTED_AFTER: Final = 4
_NOTED_AFTER: Final = 3
_REPLY_AFTER: Final = 18
_SLIP_AFTER: Final = 2
_SENT_AFTER: Final = 9
"""Working days from the end of the year, a departure, an end of membership to what comes of it."""


def stated(story: Story, unit: Body, members: int, of: Day) -> None:
    """A unit reports how many members it had at the end of a day."""
    on = shift(of, _REPORTED_AFTER)
    at = moment(on, _NOTED)
    fields: Line = {
        "figure": story.new_id("figure", at),
        "unit": unit.id,
        "indicator": "members",
        "period": iso(of),
        "number": members,
        "document": numbered("report", Series(f"BC/{unit.mark}"), on, unit.name),
    }
    story.say(at, unit.clerk, "state-figure", on, fields)


def arrives(story: Story, cell: Cell, on: Day, place: str) -> None:
    """A full member comes from elsewhere, and is registered on that day."""
    at = noted(on)
    clerk = cell.office.clerk
    person, official, decided = setting.grown_up(story, clerk, cell, at, on)
    letter = numbered("transfer-letter", f"{story.chance.between(10, 90)}-GT/ĐU", on, place)
    fields: Line = {
        "person": person,
        "cell": cell.body.id,
        "from_place": place,
        "document": letter,
        "standing": "official",
        "decided_on": iso(decided),
        "official_on": iso(official),
        "brought": list(BROUGHT),
    }
    story.say(at + 60, clerk, "arrive", on, fields)


def departs(story: Story, by: Line, cell: Cell, on: Day, place: str) -> None:
    """A full member of long standing goes elsewhere; after some weeks they reply."""
    person = setting.member(story, by, cell)
    clerk = cell.office.clerk
    letter = numbered("transfer-letter", cell.office.letters, on, cell.office.name)
    fields = {"person": person, "to_place": place, "document": letter, "given": list(BROUGHT)}
    story.say(noted(on), clerk, "depart", on, fields)
    replied = shift(on, _REPLY_AFTER)
    reply = numbered("transfer-reply", f"{story.chance.between(10, 90)}-CV/ĐU", replied, place)
    story.say(noted(replied), clerk, "record-reply", replied, {"person": person, "document": reply})


def ends(story: Story, by: Line, cell: Cell, on: Day, ground: str) -> str:
    """A full member of long standing is one no longer."""
    person = setting.member(story, by, cell)
    paper = numbered("exit-slip", cell.office.letters, on, cell.office.name)
    fields = {"person": person, "ground": ground, "document": paper}
    story.say(noted(on), cell.office.clerk, "end-membership", on, fields)
    return person


def exit_file(story: Story, cell: Cell, person: str, on: Day) -> None:
    """Some days after the end of a membership: the slip, and the file with it."""
    slipped, sent, office = shift(on, _SLIP_AFTER), shift(on, _SENT_AFTER), cell.office
    slip = numbered("exit-slip", office.letters, slipped, office.name)
    fields: Line = {"person": person, "card_withdrawn": True, "document": slip}
    story.say(noted(slipped), office.clerk, "issue-exit-slip", slipped, fields)
    letter = numbered("letter", office.letters, sent, office.name)
    fields = {"person": person, "document": letter}
    story.say(noted(sent), office.clerk, "send-exit-file", sent, fields)


def noted(on: Day) -> Moment:
    """When a clerk records what took place on a day."""
    return moment(shift(working(on), _NOTED_AFTER), _NOTED)

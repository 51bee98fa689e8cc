"""Membership cards and badges, as clerks note them."""

from typing import Final, NamedTuple

from admission.scenarios import setting
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import Day, day, iso, months_after, shift
from admission.scenarios.documents import numbered
from admission.scenarios.movements import noted
from admission.scenarios.story import Line, Moment, Story

_HANDED_OVER_AFTER: Final = 20
_AWARDED_BEFORE: Final = 8
"""Working days from the decision on a card, and to the day of a round."""
_MONTHS_A_YEAR: Final = 12
_PROBATION_DAYS: Final = 365
_MONTH: Final = len("2023-01")


class Card(NamedTuple):
    """A card that is decided on a day, recorded at a moment."""

    person: str
    kind: str
    on: Day
    at: Moment


def first_issues(story: Story) -> list[Card]:
    """The cards that are decided together with each recognition of a story, recorded after it."""
    people = {line["candidate"]: line["person"] for line in story.said("enter-pool")}
    return [
        Card(people[line["candidate"]], "first-issue", day(line["on"]), at + 60)
        for at, line in story.recorded("decide-recognition")
        if line["outcome"] == "recognised"
    ]


def issue(story: Story, by: Body, card: Card, number: str) -> None:
    """Decide on a card, in the batch of the month; some weeks later it is handed over."""
    fields: Line = {"person": card.person, "kind": card.kind, "batch": iso(card.on)[:_MONTH]}
    fields["document"] = numbered("card-decision", by.decisions, card.on, by.name)
    story.say(card.at, by.clerk, "decide-card", card.on, fields)
    received = shift(card.on, _HANDED_OVER_AFTER)
    fields = {"person": card.person, "number": number}
    at = max(noted(received), card.at + 60)
    story.say(at, by.clerk, "hand-over-card", received, fields)


def award(story: Story, cell: Cell, by: Body, years: int, held: Day) -> None:
    """Register a member who reaches so many years shortly before a round, and award the badge."""
    official = months_after(held, -_MONTHS_A_YEAR * years) + _PROBATION_DAYS
    person = setting.member(story, cell.office.clerk, cell, official)
    on = shift(held, -_AWARDED_BEFORE)
    fields: Line = {"person": person, "years": years, "round": iso(held), "body": by.id}
    fields["document"] = numbered("badge-decision", by.decisions, on, by.name)
    story.say(noted(on), by.clerk, "award-badge", on, fields)

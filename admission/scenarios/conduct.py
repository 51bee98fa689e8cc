"""What is decided about members and organisations: disciplines, reviews, classes of a year."""

from typing import Final

from admission.scenarios import movements, setting
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import Day, day, shift
from admission.scenarios.documents import numbered
from admission.scenarios.movements import noted
from admission.scenarios.story import Line, Story

EXPULSION: Final = "expulsion"
_BY_CELL: Final = ("reprimand",)


def discipline(story: Story, cell: Cell, form: str, on: Day) -> None:
    """Register a full member of long standing, and the form in which one was disciplined."""
    clerk = cell.office.clerk
    if form == EXPULSION:
        movements.exit_file(story, cell, movements.ends(story, clerk, cell, on, "expelled"), on)
        return
    person = setting.member(story, clerk, cell)
    body = cell.body if form in _BY_CELL else cell.authority
    fields: Line = {"person": person, "form": form, "body": body.id}
    fields["document"] = numbered("discipline-decision", body.decisions, on, body.name)
    story.say(noted(on), clerk, "discipline-member", on, fields)


def discipline_unit(story: Story, unit: Body, by: Body, form: str, on: Day) -> None:
    """The committee above disciplines an organisation."""
    fields: Line = {"unit": unit.id, "form": form, "body": by.id}
    fields["document"] = numbered("discipline-decision", by.decisions, on, by.name)
    story.say(noted(on), by.clerk, "discipline-unit", on, fields)


def review(story: Story, person: str, asked_by: Body, by: Body, days: tuple[Day, Day]) -> None:
    """A review for personnel work: asked for on a day, concluded on another by `by`."""
    on, concluded = days
    asked = noted(on)
    each = story.new_id("review", asked)
    fields: Line = {"review": each, "person": person, "purpose": "personnel"}
    story.say(asked, by.clerk, "request-standard-review", on, {**fields, "asked_by": asked_by.id})
    conclusion = numbered("conclusion", by.letters, concluded, by.name)
    fields = {"review": each, "concluded_by": by.id, "document": conclusion}
    story.say(noted(concluded), by.clerk, "conclude-standard-review", concluded, fields)


def rank(story: Story, unit: Body, by: Body, rank: str | None, document: Line) -> None:
    """The committee above ranks a unit for the year before; None: it is newly founded."""
    signed = document["signed"]
    said = {"not_ranked": "newly-founded"} if rank is None else {"rank": rank}
    fields: Line = {"unit": unit.id, "year": int(signed[:4]) - 1, **said, "by": by.id}
    on = day(signed)
    story.say(noted(on), by.clerk, "rank-unit", on, {**fields, "document": document})


def working_days(story: Story, first: Day, last: Day, count: int) -> list[Day]:
    """So many working days between two, in their order."""
    return sorted(shift(story.chance.between(first, last), 1) for _ in range(count))

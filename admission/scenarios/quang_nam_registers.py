"""What else the bloc of Quảng Nam reports of 2023: cards, badges, reviews, classes, disciplines.

The numbers of a year are the printed ones. How they are split where the report does not say it
(kinds of cards beside the first issues, years of badges, forms of the year before) is invented.
"""

from itertools import cycle
from typing import Final, NamedTuple

from admission.scenarios import conduct, honours
from admission.scenarios.bodies import Body, Cell
from admission.scenarios.days import day, shift
from admission.scenarios.documents import numbered
from admission.scenarios.honours import Card
from admission.scenarios.movements import noted
from admission.scenarios.story import Story

OTHER_CARDS: Final = (("exchange", 40), ("reissue", 12))
BADGES: Final = (
    ("2023-02-03", 30, 5),
    ("2023-05-19", 30, 6),
    ("2023-05-19", 40, 1),
    ("2023-09-02", 30, 6),
    ("2023-09-02", 40, 2),
    ("2023-11-07", 30, 5),
    ("2023-11-07", 40, 2),
)
REVIEWS: Final = 808
CLASSES: Final = (("not-completed", 4), ("completed", 7), ("good", 48), ("excellent", 5))
"""Of the organisations, the disciplined ones first: none of those is good or excellent."""
DISCIPLINED: Final = {
    2022: {"reprimand": 16, "warning": 3, "removal": 2, conduct.EXPULSION: 6},
    2023: {"reprimand": 24, "warning": 4, "removal": 3, conduct.EXPULSION: 12},
}
"""Members. The report prints 24 + 4 + 3 + 12 for 2023, and in its translation one word stands for
reprimand and for warning, another for removal and for expulsion: which number is of which form is
our reading, the sum is not. Of 2022 only the sum, 27, is printed."""
ORGANISATIONS_DISCIPLINED: Final = ((2022, ("reprimand",)), (2023, ("reprimand", *["warning"] * 5)))
_RANKED: Final = day("2024-01-12")
_FIRST_NUMBER: Final = 66_000_001


class Bloc(NamedTuple):
    """The bloc, the province above it, its organisations but the new one, and their cells."""

    province: Body
    body: Body
    organisations: list[Body]
    new: Body
    cells: list[Cell]
    """Those that have registered members."""


def keep(story: Story, bloc: Bloc) -> None:
    """Everything in these registers, in a part of the story that begins once it is set up."""
    _cards(story, bloc)
    for held, years, people in BADGES:
        for _ in range(people):
            honours.award(story, story.chance.one_of(bloc.cells), bloc.province, years, day(held))
    _reviews(story, bloc)
    _disciplines(story, bloc)
    _organisations(story, bloc)


def _cards(story: Story, bloc: Bloc) -> None:
    """First issues with each recognition; exchanges and reissues of members of long standing."""
    cards = honours.first_issues(story)
    holders = iter(story.chance.some_of(bloc.cells, sum(count for _, count in OTHER_CARDS)))
    for kind, count in OTHER_CARDS:
        for on in conduct.working_days(story, day("2023-01-09"), day("2023-11-30"), count):
            cards.append(Card(next(holders).people[0], kind, on, noted(on)))
    for number, card in enumerate(cards, _FIRST_NUMBER):
        honours.issue(story, bloc.body, card, str(number))


def _reviews(story: Story, bloc: Bloc) -> None:
    """Of the members of long standing: most of them twice, for one post and for another."""
    members = cycle([(person, cell) for cell in bloc.cells for person in cell.people])
    for on in conduct.working_days(story, day("2023-01-03"), day("2023-11-17"), REVIEWS):
        person, cell = next(members)
        days = (on, shift(on, story.chance.between(8, 25)))
        conduct.review(story, person, cell.committee or cell.body, bloc.body, days)


def _disciplines(story: Story, bloc: Bloc) -> None:
    for year, forms in DISCIPLINED.items():
        for form, count in forms.items():
            first, last = day(f"{year}-01-10"), day(f"{year}-12-15")
            for on in conduct.working_days(story, first, last, count):
                conduct.discipline(story, story.chance.one_of(bloc.cells), form, on)


def _organisations(story: Story, bloc: Bloc) -> None:
    """Disciplines of organisations, then their classes for 2023."""
    organisations = story.chance.some_of(bloc.organisations, len(bloc.organisations))
    for year, forms in ORGANISATIONS_DISCIPLINED:
        days = conduct.working_days(story, day(f"{year}-02-01"), day(f"{year}-12-01"), len(forms))
        for unit, form, on in zip(organisations, forms, days, strict=False):
            conduct.discipline_unit(story, unit, bloc.body, form, on)
    decision = numbered("ranking-decision", bloc.body.decisions, _RANKED, bloc.body.name)
    ranks = [rank for rank, count in CLASSES for _ in range(count)]
    for unit, rank in zip(organisations, ranks, strict=True):
        conduct.rank(story, unit, bloc.body, rank, decision)
    conduct.rank(story, bloc.new, bloc.body, None, decision)

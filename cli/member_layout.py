"""How one person's record is laid out: on the terminal, and in a file."""

from typing import Any, Final

import click

from admission.projections.member.queries import Member
from cli.output import Column, Listing

MEMBER: Final = Listing(
    "member/1",
    (
        Column("section", "part of the record"),
        Column("number", "place in that part, from 1"),
        Column("on_day", "day, as exact as it is known, or null", "on"),
        Column("what", "what was so, as a word of the records", "what"),
        Column("said", "what else is said of it: texts, words, or `word: value`", "said"),
        Column("unit", "id of the unit concerned, or null"),
        Column("unit_name", "its name on the day asked, or null", "unit"),
        Column("document", "the paper in one line, or null", "document"),
        Column(
            "position", "place in the log since which it is known so, or null", "at", number=True
        ),
    ),
    {
        "person": "id of the person kept",
        "name": "name, or `erased`, or `locked`",
        "records": "ids of all records of the person, the one kept first",
        "candidacies": "ids of the candidacies",
    },
    parts="section",
)


def about(found: Member) -> dict[str, Any]:
    """What is said of the whole record."""
    return {key: getattr(found, key) for key in MEMBER.extra}


def nobody(person: str, as_of: str) -> click.ClickException:
    """What is said where there is no such person."""
    return click.ClickException(
        f"There is no person {person} on {as_of}; `person find` shows their ids."
    )

# ruff: noqa: S608 - the names in the statements are ours
"""Who is who: the one place with personal details."""

from contextlib import closing
from pathlib import Path

import pytest

from admission.app.projection_file import beside, tables
from admission.app.recorders.ports import Connection
from admission.projections import PROJECTIONS
from admission.projections.people.queries import find_people, list_accounts, show_person
from admission.projections.people.search import searched
from tests.projections.histories import an_id
from tests.projections.organisation.who import AN, C1, CHI, NAMES, TWINS
from tests.projections.rows import connect

NOW = "2025-12-31"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Dang", [2, 1]),
        ("đặng", [2, 1]),
        ("ĐẶNG VĂN", [1]),
        ("an dang", [1]),
        ("tr", [3]),
        ("ang", []),
        ("%", []),
        ("", []),
    ],
)
def test_a_name_is_found_by_the_beginnings_of_its_words(
    views: Connection, text: str, people: list[int]
) -> None:
    """Without diacritics or case, in any order of the words."""
    found = find_people(views, text, as_of=NOW).rows
    assert [row.person for row in found] == [an_id("person", number) for number in people]


def test_searched_text_is_plain_small_letters() -> None:
    assert searched("Đặng-Văn  Á Nguyễn") == " dang van a nguyen"


def test_found_people_come_in_pages(views: Connection) -> None:
    first = find_people(views, "dang", as_of=NOW, limit=1)
    second = find_people(views, "dang", as_of=NOW, limit=1, after=first.next)
    assert [row.name for row in (*first.rows, *second.rows)] == [NAMES[2], NAMES[1]]
    assert second.next is None


def test_a_membership_begins_on_its_day_and_a_candidacy_stays_named(
    views: Connection,
) -> None:
    before = show_person(views, AN.person, as_of="2025-02-28")
    after = show_person(views, AN.person, as_of="2025-03-01")
    assert before is not None
    assert after is not None
    assert (before.cell, before.official_on, before.candidate) == (None, None, AN.id)
    assert (after.cell, after.official_on, after.decided_on) == (C1, "2025-02-20", "2024-02-01")


def test_a_candidacy_that_ended_without_membership_ends_no_membership(
    views: Connection,
) -> None:
    row = show_person(views, CHI.person, as_of=NOW)
    assert row is not None
    assert (row.official_on, row.ended_on, row.born) == (None, None, "2000-03-01")


def test_an_erased_name_is_called_so_and_the_membership_stays(views: Connection) -> None:
    row = show_person(views, an_id("person", 6), as_of=NOW)
    assert row is not None
    assert (row.name, row.born, row.cell, row.official_on) == ("erased", "erased", C1, "2010-01-01")


def test_accounts_are_found_by_their_user(views: Connection) -> None:
    assert [row.holder for row in list_accounts(views, as_of=NOW, system_user="le")] == ["Lê"]
    assert list_accounts(views, as_of=NOW, system_user="root") == []
    assert list_accounts(views, as_of="2022-01-01") == []


def test_no_other_table_knows_a_name(organisation: Path) -> None:
    """Names of people, of holders and of issuers are in the rows of people alone."""
    names = {*NAMES.values(), *(name for _, name, _ in TWINS), "Lê", "Centre"}
    with closing(connect(beside(organisation), "read")) as connection:
        for projection in set(PROJECTIONS) - {"people"}:
            for table in tables(projection):
                for row in connection.execute(f"SELECT * FROM {table}"):
                    assert not names & set(row), table

"""Records of one person: joined, parted, and those of whom to ask."""

import sqlite3
from pathlib import Path
from typing import Final

import pytest

from admission.app.recorders.ports import Connection
from admission.projections.people.queries import find_people, records_of, show_person
from admission.projections.people.twins import count_twins, list_twins
from admission.projections.pipeline.queries import candidacies_of
from tests.projections.histories import History, an_id
from tests.projections.organisation.past import written
from tests.projections.organisation.who import KHOA
from tests.projections.rows import rows_of

NOW: Final = "2025-12-31"
BEFORE: Final = "2024-08-31"
KEPT, OTHER = an_id("person", 16), an_id("person", 17)


def pairs(views: Connection, as_of: str, known_at: int | None = None) -> list[tuple[int, int, str]]:
    """The numbers of the pairs, and how like they are."""
    by_id = {an_id("person", number): number for number in range(1, 20)}
    rows = list_twins(views, as_of=as_of, known_at=known_at).rows
    assert count_twins(views, as_of=as_of, known_at=known_at) == len(rows)
    return [(by_id[row.person], by_id[row.other], row.likeness) for row in rows]


def test_twins_are_of_one_name_and_one_birth_or_place(views: Connection) -> None:
    """Without diacritics or case; another birth is another person, joined and parted are known."""
    assert sorted(pairs(views, NOW)) == [
        (11, 12, "strong"),
        (11, 13, "likely"),
        (12, 13, "likely"),
        (14, 11, "possible"),
        (14, 12, "possible"),
    ]


def test_twins_say_in_what_they_agree(views: Connection) -> None:
    found = {row.likeness: row for row in list_twins(views, as_of=NOW).rows}
    assert {name: row.alike for name, row in found.items()} == {
        "strong": ("name", "birth", "place"),
        "likely": ("name", "birth"),
        "possible": ("name", "place"),
    }
    strong = found["strong"]
    assert (strong.name, strong.other_name) == ("Lê Hoa", "LE HOA")
    assert (strong.residence, strong.other_residence) == ("Xã Ninh Mỹ", "xã Ninh Mỹ")
    assert found["possible"].born is None


@pytest.mark.parametrize("limit", [1, 2, 4])
def test_twins_come_in_pages(views: Connection, limit: int) -> None:
    whole, found, after = list_twins(views, as_of=NOW).rows, [], None
    while True:
        page = list_twins(views, as_of=NOW, limit=limit, after=after)
        found += page.rows
        after = page.next
        if after is None:
            break
        assert len(page.rows) == limit
    assert found == whole


def test_before_they_were_parted_two_looked_like_one(views: Connection) -> None:
    """On an earlier day, and as known before; before they were registered nobody did."""
    assert (18, 19, "likely") in pairs(views, BEFORE)
    parted = an_event(views, "persons-parted")
    assert (18, 19, "likely") in pairs(views, NOW, known_at=parted - 1)
    assert (18, 19, "likely") not in pairs(views, NOW, known_at=parted + 1)
    assert pairs(views, "2024-07-31") == []


def an_event(views: Connection, kind: str) -> int:
    """The position of the one event of a type."""
    ((position,),) = views.execute("SELECT position FROM timeline WHERE type = ?", (kind,))
    return int(position)


def test_another_name_finds_the_person_kept(views: Connection) -> None:
    """Once, by either name; the candidacy of the other record is theirs."""
    for text in ("khoa", "khoa minh", "vu khoa"):
        (row,) = find_people(views, text, as_of=NOW).rows
        assert (row.person, row.name, row.candidate) == (KEPT, "Vũ Khoa", KHOA.id)
    other = show_person(views, OTHER, as_of=NOW)
    assert other is not None
    assert (other.joined_into, other.name, other.candidate) == (KEPT, "Vũ Khoa Minh", None)
    assert records_of(views, KEPT, as_of=NOW) == (KEPT, OTHER)
    assert [row.candidate for row in candidacies_of(views, KEPT, as_of=NOW)] == [KHOA.id]


@pytest.mark.parametrize("clock", ["as_of", "known_at"])
def test_before_they_were_joined_there_were_two(views: Connection, clock: str) -> None:
    """On the day before, and as it was known before."""
    joined = an_event(views, "persons-joined")
    as_of, known_at = (BEFORE, None) if clock == "as_of" else (NOW, joined - 1)
    found = find_people(views, "khoa", as_of=as_of, known_at=known_at).rows
    assert [(row.person, row.candidate) for row in found] == [(KEPT, None), (OTHER, KHOA.id)]
    assert all(row.joined_into is None for row in found)
    assert records_of(views, KEPT, as_of=as_of, known_at=known_at) == (KEPT,)
    of_other = candidacies_of(views, OTHER, as_of=as_of, known_at=known_at)
    assert [row.candidate for row in of_other] == [KHOA.id]


def test_rows_of_joined_people_built_anew_are_those_of_the_live_loop(tmp_path: Path) -> None:
    with History(tmp_path / "twice.db") as past, written(past).projector(batch=3) as projector:
        projector.catch_up()
        live = rows_of(projector.path)
        projector.rebuild()
        assert rows_of(projector.path) == live
        assert live["people_apart"]


@pytest.mark.sqlite_only("the plan of a statement, in the words of SQLite")
def test_a_page_of_twins_is_found_by_its_index(views: Connection) -> None:
    """No record is compared with all others, and a record alone is not even read."""
    assert isinstance(views, sqlite3.Connection)
    seen: list[str] = []
    views.set_trace_callback(seen.append)
    list_twins(views, as_of=NOW, limit=1)
    views.set_trace_callback(None)
    plan = [row[3] for row in views.execute(f"EXPLAIN QUERY PLAN {seen[0]}")]
    assert "SCAN o" not in " ".join(plan)
    assert any("SEARCH o USING INDEX people_born (searched=? AND born=?" in step for step in plan)
    assert any("SEARCH o USING INDEX people_placed (searched=? AND place=?" in s for s in plan)

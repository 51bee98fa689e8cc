"""Who was admitted, group by group: each as of the day of admission, beside the year before."""

from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from admission.app.projection_file import beside
from admission.app.recorders.ports import Connection
from admission.domain.kernel.messages import Event
from admission.domain.kernel.values import Erased
from admission.domain.registers.corrections.events import FactCorrected
from admission.domain.registers.identity import events as identity
from admission.domain.registers.particulars.events import ParticularsRecorded
from admission.domain.registers.people.events import PersonRegistered
from admission.domain.registers.stated.events import FigureStated, FigureWithdrawn
from admission.domain.registers.units.events import UnitFounded, UnitMerged
from admission.projections.composition.queries import CompositionRow, composition
from admission.projections.progress.queries import progress
from admission.projections.units.lenses import UnitNotThereError
from tests.projections.histories import ACTOR, PAPER, History, an_id
from tests.projections.organisation.plans import confirmation, figure
from tests.projections.organisation.who import D, E, G, P, S, person, unit
from tests.projections.rows import connect
from tests.projections.steps import Of, day

TOP, A, B, NEW = (an_id("unit", number) for number in range(400, 404))
CELL_A, CELL_B = an_id("unit", 410), an_id("unit", 411)
AN, BINH, CHI, DUNG, GIANG, HOA = (Of(number, CELL_A) for number in range(1, 7))
KHOA = Of(7, CELL_B)
LATER: Final = "2024-09-01"


def _founded() -> Iterator[tuple[str, Event]]:
    yield unit(UnitFounded, TOP, "2016-01-01", kind="upper-grassroots", name="Top")
    under = {"kind": "grassroots-committee", "parent": TOP}
    for which, on in ((A, "2016-01-01"), (B, "2016-01-01"), (NEW, "2024-01-01")):
        yield unit(UnitFounded, which, on, name=which[-1], **under)
    for cell, above in ((CELL_A, A), (CELL_B, B)):
        yield unit(UnitFounded, cell, "2016-01-01", kind="cell", name="Cell", parent=above)


def _people() -> Iterator[tuple[str, Event]]:
    """Bình is known from paper only after the ceremony; Giang has another record; Hoa is erased."""
    known: dict[int, tuple[str, dict[str, object]]] = {
        1: ("2020-01-01", {"sex": "female", "born": day("1994-03-02"), "schooling": "primary"}),
        2: ("2024-06-01", {"sex": "male", "born": day("1993-03-01")}),
        3: ("2020-01-01", {"sex": "female", "born": day("1993-02-28")}),
        4: ("2020-01-01", {}),
        5: ("2020-01-01", {}),
        6: ("2020-01-01", {"sex": Erased(), "born": Erased(), "schooling": Erased()}),
        7: ("2020-01-01", {"sex": "male", "born": day("1960-01-01")}),
        15: ("2020-01-01", {"sex": "male", "born": day("2000-01-01")}),
    }
    for number, (on, said) in known.items():
        yield person(PersonRegistered, number, on, name="x", **said)


def _particulars() -> Iterator[tuple[str, Event]]:
    """An's occupation changes on the day of the ceremony and after it."""
    said = {"sources": ("youth-union", "farmer"), "occupation": "pupil", "religious": False}
    yield person(ParticularsRecorded, 1, "2020-01-02", **said)
    yield person(ParticularsRecorded, 1, "2024-03-02", occupation="university-student")
    yield person(ParticularsRecorded, 1, "2024-03-03", occupation="other", title="other")
    yield person(ParticularsRecorded, 3, "2023-05-01", sources=("farmer",), religious=True)
    yield person(ParticularsRecorded, 6, "2020-01-02", sources=Erased(), religious=Erased())
    yield person(ParticularsRecorded, 15, "2020-01-02", occupation="pupil", religious=True)


def _admissions() -> Iterator[tuple[str, Event]]:
    days = {AN: "2024-03-02", BINH: "2024-03-01", CHI: "2024-02-27", HOA: "2024-05-01"}
    for one, on in {**days, GIANG: "2024-06-01", DUNG: "2023-03-01", KHOA: "2024-07-01"}.items():
        yield one.entered("2020-01-01")
        _, held = one.admitted(on)
        yield one.id, held.model_copy(update={"again": one is KHOA})


def _joined() -> Iterator[tuple[str, Event]]:
    kept, other = an_id("person", 5), an_id("person", 15)
    vouched = {"reason": "x", "document": PAPER, "second": ACTOR}
    yield person(identity.PersonsJoined, 5, LATER, other=other, **vouched, held={}, known={})
    yield person(identity.JoinedInto, 15, LATER, kept=kept)


def _written(past: History) -> None:
    past.adopt("small")
    for part in (_founded, _people, _particulars, _admissions):
        past.write_many(list(part()))
    past.write_many([confirmation(A, "2025-01-02", "2024-12-31")])


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[History, int]]:
    """The history, and the position before people were joined and B was merged into NEW."""
    with History(tmp_path_factory.mktemp("composition") / "one.db") as history:
        _written(history)
        before = history.recorder.head()
        history.write_many([*_joined(), unit(UnitMerged, B, LATER, into=NEW, targets="stays")])
        with history.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
            assert projector.verify() is None
        yield history, before


@pytest.fixture(scope="module")
def rows(past: tuple[History, int]) -> Iterator[Connection]:
    with closing(connect(beside(past[0].path), "read")) as connection:
        yield connection


Found = dict[tuple[str, str], CompositionRow]


def asked(rows: Connection, **question: Any) -> Found:  # noqa: ANN401
    said = {"year": 2024, "as_of": "2024-12-31", "unit": A, **question}
    return {(row.breakdown, row.cell): row for row in composition(rows, **said).rows}


def numbers(found: Found, breakdown: str) -> dict[str, Any]:
    """What this period has of a breakdown, without what is 0."""
    return {cell: row.this for (of, cell), row in found.items() if of == breakdown and row.this}


def test_groups_are_those_of_the_day_of_admission(rows: Connection) -> None:
    """An was a student from that day on; what was so only later does not count."""
    found = asked(rows)
    assert numbers(found, "occupation") == {"university-student": 1, "pupil": 1, "unknown": 3}
    assert numbers(found, "sources") == {"youth-union": 1, "farmer": 2, "unknown": 2, "erased": 1}
    assert numbers(found, "religious") == {"yes": 2, "no": 1, "unknown": 1, "erased": 1}
    assert numbers(found, "title") == {"unknown": 5}


def test_birth_and_sex_have_no_day_and_what_is_not_known_is_counted_so(
    rows: Connection,
) -> None:
    """Bình was registered from paper after the ceremony; Giang's other record knows the birth."""
    found = asked(rows)
    assert numbers(found, "total") == {"admitted": 5}
    assert numbers(found, "sex") == {"female": 2, "male": 2, "erased": 1}
    assert numbers(found, "schooling") == {"primary": 1, "unknown": 3, "erased": 1}
    assert numbers(found, "age") == {"18-30": 3, "31-35": 1, "erased": 1, "average": "28.75"}


def test_an_age_is_counted_in_full_years(rows: Connection) -> None:
    """On the birthday An is 30, Bình 31 on his; Chi is 30 the day before hers."""
    quarter = asked(rows, quarter=1)
    assert numbers(quarter, "age") == {"18-30": 2, "31-35": 1, "average": "30.33"}


def test_the_year_before_stands_beside_it_with_the_ratio(rows: Connection) -> None:
    """Dũng was admitted in March 2023; of the second quarter there is no ratio."""
    total = asked(rows)["total", "admitted"]
    assert (total.this, total.last, total.ratio) == (5, 1, "500.00")
    assert asked(rows, as_of="2024-02-27")["total", "admitted"][2:5] == (1, 0, None)
    assert asked(rows, quarter=2)["total", "admitted"].ratio is None


def test_a_zero_that_nobody_confirmed_is_not_a_number(rows: Connection) -> None:
    """A has confirmed that all is recorded, B nothing."""
    women = asked(rows, quarter=3)["sex", "female"]
    assert (women.this, women.last, women.this_hidden) == (0, 0, False)
    men = asked(rows, unit=B, quarter=3)["sex", "male"]
    assert (men.this, men.last, men.last_hidden) == (1, None, False)
    assert asked(rows, unit=B, quarter=1)["total", "admitted"].this is None


def test_those_admitted_again_and_organisations_are_counted(rows: Connection) -> None:
    """Khoa of B; as it was three committees stood in the year, and NEW has had nobody."""
    found = asked(rows, unit=TOP)
    assert numbers(found, "total") == {"admitted": 6, "readmitted": 1}
    assert numbers(found, "organisations") == {"with": 2, "without": 1}
    assert numbers(found, "age")["over-60"] == 1


def test_an_organisation_has_nobody_left_where_that_was_stated_last(tmp_path: Path) -> None:
    """A said so on the last day of the year; B before it, and what it said later is withdrawn."""

    def left(which: int, of: str, on: str, number: int) -> tuple[str, Event]:
        said = {"indicator": "admissible", "document": PAPER, "period": day(on), "number": number}
        return figure(FigureStated, which, on, unit=of, **said)

    with History(tmp_path / "left.db") as past:
        _written(past)
        past.write_many([left(1, A, "2024-06-30", 3), left(2, A, "2024-12-31", 0)])
        past.write_many([left(3, B, "2023-06-30", 0), left(4, B, "2023-12-31", 0)])
        past.write(figure(FigureWithdrawn, 4, "2024-02-01", reason="x"))
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as connection:
            found = [
                asked(connection, unit=unit, **when)["organisations", "nobody-left"].this
                for unit, when in (
                    (TOP, {}),
                    (A, {"as_of": "2024-12-30"}),
                    (A, {}),
                    (B, {}),
                    (TOP, {"known_at": past.recorder.head() - 2}),
                )
            ]
    assert found == [2, 0, 1, 1, 2]


def test_through_todays_tree_a_unit_has_the_past_of_what_came_into_it(
    rows: Connection,
) -> None:
    assert numbers(asked(rows, unit=B), "total") == {"admitted": 1, "readmitted": 1}
    assert numbers(asked(rows, unit=NEW), "total") == {}
    assert numbers(asked(rows, unit=NEW, tree="as-now"), "sex") == {"male": 1}
    with pytest.raises(UnitNotThereError):
        asked(rows, unit=NEW, year=2022)


def test_what_was_recorded_later_is_not_known_before(
    rows: Connection, past: tuple[History, int]
) -> None:
    """Before the records were joined, nobody knew of what age Giang was."""
    found = asked(rows, known_at=past[1])
    assert numbers(found, "occupation") == {"university-student": 1, "unknown": 4}
    assert numbers(found, "sex") == {"female": 2, "male": 1, "unknown": 1, "erased": 1}


def test_a_particular_that_is_corrected_counts_otherwise_from_then_on(tmp_path: Path) -> None:
    """On whatever day; as known before it counts as it did."""
    with History(tmp_path / "two.db") as past:
        _written(past)
        before = past.recorder.head()
        _, right = person(ParticularsRecorded, 3, "2023-05-01", sources=("worker",))
        corrected = {"about": CHI.person, "fact": 2, "reason": "x", "document": PAPER}
        on = {"on": day("2024-06-01"), **corrected, "event": right}
        past.write((CHI.person, FactCorrected.model_validate(on)))
        with past.projector() as projector:
            projector.catch_up()
            assert projector.quarantined() == []
        with closing(connect(beside(past.path), "read")) as connection:
            now, then = asked(connection, quarter=1), asked(connection, quarter=1, known_at=before)
    assert numbers(now, "sources") == {"youth-union": 1, "farmer": 1, "worker": 1, "unknown": 1}
    assert numbers(then, "sources") == {"youth-union": 1, "farmer": 2, "unknown": 1}
    assert (numbers(now, "religious"), numbers(then, "religious")) == (
        {"no": 1, "unknown": 2},
        {"no": 1, "yes": 1, "unknown": 1},
    )


def test_in_public_small_numbers_are_left_out_with_those_beside_them(
    rows: Connection,
) -> None:
    """Steps and organisations are printed; so is how many are not known."""
    found = asked(rows, public=True)
    assert numbers(found, "total") == {"admitted": 5}
    assert numbers(found, "sources") == {"unknown": 2, "erased": 1}
    assert numbers(found, "age") == {"erased": 1}
    hidden = {of for (of, _), row in found.items() if row.this_hidden}
    assert hidden == {"sex", "religious", "sources", "occupation", "age", "schooling"}
    assert found["age", "average"].this_hidden
    assert numbers(found, "organisations") == {"with": 1}


def test_who_is_counted_is_who_progress_counts(views: Connection) -> None:
    """Of every unit, through every tree, at both clocks; every breakdown but sources adds up."""
    moments = product(("2024-03-15", "2024-12-31", "2026-01-10"), (None, 60, 75))
    for (as_of, known_at), tree, which in product(moments, ("as-was", "as-now"), (P, D, G, S, E)):
        when: dict[str, Any] = {"as_of": as_of, "known_at": known_at, "unit": which, "tree": tree}
        try:
            expected = progress(views, year=2024, **when, depth=0).rows[0].admitted_counted
        except UnitNotThereError:
            continue
        found = composition(views, year=2024, **when).rows
        parts: dict[str, int] = {}
        for row in found:
            if row.cell not in ("average", "readmitted"):
                parts[row.breakdown] = parts.get(row.breakdown, 0) + int(row.this or 0)
        parts = {of: n for of, n in parts.items() if of not in ("sources", "organisations")}
        assert set(parts.values()) == {expected}, (when, parts)


def test_the_small_organisation_has_somebody_to_count(views: Connection) -> None:
    found = asked(views, unit=P, as_of="2024-03-31")
    assert numbers(found, "total") == {"admitted": 2}
    assert numbers(found, "sources") == {"youth-union": 1, "farmer": 1, "unknown": 1}
    assert numbers(found, "title") == {"erased": 1, "unknown": 1}
    assert numbers(found, "qualification") == {"college": 1, "unknown": 1}

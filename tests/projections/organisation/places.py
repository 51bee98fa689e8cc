"""The tree of units, the classes and the calendars."""

from collections.abc import Iterator

from admission.domain.kernel import ids
from admission.domain.kernel.messages import Event
from admission.domain.registers.calendars.events import CalendarAdopted, CalendarAmended
from admission.domain.registers.classes import events as classes
from admission.domain.registers.units import events as units
from tests.projections.histories import PAPER
from tests.projections.organisation.who import (
    AN,
    BINH,
    C1,
    C2,
    CHI,
    CLASS_ONE,
    CLASS_TWO,
    DUNG,
    B,
    D,
    E,
    G,
    P,
    S,
    unit,
)
from tests.projections.steps import day


def founded(which: str, kind: str, name: str, code: str, under: str | None) -> tuple[str, Event]:
    """The founding of a unit at the beginning, or later for E, which came from another province."""
    said = {"kind": kind, "name": name, "code": code, "parent": under}
    if which == E:
        return unit(units.UnitFounded, which, "2024-06-01", **said, from_province="p44")
    return unit(units.UnitFounded, which, "2016-01-01", **said)


def of_class(event: type[Event], which: str, on: str, **fields: object) -> tuple[str, Event]:
    """An event of a class."""
    return which, event.model_validate({"class_id": which, "on": day(on), **fields})


def tree() -> Iterator[tuple[str, Event]]:
    """The units, G authorised in between, D renamed, and C2 renamed late."""
    yield founded(P, "directly-under-central", "Province", "01", None)
    yield founded(D, "upper-grassroots", "District", "01.01", P)
    yield founded(E, "upper-grassroots", "New district", "01.02", P)
    yield founded(G, "grassroots-committee", "Commune", "01.01.002", D)
    yield founded(S, "grassroots-cell", "School", "01.01.001", D)
    yield founded(B, "department-committee", "Department", "01.01.002.1", G)
    yield founded(C1, "cell", "First cell", "01.01.002.1.1", B)
    yield founded(C2, "cell", "Second cell", "01.01.002.2", G)
    authorised = {"members": 120, "good_years": 3, "document": PAPER}
    yield unit(units.UnitAuthorised, G, "2023-01-01", **authorised)
    yield unit(units.UnitDeauthorised, G, "2023-07-01", document=PAPER)
    yield unit(units.UnitRenamed, D, "2024-02-01", name="District of Hoa Lư")
    yield unit(units.UnitRecoded, C2, "2024-02-01", code="01.01.002.9")
    yield unit(units.UnitRenamed, C2, "2023-01-01", name="Old second cell")
    kept, given = ({"unit": D, "share": 6_000}, {"unit": E, "share": 4_000})
    yield unit(units.UnitSplit, D, "2024-02-02", parts=(kept, given))


def schooling() -> Iterator[tuple[str, Event]]:
    """Two classes of different units; only the first is concluded."""
    order = {"centre": "Centre", "title": "Class", "starts": day("2023-03-01")}
    yield of_class(
        classes.ClassOrdered, CLASS_ONE, "2023-02-01", unit=D, ends=day("2023-03-05"), **order
    )
    order |= {"starts": day("2024-05-01"), "audience": "pupils"}
    yield of_class(
        classes.ClassOrdered, CLASS_TWO, "2024-02-01", unit=S, ends=day("2024-05-05"), **order
    )
    roster = tuple(one.person for one in (AN, BINH, CHI))
    yield of_class(classes.PeopleEnrolled, CLASS_ONE, "2023-02-10", people=roster)
    yield of_class(classes.PeopleEnrolled, CLASS_TWO, "2024-03-01", people=(DUNG.person,))
    results = [
        {"person": AN.person, "attended": 5, "passed": True, "certificate": "A1"},
        {"person": BINH.person, "attended": 1, "passed": False},
    ]
    yield of_class(
        classes.ClassConcluded,
        CLASS_ONE,
        "2023-03-06",
        results=results,
        issued=day("2023-03-06"),
        issuer_kind="district-centre",
        issuer="Centre",
    )


def calendars() -> Iterator[tuple[str, Event]]:
    """2024 adopted, and a day off swapped later; 2025 is not adopted."""
    off = {"year": 2024, "days_off": ["2024-04-18", "2024-04-30"], "worked_days": ["2024-05-04"]}
    yield ids.CALENDARS, CalendarAdopted.model_validate({"on": day("2023-12-01"), **off})
    swap = {"year": 2024, "days_off": ["2024-04-29"], "worked_days": ["2024-05-11"]}
    yield ids.CALENDARS, CalendarAmended.model_validate({"on": day("2024-04-20"), **swap})

"""A ready-made organisation for stories: one province, every kind of chain, members who help."""

# ruff: noqa: ANN401 - a story may give any field of any command
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from admission.app.rulebook_files import shipped_text
from admission.domain.kernel.documents import Document
from admission.domain.kernel.messages import Command
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.calendars.commands import AdoptCalendar
from admission.domain.registers.people.commands import RegisterMember, RegisterPerson
from admission.domain.registers.rulebooks.commands import AdoptRulebook
from admission.domain.registers.units.commands import AuthoriseUnit, FoundUnit

CommandType = TypeVar("CommandType", bound=Command)


def a_(kind: str, number: int) -> str:
    """An id that is the same in every run."""
    return f"{kind}-00000000-0000-7000-8000-{number:012d}"


CLERK: Final = a_("account", 1)
SECOND: Final = a_("account", 2)
C: Final = a_("candidate", 1)
ANOTHER_C: Final = a_("candidate", 2)
P: Final = a_("person", 1)
ANOTHER_P: Final = a_("person", 2)
NOBODY: Final = a_("person", 999)
"""Registered nowhere."""
INTRODUCER, OTHER_INTRODUCER, REPLACEMENT = (a_("person", 11), a_("person", 12), a_("person", 13))
HELPER, GUIDE, NEW_GUIDE, CERTIFIER = (a_("person", n) for n in (14, 15, 16, 17))
MEMBERS: Final = (INTRODUCER, OTHER_INTRODUCER, REPLACEMENT, HELPER, GUIDE, NEW_GUIDE, CERTIFIER)

PROVINCE: Final = a_("unit", 1)
COMMUNE: Final = a_("unit", 2)
COMMITTEE: Final = a_("unit", 3)
CELL: Final = a_("unit", 4)
DEPARTMENT: Final = a_("unit", 5)
DEPARTMENT_CELL: Final = a_("unit", 6)
AUTHORISED: Final = a_("unit", 7)
AUTHORISED_CELL: Final = a_("unit", 8)
GRASSROOTS_CELL: Final = a_("unit", 9)
VILLAGE_CELL: Final = a_("unit", 10)
DIRECT: Final = a_("unit", 11)
DIRECT_CELL: Final = a_("unit", 12)
OTHER_COMMUNE: Final = a_("unit", 13)

_UNITS: Final = (
    (PROVINCE, "directly-under-central", None),
    (COMMUNE, "upper-grassroots", PROVINCE),
    (COMMITTEE, "grassroots-committee", COMMUNE),
    (CELL, "cell", COMMITTEE),
    (DEPARTMENT, "department-committee", COMMITTEE),
    (DEPARTMENT_CELL, "cell", DEPARTMENT),
    (AUTHORISED, "grassroots-committee", COMMUNE),
    (AUTHORISED_CELL, "cell", AUTHORISED),
    (GRASSROOTS_CELL, "grassroots-cell", COMMUNE),
    (VILLAGE_CELL, "cell", COMMUNE),
    (DIRECT, "grassroots-committee", PROVINCE),
    (DIRECT_CELL, "cell", DIRECT),
    (OTHER_COMMUNE, "upper-grassroots", PROVINCE),
)


class Place(NamedTuple):
    """A cell, and the bodies that its files pass."""

    cell: str
    authority: str
    meeting: str
    grassroots: str | None = None
    department: str | None = None

    @property
    def certifies(self) -> str:
        """The committee that permits dossiers and certifies CVs."""
        return self.grassroots or self.authority


USUAL: Final = Place(CELL, COMMUNE, "standing-committee", COMMITTEE)
WITH_DEPARTMENT: Final = Place(
    DEPARTMENT_CELL, COMMUNE, "standing-committee", COMMITTEE, DEPARTMENT
)
BY_ITSELF: Final = Place(AUTHORISED_CELL, AUTHORISED, "grassroots-committee")
"""Under a grassroots committee that is authorised to decide."""
WITHOUT_COMMITTEE: Final = Place(GRASSROOTS_CELL, COMMUNE, "standing-committee")
IN_THE_VILLAGE: Final = Place(VILLAGE_CELL, COMMUNE, "standing-committee")
UNDER_THE_PROVINCE: Final = Place(DIRECT_CELL, PROVINCE, "standing-body", DIRECT)
PLACES: Final = (
    USUAL,
    WITH_DEPARTMENT,
    BY_ITSELF,
    WITHOUT_COMMITTEE,
    IN_THE_VILLAGE,
    UNDER_THE_PROVINCE,
)

DOC: Final = Document(kind="paper", number="17/QĐ")
BORN: Final = date(1995, 3, 20)
_EARLY: Final = "2000-01-01"
_DEFAULTS: Final[dict[str, Any]] = {
    "candidate": C,
    "document": DOC,
    "reason": "as the minutes say",
    "on": _EARLY,
}


def ask(command: type[CommandType], /, **fields: Any) -> CommandType:
    """A command, its required fields filled in where a story does not care about them."""
    for name, value in _DEFAULTS.items():
        wanted = command.model_fields.get(name)
        if name not in fields and wanted is not None and wanted.is_required():
            fields[name] = value
    return command.model_validate(fields)


def founding() -> Iterator[Command]:
    """The commands that make the organisation, with its rulebooks and calendars."""
    for account in (CLERK, SECOND):
        yield ask(RegisterAccount, account=account, holder="clerk")
    for unit, kind, parent in _UNITS:
        yield ask(FoundUnit, unit=unit, kind=kind, name=kind, parent=parent)
    for rulebook in ("vn-2016", "vn-2021", "vn-2025", "vn-2026"):
        yield ask(AdoptRulebook, text=shipped_text(rulebook))
    for year in range(2014, 2030):
        yield ask(AdoptCalendar, year=year, days_off=(f"{year}-01-01", f"{year}-09-02"))
    yield ask(AuthoriseUnit, unit=AUTHORISED, on="2017-01-02", members=150, good_years=3)
    for person in (P, ANOTHER_P):
        yield person_registered(person)
    for person in MEMBERS:
        yield person_registered(person, born="1970-05-05")
        yield ask(
            RegisterMember, person=person, cell=CELL, official_on="2005-06-01", on="2005-06-01"
        )


def person_registered(person: str = P, **fields: Any) -> RegisterPerson:
    """A person who may become a candidate."""
    known = {"born": BORN, "schooling": "upper-secondary", "citizen": True, "on": _EARLY}
    return ask(RegisterPerson, person=person, name="Đặng Thị Ứng", **{**known, **fields})

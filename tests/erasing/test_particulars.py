"""What was recorded of somebody for reports is gone after an erasure, and says so."""

from pathlib import Path

from admission.app.projector import Projector
from admission.app.views import open_views
from tests.app.organisation import DAY, clerk_at, command
from tests.kit.erasures import Office

SAID = {"sources": ["veteran", "farmer"], "occupation": "armed-forces", "religious": True}


def rows(db: Path, person: str) -> list[tuple[str | None, ...]]:
    query = "SELECT sources, occupation, religious, title FROM particulars WHERE person = ?"
    with open_views(db) as views:
        found: list[tuple[str | None, ...]] = views.connection.execute(query, (person,)).fetchall()
    return found


def test_particulars_of_who_is_erased_are_erased_and_what_was_unknown_stays_so(
    tmp_path: Path,
) -> None:
    """The log has none of them in the clear, before or after; those of others stay."""
    db = tmp_path / "one.db"
    with clerk_at(db) as clerk:
        clerk.founds()
        office = Office(clerk)
        gone, stays = (office.someone(number).id for number in range(2))
        for person in (gone, stays):
            clerk.records("record-particulars", person=person, on=DAY, **SAID)
        known = [(",farmer,veteran,", "armed-forces", "yes", None)]
        assert rows(db, gone) == rows(db, stays) == known
        assert b"armed-forces" not in db.read_bytes()
        office.asks(gone)
        office.erases(gone)
        assert (rows(db, gone), rows(db, stays)) == ([("erased",) * 3 + (None,)], known)
        with Projector(clerk.admission.recorder) as projector:
            assert projector.verify() is None
        assert b"armed-forces" not in db.read_bytes()


def test_nothing_is_recorded_anew_of_who_is_erased(tmp_path: Path) -> None:
    with clerk_at(tmp_path / "one.db") as clerk:
        clerk.founds()
        office = Office(clerk)
        gone = office.someone(0).id
        office.asks(gone)
        office.erases(gone)
        again = command("record-particulars", person=gone, on=DAY, **SAID)
        answer = clerk.admission.handle(again, clerk.act())
        assert [objection.code for objection in answer.objections] == ["SYS-86"]

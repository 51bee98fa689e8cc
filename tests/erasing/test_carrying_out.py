"""An erasure that is broken off is finished, one that is undone is done again; counts stay."""

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from admission.app import handling
from admission.app.answers import Answer
from admission.app.bootstrap import open_admission
from admission.app.doctor import documents, erasures
from admission.app.erasing.carrying_out import commands_to_erase
from admission.app.erasing.reapplying import reapply_erasures
from admission.app.projector import Projector
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.ports import Connection
from admission.app.recorders.reading import open_reader
from admission.app.sealing.subject_keys import Gone
from admission.app.views import open_views
from admission.projections.attendance.queries import list_attendances, list_weaknesses
from admission.projections.complaints.queries import list_complaints
from admission.projections.conscripts.queries import count_conscripts, list_conscripts
from admission.projections.due.queries import list_due
from admission.projections.erasures.queries import destroyed, list_erasures
from admission.projections.inspections.queries import list_findings
from admission.projections.notes.queries import list_notes
from admission.projections.people.queries import find_people, show_person
from admission.projections.pipeline.queries import list_status
from admission.projections.tasks.queries import list_tasks
from tests.app.organisation import DAY, Clerk, clerk_at
from tests.kit.canary import canary, files_in, search
from tests.kit.erasures import Office, Someone

END = "2025-12-31"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "one.db"


class Told(Office):
    """An office with three people, two of whom asked to be erased."""

    def __init__(self, clerk: Clerk) -> None:
        clerk.founds()
        super().__init__(clerk)
        self.people = [self.someone(number) for number in range(3)]
        for person in self.people[:2]:
            self.asks(person.id)


@pytest.fixture
def told(db: Path) -> Iterator[Told]:
    with clerk_at(db) as clerk:
        yield Told(clerk)


def name_of(db: Path, person: Someone, known_at: int | None = None) -> str | None:
    with open_views(db) as views:
        row = show_person(views.connection, person.id, as_of=END, known_at=known_at)
    assert row is not None
    return row.name


def left_of(db: Path, person: Someone) -> list[str]:
    return [Path(one.file).name for one in search(files_in(db.parent), person.words)]


def test_who_is_erased_is_called_so_at_every_moment_and_nobody_else_is(
    db: Path, told: Told
) -> None:
    before = told.clerk.admission.recorder.head()
    told.erases(told.people[0].id)
    assert [name_of(db, one) for one in told.people[:2]] == ["erased", told.people[1].words[0]]
    assert name_of(db, told.people[0], known_at=before) == "erased"
    assert left_of(db, told.people[0]) == []
    with open_views(db) as views:
        assert not find_people(views.connection, told.people[0].words[0], as_of=END).rows
        texts = [row.text for row in list_notes(views.connection, as_of=END).rows]
    assert sorted(text == "erased" for text in texts if text) == [False, False, True]


def test_the_words_of_a_task_go_with_whoever_answers_for_it(db: Path, told: Told) -> None:
    """That there is one, and by when, stays; it is withdrawn or done as any other."""
    clerk, word = told.clerk, canary(99)
    plan, unit = clerk.new("directive"), clerk.units["cell"]
    issued = {"directive": plan, "unit": unit, "document": {"kind": "plan"}, "title": "Kế hoạch"}
    clerk.records("issue-directive", **issued, on=DAY)
    task = {"task": clerk.new("task"), "on": DAY}
    asked = {"directive": plan, "unit": unit, "person": told.people[0].id, "text": word}
    clerk.records("assign-task", **task, **asked, due=END)
    told.erases(told.people[0].id)
    with open_views(db) as views:
        (row,) = list_tasks(views.connection, as_of=END).rows
    assert (row.text, row.name, row.due_on, row.state) == ("erased", "erased", END, "open")
    clerk.records("complete-task", **task, document={"kind": "report"})
    with open_views(db) as views:
        assert [row.state for row in list_tasks(views.connection, as_of=END).rows] == ["done"]


def test_what_a_complaint_said_of_who_is_erased_is_gone(db: Path, told: Told) -> None:
    about, kept = told.people[0], told.people[1]
    for person in (about, kept):
        said = {"kind": "complaint", "content": person.words[0], "on": DAY, "person": person.id}
        received_by, complaint = told.clerk.units["cell"], told.clerk.new("complaint")
        told.clerk.records(
            "receive-complaint", complaint=complaint, received_by=received_by, **said
        )
    told.erases(about.id)
    with open_views(db) as views:
        rows = list_complaints(views.connection, as_of=END).rows
    assert {row.person: row.content for row in rows} == {about.id: "erased", kept.id: kept.words[0]}
    assert left_of(db, about) == []


def test_why_somebody_missed_a_meeting_and_what_somebody_has_to_mend_goes_with_them(
    db: Path, told: Told
) -> None:
    """The count of attendances stays."""
    clerk, person, units = told.clerk, told.people[0].id, told.clerk.units
    planned = {"person": person, "office": "board-head", "planned": "2025-12", "on": DAY}
    first, second, found = (clerk.new(kind) for kind in ("attendance", "attendance", "weakness"))
    for one in (first, second):
        at = {"body": units["upper-grassroots"], "cell": units["cell"]}
        clerk.records("plan-attendance", attendance=one, **planned, **at)
    clerk.records("miss-attendance", attendance=first, reason=canary(98), on=DAY)
    clerk.records("hold-attendance", attendance=second, on=DAY)
    said = {"attendance": second, "unit": units["cell"], "person": person, "text": canary(97)}
    clerk.records("note-weakness", weakness=found, **said, due=END, on=DAY)
    told.erases(person)
    clerk.records("close-weakness", weakness=found, document={"kind": "report"}, on=DAY)
    with open_views(db) as views:
        rows = list_attendances(views.connection, as_of=END).rows
        (weakness,) = list_weaknesses(views.connection, as_of=END).rows
    assert {row.name for row in rows} == {"erased"}
    assert {row.state: row.reason for row in rows} == {"missed": "erased", "held": None}
    assert (weakness.text, weakness.name, weakness.closed_on) == ("erased", "erased", DAY)


def test_what_was_found_about_who_is_erased_is_gone(db: Path, told: Told) -> None:
    about, cell = told.people[0], told.clerk.units["cell"]
    inspection, finding = told.clerk.new("inspection"), told.clerk.new("finding")
    scope = {"inspected_by": cell, "units": [cell], "first": DAY, "last": DAY}
    paper = {"document": {"kind": "decision"}, "on": DAY}
    told.clerk.records("begin-inspection", inspection=inspection, **scope, **paper)
    of = {"inspection": inspection, "unit": cell, "person": about.id, "text": about.words[0]}
    told.clerk.records("raise-finding", finding=finding, **of, on=DAY)
    told.clerk.records("answer-finding", finding=finding, text=about.words[0], on=DAY)
    remedy = {"remedy": about.words[0], "due": END, **paper}
    told.clerk.records("uphold-finding", finding=finding, **remedy)
    told.erases(about.id)
    with open_views(db) as views:
        (row,) = list_findings(views.connection, as_of=END).rows
    assert (row.name, row.text, row.answer, row.remedy) == ("erased",) * 4
    assert left_of(db, about) == []


def test_what_is_counted_stays_and_the_rows_are_those_of_a_fresh_fold(db: Path, told: Told) -> None:
    def counted() -> list[tuple[object, ...]]:
        with open_views(db) as views:
            rows = list_status(views.connection, as_of=END).rows
            return [tuple(v for v in row if v != row.name) for row in rows]

    before = counted()
    told.erases(told.people[0].id, told.people[1].id)
    assert counted() == before
    with Projector(told.clerk.admission.recorder) as projector:
        assert projector.verify() is None


@pytest.mark.parametrize("broken", ["before anything is destroyed", "before the rows are"])
def test_broken_off_it_is_finished_at_the_next_opening(
    db: Path, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise KeyboardInterrupt

    with clerk_at(db) as clerk:
        office = Told(clerk)
        with monkeypatch.context() as patched:
            if broken == "before anything is destroyed":
                patched.setattr(handling, "bring_up", breaks)
            else:
                patched.setattr(Projector, "_rebuild", breaks)
            with pytest.raises(KeyboardInterrupt):
                office.erases(office.people[0].id)
    assert left_of(db, office.people[0])
    assert name_of(db, office.people[0]) == "erased"
    assert left_of(db, office.people[0]) == []
    with open_reader(db) as reader:
        assert reapply_erasures(reader) == 1
        assert reader.lock.seals.keys.of(office.people[0].id) is Gone.ERASED  # type: ignore[union-attr]


def test_keys_from_between_two_erasures_bring_nobody_back(db: Path, tmp_path: Path) -> None:
    with clerk_at(db) as clerk:
        office = Told(clerk)
        office.erases(office.people[0].id)
    between = tmp_path / "backup" / "one.db.keys"
    between.parent.mkdir()
    shutil.copy(tmp_path / "one.db.keys", between)
    with clerk_at(db) as clerk:
        office.clerk = clerk
        office.erases(office.people[1].id)
    shutil.copy(between, tmp_path / "one.db.keys")
    assert name_of(db, office.people[1]) == "erased"
    with open_reader(db) as reader:
        keys = reader.lock.keys
        assert keys is not None
        assert keys.counts().erased == 2 * 2


def test_older_keys_that_may_not_be_written_are_not_used(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clerk_at(db) as clerk:
        office = Told(clerk)
    shutil.copy(tmp_path / "one.db.keys", tmp_path / "older")
    with clerk_at(db) as clerk:
        office.clerk = clerk
        office.erases(office.people[0].id)
    (tmp_path / "older").rename(tmp_path / "one.db.keys")
    may = os.access

    def may_not(path: Path, how: int, **asked: bool) -> bool:
        return may(path, how, **asked) and (how != os.W_OK or path.suffix != ".keys")

    monkeypatch.setattr(os, "access", may_not)
    with open_reader(db) as reader:
        keys = reader.lock.seals.keys
        assert keys is not None
        assert keys.of(office.people[0].id) is Gone.ERASED
        (said, *_) = erasures.examine(reader, date.fromisoformat(END))
        assert (said.verdict, said.detail[:7]) == ("fail", "2 keys ")


@pytest.mark.sqlite_only("the file of rows, put back from a copy")
def test_rows_from_before_an_erasure_are_not_shown_where_they_cannot_be_written(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clerk_at(db) as clerk:
        office = Told(clerk)
    shutil.copy(tmp_path / "one.db.projections", tmp_path / "older")
    with clerk_at(db) as clerk:
        office.clerk = clerk
        office.erases(office.people[0].id)
    for end in ("", "-wal", "-shm"):
        (tmp_path / f"one.db.projections{end}").unlink(missing_ok=True)
    (tmp_path / "older").rename(tmp_path / "one.db.projections")
    begun = Projector.__init__

    def refuses(self: Projector, store: object, path: Path | None = None) -> None:
        if path is None:
            raise StoreUnusable("read-only")
        begun(self, store, path)  # type: ignore[arg-type]

    monkeypatch.setattr(Projector, "__init__", refuses)
    assert name_of(db, office.people[0]) == "erased"


def test_another_program_that_is_at_work_writes_no_name_back(db: Path, told: Told) -> None:
    """It has folded the person before; what it records then is of somebody erased."""
    person = told.people[0]
    with open_admission(db) as other:
        clerk = Clerk(other)
        clerk.records("keep-document", about=person.id, **_scan("ab"), on=DAY)
        other.projector.catch_up()
        told.erases(person.id)
        told.clerk.records("keep-document", about=person.id, **_scan("cd"), on=DAY)
        candidate = {"candidate": clerk.new("candidate"), "person": person.id}
        cell = told.clerk.units["cell"]
        clerk.records("enter-pool", **candidate, unit=cell, on="2025-07-03")
        assert other.world.person(person.id).born != date(1990, 1, 1)
    assert name_of(db, person) == "erased"
    assert left_of(db, person) == []


def _scan(digits: str) -> dict[str, object]:
    return {"sha256": digits * 32, "size": 9, "media_type": "text/plain"}


def test_the_doctor_finds_nothing_wrong_and_says_what_is_left_to_do(db: Path, told: Told) -> None:
    told.erases(told.people[0].id)
    with open_reader(db) as reader:
        found = list(erasures.examine(reader, date.fromisoformat(END)))
        scans = [
            c for c in documents.examine(reader, date.fromisoformat(END)) if c.check == "scans"
        ]
    assert [(check.verdict, check.check) for check in found] == [
        ("pass", "erasures"),
        ("note", "epoch"),
    ]
    assert [(check.verdict, check.detail) for check in scans] == [
        ("pass", "2 are there and whole"),
        ("pass", "1 were erased"),
    ]


def test_what_a_killed_program_left_of_its_rows_goes_with_the_next_building(
    db: Path, told: Told
) -> None:
    dead, alive = (db.with_name(f"one.db.projections-{pid}-x") for pid in (2**22 + 1, 1))
    for folder in (dead, alive):
        folder.mkdir()
    told.erases(told.people[0].id)
    assert (dead.exists(), alive.exists()) == (False, True)


def due(views: Connection, on: str) -> list[tuple[str, str | None, int]]:
    rows = list_due(views, as_of=on).rows
    return [(row.what, row.due_on, row.overdue_by) for row in rows if row.rule == "CRD-05"]


def test_a_request_is_due_until_it_is_answered_carried_out_and_the_keys_are_changed(
    db: Path,
) -> None:
    """Answered in two working days, carried out in ten days, the old keys gone in fourteen."""
    with clerk_at(db) as clerk:
        clerk.founds()
        office = Office(clerk)
        person = office.someone(0)
        about = {"person": person.id, "unit": clerk.units["cell"], "ground": "own-request"}
        clerk.records("request-erasure", **about, document={"kind": "request"}, on=DAY)
        with open_views(db) as views:
            assert due(views.connection, "2025-07-05") == [
                ("answer the request for erasure", "2025-07-04", 1),
                ("carry out the erasure, or refuse it", "2025-07-12", 0),
            ]
        clerk.records("refuse-erasure", person=person.id, reason="nhầm", on=DAY)
        with open_views(db) as views:
            assert due(views.connection, "2025-07-05") == []
        office.asks(person.id)
        with open_views(db) as views:
            assert [what for what, *_ in due(views.connection, END)] == [
                "carry out the erasure, or refuse it"
            ]
            (waiting,) = list_erasures(views.connection, as_of=END, waiting=True).rows
            assert waiting.asked == "approved"
            assert waiting.requested_by == clerk.account
            assert {waiting.first_approver, waiting.second_approver} == set(office.others)
        office.erases(person.id)
        with open_views(db) as views:
            what = "begin a new epoch of keys"
            assert due(views.connection, "2025-07-17") == [(what, "2025-07-16", 1)]
            done = destroyed(views.connection, as_of=END)
            assert done is not None
            assert (done.erasures, done.keys, done.scans, done.waiting) == (1, 1, 1, 1)
        clerk.records("begin-epoch", epoch=2, on=DAY)
        with open_views(db) as views:
            what = "destroy the backups of the keys from before"
            assert due(views.connection, "2025-07-17") == [(what, "2025-07-16", 1)]
        clerk.records("destroy-key-backups", epoch=2, on=DAY)
        with open_views(db) as views:
            assert due(views.connection, END) == []


def test_of_two_epochs_with_backups_left_the_oldest_request_says_by_when(
    db: Path, told: Told
) -> None:
    told.erases(told.people[0].id)
    told.clerk.records("begin-epoch", epoch=2, on=DAY)
    told.erases(told.people[1].id)
    told.clerk.records("begin-epoch", epoch=3, on=DAY)
    told.clerk.records("destroy-key-backups", epoch=2, on=DAY)
    with open_views(db) as views:
        assert len(due(views.connection, END)) == 1
    told.clerk.records("destroy-key-backups", epoch=3, on=DAY)
    with open_views(db) as views:
        assert due(views.connection, END) == []


def test_what_is_held_is_not_due(db: Path) -> None:
    with clerk_at(db) as clerk:
        office = Told(clerk)
        for person in office.people[:2]:
            paper = {"kind": "order"}
            clerk.records("place-legal-hold", person=person.id, document=paper, on=DAY)
        with open_views(db) as views:
            assert due(views.connection, END) == []
            held = [row.held_since for row in list_erasures(views.connection, as_of=END).rows]
    assert held == [DAY, DAY]


def test_what_is_only_rehearsed_or_supposed_destroys_nothing(db: Path, told: Told) -> None:
    admission, person = told.clerk.admission, told.people[0]
    (erase,) = commands_to_erase(admission, [person.id], DAY)
    (answer,) = admission.rehearse([(erase, told.clerk.act())])
    assert isinstance(answer, Answer)
    assert answer.outcome == "done"
    head = admission.supposing(erase, told.clerk.act(), lambda at, _: at[-1], nothing=0)
    assert head == admission.recorder.head() + 2
    assert name_of(db, person) == person.words[0]
    with open_reader(db) as reader:
        assert reapply_erasures(reader) == 0


def test_why_a_conscript_was_deferred_goes_with_the_person_and_the_count_stays(
    db: Path, told: Told
) -> None:
    person = told.people[0]
    round_ = {"person": person.id, "round": DAY[:4], "on": DAY}
    unit = {"unit": told.clerk.units["cell"], "enlists": f"{DAY[:4]}-12-30"}
    told.clerk.records("list-for-enlistment", **round_, **unit)
    told.clerk.records("defer-enlistment", **round_, reason=person.words[6])
    told.erases(person.id)
    assert left_of(db, person) == []
    with open_views(db) as views:
        (row,) = list_conscripts(views.connection, year=int(DAY[:4]), as_of=END).rows
        (count, *_) = count_conscripts(views.connection, year=int(DAY[:4]), as_of=END).rows
    assert (row.name, row.outcome, row.reason) == ("erased", "deferred", "erased")
    assert (count.listed, count.deferred) == (1, 1)

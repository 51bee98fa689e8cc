"""Erase people by the clock, every act on its last day, and look until when anything opens. (P-6)

A month and a half at an office that backs its keys up every third day. It does what `due` lists,
and destroys the backups of keys that `doctor` names, each as late as it may. Every evening each
backup is tried with the keys that lie in it.
"""

import random
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple
from unittest import mock
from zoneinfo import ZoneInfo

from admission.app.backup.folder import STORE
from admission.app.backup.key_backups import MOST_DAYS, KeyBackup, key_backups
from admission.app.backup.making import make_backup
from admission.app.bootstrap import create_store
from admission.app.doctor import backups as doctor
from admission.app.envelope import utc_text
from admission.app.recorders.reading import open_reader
from admission.app.sealing.fields import Cipher
from admission.app.sealing.key_store import beside, open_key_store
from admission.app.sealing.rotating import rotate
from admission.app.views import open_views
from admission.projections.due.erasing import ANSWER, CARRY_OUT, CHANGE_KEYS, DESTROY_BACKUPS
from admission.projections.due.queries import list_due
from admission.projections.due.rows import DueRow
from tests.app.clocks import Clock, opened
from tests.app.organisation import Clerk
from tests.kit.backups import silent
from tests.kit.erasures import Office, opens
from tests.kit.figures import Figure

MOST: Final = 14
"""How many days may pass from a request until nothing opens what is about the person."""
_BEGINS: Final = datetime(2026, 1, 5, 5, tzinfo=UTC)
_BACKUP_EVERY: Final = 3


class Found(NamedTuple):
    """How many days each person stayed readable, and what was not said in time."""

    days: dict[str, int]
    silent_due: int
    silent_doctor: int
    backups: int


def run(times: int, seed: int, *, days: int = 45, destroying: bool = True) -> Figure:
    """So many people; one who is readable after fourteen days, or not spoken of, is a failure."""
    chance = random.Random(seed)  # noqa: S311 - when people ask, no secret
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "live"
        folder.mkdir()
        clock = Clock(_BEGINS, timedelta())
        with mock.patch("admission.app.bootstrap.now", clock):
            create_store(folder / "one.db")
        with opened(folder / "one.db", clock) as admission:
            office = InTime(Office(Clerk(admission)), clock, Path(place), destroying=destroying)
            found = office.works([chance.randrange(days - MOST - 1) for _ in range(times)], days)
    late = times - sum(days <= MOST for days in found.days.values())
    failures = {
        f"readable after {MOST} days": late,
        "not listed by `due`": found.silent_due,
        "old backup of keys not named by `doctor`": found.silent_doctor,
    }
    longest = max(found.days.values(), default=0)
    on = f"every act on its last day: {longest} days at most; {found.backups} backups of the keys"
    return Figure("P-6", "people erased, backups of the keys with them", times, failures, seed, on)


class InTime:
    """An office, and the days that pass."""

    def __init__(self, office: Office, clock: Clock, place: Path, *, destroying: bool) -> None:
        self.office = office
        self.store = office.clerk.admission.recorder.path
        self._clock = clock
        self._place = place
        self._destroying = destroying
        self._asked: dict[str, date] = {}
        self._found = Found({}, 0, 0, 0)

    @property
    def today(self) -> date:
        """The day that it is."""
        return self._clock.at.date()

    def works(self, requests: list[int], days: int) -> Found:
        """Everybody is recorded first; on which day somebody asks is given for each."""
        self.office.clerk.founds()
        people = [self.office.someone(number).id for number in range(len(requests))]
        for day in range(days):
            if day % _BACKUP_EVERY == 0:
                self._backs_up()
            for person, on in zip(people, requests, strict=True):
                if on == day:
                    self.office.requests(person, self.today.isoformat())
                    self._asked[person] = self.today
            self._does_what_is_due()
            self._heeds_the_doctor()
            self._looks()
            self._clock.move(days=1)
        return self._found

    def _backs_up(self) -> None:
        place = self._place / f"{self._found.backups}"
        place.mkdir()
        make_backup(self.store, place / "store", place / "keys", silent, self._clock.at)
        shutil.rmtree(place / "store")
        self._found = self._found._replace(backups=self._found.backups + 1)

    def _does_what_is_due(self) -> None:
        """What comes to its last day is done, until nothing does."""
        listed = {row.person for row in self._due()}
        waiting = sum(one not in listed and not self._is_erased(one) for one in self._asked)
        self._found = self._found._replace(silent_due=self._found.silent_due + waiting)
        while last := [row for row in self._due() if row.due_on == self.today.isoformat()]:
            if not self._destroying and {row.what for row in last} <= {DESTROY_BACKUPS}:
                return
            for row in last:
                self._does(row)

    def _due(self) -> list[DueRow]:
        with open_views(self.store) as views:
            rows = list_due(views.connection, as_of=self.today.isoformat()).rows
        return [row for row in rows if row.rule == "CRD-05"]

    def _does(self, row: DueRow) -> None:
        on = self.today.isoformat()
        if row.what == ANSWER and row.person:
            self.office.approves(row.person, on)
        elif row.what == CARRY_OUT and row.person:
            self.office.erases(row.person, on=on)
        elif row.what == CHANGE_KEYS:
            lock = self.office.clerk.admission.recorder.lock
            rotate(lock, "file", utc_text(self._clock.at), lambda _: None)
            self.office.clerk.records("begin-epoch", epoch=self._epoch(), on=on)
        elif row.what == DESTROY_BACKUPS and self._destroying:
            for backup in key_backups(self.store):
                if backup.epoch < self._epoch():
                    shutil.rmtree(backup.folder)
            self.office.clerk.records("destroy-key-backups", epoch=self._epoch(), on=on)

    def _epoch(self) -> int:
        keys = self.office.clerk.admission.recorder.lock.keys
        assert keys is not None
        return keys.epoch().epoch

    def _is_erased(self, person: str) -> bool:
        return self.office.clerk.admission.world.erasure(person).asked == "erased"

    def _heeds_the_doctor(self) -> None:
        """Backups of the keys that are too old are named, and destroyed."""
        with open_reader(self.store) as reader:
            said = "".join(check.detail for check in doctor.examine(reader, self.today))
            zone = ZoneInfo(reader.info()["time_zone"])
        for backup in key_backups(self.store):
            if backup.days_old(self.today, zone) > MOST_DAYS:
                silent_doctor = self._found.silent_doctor + (backup.folder not in said)
                self._found = self._found._replace(silent_doctor=silent_doctor)
                if self._destroying:
                    shutil.rmtree(backup.folder)

    def _looks(self) -> None:
        """Who is no more readable, by the live keys or any backup of them, is so from today."""
        backups = key_backups(self.store)
        for person, asked in self._asked.items():
            if person in self._found.days or not self._is_erased(person):
                continue
            if not any(_reads(backup, person) for backup in backups):
                self._found.days[person] = (self.today - asked).days


def _reads(backup: KeyBackup, person: str) -> bool:
    """Whether a backup of the keys, with the key of keys in it, opens that of a person."""
    store = Path(backup.folder) / STORE
    keys = open_key_store(beside(store))
    assert keys is not None
    with keys:
        wrapped, about = keys.wrapped(person), f"admission/key\x1f{keys.store_id}\x1f{person}"
    lines = store.with_name(f"{STORE}.key").read_text("utf-8").splitlines()
    masters = [Cipher(bytes.fromhex(line.split()[1])) for line in lines]
    key = wrapped.key if wrapped else None
    return key is not None and any(opens(master, key, about) for master in masters)

"""Ours: commands through the public entry, with rules, proof log, sealing and rows."""

from itertools import chain, islice
from pathlib import Path

from admission.app.bootstrap import open_admission
from admission.app.live_rows import readable_rows
from admission.projections.pipeline.queries import show_status
from benchmarks import candidates
from benchmarks.measuring import quiet
from benchmarks.peers.telling import Done, Line

BATCH = 60
"""Commands in one transaction, where they are told in batches."""


class Ours:
    """One transaction for each command; the status is one query of the rows."""

    def __init__(self, database: str, lines: list[Line]) -> None:
        quiet()
        self._admission = open_admission(Path(database))
        self._today = self._admission.today()
        self._tellings = candidates.tellings(lines)
        self._rows = readable_rows(self._admission.recorder)
        self._newest = ""

    def tell(self, done: Done) -> None:
        """Handle the commands of a new candidate, one by one."""
        for command, act in next(self._tellings):
            answer = self._admission.handle(command, act)
            assert answer.outcome == "done", answer
            self._newest = answer.stream
            done()

    def tell_in_batches(self, done: Done) -> None:
        """Handle the commands of some candidates in one transaction."""
        some = islice(self._tellings, BATCH // candidates.STEPS)
        for answer in self._admission.handle_many(chain.from_iterable(some), BATCH):
            assert answer.outcome == "done", answer
            self._newest = answer.stream
            done()

    def status(self) -> object:
        """Where the newest candidate stands."""
        return show_status(self._rows, self._newest, as_of=self._today)


class OursInBatches(Ours):
    """The same, in batches."""

    tell = Ours.tell_in_batches

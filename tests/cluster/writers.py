"""Writers at work while something befalls the servers, and what became of what they were told."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.recorders.reading import open_reader
from tests.cluster.writing import Acknowledged

_SETTLE_SECONDS: Final = 3.0
_FINISH_SECONDS: Final = 120.0


class Outcome(NamedTuple):
    """What writers were told, and how far it is in the store; `stall` in seconds, the longest."""

    acknowledged: int
    lost: int
    doubled: int
    unacknowledged: int
    false_conflicts: int
    pressed_again: int
    unknown: int
    stall: float

    @property
    def failed(self) -> int:
        """How often the promise was broken."""
        return self.lost + self.doubled + self.unacknowledged + self.false_conflicts


def outcome_of(place: Path, befalls: Callable[[], object], writers: int = 2) -> Outcome:
    """Let writers work on a store before, while and after something befalls it."""
    before = _registered(place)
    with ExitStack() as every:
        files = [every.enter_context(_writer(place, number)) for number in range(writers)]
        _wait_for_lines(files)
        befalls()
        time.sleep(_SETTLE_SECONDS)
    return _compared([_said(file) for file in files], _registered(place) - before)


def _said(file: Path) -> list[Acknowledged]:
    return [Acknowledged(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


@contextmanager
def _writer(place: Path, number: int) -> Iterator[Path]:
    said = place.with_name(f"{place.name}.writer-{number}")
    with (
        said.open("wb") as output,
        subprocess.Popen(
            [sys.executable, "-m", "tests.cluster.writing", str(place)],
            stdin=subprocess.PIPE,
            stdout=output,
        ) as writer,
    ):
        try:
            yield said
            writer.communicate(timeout=_FINISH_SECONDS)  # the end of its input lets it finish
        finally:
            writer.kill()
    assert writer.returncode == 0


def _wait_for_lines(files: Sequence[Path]) -> None:
    give_up_at = time.monotonic() + _FINISH_SECONDS
    while not all(file.stat().st_size for file in files):
        assert time.monotonic() < give_up_at, "no writer was answered"
        time.sleep(0.1)
    time.sleep(_SETTLE_SECONDS)


def _registered(place: Path) -> Counter[tuple[str, str]]:
    """How often the store holds that a command registered a person."""
    with open_reader(place) as reader:
        return Counter(
            (row.command_id, row.stream)
            for row in reader.iterate()
            if row.type == "person-registered"
        )


def _compared(told: list[list[Acknowledged]], kept: Counter[tuple[str, str]]) -> Outcome:
    every = [line for lines in told for line in lines]
    done = {(line.command_id, line.person) for line in every if line.outcome == "done"}
    return Outcome(
        acknowledged=len(done),
        lost=len(done - kept.keys()),
        doubled=sum(count - 1 for count in kept.values()),
        unacknowledged=len(kept.keys() - done),
        false_conflicts=len(every) - len(done),
        pressed_again=sum(line.pressed - 1 for line in every),
        unknown=sum(line.unknown for line in every),
        stall=max(b.at - a.at for lines in told for a, b in pairwise(lines)),
    )

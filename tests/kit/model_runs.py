"""Run the model for some steps, or for very many. (RELIABILITY C-4)"""

import signal
import sys
import threading
import traceback
from functools import cache
from typing import Final
from unittest import mock

from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis.stateful import run_state_machine_as_test

from admission.domain.rulebooks.reading import read
from cli.logs import configure
from tests.kit.figures import Figure
from tests.kit.model import Workflow

STEPS: Final = 50
ROUND: Final = 2_000


def run(times: int, seed: int, *, shrink: bool = True) -> Figure:
    """About so many steps; the first difference from the twin is a failure, and is shown."""
    Workflow.steps = 0
    failures = _round(times, seed, shrink=shrink)
    return _figure(failures, seed, f"in sequences of {STEPS} steps")


def run_long(times: int, seed: int) -> Figure:
    """At least so many commands, in rounds of which each can be run again alone by its seed.

    SIGTERM ends it after the round that is on. The same rulebook is read once, not at each opening.
    """
    ended, rounds, failures = _ended_early(), 0, 0
    Workflow.steps = 0
    with mock.patch("admission.domain.registers.rulebooks.state.read", cache(read)):
        while Workflow.steps < times and not failures and not ended.is_set():
            failures = _round(ROUND, seed + rounds)
            rounds += 1
            print(f"C-4: {rounds} rounds, {Workflow.steps:,} commands", flush=True)  # noqa: T201
    said = f"in sequences of {STEPS} steps, {ROUND:,} a round; {rounds:,} rounds by as many seeds"
    return _figure(failures, seed, said)


def _figure(failures: int, seed: int, on: str) -> Figure:
    kinds = {"differences from the twin": failures}
    return Figure("C-4", "commands beside a twin in memory", Workflow.steps, kinds, seed, on)


def _ended_early() -> threading.Event:
    """Set once somebody asks this program to end."""
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    return ended


def _round(times: int, seed: int, *, shrink: bool = True) -> int:
    """How many differences were found: none, or the first."""
    configure("warning")
    chosen = settings(
        max_examples=max(1, times // STEPS),
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seeded(seed)(Workflow), settings=chosen)
    except Exception:  # noqa: BLE001 - whatever ends a step is a difference
        print(f"seed {seed}", file=sys.stderr)  # noqa: T201
        traceback.print_exc()
        return 1
    return 0

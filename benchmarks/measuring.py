"""How things are measured: sides in turn, medians, a table with the machine named."""

import compileall
import logging
import os
import platform
import sqlite3
import statistics
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import structlog

Side = Callable[[], int]
"""Does one round of work and says how many things it did."""


def quiet() -> None:
    """Log nothing below a warning, as the terminal does while it draws a bar."""
    wrapper = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=wrapper, cache_logger_on_first_use=True)


def compile_modules() -> None:
    """Compile the program's modules, as its installation does; a machine may forbid it later."""
    for package in ("admission", "cli"):
        compileall.compile_dir(Path(__file__).parents[1] / package, quiet=1)


def in_turn(rounds: int, sides: dict[str, Side]) -> dict[str, list[float]]:
    """Things a second of each side, round by round, A B A B, so that drift falls on all alike."""
    rates: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            began = time.perf_counter()
            done = side()
            rates[name].append(done / (time.perf_counter() - began))
    return rates


def ratio(rates: dict[str, list[float]], one: str, other: str) -> float:
    """The median, over the rounds, of one side's rate to the other's."""
    return statistics.median(a / b for a, b in zip(rates[one], rates[other], strict=True))


def median(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def peak_megabytes() -> float:
    """The most memory that this process has held, in MB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def apart(work: Callable[[], None]) -> None:
    """Do something in a process of its own: what it holds in memory is gone when it ends.

    Raises:
        RuntimeError: it failed; what went wrong stands above.
    """
    sys.stdout.flush()
    if os.fork() == 0:
        code = 1
        try:
            work()
            sys.stdout.flush()
            code = 0
        except BaseException:  # noqa: BLE001 - it is printed, and the parent told
            traceback.print_exc()
        os._exit(code)
    if os.wait()[1]:
        raise RuntimeError("it failed in a process of its own")


class HeldTogether:
    """While in the `with`: the most memory that this process and those it started hold at a time.

    In MB, what several share being counted once (PSS, Linux), looked at every fiftieth of a second.
    """

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._ended = threading.Event()
        self._looking = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._looking.join()

    def _look(self) -> None:
        own = os.getpid()
        while not self._ended.wait(0.02):
            held = sum(map(_megabytes_of, (own, *_started_by(own))))
            self.megabytes = max(self.megabytes, held)


def _started_by(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _megabytes_of(process: int) -> float:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:  # it has ended
        return 0.0
    return int(rollup.split("\nPss:")[1].split()[0]) / 1024 if "\nPss:" in rollup else 0.0


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a Markdown table under a title, with the machine and the day."""
    print(f"\n## {title}\n\n{machine()}\n")
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(row)} |")
    sys.stdout.flush()


def machine() -> str:
    """The machine, the versions and the day, in one line."""
    try:
        cpu = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("model name")[1]
        cpu = cpu.split("\n")[0].strip("\t: ")
    except (OSError, IndexError):
        cpu = platform.processor() or platform.machine()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores of {cpu}, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )

"""Run the kit for long: `python -m tests.kit.endurance [REQUIREMENT …]`, with `make endurance`.

What was found is kept in `figures.json` and written to `docs/reference/assurance.md`; a requirement
that is run alone replaces its own rows. Ends with 1 where anything failed, or where what was asked
for by name needs a program that is not there.
"""

import json
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.measuring import quiet
from tests.kit import (
    backups,
    drill,
    erasing_in_time,
    erasures,
    forks,
    full_disk,
    jumping_clock,
    kills,
    lost_answers,
    model_runs,
    outside_log,
    power_cut,
    races,
    tampering,
)
from tests.kit.figures import Figure

SEED: Final = 20261122
KEPT: Final = Path(__file__).with_name("figures.json")
PAGE: Final = Path(__file__).parents[2] / "docs/reference/assurance.md"
RUNS: Final[dict[str, list[Callable[[], Figure]]]] = {
    "A-1": [lambda: tampering.run_flips(20_000, SEED)],
    "A-2": [lambda: tampering.run_edits(200, SEED)],
    "A-3": [lambda: tampering.run_rebuilt(300, SEED)],
    "A-4": [
        lambda: outside_log.run_proofs("proofs", 1_000, SEED),
        lambda: outside_log.run_proofs("requests", 1_000, SEED),
        lambda: outside_log.run_damages(1_000, SEED, erased=False),
        lambda: outside_log.run_damages(1_000, SEED, erased=True),
        lambda: outside_log.run_erased(1_000, SEED),
        lambda: outside_log.run_roots(1_000, SEED),
    ],
    "A-5": [lambda: forks.run(100, SEED)],
    "D-1": [lambda: kills.run(1_000, SEED), lambda: kills.run(1_000, SEED, writers=4)],
    "D-3": [lambda: power_cut.run(10_000, SEED)],
    "D-4": [lambda: full_disk.run(100, SEED)],
    "D-5": [lambda: backups.run(100, SEED)],
    "C-1": [lambda: races.run(4_000, SEED)],
    "C-2": [lambda: lost_answers.run(1_000, SEED)],
    "C-3": [lambda: tampering.run_cuts(100, SEED)],
    "C-4": [lambda: model_runs.run_long(int(os.environ.get("STEPS", "20000")), SEED)],
    "V-3": [lambda: jumping_clock.run(5_000, SEED)],
    "D-6": [lambda: drill.run(int(os.environ.get("EVENTS", "1000000")), 100, SEED)],
    "P-6": [lambda: erasing_in_time.run(20, SEED)],
    **{name: [partial(erasures.run_one, name, 20, SEED)] for name in erasures.REQUIREMENTS},
}
HEAD: Final = """# Assurance

What was done to stores, how often, and what went wrong. Each row is a long run of a tool in
`tests/kit/` (`make endurance`); the same tools run short in the test suite. A row that says 0 for
every kind of failure met its requirement.

| requirement | what | times | failures | seed | on | date, machine |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The page of all figures that were kept, by requirement."""
    kept = _kept()
    rows = [row for name in sorted(kept) for row in kept[name]]
    return HEAD + "".join(map(_row, sorted(rows, key=lambda row: str(row["requirement"]))))


def _kept() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def _row(row: dict[str, object]) -> str:
    return f"| {' | '.join(str(value) for value in row.values())} |\n"


def _measured(figure: Figure, day: str) -> dict[str, object]:
    failures = "; ".join(f"{kind}: {count}" for kind, count in figure.failures.items())
    return {
        "requirement": figure.requirement,
        "what": figure.what,
        "times": f"{figure.times:,}",
        "failures": failures,
        "seed": figure.seed,
        "on": figure.on,
        "machine": f"{day}, {_machine()}",
    }


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"


def main(names: list[str]) -> int:
    """Run what is named, or everything; returns the exit code."""
    quiet()
    failed = 0
    for name in names or RUNS:
        try:
            figures = [run() for run in RUNS[name]]
        except outside_log.MissingGo as missing:
            print(f"{name} is left out. {missing}", file=sys.stderr)  # noqa: T201
            failed += name in names
            continue
        failed += sum(figure.failed for figure in figures)
        kept = _kept()
        kept[name] = [_measured(figure, datetime.now(UTC).date().isoformat()) for figure in figures]
        print(*figures, sep="\n", flush=True)  # noqa: T201
        KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        PAGE.write_text(page(), encoding="utf-8")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

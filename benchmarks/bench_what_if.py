"""The steps of one year decided again under a stricter rulebook, in a store of many years."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from benchmarks.bench_queries import COMMAND, store
from benchmarks.measuring import quiet, table

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
YEAR = os.environ.get("BENCH_YEAR", "2023")
LIMIT = "120"
DRAFT = """
id = "draft"
title = "A draft"
from = 2021-07-30
to = 2025-06-30
extends = "vn-2021"

[[deadline]]
rule = "DEC-15"
source = "a draft"
confidence = "S"
start = ["cell-resolved"]
end = "admission-answered"
amount = 20
unit = "working-days"
by = "authority"
what = "decide on admission"
"""


def main() -> None:
    """Measure and print."""
    quiet()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.db"
        events = store(path, EVENTS)
        if os.fork() == 0:  # so that the memory of making the store is not counted
            _measure(path, events)
            os._exit(0)
        if os.wait()[1]:
            sys.exit("it could not be measured")


def _measure(path: Path, events: int) -> None:
    draft = path.with_name("draft.toml")
    draft.write_text(DRAFT, encoding="utf-8")
    asked = ("audit", "what-if", "--rulebook", str(draft), "--year", YEAR, "--json")
    began = time.perf_counter()
    done = subprocess.run([COMMAND, "--db", str(path), *asked], capture_output=True, check=True)
    taken = time.perf_counter() - began
    answer = json.loads(done.stdout)
    assert answer["judged"]
    assert answer["rows"]
    table(
        f"What if: {YEAR}, of {events:,} events, decided again under a stricter rulebook",
        ["what", "figure", "limit"],
        [
            ["steps decided again", f"{answer['judged']:,}", ""],
            ["seconds, as a whole process", f"{taken:.1f}", LIMIT],
            ["its memory, MB", f"{getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}", "flat"],
        ],
    )


if __name__ == "__main__":
    main()

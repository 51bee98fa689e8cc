"""Lists of 100,000 rows with all rules, against the same commands as JSON lines in the same run.

Both are the road of `admission apply` in this process: the file is read, each row or line checked,
decided, saved and answered, and the projections know it at the end. People are registered in one
store as a list, in another as JSON lines; then those of the list enter the pool by a second list.
"""

import csv
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TextIO

from benchmarks.measuring import compile_modules, peak_megabytes, quiet, table
from cli.main import run

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Hà", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Quỳnh", "Yến")
PEOPLE = ("person", "name", "born", "schooling", "citizen", "on")
UNITS = """\
code,name,kind,parent,on
HL,Huyện ủy,upper-grassroots,,2025-07-01
NM,Đảng ủy xã,grassroots-committee,HL,2025-07-01
NM-01,Chi bộ thôn,cell,NM,2025-07-01
"""


class Watched(StringIO):
    """Takes the answers and keeps none: counts them, and notes the memory after each tenth."""

    def __init__(self) -> None:
        super().__init__()
        self.answers = self.refused = 0
        self.memory: list[float] = []

    def write(self, text: str) -> int:
        """Take one answer."""
        self.answers += 1
        self.refused += '"outcome": "done"' not in text
        if self.answers % (ROWS // 10) == 0:
            self.memory.append(peak_megabytes())
        return len(text)


def main() -> None:
    """Measure and print."""
    quiet()
    compile_modules()
    os.environ["ADMISSION_LOG"] = "warning"
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder))


def _measure(folder: Path) -> None:
    for store in ("list.db", "lines.db"):
        _run(folder / store, "init")
        _run(folder / store, "rulebook", "adopt", "vn-2025", "--on", "2025-07-01")
    (folder / "units.csv").write_text(UNITS, encoding="utf-8")
    _run(folder / "list.db", "apply", str(folder / "units.csv"), "--as", "found-unit")
    _written(folder / "people.csv", _people)
    _written(folder / "pool.csv", _pool)
    _written(folder / "people.jsonl", _lines)
    sides = {
        "register-person, as a list": ("list.db", "people.csv", "--as", "register-person"),
        "register-person, as JSON lines": ("lines.db", "people.jsonl"),
        "enter-pool, as a list": ("list.db", "pool.csv", "--as", "enter-pool"),
    }
    found = [_side(name, folder, *how) for name, how in sides.items()]
    table(
        f"Lists of {ROWS:,} rows",
        ["what", "rows per second", "per second of the processor", "at least", "refused", "MB"],
        found,
    )


def _side(name: str, folder: Path, store: str, file: str, *options: str) -> list[str]:
    watched = Watched()
    began, worked = time.perf_counter(), time.process_time()
    _run(folder / store, "apply", str(folder / file), *options, out=watched)
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    assert watched.answers == ROWS
    return [
        name,
        f"{ROWS / seconds:,.0f}",
        f"{ROWS / work:,.0f}",
        "3,000" if options else "",
        f"{watched.refused}",
        ", ".join(f"{megabytes:.0f}" for megabytes in (*watched.memory, peak_megabytes())),
    ]


def _run(store: Path, *arguments: str, out: TextIO | None = None) -> None:
    with redirect_stdout(out or StringIO()), redirect_stderr(StringIO()) as said:
        code = run(["--db", str(store), *arguments])
    assert code == 0, said.getvalue()


def _written(path: Path, write: Callable[[TextIO], object]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write(file)


def _of_people() -> Iterable[tuple[str, str, str, str, str, str]]:
    for number in range(ROWS):
        name = f"{FAMILIES[number % 10]} Văn {GIVEN[number % 12]}"
        born = f"{1 + number % 28:02}/{1 + number % 12:02}/{1970 + number % 35}"
        yield f"P-{number}", name, born, "upper-secondary", "true", "01/07/2025"


def _people(file: TextIO) -> None:
    csv.writer(file).writerows([PEOPLE, *_of_people()])


def _pool(file: TextIO) -> None:
    # Another order than that of the people.
    rows = ((f"P-{n}", f"P-{n}", "NM-01", "02/07/2025") for n in reversed(range(ROWS)))
    csv.writer(file).writerows([("candidate", "person", "unit", "on"), *rows])


def _lines(file: TextIO) -> None:
    for number, (_, name, born, schooling, _, _) in enumerate(_of_people()):
        day, month, year = born.split("/")
        line = {
            "command": "register-person",
            "id": f"01939d3c-0000-7000-9000-{number:012}",
            "person": f"person-01939d3c-0000-7000-a000-{number:012}",
            "name": name,
            "born": f"{year}-{month}-{day}",
            "schooling": schooling,
            "citizen": True,
            "on": "2025-07-01",
        }
        file.write(f"{json.dumps(line, ensure_ascii=False)}\n")


if __name__ == "__main__":
    main()

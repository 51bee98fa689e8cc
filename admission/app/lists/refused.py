"""The rows that came back, as a file that Excel opens and that can be applied once mended."""

import csv
from collections.abc import Iterable
from filecmp import cmp
from itertools import count
from pathlib import Path

from admission.app.lists.columns import REASON
from admission.app.lists.rows import Lines


def write_refused(path: Path, lines: Lines, rows: Iterable[tuple[list[str], str]]) -> None:
    """Write rows as they stood in the list, each with the reason in a column behind them."""
    written = [*lines.header.written]
    keep = [at for at, name in enumerate(written) if name.strip() not in ("", REASON)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=lines.delimiter)
        writer.writerow([*(written[at] for at in keep), REASON])
        for cells, reason in rows:
            padded = [*cells, *[""] * (len(written) - len(cells))]
            writer.writerow([*(padded[at] for at in keep), reason])


def put_in_place(fresh: Path, wanted: Path) -> Path:
    """Move a file to where it is wanted; never over another, which somebody may be mending."""
    for number in count(1):
        place = wanted if number == 1 else wanted.with_name(f"{wanted.stem}-{number}.csv")
        if not place.exists() or cmp(fresh, place, shallow=False):
            return fresh.replace(place)
    raise AssertionError  # pragma: no cover - the count has no end

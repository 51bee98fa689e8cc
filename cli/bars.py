"""Progress bars: on standard error where that is a terminal, nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[int], None]


@contextmanager
def bar(label: str, total: int | None = None, *, shown: bool = True) -> Iterator[Advance]:
    """A bar while something long runs, and the function that tells it how much is done so far.

    What is written to standard error meanwhile, such as the log, comes to stand above the bar.
    """
    if not shown or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    on_standard_error = Console(stderr=True)
    with Progress(*columns, console=on_standard_error, redirect_stdout=False) as progress:
        task = progress.add_task(label, total=total)
        yield lambda done: progress.update(task, completed=done)

"""What is printed of a report: by its command as it stands, in a published one as it stood."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cli.output import Column


class LaidOut(NamedTuple):
    """What is printed of a report: the rows as JSON has them, and what is said of all of them.

    Of the columns only those have a heading that a table shows.
    """

    title: str
    notes: Sequence[str]
    columns: tuple[Column, ...]
    rows: Sequence[dict[str, Any]]
    extra: dict[str, Any]

"""What a check of the store is given, and what it says."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from admission.app.recorders.reading import StoreReader


class Check(NamedTuple):
    """One thing looked at: `verdict` is pass, note (worth knowing) or fail."""

    verdict: str
    check: str
    detail: str


Examine = Callable[[StoreReader, date], Iterator[Check]]
"""Looks at a store on a day; `StoreUnusable` where it cannot."""

"""When Python looks for garbage: seldom, or not at all, where nearly all lasts or is soon gone."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MANY: Final = 50_000


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage rarely meanwhile: batches make many objects, nearly all of which last."""
    usual = gc.get_threshold()
    gc.set_threshold(_MANY, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def no_collections() -> Iterator[None]:
    """Look for none: rows are made, written or printed, and gone, with no circles among them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

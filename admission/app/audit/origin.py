"""What the log of a store is called in checkpoints; imports nothing, for queries start here."""

from collections.abc import Mapping
from typing import Final

_DOMAIN: Final = "admission.internal"


def origin_of(info: Mapping[str, str]) -> str:
    """The name of a store's log, from what the store says of itself: unlike that of any other."""
    return f"{_DOMAIN}/{info['store_id']}"

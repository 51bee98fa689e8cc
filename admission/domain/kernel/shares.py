"""Shares of a whole, counted in hundredths of a per cent."""

from typing import Final

WHOLE: Final = 10_000
"""All of it."""

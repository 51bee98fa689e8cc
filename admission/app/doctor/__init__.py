"""Checks of a store and of the machine that it is on."""

from typing import Final

from admission.app.doctor import (
    adopted,
    backups,
    clock,
    documents,
    erasures,
    file,
    keys,
    lenses,
    proof,
    published,
    rows,
    twins,
)
from admission.app.doctor.check import Examine

EXAMINATIONS: Final[tuple[Examine, ...]] = (
    file.examine,
    clock.examine,
    proof.examine,
    keys.examine,
    backups.examine,
    erasures.examine,
    rows.examine,
    adopted.examine,
    lenses.examine,
    published.examine,
    documents.examine,
    twins.examine,
)
"""Every check, in the order in which `admission doctor` says them."""

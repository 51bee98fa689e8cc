"""The commands that only the program itself records, and those that people are offered."""

from typing import Final

from admission.domain.decider import COMMANDS
from admission.domain.kernel.messages import Command

INTERNAL: Final = {
    "open-store": "begin a store with `admission init`",
    "begin-log": "it is recorded when a store from before there was a proof log is first added to",
    "keep-cosignature": "keep what a witness signed with `admission audit witness keep`",
    "seal-store": "make a sealed copy of a store with `admission keys seal`",
    "publish-report": "figures are counted and published with `admission report publish`",
    "export-log": "it is recorded when records are written out with `admission export`",
    "record-skew": "it is recorded when the clock was set back",
    "erase-person": "carry out what was approved with `admission erasure carry-out`",
    "begin-epoch": "wrap every key anew with `admission keys rotate`",
    "destroy-key-backups": "destroy them, then say so with `admission keys destroyed`",
}
"""What to do instead of recording them by hand, or when they are recorded."""

OFFERED: Final[dict[str, type[Command]]] = {
    name: kind for name, kind in COMMANDS.items() if name not in INTERNAL
}
"""Every command that may be recorded from the terminal, a line or a list, by its name."""


def only_by_the_program(name: str) -> str:
    """One sentence on a command of `INTERNAL`."""
    return f"{name} is recorded by the program alone: {INTERNAL[name]}."

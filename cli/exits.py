"""The exit codes: what a script may rely on."""

from typing import Final

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
UNUSABLE: Final = 3
UNKNOWN_OUTCOME: Final = 4
BROKEN: Final = 70
INTERRUPTED: Final = 130
NO_READER: Final = 141

MEANING: Final[dict[int, str]] = {
    DONE: "done",
    REFUSED: "refused by a rule, or a check failed; every reason is listed; of `audit`: tampered",
    USAGE: "wrong usage, a malformed line, or an unknown reference; of `audit`: cannot judge",
    UNUSABLE: "the store cannot be used",
    UNKNOWN_OUTCOME: "the outcome is unknown: repeat the command with the same id",
    BROKEN: "a mistake of the program, or its output could not be written",
    INTERRUPTED: "interrupted from the keyboard",
    NO_READER: "whoever read the output has gone (as `head` does)",
}
"""What each code says; the reference page is written from this."""

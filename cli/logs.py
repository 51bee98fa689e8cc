"""How the log of commands looks: for eyes on a terminal, JSON lines anywhere else."""

import logging
import os
import sys
from typing import TYPE_CHECKING, Any, Final, TextIO, cast

import click

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor

LEVELS: Final = ("debug", "info", "warning", "error", "critical")


def configure(default: str) -> None:
    """Send the log to standard error, from the level that ADMISSION_LOG names, else the default.

    Each command handled is one line at level `info`.
    """
    import structlog

    level = os.environ.get("ADMISSION_LOG", default).lower()
    if level not in LEVELS:
        raise click.ClickException(f"ADMISSION_LOG is one of {', '.join(LEVELS)}, not {level!r}.")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            *(_for_eyes() if sys.stderr.isatty() else _for_programs()),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _StandardError())),
        cache_logger_on_first_use=True,
    )


class _StandardError:
    """Standard error as it is at each line: a progress bar puts itself in its place."""

    def write(self, text: str) -> int:
        return sys.stderr.write(text)

    def flush(self) -> None:
        sys.stderr.flush()


def _for_programs() -> "tuple[Processor, ...]":
    from structlog import processors

    stamp = processors.TimeStamper(fmt="iso", utc=True)
    return stamp, processors.JSONRenderer(ensure_ascii=False)


def _for_eyes() -> "tuple[Processor, ...]":
    from structlog import dev, processors

    stamp = processors.TimeStamper(fmt="%H:%M:%S", utc=False)
    coloured = "NO_COLOR" not in os.environ
    renderer = dev.ConsoleRenderer(
        colors=coloured, sort_keys=False, pad_event_to=0, pad_level=False
    )
    return stamp, _what_matters, renderer


def _what_matters(_: Any, __: str, line: "EventDict") -> "EventDict":  # noqa: ANN401 - a logger
    """The name of the command first, no id of it (the answer has it), and nothing that is empty."""
    line["event"] = line.pop("command", line["event"])
    return {key: value for key, value in line.items() if key != "id" and value != ""}

"""How the log of commands looks: for eyes on a terminal, JSON lines anywhere else."""

import logging
import os
import sys
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from structlog.typing import Processor

_LEVELS: Final = ("debug", "info", "warning", "error", "critical")


def configure() -> None:
    """Send the log to standard error, from the level that ADMISSION_LOG names (default warning).

    Each command handled is one line at level `info`.
    """
    import structlog

    level = os.environ.get("ADMISSION_LOG", "warning").lower()
    if level not in _LEVELS:
        raise click.ClickException(f"ADMISSION_LOG is one of {', '.join(_LEVELS)}, not {level!r}.")
    renderer: Processor = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )

"""The two clocks as people name them: days, and what was known by a position, a day or a time."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, tzinfo
from typing import Final

import click

from admission.app.recorders.reading import StoreReader
from cli.output import KnownAt

KNOWN_AT: Final = "POSITION|DAY|TIME"


def day(text: str) -> str:
    """The type of an option that is a calendar day, kept as ISO text."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no day: write it YYYY-MM-DD, for example 2024-03-31."
        ) from error


def today(info: Mapping[str, str]) -> str:
    """The organisation's day now."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(info["time_zone"])).date().isoformat()


def known_now(reader: StoreReader) -> KnownAt:
    """All that is recorded."""
    head = reader.head()
    return KnownAt(head, reader.recorded_at(head)[1] or None)


def position_named(reader: StoreReader, info: Mapping[str, str], text: str | None) -> int | None:
    """The position that `--known-at` names: itself, or the last one recorded by then.

    A day means its end; a time without an offset is the organisation's.
    """
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    return reader.position_at(recorded_by(info, text))


def check_is_there(reader: StoreReader, position: int | None) -> None:
    """Refuse a position after the last event."""
    last = reader.head()
    if position is not None and position > last:
        raise click.BadParameter(
            f"there is no position {position}: the last event is at {last}.",
            param_hint="--known-at",
        )


def recorded_by(info: Mapping[str, str], text: str) -> str:
    """The last moment that a day or a time of `--known-at` means, as rows write it."""
    from zoneinfo import ZoneInfo

    try:
        last = time_named(text, ZoneInfo(info["time_zone"])).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(
            f"{text!r} is no position, no day and no time: write 57, 2024-03-31 or "
            "2024-03-31T17:00.",
            param_hint="--known-at",
        ) from error
    return f"{last.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def time_named(text: str, zone: tzinfo) -> datetime:
    """The time that a text says, of a day its end; ValueError where it says none."""
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(text), time.max, zone)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=zone)

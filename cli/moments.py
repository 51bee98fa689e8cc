"""Moments of the log as people name them: a position, a version, a day or a time."""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import click

from cli.clocks import position_named, time_named
from cli.output import KnownAt
from cli.questions import Question

MOMENT: Final = "POSITION|DAY|TIME|VERSION"
_DAY: Final = re.compile(r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}")
_VERSION: Final = re.compile(r"v([1-9][0-9]*)")


def as_known_at(question: Question, text: str | None, name: str, stream: str | None) -> Question:
    """The same question as it was known at a moment, which is not after what it knows.

    `stream` is the one whose versions are meant by `v3`; `name` that of the option or argument.
    """
    if text is None:
        return question._replace(known_at=question.recorded.position)
    position = _position(question, text, name, stream)
    at = KnownAt(position, question.reader.recorded_at(position)[1] or None, asked=True)
    return question._replace(known_at=position, recorded=at)


def _position(question: Question, text: str, name: str, stream: str | None) -> int:
    if not question.recorded.position:
        raise click.BadParameter("Nothing had been recorded by then.", param_hint=name)
    version = _VERSION.fullmatch(text)
    if version:
        return _of_version(question, int(version[1]), name, stream)
    try:
        position = position_named(question.reader, question.reader.info(), text) or 0
    except click.BadParameter as error:
        raise click.BadParameter(
            f"{text!r} is no position, version, day or time: write 57, v3, 2024-03-31 or "
            "2024-03-31T17:00.",
            param_hint=name,
        ) from error
    if position < 1:
        first = question.reader.recorded_at(1)[1]
        raise click.BadParameter(
            f"{text} is before the first event, at position 1 ({first}).", param_hint=name
        )
    _check_not_after(question, text, position, name)
    return position


def _of_version(question: Question, version: int, name: str, stream: str | None) -> int:
    if stream is None:
        raise click.BadParameter(
            f"v{version} is a version of one path or unit: give --candidate or --unit.",
            param_hint=name,
        )
    known = [
        row.position
        for row in question.reader.stream_rows(stream)
        if row.position <= question.recorded.position
    ]
    if version > len(known):
        raise click.BadParameter(
            f"v{version} is after the last event of {stream}, v{len(known)}.", param_hint=name
        )
    return known[version - 1]


def _check_not_after(question: Question, text: str, position: int, name: str) -> None:
    last = question.recorded
    late = position > last.position if text.isdecimal() else _is_later(question, text)
    if late:
        raise click.BadParameter(
            f"{text} is after the last event, at position {last.position} ({last.recorded_at}).",
            param_hint=name,
        )


def _is_later(question: Question, text: str) -> bool:
    """Whether a day, or a time, lies after that of the newest event."""
    zone = ZoneInfo(question.reader.info()["time_zone"])
    newest = datetime.fromisoformat(question.recorded.recorded_at or "").astimezone(zone)
    named = time_named(text, zone)
    return named.date() > newest.date() if _DAY.fullmatch(text) else named > newest

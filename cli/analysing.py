"""What `admission analytics` has behind it: folders opened to be asked, and answers printed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from admission.app.audit.origin import origin_of
from cli.auditing import in_base64
from cli.clocks import recorded_by, today
from cli.exporting import lacking
from cli.output import Answer, Column, Form, KnownAt, Listing, Row, show
from cli.questions import page_length

if TYPE_CHECKING:
    from admission.app.analytics.asking import Found, Known
    from admission.app.analytics.views import Exported

_PLAIN: Final = (bool, int, float, str, type(None))


class Analysis(NamedTuple):
    """What `analytics report` was called with."""

    words: tuple[str, ...]
    sql: Path | None
    as_of: str | None
    known_at: str | None
    limit: int | None
    after: str | None
    form: Form | None

    @property
    def folders(self) -> list[Path]:
        """The folders that are asked."""
        return [Path(word) for word in self.words[not self.sql :]]

    def query(self) -> tuple[str, str]:
        """What is asked, for a title, and in SQL; an error where there is no such report."""
        asking = asking_at_hand()
        if self.sql is not None:
            return self.sql.name, _read(self.sql)
        name, names = self.words[0], asking.reports()
        if name not in names:
            close = get_close_matches(name, names) or names
            raise click.UsageError(f"There is no report {name}: {', '.join(close)}.")
        return name, asking.report(name)

    def passed(self) -> int:
        """How many rows were shown on the pages before."""
        if self.after is not None and not self.after.isdecimal():
            raise click.ClickException(
                f"{self.after} is no cursor of this list: take `next` of the page before."
            )
        return int(self.after or 0)

    def known(self, exported: "Sequence[Exported]") -> int | str | None:
        """The position or the time as of which the stores are asked."""
        if self.known_at is None or not self.known_at.isdecimal():
            info = exported[0].manifest._asdict()
            return None if self.known_at is None else recorded_by(info, self.known_at)
        if len(exported) > 1:
            raise click.BadParameter(
                f"position {self.known_at} is of one store, and there are {len(exported)}: give a "
                "day or a time.",
                param_hint="--known-at",
            )
        return int(self.known_at)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except ValueError as error:
        raise click.ClickException(f"{file} is not UTF-8 text.") from error


def exporting_at_hand() -> ModuleType:
    """What exports; an error that says how to install what it needs."""
    try:
        from admission.app.analytics import exporting
    except ImportError as error:
        lacking("Analytics needs pyarrow", "analytics", error)
    return exporting


def asking_at_hand() -> ModuleType:
    """What asks; an error that says how to install what it needs."""
    try:
        from admission.app.analytics import asking
    except ImportError as error:
        lacking("Analytics needs duckdb", "analytics", error)
    return asking


@contextmanager
def folders_told() -> Iterator[None]:
    """A context in which a folder that is of no use is told of in a sentence."""
    from admission.app.analytics.manifest import UnusableFolderError

    try:
        yield
    except UnusableFolderError as error:
        raise click.ClickException(str(error)) from error


def print_report(asked: Analysis, listings: Mapping[str, Listing], other: Listing) -> None:
    """Ask, and print the answer; `other` is the form of an answer to somebody's own question."""
    asking = asking_at_hand()
    name, query = asked.query()
    if not asked.folders:
        raise click.UsageError("Name at least one folder: `admission analytics report NAME DIR`.")
    with folders_told():
        exported = asking.exported_in(asked.folders)
    as_of = asked.as_of or today(exported[0].manifest._asdict())
    try:
        with asking.opened(exported, as_of, asked.known(exported)) as folders:
            found = folders.ask(query)
            listing = _listed(other, found) if asked.sql else listings[name]
            answer = _answer(asked, found, folders.known)
            show(listing, answer._replace(as_of=as_of, title=name), asked.form or Form.TABLE)
    except asking.CannotAnswerError as error:
        raise click.ClickException(str(error)) from error


def _listed(other: Listing, found: "Found") -> Listing:
    return other._replace(columns=tuple(Column(each, each, each) for each in found.columns))


def _answer(asked: Analysis, found: "Found", known: "Sequence[Known]") -> Answer:
    limit, passed = page_length(asked.limit, asked.form or Form.TABLE), asked.passed()
    rows = [
        {name: _plain(cell) for name, cell in zip(found.columns, row, strict=True)}
        for row in islice(found.rows, passed, passed + limit + 1 if limit else None)
    ]
    more = bool(limit) and len(rows) > limit
    return Answer(
        rows[:limit] if more else rows,
        as_of="",
        known_at=_known_at(asked, known),
        next=str(passed + limit) if more else None,
        demonstration=any(each.exported.manifest.origin == "demo" for each in known),
        extra={"stores": [_store(each) for each in known]},
        log="\n".join(map(_log, known)),
        positions=_positions(known) if len(known) > 1 else None,
    )


def _plain(cell: Any) -> Any:  # noqa: ANN401 - whatever DuckDB has
    if isinstance(cell, list | tuple):
        return [_plain(each) for each in cell]
    return cell if isinstance(cell, _PLAIN) else str(cell)


def _known_at(asked: Analysis, known: "Sequence[Known]") -> KnownAt:
    """Of several stores, the time up to which all of them are known."""
    times = [each.recorded_at for each in known if each.recorded_at]
    return KnownAt(known[0].position, min(times, default=None), asked.known_at is not None)


def _positions(known: "Sequence[Known]") -> dict[str, int]:
    return {each.exported.manifest.store_id: each.position for each in known}


def _store(known: "Known") -> Row:
    manifest = known.exported.manifest
    return {
        "store": manifest.store_id,
        "province": manifest.province,
        "position": known.position,
        "recorded_at": known.recorded_at,
        "size": manifest.head.size,
        "root": in_base64(manifest.head.root),
    }


def _log(known: "Known") -> str:
    manifest = known.exported.manifest
    origin = origin_of(manifest._asdict())
    return f"log {origin} size {manifest.head.size} root {in_base64(manifest.head.root)}"

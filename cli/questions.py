"""What every query has in common: at which day, as known when, how much of it, in which form.

This and what it imports is the whole read path: no model and no event store library, unless the
projections have to be caught up first.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, time, tzinfo
from functools import wraps
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

import click

from admission.app.audit.origin import origin_of
from admission.app.collecting import no_collections
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.asking import Connection, Moment, Page, UnknownCursorError
from admission.projections.units.lenses import AS_NOW, AS_WAS, UnitNotThereError
from admission.projections.units.queries import find_units
from admission.projections.units.scope import Reading, placed
from admission.projections.units.tree import UnitRow
from cli.context import Settings
from cli.layout import LaidOut
from cli.output import Answer, Form, KnownAt, Listing, form_options, show

P = ParamSpec("P")
R = TypeVar("R")
_ON_A_PAGE: Final = 50
KNOWN_AT: Final = "POSITION|DAY|TIME"
_THINGS: Final = ("candidate-", "class-", "meeting-", "person-", "target-", "unit-")


def day(text: str) -> str:
    """The type of an option that is a calendar day, kept as ISO text."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise click.BadParameter(
            f"{text!r} is no day: write it YYYY-MM-DD, for example 2024-03-31."
        ) from error


class Question(NamedTuple):
    """One query: the open store, its projections, and what the shared options ask for.

    `tree` is the one that it is read through, None where a query has no use for one.
    `recorded` is the newest event the answer knows; `behind_by` counts those after it.
    """

    reader: StoreReader
    rows: Connection
    as_of: str
    known_at: int | None
    today: str
    tree: str | None
    limit: int
    after: str | None
    form: Form
    recorded: KnownAt
    behind_by: int
    demonstration: bool

    @property
    def clocks(self) -> dict[str, Any]:
        """The two clocks, as every query function takes them."""
        return {"as_of": self.as_of, "known_at": self.known_at}

    @property
    def reading(self) -> dict[str, Any]:
        """The page, and the tree that it is read through: of today, where it is asked as-now."""
        return {**self.paged, "tree": self._tree_of or AS_WAS}

    def placed(self, rows: list[R]) -> list[R]:
        """Rows, each with the unit that stands for its own in the tree that is asked for."""
        moment = Moment(self.as_of, self.known_at)
        return placed(self.rows, Reading(moment, tree=self._tree_of or AS_WAS), rows)

    @property
    def _tree_of(self) -> str | None:
        """The day whose tree is asked for, if it is that of one day."""
        return {AS_WAS: None, AS_NOW: self.today}.get(self.tree or AS_WAS, self.tree)

    @property
    def paged(self) -> dict[str, Any]:
        """The two clocks and the page."""
        return {**self.clocks, "limit": self.limit, "after": self.after}

    def unit(self, text: str | None) -> str | None:
        """The id of a unit given by id, code or exact name; an error where it is not one.

        As it is called in the tree that is asked for, else on the day asked.
        """
        if text is None:
            return None
        if self._tree_of and units_called(self.rows, text, self._tree_of, self.known_at):
            return unit_called(self.rows, text, self._tree_of, self.known_at)
        return unit_called(self.rows, text, **self.clocks)

    def thing(self, text: str | None) -> str | None:
        """The id of a thing given by id, or of a unit given by code or exact name."""
        return text if text is None or names_a_thing(text) else self.unit(text)

    def known_by(self, on: str) -> int:
        """The newest position that was recorded by the end of a day (ISO), as the store has it."""
        return position_named(self.reader, self.reader.info(), on) or 0

    def show_page(self, listing: Listing, page: Page[Any], **about: Any) -> None:  # noqa: ANN401
        """Print a page of view rows."""
        self.show(listing, [row._asdict() for row in page.rows], page.next, **about)

    def show_laid_out(
        self,
        listing: Listing,
        laid_out: LaidOut,
        cells: Callable[[dict[str, Any]], Mapping[str, Any]],
        following: str | None,
    ) -> None:
        """Print a report; `cells` makes of a row what a table shows of it."""
        self.show(
            listing._replace(columns=laid_out.columns),
            map(cells, laid_out.rows) if self.form is Form.TABLE else laid_out.rows,
            following,
            title=laid_out.title,
            notes=laid_out.notes,
            extra=laid_out.extra,
        )

    def show(
        self,
        listing: Listing,
        rows: Iterable[Mapping[str, Any]],
        following: str | None = None,
        *,
        title: str = "",
        notes: Sequence[str] = (),
        extra: Mapping[str, Any] = {},
    ) -> None:
        """Print rows, with what is true of the whole answer."""
        answer = Answer(
            rows,
            self.as_of,
            self.recorded,
            following,
            self.behind_by,
            self.demonstration,
            title,
            (*notes, *seen_through(self._tree_of or AS_WAS)),
            extra,
            self._log() if self.form is Form.TABLE else "",
            self.tree,
        )
        show(listing, answer, self.form)

    def _log(self) -> str:
        """Origin, size and root of the proof log, now; nothing where there is none yet."""
        head = self.reader.log_head()
        if head is None:
            return ""
        origin = origin_of(self.reader.info())
        return f"log {origin} size {head.size} root {b64encode(head.root).decode()}"


def seen_through(tree: str) -> tuple[str, ...]:
    """What to say of the tree of one day, other than that of each time."""
    if tree == AS_WAS:
        return ()
    return (f"tree of {tree}: what is of another unit is of the one that stands for it",)


def names_a_thing(text: str) -> bool:
    """Whether a text looks like the id of something that scans and notes go with."""
    return text.startswith(_THINGS)


def unit_called(rows: Connection, text: str, as_of: str, known_at: int | None = None) -> str:
    """The id of the one unit that an id, a code or an exact name means on a day."""
    found = units_called(rows, text, as_of, known_at)
    if len(found) == 1:
        return found[0].unit
    if not found:
        raise click.ClickException(
            f"There is no unit {text} on {as_of}; `unit list` shows them all."
        )
    several = ", ".join(f"{row.name} ({row.unit})" for row in found[:5])
    raise click.ClickException(f"{text} means {len(found)} units: give the id of one: {several}.")


def not_there(unit: str, tree: str) -> click.ClickException:
    """What is said of a unit that has no place in the tree of a report."""
    return click.ClickException(
        f"There was no unit {unit} in that period, in the tree {tree}, as known then; "
        "`unit acts` shows what founded, changed and ended units."
    )


def units_called(
    rows: Connection, text: str, as_of: str, known_at: int | None = None
) -> list[UnitRow]:
    """The units that an id, a code or an exact name means on a day."""
    from unicodedata import normalize

    return find_units(rows, normalize("NFC", text), as_of=as_of, known_at=known_at)


def today(info: Mapping[str, str]) -> str:
    """The organisation's day now."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(info["time_zone"])).date().isoformat()


def known_now(reader: StoreReader) -> KnownAt:
    """All that is recorded."""
    head = reader.head()
    return KnownAt(head, reader.recorded_at(head)[1] or None)


def shared_options(
    known_at: str = KNOWN_AT,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that every query has: both clocks, the page, the form.

    `known_at` is what the help says that `--known-at` takes.
    """
    options = (
        click.option("--as-of", type=day, help="At the end of which day.  [default: today]"),
        click.option("--known-at", metavar=known_at, help="As known then.  [default: now]"),
        click.option(
            "--limit",
            type=click.IntRange(min=0),
            help=f"How many rows, 0 for all.  [default: {_ON_A_PAGE} in a table, else all]",
        ),
        click.option(
            "--after", metavar="CURSOR", help="Go on after this cursor of an earlier page."
        ),
        form_options,
    )

    def shared(function: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            function = option(function)
        return function

    return shared


def page_length(limit: int | None, form: Form) -> int:
    """How many rows to show, 0 for all."""
    return (_ON_A_PAGE if form is Form.TABLE else 0) if limit is None else limit


def query(
    function: Callable[Concatenate[Question, P], None],
) -> Callable[..., None]:
    """Give a command the shared options, and hand it the question instead of them."""

    @shared_options()
    @click.pass_obj
    @wraps(function)
    def asked(settings: Settings, /, *args: P.args, **kwargs: P.kwargs) -> None:
        with ExitStack() as stack:
            stack.enter_context(no_collections())
            question = opened(stack, settings, kwargs)
            try:
                function(question, *args, **kwargs)
            except UnitNotThereError as error:
                raise not_there(str(kwargs["unit"]), question.tree or AS_WAS) from error
            except UnknownCursorError as error:
                raise no_cursor(error) from error

    return asked


def no_cursor(error: UnknownCursorError) -> click.ClickException:
    """What is said of a cursor of another list."""
    return click.ClickException(
        f"{error} is no cursor of this list: take `next` of the page before."
    )


def opened(stack: ExitStack, settings: Settings, options: dict[str, Any]) -> Question:
    """The question that the shared options ask, which are taken out of all the options."""
    views = stack.enter_context(open_views(settings.db, settings.read_from))
    reader, info = views.store, views.store.info()
    form = options.pop("form") or Form.TABLE
    limit = options.pop("limit")
    known_at = position_named(reader, info, options.pop("known_at"))
    position = views.position if known_at is None else min(known_at, views.position)
    return Question(
        reader=reader,
        rows=views.connection,
        as_of=options.pop("as_of") or today(info),
        known_at=known_at,
        today=today(info),
        tree=options.pop("tree", None),
        limit=page_length(limit, form),
        after=options.pop("after"),
        form=form,
        recorded=KnownAt(position, reader.recorded_at(position)[1] or None, known_at is not None),
        behind_by=views.behind_by,
        demonstration=info["origin"] == "demo",
    )


def position_named(reader: StoreReader, info: Mapping[str, str], text: str | None) -> int | None:
    """The position that `--known-at` names: itself, or the last one recorded by then.

    A day means its end; a time without an offset is the organisation's.
    """
    if text is None or text.isdecimal():
        return None if text is None else int(text)
    return reader.position_at(recorded_by(info, text))


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

"""What every query has in common: at which day, as known when, how much of it, in which form.

This and what it imports is the whole read path: no model and no event store library, unless the
projections have to be caught up first.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from functools import wraps
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

import click

from admission.app.audit.origin import origin_of
from admission.app.collecting import no_collections
from admission.app.recorders.reading import StoreReader
from admission.app.views import open_views
from admission.projections.asking import Connection, Moment, Page, UnknownCursorError
from admission.projections.units.lenses import AS_NOW, AS_WAS, UnitNotThereError
from admission.projections.units.scope import Reading, placed
from cli.clocks import KNOWN_AT, check_is_there, day, position_named, today
from cli.context import Settings
from cli.layout import LaidOut
from cli.output import Answer, Form, KnownAt, Listing, form_options, show
from cli.unit_names import names_a_thing, not_there, unit_called, units_called

P = ParamSpec("P")
R = TypeVar("R")
_ON_A_PAGE: Final = 50


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
    check_is_there(reader, known_at)
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

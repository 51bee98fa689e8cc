"""What queries over all provinces share: each copy is asked, and none left out silently."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, NamedTuple, ParamSpec, TypeVar

import click

from admission.app.collecting import no_collections
from admission.app.recorders.addresses import address_in, place_beside
from admission.app.recorders.errors import StoreUnusable, is_of_a_database
from admission.projections.asking import UnknownCursorError, cursor_of, key_of
from admission.projections.units.lenses import AS_WAS
from cli.context import Settings
from cli.output import Answer, Column, Form, KnownAt, Listing, show
from cli.questions import (
    Question,
    no_cursor,
    opened,
    page_length,
    seen_through,
    shared_options,
)

if TYPE_CHECKING:
    from admission.app.nation.provinces import Province

P = ParamSpec("P")
T = TypeVar("T")
Rows = Sequence[Mapping[str, Any]]
PROVINCE: Final = Column("province", "the province, by its name in the nation", "province")
EXTRA: Final = {
    "positions": "in place of `position`: by province, the newest that the answer knows; of those "
    "that were asked",
    "incomplete": "by province, why the answer may lack something of it; {} where it is whole",
}
_ASIDE: Final = "SELECT count(DISTINCT position) FROM quarantine"
_LEFT_OUT: Final = ("copying", "not-followed")
"""States of a copy that is not asked: it may be half of one."""


class Nation:
    """One query over the provinces: what the shared options ask, and what was found out on the way.

    `incomplete` says of a province why the answer may lack something of it.
    """

    def __init__(
        self, settings: Settings, provinces: "Sequence[Province]", options: dict[str, Any]
    ) -> None:
        from admission.app.nation.provinces import STATES

        self.form: Form = options["form"] or Form.TABLE
        self.limit = page_length(options["limit"], self.form)
        self.after: str | None = options["after"]
        self.incomplete = {one.name: STATES[one.state] for one in provinces if STATES[one.state]}
        self._settings = settings
        self._provinces = provinces
        self._options = options
        self._told: dict[str, _Told] = {}

    def ask(self, ask: Callable[[Question], T]) -> dict[str, T]:
        """By province, what each answers that can be asked."""
        whole = {"limit": 0, "after": None}
        return dict(self._answers([one.name for one in self._provinces], lambda _: whole, ask))

    def page(self, ask: Callable[[Question], tuple[Rows, str | None]]) -> tuple[Rows, str | None]:
        """One page of rows, province by province, and the cursor of the next."""
        first, inner = self._cursor()
        rows: list[Mapping[str, Any]] = []

        def asked_for(name: str) -> dict[str, Any]:
            limit = self.limit - len(rows) if self.limit else 0
            return {"limit": limit, "after": inner if name == first else None}

        names = [one.name for one in self._provinces if one.name >= first]
        for name, found in self._answers(names, asked_for, ask):
            rows += ({"province": name, **row} for row in found[0])
            if found[1]:
                return rows, cursor_of((name, found[1]))
            rest = names[names.index(name) + 1 :]
            if rest and self.limit and len(rows) == self.limit:
                return rows, cursor_of((rest[0], None))
        return rows, None

    def show(
        self,
        listing: Listing,
        rows: Rows,
        following: str | None,
        *,
        title: str,
        notes: Sequence[str] = (),
        extra: Mapping[str, Any] = {},
    ) -> None:
        """Print rows, with what is true of the whole answer."""
        tree = self._options.get("tree")
        told = list(self._told.values())
        newest = max((known.recorded.recorded_at or "" for known in told), default="")
        answer = Answer(
            rows,
            self._options["as_of"] or max((known.as_of for known in told), default=""),
            KnownAt(0, newest or None, self._options["known_at"] is not None),
            following,
            demonstration=any(known.demonstration for known in told),
            title=title,
            notes=(*notes, *seen_through(tree or AS_WAS), *self._lacking()),
            extra={"incomplete": self.incomplete, **extra},
            positions={name: known.recorded.position for name, known in self._told.items()},
            tree=tree,
        )
        show(listing, answer, self.form)

    def _lacking(self) -> list[str]:
        return [f"incomplete: {name}: {why}" for name, why in self.incomplete.items()]

    def _cursor(self) -> tuple[str, str | None]:
        if self.after is None:
            return "", None
        name, inner = key_of(self.after, 2)
        if name not in {one.name for one in self._provinces}:
            raise UnknownCursorError(self.after)
        return str(name), None if inner is None else str(inner)

    def _answers(
        self,
        names: Sequence[str],
        options: Callable[[str], dict[str, Any]],
        ask: Callable[[Question], T],
    ) -> Iterator[tuple[str, T]]:
        for province in (one for one in self._provinces if one.name in names):
            if province.state in _LEFT_OUT:
                continue
            try:
                yield province.name, self._answer(province.name, options(province.name), ask)
            except StoreUnusable as error:
                self.incomplete[province.name] = str(error)
            except Exception as error:
                if not is_of_a_database(error):
                    raise
                self.incomplete[province.name] = "its copy cannot be read"

    def _answer(self, name: str, options: dict[str, Any], ask: Callable[[Question], T]) -> T:
        place = place_beside(self._settings.db, name)
        with ExitStack() as stack:
            settings, own = self._settings._replace(db=place), {**self._options, **options}
            question = opened(stack, settings, own)
            found = ask(question)
            aside = question.rows.execute(_ASIDE).fetchall()[0][0]
        if aside:
            self.incomplete[name] = (
                f"this version cannot read {aside} of its events: install the newer one"
            )
        self._told[name] = _Told(question.recorded, question.as_of, question.demonstration)
        return found


class _Told(NamedTuple):
    """Of one province: what its answer knows, of which day it is, whether it is a demonstration."""

    recorded: KnownAt
    as_of: str
    demonstration: bool


def national(
    function: Callable[Concatenate[Nation, P], None],
) -> Callable[..., None]:
    """Give a command the options that queries over all provinces share."""

    @click.option(
        "--province", "only", multiple=True, metavar="NAME", help="Only of this; repeatable."
    )
    @shared_options("DAY|TIME")
    @click.pass_obj
    @wraps(function)
    def asked(settings: Settings, /, *args: P.args, **kwargs: P.kwargs) -> None:
        options: dict[str, Any] = {
            name: kwargs.pop(name, None)
            for name in ("as_of", "known_at", "limit", "after", "form", "tree")
        }
        _refuse_position(options["known_at"])
        only: Any = kwargs.pop("only")
        nation = Nation(settings, _wanted(settings, only), options)
        try:
            with no_collections():
                function(nation, *args, **kwargs)
        except UnknownCursorError as error:
            raise no_cursor(error) from error

    return asked


def address_of_the_nation(settings: Settings) -> str:
    """The address that `--db` names; an error where it is a file."""
    address = address_in(settings.db)
    if address is None:
        raise click.ClickException(
            f"{settings.db} is a file: name a database on a server with --db "
            "postgresql://HOST:PORT/DATABASE."
        )
    return address


def _wanted(settings: Settings, only: Sequence[str]) -> "list[Province]":
    from admission.app.nation.provinces import list_provinces

    found = list_provinces(address_of_the_nation(settings))
    names = [one.name for one in found]
    for name in only:
        if name not in names:
            raise click.BadParameter(
                f"the nation has no province {name}: {', '.join(names)}.", param_hint="--province"
            )
    return [one for one in found if not only or one.name in only]


def _refuse_position(known_at: str | None) -> None:
    if known_at is not None and known_at.isdecimal():
        raise click.BadParameter(
            "each province counts its own positions: give a day or a time, such as 2024-03-31.",
            param_hint="--known-at",
        )

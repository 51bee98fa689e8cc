"""`admission audit package`: what a superior gets who has not the program."""

import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from admission.app.labels import of_package
from admission.app.views import Views, open_views
from admission.projections.documents.queries import scans_of_steps
from admission.projections.reports.queries import figures_of, list_reports
from admission.projections.rulebooks.queries import list_rulebooks, rulebook_text
from admission.projections.units.lenses import AS_WAS, UnitNotThereError
from cli.auditing import in_base64, judged
from cli.balance_periods import period, period_options
from cli.context import Settings, pass_settings
from cli.output import as_json, say, write, write_csv
from cli.unit_names import not_there, unit_called
from cli.writing import Desk

if TYPE_CHECKING:
    from admission.app.audit.packaging import Packing
    from cli.package_parts import Part, Scope

Word = Callable[..., str]
"""What a word of the page is called in its language."""
_AT_ONCE: Final = 500
_PERSONAL: Final = "Bring names, scans and all that is stored of the events, readably."


@click.command("package")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--unit", required=True, metavar="UNIT", help="This unit and all under it.")
@period_options
@click.option("--personal", is_flag=True, help=_PERSONAL)
@click.option(
    "--language",
    type=click.Choice(["en", "vi"]),
    default="en",
    show_default=True,
    help="Of the page that explains it.",
)
@pass_settings
@judged
def package(
    settings: Settings,
    *,
    folder: Path,
    unit: str,
    year: int | None,
    first: str | None,
    last: str | None,
    personal: bool,
    language: str,
) -> None:
    """Write what is recorded of a unit in a period into the new FOLDER, for a superior.

    Figures, events with the proof that they are in the log, acts on units, rulebooks in force and
    published reports, with a page that explains them (index.html). `audit verify FOLDER`, or the
    verifier.py in it, checks that nothing was changed. That it went out is recorded first.
    """
    from admission.app.audit.packaging import Packing
    from admission.app.exchange.outward import new_folder
    from cli.exporting import going_out, noted
    from cli.package_parts import Scope

    days = period(year, first, last)
    with going_out(settings) as here:
        called = _unit(here, unit, days)
        head = noted(here, "package", personal=personal)
        scope = Scope(called, *days, _as_of(here, days), head, here.admission.today())
        with open_views(settings.db) as views, new_folder(folder) as made:
            packing = Packing(views.store, made)
            try:
                _fill(packing, views, scope, here, language, personal=personal)
            except UnitNotThereError as error:
                raise not_there(unit, AS_WAS) from error
            files = packing.finish()
    write(f"{files} files are in {folder}\nroot {in_base64(packing.head.root)}")
    if personal:
        say("Personal details can be read in it: keep it as you keep the keys.")


def _as_of(here: Desk, days: tuple[str, str]) -> str:
    """The last day of the period, or today where that is still to come."""
    return min(days[1], here.admission.today())


def _unit(here: Desk, text: str, days: tuple[str, str]) -> str:
    with open_views(here.admission.recorder.path) as views:
        return unit_called(views.connection, text, _as_of(here, days))


def _fill(
    packing: "Packing", views: Views, scope: "Scope", here: Desk, language: str, *, personal: bool
) -> None:
    from cli import package_parts
    from cli.commands.unit import ACTS
    from cli.package_page import page

    events = package_parts.events(views, scope, personal=personal)
    acts = package_parts.unit_acts(views, scope, ACTS.columns)
    parts = [*package_parts.figures(views, scope), events, acts]
    for part in parts:
        _write_part(packing, part, scope)
    positions = [row["position"] for row in events.rows]
    packing.prove(positions, personal=personal)
    word = partial(of_package, "words", language=language)
    files = [*_rulebooks(packing, views, scope, word), *_reports(packing, views, scope, word)]
    if personal:
        files += _scans(packing, views, scope, events, word("scan"))
    title = f"{here.unit_name(scope.unit)}, {scope.first} {word('period')} {scope.last}"
    about = [
        word("known", as_of=scope.as_of, known_at=scope.known_at),
        word("events", events=len(positions)),
        *([word("demonstration")] if here.admission.demonstration else []),
    ]
    packing.add("index.html", page(title, about, parts, files, language))


def _write_part(packing: "Packing", part: "Part", scope: "Scope") -> None:
    text = StringIO()
    write_csv(text, [column.key for column in part.columns], part.rows)
    packing.add(f"{part.name}.csv", text.getvalue())
    about = {"schema": "admission.package-part/1", **scope._asdict(), "notes": list(part.notes)}
    packing.add(f"{part.name}.json", as_json({**about, "rows": part.rows}) + "\n")


def _rulebooks(
    packing: "Packing", views: Views, scope: "Scope", word: Word
) -> Iterator[tuple[str, str]]:
    """Every rulebook adopted that was in force on a day of the period, and what it extends."""
    adopted = list_rulebooks(views.connection, as_of=scope.as_of, known_at=scope.known_at)
    by_reference = {row.reference: row for row in adopted}
    wanted = [
        row.reference
        for row in adopted
        if row.first <= scope.last and (row.last is None or row.last >= scope.first)
    ]
    seen: set[str] = set()
    while wanted:
        reference = wanted.pop(0)
        row, text = by_reference.get(reference), rulebook_text(views.connection, reference)
        if reference in seen or text is None:
            continue
        seen.add(reference)
        name = f"rulebooks/{reference.replace('@', '.')}.toml"
        packing.add(name, text)
        yield name, word("rulebook", title=row.title) if row else word("extended")
        if row and row.extends:
            wanted.append(row.extends)


def _reports(
    packing: "Packing", views: Views, scope: "Scope", word: Word
) -> Iterator[tuple[str, str]]:
    """What was published of the unit, and of those under it, for the years of the period."""
    for row in list_reports(views.connection, **scope.asked | {"as_of": scope.today}).rows:
        if row.year in scope.years:
            name = f"reports/{row.report}.json"
            figures = json.loads(figures_of(views.connection, row.report))
            packing.add(name, as_json({"published": row._asdict(), **figures}) + "\n")
            said = {"on": row.published_on, "title": figures["title"], "unit": row.unit_name}
            yield name, word("report", **said)


def _scans(
    packing: "Packing", views: Views, scope: "Scope", events: "Part", said: str
) -> Iterable[tuple[str, str]]:
    positions = {row["position"] for row in events.rows}
    streams = sorted({row["candidate"] for row in events.rows})
    found: set[str] = set()
    for at in range(0, len(streams), _AT_ONCE):
        kept = scans_of_steps(
            views.connection,
            *streams[at : at + _AT_ONCE],
            as_of=scope.today,
            known_at=scope.known_at,
        )
        found.update(each for at_, some in kept.items() if at_ in positions for each in some)
    return [(name, said) for name in packing.copy_scans(found)]

"""A report made from the options of `report publish`: asked for, recorded, printed."""

from typing import Any, Final

import click

from admission.app.views import Views, open_views
from admission.domain.registers.reports.commands import canonical
from admission.projections.balance.queries import balance
from admission.projections.coverage.queries import coverage
from admission.projections.progress.queries import progress
from admission.projections.reports.queries import show_report
from admission.projections.units.lenses import UnitNotThereError, seen_in
from cli import balance_layout, coverage_layout, progress_layout
from cli.clocks import position_named
from cli.context import Settings
from cli.fields import DOCUMENT, plain
from cli.layout import LaidOut
from cli.output import Form
from cli.prints import print_report, stored
from cli.questions import seen_through
from cli.recording import command_id, recorded, tell
from cli.unit_names import not_there
from cli.writing import Desk, desk

_LONGEST: Final = 4_000_000


def publish_report(
    settings: Settings, kind: str, options: dict[str, Any], *, as_object: bool, dry_run: bool
) -> None:
    """Publish the report that the options ask for, and print it as it was recorded."""
    id_ = command_id(options.pop("id_"))
    made = {"report": f"report-{id_}"}
    with desk(settings, log="warning") as here:
        fields = {**made, **_fields(here, kind, options)}
        answer = recorded(here, "publish-report", fields, id_, dry_run=dry_run)
        if answer.outcome == "done" and not as_object and not dry_run:
            _print(here, made["report"])
    tell(here, "publish-report", answer, made, as_object=as_object, dry_run=dry_run)


def _fields(here: Desk, kind: str, options: dict[str, Any]) -> dict[str, Any]:
    """What the options say, with the figures as they are at the moment asked."""
    today = here.admission.today()
    fields: dict[str, Any] = {
        "kind": kind,
        "on": options["on"] or today,
        "as_of": options["as_of"] or today,
        "document": plain(DOCUMENT, options["document"], "--document"),
    }
    fields["signed_by"] = options["signed_by"]
    fields |= {n: options[n] for n in ("year", "first", "last") if options.get(n) is not None}
    fields["tree"] = seen_in(options["tree"], today)
    if options["unit"] is not None:
        fields["unit"] = here.unit(options["unit"])
    fields |= {n: options[n] for n in ("depth", "supersedes") if options[n] is not None}
    with open_views(here.admission.recorder.path) as views:
        known_at, time = _known(views, options["known_at"])
        fields |= {"known_at": known_at, "known_at_time": time}
        try:
            fields["figures"] = _figures(views, fields)
        except UnitNotThereError as error:
            raise not_there(options["unit"], options["tree"]) from error
    return fields


def _known(views: Views, text: str | None) -> tuple[int, str]:
    """The newest position that the report is to know, and when it was recorded."""
    asked = position_named(views.store, views.store.info(), text)
    found = views.store.recorded_at(views.position if asked is None else asked)
    if not found[0]:
        raise click.BadParameter(f"nothing was recorded by {text}.", param_hint="--known-at")
    return found


def _figures(views: Views, fields: dict[str, Any]) -> str:
    shown = _LAID_OUT[fields["kind"]](views, fields)
    notes = (*shown.notes, *seen_through(fields["tree"]))
    kept = shown._replace(notes=notes, extra={"tree": fields["tree"], **shown.extra})
    figures = canonical(stored(kept))
    if len(figures) > _LONGEST:
        raise click.ClickException(
            f"The report has {len(kept.rows)} rows, too many to be kept in one: "
            "publish it to a smaller --depth, or unit by unit."
        )
    return figures


def _asked(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields.get(name) for name in ("unit", "tree", "depth", "as_of", "known_at")}


def _progress(views: Views, fields: dict[str, Any]) -> LaidOut:
    found = progress(
        views.connection,
        year=fields["year"],
        known_by=lambda on: position_named(views.store, views.store.info(), on) or 0,
        **_asked(fields),
    )
    return progress_layout.laid_out(found, year=fields["year"], by="unit")


def _coverage(views: Views, fields: dict[str, Any]) -> LaidOut:
    found = coverage(views.connection, year=fields["year"], **_asked(fields))
    return coverage_layout.laid_out(found, year=fields["year"])


def _balance(views: Views, fields: dict[str, Any]) -> LaidOut:
    year, first, last = fields["year"], fields.get("first"), fields.get("last")
    days = (first, last) if first and last else (f"{year}-01-01", f"{year}-12-31")
    found = balance(views.connection, first=days[0], last=days[1], **_asked(fields))
    return balance_layout.laid_out(found.rows, *days)


_LAID_OUT: Final = {"progress": _progress, "coverage": _coverage, "balance": _balance}
"""By the kind of report, what it prints."""


def _print(here: Desk, report: str) -> None:
    with open_views(here.admission.recorder.path) as views:
        row = show_report(views.connection, report, as_of=here.admission.today())
        if row is not None:
            of_it = here.admission.demonstration
            print_report(views.connection, row, Form.TABLE, demonstration=of_it)

"""`admission projections`: the tables that queries read, looked after."""

from typing import Final

import click

from admission.app.projector import Projector
from admission.app.recorders.reading import open_reader
from cli import exits
from cli.bars import bar
from cli.clocks import known_now, today
from cli.context import Settings, pass_settings
from cli.output import Answer, Column, Form, Listing, as_json, counted, form_options, show, write

STATUS: Final = Listing(
    "projections/1",
    (
        Column("projection", "name of the projection", "projection"),
        Column("version", "version of its rows", "version", number=True),
        Column("position", "newest position that it knows", "position", number=True),
        Column("behind_by", "how many positions it lacks", "behind by", number=True),
        Column("quarantined", "events that it could not take in", "quarantined", number=True),
    ),
    {"quarantine": "projection, position and reason of each event that could not be taken in"},
)


@click.group()
def command() -> None:
    """Look after the tables that queries read; they may be deleted and are built again."""


@command.command("status")
@form_options
@pass_settings
def status(settings: Settings, form: Form | None) -> None:
    """Show how far each projection is, and what it could not take in."""
    with open_reader(settings.db) as reader, Projector(reader) as projector:
        info = reader.info()
        quarantined = [one._asdict() for one in projector.quarantined()]
        answer = Answer(
            [row._asdict() for row in projector.status()],
            today(info),
            known_now(reader),
            demonstration=info["origin"] == "demo",
            notes=[
                "position {position}, {projection}: {reason}".format_map(one) for one in quarantined
            ],
            extra={"quarantine": quarantined},
        )
    show(STATUS, answer, form or Form.TABLE)


@command.command("rebuild")
@pass_settings
def rebuild(settings: Settings) -> None:
    """Build all rows anew beside those in use, then switch."""
    with (
        open_reader(settings.db) as reader,
        Projector(reader) as projector,
        bar("rebuilding", reader.head()) as advance,
    ):
        done = projector.rebuild(lambda done, _: advance(done))
    write(f"rebuilt from {counted(done, 'event')}")


@command.command("verify")
@click.option("--json", "json_", is_flag=True, help="Print one JSON object.")
@pass_settings
def verify(settings: Settings, *, json_: bool) -> None:
    """Compare the rows with a fresh fold of all events; exit with 1 at the first difference."""
    with open_reader(settings.db) as reader, Projector(reader) as projector:
        with bar("verifying", reader.head()) as advance:
            found = projector.verify(lambda done, _: advance(done))
        position = reader.head()
    if json_:
        difference = found and found._asdict()
        whole = {"schema": "admission.projections-verify/1", "position": position}
        write(as_json({**whole, "equal": found is None, "difference": difference}))
    elif found is None:
        write(f"every row is as {position} events say")
    else:
        write(f"{found.table}: a row that is only {found.where}: {found.row}; run `rebuild`")
    if found is not None:
        click.get_current_context().exit(exits.REFUSED)

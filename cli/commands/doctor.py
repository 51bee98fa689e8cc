"""`admission doctor`: checks of the store and of the machine it is on."""

from datetime import date
from typing import Final

import click

from admission.app.doctor import EXAMINATIONS
from admission.app.recorders.reading import open_reader
from cli import exits
from cli.clocks import known_now, today
from cli.context import Settings, pass_settings
from cli.output import Answer, Column, Form, Listing, form_options, show

CHECKS: Final = Listing(
    "doctor/1",
    (
        Column("verdict", "pass, note (worth knowing) or fail", "verdict"),
        Column("check", "what was looked at", "check"),
        Column("detail", "what was found, and what to do", "found"),
    ),
)


@click.command()
@form_options
@pass_settings
def command(settings: Settings, form: Form | None) -> None:
    """Check the store and the machine; exit with 1 when a check fails."""
    with open_reader(settings.db) as reader:
        info = reader.info()
        day = today(info)
        checks = [
            check for examine in EXAMINATIONS for check in examine(reader, date.fromisoformat(day))
        ]
        answer = Answer(
            [check._asdict() for check in checks],
            day,
            known_now(reader),
            demonstration=info["origin"] == "demo",
            title=f"doctor of {settings.db}",
        )
    show(CHECKS, answer, form or Form.TABLE)
    if any(check.verdict == "fail" for check in checks):
        click.get_current_context().exit(exits.REFUSED)

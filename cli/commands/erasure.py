"""`admission erasure`: people forgotten, by two approvals; what bars it, what is left to do."""

from typing import Any, Final

import click

from admission.projections.erasures.queries import destroyed, list_erasures
from cli import exits
from cli.clocks import day, known_now
from cli.context import Settings, pass_settings
from cli.output import Answer, Column, Form, Listing, form_options, show
from cli.questions import Question, query

ERASURES: Final = Listing(
    "erasures/1",
    (
        Column("person", "id of the person", "person"),
        Column(
            "asked",
            "not-requested (held alone), requested, approved-once, approved, refused or erased",
            "stands at",
        ),
        Column("unit", "id of the unit that has to answer, or null"),
        Column("unit_name", "its name", "unit"),
        Column("ground", "the legal ground, or null", "ground"),
        Column("paper", "kind, number and day of the paper that asks for it, or null"),
        Column("requested_on", "day of the request, or null", "requested"),
        Column("requested_by", "id of the account or person who recorded it, or null"),
        Column("first_approver", "id of who approved it first, or null"),
        Column("second_approver", "id of who approved it second, or null"),
        Column("refused_on", "day on which it was refused, or null", "refused"),
        Column("erased_on", "day on which the person was erased, or null", "erased"),
        Column("held_since", "day since which a legal hold bars it, or null", "held since"),
    ),
)
RECEIPTS: Final = Listing(
    "erasure-receipt/1",
    (
        Column("person", "id of the person, which is nobody's any more", "person"),
        Column("position", "place in the log of the event", "position", number=True),
        Column("keys", "how many keys of the person were destroyed", "keys", number=True),
        Column("scans", "how many scans were destroyed, with their keys", "scans", number=True),
        Column("requested_on", "day of the request", "requested"),
        Column("days", "how many days passed from the request to the erasure", "days", number=True),
        Column(
            "old_keys_until",
            "day by which every old backup of the keys has to be destroyed, which still opens what "
            "was erased; null where the rulebook gives none",
            "old keys until",
        ),
        Column("size_before", "lines of the log before", "lines before", number=True),
        Column("root_before", "root of the log before; the log still proves it", "root before"),
        Column("size_after", "lines of the log after", "lines after", number=True),
        Column("root_after", "root of the log after", "root after"),
    ),
    {"not_looked_into": "where the person may still be named, in words"},
)
KEYS_LEFT: Final = (
    "the old keys can be had from backups until `admission keys rotate` begins a new epoch and "
    "the backups of the old keys are destroyed: `due` says by when"
)
BACKUPS_LEFT: Final = (
    "the backups of the old keys are to be destroyed, then `admission keys destroyed` says so: "
    "`due` says by when"
)


@click.group()
def command() -> None:
    """Erase people: ask, approve twice, carry out; hold and refuse."""


def _options(function: Any) -> Any:  # noqa: ANN401 - a command's function
    for option in (
        click.option("--json", "json_", is_flag=True, help="Print one JSON object."),
        click.option(
            "--id", "id_", metavar="UUID", help="Id of the command.  [default: a new one]"
        ),
        click.option("--on", type=day, help="Effective day.  [default: today]"),
    ):
        function = option(function)
    return pass_settings(click.argument("person")(function))


@command.command("request")
@click.option("--unit", required=True, metavar="UNIT", help="Which unit has to answer.")
@click.option(
    "--ground",
    required=True,
    type=click.Choice(
        ["own-request", "consent-withdrawn", "purpose-ended", "unlawful", "retention-ended"]
    ),
    help="The legal ground.",
)
@click.option("--document", required=True, metavar="KEY=VALUE,…|JSON", help="What asks for it.")
@_options
def request(settings: Settings, **given: Any) -> None:  # noqa: ANN401 - what click parsed
    """Record that somebody asks for the erasure of PERSON."""
    _record(settings, "request-erasure", given)


@command.command("approve")
@_options
def approve(settings: Settings, **given: Any) -> None:  # noqa: ANN401
    """Approve the erasure of PERSON: two do, neither who recorded the request nor PERSON."""
    _record(settings, "approve-erasure", given)


@command.command("refuse")
@click.option("--reason", required=True, metavar="TEXT", help="Why not.")
@_options
def refuse(settings: Settings, **given: Any) -> None:  # noqa: ANN401
    """Refuse to erase PERSON."""
    _record(settings, "refuse-erasure", given)


@command.command("hold")
@click.option("--document", required=True, metavar="KEY=VALUE,…|JSON", help="What orders it.")
@_options
def hold(settings: Settings, **given: Any) -> None:  # noqa: ANN401
    """Bar the erasure of PERSON until the hold is lifted."""
    _record(settings, "place-legal-hold", given)


@command.command("lift")
@click.option("--document", required=True, metavar="KEY=VALUE,…|JSON", help="What orders it.")
@_options
def lift(settings: Settings, **given: Any) -> None:  # noqa: ANN401
    """Lift the legal hold on PERSON."""
    _record(settings, "lift-legal-hold", given)


@command.command("carry-out")
@click.argument("people", nargs=-1, required=True, metavar="PERSON…")
@click.option("--yes", is_flag=True, help="Do not ask: nothing brings back what is destroyed.")
@form_options
@pass_settings
def carry_out(settings: Settings, *, people: tuple[str, ...], yes: bool, form: Form | None) -> None:
    """Erase PERSON for ever, and print a receipt.

    The keys of all that is personal to PERSON are destroyed, in every record joined to one, and the
    scans about nobody else; the rows of queries are built anew, once for all who are named. Counts
    stay as they are. Broken off, it is finished at the next opening of the store.
    """
    from admission.app.erasing.carrying_out import carry_out as erase
    from admission.app.erasing.carrying_out import commands_to_erase
    from cli.recording import command_id, command_of, tell
    from cli.writing import desk

    if not yes:
        click.confirm(f"Erase {len(people)} for ever?", abort=True, err=True)
    with desk(settings, log="warning") as here:
        today = here.admission.today()
        for person in people:
            command_of("erase-person", {"person": person, "on": today})
        commands = commands_to_erase(here.admission, people, today)
        done = erase(here.admission, [(each, here.act(command_id(None))) for each in commands])
        answer = Answer(
            [receipt._asdict() for _, receipt in done if receipt is not None],
            today,
            known_now(here.admission.recorder),
            demonstration=here.admission.demonstration,
        )
        _print_receipts(answer, form or Form.TABLE)
        for refused in (each for each, receipt in done if receipt is None):
            tell(here, "erase-person", refused, {})


def _print_receipts(answer: Answer, form: Form) -> None:
    from admission.app.erasing.carrying_out import NOT_LOOKED_INTO

    if not answer.rows:
        return
    notes = [KEYS_LEFT, "not looked into:", *(f"- {each}" for each in NOT_LOOKED_INTO)]
    extra = {"not_looked_into": list(NOT_LOOKED_INTO)}
    show(RECEIPTS, answer._replace(title="erased", notes=notes, extra=extra), form)


@command.command("list")
@click.option("--waiting", is_flag=True, help="Only requests that wait.")
@query
def list_(question: Question, *, waiting: bool) -> None:
    """List requests for erasure and legal holds, by the id of the person."""
    page = list_erasures(question.rows, waiting=waiting, **question.paged)
    question.show_page(ERASURES, page, notes=_left_to_do(question))


@command.command("show")
@click.argument("person")
@query
def show_(question: Question, person: str) -> None:
    """Show how far the erasure of PERSON is."""
    page = list_erasures(question.rows, person=person, **question.paged)
    question.show_page(ERASURES, page, notes=_left_to_do(question))
    if not page.rows:
        click.get_current_context().exit(exits.REFUSED)


def _left_to_do(question: Question) -> list[str]:
    done = destroyed(question.rows, **question.clocks)
    if done is None:
        return []
    said = f"{done.erasures} erased in all: {done.keys} keys, {done.scans} scans"
    left = KEYS_LEFT if done.waiting else BACKUPS_LEFT if done.backups_since else ""
    return [said, left] if left else [said]


def _record(settings: Settings, name: str, given: dict[str, Any]) -> None:
    from cli.fields import DOCUMENT, plain
    from cli.recording import command_id, recorded, tell
    from cli.writing import desk

    id_, as_object = command_id(given.pop("id_")), given.pop("json_")
    if "document" in given:
        given["document"] = plain(DOCUMENT, given["document"], "--document")
    with desk(settings, log="warning") as here:
        given["on"] = given["on"] or here.admission.today()
        if "unit" in given:
            given["unit"] = here.unit(given["unit"])
        answer = recorded(here, name, given, id_)
        tell(here, name, answer, {}, as_object=as_object)

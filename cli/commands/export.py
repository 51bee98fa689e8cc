"""`admission export`: the log in forms that others read."""

from pathlib import Path
from typing import Any, Final

import click

from admission.app.views import open_views
from cli.auditing import in_base64
from cli.bars import bar
from cli.context import Settings, pass_settings
from cli.output import as_json, counted, say, write

_PERSONAL: Final = click.option(
    "--personal", is_flag=True, help="Write names and all that is personal readably."
)
_JSON: Final = click.option("--json", "json_", is_flag=True, help="Print one JSON object.")


@click.group()
def command() -> None:
    """Write the log out in a form that others read. That it went out is recorded first."""


@command.command("cloudevents")
@click.argument("file", type=click.Path(path_type=Path))
@_PERSONAL
@_JSON
@pass_settings
def cloudevents(settings: Settings, *, file: Path, personal: bool, json_: bool) -> None:
    """Write every entry of the log into the new FILE, a CloudEvent (1.0) a line.

    `import` makes the same store of it, byte for byte: sealed details stay sealed, so what lies
    beside the store (keys, scans) has to be carried apart. With --personal details can be read by
    whoever has the file, and it cannot be imported.
    """
    from admission.app.exchange.exporting import export_cloudevents
    from cli.exporting import going_out, noted

    with going_out(settings) as here:
        noted(here, "cloudevents", personal=personal)
        recorder = here.admission.recorder
        with bar("exporting", recorder.head()) as advance:
            head = export_cloudevents(recorder, file, opened=personal, advance=advance)
    root = in_base64(head.root)
    told = {"file": str(file), "size": head.size, "root": root, "personal": personal}
    _tell("cloudevents", told, f"{head.size} entries are in {file}\nroot {root}", json_=json_)


@command.command("ocel")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sqlite", is_flag=True, help="In the SQLite form.  [default: JSON]")
@_PERSONAL
@_JSON
@pass_settings
def ocel(settings: Settings, *, file: Path, sqlite: bool, personal: bool, json_: bool) -> None:
    """Write the log into the new FILE as objects and events, OCEL 2.0, for process mining.

    Events stand as recorded, corrections among them, on the day of their effect; candidates,
    people, units, classes, meetings, documents and rulebooks are the objects.
    """
    from admission.app.exchange.ocel_files import export_ocel
    from cli.exporting import going_out, noted

    with going_out(settings) as here:
        head = noted(here, "ocel", personal=personal)
        with open_views(settings.db) as views, bar("exporting", head) as advance:
            found = export_ocel(views, file, sqlite=sqlite, personal=personal, advance=advance)
    told = {
        "file": str(file),
        "position": views.position,
        "events": found["event"],
        "objects": found["object"],
        "personal": personal,
    }
    events, objects = (counted(found[name], name) for name in ("event", "object"))
    _tell("ocel", told, f"{events} and {objects} are in {file}", json_=json_)


@command.command("xes")
@click.argument("file", type=click.Path(path_type=Path))
@_PERSONAL
@_JSON
@pass_settings
def xes(settings: Settings, *, file: Path, personal: bool, json_: bool) -> None:
    """Write the path of every candidate into the new FILE, a trace each, as XES 1.0.

    Facts stand as corrections have them, and what was annulled is left out: for what was recorded
    take `export ocel`. Who acted is the id of an account.
    """
    from admission.app.exchange.xes import export_xes
    from cli.exporting import going_out, noted

    with going_out(settings) as here:
        noted(here, "xes", personal=personal)
        with open_views(settings.db) as views, bar("exporting") as advance:
            found = export_xes(views, file, personal=personal, advance=advance)
    told = {"file": str(file), "position": views.position, **found, "personal": personal}
    traces, events = counted(found["traces"], "trace"), counted(found["events"], "event")
    _tell("xes", told, f"{traces} with {events} are in {file}", json_=json_)


@command.command("parquet")
@click.argument("folder", type=click.Path(path_type=Path))
@_PERSONAL
@_JSON
@pass_settings
def parquet(settings: Settings, *, folder: Path, personal: bool, json_: bool) -> None:
    """Write events, milestones, candidates, units and targets into the new FOLDER, as Parquet.

    A file a table, with typed columns and both clocks: a row held from `since`, before `until`, and
    was known from the position `known_from`, before `known_to`. Of people there are ids, cells and
    days; with --personal also names and the like. Needs pyarrow.
    """
    from cli.exporting import going_out, noted, parquet_at_hand

    export_parquet = parquet_at_hand()
    with going_out(settings) as here:
        noted(here, "parquet", personal=personal)
        with open_views(settings.db) as views, bar("exporting") as advance:
            written = export_parquet(views, folder, personal=personal, advance=advance)
    told = {
        "folder": str(folder),
        "position": views.position,
        "tables": written,
        "personal": personal,
    }
    rows = counted(sum(written.values()), "row")
    sentence = f"{len(written)} tables with {rows} are in {folder}"
    _tell("parquet", told, sentence, json_=json_)


def _tell(form: str, told: dict[str, Any], sentence: str, *, json_: bool) -> None:
    if json_:
        write(as_json({"schema": "admission.export/1", "form": form, **told}))
        return
    write(sentence)
    if told["personal"]:
        say("Personal details can be read in it: keep it as you keep the keys.")

"""`admission nation`: all provinces asked together, from copies of their stores."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from admission.app.recorders.addresses import place_beside
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.reading import open_reader
from admission.domain.stages.standings import Stage
from admission.projections.asking import page_of_all
from admission.projections.due.queries import list_due
from admission.projections.moves.matching import matched
from admission.projections.moves.queries import list_moves
from admission.projections.pipeline.queries import list_status
from admission.projections.progress.figures import By
from admission.projections.progress.queries import Progress, progress
from admission.projections.progress.totals import totals
from cli.clocks import known_now
from cli.commands import due, status
from cli.commands import progress as progress_of_one
from cli.context import Settings, pass_settings
from cli.nation import EXTRA, PROVINCE, Nation, address_of_the_nation, national
from cli.output import Answer, Column, Form, KnownAt, Listing, form_options, say, show, write
from cli.progress_layout import cells, laid_out
from cli.questions import Question
from cli.trees import depth_option, tree_option

if TYPE_CHECKING:
    from admission.app.nation.provinces import Province

PROVINCES: Final = Listing(
    "nation-provinces/1",
    (
        PROVINCE,
        Column(
            "state",
            "following; copying for the first time; cut-off, its server is not followed just now; "
            "stopped, by somebody; not-followed, nothing follows it any more",
            "copy",
        ),
        Column("position", "newest position in the copy, null where it is none", "", number=True),
        Column("recorded_at", "when that was recorded (UTC), or null", "newest here"),
        Column(
            "head", "newest position in the province, null where it was not asked", "", number=True
        ),
        Column("behind", "how many positions the copy lacks, or null", "behind", number=True),
        Column("heard_at", "when the copy last heard of the province (UTC), or null", "heard at"),
        Column("why", "why it is not as it should be, or null", "why"),
    ),
    {"positions": EXTRA["positions"]},
)
PROGRESS_OF_ALL: Final = Listing(
    "nation-progress/1",
    (
        PROVINCE._replace(meaning=f"{PROVINCE.meaning}; null in a total"),
        *progress_of_one.PROGRESS.columns,
    ),
    {**EXTRA, "counts": "by province, what each figure counts, and by which rule"},
)
STATUS_OF_ALL: Final = Listing(
    "nation-status/1",
    (
        PROVINCE,
        *(
            column._replace(heading="") if column.key in {"listed_as", "official_on"} else column
            for column in status.STATUS.columns
        ),
    ),
    EXTRA,
)
DUE_OF_ALL: Final = Listing("nation-due/1", (PROVINCE, *due.DUE.columns), EXTRA)
MOVES: Final = Listing(
    "nation-moves/1",
    (
        Column(
            "state",
            "matched; no-arrival, nobody has recorded that it came; no-departure, that it went",
            "state",
        ),
        Column("what", "member, candidate or unit", "what"),
        Column("letter_number", "number of the letter of transfer, or null", "letter"),
        Column("letter_signed", "its day, or null", "of"),
        Column("from_province", "where it went from, null where nobody says", "from"),
        Column("departed", "id there of the person or unit that went, or null"),
        Column("departed_on", "on which day, or null", "went on"),
        Column("from_unit", "id of the cell left, or the unit; null where it is not known"),
        Column("from_unit_name", "its name, or null", "from unit"),
        Column("to_province", "where it came, or is to come, null where nobody says", "to"),
        Column("arrived", "id there of the person, candidacy or unit that came, or null"),
        Column("arrived_on", "on which day, or null", "came on"),
        Column("to_unit", "id of the cell entered, or the unit, or null"),
        Column("to_unit_name", "its name, or null", "to unit"),
        Column("replied_on", "on which day a reply came back, or null"),
        Column("days", "calendar days between, or from then to the day asked", "days", number=True),
    ),
    EXTRA,
)


@click.group(name="nation")
def command() -> None:
    """Ask all provinces together, from copies of their stores.

    --db names the nation's database. Each province is whole in itself, in a database of its own;
    the nation has a copy of each, in a schema that is called as the province, and none of the keys.
    """


@command.command()
@click.option("--role", required=True, help="The role that the nation connects as, to read alone.")
@pass_settings
def publish(settings: Settings, *, role: str) -> None:
    """Let the nation follow the store of this province.

    --db names the province's database; connect as its owner. The role is one with REPLICATION.
    """
    from admission.app.nation.publishing import publish as carry_out

    carry_out(address_of_the_nation(settings), role)
    write(f"{role} may follow this store, and neither add nor change anything.")


@command.command()
@click.argument("province")
@click.option(
    "--from",
    "source",
    required=True,
    metavar="ADDRESS",
    help="The province's database, with the role that it published for: "
    "postgresql://ROLE@HOST:PORT/DATABASE.",
)
@click.option("--role", required=True, help="The role that asks the nation: it may add nothing.")
@pass_settings
def add(settings: Settings, *, province: str, source: str, role: str) -> None:
    """Add PROVINCE, called as the schema of its store, and begin to follow it.

    Connect as the owner of the nation's database. A password in ADDRESS is kept by the server
    alone, where only superusers see it; it may also be in the passfile of the server's own user.
    """
    from admission.app.nation.adding import add as carry_out
    from admission.app.nation.sources import source_at

    nation = address_of_the_nation(settings)
    said = carry_out(nation, source_at(province, source), role)
    write(f"{province} is in the nation; `nation provinces` says how far its copy is.")
    if said:
        say(said)


@command.command()
@click.argument("province")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@pass_settings
def remove(settings: Settings, *, province: str, yes: bool) -> None:
    """Take PROVINCE out of the nation: it is followed no longer, and the copy is deleted.

    Its own store is left as it is. Connect as the owner of the nation's database. Broken off, it is
    finished when it is called again.
    """
    from admission.app.nation.removing import remove as carry_out

    nation = address_of_the_nation(settings)
    if not yes:
        click.confirm(f"Delete the nation's copy of {province}?", abort=True, err=True)
    said = carry_out(nation, province)
    write(f"{province} is in the nation no longer.")
    say(said)


@command.command()
@form_options
@pass_settings
def provinces(settings: Settings, *, form: Form | None) -> None:
    """Say how each copy is kept, and how far it is behind its province, which is asked."""
    from admission.app.nation.provinces import list_provinces

    rows = [_kept(settings, one) for one in list_provinces(address_of_the_nation(settings))]
    newest = max((row["recorded_at"] or "" for row in rows), default="") or None
    answer = Answer(
        rows,
        datetime.now(UTC).date().isoformat(),
        KnownAt(0, newest),
        title="provinces",
        positions={row["province"]: row["position"] for row in rows if row["position"] is not None},
    )
    show(PROVINCES, answer, form or Form.TABLE)


def _kept(settings: Settings, province: "Province") -> dict[str, Any]:
    from admission.app.nation.provinces import STATES, head_there

    row: dict[str, Any] = dict.fromkeys(column.key for column in PROVINCES.columns)
    heard = province.heard_at.isoformat(timespec="seconds") if province.heard_at else None
    why = [STATES[province.state]]
    row |= {"province": province.name, "state": province.state, "heard_at": heard}
    try:
        with open_reader(place_beside(settings.db, province.name)) as copy:
            known = known_now(copy)
            row |= {"position": known.position, "recorded_at": known.recorded_at}
        head = head_there(province)
        row |= {"head": head, "behind": max(0, head - known.position)}
    except StoreUnusable as error:
        why.append(str(error))
    return {**row, "why": " ".join(filter(None, why)) or None}


@command.command(name="progress")
@click.option("--year", type=click.IntRange(1945, 2999), required=True, help="Which year.")
@click.option(
    "--by", type=click.Choice(get_args(By)), default="unit", show_default=True, help="Rows per …"
)
@depth_option(0)
@tree_option
@national
def progress_of_all(nation: Nation, *, year: int, by: By, depth: int) -> None:
    """Compare admissions with targets, province by province, and add them up."""

    def asked(question: Question) -> Progress:
        known_by = question.known_by
        return progress(
            question.rows, year=year, by=by, depth=depth, known_by=known_by, **question.reading
        )

    found = nation.ask(asked)
    name = "total, incomplete" if nation.incomplete else "total"
    every = totals((row for each in found.values() for row in each.rows), name)
    whole = Progress(every, None, ())
    parts = [(name, laid_out(each, year=year, by=by)) for name, each in found.items()]
    rows = [{"province": name, **row} for name, part in parts for row in part.rows]
    rows += [
        {"province": None, **row, "unit": None, "kind": None}
        for row in laid_out(whole, year=year, by=by).rows
    ]
    cut = page_of_all(rows, nation.limit, nation.after, _place)
    nation.show(
        PROGRESS_OF_ALL._replace(columns=(PROVINCE, *_headed(part.columns for _, part in parts))),
        [*map(cells, cut.rows)] if nation.form is Form.TABLE else cut.rows,
        cut.next,
        title=f"progress {year}, all provinces",
        notes=list(dict.fromkeys(note for _, part in parts for note in part.notes)),
        extra={"counts": {name: part.extra["counts"] for name, part in parts}},
    )


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (row["province"], row["unit"], row["period"], row["group"])


def _headed(every: Iterable[Sequence[Column]]) -> Sequence[Column]:
    """The columns, each with a heading where it has one for some province."""
    columns = [max(same, key=lambda column: column.heading) for same in zip(*every, strict=True)]
    return columns or progress_of_one.PROGRESS.columns


@command.command(name="status")
@click.option("--stage", type=click.Choice([stage.value for stage in Stage]), help="Only these.")
@tree_option
@national
def status_of_all(nation: Nation, *, stage: str | None) -> None:
    """Show where candidates stand, province by province; names are locked."""

    def asked(question: Question) -> tuple[list[dict[str, Any]], str | None]:
        page = list_status(question.rows, stage=stage, **question.reading)
        return [row._asdict() for row in page.rows], page.next

    rows, following = nation.page(asked)
    nation.show(STATUS_OF_ALL, rows, following, title="status, all provinces")


@command.command(name="due")
@click.option("--overdue", is_flag=True, help="Only what is late.")
@click.option("--within", type=due.days, help="Only what is late, or due in so many calendar days.")
@tree_option
@national
def due_of_all(nation: Nation, *, overdue: bool, within: int | None) -> None:
    """List what must be done, province by province, most urgent first in each."""

    def asked(question: Question) -> tuple[list[dict[str, Any]], str | None]:
        page = list_due(question.rows, overdue=overdue, within_days=within, **question.reading)
        rows = [row._asdict() for row in page.rows]
        return ([*map(due.for_eyes, rows)] if nation.form is Form.TABLE else rows), page.next

    rows, following = nation.page(asked)
    nation.show(DUE_OF_ALL, rows, following, title="due, all provinces")


@command.command()
@click.option("--unmatched", is_flag=True, help="Only those of which one side is missing.")
@national
def moves(nation: Nation, *, unmatched: bool) -> None:
    """List who and what went from one province to another, matched by the letter.

    A going and a coming are one move where number and day of the letter are the same, and neither
    names another province than the other is of.
    """
    found = nation.ask(
        lambda question: (question.as_of, list_moves(question.rows, **question.clocks))
    )
    as_of = max((day for day, _ in found.values()), default="")
    rows = matched({name: listed for name, (_, listed) in found.items()}, as_of)
    counts = Counter(row.state for row in rows)
    wanted = [row for row in rows if not unmatched or row.state != "matched"]
    cut = page_of_all(wanted, nation.limit, nation.after, lambda row: row.key)
    said = ", ".join(f"{count:,} {state}" for state, count in sorted(counts.items()))
    shown = [row._asdict() for row in cut.rows]
    nation.show(
        MOVES, shown, cut.next, title="moves between provinces", notes=[said] if said else []
    )

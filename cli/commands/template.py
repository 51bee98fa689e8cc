"""`admission template`: the first line of a list, or what its columns say."""

import click

from admission.app.lists.columns import ENVELOPE, LISTED, Column, kind_called, template_of
from admission.app.lists.faults import ListFault
from cli.output import write


@click.command()
@click.argument("name", metavar="COMMAND")
@click.option("--explain", is_flag=True, help="Print what each column says instead.")
def command(name: str, *, explain: bool) -> None:
    """Print the header of a list (CSV) of COMMAND, for `admission apply FILE --as COMMAND`.

    A column that is not needed may be left out, and the columns may stand in any order.
    """
    try:
        kind = kind_called(name)
    except ListFault as fault:
        raise click.ClickException(f"{fault} Lists are of: {', '.join(LISTED)}.") from fault
    columns = template_of(kind)
    if explain:
        _explain(columns)
    else:
        write(",".join(column.name for column in columns))


def _explain(columns: tuple[Column, ...]) -> None:
    from cli.tables import table

    rows = [[column.name, _needed(column), column.form] for column in columns]
    names = {column.name for column in columns}
    rows += [[name, "", said] for name, said in ENVELOPE.items() if name not in names]
    table(["column", "needed", "what stands in it"], rows, [False, False, False])


def _needed(column: Column) -> str:
    if column.required:
        return "yes"
    return "else made" if column.new else ""

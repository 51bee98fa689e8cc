"""`admission db`: what the owner of a database does for the stores in it."""

import click

from admission.app.recorders.addresses import address_in, parted
from cli.context import Settings, pass_settings
from cli.output import write


@click.group(name="db")
def command() -> None:
    """Look after the database that a store on a server is in."""


@command.command()
@click.option(
    "--role",
    required=True,
    help="The role that the application connects as: it gets the rights to ask and to add.",
)
@click.option("--print", "printed", is_flag=True, help="Print the statements; change nothing.")
@pass_settings
def migrate(settings: Settings, *, role: str, printed: bool) -> None:
    """Lay a PostgreSQL database out for a store, or bring its layout up to date.

    Connect as the owner of the database. Each change is made once, whoever else tries at the same
    time, and all of them or none. The role may then neither change nor delete what is recorded.
    """
    address = address_in(settings.db)
    if printed:
        from admission.app.recorders.server.migrating import script

        for statement in script(role, parted(address or "")[1]):
            write(statement)
        return
    if address is None:
        raise click.ClickException(
            f"{settings.db} is a file, which lays itself out: name a database on a server with "
            "--db postgresql://HOST:PORT/DATABASE."
        )
    from admission.app.recorders.server.migrating import migrate as carry_out

    done = carry_out(address, role)
    for migration in done:
        write(f"migration {migration.version} ({migration.name}) done")
    if not done:
        write("nothing to migrate")
    write(f"{role} may neither change nor delete what is recorded.")

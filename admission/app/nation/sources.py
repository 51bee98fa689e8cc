"""The store of a province that the nation is to follow: named by an address, looked at first."""

from typing import Final, NamedTuple

from psycopg.conninfo import make_conninfo

from admission.app.nation.publishing import READ, is_published, refuse_without_logical_log
from admission.app.recorders.addresses import said_in, schema_named, written
from admission.app.recorders.errors import StoreUnusable
from admission.app.recorders.server.connection import ServerConnection
from admission.app.recorders.server.layout import VERSION
from admission.app.recorders.server.migrating import version_of

_MAY_REPLICATE: Final = (
    "SELECT (SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user) "
    "AND has_schema_privilege(?, 'USAGE')"
)
_MAY_READ: Final = (
    "SELECT bool_and(has_table_privilege(name, 'SELECT')) FROM unnest(?::text[]) AS name"
)


class Source(NamedTuple):
    """The store of a province: its name in the nation, its address, what libpq is told of it.

    `conninfo` may hold a password: it is shown nowhere.
    """

    province: str
    address: str
    conninfo: str
    store_id: str = ""

    @property
    def slot(self) -> str:
        """The replication slot by which the nation follows it; Patroni may keep it."""
        return slot_of(self.province)


def slot_of(province: str) -> str:
    """What the replication slot of a province is called, on its own server."""
    return f"national_{province}"


def source_at(province: str, text: str) -> Source:
    """The store of a province at an address, which says who reads there.

    Raises:
        StoreUnusable: the name or the address is none.
    """
    said = said_in(text)
    if said.pop("schema", province) != province:
        raise StoreUnusable(
            f"A province is called as the schema of its store: the address says another than "
            f"{province}."
        )
    user, password = said.pop("user", ""), said.pop("password", "")
    if not user:
        raise StoreUnusable(
            "Say in the address who reads there, the role that the province published for: "
            "postgresql://USER@HOST:PORT/DATABASE."
        )
    address = written({**said, "schema": schema_named(province)})
    said.setdefault("target_session_attrs", "read-write")
    named = {**said, "user": user, **({"password": password} if password else {})}
    return Source(province, address, make_conninfo("", **named))


def looked_at(there: ServerConnection, source: Source) -> Source:
    """The source with the id of its store, after it proved fit to be followed."""
    schema, address = source.province, source.address
    refuse_without_logical_log(there, address)
    if not is_published(there, schema):
        raise StoreUnusable(
            f"{address} publishes no province {schema}: let its owner run "
            f"`admission --db {address} nation publish --role ROLE`."
        )
    if not _may_follow(there, schema):
        raise StoreUnusable(
            f"The user of {address} may not follow {schema}: let its owner run `admission --db "
            f"{address} nation publish --role USER`, for a role made with REPLICATION."
        )
    version = version_of(there, schema)
    if version != VERSION:
        newer = version > VERSION
        raise StoreUnusable(
            f"{address} is laid out for {'a newer' if newer else 'an older'} admission (migration "
            f"{version}, this one knows {VERSION}): "
            f"{'install the newer version here' if newer else 'let its owner migrate it'} first."
        )
    about = dict(there.execute(f"SELECT key, value FROM {schema}.store"))  # noqa: S608 - a checked name
    if about.get("sealed") != "yes":
        what = "is not sealed, so names would go out in clear" if about else "has no store yet"
        raise StoreUnusable(f"{address} {what}: only a sealed store is added to the nation.")
    return source._replace(store_id=about["store_id"])


def _may_follow(there: ServerConnection, schema: str) -> bool:
    if not truth(there, _MAY_REPLICATE, schema):
        return False
    return truth(there, _MAY_READ, [f"{schema}.{name}" for name in READ])


def truth(connection: ServerConnection, query: str, *parameters: object) -> bool:
    """Whether the one value that a query gives is true."""
    return bool((connection.execute(query, parameters).fetchone() or (False,))[0])

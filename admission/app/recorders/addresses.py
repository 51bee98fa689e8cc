"""Stores on a server: a small file says where, and what else belongs to the store lies beside it.

So a store is named by a path whatever the database, and its keys are never in that database. Who
connects is no part of the file: a user and password in an address go to the environment.
"""

import os
import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Final

from admission.app.recorders.errors import StoreUnusable

_SCHEMES: Final = ("postgresql://", "postgres://")
_MOST_BYTES: Final = 4096
_NOT_IN_A_NAME: Final = re.compile(r"[^\w.-]+")
DEFAULT_SCHEMA: Final = "admission"
"""In which schema of the database a store lies where its address names none."""
_SCHEMA: Final = "schema="
_NAME: Final = re.compile(r"(?!pg_)[a-z][a-z0-9_]{0,39}")
_TAKEN: Final = re.compile(r"public|information_schema|nation|.*_rows(_locked)?(_fresh)?")
_SECRET: Final = ("sslpassword", "oauth_client_secret")
Parse = Callable[[str], dict[str, str]]
"""What an address says, by libpq's names."""


def is_address(text: str) -> bool:
    """Whether a text names a store on a server."""
    return text.startswith(_SCHEMES)


def address_in(path: Path) -> str | None:
    """The address that the file at a path says, None where it is none of ours."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return None
        with path.open("rb") as file:
            begun = file.read(_MOST_BYTES)
    except OSError:
        return None
    text = begun.decode("utf-8", errors="replace").strip()
    return text if is_address(text) else None


def parted(address: str) -> tuple[str, str]:
    """An address as libpq takes it, and the schema that the store is in.

    Raises:
        StoreUnusable: no store can be in a schema of that name.
    """
    where, _, said = address.partition("?")
    options = said.split("&")
    named = [option for option in options if option.startswith(_SCHEMA)]
    if not named:
        return address, DEFAULT_SCHEMA
    rest = "&".join(option for option in options if option not in named)
    return f"{where}{'?' if rest else ''}{rest}", schema_named(named[-1].removeprefix(_SCHEMA))


def schema_named(text: str) -> str:
    """The text, where a store may be in a schema of that name; else `StoreUnusable`."""
    if _NAME.fullmatch(text) and not _TAKEN.fullmatch(text):
        return text
    raise StoreUnusable(
        "The schema of a store cannot be called so: write at most 40 small letters, digits and _, "
        "a letter first, such as p31; not public or nation, nothing that begins with pg_ or ends "
        "with _rows."
    )


def place_of(text: str, folder: Path, environment: MutableMapping[str, str]) -> Path:
    """The file in a folder that names the store at an address; it is made where it is missing.

    The user and the password are put into the environment (PGUSER, PGPASSWORD), as libpq reads it.

    Raises:
        StoreUnusable: the address cannot be read, or the folder not be written.
    """
    said = _said_without_user(text, environment)
    names = [said["host"], said["port"], said["dbname"], *filter(None, [said.get("schema")])]
    path = folder / _NOT_IN_A_NAME.sub("_", "-".join(names))
    _keep(path, written(said))
    return path


def place_beside(path: Path, schema: str) -> Path:
    """The file that names another schema of the database that a file names; made if missing.

    Raises:
        StoreUnusable: the file names no database, or the other cannot be written.
    """
    address = address_in(path)
    if address is None:
        raise StoreUnusable(
            f"{path} is a file: name the nation's database, --db postgresql://HOST:PORT/DATABASE."
        )
    found = path.with_name(f"{path.name}-{schema}")
    _keep(found, in_schema(address, schema))
    return found


def in_schema(address: str, schema: str) -> str:
    """The address of a store in another schema of the same database."""
    where = parted(address)[0]
    return f"{where}{'&' if '?' in where else '?'}{_SCHEMA}{schema_named(schema)}"


def address_of(text: str, environment: MutableMapping[str, str]) -> str:
    """An address as it may be shown; the user and the password go to the environment.

    Raises:
        StoreUnusable: it cannot be read.
    """
    return written(_said_without_user(text, environment))


def _said_without_user(text: str, environment: MutableMapping[str, str]) -> dict[str, str]:
    said = said_in(text)
    for name, variable in (("user", "PGUSER"), ("password", "PGPASSWORD")):
        if value := said.pop(name, ""):
            environment[variable] = value
    return said


def said_in(text: str) -> dict[str, str]:
    """What an address says, by libpq's names, and the `schema` where it names one.

    Raises:
        StoreUnusable: it cannot be read.
    """
    try:
        from psycopg import ProgrammingError  # noqa: PLC0415 - an extra
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415
    except ImportError as error:
        raise StoreUnusable(
            "A store on a server needs the driver of PostgreSQL: install admission[postgres]."
        ) from error
    where, schema = parted(text)
    try:
        found = {name: str(value) for name, value in conninfo_to_dict(where).items()}
    except ProgrammingError:
        found = {}
    found.setdefault("port", "5432")
    named = f"{found.get('host', '')}{found.get('dbname', '')}"
    ports = found["port"].replace(",", "")
    if not (found.get("host") and found.get("dbname") and ports.isdecimal()) or "@" in named:
        raise StoreUnusable(
            "The address of the server cannot be read: write postgresql://HOST:PORT/DATABASE, and "
            "in a user or password %40 for @, %2F for /, %3A for : and %25 for %."
        ) from None
    if any(name in found for name in _SECRET):
        raise StoreUnusable(
            f"An address is no place for {' and '.join(_SECRET)}: use the service file of libpq."
        )
    return found if schema == DEFAULT_SCHEMA else {**found, "schema": schema}


def written(said: dict[str, str]) -> str:
    """The address that says so."""
    from urllib.parse import quote  # noqa: PLC0415 - as above

    rest = dict(said)
    hosts, ports = rest.pop("host").split(","), rest.pop("port").split(",")
    ports = ports if len(ports) == len(hosts) else ports * len(hosts)
    where = ",".join(f"{_host(host)}:{port}" for host, port in zip(hosts, ports, strict=True))
    database = quote(rest.pop("dbname"), safe="")
    options = "&".join(f"{name}={quote(value, safe='')}" for name, value in sorted(rest.items()))
    return f"postgresql://{where}/{database}{'?' if options else ''}{options}"


def _host(host: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415 - as above

    return f"[{host}]" if ":" in host else quote(host, safe="")


def _keep(path: Path, address: str) -> None:
    if address_in(path) == address:
        return
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_text(f"{address}\n", encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise StoreUnusable(
            f"{path} cannot be written ({error.strerror}): it says where the store is, and keys "
            "are kept beside it; name another folder with ADMISSION_HOME."
        ) from error

"""A nation of two small provinces on one server, and what went from one to the other."""

import os
import time
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from admission.app.recorders.server.connection import connect
from cli.main import run
from tests.cli import lists
from tests.servers import APPLICATION, Server

FOLLOWER: Final = "follower"
FOLLOWERS_PASSWORD: Final = "known-to-the-nation-alone"  # noqa: S105 - of a server that ends with the test run
SECONDS: Final = 60.0
"""How long a copy may take to catch up before a test gives up."""
TARGETS: Final = """\
unit,number,indicator,period,promised_by,document.kind,document.number,on
HL,{number},admitted,2025,2025-12-31,plan,1-KH,2025-07-02
"""
GONE: Final = """\
person,to_place,to_province,document.kind,document.number,document.signed,on
P1,Đảng ủy xã Tân Phú,p44,letter,17C-KNĐ,2025-08-01,2025-08-04
P3,Hà Nội,,letter,18C-KNĐ,2025-08-02,2025-08-05
"""
PEOPLE: Final = """\
person,name,born,schooling,citizen,on
Q1,Nguyễn Văn Ấm,01/02/1990,upper-secondary,true,01/08/2025
Q2,Đỗ Thị Xa,01/03/1990,upper-secondary,true,01/08/2025
"""
CAME: Final = """\
candidate,person,unit,standing,dates,vouched_by,document.kind,document.number,document.signed,from_province,on
Q1,Q1,NM-01,in-pool,pool-entered=2025-07-02,person:P1,letter,17C-KNĐ,2025-08-01,p31,2025-08-20
"""
ARRIVED: Final = """\
person,cell,from_place,standing,decided_on,official_on,document.kind,document.number,document.signed,on
Q2,NM-02,Cần Thơ,official,2015-01-10,2016-02-15,letter,99,2025-08-03,2025-08-21
"""


class Nation(NamedTuple):
    """Two provinces and the nation, by address; calls on each, as its own user."""

    server: Server
    folder: Path

    def of(self, province: str) -> str:
        return self.server.address(f"{self.database(province)}?schema={province}")

    def database(self, province: str) -> str:
        return f"{self.folder.name.replace('-', '_')}_{province}"

    @property
    def all(self) -> str:
        return self.server.address(self.database("nation"))

    def source(self, province: str, password: str = FOLLOWERS_PASSWORD) -> str:
        where = self.server.address(self.database(province)).removeprefix("postgresql://")
        return f"postgresql://{FOLLOWER}:{password}@{where}"

    def done(self, address: str, *arguments: str, owner: bool = False) -> None:
        user = self.server.owner if owner else APPLICATION
        os.environ.update(self.server.environment(user))
        assert run(["--db", address, *arguments]) == 0, arguments
        os.environ.update(self.server.environment())

    def province(self, name: str, schema: str | None = None) -> None:
        """A database laid out for a province, and a store begun in it."""
        where = f"{self.server.address(self.database(name))}?schema={schema or name}"
        self.server.run(f"CREATE DATABASE {self.database(name)} TEMPLATE template0 ENCODING 'UTF8'")
        self.done(where, "db", "migrate", "--role", APPLICATION, owner=True)
        self.done(where, "init")

    def published(self, name: str) -> None:
        self.done(self.of(name), "nation", "publish", "--role", FOLLOWER, owner=True)

    def filled(self, name: str, *further: tuple[str, str]) -> None:
        self.done(self.of(name), "rulebook", "adopt", "vn-2025", "--on", "2025-07-01")
        for at, (command, text) in enumerate((*lists.ALL, *further)):
            file = lists.listed(self.folder / f"{name}-{at}.csv", text)
            self.done(self.of(name), "apply", str(file), "--as", command)

    def add(self, name: str) -> None:
        source = self.source(name)
        self.done(
            self.all, "nation", "add", name, "--from", source, "--role", APPLICATION, owner=True
        )

    def head(self, address: str, schema: str) -> int:
        with closing(connect(address, f"SET search_path TO {schema}")) as connection:
            (found,) = connection.execute(
                "SELECT coalesce(max(position), 0) FROM events"
            ).fetchone() or (0,)
            return int(found)

    def _copies(self, name: str) -> bool:
        with closing(connect(self.all, "SET search_path TO pg_temp")) as connection:
            found = connection.execute(
                "SELECT 1 FROM pg_subscription_rel r JOIN pg_subscription s ON s.oid = r.srsubid "
                "WHERE s.subname = ? AND r.srsubstate <> 'r'",
                (f"admission_{name}",),
            )
            return found.fetchone() is not None

    def caught_up(self, *provinces: str) -> None:
        """Wait until the nation has what the provinces have, and copies no table any more.

        Province and nation are on one server here: to drop what still copies would wait for itself.
        """
        give_up_at = time.monotonic() + SECONDS
        for name in provinces:
            while self._copies(name) or self.head(self.all, name) < self.head(self.of(name), name):
                assert time.monotonic() < give_up_at, name
                time.sleep(0.05)

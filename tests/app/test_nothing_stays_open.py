"""What cannot be opened on a server leaves no connection to it open."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import psycopg
import pytest

from admission.app import projector, views
from admission.app.bootstrap import create_store, open_admission
from admission.app.recorders.errors import StoreUnusable
from admission.app.views import open_views
from tests.app.stores import Tamper
from tests.servers import Server

pytestmark = pytest.mark.postgres

_OPEN = "SELECT pid FROM pg_stat_activity WHERE application_name = 'admission' AND datname = %s"
_LONGEST_SECONDS = 5.0
Opened = Callable[[Path], AbstractContextManager[Any]]


@pytest.fixture
def there(server: Server, tmp_path: Path) -> Path:
    place = server.new_place(tmp_path / "office.store")
    create_store(place)
    return place


def stays_open(server: Server, place: Path) -> bool:
    """Whether a connection does; the server takes a moment to see that one was closed."""
    give_up_at = time.monotonic() + _LONGEST_SECONDS
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        while connection.execute(_OPEN, (server.database_of(place),)).fetchall():
            if time.monotonic() > give_up_at:
                return True
            time.sleep(0.02)
    return False


def broken(*_: object) -> NoReturn:
    raise StoreUnusable("broken")


def test_a_store_that_was_altered_is_left_whole(
    server: Server, there: Path, tamper: Tamper
) -> None:
    tamper(there, "UPDATE store SET value = 'no' WHERE key = 'sealed'")
    with pytest.raises(StoreUnusable, match="it was altered") as refused:
        open_admission(there)
    assert not stays_open(server, there), refused


@pytest.mark.parametrize(("room", "opened"), [(projector, open_admission), (views, open_views)])
def test_a_store_whose_rows_cannot_be_judged_is_left_whole(
    server: Server,
    there: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: ModuleType,
    opened: Opened,
) -> None:
    monkeypatch.setattr(room, "stale", broken)
    with pytest.raises(StoreUnusable, match="broken") as refused, opened(there):
        pass
    assert not stays_open(server, there), refused

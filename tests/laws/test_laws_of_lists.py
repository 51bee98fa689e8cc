"""Rows in any order give the same figures, in any store; the same rows again give nothing."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from admission.app.views import open_views
from admission.projections.pipeline.queries import list_status
from admission.projections.progress.queries import progress
from admission.projections.units.queries import tree
from cli.main import run
from tests.placing import copied_store

UNITS = (
    "code,name,kind,parent,on",
    "HL,Huyện ủy Á,upper-grassroots,,2025-07-01",
    "NM,Đảng ủy xã Mỹ,grassroots-committee,HL,2025-07-01",
    "NM-01,Chi bộ thôn 1,cell,NM,2025-07-01",
    "NM-02,Chi bộ thôn 2,cell,NM,2025-07-01",
    "NM-02,Chi bộ thôn Hai,cell,NM,2025-07-01",  # founded twice: one is refused
    "NV-01,Chi bộ lạc,cell,NV,2025-07-01",  # there is nothing above it
)
PEOPLE = (
    "person,name,born,schooling,citizen,on",
    "P1,Nguyễn Văn Ấm,01/02/1990,upper-secondary,true,01/07/2025",
    "P2,Trần Thị Bích,1991-04-03,upper-secondary,true,2025-07-01",
    "P3,Lê Đức Cường,33760,upper-secondary,true,45839",
    "P3,Lê Đức Cường,33760,upper-secondary,true,45839",
    "P4,Phạm Dũng,13/13/1990,upper-secondary,true,01/07/2025",
)
POOL = (
    "candidate,person,unit,groups,on",
    "C1,P1,NM-01,youth|women,2025-07-04",
    "C2,P2,NM-01,,2025-07-04",
    "C2b,P2,NM-02,,2025-07-04",  # one candidacy at a time: one is refused
    "C3,P3,NM-02,youth,2025-07-04",
    "C4,P4,NM-02,youth,2025-07-04",
)
CERTIFICATES = (
    "candidate,number,issued,issuer_kind,issuer,on",
    "C1,1-CN,2025-07-05,commune-centre,Trung tâm xã Mỹ,2025-07-06",
    "C2,2-CN,2025-07-05,commune-centre,Trung tâm xã Mỹ,2025-07-06",
    "C3,3-CN,2025-07-05,somewhere-else,Trung tâm xã Mỹ,2025-07-06",
    "C3,4-CN,2025-07-05,commune-centre,Trung tâm xã Mỹ,2025-07-07",
)
LISTS = {
    "found-unit": UNITS,
    "register-person": PEOPLE,
    "enter-pool": POOL,
    "record-certificate": CERTIFICATES,
}
ORDERS = st.fixed_dictionaries({name: st.permutations(rows[1:]) for name, rows in LISTS.items()})
# Shrinking would run whole stores for minutes.
_PHASES = (Phase.explicit, Phase.generate)
_ID = re.compile(r"^(unit|person|candidate)-")
Orders = dict[str, list[str]]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("empty") / "a.db"
    assert run(["--db", str(store), "init"]) == 0
    assert run(["--db", str(store), "rulebook", "adopt", "vn-2025", "--on", "2025-07-01"]) == 0
    return store


def applied(store: Path, orders: Orders) -> list[Any]:
    """Apply the lists, their rows in these orders; the figures, without ids."""
    for name, (header, *_) in LISTS.items():
        file = store.with_name(f"{name}.csv")
        file.write_text("\n".join([header, *orders[name]]), encoding="utf-8")
        assert run(["--db", str(store), "apply", str(file), "--as", name]) == 1
    with open_views(store) as views:
        found = [
            *tree(views.connection, as_of="2025-08-01"),
            *list_status(views.connection, as_of="2025-08-01").rows,
            *progress(views.connection, year=2025, as_of="2025-08-01").rows,
        ]
    return sorted(str([value for value in row if not _ID.match(str(value))]) for row in found)


def copy_of(empty: Path, folder: str) -> Path:
    """The store with its keys, but not that of lists, so that it makes one of its own."""
    store = Path(folder) / empty.name
    copied_store(empty, store)
    for ending in (".keys", ".key"):
        shutil.copy(f"{empty}{ending}", f"{store}{ending}")
    with closing(sqlite3.connect(f"{store}.keys", isolation_level=None)) as keys:
        keys.execute("DELETE FROM subjects WHERE subject = 'lists'")
    return store


@pytest.fixture(scope="session")
def figures(empty: Path) -> list[Any]:
    with TemporaryDirectory() as folder:
        found = applied(copy_of(empty, folder), {name: [*rows[1:]] for name, rows in LISTS.items()})
    assert len(found) >= 10
    return found


@settings(derandomize=True, max_examples=8, phases=_PHASES)
@given(ORDERS)
def test_rows_in_any_order_give_the_same_figures(
    empty: Path, figures: list[Any], orders: Orders
) -> None:
    with TemporaryDirectory() as folder:
        assert applied(copy_of(empty, folder), orders) == figures


@settings(derandomize=True, max_examples=4, phases=_PHASES)
@given(ORDERS, ORDERS)
def test_the_same_rows_again_in_another_order_add_nothing(
    empty: Path, orders: Orders, others: Orders
) -> None:
    with TemporaryDirectory() as folder:
        store = copy_of(empty, folder)
        first = applied(store, orders)
        with open_views(store) as views:
            head = views.store.head()
        assert applied(store, others) == first
        with open_views(store) as views:
            assert views.store.head() == head

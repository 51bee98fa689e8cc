"""The one wiring place: where files, clock, ids and the environment come in."""

import getpass
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import uuid_utils

from admission.app.admission import Admission
from admission.app.audit.signing_key import make_signer
from admission.app.envelope import Act, metadata_of, utc_text
from admission.app.handling import Tools
from admission.app.log import server_away
from admission.app.projector import Projector
from admission.app.recorders.errors import NobodyAnswers, StoreUnusable
from admission.app.recorders.opening import begun, open_store
from admission.app.recorders.plain_rows import StoreIdentity
from admission.app.recorders.reading import StoreReader
from admission.app.recorders.recording import StoreRecorder
from admission.app.recorders.waiting import outlast
from admission.app.sealing.rotating import create_keys
from admission.app.views import open_views
from admission.domain.kernel.messages import Command, Origin
from admission.domain.registers.accounts.commands import RegisterAccount
from admission.domain.registers.store.commands import OpenStore
from admission.projections.people.queries import list_accounts

DEFAULT_TIME_ZONE: Final = "Asia/Ho_Chi_Minh"
_WITHOUT_LOG: Final = "1"


def now() -> datetime:
    """The time, UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A new UUIDv7 (RFC 9562)."""
    return str(uuid_utils.uuid7())


def create_store(
    path: Path,
    *,
    demonstration: bool = False,
    time_zone: str = DEFAULT_TIME_ZONE,
    began: datetime | None = None,
    key_from: str | None = "file",
) -> None:
    """Create a store, with an account for the person who does so, and a key for its checkpoints.

    A demonstration may begin at another time than now, so that its story can follow. The key of its
    keys comes from a file beside it, a `passphrase` or the `keyring` of the system; from None it is
    not sealed.

    Raises:
        StoreUnusable: the file is there already, or cannot be made.
    """
    moment = began or now()
    origin = Origin.DEMO if demonstration else Origin.LIVE
    sealed = "yes" if key_from else "no"
    identity = StoreIdentity(new_id(), origin, time_zone, utc_text(moment), sealed)
    begin(path, identity, key_from)
    with open_admission(path) as admission:
        account = f"account-{new_id()}"
        on = moment.astimezone(ZoneInfo(time_zone)).date()
        opening: list[Command] = [
            RegisterAccount(account=account, holder=_user(), system_user=_user(), on=on),
            OpenStore(
                time_zone=time_zone, demonstration=demonstration, sealed=bool(key_from), on=on
            ),
        ]
        for command in opening:
            act = Act(new_id(), account, "system-account", recorded_at=began)
            admission.handle(command, act)


def begin(path: Path, identity: StoreIdentity, key_from: str | None) -> None:
    """An empty store, with its keys.

    Raises:
        StoreUnusable: one of the files is there already, or cannot be made.
    """
    with begun(path, identity) as store:
        if key_from is not None:
            create_keys(store, identity.store_id, key_from, identity.created_at)
        make_signer(store, identity._asdict())


def begin_sealed_copy(source: StoreReader, path: Path, key_from: str) -> StoreRecorder:
    """An empty sealed store to copy another into; it says of itself what that says, but for its id.

    Raises:
        StoreUnusable: the other is sealed already, or one of the files is there.
    """
    if source.lock.sealed:
        raise StoreUnusable(f"{source.path} is sealed already: there is nothing to do.")
    about = source.info()
    kept = (about["origin"], about["time_zone"], about["created_at"])
    begin(path, StoreIdentity(new_id(), *kept, "yes"), key_from)
    return open_store(path)


def open_admission(path: Path) -> Admission:
    """Open a store to record in it; one from before there was a proof log is taken into one.

    A server that is away is waited for, but not where nobody answers at the address.

    Raises:
        StoreUnusable: with the reason and what to do.
    """
    admission = outlast(partial(_opened, path), tell=server_away, at_once=(NobodyAnswers,))
    if admission.info["format"] == _WITHOUT_LOG:
        admission.begin_log(_act_of_the_program(admission))
        make_signer(path, admission.info)
    return admission


def _opened(path: Path) -> Admission:
    with ExitStack() as unless_opened:
        recorder = unless_opened.enter_context(open_store(path))
        recorder.lock.require()
        projector = unless_opened.enter_context(Projector(recorder))
        admission = Admission(recorder, projector, Tools(now, new_id))
        unless_opened.pop_all()
    return admission


def _act_of_the_program(admission: Admission) -> Act:
    """An act of whoever runs the program, or else of who opened the store."""
    with open_views(admission.recorder.path) as views:
        known = list_accounts(views.connection, as_of=admission.today(), system_user=_user())
    if len(known) == 1:
        return Act(admission.new_id(), known[0].account, "system-account")
    (first,) = admission.recorder.log_rows(0, 1)
    return Act(admission.new_id(), metadata_of(first.metadata).actor, "program")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"

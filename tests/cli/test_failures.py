import sqlite3
from collections.abc import Callable
from typing import NoReturn

import pytest

from admission.app.admission import Admission
from admission.app.answers import StillInConflict
from admission.app.catalogue import UnknownEventError
from admission.app.recorders.errors import OutcomeUnknown
from cli import exits
from tests.cli.calling import Caller


def raising(error: BaseException) -> Callable[..., NoReturn]:
    def fails(*_: object, **__: object) -> NoReturn:
        raise error

    return fails


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (OutcomeUnknown("The commit broke off."), exits.UNKNOWN_OUTCOME, "The commit broke off."),
        (StillInConflict("person-1"), exits.UNUSABLE, "Others kept writing to person-1"),
        (UnknownEventError("events of type 'x' are unknown"), exits.UNUSABLE, "newer version"),
        (OSError(5, "Input/output error", "x.db"), exits.BROKEN, "x.db: Input/output error."),
        (ZeroDivisionError(), exits.BROKEN, "internal error (ZeroDivisionError)"),
        (KeyboardInterrupt(), exits.INTERRUPTED, "interrupted"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence_and_a_code(
    call: Caller, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    monkeypatch.setattr(Admission, "handle", raising(error))
    outcome = call("record", "register-person", "--name", "Á")
    assert outcome.code == code
    assert said in outcome.err
    assert "Á" not in outcome.err


def test_rows_that_break_while_they_are_read_may_be_deleted(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    monkeypatch.setattr("cli.commands.status.list_status", raising(error))
    outcome = call("status")
    assert outcome.code == exits.UNUSABLE
    assert "delete the file that ends in .projections" in outcome.err


def test_every_code_has_a_meaning() -> None:
    codes = {value for name, value in vars(exits).items() if isinstance(value, int)}
    assert codes == set(exits.MEANING)

"""A sealed scan: a file encrypted part by part under a key of its own, which its subject's wraps.

Eight bytes that name the form, the wrapped key of the file, then parts of one MiB each, bound to
their place and to being the last. What is sealed is never on the disk in clear, not even while it
waits; the key is wrapped at the end, for only then is it known which scan it was.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO, Final

from admission.app.sealing.fields import BrokenSealError, Cipher
from admission.app.sealing.sources import KEY_BYTES

PART: Final = 1 << 20
_FORM: Final = b"ADMSCAN1"
_OVERHEAD: Final = 29
"""The cipher's byte, a nonce and a tag."""
_KEY: Final = b"admission/scan"


class SealedWriter:
    """Writes one file; nothing can be read of it before `finish`."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._key = secrets.token_bytes(KEY_BYTES)
        self._cipher = Cipher(self._key)
        self._parts = 0
        self._waiting = b""
        file.write(_FORM + bytes(KEY_BYTES + _OVERHEAD))

    def write(self, part: bytes) -> None:
        """Add a part: of one MiB, but for the last."""
        if self._waiting:
            self._write(last=False)
        self._waiting = part

    def finish(self, cipher: Cipher) -> None:
        """End the file, its key wrapped by that of its subject."""
        self._write(last=True)
        self._file.seek(len(_FORM))
        self._file.write(cipher.seal(self._key, _KEY))

    def _write(self, *, last: bool) -> None:
        self._file.write(self._cipher.seal(self._waiting, _place(self._parts, last=last)))
        self._parts += 1


def opened(file: BinaryIO, cipher: Cipher) -> Iterator[bytes]:
    """The parts of a file; raises `BrokenSealError` where it was altered, cut or is another's."""
    if file.read(len(_FORM)) != _FORM:
        raise BrokenSealError
    key = Cipher(cipher.open(file.read(KEY_BYTES + _OVERHEAD), _KEY))
    number, part = 0, file.read(PART + _OVERHEAD)
    while part:
        following = file.read(PART + _OVERHEAD)
        yield key.open(part, _place(number, last=not following))
        number, part = number + 1, following
    if not number:
        raise BrokenSealError


def _place(number: int, *, last: bool) -> bytes:
    return b"%d %s" % (number, b"last" if last else b"more")

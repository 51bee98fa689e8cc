"""In which encoding a file is written: UTF-8 and UTF-16 are read, others recognised and refused."""

import codecs
from typing import BinaryIO, Final

from admission.app.lists import legacy
from admission.app.lists.faults import ListFault

UTF_8: Final = "utf-8-sig"
UTF_16: Final = "utf-16"
_SAMPLE_BYTES: Final = 1 << 20
_CHUNK_BYTES: Final = 1 << 20
_AS_UTF_8: Final = "save it as “CSV UTF-8 (Comma delimited)” in Excel"
_CONVERTED: Final = f"convert it to Unicode first (UniKey: Ctrl+Shift+F6), then {_AS_UTF_8}"
ADVICE: Final = {
    legacy.CP1258: _AS_UTF_8,
    legacy.TCVN3: _CONVERTED,
    legacy.VNI: _CONVERTED,
}
"""What to do with a file or a cell in an old encoding."""


def encoding_of(file: BinaryIO) -> str:
    """The name of the codec that reads a file, which is left at its beginning.

    Raises:
        ListFault: it is neither UTF-8 nor UTF-16; with line and column of the first byte that is
            not, what it looks like, and what to do.
    """
    begins_as = file.read(2)
    file.seek(0)
    if begins_as in (b"\xff\xfe", b"\xfe\xff"):
        _check_utf_16(file)
        return UTF_16
    _check_utf_8(file)
    return UTF_8


def _check_utf_16(file: BinaryIO) -> None:
    decoder = codecs.getincrementaldecoder(UTF_16)()
    try:
        while chunk := file.read(_CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise ListFault(f"this begins as UTF-16 and does not go on so: {_AS_UTF_8}.") from error
    file.seek(0)


def _check_utf_8(file: BinaryIO) -> None:
    for number, line in enumerate(file, start=1):
        if b"\0" in line:
            raise ListFault(
                f"line {number}: this looks like UTF-16 without its mark at the beginning, or like "
                f"no text at all: {_AS_UTF_8}."
            )
        try:
            line.decode()
        except UnicodeDecodeError as error:
            raise _not_utf_8(file, number, line, error.start) from None
    file.seek(0)


def _not_utf_8(file: BinaryIO, number: int, line: bytes, at: int) -> ListFault:
    found = legacy.encoding_of(line + file.read(_SAMPLE_BYTES))
    looks = f"it looks like {found}" if found else "its encoding is not known"
    advice = ADVICE[found] if found else _AS_UTF_8
    column = len(line[:at].decode()) + 1
    return ListFault(f"line {number}, column {column}: this is not UTF-8; {looks}: {advice}.")

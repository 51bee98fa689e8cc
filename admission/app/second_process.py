"""A second process that makes rows meanwhile; without it all goes on, only slower."""

import contextlib
import os
import subprocess
import sys
from typing import Self


def can_help() -> bool:
    """Whether a second process can be started, and has a core of its own."""
    return bool(sys.executable) and (os.cpu_count() or 1) > 1


class SecondProcess:
    """A module run as a program of its own; leaving the `with` ends it, finished or not.

    The key of keys comes to it as the first line of its standard input, for nobody is asked again.
    That input ends when nothing more will come, or when this program is gone.
    """

    def __init__(self, module: str, *arguments: str, key: bytes | None) -> None:
        self._told, telling = os.pipe()
        os.set_blocking(self._told, False)
        try:
            # -P: nothing is imported from the folder that the user happens to stand in. It has a
            # session of its own, so that at Ctrl-C it is we who end it.
            self._process = subprocess.Popen(  # noqa: S603 - this program, with arguments of ours
                [sys.executable, "-P", "-m", module, *arguments],
                stdin=subprocess.PIPE,
                stdout=telling,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except BaseException:
            os.close(self._told)
            raise
        finally:
            os.close(telling)
        self._done = 0
        self._tell(key)

    def chunks_done(self) -> int:
        """How many chunks it has said to be done so far."""
        with contextlib.suppress(BlockingIOError):
            self._done += len(os.read(self._told, 4096))
        return self._done

    @property
    def has_ended(self) -> bool:
        """Whether it has gone, though it was not told to."""
        return self._process.poll() is not None

    def finished(self) -> bool:
        """Say that nothing more will come, wait for its end; whether it did all it was asked."""
        self._process.communicate()
        return self._process.returncode == 0

    def _tell(self, key: bytes | None) -> None:
        assert self._process.stdin  # noqa: S101 - it was asked for
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(f"{(key or b'').hex()}\n".encode())
            self._process.stdin.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
        os.close(self._told)


def key_told() -> bytes | None:
    """In the second process: the key of keys, None where the first has none."""
    return bytes.fromhex(sys.stdin.readline()) or None

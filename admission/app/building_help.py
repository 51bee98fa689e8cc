"""A second process that builds its half of the rows; without it all goes on, only slower."""

import contextlib
import os
import subprocess
import sys
from typing import Self


def can_help() -> bool:
    """Whether a second process can be started, and has a core of its own."""
    return bool(sys.executable) and (os.cpu_count() or 1) > 1


class Helper:
    """A module run as a program of its own; leaving the `with` ends it, finished or not.

    What it alone is to know comes to it on its standard input.
    """

    def __init__(self, module: str, *arguments: str, told: bytes = b"") -> None:
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
        self._tell(told)

    def chunks_done(self) -> int:
        """How many chunks it has done so far."""
        with contextlib.suppress(BlockingIOError):
            self._done += len(os.read(self._told, 4096))
        return self._done

    def finished(self) -> bool:
        """Wait for its end; whether it did all that it was asked."""
        os.set_blocking(self._told, True)
        while os.read(self._told, 4096):
            pass
        return self._process.wait() == 0

    def _tell(self, told: bytes) -> None:
        assert self._process.stdin  # noqa: S101 - it was asked for
        with contextlib.suppress(BrokenPipeError), self._process.stdin as pipe:
            pipe.write(told)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._told)

"""A forwarder of TCP between a program and its server, as a balancer is, that can break off."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Final, Self

_AT_ONCE: Final = 65_536
_OF_A_WRITER: Final = b"LOCK TABLE tlog_head"
Ask = Callable[[bytes], bool]


class Forwarder:
    """Listens on a port of its own; each connection goes to the port that it is set to by then.

    `break_when_sent` and `break_when_answered` cut, once, the connection of whoever takes the turn
    of writers: before what it sends is passed on, or before what it is answered is.
    """

    def __init__(self, to: int) -> None:
        self.to = to
        self.cut = 0
        self.break_when_sent: bytes | None = None
        self.break_when_answered: bytes | None = None
        self.before_it_is_passed_on: Callable[[], object] = lambda: None
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._open: set[_Pair] = set()
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_all(self) -> None:
        """End every connection."""
        for pair in list(self._open):
            pair.end()

    def is_to_break(self, sent: bytes) -> bool:
        """Whether a writer that sends this is cut off now."""
        if self.break_when_sent is None or self.break_when_sent not in sent:
            return False
        self.break_when_sent = None
        self.cut += 1
        self.before_it_is_passed_on()
        return True

    def is_to_lose(self, answered: bytes) -> bool:
        """Whether this answer to a writer is lost."""
        if self.break_when_answered is None or self.break_when_answered not in answered:
            return False
        self.break_when_answered = None
        self.cut += 1
        self.before_it_is_passed_on()
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listening.close()
        self.cut_all()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                with suppress(OSError):
                    pair = _Pair(self, client, self.to)
                    self._open.add(pair)
                    continue
                client.close()


class _Pair:
    """One connection of a program, and the one to the server that it is passed on to."""

    def __init__(self, forwarder: Forwarder, client: socket.socket, to: int) -> None:
        self._forwarder = forwarder
        self._client = client
        self._server = socket.create_connection(("127.0.0.1", to), timeout=5)
        self._server.settimeout(None)
        self._writes = False
        for pump in (self._send, self._answer):
            threading.Thread(target=pump, daemon=True).start()

    def end(self) -> None:
        for one in (self._client, self._server):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _send(self) -> None:
        with suppress(OSError):
            while some := self._client.recv(_AT_ONCE):
                self._writes = self._writes or _OF_A_WRITER in some
                if self._writes and self._forwarder.is_to_break(some):
                    break
                self._server.sendall(some)
        self.end()

    def _answer(self) -> None:
        with suppress(OSError):
            while some := self._server.recv(_AT_ONCE):
                if self._writes and self._forwarder.is_to_lose(some):
                    break
                self._client.sendall(some)
        self.end()

"""A small load: so many requests in flight on as many connections, the next when all are answered.

It does little more than write and read sockets, so that it is not what is measured.
"""

import re
import socket
import time

IN_FLIGHT = 4
LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)


class Load:
    """Requests to one server; over connections that stay, where the server lets them."""

    def __init__(self, port: int, *, stays: bool) -> None:
        self._place, self._stays = ("127.0.0.1", port), stays
        self._open = [self._connect() for _ in range(IN_FLIGHT)] if stays else []

    def seconds(self, path: str, headers: dict[str, str], requests: int) -> float:
        """How long so many requests take."""
        lines = {"Host": "portal.example", **headers}
        lines["Connection"] = "keep-alive" if self._stays else "close"
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        sent = f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()
        start = time.perf_counter()
        for _ in range(requests // IN_FLIGHT):
            self._round(sent)
        return time.perf_counter() - start

    def first(self, path: str, **headers: str) -> tuple[bytes, bytes]:
        """Head and body of one answer."""
        with self._connect() as connection:
            lines = {"Host": "portal.example", "Connection": "close", **headers}
            head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
            connection.sendall(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode())
            answer = b"".join(iter(lambda: connection.recv(262_144), b""))
        above, _, body = answer.partition(b"\r\n\r\n")
        return above, body

    def close(self) -> None:
        for connection in self._open:
            connection.close()

    def _round(self, sent: bytes) -> None:
        connections = self._open or [self._connect() for _ in range(IN_FLIGHT)]
        for connection in connections:
            connection.sendall(sent)
        for connection in connections:
            _read_answer(connection)
            if not self._stays:  # at once: a worker of gunicorn waits for it
                connection.close()

    def _connect(self) -> socket.socket:
        connection = socket.create_connection(self._place, timeout=30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection


def _read_answer(connection: socket.socket) -> None:
    answer = connection.recv(262_144)
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += _more(connection)
    found = LENGTH.search(answer, 0, end)
    left = end + 4 + (int(found[1]) if found else 0) - len(answer)
    while left > 0:
        left -= len(_more(connection))


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(262_144)
    if not part:
        raise ConnectionError("the server hung up in the middle of an answer")
    return part

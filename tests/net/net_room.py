"""Servers of the test's own for what is fetched: a canary that nobody may reach, and one that answers as it is told."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Canary:
    """Listens on the loopback addresses and counts whoever connects."""

    def __init__(self) -> None:
        self.visits = 0
        self._lines = [self._listening("127.0.0.1", 0)]
        self.port: int = self._lines[0].getsockname()[1]
        with suppress(OSError):
            self._lines.append(self._listening("::1", self.port))
        for line in self._lines:
            threading.Thread(target=self._count, args=(line,), daemon=True).start()

    @staticmethod
    def _listening(host: str, port: int) -> socket.socket:
        line = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        line.bind((host, port))
        line.listen(64)
        return line

    def _count(self, line: socket.socket) -> None:
        with suppress(OSError):
            while True:
                visitor, _ = line.accept()
                self.visits += 1
                visitor.close()

    def close(self) -> None:
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()


@dataclass
class Page:
    """What a path answers. `length` is what it claims, `pace` seconds between pieces, `cut` where the line ends."""

    body: bytes = b""
    status: int = 200
    mime: str = "video/mp4"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = -1
    pace: float = 0.0
    pieces: int = 1
    wait: float = 0.0


class House:
    """An HTTP server: pages by path, and what was asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        house = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                house.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                with suppress(ConnectionError, BrokenPipeError):
                    house._answer(self, house.pages.get(self.path.partition("?")[0], Page(status=404)))

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def secure(self, context: Any) -> None:
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, line: BaseHTTPRequestHandler, page: Page) -> None:
        time.sleep(page.wait)
        line.send_response(page.status)
        line.send_header("Content-Type", page.mime)
        if page.length is not None:
            line.send_header("Content-Length", str(len(page.body) if page.length < 0 else page.length))
        for name, value in page.headers.items():
            line.send_header(name, value)
        line.end_headers()
        step = max(1, len(page.body) // page.pieces)
        for start in range(0, len(page.body), step):
            line.wfile.write(page.body[start : start + step])
            line.wfile.flush()
            if page.pace:
                time.sleep(page.pace)


@contextmanager
def housing(*, context: Any = None) -> Iterator[House]:
    house = House()
    if context is not None:
        house.secure(context)
    house.start()
    try:
        yield house
    finally:
        house.close()

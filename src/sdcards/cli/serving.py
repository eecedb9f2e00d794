"""A page that changes, served to the browsers of this machine and to nobody else."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import BoundedSemaphore, Condition, Thread

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Sent with every answer. What the page itself may do stands in the page, so that a file of it is held to the same."""

_HOST = "127.0.0.1"
_MOST_CONNECTIONS = 32
"""At one time; a browser keeps one open for each of its tabs, and a program that opens them for ever gets no further."""

_HEARTBEAT = 15.0
"""Seconds after which a browser that waits is told that nothing happened, so that one that has gone is noticed."""


class LivePage:
    """The newest version of a page, and the wait for the next one. Versions are words; the last one is never repeated."""

    def __init__(self) -> None:
        self._changed = Condition()
        self.version, self.text, self.ended = "", "", False

    def show(self, version: str, text: str) -> None:
        """Replace the page and wake everybody who waits."""
        with self._changed:
            self.version, self.text = version, text
            self._changed.notify_all()

    def end(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def after(self, version: str, seconds: float) -> str:
        """The first version that is not this one, or the same after so long or at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version or self.ended, seconds)
            return self.version


@contextmanager
def served(page: LivePage, heartbeat: float = _HEARTBEAT) -> Iterator[str]:
    """Serve a page at the address given, which nobody can guess, until the end of the block."""
    token = secrets.token_urlsafe(16)
    server = _Server(page, token, heartbeat)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{_HOST}:{server.server_port}/{token}/"
    finally:
        page.end()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = (
        2 * _MOST_CONNECTIONS
    )  # of the usual five the next is not heard, and knocks again after a second

    def __init__(self, page: LivePage, token: str, heartbeat: float) -> None:
        super().__init__((_HOST, 0), _Handler)
        self.page, self.token, self.heartbeat = page, token, heartbeat
        self._free = BoundedSemaphore(_MOST_CONNECTIONS)

    def server_bind(self) -> None:
        """Bind without asking for this machine's name, which can take seconds and is of no use."""
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()[:2]

    def process_request(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Answer in a thread of its own, or hang up where too many are waiting already."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: socket | tuple[bytes, socket], client_address: object) -> None:
        """Answer, and let the next one in."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a browser may leave at any moment."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version, sys_version = "sdcards", ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer for two addresses; everything else is not there."""
        path = self._path()
        if path == "":
            self._begin(HTTPStatus.OK, "text/html; charset=utf-8")
            self.wfile.write(self.server.page.text.encode())
        elif path == "changes":
            self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8")
            self._tell_changes()
        else:
            self._begin(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - the library's
        """Refuse what the library cannot read, in as few words as everything else."""
        self._begin(HTTPStatus(code), "text/plain; charset=utf-8")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library calls it so
        """Keep the terminal for the person."""

    def _path(self) -> str | None:
        """What is asked for behind the token. A name that leads here from elsewhere (DNS rebinding) gets nothing."""
        _, token, path = (*self.path.split("/", 2), "", "")[:3]
        known = hmac.compare_digest(token.encode(), self.server.token.encode())
        here = self.headers.get("Host") == f"{_HOST}:{self.server.server_port}"
        return path if known and here else None

    def _begin(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": kind} | HEADERS).items():
            self.send_header(name, value)
        self.end_headers()

    def _tell_changes(self) -> None:
        """Name each version, until the browser is gone."""
        version = ""
        while not self.server.page.ended:
            newest = self.server.page.after(version, self.server.heartbeat)
            self.wfile.write(f"data: {newest}\n\n".encode() if newest != version else b":\n\n")
            version = newest

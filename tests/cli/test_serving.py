"""The server of the preview: this machine only, one page, and nothing for who does not know the address."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from sdcards.cli.serving import _MOST_CONNECTIONS, HEADERS, LivePage, _Server, served

Server = tuple[LivePage, str]


@pytest.fixture
def server() -> Iterator[Server]:
    page = LivePage()
    page.show("1", "<p>µ</p>")
    with served(page, heartbeat=0.01) as address:
        yield page, address


def get(address: str, path: str | None = None, host: str | None = None, method: str = "GET") -> HTTPResponse:
    parts = urlsplit(address)
    con = HTTPConnection(parts.netloc, timeout=10)
    con.request(method, parts.path if path is None else path, headers={} if host is None else {"Host": host})
    return con.getresponse()


def test_address_is_of_this_machine_and_cannot_be_guessed(server: Server) -> None:
    parts = urlsplit(server[1])
    assert parts.hostname == "127.0.0.1"
    assert len(parts.path.strip("/")) >= 22
    with served(server[0]) as other:
        assert urlsplit(other).path != parts.path


def test_page_comes_with_strict_headers(server: Server) -> None:
    with get(server[1]) as answer:
        assert (answer.status, answer.read().decode()) == (200, "<p>µ</p>")
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Server"].strip() == "sdcards"


@pytest.mark.parametrize(
    "path", ["/", "", "/changes", "/index.html", "/../", "/wrong-token/", "/%2e%2e/etc/passwd", "/%C3%A9"]
)
def test_nothing_is_told_without_the_token(server: Server, path: str) -> None:
    with get(server[1], path) as answer:
        assert (answer.status, answer.read()) == (404, b"")
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("path", ["x", "../", "changes/", "deck.yaml", "//"])
def test_nothing_else_is_behind_the_token(server: Server, path: str) -> None:
    with get(server[1], urlsplit(server[1]).path + path) as answer:
        assert (answer.status, answer.read()) == (404, b"")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost", ""])
def test_name_that_leads_here_from_elsewhere_gets_nothing(server: Server, host: str) -> None:
    with get(server[1], host=host) as answer:
        assert (answer.status, answer.read()) == (404, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_nothing_can_be_sent(server: Server, method: str) -> None:
    with get(server[1], method=method) as answer:
        assert answer.status == 501
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.read() == b""


def test_changes_are_told_as_they_come(server: Server) -> None:
    page, address = server
    with get(address, urlsplit(address).path + "changes") as answer:
        assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        assert [answer.readline(), answer.readline()] == [b"data: 1\n", b"\n"]
        page.show("2", "new")
        lines = iter(answer.readline, b"data: 2\n")
        assert set(lines) <= {b":\n", b"\n"}
    with get(address) as answer:
        assert answer.read() == b"new"


def test_who_waits_is_told_when_nothing_happens() -> None:
    page = LivePage()
    page.show("1", "")
    assert page.after("1", 0.01) == "1"
    assert page.after("", 10) == "1"


def test_browser_that_leaves_is_no_matter(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    parts = urlsplit(server[1])
    for request in (
        b"",
        b"nonsense\r\n\r\n",
        f"GET {parts.path}changes HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n".encode(),
    ):
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as con:
            con.sendall(request)
    with get(server[1]) as answer:
        assert answer.status == 200
    assert capfd.readouterr() == ("", "")


def test_clients_that_say_nothing_keep_nobody_waiting(server: Server) -> None:
    parts = urlsplit(server[1])
    with ExitStack() as stack:
        for _ in range(10):
            idle = stack.enter_context(socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10))
            idle.sendall(b"GET /")
        with get(server[1]) as answer:
            assert answer.status == 200


def test_as_many_as_are_answered_may_knock_at_once() -> None:
    with ExitStack() as stack:
        server = stack.enter_context(_Server(LivePage(), "token", 1))  # which looks at none of them
        for _ in range(_MOST_CONNECTIONS):
            stack.enter_context(socket.create_connection(("127.0.0.1", server.server_port), timeout=0.9))


def test_more_connections_than_any_browser_opens_are_hung_up(server: Server) -> None:
    parts = urlsplit(server[1])
    place = (parts.hostname or "", parts.port or 0)
    with ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(place, timeout=10)) for _ in range(_MOST_CONNECTIONS + 8)]
        assert idle[-1].recv(1) == b""
    for _ in range(1000):  # those that are gone make room, as soon as their threads have noticed
        with suppress(ConnectionError), get(server[1]) as answer:
            assert answer.status == 200
            return
    pytest.fail("the server never came back")


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /" + b"a" * 100_000 + b" HTTP/1.0\r\n\r\n", b"414"),
        (b"GET / HTTP/1.0\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.0\r\n" + b"X: y\r\n" * 1000 + b"\r\n", b"431"),
        (b"\x00\xff\x1b[2J\r\n\r\n", b""),
        (b"GET / HTTP/9.9\r\n\r\n", b""),
    ],
)
def test_request_that_is_too_large_or_none_is_refused(server: Server, request_: bytes, status: bytes) -> None:
    parts = urlsplit(server[1])
    with (
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as con,
        suppress(ConnectionError),
    ):
        con.sendall(request_)
        answered = con.recv(1000)
        assert status in answered if status else not answered
    with get(server[1]) as answer:
        assert answer.status == 200


def test_only_loopback_is_listened_on(server: Server) -> None:
    port = urlsplit(server[1]).port or 0
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        with suppress(OSError):  # no way out at all
            probe.connect(("192.0.2.1", 9))  # sends nothing, but chooses an address of this machine
        here = probe.getsockname()[0]
    for address in {here, "127.0.0.2"} - {"127.0.0.1", "0.0.0.0"}:  # noqa: S104 - an address asked, not bound
        with pytest.raises(OSError), socket.create_connection((address, port), timeout=2):  # noqa: PT011
            pass
